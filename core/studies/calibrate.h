// SPDX-License-Identifier: Apache-2.0
// Measuring a calibration file: second moments of the inputs of every projection of a model over a text, and of the
// gradients at their outputs. science.md 1.5, 6.
#pragma once

#include "core/base/job.h"
#include "core/engine/calibration.h"
#include "core/studies/evaluation.h"

#include <cstdint>
#include <string>

namespace alidade {

/// What is measured.
struct CalibrationRequest {
    std::string output;
    bool gradients = false;      ///< also E[delta delta^T] at the outputs, by a backward pass
    bool textLabels = false;     ///< gradients of the text's own tokens (empirical Fisher) instead of drawn ones
    std::uint64_t seed = 1;      ///< of the drawn labels
    bool float32 = false;        ///< half the size
};

/// What was written.
struct CalibrationReport {
    CalibrationFacts facts;
    std::size_t inputs = 0;    ///< matrices of input moments
    std::size_t gradients = 0; ///< matrices of output gradient moments
    Index largest = 0;         ///< inputs of the widest projection: fewer tokens leave directions unseen
    double loss = 0.0;         ///< nats a token, of the labels that were used; NaN without gradients
};

/// @throws InvalidRequest, FormatError, Error (disk), Cancelled
CalibrationReport calibrateModel(const OpenModel& model, const ScoredWindows& windows, const CalibrationRequest& request,
                                 const Registries& registries, const JobContext& job);

/// The same for the same tokens in the same windows.
std::uint64_t hashOf(const TokenWindows& tokens);

} // namespace alidade
