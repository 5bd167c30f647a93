// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli split: functional part plus residual against direct coding at equal distortion.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/checkpoint_format.h"
#include "core/engine/tensor_choice.h"
#include "core/rate_distortion/decomposition.h"
#include "core/tensor/layer.h"

#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    std::string file;
    std::string pattern;
    std::string kind = "low-rank";
    std::vector<Index> sizes;
    int factorBits = 8;
    double sqnrDb = 20.0;
    std::uint64_t seed = 1;
    OutputFlags output;
};

struct Named {
    std::string tensor;
    Matrix weights;
};

std::vector<Named> matricesOf(const Options& options, const Registries& registries)
{
    const auto source = openCheckpoint(options.file, registries.checkpointFormats);
    std::vector<Named> matrices;
    for (const TensorInfo* tensor : matricesMatching(*source, options.pattern))
        if (tensor->isMatrix()) matrices.push_back({tensor->name, source->readMatrix(*tensor, JobContext())});
    if (matrices.empty()) throw InvalidRequest("stacks of matrices cannot be split: " + inQuotes(options.pattern));
    return matrices;
}

std::vector<Index> sizesOf(const Options& options, const Matrix& weights)
{
    if (!options.sizes.empty()) return options.sizes;
    std::vector<Index> sizes;
    for (const Index size : {1, 2, 4, 8, 16, 32, 64})
        if (size <= std::min(weights.rows(), weights.cols())) sizes.push_back(size);
    return sizes;
}

std::vector<SplitStudy> studiesOf(const Options& options, const std::vector<Named>& matrices)
{
    std::vector<SplitStudy> studies;
    if (options.kind != "shared-basis") {
        for (const Named& named : matrices) {
            const std::vector<Index> sizes = sizesOf(options, named.weights);
            const auto parts = options.kind == "low-rank"
                                   ? lowRankParts(named.weights, sizes, options.factorBits, JobContext())
                                   : smoothParts(named.weights, sizes, options.factorBits, JobContext());
            studies.push_back(studySplits(named.weights, parts, options.sqnrDb, JobContext()));
        }
        return studies;
    }
    std::vector<Matrix> layers;
    for (const Named& named : matrices) layers.push_back(named.weights);
    std::vector<std::vector<FunctionalPart>> parts(layers.size());
    for (const Index rank : sizesOf(options, layers.front())) {
        std::vector<FunctionalPart> shared = sharedBasisParts(layers, rank, options.factorBits, JobContext());
        for (std::size_t i = 0; i < shared.size(); ++i) parts[i].push_back(std::move(shared[i]));
    }
    for (std::size_t i = 0; i < layers.size(); ++i)
        studies.push_back(studySplits(layers[i], parts[i], options.sqnrDb, JobContext()));
    return studies;
}

Table tableOf(const std::vector<Named>& matrices, const std::vector<SplitStudy>& studies, std::string (*format)(double))
{
    Table table{{"tensor", "function", "energy_share", "function_rate", "residual_rate", "rate", "direct_rate", "saved"},
                {}};
    for (std::size_t i = 0; i < studies.size(); ++i)
        for (const SplitPoint& point : studies[i].points)
            table.rows.push_back({escaped(matrices[i].tensor), point.description, format(point.energyShare),
                                  format(point.functionRate), format(point.residualRate), format(point.rate),
                                  format(studies[i].directRate), format(studies[i].directRate - point.rate)});
    return table;
}

Json studyJson(const std::string& tensor, const SplitStudy& study)
{
    Json json{{"tensor", validUtf8(tensor)}, {"sqnr_db", study.sqnrDb}, {"direct_rate", study.directRate}};
    json["best"] = study.best() < 0 ? Json("direct") : Json(study.points[static_cast<std::size_t>(study.best())].description);
    json["splits"] = Json::array();
    for (const SplitPoint& point : study.points)
        json["splits"].push_back({{"function", point.description},
                                  {"size", point.size},
                                  {"energy_share", point.energyShare},
                                  {"function_rate", point.functionRate},
                                  {"residual_rate", point.residualRate},
                                  {"rate", point.rate}});
    return json;
}

void printDepth(const Options& options, const std::vector<Named>& matrices)
{
    std::vector<Matrix> layers;
    for (const Named& named : matrices) layers.push_back(named.weights);
    Table table{{"terms", "energy_share", "chance", "shuffled", "spread", "z"}, {}};
    Json document;
    document["layers"] = layers.size();
    document["rows"] = Json::array();
    for (std::size_t terms = 1; terms <= layers.size(); ++terms) {
        const DepthSmoothness depth = depthSmoothness(layers, terms, options.seed, JobContext());
        document["rows"].push_back({{"terms", terms},
                                    {"energy_share", depth.energyShare},
                                    {"chance", depth.chance},
                                    {"shuffled_mean", depth.shuffledMean},
                                    {"shuffled_spread", depth.shuffledSpread},
                                    {"z", number(depth.z)}});
        const auto format = options.output.csv ? exact : readable;
        table.rows.push_back({std::to_string(terms), format(depth.energyShare), format(depth.chance),
                              format(depth.shuffledMean), format(depth.shuffledSpread), format(depth.z)});
    }
    if (options.output.json) return print(document);
    if (options.output.csv) return printCsv(table);
    std::cout << layers.size() << " layers, energy in the lowest cosines along the depth against orders at random\n";
    printAligned(table);
}

void split(const Options& options, const Registries& registries)
{
    const std::vector<Named> matrices = matricesOf(options, registries);
    if (options.kind == "depth") return printDepth(options, matrices);
    const std::vector<SplitStudy> studies = studiesOf(options, matrices);
    if (options.output.json) {
        Json document;
        document["file"] = validUtf8(options.file);
        document["tensors"] = Json::array();
        for (std::size_t i = 0; i < studies.size(); ++i)
            document["tensors"].push_back(studyJson(matrices[i].tensor, studies[i]));
        return print(document);
    }
    if (options.output.csv) return printCsv(tableOf(matrices, studies, exact));
    std::cout << "Bits per weight at " << readable(options.sqnrDb)
              << " dB; residuals and direct coding are entropies of uniform quantization\n";
    printAligned(tableOf(matrices, studies, readable));
    std::size_t won = 0;
    for (const SplitStudy& study : studies) won += study.best() >= 0 ? 1 : 0;
    std::cout << "A split needs fewer bits than direct coding for " << won << " of " << studies.size() << " tensors\n";
}

} // namespace

void addSplit(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand(
        "split", "Functional part plus residual against direct coding at equal distortion");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->file, "checkpoint file or folder")->required();
    command->add_option("--tensors", options->pattern, "matrices whose names match this shell pattern")->required();
    command
        ->add_option("--kind", options->kind,
                     "low-rank, smooth (cosines over the indices), shared-basis (axes shared by the matching tensors), "
                     "depth (energy along the layers)")
        ->check(CLI::IsMember({"low-rank", "smooth", "shared-basis", "depth"}));
    command->add_option("--sizes", options->sizes, "ranks or numbers of terms (default 1,2,4,8,16,32,64)")->delimiter(',');
    command->add_option("--factor-bits", options->factorBits, "bits of a parameter of the function, 2 to 16 (default 8)");
    command->add_option("--sqnr", options->sqnrDb, "quality of both in dB (default 20)");
    command->add_option("--seed", options->seed, "of the random orders of layers");
    CLI::Option* const json = command->add_flag("--json", options->output.json, "one JSON document");
    command->add_flag("--csv", options->output.csv, "comma-separated values with a header line")->excludes(json);
    command->callback([options, &registries] { split(*options, registries); });
}

} // namespace alidade::cli
