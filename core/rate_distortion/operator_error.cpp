// SPDX-License-Identifier: Apache-2.0
// By way of the Gram matrix: half the operations of E Sigma, and float64 all the way, since rounding with feedback makes
// errors that nearly cancel in the large directions of Sigma.
#include "core/rate_distortion/operator_error.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/numerics/symmetric_eigen.h"

#include <algorithm>

namespace alidade {

double operatorEnergy(const Matrix& values, const MatrixD& moments, const JobContext& job)
{
    if (moments.rows() != values.cols() || moments.cols() != values.cols())
        throw InvalidRequest("the moments are those of another number of inputs than the weights have");
    if (values.size() == 0) return 0.0;
    const MatrixD gram = gramOfColumns(values, job.quiet());
    Eigen::VectorXd sums(gram.rows());
    parallelFor(gram.rows(), job.quiet(), [&](std::int64_t row) { sums(row) = gram.row(row).dot(moments.row(row)); });
    return std::max(0.0, sums.sum());
}

double operatorErrorEnergy(const Matrix& values, const Matrix& decoded, const MatrixD& moments, const JobContext& job)
{
    if (values.rows() != decoded.rows() || values.cols() != decoded.cols())
        throw InvalidRequest("decoded weights have another shape");
    return operatorEnergy(values - decoded, moments, job);
}

} // namespace alidade
