// SPDX-License-Identifier: Apache-2.0
// Compiled without contraction to fused multiply-adds, which would change the last bit of a sum and with it a choice.
#include "core/quantization/ggml_search.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace alidade::ggml {

namespace {

constexpr std::size_t mostWeights = 32;
constexpr float negligible = 1e-15F; // ggml's GROUP_MAX_EPS

/// Weighted sums of a sub-block for least squares.
struct Sums {
    float l = 0.0F;
    float l2 = 0.0F;
    float xl = 0.0F;
};

/// One sub-block with the weights of its errors.
class Fit {
public:
    Fit(std::span<const float> values, int largest) : m_values(values), m_largest(largest)
    {
        float squares = 0.0F;
        for (const float x : values)
            squares += x * x;
        const float rms = std::sqrt(squares / static_cast<float>(values.size()));
        for (std::size_t i = 0; i < values.size(); ++i)
            m_weights[i] = rms + std::abs(values[i]);
        m_sumW = m_weights[0];
        m_sumX = m_sumW * values[0];
        for (std::size_t i = 1; i < values.size(); ++i) {
            m_sumW += m_weights[i];
            m_sumX += m_weights[i] * values[i];
        }
    }

    Sums round(float inverse, float minimum, std::span<std::uint8_t> codes) const
    {
        Sums sums;
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            const int l = nearestInteger(inverse * (m_values[i] - minimum), 0, m_largest);
            codes[i] = static_cast<std::uint8_t>(l);
            const auto level = static_cast<float>(l);
            const float w = m_weights[i];
            sums.l += w * level;
            sums.l2 += w * level * level;
            sums.xl += w * level * m_values[i];
        }
        return sums;
    }

    [[nodiscard]] float error(float scale, float minimum, std::span<const std::uint8_t> codes) const
    {
        float error = 0.0F;
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            const float difference = scale * static_cast<float>(codes[i]) + minimum - m_values[i];
            error += m_weights[i] * (difference * difference);
        }
        return error;
    }

    /// The best scale and minimum for codes with these sums, or false where they are not determined.
    bool improve(const Sums& sums, float& scale, float& minimum) const
    {
        const float determinant = m_sumW * sums.l2 - sums.l * sums.l;
        if (!(determinant > 0.0F)) return false;
        scale = (m_sumW * sums.xl - m_sumX * sums.l) / determinant;
        minimum = (sums.l2 * m_sumX - sums.l * sums.xl) / determinant;
        if (minimum > 0.0F) {
            minimum = 0.0F;
            scale = sums.xl / sums.l2;
        }
        return true;
    }

private:
    std::span<const float> m_values;
    int m_largest;
    std::array<float, mostWeights> m_weights{};
    float m_sumW = 0.0F;
    float m_sumX = 0.0F;
};

/// Sums of w^2 x l and w^2 l^2, with l = rint(inverse x).
Sums signedSums(std::span<const float> values, float inverse, int half)
{
    Sums sums;
    for (const float x : values) {
        const auto level = static_cast<float>(nearestInteger(inverse * x, -half, half - 1));
        const float w = x * x;
        sums.xl += w * x * level;
        sums.l2 += w * level * level;
    }
    return sums;
}

void signedCodes(std::span<const float> values, float inverse, int half, std::span<std::uint8_t> codes)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        codes[i] = static_cast<std::uint8_t>(half + nearestInteger(inverse * values[i], -half, half - 1));
}

float largestMagnitude(std::span<const float> values)
{
    float most = 0.0F;
    for (const float x : values)
        if (std::abs(x) > std::abs(most)) most = x;
    return most;
}

} // namespace

int nearestInteger(float x, int low, int high)
{
    // Clamped first: the conversion of what does not fit an integer is undefined.
    return static_cast<int>(std::nearbyint(std::clamp(x, static_cast<float>(low), static_cast<float>(high))));
}

ScaleAndOffset searchScaleAndOffset(std::span<const float> values, int largest, std::span<std::uint8_t> codes)
{
    std::fill(codes.begin(), codes.end(), std::uint8_t{0});
    // Far below what a float16 scale can hold; the quotients below would overflow.
    if (std::abs(largestMagnitude(values)) < 1e-20F) return {};
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const float high = *most;
    float minimum = std::min(*least, 0.0F);
    if (high == minimum) return {0.0F, -minimum};
    const Fit fit(values, largest);
    const auto levels = static_cast<float>(largest);
    const float inverse = levels / (high - minimum);
    float scale = 1.0F / inverse;
    fit.round(inverse, minimum, codes);
    float bestError = fit.error(scale, minimum, codes);
    std::array<std::uint8_t, mostWeights> tried{};
    const std::span<std::uint8_t> triedCodes = std::span(tried).first(values.size());
    constexpr int steps = 20;
    for (int step = 0; step <= steps; ++step) {
        const float wider = (-1.0F + 0.1F * static_cast<float>(step) + levels) / (high - minimum);
        const Sums sums = fit.round(wider, minimum, triedCodes);
        float triedScale = 0.0F;
        float triedMinimum = 0.0F;
        if (!fit.improve(sums, triedScale, triedMinimum)) continue;
        const float error = fit.error(triedScale, triedMinimum, triedCodes);
        if (!(error < bestError)) continue;
        std::copy(triedCodes.begin(), triedCodes.end(), codes.begin());
        bestError = error;
        scale = triedScale;
        minimum = triedMinimum;
    }
    return {scale, -minimum};
}

float searchScale(std::span<const float> values, int half, std::span<std::uint8_t> codes)
{
    const float most = largestMagnitude(values);
    if (std::abs(most) < negligible) {
        std::fill(codes.begin(), codes.end(), std::uint8_t{0});
        return 0.0F;
    }
    const auto levels = static_cast<float>(half);
    const float inverse = -levels / most;
    signedCodes(values, inverse, half, codes);
    Sums sums = signedSums(values, inverse, half);
    float scale = sums.l2 != 0.0F ? sums.xl / sums.l2 : 0.0F;
    float best = scale * sums.xl;
    constexpr int steps = 9;
    for (int step = -steps; step <= steps; ++step) {
        if (step == 0) continue;
        const float tried = -(levels + 0.1F * static_cast<float>(step)) / most;
        sums = signedSums(values, tried, half);
        if (!(sums.l2 > 0.0F && sums.xl * sums.xl > best * sums.l2)) continue;
        signedCodes(values, tried, half, codes);
        scale = sums.xl / sums.l2;
        best = scale * sums.xl;
    }
    return scale;
}

} // namespace alidade::ggml
