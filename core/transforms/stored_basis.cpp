// SPDX-License-Identifier: Apache-2.0
// Rounding and re-orthonormalising stored bases.
#include "core/transforms/stored_basis.h"

#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/transforms/dense_transform.h"

#include <cmath>

namespace alidade {

namespace {

constexpr std::int64_t defaultBits = 16;
/// From here on rounding is finer than the float32 arithmetic that applies the basis.
constexpr std::int64_t exactFrom = 24;

} // namespace

ParameterSpec basisBitsParameter()
{
    return integerParameter(
        "basis-bits", "Basis bits",
        "bits charged for each number of a stored basis, which is rounded to as many and made "
        "orthogonal again (from 24 bits on it is used as it is); 0 shows the curve as if the basis "
        "were free; 1 is refused",
        defaultBits, 0, 32);
}

MatrixD roundedBasis(MatrixD axes, std::int64_t bits, const JobContext& job)
{
    if (bits == 1)
        throw InvalidRequest("parameter basis-bits must be 0 or at least 2: one bit has no value but zero");
    if (bits == 0 || bits >= exactFrom) return axes;
    const double steps = static_cast<double>((std::int64_t{1} << (bits - 1)) - 1);
    for (Index i = 0; i < axes.rows(); ++i) {
        const double step = axes.row(i).cwiseAbs().maxCoeff() / steps;
        if (step > 0.0)
            for (Index j = 0; j < axes.cols(); ++j)
                axes(i, j) = std::nearbyint(axes(i, j) / step) * step;
    }
    return polarFactor(std::move(axes), job);
}

std::string basisCostText(std::int64_t bits)
{
    return bits == 0 ? "free of charge" : std::to_string(bits) + " bits each";
}

AxisTransformPtr storedBasis(MatrixD axes, std::int64_t bits, const std::string& what, double numbers,
                             const JobContext& job)
{
    const MatrixD basis = roundedBasis(std::move(axes), bits, job);
    return denseTransform(basis.cast<float>(), static_cast<double>(bits) * numbers,
                          std::to_string(basis.rows()) + " " + what);
}

} // namespace alidade
