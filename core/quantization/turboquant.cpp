// SPDX-License-Identifier: Apache-2.0
// TurboQuant (Zandieh et al. 2025) for the rows of a matrix; meant for rotated weights. science.md 3.3.
// Stage 1: each row over its rms is quantized with the best levels for a coordinate of the sphere. Stage 2 (QJL)
// spends the last bit on the signs of a seeded Gaussian projection of what is left, which makes inner products
// unbiased and the error larger. Side information: the rows' rms as float16, then in two stages the rows' residual
// norms over sqrt(columns) as float16.
#include "core/base/random.h"
#include "core/quantization/codebook_codec.h"
#include "core/quantization/lloyd.h"
#include "core/quantization/shaped_codec.h"

#include <cmath>
#include <numbers>

namespace alidade {

namespace {

/// What the user asked for.
struct TurboRecipe {
    int bits;
    bool twoStages;
    std::uint64_t seed;

    explicit TurboRecipe(const Parameters& parameters)
        : bits(static_cast<int>(parameters.integer("bits"))), twoStages(parameters.integer("stages") == 2),
          seed(static_cast<std::uint64_t>(parameters.integer("projection-seed")))
    {}

    /// Of the first stage.
    [[nodiscard]] int levelBits() const { return twoStages ? bits - 1 : bits; }
};

/// Levels for one coordinate of a point on the sphere of radius sqrt(d): density (1 - x^2 / d)^((d - 3) / 2), which is
/// sin(t)^(d - 2) dt with x = sqrt(d) cos(t).
std::vector<float> sphereLevels(Index columns, int bits)
{
    if (bits == 0) return {0.0F};
    const double d = std::max<double>(2.0, static_cast<double>(columns));
    const double reach = std::min(std::sqrt(d), 9.0); // beyond, the normal distribution has 1e-19
    constexpr std::size_t cells = 1 << 14;
    constexpr int samples = 1 << 17;
    SampledDensity density(-reach, reach, cells);
    const double nearest = std::acos(reach / std::sqrt(d));
    const double width = (std::numbers::pi - 2.0 * nearest) / samples;
    for (int i = 0; i < samples; ++i) {
        const double t = nearest + (i + 0.5) * width;
        density.add(std::sqrt(d) * std::cos(t), std::pow(std::sin(t), d - 2.0));
    }
    std::vector<double> levels = lloydLevels(density, std::size_t{1} << bits);
    std::vector<float> symmetric;
    for (std::size_t i = 0; i < levels.size(); ++i) // the density is symmetric but for rounding
        symmetric.push_back(static_cast<float>(0.5 * (levels[i] - levels[levels.size() - 1 - i])));
    return symmetric;
}

/// Rows [first, first + count) of the projection: standard normal, a stream of the seed for each row.
Matrix projection(std::uint64_t seed, Index first, Index count, Index columns, const JobContext& job)
{
    Matrix rows(count, columns);
    parallelFor(count, job, [&](std::int64_t row) {
        Random random(seed, static_cast<std::uint64_t>(first + row));
        for (Index i = 0; i < columns; ++i)
            rows(row, i) = static_cast<float>(random.normal());
    });
    return rows;
}

class TurboCodec final : public ShapedCodec {
public:
    TurboCodec(const TurboRecipe& recipe, std::shared_ptr<const Codec> first, Index rows, Index columns,
               std::vector<float> norms, std::span<const std::byte> side)
        : ShapedCodec(rows, columns, side), m_recipe(recipe), m_first(std::move(first)), m_norms(std::move(norms))
    {}

    [[nodiscard]] Symbols encode(const Matrix& values, const JobContext& job) const override
    {
        requireShape(values);
        Symbols symbols = m_first->encode(values, job);
        if (!m_recipe.twoStages) return symbols;
        const Matrix residual = values - m_first->decode(symbols, job);
        for (std::int16_t& symbol : symbols.values)
            symbol = static_cast<std::int16_t>(2 * symbol);
        symbols.alphabet *= 2;
        forEachBlock(job, [&](const Matrix& block, Index first) {
            overRows(job, [&](Index begin, Index count) {
                const Matrix products = residual.middleRows(begin, count) * block.transpose();
                for (Index row = 0; row < count; ++row)
                    for (Index i = 0; i < block.rows(); ++i)
                        if (products(row, i) >= 0.0F)
                            ++symbols.values[static_cast<std::size_t>((begin + row) * columns() + first + i)];
            });
        });
        return symbols;
    }

    [[nodiscard]] Matrix decode(const Symbols& symbols, const JobContext& job) const override
    {
        const std::int32_t alphabet = 1 << m_recipe.bits;
        requireSymbols(symbols, rows() * columns(), 0, alphabet);
        if (!m_recipe.twoStages) return m_first->decode(symbols, job);
        Symbols levels = symbols;
        for (std::int16_t& symbol : levels.values)
            symbol = static_cast<std::int16_t>(symbol / 2);
        Matrix values = m_first->decode(levels, job);
        forEachBlock(job, [&](const Matrix& block, Index first) {
            overRows(job, [&](Index begin, Index count) {
                values.middleRows(begin, count).noalias() += signs(symbols, begin, count, first, block.rows()) * block;
            });
        });
        return values;
    }

    [[nodiscard]] double fixedRate() const override { return m_recipe.bits; }

private:
    /// Signs times what the projection's rows are multiplied with: sqrt(pi / 2) / d ||r||.
    [[nodiscard]] Matrix signs(const Symbols& symbols, Index begin, Index count, Index first, Index width) const
    {
        Matrix all(count, width);
        const double factor = std::sqrt(0.5 * std::numbers::pi / static_cast<double>(columns()));
        for (Index row = 0; row < count; ++row) {
            const auto size = static_cast<float>(factor * m_norms[static_cast<std::size_t>(begin + row)]);
            for (Index i = 0; i < width; ++i) {
                const auto at = static_cast<std::size_t>((begin + row) * columns() + first + i);
                all(row, i) = symbols.values[at] % 2 != 0 ? size : -size;
            }
        }
        return all;
    }

    /// Calls body(some rows of the projection, number of the first) for all of it, a part at a time.
    template <typename Body>
    void forEachBlock(const JobContext& job, Body body) const
    {
        constexpr Index together = 256;
        for (Index first = 0; first < columns(); first += together)
            body(projection(m_recipe.seed, first, std::min(together, columns() - first), columns(), job), first);
    }

    template <typename Body>
    void overRows(const JobContext& job, Body body) const
    {
        constexpr Index together = 64;
        parallelChunks(rows(), together, job,
                       [&](std::int64_t begin, std::int64_t end, std::int64_t) { body(begin, end - begin); });
    }

    TurboRecipe m_recipe;
    std::shared_ptr<const Codec> m_first;
    std::vector<float> m_norms; ///< of the residuals, over sqrt(columns)
};

std::unique_ptr<const Codec> restoreTurbo(const Parameters& parameters, Index rows, Index columns,
                                          std::span<const std::byte> bytes)
{
    const TurboRecipe recipe(parameters);
    SideReader reader("turboquant", bytes);
    const Grouping grouping(wholeRow, rows, columns);
    ScaleTable scales(ScaleFormat::Float16, grouping.count(), reader);
    std::vector<float> norms;
    if (recipe.twoStages) {
        const ScaleTable table(ScaleFormat::Float16, grouping.count(), reader);
        for (std::size_t i = 0; i < table.size(); ++i)
            norms.push_back(table[i]);
    }
    reader.finish();
    Codebook codebook{sphereLevels(columns, recipe.levelBits()), static_cast<double>(recipe.levelBits()), false};
    return std::make_unique<TurboCodec>(recipe, codebookCodec(std::move(codebook), grouping, std::move(scales), {}),
                                        rows, columns, std::move(norms), bytes);
}

std::unique_ptr<const Codec> designTurbo(const Parameters& parameters, const Matrix& values, const JobContext& job)
{
    requireFinite(values);
    const TurboRecipe recipe(parameters);
    const Grouping grouping(wholeRow, values.rows(), values.cols());
    const ScaleTable scales(ScaleFormat::Float16, groupRms(values, grouping, job));
    SideWriter writer;
    scales.write(writer);
    if (recipe.twoStages) {
        const Codebook codebook{sphereLevels(values.cols(), recipe.levelBits()), 0.0, false};
        const auto first = codebookCodec(codebook, grouping, scales, {});
        const Matrix residual = values - first->decode(first->encode(values, job), job);
        ScaleTable(ScaleFormat::Float16, groupRms(residual, grouping, job)).write(writer);
    }
    return restoreTurbo(parameters, values.rows(), values.cols(), writer.take());
}

} // namespace

void register_turboquant(QuantizerRegistry& registry)
{
    registry.add({
        .id = "turboquant",
        .label = "TurboQuant",
        .help = "Rows over their rms with the best levels for a random direction: for rotated weights. With stages = "
                "2, inner products are unbiased and the error is larger; slow (a Gaussian matrix of columns squared).",
        .parameters = {integerParameter("bits", "Bits", "bits per symbol", 4, 1, 8),
                       integerParameter("stages", "Stages",
                                        "1: levels alone; 2: one bit less, and signs of a projection of the rest",
                                        1, 1, 2),
                       integerParameter("projection-seed", "Seed", "seed of the projection of two stages", 1, 0,
                                        std::int64_t{1} << 53)},
        .make =
            [](const Parameters& parameters) {
                return std::make_unique<DesignedBy>([parameters](const Matrix& values, const JobContext& job) {
                    return designTurbo(parameters, values, job);
                });
            },
        .restore = restoreTurbo,
    });
}

} // namespace alidade
