// SPDX-License-Identifier: Apache-2.0
// Counting rates, and comparing by them.
#include "core/rate_distortion/curve_comparison.h"

#include "core/rate_distortion/bounds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::array integerWidths{1.0, 2.0, 3.0, 4.0, 6.0, 8.0};
constexpr std::array realWidths{0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0};

std::vector<CurvePoint> countedPoints(std::span<const RateDistortionPoint> points, const RateCounting& counting)
{
    std::vector<CurvePoint> counted;
    for (const RateDistortionPoint& point : points)
        counted.push_back({countedRate(point, counting),
                           counting.operatorQuality ? point.operatorSqnrDb() : point.sqnrDb()});
    return counted;
}

} // namespace

double countedRate(const RateDistortionPoint& point, const RateCounting& counting)
{
    const double free = counting.basis ? 0.0 : point.basisBits;
    switch (counting.symbols) {
    case RateCount::FixedRate: return point.rate() - free;
    case RateCount::EntropyEstimate: return point.entropyRate() - free;
    case RateCount::CodedBytes: return point.codedRate() - free;
    }
    return nan;
}

double gaussianGap(const RateDistortionPoint& point, const RateCounting& counting)
{
    if (!(point.signalPower > 0.0) || !(point.meanSquaredError > 0.0)) return nan;
    return countedRate(point, counting) - gaussianRate(point.signalPower, point.meanSquaredError);
}

CurveDifference compareCurves(std::span<const RateDistortionPoint> reference, std::span<const RateDistortionPoint> curve,
                              const RateCounting& counting)
{
    return compareCurves(countedPoints(reference, counting), countedPoints(curve, counting));
}

double rateAtBits(std::span<const RateDistortionPoint> curve, double bits, const RateCounting& counting)
{
    const auto at = std::ranges::find(curve, bits, &RateDistortionPoint::bits);
    return at == curve.end() ? nan : countedRate(*at, counting);
}

BestCurve bestCurve(std::span<const RateDistortionPoint> reference,
                    const std::vector<std::span<const RateDistortionPoint>>& curves, double bits,
                    const RateCounting& counting)
{
    const double rate = rateAtBits(reference, bits, counting);
    const double zero = qualityAtRate(countedPoints(reference, counting), rate);
    std::vector<double> gains;
    double best = -std::numeric_limits<double>::infinity();
    for (const auto& curve : curves) {
        gains.push_back(qualityAtRate(countedPoints(curve, counting), rate) - zero);
        if (gains.back() > best) best = gains.back(); // never for NaN
    }
    BestCurve found;
    for (std::size_t i = 0; i < gains.size(); ++i) {
        if (!(gains[i] > best - noDifferenceDb)) continue;
        found.shared = found.index.has_value();
        if (found.shared) break;
        found.index = i;
        found.gainDb = gains[i];
    }
    return found;
}

std::vector<double> usualBits(const QuantizerEntry& quantizer)
{
    const auto spec = std::ranges::find(quantizer.parameters, "bits", &ParameterSpec::id);
    if (spec == quantizer.parameters.end()) return {};
    const bool real = std::holds_alternative<double>(spec->fallback);
    std::vector<double> widths;
    for (const double width : real ? std::span<const double>(realWidths) : std::span<const double>(integerWidths))
        if (width >= spec->minimum && width <= spec->maximum) widths.push_back(width);
    if (widths.empty()) widths.push_back(spec->minimum); // a range between the usual ones, or one width alone
    return widths;
}

} // namespace alidade
