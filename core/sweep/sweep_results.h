// SPDX-License-Identifier: Apache-2.0
// What a sweep has measured so far: a value that never changes once read. The results file and reports are made of it,
// and the window shows it; plots made for the results of single requests take its cells.
#pragma once

#include "core/sweep/sweep_request.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace alidade {

/// One tensor in one coordinate system.
struct SweepCell {
    /// Metrics, nulls, basis and residual, with the first quantizer's points as its curve; null if it was not measured.
    AnalysisResultPtr result;
    std::string note; ///< why it was not measured, in one sentence; empty otherwise
    /// Points of every quantizer of the request at its bits. Empty if not measured.
    std::vector<std::vector<RateDistortionPoint>> curves;
};

/// One tensor. Its place in the results is that in the model file.
struct SweepTensor {
    Layer layer;
    std::uint64_t weights = 0;
    std::uint64_t contentHash = 0; ///< XXH3 of the decoded float32 weights
    std::vector<SweepCell> cells;  ///< one for each coordinate system of the request
};

/// Results of a sweep, whole or on the way.
struct SweepResults {
    SweepRequest request;
    std::string version;     ///< of the program that measured
    std::string modelFormat; ///< id of the checkpoint format
    std::uint64_t fingerprint = 0; ///< of the model, see CheckpointHeader
    std::uint64_t calibrationHash = 0; ///< tells calibrations apart; 0 without
    std::size_t planned = 0; ///< tensors that the sweep will have when it is complete
    std::vector<SweepTensor> tensors; ///< finished ones in the order of the model file

    [[nodiscard]] bool isComplete() const { return tensors.size() == planned; }
};

using SweepResultsPtr = std::shared_ptr<const SweepResults>;

/// Whether a file says that it is a results file of a sweep: cheap, looks at its end only. False for what cannot be read.
bool isSweepFile(const std::string& path);

/// Reads a results file, finished or of a sweep that still runs, after comparing the seal with the whole file.
/// @throws FormatError for a file that was changed or cut or comes from a version with another layout, Cancelled
SweepResultsPtr readSweepResults(const std::string& path, const Registries& registries, const JobContext& job);

/// Writes the results beside `path` and renames them to it. The same results give the same bytes, whatever the order and
/// the number of processes in which they were measured.
/// @throws Error (disk), Cancelled
void writeSweepResults(const std::string& path, const SweepResults& results, const Registries& registries,
                       const JobContext& job);

} // namespace alidade
