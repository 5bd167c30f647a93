// SPDX-License-Identifier: Apache-2.0
// The fast Walsh-Hadamard transform and its Kronecker products with Paley and Williamson matrices.
// A row of n = p 2^k values is seen as p x 2^k: the last axis goes through the fast transform, the first
// through the core of order p, as in QuaRot's convention (science.md 1.1).
// Both directions run the same steps in the same order, so that a row and a column of equal values get equal
// bits.
#include "core/transforms/hadamard_transform.h"

#include "core/base/aligned_buffer.h"
#include "core/base/parallel.h"
#include "core/kernels/sign_matrix.h"
#include "core/kernels/walsh_hadamard.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace alidade {

namespace {

using kernels::SignMatrix;

constexpr auto lanes = static_cast<Index>(kernels::laneMultiple);
/// Values a thread works on at a time, so that small rows are not handed out one by one.
constexpr Index valuesPerTask = 1 << 16;
/// Columns that a thread takes at a time: half a kilobyte of each row, which memory delivers at full speed.
constexpr Index columnsPerTask = 128;
constexpr Index columnsPerSmallTask = 32;
/// Stages of one pass over columns: 128 rows of 128 columns stay in the second-level cache.
constexpr int stagesPerPass = 7;
/// Rows turned into columns at a time where they are too short for vectors; fewer where they are long.
constexpr Index turnedRows = 64;
constexpr Index longTurnedRow = 2048;

std::size_t asSize(Index value) { return static_cast<std::size_t>(value); }

/// One step along the axis: `rows` channels that are `inner` apart go through a fast transform or through a
/// core.
struct Step {
    Index rows = 1;
    Index inner = 1;
    const SignMatrix* core = nullptr;
};

/// What one thread works with.
struct Scratch {
    AlignedBuffer<float> pass;
    AlignedBuffer<float> core;
    AlignedBuffer<float> tile;
};

class HadamardTransform final : public AxisTransform {
public:
    HadamardTransform(HadamardPlan plan, std::vector<float> signs, double bits)
        : m_plan(std::move(plan)), m_signs(std::move(signs)), m_bits(bits), m_size(m_plan.order()),
          m_scale(static_cast<float>(1.0 / std::sqrt(static_cast<double>(m_size)))), m_scaledSigns(m_signs)
    {
        for (float& sign : m_scaledSigns)
            sign *= m_scale;
        for (const auto& core : m_plan.cores) {
            const auto order = static_cast<std::size_t>(core->order);
            m_forwardCores.emplace_back(core->entries, order, false);
            m_inverseCores.emplace_back(core->entries, order, true);
        }
    }

    [[nodiscard]] Index size() const override { return m_size; }

    void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        const Index rowsPerTask =
            std::max<Index>(m_size > longTurnedRow ? lanes : turnedRows, valuesPerTask / m_size);
        const bool inPlace = m_plan.sylvester >= lanes;
        parallelChunks(m.rows(), inPlace ? std::max<Index>(1, valuesPerTask / m_size) : rowsPerTask, job,
                       [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                           Scratch scratch;
                           MatrixRef rows = m.middleRows(begin, end - begin);
                           if (inPlace)
                               longRows(rows, direction, scratch);
                           else
                               turned(rows, direction, scratch);
                       });
    }

    void applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        const Index columns = m.cols() >= 4 * columnsPerTask ? columnsPerTask : columnsPerSmallTask;
        const std::vector<Step> steps = stepsOf(direction);
        parallelChunks(m.cols(), columns, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            Scratch scratch;
            const Index width = end - begin;
            if (width % lanes == 0)
                return transformColumns(&m(0, begin), m.outerStride(), width, direction, steps, scratch);
            paddedColumns(m.middleCols(begin, width), direction, steps, scratch);
        });
    }

    [[nodiscard]] double sideInformationBits() const override { return m_bits; }

    [[nodiscard]] std::string description() const override
    {
        return m_plan.description() + (m_signs.empty() ? "" : ", random signs");
    }

private:
    using Tile = Eigen::Map<Matrix, Eigen::Aligned64>;

    [[nodiscard]] const std::vector<SignMatrix>& cores(Direction direction) const
    {
        return direction == Direction::Forward ? m_forwardCores : m_inverseCores;
    }
    [[nodiscard]] const float* before(Direction direction) const
    {
        return direction == Direction::Forward && !m_signs.empty() ? m_signs.data() : nullptr;
    }
    [[nodiscard]] const float* after(Direction direction) const
    {
        return direction == Direction::Inverse && !m_signs.empty() ? m_scaledSigns.data() : nullptr;
    }

    /// The passes over a column: the stages in as few and as even passes as possible, then the cores.
    [[nodiscard]] std::vector<Step> stepsOf(Direction direction) const
    {
        std::vector<Step> steps;
        Index inner = 1;
        int left = std::countr_zero(static_cast<std::uint64_t>(m_plan.sylvester));
        for (int passes = (left + stagesPerPass - 1) / stagesPerPass; passes > 0; --passes) {
            const int stages = (left + passes - 1) / passes;
            steps.push_back({Index{1} << stages, inner, nullptr});
            inner <<= stages;
            left -= stages;
        }
        const std::vector<SignMatrix>& all = cores(direction);
        for (std::size_t i = all.size(); i-- > 0;) {
            const auto order = static_cast<Index>(all[i].order());
            steps.push_back({order, inner, &all[i]});
            inner *= order;
        }
        if (steps.empty()) steps.push_back({}); // one channel: its factors alone
        return steps;
    }

    /// Transforms `width` columns in place, a multiple of `lanes`.
    void transformColumns(float* values, Index stride, Index width, Direction direction,
                          const std::vector<Step>& steps, Scratch& scratch) const
    {
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const bool last = i + 1 == steps.size();
            const Step& step = steps[i];
            const float* const signs = i == 0 ? before(direction) : nullptr;
            const float* const factors = last ? after(direction) : nullptr;
            for (Index outer = 0; outer < m_size; outer += step.rows * step.inner)
                for (Index k = 0; k < step.inner; ++k) {
                    const Index row = outer + k;
                    const Index next = k + 1 < step.inner ? row + 1 : outer + step.rows * step.inner;
                    transformTile(values + row * stride, stride, width, step, signs ? signs + row : nullptr,
                                  factors ? factors + row : nullptr, last ? m_scale : 1.0F,
                                  next < m_size ? (next - row) * stride : 0, scratch);
                }
        }
    }

    static void transformTile(float* values, Index stride, Index width, const Step& step, const float* signs,
                              const float* factors, float scale, Index nextTile, Scratch& scratch)
    {
        if (step.core) {
            scratch.core.reserve(step.core->scratchValues());
            return kernels::multiplySigns(*step.core, values, step.inner * stride, asSize(width),
                                          scratch.core.data(), {signs, factors, nullptr, step.inner, scale});
        }
        scratch.pass.reserve(asSize(step.rows * width));
        kernels::walshTile(values, step.inner * stride, asSize(step.rows), asSize(width), scratch.pass.data(),
                           {signs, factors, scale}, step.inner, nextTile);
    }

    /// Columns whose number is no multiple of `lanes`, by way of a wider copy.
    void paddedColumns(MatrixRef columns, Direction direction, const std::vector<Step>& steps,
                       Scratch& scratch) const
    {
        const Index width = (columns.cols() + lanes - 1) / lanes * lanes;
        scratch.tile.reserve(asSize(m_size * width));
        Tile tile(scratch.tile.data(), m_size, width);
        tile.leftCols(columns.cols()) = columns;
        tile.rightCols(width - columns.cols()).setZero();
        transformColumns(tile.data(), width, width, direction, steps, scratch);
        columns = tile.leftCols(columns.cols());
    }

    /// Rows whose fast transform is shorter than a vector: they become columns and go back.
    void turned(MatrixRef rows, Direction direction, Scratch& scratch) const
    {
        const Index atOnce = m_size > longTurnedRow ? lanes : turnedRows;
        const std::vector<Step> steps = stepsOf(direction);
        scratch.tile.reserve(asSize(m_size * atOnce));
        for (Index at = 0; at < rows.rows(); at += atOnce) {
            const Index count = std::min(atOnce, rows.rows() - at);
            const Index width = (count + lanes - 1) / lanes * lanes;
            Tile tile(scratch.tile.data(), m_size, width);
            tile.leftCols(count) = rows.middleRows(at, count).transpose();
            tile.rightCols(width - count).setZero();
            transformColumns(tile.data(), width, width, direction, steps, scratch);
            rows.middleRows(at, count) = tile.leftCols(count).transpose();
        }
    }

    void longRows(MatrixRef rows, Direction direction, Scratch& scratch) const
    {
        const std::vector<SignMatrix>& all = cores(direction);
        if (all.empty())
            return kernels::walshRows(rows.data(), rows.outerStride(), asSize(rows.rows()), asSize(m_size),
                                      {before(direction), after(direction), m_scale});
        for (Index row = 0; row < rows.rows(); ++row)
            longRowWithCores(&rows(row, 0), direction, scratch);
    }

    void longRowWithCores(float* row, Direction direction, Scratch& scratch) const
    {
        const Index run = m_plan.sylvester;
        kernels::walshRows(row, run, asSize(m_size / run), asSize(run), {before(direction), nullptr, 1.0F},
                           run);
        const std::vector<SignMatrix>& all = cores(direction);
        Index inner = run;
        for (std::size_t i = all.size(); i-- > 0;) {
            const auto order = static_cast<Index>(all[i].order());
            const float* const factors = i == 0 ? after(direction) : nullptr;
            scratch.core.reserve(all[i].scratchValues());
            for (Index at = 0; at < m_size; at += order * inner)
                kernels::multiplySigns(
                    all[i], row + at, inner, asSize(inner), scratch.core.data(),
                    {nullptr, nullptr, factors ? factors + at : nullptr, 1, i == 0 ? m_scale : 1.0F});
            inner *= order;
        }
    }

    HadamardPlan m_plan;
    std::vector<float> m_signs;
    double m_bits;
    Index m_size;
    float m_scale;
    std::vector<float> m_scaledSigns;
    std::vector<SignMatrix> m_forwardCores;
    std::vector<SignMatrix> m_inverseCores;
};

} // namespace

void walshHadamard(float* values, Index length, Index width)
{
    if (width == 1 && length >= lanes) return kernels::walshRows(values, length, 1, asSize(length), {});
    const Index padded = (width + lanes - 1) / lanes * lanes;
    AlignedBuffer<float> pass(asSize(length * padded));
    AlignedBuffer<float> copy(asSize(length * padded));
    Eigen::Map<Matrix> all(values, length, width);
    Eigen::Map<Matrix, Eigen::Aligned64> tile(copy.data(), length, padded);
    tile.setZero();
    tile.leftCols(width) = all;
    kernels::walshTile(tile.data(), padded, asSize(length), asSize(padded), pass.data(), {});
    all = tile.leftCols(width);
}

AxisTransformPtr hadamardTransform(HadamardPlan plan, std::vector<float> signs, double sideInformationBits)
{
    return std::make_shared<HadamardTransform>(std::move(plan), std::move(signs), sideInformationBits);
}

} // namespace alidade
