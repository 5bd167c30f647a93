// SPDX-License-Identifier: Apache-2.0
// Columns in blocks: what later blocks feed back comes as one product.
#include "core/quantization/error_feedback.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cblas.h>
#include <cmath>
#include <lapack.h>

namespace alidade {

namespace {

constexpr Index blockColumns = 128;
constexpr Index rowsPerTask = 64;

blasint toInt(Index value) { return static_cast<blasint>(value); }

/// Rounds the columns [begin, end) of some rows; `targets` holds w plus what the columns from `end` on feed back times
/// L_jj, and becomes the errors.
class BlockRounding {
public:
    BlockRounding(const Matrix& weights, const MatrixD& factor, const Eigen::VectorXd& steps, Index begin, Index end)
        : m_weights(weights), m_factor(factor), m_steps(steps), m_begin(begin), m_end(end)
    {}

    /// @param fed feedback of later columns, rows x (end - begin) @return sum of L_jj^2 r^2
    double run(Index row, const double* fed, double* errors, double* symbols) const
    {
        double sum = 0.0;
        for (Index j = m_end - 1; j >= m_begin; --j) {
            const double diagonal = m_factor(j, j);
            double feedback = fed[j - m_begin];
            for (Index i = j + 1; i < m_end; ++i) feedback += errors[i] * m_factor(i, j);
            const double weight = static_cast<double>(m_weights(row, j));
            const double target = weight + feedback / diagonal;
            symbols[j] = std::nearbyint(target / m_steps(j));
            const double decoded = symbols[j] * m_steps(j);
            errors[j] = weight - decoded;
            const double rounding = diagonal * (target - decoded);
            sum += rounding * rounding;
        }
        return sum;
    }

private:
    const Matrix& m_weights;
    const MatrixD& m_factor;
    const Eigen::VectorXd& m_steps;
    Index m_begin;
    Index m_end;
};

} // namespace

MatrixD feedbackFactor(MatrixD moments, double damping, const JobContext& job)
{
    const Index n = moments.rows();
    if (n == 0 || n != moments.cols()) throw InvalidRequest("second moments are a square matrix");
    if (!moments.allFinite()) throw NumericalError("second moments that hold NaN or Inf have no factor");
    job.checkpoint();
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
    const Index m = weights.rows();
    const Index n = weights.cols();
    if (m == 0 || factor.rows() != n || factor.cols() != n || steps.size() != n || !(steps.minCoeff() > 0.0))
        throw InvalidRequest("feedback needs a factor and steps above zero for every column");
    FeedbackRounding result{MatrixD(m, n), 0.0};
    MatrixD errors = MatrixD::Zero(m, n);
    Eigen::VectorXd sums = Eigen::VectorXd::Zero(m);
    for (Index end = n; end > 0;) {
        job.checkpoint(static_cast<std::uint64_t>(n - end), static_cast<std::uint64_t>(n));
        const Index begin = std::max<Index>(0, end - blockColumns);
        MatrixD fed = MatrixD::Zero(m, end - begin);
        if (end < n)
            cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, toInt(m), toInt(end - begin), toInt(n - end), 1.0,
                        &errors(0, end), toInt(n), &factor(end, begin), toInt(n), 0.0, fed.data(), toInt(end - begin));
        const BlockRounding block(weights, factor, steps, begin, end);
        parallelChunks(m, rowsPerTask, job.quiet(), [&](std::int64_t first, std::int64_t last, std::int64_t) {
            for (Index row = first; row < last; ++row)
                sums(row) += block.run(row, &fed(row, 0), &errors(row, 0), &result.symbols(row, 0));
        });
        end = begin;
    }
    result.distortion = sums.sum() / static_cast<double>(weights.size());
    return result;
}

Eigen::VectorXd waterSicSteps(const MatrixD& factor, double c) { return c * factor.diagonal().cwiseInverse(); }

} // namespace alidade
