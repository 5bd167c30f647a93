// SPDX-License-Identifier: Apache-2.0
// Partial moments in closed form; the positive half of a symmetric design is all of it.
#include "core/quantization/scalar_design.h"

#include "core/base/error.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace alidade {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Integrals of f, x f and x^2 f.
struct Partial {
    double mass = 0.0;
    double first = 0.0;
    double second = 0.0;

    [[nodiscard]] double centroid() const { return first / mass; }
    /// Mean squared distance to `level`, times the mass.
    [[nodiscard]] double errorAround(double level) const
    {
        return second - 2.0 * level * first + level * level * mass;
    }
};

/// Integrals from a >= 0 to infinity.
Partial tail(SourceDensity density, double a)
{
    if (a == infinity) return {};
    if (density == SourceDensity::Gaussian) {
        const double mass = 0.5 * std::erfc(a / std::numbers::sqrt2);
        const double height = std::exp(-0.5 * a * a) / std::sqrt(2.0 * std::numbers::pi);
        return {mass, height, mass + a * height};
    }
    const double scale = 1.0 / std::numbers::sqrt2; // of the exponential: unit variance
    const double mass = 0.5 * std::exp(-a / scale);
    return {mass, mass * (a + scale), mass * (a * a + 2.0 * a * scale + 2.0 * scale * scale)};
}

Partial between(SourceDensity density, double a, double b)
{
    const Partial from = tail(density, a);
    const Partial to = tail(density, b);
    return {from.mass - to.mass, from.first - to.first, from.second - to.second};
}

double surprise(double mass) { return mass > 0.0 ? -mass * std::log2(mass) : 0.0; }

/// Distortion and entropy of positive levels and their mirror images; thresholds half way between neighbours.
ScalarDesign evaluated(SourceDensity density, std::vector<double> levels)
{
    ScalarDesign design;
    design.distortion = 0.0;
    double low = 0.0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double high = i + 1 < levels.size() ? 0.5 * (levels[i] + levels[i + 1]) : infinity;
        const Partial cell = between(density, low, high);
        design.distortion += 2.0 * cell.errorAround(levels[i]);
        design.entropyBits += 2.0 * surprise(cell.mass);
        low = high;
    }
    design.positiveLevels = std::move(levels);
    return design;
}

std::size_t halfOf(int bits)
{
    if (bits < 1 || bits > 10)
        throw InvalidRequest("a designed quantizer has 1 to 10 bits, not " + std::to_string(bits));
    return std::size_t{1} << (bits - 1);
}

ScalarDesign uniformWithStep(SourceDensity density, std::size_t half, double step)
{
    std::vector<double> levels(half);
    for (std::size_t i = 0; i < half; ++i)
        levels[i] = (static_cast<double>(i) + 0.5) * step;
    ScalarDesign design = evaluated(density, std::move(levels));
    design.step = step;
    return design;
}

} // namespace

double ScalarDesign::sqnrDb() const { return -10.0 * std::log10(distortion); }

ScalarDesign lloydMax(SourceDensity density, int bits)
{
    // Trial levels from the first one on: once it is guessed, every other follows from "a level is the
    // centroid of its cell", and only the right guess makes the last cell fit the tail. Bisection on the
    // guess needs a few dozen trials where Lloyd's own iteration needs thousands at 8 bits.
    const std::size_t half = halfOf(bits);
    std::vector<double> levels(half);
    const auto tooLarge = [&](double guess) {
        double low = 0.0;
        levels[0] = guess;
        for (std::size_t i = 0; i < half; ++i) {
            if (tail(density, low).centroid() <= levels[i])
                return true; // no cell however long reaches the level
            if (i + 1 == half) return false;
            double shortest = levels[i];
            double longest = levels[i] + 40.0;
            for (int step = 0; step < 80; ++step) {
                const double middle = 0.5 * (shortest + longest);
                (between(density, low, middle).centroid() < levels[i] ? shortest : longest) = middle;
            }
            low = 0.5 * (shortest + longest);
            levels[i + 1] = 2.0 * low - levels[i];
        }
        return false;
    };
    double small = 0.0;
    double large = tail(density, 0.0).centroid() * 1.001;
    for (int step = 0; step < 60; ++step) {
        const double middle = 0.5 * (small + large);
        (tooLarge(middle) ? large : small) = middle;
    }
    tooLarge(small);
    return evaluated(density, std::move(levels));
}

ScalarDesign bestUniform(SourceDensity density, int bits)
{
    const std::size_t half = halfOf(bits);
    double low = 1e-4;
    double high = 4.0;
    const double golden = 1.0 / std::numbers::phi;
    for (int step = 0; step < 120; ++step) {
        const double left = high - golden * (high - low);
        const double right = low + golden * (high - low);
        const bool leftIsBetter = uniformWithStep(density, half, left).distortion <
                                  uniformWithStep(density, half, right).distortion;
        (leftIsBetter ? high : low) = leftIsBetter ? right : left;
    }
    return uniformWithStep(density, half, 0.5 * (low + high));
}

ScalarDesign entropyCodedUniform(SourceDensity density, double step, bool centroids)
{
    if (!(step > 0.0)) throw InvalidRequest("the step of a quantizer must be above 0");
    const Partial middle = between(density, 0.0, 0.5 * step);
    ScalarDesign design;
    design.step = step;
    design.distortion = 2.0 * middle.second; // the level of the cell around zero is zero
    design.entropyBits = surprise(2.0 * middle.mass);
    constexpr double nothing = 1e-18;
    for (double k = 1.0;; k += 1.0) {
        const double from = (k - 0.5) * step;
        const Partial cell = between(density, from, from + step);
        if (cell.mass > 0.0)
            design.distortion += 2.0 * cell.errorAround(centroids ? cell.centroid() : k * step);
        design.entropyBits += 2.0 * surprise(cell.mass);
        if (tail(density, from).mass < nothing) return design;
    }
}

ScalarDesign entropyCodedAtRate(SourceDensity density, double bits, bool centroids)
{
    if (!(bits >= 0.01 && bits <= 10.0))
        throw InvalidRequest("the rate of a designed quantizer is 0.01 to 10 bits");
    double fine = 1e-3;
    double coarse = 40.0;
    for (int step = 0; step < 80; ++step) {
        const double middle = std::sqrt(fine * coarse);
        (entropyCodedUniform(density, middle, false).entropyBits > bits ? fine : coarse) = middle;
    }
    return entropyCodedUniform(density, std::sqrt(fine * coarse), centroids);
}

} // namespace alidade
