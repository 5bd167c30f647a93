// SPDX-License-Identifier: Apache-2.0
// What the cells of a sweep come to together: seeds of one coordinate system, roles, winners, the model as a whole.
// Reports and the window show the same numbers because both take them from here.
#pragma once

#include "core/rate_distortion/curve_comparison.h"
#include "core/sweep/sweep_results.h"

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// A coordinate system of a sweep with all its seeds: requests that differ in "seed" alone.
struct SweepFamily {
    ComponentRequest coordinates;     ///< that of the first member; without "seed" if there are several
    std::vector<std::size_t> members; ///< positions in SweepRequest::coordinates, ascending
};

/// In order of their first members. The first family holds the reference.
std::vector<SweepFamily> sweepFamilies(const SweepRequest& request);

/// A few values in short. Those that are not finite are left out.
struct ValueSpread {
    double median = std::numeric_limits<double>::quiet_NaN(); ///< NaN without a value; of an even number the mean of two
    double least = std::numeric_limits<double>::quiet_NaN();
    double most = std::numeric_limits<double>::quiet_NaN();
    std::size_t count = 0;
};

/// The finite ones among the values.
ValueSpread spreadOf(std::vector<double> values);

/// A metric of a tensor in one cell; NaN if it was not measured.
double cellMetric(const SweepTensor& tensor, std::size_t cell, const std::string& metric);

/// What a null model gives for a metric of a tensor in one cell; null if there is none. Valid as long as the tensor.
const NullComparison* cellNull(const SweepTensor& tensor, std::size_t cell, const std::string& metric,
                               const std::string& null);

/// A metric of a tensor over the seeds of a family.
ValueSpread familyMetric(const SweepTensor& tensor, const SweepFamily& family, const std::string& metric);

/// A metric over tensors.
struct RoleSummary {
    std::string role;         ///< empty: every tensor
    std::size_t tensors = 0;  ///< of the role that are finished
    std::vector<ValueSpread> families; ///< over the tensors; of the seeds of one tensor the median counts
};

/// Roles in order of appearance, after the first line, which is of every tensor.
std::vector<RoleSummary> roleSummaries(const SweepResults& results, const std::vector<SweepFamily>& families,
                                       const std::string& metric);

/// The points of a tensor; empty if they were not measured. Valid as long as the tensor.
std::span<const RateDistortionPoint> cellCurve(const SweepTensor& tensor, std::size_t cell, std::size_t quantizer);

/// Which coordinates quantize a tensor best at the rate that the reference (cell 0) has at `bits`.
struct SweepWinner {
    std::optional<std::size_t> family; ///< of `families`; nothing if no curve has that rate
    double gainDb = std::numeric_limits<double>::quiet_NaN(); ///< of the median seed over the reference
    bool shared = false;     ///< another family is as good within noDifferenceDb
    bool reference = false;  ///< the winner is the reference's family: no other is better by noDifferenceDb
    std::vector<double> gains; ///< of each family in dB: the median over its seeds; NaN where it has no such rate
};

/// @param quantizer position in SweepRequest::quantizers
SweepWinner sweepWinner(const SweepTensor& tensor, const std::vector<SweepFamily>& families, std::size_t quantizer,
                        double bits, const RateCounting& counting);

/// The points of the whole model in one coordinate system: every tensor at the same width, rates and errors weighted by
/// the number of weights, so that sqnrDb() is that of all weights together. Tensors without points in some coordinate
/// system of the sweep are left out everywhere; widths that one of the rest lacks, too.
struct ModelCurve {
    std::vector<RateDistortionPoint> points; ///< ascending bits
    std::size_t tensors = 0;                 ///< that count
    std::uint64_t weights = 0;               ///< of those
};

/// One curve for each coordinate system of the request. @param quantizer position in SweepRequest::quantizers
std::vector<ModelCurve> modelCurves(const SweepResults& results, std::size_t quantizer);

/// A coordinate system at one width, the model as a whole.
struct FamilyPoint {
    double bits = 0.0;
    double rate = std::numeric_limits<double>::quiet_NaN(); ///< as counted, of the median seed
    ValueSpread quality; ///< in dB, over the seeds
};

/// The curve of each family, from modelCurves().
std::vector<std::vector<FamilyPoint>> familyCurves(const SweepResults& results, const std::vector<SweepFamily>& families,
                                                   std::size_t quantizer, const RateCounting& counting);

/// Totals of a coordinate system at one width.
struct FamilyTotal {
    std::size_t tensors = 0; ///< that count, see ModelCurve
    double rate = std::numeric_limits<double>::quiet_NaN();   ///< bits per weight of the median seed, as counted
    double sqnrDb = std::numeric_limits<double>::quiet_NaN(); ///< of the median seed
    double gainDb = std::numeric_limits<double>::quiet_NaN(); ///< over the reference at the reference's rate, median seed
    std::size_t wins = 0; ///< tensors of which it is the winner, see SweepWinner
};

/// One for each family.
std::vector<FamilyTotal> familyTotals(const SweepResults& results, const std::vector<SweepFamily>& families,
                                      std::size_t quantizer, double bits, const RateCounting& counting);

} // namespace alidade
