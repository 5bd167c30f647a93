// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/second_moments.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cblas.h>

namespace alidade {

namespace {

/// Longer batches are no faster, and their float32 sums less exact.
constexpr Index batchRows = 512;
constexpr std::int64_t rowsPerTask = 16;

blasint toInt(Index value) { return static_cast<blasint>(value); }

} // namespace

SecondMomentSum::SecondMomentSum(Index size) : m_sum(MatrixD::Zero(size, size)), m_product(size, size) {}

void SecondMomentSum::add(ConstMatrixRef rows, const JobContext& job)
{
    for (Index at = 0; at < rows.rows(); at += batchRows) {
        job.checkpoint();
        const Index count = std::min(batchRows, rows.rows() - at);
        cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, toInt(size()), toInt(count), 1.0F,
                    rows.data() + at * rows.outerStride(), toInt(rows.outerStride()), 0.0F, m_product.data(),
                    toInt(size()));
        fold(job);
        m_count += count;
    }
}

void SecondMomentSum::fold(const JobContext& job)
{
    parallelChunks(size(), rowsPerTask, job.quiet(), [this](std::int64_t begin, std::int64_t end, std::int64_t) {
        for (Index row = begin; row < end; ++row) {
            const Index rest = size() - row;
            m_sum.row(row).tail(rest) += m_product.row(row).tail(rest).cast<double>();
        }
    });
}

MatrixD SecondMomentSum::takeMean()
{
    m_product = Matrix();
    if (m_count > 0) m_sum /= static_cast<double>(m_count);
    m_sum.triangularView<Eigen::StrictlyLower>() = m_sum.transpose().triangularView<Eigen::StrictlyLower>();
    return std::move(m_sum);
}

} // namespace alidade
