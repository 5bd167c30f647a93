// SPDX-License-Identifier: Apache-2.0
// Second moments of vectors that come in batches.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

namespace alidade {

/// The sum of x x^T over the rows x of everything that was added. Products of a few hundred rows at a time are float32,
/// their sum is float64: entries agree with float64 products to 3e-7 of sqrt(S_ii S_jj), in less than half their time.
/// Thread rule: used by the thread that owns the OpenMP team.
class SecondMomentSum {
public:
    /// @param size length of the vectors; takes 12 size^2 bytes
    explicit SecondMomentSum(Index size);

    /// @param rows count x size @throws Cancelled
    void add(ConstMatrixRef rows, const JobContext& job);

    [[nodiscard]] Index size() const { return m_sum.rows(); }
    /// Vectors that were added.
    [[nodiscard]] Index count() const { return m_count; }

    /// Sum divided by count, symmetric to the bit; ends the use of this object. Zeros if nothing was added.
    MatrixD takeMean();

private:
    void fold(const JobContext& job);

    MatrixD m_sum;    ///< upper triangle
    Matrix m_product; ///< upper triangle of one batch
    Index m_count = 0;
};

} // namespace alidade
