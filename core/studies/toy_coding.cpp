// SPDX-License-Identifier: Apache-2.0
#include "core/studies/toy_coding.h"

#include "core/base/float16.h"
#include "core/entropy/histogram_entropy.h"
#include "core/entropy/huffman.h"
#include "core/metrics/distribution.h"
#include "core/metrics/metric.h"
#include "core/numerics/fourier.h"
#include "core/numerics/moments.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double scaleBits = 16.0;
constexpr double tableEntryBits = 5.0; ///< length of the code word of one symbol in a Huffman table
constexpr double tableHeaderBits = 32.0; ///< smallest and largest symbol

using Counts = std::map<std::int64_t, std::uint64_t>;

double largest(std::span<const float> values)
{
    double most = 0.0;
    for (const float value : values) most = std::max(most, std::abs(static_cast<double>(value)));
    return most;
}

std::span<float> entriesOf(Matrix& values) { return {values.data(), static_cast<std::size_t>(values.size())}; }

/// Rounds to multiples of `step` within [-most - 1, most], in place, and counts.
void roundTo(std::span<float> values, double step, double most, Counts& counts)
{
    for (float& value : values) {
        const double nearest = std::nearbyint(static_cast<double>(value) / step);
        const double symbol = std::clamp(nearest, -most - 1.0, most);
        ++counts[static_cast<std::int64_t>(symbol)];
        value = static_cast<float>(symbol * step);
    }
}

void countBits(ToyPoint& point, const Counts& counts)
{
    std::vector<std::uint64_t> list;
    for (const auto& [symbol, count] : counts) list.push_back(count);
    const double span = static_cast<double>(counts.rbegin()->first - counts.begin()->first) + 1.0;
    point.entropyBits = histogramEntropy(list) * static_cast<double>(point.numbers) + point.sideBits;
    point.huffmanBits = static_cast<double>(huffmanPayloadBits(list)) + tableHeaderBits + tableEntryBits * span +
                        point.sideBits;
}

ToyPoint emptyPoint(const ToyCode& code, const char* quantizer, double setting)
{
    ToyPoint point;
    point.representation = code.representation;
    point.hadamard = code.hadamard;
    point.quantizer = quantizer;
    point.setting = setting;
    for (const Matrix& tensor : code.tensors) point.numbers += static_cast<std::uint64_t>(tensor.size());
    point.sideBits = code.sideBits;
    return point;
}

double rmsOf(const std::vector<Matrix>& tensors)
{
    double squares = 0.0;
    double count = 0.0;
    for (const Matrix& tensor : tensors) {
        squares += tensor.cast<double>().squaredNorm();
        count += static_cast<double>(tensor.size());
    }
    return std::sqrt(squares / count);
}

/// A positive scale that float16 holds.
double storedScale(double scale)
{
    const auto stored = static_cast<double>(roundToHalf(static_cast<float>(scale)));
    return stored > 0.0 && std::isfinite(stored) ? stored : 1.0;
}

double entropyOfFourBits(const Matrix& values)
{
    constexpr double most = 7.0;
    Matrix rounded = values;
    Counts counts;
    const std::span<float> entries = entriesOf(rounded);
    roundTo(entries, storedScale(largest(entries) / most), most, counts);
    std::vector<std::uint64_t> list;
    for (const auto& [symbol, count] : counts) list.push_back(count);
    return histogramEntropy(list);
}

} // namespace

std::vector<double> realFourier(std::span<const double> values)
{
    const auto n = static_cast<Index>(values.size());
    std::vector<double> real(values.begin(), values.end());
    std::vector<double> imaginary(values.size(), 0.0);
    FourierWorkspace workspace;
    FourierPlan(n).transform(real.data(), imaginary.data(), 1, workspace);
    const double scale = std::sqrt(2.0 / static_cast<double>(n));
    std::vector<double> coefficients{real[0] * scale / std::numbers::sqrt2};
    for (std::size_t k = 1; 2 * k < values.size(); ++k) {
        coefficients.push_back(scale * real[k]);
        coefficients.push_back(-scale * imaginary[k]);
    }
    if (n % 2 == 0) coefficients.push_back(real[values.size() / 2] * scale / std::numbers::sqrt2);
    return coefficients;
}

std::vector<double> inverseRealFourier(std::span<const double> coefficients)
{
    const std::size_t n = coefficients.size();
    std::vector<double> real(n, 0.0);
    std::vector<double> imaginary(n, 0.0);
    const double scale = std::sqrt(0.5 / static_cast<double>(n));
    real[0] = coefficients[0] * scale * std::numbers::sqrt2;
    for (std::size_t k = 1; 2 * k < n; ++k) {
        real[k] = real[n - k] = scale * coefficients[2 * k - 1];
        imaginary[k] = -scale * coefficients[2 * k];
        imaginary[n - k] = -imaginary[k];
    }
    if (n % 2 == 0) real[n / 2] = coefficients[n - 1] * scale * std::numbers::sqrt2;
    FourierWorkspace workspace;
    FourierPlan(static_cast<Index>(n)).transform(imaginary.data(), real.data(), 1, workspace);
    return real;
}

std::vector<std::size_t> placesByMagnitude(std::span<const double> coefficients)
{
    std::vector<std::size_t> places(coefficients.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::stable_sort(places.begin(), places.end(), [&coefficients](std::size_t a, std::size_t b) {
        return std::abs(coefficients[a]) > std::abs(coefficients[b]);
    });
    return places;
}

std::uint64_t coefficientsFor(std::span<const double> coefficients, double energy)
{
    const std::vector<std::size_t> places = placesByMagnitude(coefficients);
    double left = 0.0;
    std::size_t kept = places.size();
    while (kept > 0 && left + coefficients[places[kept - 1]] * coefficients[places[kept - 1]] <= energy) {
        --kept;
        left += coefficients[places[kept]] * coefficients[places[kept]];
    }
    return kept;
}

ToyParameters describeParameters(std::string id, std::string label, const Matrix& values, const JobContext& job)
{
    constexpr double topShare = 0.01;
    constexpr double mostEnergy = 0.9;
    constexpr double farOut = 6.0;
    const Moments moments = momentsOf(values, job);
    const EnergyProfile profile(values, job);
    const auto count = static_cast<double>(moments.count);
    ToyParameters described;
    described.id = std::move(id);
    described.label = std::move(label);
    described.count = moments.count;
    described.kurtosis = count * moments.sumFourth / (moments.sumSquares * moments.sumSquares);
    described.crest = moments.largestMagnitude() / moments.rms();
    described.topEnergy = profile.topShare(topShare);
    described.share90 = static_cast<double>(profile.countFor(mostEnergy)) / count;
    described.beyond6Sigma = static_cast<double>(countBeyond(values, farOut * moments.rms(), job));
    described.entropy4 = entropyOfFourBits(values);
    described.histogram = distributionOf(values, moments, job);
    return described;
}

double choiceBits(std::uint64_t count, std::uint64_t taken)
{
    const auto logFactorial = [](std::uint64_t n) { return std::lgamma(static_cast<double>(n) + 1.0); };
    return (logFactorial(count) - logFactorial(taken) - logFactorial(count - taken)) / std::numbers::ln2;
}

ToyPoint roundToBits(const ToyCode& code, int bits)
{
    ToyPoint point = roundInGroups(code, bits, std::numeric_limits<Index>::max());
    point.quantizer = "absmax";
    return point;
}

ToyPoint roundInGroups(const ToyCode& code, int bits, Index group)
{
    ToyPoint point = emptyPoint(code, "group", bits);
    point.quantizer += std::to_string(group);
    const double most = std::ldexp(1.0, bits - 1) - 1.0;
    std::vector<Matrix> rounded = code.tensors;
    Counts counts;
    for (Matrix& tensor : rounded) {
        for (std::span<float> rest = entriesOf(tensor); !rest.empty();) {
            const std::span<float> next = rest.first(std::min(rest.size(), static_cast<std::size_t>(group)));
            roundTo(next, storedScale(largest(next) / most), most, counts);
            point.sideBits += scaleBits;
            rest = rest.subspan(next.size());
        }
    }
    point.fixedBits = bits * static_cast<double>(point.numbers) + point.sideBits;
    countBits(point, counts);
    point.functionError = code.functionError(rounded);
    return point;
}

ToyPoint roundToStep(const ToyCode& code, double setting)
{
    ToyPoint point = emptyPoint(code, "step", setting);
    const double step = storedScale(setting * rmsOf(code.tensors));
    std::vector<Matrix> rounded = code.tensors;
    Counts counts;
    for (Matrix& tensor : rounded) roundTo(entriesOf(tensor), step, std::numeric_limits<double>::infinity(), counts);
    point.sideBits += scaleBits;
    point.fixedBits = nan;
    countBits(point, counts);
    point.functionError = code.functionError(rounded);
    return point;
}

} // namespace alidade
