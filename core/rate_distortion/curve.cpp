// SPDX-License-Identifier: Apache-2.0
// Measuring points of the rate-distortion plane.
#include "core/rate_distortion/curve.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/entropy/histogram_entropy.h"
#include "core/entropy/huffman.h"
#include "core/quantization/entropy_step.h"
#include "core/rate_distortion/operator_error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

constexpr std::int64_t chunkValues = 1 << 16;

struct ErrorSums {
    double error = 0.0;
    double signal = 0.0;
    double largest = 0.0;
};

/// Sums of squared errors and squared values, folded in a fixed order.
ErrorSums squaredErrors(const Matrix& values, const Matrix& decoded, const JobContext& job)
{
    std::vector<ErrorSums> parts(static_cast<std::size_t>((values.size() + chunkValues - 1) / chunkValues));
    parallelChunks(values.size(), chunkValues, job, [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
        const float* const a = values.data();
        const float* const b = decoded.data();
        double error = 0.0;
        double signal = 0.0;
        double largest = 0.0;
#pragma omp simd reduction(+ : error, signal) reduction(max : largest)
        for (std::int64_t i = begin; i < end; ++i) {
            const double value = static_cast<double>(a[i]);
            const double difference = value - static_cast<double>(b[i]);
            error += difference * difference;
            signal += value * value;
            largest = std::max(largest, std::abs(difference));
        }
        parts[static_cast<std::size_t>(chunk)] = {error, signal, largest};
    });
    ErrorSums total;
    for (const ErrorSums& part : parts) {
        total.error += part.error;
        total.signal += part.signal;
        total.largest = std::max(total.largest, part.largest);
    }
    return total;
}

/// Adds what symbols with these counts take at least and in Huffman's code, in bits per weight.
void addEstimates(RateDistortionPoint& point, const std::vector<std::uint64_t>& counts, double weights)
{
    const auto occurrences = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    point.entropyBits += histogramEntropy(counts) * occurrences / weights;
    point.huffmanBits += static_cast<double>(huffmanPayloadBits(counts)) / weights;
}

/// The points of a quantizer that can measure all widths at once.
std::vector<RateDistortionPoint> pointsAtOnce(const Matrix& coefficients, const QuantizerEntry& entry,
                                              const Parameters& parameters, std::span<const double> bits,
                                              double basisBits, const JobContext& job)
{
    for (const double width : bits) { // the same refusal of a width that is out of range as one by one
        Parameters withBits = parameters;
        withBits.set("bits", bitsValue(width));
        static_cast<void>(resolveParameters(entry.parameters, withBits));
    }
    const Parameters resolved = resolveParameters(entry.parameters, parameters);
    const auto measured = entry.measureWidths(coefficients, resolved, bits, job);
    const auto weights = static_cast<double>(coefficients.size());
    std::vector<RateDistortionPoint> points;
    for (std::size_t i = 0; i < measured.size(); ++i) {
        RateDistortionPoint point;
        point.bits = bits[i];
        point.payloadBits = measured[i].fixedRate;
        point.scaleBits = measured[i].sideInformationBits / weights;
        point.basisBits = basisBits / weights;
        addEstimates(point, measured[i].counts, weights);
        point.meanSquaredError = measured[i].squaredError / weights;
        point.largestError = measured[i].largestError;
        point.signalPower = measured[i].signalSquares / weights;
        points.push_back(point);
    }
    return points;
}

double codedBits(const Symbols& symbols, const EntropyCoder& coder, double weights, const JobContext& job)
{
    return 8.0 * static_cast<double>(coder.encode(symbols, job).size()) / weights;
}

} // namespace

double RateDistortionPoint::sqnrDb() const
{
    if (signalPower <= 0.0) return std::numeric_limits<double>::quiet_NaN();
    if (meanSquaredError <= 0.0) return std::numeric_limits<double>::infinity();
    return 10.0 * std::log10(signalPower / meanSquaredError);
}

ParameterValue bitsValue(double bits)
{
    if (bits == std::floor(bits) && std::abs(bits) < 1e6) return static_cast<std::int64_t>(bits);
    return bits;
}

double RateDistortionPoint::operatorSqnrDb() const
{
    if (operatorError == 0.0) return std::numeric_limits<double>::infinity();
    return -10.0 * std::log10(operatorError);
}

namespace {

/// The mean of what each weight adds to the output's energy, or NaN.
double operatorPowerOf(const Matrix& coefficients, const PointCosts& costs, const JobContext& job)
{
    if (!costs.inputMoments || coefficients.size() == 0) return std::numeric_limits<double>::quiet_NaN();
    return operatorEnergy(coefficients, *costs.inputMoments, job) / static_cast<double>(coefficients.size());
}

RateDistortionPoint measured(const Matrix& coefficients, const Quantizer& quantizer, const PointCosts& costs,
                             double operatorPower, const JobContext& job)
{
    if (coefficients.size() == 0)
        throw InvalidRequest("a tensor without elements has no rate and no distortion");
    const std::unique_ptr<const Codec> codec = quantizer.design({coefficients, costs.inputMoments}, job);
    const Symbols symbols = codec->encode(coefficients, job);
    const Matrix decoded = codec->decode(symbols, job);
    const ErrorSums sums = squaredErrors(coefficients, decoded, job);
    const auto weights = static_cast<double>(coefficients.size());
    RateDistortionPoint point;
    point.payloadBits = codec->fixedRate() * static_cast<double>(symbols.values.size()) / weights;
    point.scaleBits = codec->sideInformationBits() / weights;
    point.basisBits = costs.basisBits / weights;
    forEachPlace(symbols, [&](const std::vector<std::uint64_t>& counts) { addEstimates(point, counts, weights); });
    if (costs.coder) point.codedBits = codedBits(symbols, *costs.coder, weights, job);
    point.meanSquaredError = sums.error / weights;
    point.largestError = sums.largest;
    point.signalPower = sums.signal / weights;
    point.usedMoments = codec->usesMoments();
    point.operatorPower = operatorPower;
    if (operatorPower > 0.0)
        point.operatorError =
            operatorErrorEnergy(coefficients, decoded, *costs.inputMoments, job) / (weights * operatorPower);
    return point;
}

} // namespace

RateDistortionPoint measurePoint(const Matrix& coefficients, const Quantizer& quantizer, const PointCosts& costs,
                                 const JobContext& job)
{
    return measured(coefficients, quantizer, costs, operatorPowerOf(coefficients, costs, job), job);
}

std::vector<RateDistortionPoint> sweepBits(const Matrix& coefficients, const QuantizerEntry& entry,
                                           const Parameters& parameters, std::span<const double> bits,
                                           const PointCosts& costs, const JobContext& job)
{
    const auto quantizerFor = [&](double width) {
        Parameters withBits = parameters;
        withBits.set("bits", bitsValue(width));
        return entry.make(resolveParameters(entry.parameters, withBits));
    };
    const double operatorPower = operatorPowerOf(coefficients, costs, job);
    std::vector<RateDistortionPoint> points;
    // The fast way keeps no decoded weights, which the operator's error is measured on.
    if (entry.measureWidths && coefficients.size() > 0 && !costs.inputMoments)
        points = pointsAtOnce(coefficients, entry, parameters, bits, costs.basisBits, job);
    for (std::size_t i = 0; i < bits.size(); ++i) {
        job.checkpoint(i, bits.size());
        if (i == points.size()) {
            points.push_back(measured(coefficients, *quantizerFor(bits[i]), costs, operatorPower, job));
            points.back().bits = bits[i];
        } else if (costs.coder) {
            const auto codec = quantizerFor(bits[i])->design(coefficients, job);
            points[i].codedBits = codedBits(codec->encode(coefficients, job), *costs.coder,
                                            static_cast<double>(coefficients.size()), job);
        }
        job.publish(points[i]);
    }
    return points;
}

} // namespace alidade
