// SPDX-License-Identifier: Apache-2.0
// Randomized subspace iteration.
#include "core/numerics/subspace_iteration.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/numerics/orthogonal.h"
#include "core/numerics/symmetric_eigen.h"

#include <algorithm>
#include <cblas.h>

namespace alidade {

namespace {

constexpr Index oversampling = 16;

blasint toInt(Index value) { return static_cast<blasint>(value); }

MatrixD product(const MatrixD& a, const MatrixD& b)
{
    MatrixD c(a.rows(), b.cols());
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, toInt(a.rows()), toInt(b.cols()), toInt(a.cols()), 1.0,
                a.data(), toInt(a.cols()), b.data(), toInt(b.cols()), 0.0, c.data(), toInt(b.cols()));
    return c;
}

} // namespace

MatrixD leadingBasis(const MatrixD& matrix, Index count, int iterations, std::uint64_t seed, const JobContext& job)
{
    const Index n = matrix.rows();
    if (n != matrix.cols() || count < 1 || count > n)
        throw InvalidRequest("leading axes need a square matrix and a number of axes that it has");
    const Index width = std::min(n, count + oversampling);
    Random random(seed);
    MatrixD start(n, width);
    for (Index i = 0; i < start.size(); ++i) start.data()[i] = random.normal();
    MatrixD subspace = orthogonalFactor(product(matrix, start), width, job.part(0.0, 0.1));
    for (int i = 0; i < iterations; ++i) {
        job.checkpoint(static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(iterations + 2));
        subspace = orthogonalFactor(product(matrix, subspace), width, job.quiet());
    }
    // The best axes inside the subspace, then anything orthogonal to them.
    const MatrixD inside = product(MatrixD(subspace.transpose()), product(matrix, subspace));
    const SymmetricEigen ritz = symmetricEigen((inside + inside.transpose()) / 2.0, job.quiet());
    const MatrixD turned = product(subspace, MatrixD(ritz.vectors.topRows(count).transpose()));
    return orthogonalFactor(turned, n, job.quiet()).transpose();
}

} // namespace alidade
