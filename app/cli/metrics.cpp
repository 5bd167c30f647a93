// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli metrics: every metric of a tensor in several coordinate systems, each beside its nulls, over
// seeds, and the curves that one number cannot say.
#include "app/cli/command.h"
#include "app/cli/metrics_output.h"
#include "core/engine/analysis_session.h"
#include "core/engine/seed_ensemble.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

namespace alidade::cli {

namespace {

/// What the user asked for.
struct MetricsOptions {
    CoordinateOptions coordinates;
    std::vector<std::string> metrics;
    std::vector<std::string> nulls{"gaussian", "shuffled"};
    int nullDraws = 0; ///< 0: by the size of the matrix
    std::uint64_t nullSeed = 1;
    bool noNulls = false;
    std::vector<std::string> curves;
    int seeds = 0; ///< 0: no ensemble
    std::optional<HeatMapRequest> heatMap;
    std::optional<SplitRequest> split;
    bool sensitivity = false;
};

std::vector<std::string> metricIds(const MetricsOptions& options, const Registries& registries)
{
    std::vector<std::string> ids;
    for (const std::string& id : options.metrics)
        static_cast<void>(registries.metrics.find(id)); // or says what there is
    for (const Metric& metric : registries.metrics) {
        const bool chosen =
            options.metrics.empty() ||
            std::find(options.metrics.begin(), options.metrics.end(), metric.id) != options.metrics.end();
        if (chosen) ids.push_back(metric.id);
    }
    return ids;
}

/// Weights that are measured: those of one matrix of a stack, or all.
std::uint64_t elementsOf(const TensorInfo& tensor, bool oneMatrix)
{
    const std::vector<std::uint64_t>& shape = tensor.shape;
    return oneMatrix && shape.size() > 2 ? shape[shape.size() - 2] * shape[shape.size() - 1] : tensor.elements;
}

std::optional<NullRequest> nullRequest(const MetricsOptions& options, AnalysisSession& session)
{
    if (options.noNulls || options.nulls.empty()) return std::nullopt;
    const CoordinateOptions& of = options.coordinates;
    const TensorInfo& tensor = session.checkpoint(of.file)->find(of.tensor);
    const int byDefault = defaultNullDraws(elementsOf(tensor, of.matrix.has_value()));
    return NullRequest{options.nulls, options.nullDraws > 0 ? options.nullDraws : byDefault, options.nullSeed};
}

MetricsReport measure(const MetricsOptions& options, const Registries& registries)
{
    AnalysisSession session(registries, 0);
    AnalysisRequest request;
    request.file = options.coordinates.file;
    request.tensor = options.coordinates.tensor;
    request.matrix = options.coordinates.matrix;
    request.calibration = options.coordinates.calibration;
    request.metrics = metricIds(options, registries);
    request.profiles = options.curves;
    request.nulls = nullRequest(options, session);
    request.heatMap = options.heatMap;
    request.split = options.split;
    request.sensitivity = options.sensitivity;
    MetricsReport report{options.coordinates.file, options.coordinates.tensor, request.matrix, request.nulls, {}};
    for (ComponentRequest& coordinates : chosenCoordinates(registries, options.coordinates)) {
        request.coordinates = std::move(coordinates);
        MeasuredSystem system{session.analyse(request, JobContext()), std::nullopt};
        if (options.seeds > 0 && hasSeed(registries, request.coordinates))
            system.ensemble = seedEnsemble(session, request, options.seeds, JobContext());
        report.systems.push_back(std::move(system));
    }
    return report;
}

void addNullOptions(CLI::App& command, const Registries& registries, MetricsOptions& options)
{
    CLI::Option* const nulls =
        command
            .add_option("--nulls", options.nulls,
                        "null models beside the metrics that need them (default gaussian,shuffled): " +
                            registries.nulls.idList())
            ->delimiter(',');
    CLI::Option* const draws =
        command
            .add_option("--null-draws", options.nullDraws,
                        "draws of each null (default 16 for small matrices, 4, or 2 for large ones)")
            ->check(CLI::Range(1, 1000));
    CLI::Option* const seed =
        command.add_option("--null-seed", options.nullSeed, "seed of the nulls (default 1)");
    command.add_flag("--no-nulls", options.noNulls, "measure no nulls")
        ->excludes(nulls)
        ->excludes(draws)
        ->excludes(seed);
}

/// "300x64": rows and columns. @throws CLI::ValidationError
HeatMapRequest heatMapFromText(const std::string& text)
{
    const std::size_t at = text.find('x');
    const auto cells = [&text](std::size_t from, std::size_t to) {
        int value = 0;
        const char* const end = text.data() + to;
        const auto [stop, error] = std::from_chars(text.data() + from, end, value);
        return error == std::errc() && stop == end && value >= 1 && value <= mostHeatMapCells ? value : 0;
    };
    const HeatMapRequest request = at == std::string::npos
                                       ? HeatMapRequest{0, 0}
                                       : HeatMapRequest{.columns = cells(at + 1, text.size()), .rows = cells(0, at)};
    if (request.rows == 0 || request.columns == 0)
        throw CLI::ValidationError("--heat-map", "expects ROWSxCOLUMNS, each from 1 to " +
                                                     std::to_string(mostHeatMapCells));
    return request;
}

/// "ladder", or ranks separated by commas. @throws CLI::ValidationError
std::vector<int> ranksFromText(const std::string& text)
{
    std::vector<int> ranks;
    if (text == "ladder") return ranks;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (true) {
        int rank = 0;
        const auto [stop, error] = std::from_chars(at, end, rank);
        const bool ascends = error == std::errc() && rank >= 0 && (ranks.empty() || rank > ranks.back());
        if (!ascends || (stop != end && *stop != ','))
            throw CLI::ValidationError("--split", "expects \"ladder\" or ranks that ascend from 0 on");
        ranks.push_back(rank);
        if (stop == end) return ranks;
        at = stop + 1;
    }
}

void addPictureOptions(CLI::App& command, MetricsOptions& options)
{
    CLI::Option* const split = command.add_option_function<std::string>(
        "--split",
        [&options](const std::string& text) {
            if (!options.split) options.split.emplace();
            options.split->ranks = ranksFromText(text);
        },
        "parts of these ranks (separated by commas, or \"ladder\" for 0, 1, 2, 4, ...) plus what they leave (in the JSON)");
    command
        .add_option_function<double>(
            "--split-bits",
            [&options](double bits) {
                if (!options.split) options.split.emplace();
                options.split->bits = bits;
            },
            "bits a weight of direct coding, at whose distortion splits are compared (default 4)")
        ->check(CLI::Range(leastSplitBits, mostSplitBits))
        ->needs(split);
    command.add_flag("--sensitivity", options.sensitivity,
                     "magnitude against sensitivity by the second moments of a --calibration (in the JSON)");
    command.add_option_function<std::string>(
        "--heat-map", [&options](const std::string& text) { options.heatMap = heatMapFromText(text); },
        "ROWSxCOLUMNS: the coefficients pooled to so many cells, the largest magnitude of each with its sign (in the JSON)");
}

} // namespace

void addMetrics(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("metrics", "Metrics of a tensor in several coordinate systems");
    const auto options = std::make_shared<MetricsOptions>();
    addCoordinateOptions(*command, registries, options->coordinates);
    command
        ->add_option("--metrics", options->metrics,
                     "only these, separated by commas: " + registries.metrics.idList())
        ->delimiter(',');
    addNullOptions(*command, registries, *options);
    command
        ->add_option("--curves", options->curves,
                     "curves to measure as well (with --csv instead), separated by commas: " +
                         registries.profiles.idList())
        ->delimiter(',');
    command
        ->add_option("--seeds", options->seeds,
                     "mean and spread of every metric over this many seeds, from --seed on, where "
                     "coordinates have one")
        ->check(CLI::Range(1, 10000));
    addPictureOptions(*command, *options);
    command->callback([options, &registries] {
        const MetricsReport report = measure(*options, registries);
        if (options->coordinates.output.json) return printMetricsJson(report, registries);
        if (options->coordinates.output.csv)
            return options->curves.empty() ? printMetricsCsv(report, registries) : printCurvesCsv(report);
        printMetricsTable(report, registries);
    });
}

} // namespace alidade::cli
