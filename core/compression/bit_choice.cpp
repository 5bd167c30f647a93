// SPDX-License-Identifier: Apache-2.0
// Trying widths; bisection where they are real numbers.
#include "core/compression/bit_choice.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/rate_distortion/curve.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double realStep = 0.25;
constexpr double realReach = 2.0; ///< how far from the mean rate a tensor may go
constexpr double fineStep = 0.01;

const ParameterSpec& bitsOf(const QuantizerEntry& entry)
{
    for (const ParameterSpec& spec : entry.parameters)
        if (spec.id == "bits") return spec;
    throw InvalidRequest("the quantizer '" + entry.id + "' has no bits to choose");
}

bool isInteger(const ParameterSpec& spec) { return std::holds_alternative<std::int64_t>(spec.fallback); }

} // namespace

std::vector<double> candidateBits(const QuantizerEntry& entry, double around)
{
    const ParameterSpec& spec = bitsOf(entry);
    std::vector<double> widths;
    if (isInteger(spec)) {
        for (double bits = spec.minimum; bits <= spec.maximum; bits += 1.0) widths.push_back(bits);
        return widths;
    }
    const bool all = std::isnan(around);
    const double low = all ? realStep : std::max(spec.minimum, around - realReach);
    const double high = all ? spec.maximum : std::min(spec.maximum, around + realReach);
    for (double bits = low; bits <= high + 1e-9; bits += realStep) widths.push_back(std::min(bits, spec.maximum));
    return widths;
}

BitChoice::BitChoice(const CodingRecipe& recipe, const Registries& registries, double bitsPerWeight)
    : m_recipe(recipe), m_registries(registries), m_rate(bitsPerWeight),
      m_widths(candidateBits(registries.quantizers.find(recipe.quantizer.id), bitsPerWeight))
{
    if (!(bitsPerWeight > 0.0)) throw InvalidRequest("bits per weight must be above zero");
}

void BitChoice::add(const TurnedWeights& turned, const JobContext& job)
{
    const QuantizerEntry& quantizer = m_registries.quantizers.find(m_recipe.quantizer.id);
    const EntropyCoderEntry& entry = m_registries.entropyCoders.find(m_recipe.coder.id);
    const auto coder = entry.make(resolveParameters(entry.parameters, m_recipe.coder.parameters));
    const double basisBits = 8.0 * static_cast<double>(turned.coded.rowBasis.size() + turned.coded.columnBasis.size());
    const auto weights = static_cast<double>(turned.coefficients.size());
    m_weights += weights;
    std::vector<OperatingPoint> points;
    for (const RateDistortionPoint& point : sweepBits(turned.coefficients, quantizer, m_recipe.quantizer.parameters,
                                                      m_widths, {basisBits, coder.get(), turned.inputMoments}, job))
        points.push_back({point.codedRate() * weights, point.meanSquaredError * weights});
    m_tensors.push_back(std::move(points));
}

std::vector<double> BitChoice::allocate() const
{
    double least = 0.0;
    for (const std::vector<OperatingPoint>& tensor : m_tensors)
        least += std::min_element(tensor.begin(), tensor.end(), [](const auto& a, const auto& b) {
                     return a.bits < b.bits;
                 })->bits;
    if (least > m_rate * m_weights)
        throw InvalidRequest("these coordinates and this quantizer need at least " +
                             shortestDecimal(std::ceil(1000.0 * least / m_weights) / 1000.0) +
                             " bits per weight, bases and scales included");
    std::vector<double> bits;
    for (const std::size_t chosen : allocatePoints(m_tensors, m_rate * m_weights).chosen)
        bits.push_back(m_widths[chosen]);
    return bits;
}

std::optional<EqualBits> BitChoice::equalBits() const
{
    std::optional<EqualBits> best;
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
        EqualBits equal{m_widths[i], 0.0, 0.0};
        for (const std::vector<OperatingPoint>& tensor : m_tensors) {
            equal.rate += tensor[i].bits / m_weights;
            equal.squaredError += tensor[i].distortion;
        }
        if (equal.rate <= m_rate && (!best || equal.squaredError < best->squaredError)) best = equal;
    }
    return best;
}

double bitsForQuality(const TurnedWeights& turned, const ComponentRequest& quantizer, double sqnrDb,
                      const Registries& registries, const JobContext& job)
{
    const QuantizerEntry& entry = registries.quantizers.find(quantizer.id);
    const ParameterSpec& spec = bitsOf(entry);
    const double step = isInteger(spec) ? 1.0 : fineStep;
    // Widths counted in steps from the smallest; quality rises with them, so halving finds the first that is enough.
    const auto width = [&](std::int64_t i) { return std::min(spec.maximum, spec.minimum + step * static_cast<double>(i)); };
    const auto enough = [&](std::int64_t i) {
        const std::vector<double> bits{width(i)};
        const double quality =
            sweepBits(turned.coefficients, entry, quantizer.parameters, bits, {0.0, nullptr, turned.inputMoments},
                      job.quiet())
                .front()
                .sqnrDb();
        return std::isnan(quality) || quality >= sqnrDb; // weights that are all zero lose nothing
    };
    std::int64_t low = 0;
    std::int64_t high = static_cast<std::int64_t>(std::ceil((spec.maximum - spec.minimum) / step - 1e-9));
    if (!enough(high))
        throw InvalidRequest("the quantizer '" + entry.id + "' does not reach " + shortestDecimal(sqnrDb) +
                             " dB at its largest " + shortestDecimal(width(high)) + " bits");
    while (low < high) {
        job.checkpoint();
        const std::int64_t middle = low + (high - low) / 2;
        if (enough(middle)) high = middle;
        else low = middle + 1;
    }
    return width(low);
}

} // namespace alidade
