// SPDX-License-Identifier: Apache-2.0
// How curves are held against each other: at which widths they are measured, what counts as their rate, and what then
// lies between two of them, or between one and the Gaussian bound.
#pragma once

#include "core/rate_distortion/bjontegaard.h"
#include "core/rate_distortion/curve.h"

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace alidade {

/// What stands for the symbols in a rate.
enum class RateCount {
    FixedRate,       ///< symbols of equal length, as stored without an entropy coder
    EntropyEstimate, ///< their Shannon entropy: no file has this size
    CodedBytes,      ///< what an entropy coder wrote, tables included
};

/// A rate in bits per weight (symbols, scales and, if `basis`, the side information of the coordinate system) and what
/// it is held against.
struct RateCounting {
    RateCount symbols = RateCount::EntropyEstimate;
    bool basis = true;
    bool operatorQuality = false; ///< quality is operatorSqnrDb() instead of sqnrDb()
    friend bool operator==(const RateCounting&, const RateCounting&) = default;
};

/// The rate of a point so counted; NaN for coded bytes that were not measured.
double countedRate(const RateDistortionPoint& point, const RateCounting& counting);

/// The counted rate less what an independent Gaussian source of this power needs for the same error. Below 0 where the
/// weights are not Gaussian and the code makes use of it; NaN without error or signal.
double gaussianGap(const RateDistortionPoint& point, const RateCounting& counting);

/// The difference of `curve` from `reference` with rates so counted; NaN as in bjontegaard.h.
CurveDifference compareCurves(std::span<const RateDistortionPoint> reference, std::span<const RateDistortionPoint> curve,
                              const RateCounting& counting);

/// The rate of the point at `bits`, so counted; NaN if the curve has no such point.
double rateAtBits(std::span<const RateDistortionPoint> curve, double bits, const RateCounting& counting);

/// Gains that differ by less are no difference, in dB.
inline constexpr double noDifferenceDb = 0.1;

/// The best of several curves at one rate.
struct BestCurve {
    /// Position of the first of those that are best within noDifferenceDb; nothing if none has the rate.
    std::optional<std::size_t> index;
    double gainDb = std::numeric_limits<double>::quiet_NaN(); ///< of that curve over the reference
    bool shared = false; ///< another one is as good within noDifferenceDb
};

/// Which curve has the highest quality at the rate that `reference` has at `bits`, all rates so counted. A curve that
/// needs more than that for every quality it has is out: a fitted basis alone may. science.md 4.
BestCurve bestCurve(std::span<const RateDistortionPoint> reference,
                    const std::vector<std::span<const RateDistortionPoint>>& curves, double bits,
                    const RateCounting& counting);

/// The widths a curve is measured at when nobody says, ascending: a few integers of the quantizer's range, halves of a
/// bit among them where its "bits" is a real number, or its one width.
std::vector<double> usualBits(const QuantizerEntry& quantizer);

} // namespace alidade
