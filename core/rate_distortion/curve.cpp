// SPDX-License-Identifier: Apache-2.0
// Measuring points of the rate-distortion plane.
#include "core/rate_distortion/curve.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/entropy/histogram_entropy.h"
#include "core/entropy/huffman.h"

#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr std::int64_t chunkValues = 1 << 16;

struct ErrorSums {
    double error = 0.0;
    double signal = 0.0;
};

/// Sums of squared errors and squared values, folded in a fixed order.
ErrorSums squaredErrors(const Matrix& values, const Matrix& decoded, const JobContext& job)
{
    std::vector<ErrorSums> parts(static_cast<std::size_t>((values.size() + chunkValues - 1) / chunkValues));
    parallelChunks(values.size(), chunkValues, job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
                       const float* const a = values.data();
                       const float* const b = decoded.data();
                       double error = 0.0;
                       double signal = 0.0;
#pragma omp simd reduction(+ : error, signal)
                       for (std::int64_t i = begin; i < end; ++i) {
                           const double value = static_cast<double>(a[i]);
                           const double difference = value - static_cast<double>(b[i]);
                           error += difference * difference;
                           signal += value * value;
                       }
                       parts[static_cast<std::size_t>(chunk)] = {error, signal};
                   });
    ErrorSums total;
    for (const ErrorSums& part : parts) {
        total.error += part.error;
        total.signal += part.signal;
    }
    return total;
}

std::vector<std::uint64_t> countSymbols(const Symbols& symbols)
{
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(symbols.alphabet), 0);
    for (const std::int16_t value : symbols.values)
        ++counts[static_cast<std::size_t>(value - symbols.smallest)];
    return counts;
}

RateDistortionPoint pointOf(const WidthMeasurement& measured, double weights, double basisBits)
{
    RateDistortionPoint point;
    point.payloadBits = measured.fixedRate;
    point.scaleBits = measured.sideInformationBits / weights;
    point.basisBits = basisBits / weights;
    point.entropyBits = histogramEntropy(measured.counts);
    point.huffmanBits = static_cast<double>(huffmanPayloadBits(measured.counts)) / weights;
    point.meanSquaredError = measured.squaredError / weights;
    point.signalPower = measured.signalSquares / weights;
    return point;
}

/// The points of a quantizer that can measure all widths at once.
std::vector<RateDistortionPoint> pointsAtOnce(const Matrix& coefficients, const QuantizerEntry& entry,
                                              const Parameters& parameters, std::span<const int> bits,
                                              double basisBits, const JobContext& job)
{
    for (const int width : bits) { // the same refusal of a width that is out of range as one by one
        Parameters withBits = parameters;
        withBits.set("bits", std::int64_t{width});
        static_cast<void>(resolveParameters(entry.parameters, withBits));
    }
    const Parameters resolved = resolveParameters(entry.parameters, parameters);
    const auto measured = entry.measureWidths(coefficients, resolved, bits, job);
    std::vector<RateDistortionPoint> points;
    for (std::size_t i = 0; i < measured.size(); ++i) {
        points.push_back(pointOf(measured[i], static_cast<double>(coefficients.size()), basisBits));
        points.back().bits = bits[i];
        job.publish(points.back());
    }
    return points;
}

} // namespace

double RateDistortionPoint::sqnrDb() const
{
    if (signalPower <= 0.0) return std::numeric_limits<double>::quiet_NaN();
    if (meanSquaredError <= 0.0) return std::numeric_limits<double>::infinity();
    return 10.0 * std::log10(signalPower / meanSquaredError);
}

RateDistortionPoint measurePoint(const Matrix& coefficients, const Quantizer& quantizer, double basisBits,
                                 const JobContext& job)
{
    if (coefficients.size() == 0)
        throw InvalidRequest("a tensor without elements has no rate and no distortion");
    const std::unique_ptr<const Codec> codec = quantizer.design(coefficients, job);
    const Symbols symbols = codec->encode(coefficients, job);
    const Matrix decoded = codec->decode(symbols, job);
    const ErrorSums sums = squaredErrors(coefficients, decoded, job);
    const std::vector<std::uint64_t> counts = countSymbols(symbols);
    return pointOf({sums.error, sums.signal, codec->fixedRate(), codec->sideInformationBits(), counts},
                   static_cast<double>(coefficients.size()), basisBits);
}

std::vector<RateDistortionPoint> sweepBits(const Matrix& coefficients, const QuantizerEntry& entry,
                                           const Parameters& parameters, std::span<const int> bits,
                                           double basisBits, const JobContext& job)
{
    if (entry.measureWidths && coefficients.size() > 0)
        return pointsAtOnce(coefficients, entry, parameters, bits, basisBits, job);
    std::vector<RateDistortionPoint> points;
    for (const int width : bits) {
        job.checkpoint(points.size(), bits.size());
        Parameters withBits = parameters;
        withBits.set("bits", std::int64_t{width});
        const auto quantizer = entry.make(resolveParameters(entry.parameters, withBits));
        RateDistortionPoint point = measurePoint(coefficients, *quantizer, basisBits, job);
        point.bits = width;
        points.push_back(point);
        job.publish(point);
    }
    return points;
}

} // namespace alidade
