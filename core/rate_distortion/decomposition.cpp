// SPDX-License-Identifier: Apache-2.0
// Residuals coded at the distortion of direct coding; the functions themselves are in functional_parts.cpp.
#include "core/rate_distortion/decomposition.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/entropy/histogram_entropy.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alidade {

namespace {

constexpr std::int64_t chunkValues = 1 << 16;
/// Symbols that are counted one by one; more would be a step so small that the estimate means nothing.
constexpr double mostSymbols = 1 << 22;
constexpr int bisections = 60;

double largestMagnitude(const Matrix& values) { return static_cast<double>(values.cwiseAbs().maxCoeff()); }

double energyOf(const Matrix& values)
{
    double sum = 0.0;
    for (Index row = 0; row < values.rows(); ++row) sum += values.row(row).cast<double>().squaredNorm();
    return sum;
}

/// Mean squared error of rounding to multiples of `step`.
double errorAt(const Matrix& values, double step, const JobContext& job)
{
    std::vector<double> parts(static_cast<std::size_t>((values.size() + chunkValues - 1) / chunkValues));
    const float* const data = values.data();
    parallelChunks(values.size(), chunkValues, job, [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
        double sum = 0.0;
        for (std::int64_t i = begin; i < end; ++i) {
            const double value = static_cast<double>(data[i]);
            const double error = value - std::nearbyint(value / step) * step;
            sum += error * error;
        }
        parts[static_cast<std::size_t>(chunk)] = sum;
    });
    return std::accumulate(parts.begin(), parts.end(), 0.0) / static_cast<double>(values.size());
}

void requireValues(const Matrix& values)
{
    if (values.size() == 0) throw InvalidRequest("a tensor without elements cannot be split");
    if (!values.allFinite()) throw InvalidRequest("weights that hold NaN or Inf cannot be quantized");
}

} // namespace

StepMeasurement measureStep(const Matrix& values, double step, const JobContext& job)
{
    requireValues(values);
    if (!(step > 0.0)) throw InvalidRequest("the step must be above zero");
    const double largest = std::nearbyint(largestMagnitude(values) / step);
    if (2.0 * largest + 1.0 > mostSymbols) throw InvalidRequest("the step is too small for these weights");
    const auto half = static_cast<std::int64_t>(largest);
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(2 * half + 1), 0);
    for (Index i = 0; i < values.size(); ++i)
        ++counts[static_cast<std::size_t>(
            static_cast<std::int64_t>(std::nearbyint(static_cast<double>(values.data()[i]) / step)) + half)];
    job.checkpoint();
    return {histogramEntropy(counts), errorAt(values, step, job)};
}

double stepAtDistortion(const Matrix& values, double distortion, const JobContext& job)
{
    requireValues(values);
    const double power = energyOf(values) / static_cast<double>(values.size());
    if (!(distortion > 0.0) || distortion >= power)
        throw InvalidRequest("the distortion must lie between zero and the mean square of the weights");
    // Above twice the largest weight everything is rounded to zero and the error is the mean square.
    double low = std::sqrt(distortion);
    double high = 2.0 * largestMagnitude(values) * (1.0 + 1e-6);
    while (errorAt(values, low, job) > distortion) low *= 0.5;
    for (int i = 0; i < bisections && high > low * (1.0 + 1e-7); ++i) {
        const double middle = std::sqrt(low * high);
        const double error = errorAt(values, middle, job);
        if (std::abs(error - distortion) <= 1e-6 * distortion) return middle;
        (error > distortion ? high : low) = middle;
    }
    return low;
}

std::ptrdiff_t SplitStudy::best() const
{
    const auto least = std::min_element(points.begin(), points.end(),
                                        [](const SplitPoint& a, const SplitPoint& b) { return a.rate < b.rate; });
    if (least == points.end() || least->rate >= directRate) return -1;
    return least - points.begin();
}

SplitStudy studySplits(const Matrix& weights, std::span<const FunctionalPart> parts, double sqnrDb,
                       const JobContext& job)
{
    requireValues(weights);
    const auto count = static_cast<double>(weights.size());
    const double energy = energyOf(weights);
    if (energy <= 0.0) throw InvalidRequest("weights that are all zero have nothing to split");
    SplitStudy study;
    study.sqnrDb = sqnrDb;
    study.distortion = energy / count * std::pow(10.0, -0.1 * sqnrDb);
    study.directRate = measureStep(weights, stepAtDistortion(weights, study.distortion, job), job).entropyBits;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        job.checkpoint(i, parts.size());
        const FunctionalPart& part = parts[i];
        const Matrix residual = weights - part.values;
        const double left = energyOf(residual);
        SplitPoint point{part.description, part.size, 1.0 - left / energy, part.bits / count, 0.0, 0.0};
        // A residual of no more energy than the distortion needs no bits.
        if (left / count > study.distortion)
            point.residualRate =
                measureStep(residual, stepAtDistortion(residual, study.distortion, job.quiet()), job).entropyBits;
        point.rate = point.functionRate + point.residualRate;
        study.points.push_back(std::move(point));
    }
    return study;
}

} // namespace alidade
