// SPDX-License-Identifier: Apache-2.0
// QR by LAPACK; Q is applied as its reflectors and never formed.
#include "core/numerics/haar.h"

#include "core/base/error.h"

#include <algorithm>
#include <lapack.h>
#include <string>
#include <vector>

namespace alidade {

namespace {

void require(lapack_int info, const char* routine)
{
    if (info != 0)
        throw NumericalError(std::string("the factorisation ") + routine + " failed with code " +
                             std::to_string(info));
}

} // namespace

MatrixD haarTimes(const MatrixD& weights, Random& random, const JobContext& job)
{
    job.checkpoint();
    const Index m = weights.rows();
    if (weights.size() == 0) return weights;
    Eigen::MatrixXd reflectors(m, m); // column-major, as LAPACK has it
    for (Index i = 0; i < reflectors.size(); ++i)
        reflectors.data()[i] = random.normal();
    job.checkpoint();
    const auto rows = static_cast<lapack_int>(m);
    const auto columns = static_cast<lapack_int>(weights.cols());
    const lapack_int workSize = 64 * std::max(rows, columns);
    std::vector<double> work(static_cast<std::size_t>(workSize));
    Eigen::VectorXd tau(m);
    lapack_int info = 0;
    LAPACK_dgeqrf(&rows, &rows, reflectors.data(), &rows, tau.data(), work.data(), &workSize, &info);
    require(info, "dgeqrf");
    job.checkpoint();
    Eigen::MatrixXd turned = weights;
    for (Index i = 0; i < m; ++i)
        if (reflectors(i, i) < 0.0) turned.row(i) = -turned.row(i);
    LAPACK_dormqr("L", "N", &rows, &columns, &rows, reflectors.data(), &rows, tau.data(), turned.data(),
                  &rows, work.data(), &workSize, &info);
    require(info, "dormqr");
    job.checkpoint();
    return turned;
}

} // namespace alidade
