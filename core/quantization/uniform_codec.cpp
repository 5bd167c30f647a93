// SPDX-License-Identifier: Apache-2.0
// Scales, zero points and symbols of uniform quantization.
#include "core/quantization/uniform_codec.h"

#include "core/quantization/grouping.h"
#include "core/quantization/scale_formats.h"
#include "core/quantization/shaped_codec.h"

#include <array>
#include <cmath>

namespace alidade {

namespace {

/// What the user asked for.
struct UniformRecipe {
    int bits;
    std::int64_t group;
    ScaleFormat scale;
    bool searchesClip;
    bool asymmetric;

    explicit UniformRecipe(const Parameters& parameters)
        : bits(static_cast<int>(parameters.integer("bits"))), group(parameters.integer("group")),
          scale(scaleFormat(parameters.text("scale"))), searchesClip(parameters.text("clip") == "mse"),
          asymmetric(parameters.text("zero") == "asymmetric")
    {}

    [[nodiscard]] float lowest() const { return asymmetric ? 0.0F : -static_cast<float>(1 << (bits - 1)); }
    [[nodiscard]] float highest() const { return lowest() + static_cast<float>((1 << bits) - 1); }
    /// Levels that the range is divided by.
    [[nodiscard]] float levels() const { return asymmetric ? highest() : static_cast<float>((1 << (bits - 1)) - 1); }
};

class UniformCodec final : public ShapedCodec {
public:
    UniformCodec(const UniformRecipe& recipe, const Grouping& grouping, ScaleTable scales,
                 std::vector<std::uint8_t> zeros, std::span<const std::byte> side,
                 std::shared_ptr<const InputFeedback> feedback)
        : ShapedCodec(grouping.rows(), grouping.columns(), side), m_recipe(recipe), m_grouping(grouping),
          m_scales(std::move(scales)), m_zeros(std::move(zeros)), m_feedback(std::move(feedback))
    {}

    [[nodiscard]] Symbols encode(const Matrix& values, const JobContext& job) const override
    {
        requireShape(values);
        const float low = m_recipe.lowest();
        const float high = m_recipe.highest();
        Symbols symbols{std::vector<std::int16_t>(static_cast<std::size_t>(values.size())),
                        static_cast<std::int32_t>(low), 1 << m_recipe.bits, columns()};
        if (m_feedback) {
            symbols.values = m_feedback->round(values, grid(), job).symbols;
            return symbols;
        }
        m_grouping.forEachRun(job, [&](Index first, Index count, std::size_t group) {
            const float divisor = divisorOf(m_scales[group]);
            const float zero = zeroOf(group);
            const float* const in = values.data() + first;
            std::int16_t* const out = symbols.values.data() + first;
            for (Index i = 0; i < count; ++i)
                out[i] = static_cast<std::int16_t>(std::clamp(std::nearbyint(in[i] / divisor) + zero, low, high));
        });
        return symbols;
    }

    [[nodiscard]] Matrix decode(const Symbols& symbols, const JobContext& job) const override
    {
        requireSymbols(symbols, rows() * columns(), static_cast<std::int32_t>(m_recipe.lowest()),
                       1 << m_recipe.bits);
        Matrix values(rows(), columns());
        m_grouping.forEachRun(job, [&](Index first, Index count, std::size_t group) {
            const float scale = m_scales[group];
            const float zero = zeroOf(group);
            const std::int16_t* const in = symbols.values.data() + first;
            float* const out = values.data() + first;
            for (Index i = 0; i < count; ++i)
                out[i] = finite((static_cast<float>(in[i]) - zero) * scale);
        });
        return values;
    }

    [[nodiscard]] double fixedRate() const override { return m_recipe.bits; }
    [[nodiscard]] bool usesMoments() const override { return m_feedback != nullptr; }

private:
    /// The levels for rounding with feedback.
    [[nodiscard]] FeedbackGrid grid() const
    {
        FeedbackGrid grid{{}, {}, m_grouping.columnGroups(), m_grouping.groupsPerRow(), m_recipe.lowest(),
                          m_recipe.highest()};
        for (std::size_t group = 0; group < m_scales.size(); ++group) grid.scales.push_back(m_scales[group]);
        grid.zeros.assign(m_zeros.begin(), m_zeros.end());
        return grid;
    }

    [[nodiscard]] float zeroOf(std::size_t group) const
    {
        return m_zeros.empty() ? 0.0F : static_cast<float>(m_zeros[group]);
    }

    UniformRecipe m_recipe;
    Grouping m_grouping;
    ScaleTable m_scales;
    std::vector<std::uint8_t> m_zeros; ///< none if symmetric
    std::shared_ptr<const InputFeedback> m_feedback; ///< null: rounding to nearest
};

std::unique_ptr<const Codec> codecOf(const Parameters& parameters, Index rows, Index columns,
                                     std::span<const std::byte> bytes, std::shared_ptr<const InputFeedback> feedback)
{
    const UniformRecipe recipe(parameters);
    const Grouping grouping(recipe.group, rows, columns);
    SideReader reader("uniform", bytes);
    ScaleTable scales(recipe.scale, grouping.count(), reader);
    std::vector<std::uint8_t> zeros;
    if (recipe.asymmetric) zeros = reader.packed(grouping.count(), recipe.bits);
    reader.finish();
    return std::make_unique<UniformCodec>(recipe, grouping, std::move(scales), std::move(zeros), bytes,
                                          std::move(feedback));
}

/// The part of the line that the levels are spread over. Of symmetric kinds -high = low.
struct Range {
    float low = 0.0F;
    float high = 0.0F;
};

/// Scale and zero point of one group.
struct Choice {
    float scale = 0.0F;
    float zero = 0.0F;
};

/// Chooses the scales of all groups.
class UniformDesign {
public:
    UniformDesign(const UniformRecipe& recipe, const Matrix& values, const JobContext& job)
        : m_recipe(recipe), m_grouping(recipe.group, values.rows(), values.cols()),
          m_ranges(ranges(values, job)), m_scales(recipe.scale, wanted()), m_zeros(m_ranges.size(), 0)
    {
        if (!recipe.searchesClip) {
            for (std::size_t group = 0; group < m_ranges.size(); ++group)
                m_zeros[group] = static_cast<std::uint8_t>(zeroFor(m_ranges[group].low, m_scales[group]));
            return;
        }
        m_grouping.forEachGroup(values, job, [&](std::size_t group, std::span<const float> weights) {
            const Range range = m_ranges[group];
            const double part = leastError(weights, range, job);
            m_scales.set(group, wantedScale(range, part));
            m_zeros[group] = static_cast<std::uint8_t>(zeroFor(clipped(range.low, part), m_scales[group]));
        });
    }

    [[nodiscard]] std::vector<std::byte> bytes() const
    {
        SideWriter writer;
        m_scales.write(writer);
        if (m_recipe.asymmetric) writer.packed(m_zeros, m_recipe.bits);
        return writer.take();
    }

private:
    static constexpr int candidates = 81; // 1, 0.99, ... 0.2: QuaRot's grid of 100 with a shrinkage of 0.8

    static double candidate(int i) { return (100 - i) / 100.0; }
    static float clipped(float end, double part) { return static_cast<float>(static_cast<double>(end) * part); }

    [[nodiscard]] std::vector<Range> ranges(const Matrix& values, const JobContext& job) const
    {
        std::vector<Range> all(m_grouping.count());
        if (m_recipe.asymmetric) {
            m_grouping.forEachGroup(values, job, [&](std::size_t group, std::span<const float> weights) {
                for (const float weight : weights)
                    all[group] = {std::min(all[group].low, weight), std::max(all[group].high, weight)};
            });
            return all;
        }
        const std::vector<float> maxima = groupMaxima(values, m_grouping, job);
        std::transform(maxima.begin(), maxima.end(), all.begin(), [](float most) { return Range{-most, most}; });
        return all;
    }

    [[nodiscard]] float wantedScale(const Range& range, double part) const
    {
        const float high = clipped(range.high, part);
        if (!m_recipe.asymmetric) return high / m_recipe.levels();
        return high / m_recipe.levels() - clipped(range.low, part) / m_recipe.levels(); // max - min may overflow
    }

    [[nodiscard]] std::vector<float> wanted() const
    {
        std::vector<float> scales(m_ranges.size());
        std::transform(m_ranges.begin(), m_ranges.end(), scales.begin(),
                       [this](const Range& range) { return wantedScale(range, 1.0); });
        return scales;
    }

    [[nodiscard]] float zeroFor(float low, float scale) const
    {
        if (!m_recipe.asymmetric) return 0.0F;
        return std::clamp(std::nearbyint(-low / divisorOf(scale)), 0.0F, m_recipe.highest());
    }

    /// The part of the range that loses least; the larger of equals.
    [[nodiscard]] double leastError(std::span<const float> weights, const Range& range, const JobContext& job) const
    {
        std::array<double, candidates> errors{};
        const auto measure = [&](std::int64_t i) {
            const double part = candidate(static_cast<int>(i));
            const float scale = m_scales.rounded(wantedScale(range, part));
            errors[static_cast<std::size_t>(i)] =
                squaredError(weights, {scale, zeroFor(clipped(range.low, part), scale)});
        };
        if (m_grouping.oneForAll()) parallelFor(candidates, job, measure);
        else
            for (int i = 0; i < candidates; ++i)
                measure(i);
        const auto least = std::min_element(errors.begin(), errors.end());
        return candidate(static_cast<int>(least - errors.begin()));
    }

    [[nodiscard]] double squaredError(std::span<const float> weights, const Choice& choice) const
    {
        const float low = m_recipe.lowest();
        const float high = m_recipe.highest();
        const float divisor = divisorOf(choice.scale);
        const float zero = choice.zero;
        double error = 0.0;
#pragma omp simd reduction(+ : error)
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const float q = std::clamp(std::nearbyint(weights[i] / divisor) + zero, low, high);
            const auto difference = static_cast<double>(weights[i] - (q - zero) * choice.scale);
            error += difference * difference;
        }
        return error;
    }

    UniformRecipe m_recipe;
    Grouping m_grouping;
    std::vector<Range> m_ranges;
    ScaleTable m_scales;
    std::vector<std::uint8_t> m_zeros;
};

} // namespace

std::vector<ParameterSpec> uniformParameters()
{
    return {integerParameter("bits", "Bits", "bits per symbol", 4, 2, 8), groupParameter(128),
            choiceParameter("scale", "Scale format",
                            "how a scale is stored: float16, float8 E4M3 times one float32, or a power of two", "f16",
                            {"f16", "f8", "e8m0"}),
            choiceParameter("clip", "Clipping",
                            "absmax: the largest weight sets the scale; mse: the scale of least squared error among 81",
                            "absmax", {"absmax", "mse"}),
            choiceParameter("zero", "Zero point",
                            "symmetric about zero, or asymmetric with a zero point of as many bits as a symbol",
                            "symmetric", {"symmetric", "asymmetric"})};
}

std::unique_ptr<const Codec> designUniform(const Parameters& parameters, const Matrix& values,
                                           std::shared_ptr<const InputFeedback> feedback, const JobContext& job)
{
    requireFinite(values);
    const std::vector<std::byte> side = UniformDesign(UniformRecipe(parameters), values, job).bytes();
    return codecOf(parameters, values.rows(), values.cols(), side, std::move(feedback));
}

std::unique_ptr<const Codec> restoreUniform(const Parameters& parameters, Index rows, Index columns,
                                            std::span<const std::byte> bytes)
{
    return codecOf(parameters, rows, columns, bytes, nullptr);
}

} // namespace alidade
