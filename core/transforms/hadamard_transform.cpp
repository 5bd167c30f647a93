// SPDX-License-Identifier: Apache-2.0
// The fast Walsh-Hadamard transform and its Kronecker products with Paley and Williamson matrices.
// A row of n = p 2^k values is seen as p x 2^k: the last axis goes through the fast transform, the first through the
// core of order p, as in QuaRot's convention (science.md 1.1).
#include "core/transforms/hadamard_transform.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

/// Values a thread works on at a time, so that small rows are not handed out one by one.
constexpr Index valuesPerTask = 1 << 15;

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
            m_cores.emplace_back(Eigen::Map<const ByteMatrix>(core->entries.data(), core->order, core->order)
                                     .cast<float>());
    }

    [[nodiscard]] Index size() const override { return m_size; }

    void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        const Index rowsPerTask = std::max<Index>(1, valuesPerTask / m_size);
        parallelChunks(m.rows(), rowsPerTask, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            Matrix scratch;
            for (Index row = begin; row < end; ++row) applyToRow(&m(row, 0), direction, scratch);
        });
    }

    [[nodiscard]] double sideInformationBits() const override { return m_bits; }

    [[nodiscard]] std::string description() const override
    {
        return m_plan.description() + (m_signs.empty() ? "" : ", random signs");
    }

private:
    using ByteMatrix = Eigen::Matrix<std::int8_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    void applyToRow(float* row, Direction direction, Matrix& scratch) const
    {
        const bool forward = direction == Direction::Forward;
        const Index count = m_size;
        if (forward && !m_signs.empty())
            for (Index i = 0; i < count; ++i) row[i] *= m_signs[static_cast<std::size_t>(i)];
        for (Index at = 0; at < count; at += m_plan.sylvester) walshHadamard(row + at, m_plan.sylvester);
        Index inner = m_plan.sylvester; // values below one step of the core's axis
        for (std::size_t i = m_cores.size(); i-- > 0;) {
            applyCore(row, m_cores[i], inner, forward, scratch);
            inner *= m_cores[i].rows();
        }
        if (!forward && !m_signs.empty()) {
            for (Index i = 0; i < count; ++i) row[i] *= m_scale * m_signs[static_cast<std::size_t>(i)];
            return;
        }
        for (Index i = 0; i < count; ++i) row[i] *= m_scale;
    }

    void applyCore(float* row, const Matrix& core, Index inner, bool forward, Matrix& scratch) const
    {
        const Index order = core.rows();
        for (Index at = 0; at < m_size; at += order * inner) {
            Eigen::Map<Matrix> values(row + at, order, inner);
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

void walshHadamard(float* values, Index length)
{
    Index half = 1;
    for (; 4 * half <= length; half *= 4) radixFour(values, length, half);
    if (half < length) radixTwo(values, length, half);
}

AxisTransformPtr hadamardTransform(HadamardPlan plan, std::vector<float> signs, double sideInformationBits)
{
    return std::make_shared<HadamardTransform>(std::move(plan), std::move(signs), sideInformationBits);
}

} // namespace alidade
