// SPDX-License-Identifier: Apache-2.0
// Reading axes off a transform.
#include "core/transforms/leading_axes.h"

#include "core/base/error.h"
#include "core/numerics/orthogonal.h"

namespace alidade {

MatrixD leadingAxes(const AxisTransformPtr& transform, Index length, Index count, const JobContext& job)
{
    if (count < 1 || count > length)
        throw InvalidRequest("the number of axes must be from 1 to " + std::to_string(length) + ", not " +
                             std::to_string(count));
    if (!transform) return MatrixD::Identity(count, length);
    Matrix axes = Matrix::Identity(count, length);
    transform->applyToRows(axes, Direction::Inverse, job.part(0.0, 0.3));
    return orthogonalFactor(axes.cast<double>().transpose(), count, job.part(0.3, 1.0)).transpose();
}

} // namespace alidade
