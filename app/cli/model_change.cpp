// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_change.h"

#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/numerics/moments.h"
#include "core/operators/online_rotations.h"

#include <iostream>

namespace alidade::cli {

namespace {

constexpr Index comparedWindows = 2;
constexpr Index comparedLength = 64;
constexpr std::uint64_t tokenSeed = 1;

MatrixShape shapeOf(const Matrix& weights)
{
    const Moments moments = momentsOf(weights, JobContext());
    return {moments.kurtosis(), moments.largestMagnitude() / moments.rms()};
}

} // namespace

OriginalModel openOriginal(const std::string& path, const Registries& registries)
{
    const auto checkpoint = openCheckpoint(path, registries.checkpointFormats);
    const ModelConfig config = readModelConfig(*checkpoint);
    // The weights first: they prove the sizes that the rotations are made in.
    auto weights = std::make_shared<CheckpointWeights>(checkpoint, config);
    const OnlineRotations online = readOnlineRotations(*checkpoint, config);
    if (online.heads || online.feedForward)
        throw InvalidRequest(escapedPath(path) +
                             " has online rotations already: take the model that it was made of");
    return {config, std::move(weights)};
}

LogitDifference changeOfLogits(const Llama& changed, const OriginalModel& original)
{
    const TokenWindows tokens = randomTokens(original.config, comparedWindows, comparedLength, tokenSeed);
    return logitDifference(changed, original.function(), tokens, JobContext());
}

std::vector<MatrixChange> matrixChanges(const OriginalModel& original, const ModelWeights& changed)
{
    std::vector<MatrixChange> changes;
    for (const ParameterId& id : original.weights->parameters()) {
        if (id.bias || (!isProjection(id.place) && id.place != Place::Embedding)) continue;
        const MatrixPtr after = changed.load(id, JobContext());
        if (!after) continue;
        changes.push_back(
            {huggingFaceName(id), shapeOf(*original.weights->load(id, JobContext())), shapeOf(*after)});
    }
    return changes;
}

Json toJson(const LogitDifference& difference)
{
    return {{"windows", difference.windows},
            {"length", difference.length},
            {"tokens", "uniformly random, seed " + std::to_string(tokenSeed)},
            {"max_absolute_difference", number(difference.largest)},
            {"relative_difference", number(difference.relative)},
            {"max_absolute_logit", number(difference.largestLogit)}};
}

Json toJson(const std::vector<MatrixChange>& changes)
{
    Json list = Json::array();
    for (const MatrixChange& change : changes)
        list.push_back({{"name", change.name},
                        {"kurtosis_before", number(change.before.kurtosis)},
                        {"kurtosis_after", number(change.after.kurtosis)},
                        {"linf_sigma_before", number(change.before.peak)},
                        {"linf_sigma_after", number(change.after.peak)}});
    return list;
}

Json toJson(const ModelFolderReport& report)
{
    return {{"tensors", report.tensors},
            {"bytes", report.bytes},
            {"rounded_values", report.rounded},
            {"copied_files", report.copied}};
}

void printChanges(const std::vector<MatrixChange>& changes)
{
    Table table{{"matrix", "kurtosis", "after", "Linf/sigma", "after"}, {}};
    for (const MatrixChange& change : changes)
        table.rows.push_back({change.name, readable(change.before.kurtosis), readable(change.after.kurtosis),
                              readable(change.before.peak), readable(change.after.peak)});
    printAligned(table);
}

void printDifference(const LogitDifference& difference)
{
    std::cout << "Logits of " << difference.windows << " windows of " << difference.length
              << " random tokens: largest difference " << readable(difference.largest) << ", relative "
              << readable(difference.relative) << " (largest logit " << readable(difference.largestLogit)
              << ")\n";
}

void printWritten(const std::string& folder, const ModelFolderReport& report)
{
    std::cout << escapedPath(folder) << ": " << report.tensors << " tensors, " << withThousands(report.bytes)
              << " bytes; ";
    if (report.rounded == 0)
        std::cout << "every value is stored exactly as float32 has it\n";
    else
        std::cout << withThousands(report.rounded) << " values were rounded to the stored type\n";
}

} // namespace alidade::cli
