// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli inspect: what is in a file. All or nothing: a file with one unreadable tensor is refused.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/engine/tensor_statistics.h"
#include "core/tensor/layer.h"

#include <cmath>
#include <iostream>
#include <memory>
#include <optional>

namespace alidade::cli {

namespace {

struct Options {
    std::string file;
    bool json = false;
    bool noStatistics = false;
};

struct Listed {
    const TensorInfo* tensor = nullptr;
    std::optional<TensorStatistics> statistics;
};

Json sample(const std::vector<double>& values)
{
    Json list = Json::array();
    for (const double value : values) {
        if (std::isnan(value))
            list.push_back("NaN");
        else if (std::isinf(value))
            list.push_back(value > 0 ? "Infinity" : "-Infinity");
        else
            list.push_back(value);
    }
    return list;
}

Json statisticsJson(const Moments& m)
{
    const double nothing = std::nan("");
    Json stats;
    stats["count"] = m.count + m.nanCount + m.infCount;
    stats["sum"] = number(m.sum);
    stats["l2"] = number(std::sqrt(m.sumSquares));
    stats["linf"] = number(m.empty() ? nothing : m.largestMagnitude());
    stats["mean"] = number(m.empty() ? nothing : m.mean);
    stats["variance"] = number(m.variance());
    stats["excess_kurtosis"] = number(m.kurtosis() - 3.0);
    stats["nan_count"] = m.nanCount;
    stats["inf_count"] = m.infCount;
    stats["min"] = number(m.minimum);
    stats["max"] = number(m.maximum);
    return stats;
}

Json tensorJson(const Listed& listed)
{
    Json entry;
    entry["name"] = listed.tensor->name;
    entry["shape"] = listed.tensor->shape;
    entry["dtype"] = std::string(dtypeInfo(listed.tensor->dtype).name);
    entry["stats"] = listed.statistics ? statisticsJson(listed.statistics->moments) : Json(nullptr);
    entry["first"] = listed.statistics ? sample(listed.statistics->first) : Json::array();
    entry["last"] = listed.statistics ? sample(listed.statistics->last) : Json::array();
    return entry;
}

void printJson(const Options& options, const Checkpoint& checkpoint, const std::vector<Listed>& all)
{
    Json document;
    document["file"] = validUtf8(options.file);
    document["format"] = checkpoint.formatId();
    document["tensors"] = Json::array();
    for (const Listed& listed : all) document["tensors"].push_back(tensorJson(listed));
    document["warnings"] = checkpoint.warnings();
    print(document);
}

void printTable(const Checkpoint& checkpoint, const std::vector<Listed>& all)
{
    std::cout << escapedPath(checkpoint.path()) << "  " << checkpoint.formatId() << ", " << all.size()
              << " tensors\n";
    for (const auto& [key, value] : checkpoint.metadata())
        std::cout << "  " << escaped(key, 60) << ": " << escaped(value, 200) << '\n';
    for (const std::string& warning : checkpoint.warnings()) std::cout << "  warning: " << escaped(warning, 400) << '\n';
    Table table{{"tensor", "shape", "type", "L2", "Linf", "Linf/sigma", "kurtosis", "mean", "NaN+Inf"}, {}};
    for (const Listed& listed : all) {
        std::vector<std::string> row{escaped(listed.tensor->name), shapeText(makeLayer(*listed.tensor)),
                                     std::string(dtypeInfo(listed.tensor->dtype).name)};
        if (listed.statistics) {
            const Moments& m = listed.statistics->moments;
            const double sigma = m.rms();
            for (const double value : {std::sqrt(m.sumSquares), m.largestMagnitude(),
                                       sigma > 0.0 ? m.largestMagnitude() / sigma : std::nan(""), m.kurtosis(), m.mean})
                row.push_back(readable(value));
            row.push_back(std::to_string(m.nanCount + m.infCount));
        } else {
            row.resize(table.header.size(), "-");
        }
        table.rows.push_back(std::move(row));
    }
    printAligned(table);
}

void inspect(const Options& options, const Registries& registries)
{
    const auto checkpoint = openCheckpoint(options.file, registries.checkpointFormats);
    std::vector<Listed> all;
    for (const TensorInfo& tensor : checkpoint->tensors()) {
        Listed listed{&tensor, std::nullopt};
        if (!options.noStatistics && dtypeInfo(tensor.dtype).readable)
            listed.statistics = tensorStatistics(*checkpoint, tensor, JobContext());
        all.push_back(std::move(listed));
    }
    if (!options.noStatistics) checkpoint->verify(JobContext());
    if (options.json)
        printJson(options, *checkpoint, all);
    else
        printTable(*checkpoint, all);
}

} // namespace

void addInspect(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand("inspect", "List the tensors of a checkpoint with statistics");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->file, "checkpoint file or folder")->required();
    command->add_flag("--json", options->json, "one JSON document");
    command->add_flag("--no-stats", options->noStatistics, "headers only: touch no weights");
    command->callback([options, &registries] { inspect(*options, registries); });
}

} // namespace alidade::cli
