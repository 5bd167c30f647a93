// SPDX-License-Identifier: Apache-2.0
// Sentences and lists made of the numbers of a sweep: which coordinate systems are above or below the first one, which
// layers stand out, what was not measured. They say what was found, whichever way it went.
#pragma once

#include "core/reports/sweep_tables.h"

#include <string>
#include <vector>

namespace alidade {

/// From which numbers on a layer is named. Stated with the list.
struct FlagThresholds {
    double kurtosis = 10.0;     ///< in the first coordinate system; Gaussian 3, Laplace 6
    double peak = 10.0;         ///< L-infinity / sigma there; Gaussian 4 to 6
    double gainDb = 3.0;        ///< of a coordinate system over the first one at the usual width, fixed length
    double residual = 1e-4;     ///< orthogonality error of a basis
};

/// A value that differs from the reference by less is said to be the same.
inline constexpr double sameShare = 0.02;
/// Rates that differ by less are said to be the same, in bits per weight.
inline constexpr double sameBits = 0.02;

/// "The median kurtosis is 23.7 in Original. It is lower in Hadamard: 3.01; higher in ...".
std::string metricSentence(const SweepView& view, const std::string& metric);

/// The same for the difference of rates at equal quality over the whole model.
std::string rateSentence(const SweepView& view, std::size_t quantizer, const RateCounting& counting);

/// What the thresholds are, in one sentence.
std::string thresholdSentence(const FlagThresholds& thresholds, const SweepRequest& request);

/// Layers beyond a threshold with the reasons, in file order; at most `most` rows, the caption says how many there are.
ReportTable flaggedTable(const SweepView& view, const FlagThresholds& thresholds, std::size_t most);

/// What was not measured and why, each cause once; at most `most` lines. Empty if everything was.
std::vector<std::string> notMeasured(const SweepView& view, std::size_t most);

} // namespace alidade
