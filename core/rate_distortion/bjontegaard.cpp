// SPDX-License-Identifier: Apache-2.0
// Monotone piecewise cubics (Fritsch and Carlson 1980, with the end slopes of PCHIP), integrated in closed form.
#include "core/rate_distortion/bjontegaard.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t fewestPoints = 4;

/// A cubic Hermite interpolant through points with ascending x.
class Pchip {
public:
    Pchip(std::vector<double> x, std::vector<double> y) : m_x(std::move(x)), m_y(std::move(y))
    {
        const std::size_t n = m_x.size();
        m_slope.resize(n);
        for (std::size_t i = 1; i + 1 < n; ++i) m_slope[i] = innerSlope(i);
        m_slope[0] = endSlope(step(0), step(1), secant(0), secant(1));
        m_slope[n - 1] = endSlope(step(n - 2), step(n - 3), secant(n - 2), secant(n - 3));
    }

    [[nodiscard]] double first() const { return m_x.front(); }
    [[nodiscard]] double last() const { return m_x.back(); }

    /// The value at x, which is inside.
    [[nodiscard]] double at(double x) const
    {
        std::size_t i = 0;
        while (i + 2 < m_x.size() && x > m_x[i + 1]) ++i;
        const double h = step(i);
        const double t = (x - m_x[i]) / h;
        const double u = 1.0 - t;
        return u * u * ((1.0 + 2.0 * t) * m_y[i] + h * t * m_slope[i]) +
               t * t * ((1.0 + 2.0 * u) * m_y[i + 1] - h * u * m_slope[i + 1]);
    }

    /// Integral from `a` to `b`, both inside.
    [[nodiscard]] double integral(double a, double b) const
    {
        double sum = 0.0;
        for (std::size_t i = 0; i + 1 < m_x.size(); ++i) {
            const double low = std::max(a, m_x[i]);
            const double high = std::min(b, m_x[i + 1]);
            if (high > low) sum += primitive(i, high) - primitive(i, low);
        }
        return sum;
    }

private:
    [[nodiscard]] double step(std::size_t i) const { return m_x[i + 1] - m_x[i]; }
    [[nodiscard]] double secant(std::size_t i) const { return (m_y[i + 1] - m_y[i]) / step(i); }

    [[nodiscard]] double innerSlope(std::size_t i) const
    {
        const double before = secant(i - 1);
        const double after = secant(i);
        if (before * after <= 0.0) return 0.0;
        const double w1 = 2.0 * step(i) + step(i - 1);
        const double w2 = step(i) + 2.0 * step(i - 1);
        return (w1 + w2) / (w1 / before + w2 / after);
    }

    /// Three-point formula, limited so that the curve keeps its shape.
    static double endSlope(double near, double next, double nearSecant, double nextSecant)
    {
        const double slope = ((2.0 * near + next) * nearSecant - near * nextSecant) / (near + next);
        if (slope * nearSecant <= 0.0) return 0.0;
        if (nearSecant * nextSecant <= 0.0 && std::abs(slope) > 3.0 * std::abs(nearSecant)) return 3.0 * nearSecant;
        return slope;
    }

    /// Integral of piece i from its left end to x.
    [[nodiscard]] double primitive(std::size_t i, double x) const
    {
        const double h = step(i);
        const double t = (x - m_x[i]) / h;
        const double t2 = t * t;
        const double t3 = t2 * t;
        const double t4 = t3 * t;
        return h * (m_y[i] * (0.5 * t4 - t3 + t) + h * m_slope[i] * (0.25 * t4 - 2.0 / 3.0 * t3 + 0.5 * t2) +
                    m_y[i + 1] * (-0.5 * t4 + t3) + h * m_slope[i + 1] * (0.25 * t4 - t3 / 3.0));
    }

    std::vector<double> m_x;
    std::vector<double> m_y;
    std::vector<double> m_slope;
};

/// Points of rising rate and rising quality.
std::vector<CurvePoint> usable(std::span<const CurvePoint> points)
{
    std::vector<CurvePoint> sorted;
    for (const CurvePoint& point : points)
        if (std::isfinite(point.rate) && std::isfinite(point.quality) && point.rate > 0.0) sorted.push_back(point);
    std::sort(sorted.begin(), sorted.end(), [](const CurvePoint& a, const CurvePoint& b) {
        return a.rate < b.rate || (a.rate == b.rate && a.quality > b.quality);
    });
    std::vector<CurvePoint> rising;
    for (const CurvePoint& point : sorted)
        if (rising.empty() || (point.quality > rising.back().quality && point.rate > rising.back().rate))
            rising.push_back(point);
    return rising;
}

Pchip interpolant(const std::vector<CurvePoint>& points, const std::function<double(const CurvePoint&)>& x,
                  const std::function<double(const CurvePoint&)>& y)
{
    std::vector<double> xs;
    std::vector<double> ys;
    for (const CurvePoint& point : points) {
        xs.push_back(x(point));
        ys.push_back(y(point));
    }
    return {std::move(xs), std::move(ys)};
}

struct Difference {
    double mean = nan;
    double low = nan;
    double high = nan;
};

/// Mean of b - a over their common interval.
Difference meanDifference(const Pchip& a, const Pchip& b)
{
    const double low = std::max(a.first(), b.first());
    const double high = std::min(a.last(), b.last());
    if (!(high > low)) return {};
    return {(b.integral(low, high) - a.integral(low, high)) / (high - low), low, high};
}

double rateOf(const CurvePoint& point) { return point.rate; }
double qualityOf(const CurvePoint& point) { return point.quality; }
double logRateOf(const CurvePoint& point) { return std::log(point.rate); }

} // namespace

double qualityAtRate(std::span<const CurvePoint> curve, double rate)
{
    const std::vector<CurvePoint> points = usable(curve);
    if (points.empty()) return nan;
    const bool has = rate >= points.front().rate - sameRate && rate <= points.back().rate + sameRate;
    if (!has) return nan; // nor does a rate that is NaN
    const double inside = std::clamp(rate, points.front().rate, points.back().rate);
    if (points.size() == 1) return points.front().quality;
    if (points.size() > 2) return interpolant(points, rateOf, qualityOf).at(inside);
    const double share = (inside - points.front().rate) / (points.back().rate - points.front().rate);
    return points.front().quality + share * (points.back().quality - points.front().quality);
}

CurveDifference compareCurves(std::span<const CurvePoint> reference, std::span<const CurvePoint> curve)
{
    const std::vector<CurvePoint> a = usable(reference);
    const std::vector<CurvePoint> b = usable(curve);
    if (a.size() < fewestPoints || b.size() < fewestPoints) return {nan, nan, nan, nan, nan};
    const Difference logs =
        meanDifference(interpolant(a, qualityOf, logRateOf), interpolant(b, qualityOf, logRateOf));
    const Difference rates = meanDifference(interpolant(a, qualityOf, rateOf), interpolant(b, qualityOf, rateOf));
    const Difference quality =
        meanDifference(interpolant(a, logRateOf, qualityOf), interpolant(b, logRateOf, qualityOf));
    return {100.0 * std::expm1(logs.mean), rates.mean, quality.mean, logs.low, logs.high};
}

} // namespace alidade
