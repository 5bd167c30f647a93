// SPDX-License-Identifier: Apache-2.0
// Columns in blocks: what later blocks feed back comes as one product. Inside a block a few rows go side by side, so that
// the sums over earlier errors are loops over neighbours in memory.
#include "core/quantization/error_feedback.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/quantization/scale_formats.h"

#include <algorithm>
#include <array>
#include <cblas.h>
#include <cmath>
#include <lapack.h>

namespace alidade {

namespace {

constexpr Index blockColumns = 128;
constexpr Index rowsPerTask = 64;
constexpr Index lanes = 16; // rows side by side

using Lane = std::array<double, static_cast<std::size_t>(lanes)>;

blasint toInt(Index value) { return static_cast<blasint>(value); }

/// Multiples of a step of each column, in float64.
class StepGrid {
public:
    using Symbol = double;
    explicit StepGrid(const Eigen::VectorXd& steps) : m_steps(steps) {}

    /// Rounds `count` targets of the rows from `row` on; `decoded` gets what they decode to.
    void round(Index, Index column, Index count, const Lane& targets, Lane& symbols, Lane& decoded) const
    {
        const double step = m_steps(column);
        for (std::size_t r = 0; r < static_cast<std::size_t>(count); ++r) {
            symbols[r] = std::nearbyint(targets[r] / step);
            decoded[r] = symbols[r] * step;
        }
    }

private:
    const Eigen::VectorXd& m_steps;
};

/// The levels of a decoder, in its float32 arithmetic.
class ScaleGrid {
public:
    using Symbol = std::int16_t;
    explicit ScaleGrid(const FeedbackGrid& grid) : m_grid(grid) {}

    void round(Index row, Index column, Index count, const Lane& targets, Lane& symbols, Lane& decoded) const
    {
        auto group = static_cast<std::size_t>(row * m_grid.groupsPerRow) +
                     m_grid.columnGroups[static_cast<std::size_t>(column)];
        for (std::size_t r = 0; r < static_cast<std::size_t>(count); ++r) {
            const float scale = m_grid.scales[group];
            const float zero = m_grid.zeros.empty() ? 0.0F : m_grid.zeros[group];
            const float q = std::clamp(std::nearbyint(static_cast<float>(targets[r]) / divisorOf(scale)) + zero,
                                       m_grid.low, m_grid.high);
            symbols[r] = static_cast<double>(q);
            decoded[r] = static_cast<double>(finite((q - zero) * scale));
            group += static_cast<std::size_t>(m_grid.groupsPerRow);
        }
    }

private:
    const FeedbackGrid& m_grid;
};

/// One block of columns, whose part of the factor is copied together: row j holds L_ij of the columns i of the block.
template <typename Grid>
class BlockRounding {
public:
    BlockRounding(const Matrix& weights, const MatrixD& factor, const Grid& grid, Index begin, Index end)
        : m_weights(weights), m_grid(grid), m_begin(begin), m_end(end),
          m_factor(factor.block(begin, begin, end - begin, end - begin).transpose())
    {}

    /// Rounds up to `lanes` rows from `row` on. @param fed what the columns from `end` on feed back, rows x (end - begin)
    /// @return sum of L_jj^2 r^2
    double run(Index row, Index count, const MatrixD& fed, MatrixD& errors, typename Grid::Symbol* symbols) const
    {
        std::array<Lane, static_cast<std::size_t>(blockColumns)> done; // errors of the block's columns
        double sum = 0.0;
        for (Index j = m_end - m_begin - 1; j >= 0; --j) {
            Lane feedback{};
            for (Index r = 0; r < count; ++r) feedback[static_cast<std::size_t>(r)] = fed(row + r, j);
            for (Index i = j + 1; i < m_end - m_begin; ++i) {
                const double share = m_factor(j, i);
                const Lane& error = done[static_cast<std::size_t>(i)];
                for (std::size_t r = 0; r < static_cast<std::size_t>(lanes); ++r) feedback[r] += error[r] * share;
            }
            sum += roundColumn(row, count, j, feedback, done[static_cast<std::size_t>(j)], errors, symbols);
        }
        return sum;
    }

private:
    double roundColumn(Index row, Index count, Index j, const Lane& feedback, Lane& error, MatrixD& errors,
                       typename Grid::Symbol* symbols) const
    {
        const double diagonal = m_factor(j, j);
        Lane targets{};
        Lane rounded{};
        Lane decoded{};
        error = {};
        const Index column = m_begin + j;
        for (Index r = 0; r < count; ++r)
            targets[static_cast<std::size_t>(r)] = static_cast<double>(m_weights(row + r, column)) +
                                                   feedback[static_cast<std::size_t>(r)] / diagonal;
        m_grid.round(row, column, count, targets, rounded, decoded);
        double sum = 0.0;
        for (Index r = 0; r < count; ++r) {
            const auto at = static_cast<std::size_t>(r);
            error[at] = static_cast<double>(m_weights(row + r, column)) - decoded[at];
            errors(row + r, column) = error[at];
            symbols[(row + r) * m_weights.cols() + column] = static_cast<typename Grid::Symbol>(rounded[at]);
            const double rounding = diagonal * (targets[at] - decoded[at]);
            sum += rounding * rounding;
        }
        return sum;
    }

    const Matrix& m_weights;
    const Grid& m_grid;
    Index m_begin;
    Index m_end;
    MatrixD m_factor;
};

/// @return the distortion of FeedbackRounding
template <typename Grid>
double roundColumns(const Matrix& weights, const MatrixD& factor, const Grid& grid, typename Grid::Symbol* symbols,
                    const JobContext& job)
{
    const Index m = weights.rows();
    const Index n = weights.cols();
    MatrixD errors = MatrixD::Zero(m, n);
    Eigen::VectorXd sums = Eigen::VectorXd::Zero((m + lanes - 1) / lanes);
    for (Index end = n; end > 0;) {
        job.checkpoint(static_cast<std::uint64_t>(n - end), static_cast<std::uint64_t>(n));
        const Index begin = std::max<Index>(0, end - blockColumns);
        MatrixD fed = MatrixD::Zero(m, end - begin);
        if (end < n)
            cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, toInt(m), toInt(end - begin), toInt(n - end), 1.0,
                        &errors(0, end), toInt(n), &factor(end, begin), toInt(n), 0.0, fed.data(), toInt(end - begin));
        const BlockRounding<Grid> block(weights, factor, grid, begin, end);
        parallelChunks(m, rowsPerTask, job.quiet(), [&](std::int64_t first, std::int64_t last, std::int64_t) {
            for (Index row = first; row < last; row += lanes)
                sums(row / lanes) += block.run(row, std::min<Index>(lanes, last - row), fed, errors, symbols);
        });
        end = begin;
    }
    return sums.sum() / static_cast<double>(weights.size());
}

void requireShapes(const Matrix& weights, const MatrixD& factor)
{
    if (weights.size() == 0 || factor.rows() != weights.cols() || factor.cols() != weights.cols())
        throw InvalidRequest("feedback needs weights and a factor of as many columns");
}

/// Nothing goes with an input that is never active: E[x_i x_j]^2 is at most E[x_i^2] E[x_j^2].
void clearDeadInputs(MatrixD& moments)
{
    for (Index j = 0; j < moments.rows(); ++j) {
        if (moments(j, j) != 0.0) continue;
        moments.row(j).setZero();
        moments.col(j).setZero();
    }
}

} // namespace

MatrixD feedbackFactor(MatrixD moments, double damping, const JobContext& job)
{
    const Index n = moments.rows();
    if (n == 0 || n != moments.cols()) throw InvalidRequest("second moments are a square matrix");
    if (!moments.allFinite()) throw NumericalError("second moments that hold NaN or Inf have no factor");
    job.checkpoint();
    clearDeadInputs(moments);
    const double more = damping * moments.diagonal().mean();
    for (Index j = 0; j < n; ++j) moments(j, j) = moments(j, j) == 0.0 ? 1.0 : moments(j, j) + more;
    // Read as column-major the upper triangle is the lower one of the symmetric matrix.
    const lapack_int order = toInt(n);
    lapack_int info = 0;
    LAPACK_dpotrf("U", &order, moments.data(), &order, &info);
    if (info != 0) throw NumericalError("the second moments are not positive definite; more damping is needed");
    moments.triangularView<Eigen::StrictlyUpper>().setZero();
    return moments;
}

FeedbackRounding roundWithFeedback(const Matrix& weights, const MatrixD& factor, const Eigen::VectorXd& steps,
                                   const JobContext& job)
{
    requireShapes(weights, factor);
    if (steps.size() != weights.cols() || !(steps.minCoeff() > 0.0))
        throw InvalidRequest("feedback needs steps above zero for every column");
    FeedbackRounding result{MatrixD(weights.rows(), weights.cols()), 0.0};
    result.distortion = roundColumns(weights, factor, StepGrid(steps), result.symbols.data(), job);
    return result;
}

GridRounding roundWithFeedback(const Matrix& weights, const MatrixD& factor, const FeedbackGrid& grid,
                               const JobContext& job)
{
    requireShapes(weights, factor);
    if (grid.columnGroups.size() != static_cast<std::size_t>(weights.cols()) ||
        (!grid.zeros.empty() && grid.zeros.size() != grid.scales.size()) || grid.low < -32768.0F || grid.high > 32767.0F)
        throw InvalidRequest("feedback needs a grid of as many columns as the weights");
    const auto last = static_cast<std::size_t>((weights.rows() - 1) * grid.groupsPerRow) +
                      *std::max_element(grid.columnGroups.begin(), grid.columnGroups.end());
    if (last >= grid.scales.size()) throw InvalidRequest("feedback needs a scale for every group");
    GridRounding result{std::vector<std::int16_t>(static_cast<std::size_t>(weights.size())), 0.0};
    result.distortion = roundColumns(weights, factor, ScaleGrid(grid), result.symbols.data(), job);
    return result;
}

Eigen::VectorXd waterSicSteps(const MatrixD& factor, double c) { return c * factor.diagonal().cwiseInverse(); }

} // namespace alidade
