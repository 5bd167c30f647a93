// SPDX-License-Identifier: Apache-2.0
// Two curves compared over their common quality or rate, in one number each. Bjontegaard 2001 with piecewise cubic
// interpolation; science.md 4.5.
#pragma once

#include <span>

namespace alidade {

/// A point of a curve.
struct CurvePoint {
    double rate = 0.0;    ///< bits per weight, above 0
    double quality = 0.0; ///< SQNR in dB
};

/// How a curve differs from a reference; NaN where the curves do not overlap or have fewer than 4 usable points.
struct CurveDifference {
    double ratePercent = 0.0; ///< BD-rate: mean relative rate at equal quality; negative: the curve needs fewer bits
    double rateBits = 0.0;    ///< mean difference of rates at equal quality, bits per weight: gains at high rate add up
    double qualityDb = 0.0;   ///< mean difference of quality at equal rate; positive: the curve is better
    double lowestQuality = 0.0;  ///< the common interval, dB
    double highestQuality = 0.0;
};

/// Rates that differ by less are one rate, in bits per weight: 0.06 dB at 6 dB a bit.
inline constexpr double sameRate = 0.01;

/// The quality of a curve at a rate, between its points on the same cubics (on a straight line between two). NaN outside
/// of the rates it has, up to sameRate; of a single point the quality where the rate is the same.
double qualityAtRate(std::span<const CurvePoint> curve, double rate);

/// The difference of `curve` from `reference`. Points that are not finite, and points that do not raise the quality over
/// one of lower rate, are left out; nothing is extrapolated.
CurveDifference compareCurves(std::span<const CurvePoint> reference, std::span<const CurvePoint> curve);

} // namespace alidade
