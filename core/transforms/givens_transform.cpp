// SPDX-License-Identifier: Apache-2.0
// Butterflies of Givens rotations.
#include "core/transforms/givens_transform.h"

#include "core/base/parallel.h"
#include "core/base/text.h"

#include <bit>
#include <cmath>
#include <numbers>

namespace alidade {

namespace {

constexpr Index tileColumns = 64;
constexpr Index rowsPerTask = 8;

class GivensTransform final : public AxisTransform {
public:
    GivensTransform(std::vector<float> signs, double angle, double bits, Index block)
        : m_signs(std::move(signs)), m_angle(angle), m_bits(bits), m_block(block),
          m_cosine(static_cast<float>(std::cos(angle))), m_sine(static_cast<float>(std::sin(angle)))
    {
        // Rounded to float32 the two are no unit vector; every stage stretches by as much.
        const double stretch = std::hypot(static_cast<double>(m_cosine), static_cast<double>(m_sine));
        const int stages = std::countr_zero(static_cast<std::uint64_t>(m_block));
        m_correction = static_cast<float>(std::pow(stretch, -stages));
    }

    [[nodiscard]] Index size() const override { return static_cast<Index>(m_signs.size()); }

    void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        parallelChunks(m.rows(), rowsPerTask, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            for (Index row = begin; row < end; ++row)
                applyToTile(&m(row, 0), 1, direction);
        });
    }

    void applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        parallelChunks(m.cols(), tileColumns, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            Matrix tile = m.middleCols(begin, end - begin);
            applyToTile(tile.data(), tile.cols(), direction);
            m.middleCols(begin, end - begin) = tile;
        });
    }

    [[nodiscard]] double sideInformationBits() const override { return m_bits; }

    [[nodiscard]] std::string description() const override
    {
        if (m_block == 1)
            return size() == 1 ? "one channel: nothing to turn"
                               : "unchanged: " + std::to_string(size()) + " channels are odd, not pairs to turn";
        const Index blocks = size() / m_block;
        return (blocks > 1 ? std::to_string(blocks) + " blocks of " : std::string()) + "butterflies of " +
               std::to_string(m_block) + " turned by " +
               shortestDecimal(std::round(m_angle * 180.0 / std::numbers::pi * 1e6) / 1e6) + " degrees";
    }

private:
    /// Transforms the `width` columns of a contiguous tile.
    void applyToTile(float* tile, Index width, Direction direction) const
    {
        multiplySigns(tile, width, 1.0F);
        const float c = m_cosine;
        const float s = direction == Direction::Forward ? m_sine : -m_sine;
        const Index all = size() * width;
        Index first = width;
        if (width == 1 && m_block >= 4) {
            turnFours(tile, c, s);
            first = 4;
        }
        for (Index half = first; half < m_block * width; half *= 2)
            for (Index block = 0; block < all; block += 2 * half) {
                float* const a = tile + block;
                float* const b = a + half;
#pragma omp simd
                for (Index i = 0; i < half; ++i) {
                    const float turned = c * a[i] + s * b[i];
                    b[i] = c * b[i] - s * a[i];
                    a[i] = turned;
                }
            }
        multiplySigns(tile, width, m_correction);
    }

    /// The first two stages of a row, whose partners are too near for vectors, in one pass and the same order.
    void turnFours(float* row, float c, float s) const
    {
        for (Index i = 0; i < size(); i += 4) {
            const float a = c * row[i] + s * row[i + 1];
            const float b = c * row[i + 1] - s * row[i];
            const float d = c * row[i + 2] + s * row[i + 3];
            const float e = c * row[i + 3] - s * row[i + 2];
            row[i] = c * a + s * d;
            row[i + 1] = c * b + s * e;
            row[i + 2] = c * d - s * a;
            row[i + 3] = c * e - s * b;
        }
    }

    void multiplySigns(float* tile, Index width, float factor) const
    {
        for (Index i = 0; i < size(); ++i) {
            const float sign = factor * m_signs[static_cast<std::size_t>(i)];
            for (Index j = 0; j < width; ++j)
                tile[i * width + j] *= sign;
        }
    }

    std::vector<float> m_signs;
    double m_angle;
    double m_bits;
    Index m_block;
    float m_cosine;
    float m_sine;
    float m_correction = 1.0F;
};

} // namespace

AxisTransformPtr givensTransform(std::vector<float> signs, double angle, double sideInformationBits, Index block)
{
    const Index turned = block > 0 ? block : static_cast<Index>(signs.size());
    return std::make_shared<GivensTransform>(std::move(signs), angle, sideInformationBits, turned);
}

std::vector<Index> powersOfTwo(Index n)
{
    std::vector<Index> blocks;
    while (n > 0) {
        const auto block = static_cast<Index>(std::bit_floor(static_cast<std::uint64_t>(n)));
        blocks.push_back(block);
        n -= block;
    }
    return blocks;
}

} // namespace alidade
