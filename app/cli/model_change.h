// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands share that write a model in other coordinates: opening, the proof that the function
// stayed, and what its matrices look like before and after.
#pragma once

#include "app/cli/command.h"
#include "core/operators/llama.h"
#include "core/operators/logit_difference.h"
#include "core/operators/model_folder.h"

#include <memory>
#include <string>
#include <vector>

namespace alidade::cli {

/// A model as it is in its file.
struct OriginalModel {
    ModelConfig config;
    std::shared_ptr<const CheckpointWeights> weights;

    [[nodiscard]] Llama function() const { return {config, weights}; }
};

/// @throws InvalidRequest for a model that has online rotations already
OriginalModel openOriginal(const std::string& path, const Registries& registries);

/// How far a changed model is from the original on seeded random tokens.
LogitDifference changeOfLogits(const Llama& changed, const OriginalModel& original);

/// Shape of one matrix.
struct MatrixShape {
    double kurtosis = 0.0;
    double peak = 0.0; ///< L-infinity / sigma
};

/// One matrix in both coordinates.
struct MatrixChange {
    std::string name;
    MatrixShape before;
    MatrixShape after;
};

/// The embedding and all projections, kind by kind.
std::vector<MatrixChange> matrixChanges(const OriginalModel& original, const ModelWeights& changed);

Json toJson(const LogitDifference& difference);
Json toJson(const std::vector<MatrixChange>& changes);
Json toJson(const ModelFolderReport& report);

/// Prints a table of all matrices.
void printChanges(const std::vector<MatrixChange>& changes);
/// Prints one sentence.
void printDifference(const LogitDifference& difference);
/// Prints what was written.
void printWritten(const std::string& folder, const ModelFolderReport& report);

} // namespace alidade::cli
