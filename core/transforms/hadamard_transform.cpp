// SPDX-License-Identifier: Apache-2.0
// The fast Walsh-Hadamard transform and its Kronecker products with Paley and Williamson matrices.
// A row of n = p 2^k values is seen as p x 2^k: the last axis goes through the fast transform, the first
// through the core of order p, as in QuaRot's convention (science.md 1.1).
#include "core/transforms/hadamard_transform.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

/// Values a thread works on at a time, so that small rows are not handed out one by one.
constexpr Index valuesPerTask = 1 << 15;
/// Columns of a tile: four cache lines a row.
constexpr Index tileColumns = 64;

/// Two stages at once over blocks of four runs of `half` values.
void radixFour(float* values, Index length, Index half)
{
    for (Index block = 0; block < length; block += 4 * half) {
        float* const a = values + block;
        float* const b = a + half;
        float* const c = b + half;
        float* const d = c + half;
#pragma omp simd
        for (Index i = 0; i < half; ++i) {
            const float ab = a[i] + b[i];
            const float amb = a[i] - b[i];
            const float cd = c[i] + d[i];
            const float cmd = c[i] - d[i];
            a[i] = ab + cd;
            b[i] = amb + cmd;
            c[i] = ab - cd;
            d[i] = amb - cmd;
        }
    }
}

void radixTwo(float* values, Index length, Index half)
{
    for (Index block = 0; block < length; block += 2 * half) {
        float* const a = values + block;
        float* const b = a + half;
#pragma omp simd
        for (Index i = 0; i < half; ++i) {
            const float sum = a[i] + b[i];
            b[i] = a[i] - b[i];
            a[i] = sum;
        }
    }
}

class HadamardTransform final : public AxisTransform {
public:
    HadamardTransform(HadamardPlan plan, std::vector<float> signs, double bits)
        : m_plan(std::move(plan)), m_signs(std::move(signs)), m_bits(bits), m_size(m_plan.order()),
          m_scale(static_cast<float>(1.0 / std::sqrt(static_cast<double>(m_size))))
    {
        for (const auto& core : m_plan.cores)
            m_cores.emplace_back(
                Eigen::Map<const ByteMatrix>(core->entries.data(), core->order, core->order).cast<float>());
    }

    [[nodiscard]] Index size() const override { return m_size; }

    void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        const Index rowsPerTask = std::max<Index>(1, valuesPerTask / m_size);
        parallelChunks(m.rows(), rowsPerTask, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            Matrix scratch;
            for (Index row = begin; row < end; ++row)
                applyToTile(&m(row, 0), 1, direction, scratch);
        });
    }

    /// Tiles of whole columns are copied so that they lie in the second-level cache, whatever the stride of
    /// `m`.
    void applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        parallelChunks(m.cols(), tileColumns, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            Matrix tile = m.middleCols(begin, end - begin);
            Matrix scratch;
            applyToTile(tile.data(), tile.cols(), direction, scratch);
            m.middleCols(begin, end - begin) = tile;
        });
    }

    [[nodiscard]] double sideInformationBits() const override { return m_bits; }

    [[nodiscard]] std::string description() const override
    {
        return m_plan.description() + (m_signs.empty() ? "" : ", random signs");
    }

private:
    using ByteMatrix = Eigen::Matrix<std::int8_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    /// Transforms the `width` columns of a contiguous m_size x width tile.
    void applyToTile(float* tile, Index width, Direction direction, Matrix& scratch) const
    {
        const bool forward = direction == Direction::Forward;
        if (forward && !m_signs.empty()) multiplyRows(tile, width, 1.0F);
        const Index run = m_plan.sylvester * width;
        for (Index at = 0; at < m_size * width; at += run)
            walshHadamard(tile + at, m_plan.sylvester, width);
        Index inner = run; // values below one step of the core's axis
        for (std::size_t i = m_cores.size(); i-- > 0;) {
            applyCore(tile, m_size * width, m_cores[i], inner, forward, scratch);
            inner *= m_cores[i].rows();
        }
        if (!forward && !m_signs.empty()) return multiplyRows(tile, width, m_scale);
        Eigen::Map<Eigen::ArrayXf>(tile, m_size * width) *= m_scale;
    }

    void multiplyRows(float* tile, Index width, float factor) const
    {
        for (Index i = 0; i < m_size; ++i) {
            const float sign = factor * m_signs[static_cast<std::size_t>(i)];
            for (Index j = 0; j < width; ++j)
                tile[i * width + j] *= sign;
        }
    }

    static void applyCore(float* tile, Index length, const Matrix& core, Index inner, bool forward,
                          Matrix& scratch)
    {
        const Index order = core.rows();
        for (Index at = 0; at < length; at += order * inner) {
            Eigen::Map<Matrix> values(tile + at, order, inner);
            if (forward)
                scratch.noalias() = core * values;
            else
                scratch.noalias() = core.transpose() * values;
            values = scratch;
        }
    }

    HadamardPlan m_plan;
    std::vector<float> m_signs;
    double m_bits;
    Index m_size;
    float m_scale;
    std::vector<Matrix> m_cores;
};

} // namespace

void walshHadamard(float* values, Index length, Index width)
{
    const Index all = length * width;
    Index half = width;
    for (; 4 * half <= all; half *= 4)
        radixFour(values, all, half);
    if (half < all) radixTwo(values, all, half);
}

AxisTransformPtr hadamardTransform(HadamardPlan plan, std::vector<float> signs, double sideInformationBits)
{
    return std::make_shared<HadamardTransform>(std::move(plan), std::move(signs), sideInformationBits);
}

} // namespace alidade
