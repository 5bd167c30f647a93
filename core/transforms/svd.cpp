// SPDX-License-Identifier: Apache-2.0
// Singular axes on both sides: U^T W V is diagonal. All energy sits on min(m, n) coefficients and all that
// was saved is in the two bases: m (m - 1) / 2 + n (n - 1) / 2 angles, stored and charged as Householder reflections,
// which take one number an axis more. science.md 1.0 and 1.5.
#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/stored_basis.h"

#include <cblas.h>

namespace alidade {

namespace {

/// Left and right axes as rows; `tall` has at least as many rows as columns.
struct SingularAxes {
    MatrixD left;
    MatrixD right;
};

/// V from the Gram matrix, U from the QR decomposition of W V, whose triangular factor is diagonal but for
/// rounding: relative to the largest singular value the rest stays below the square root of the float64
/// precision.
SingularAxes singularAxes(const Matrix& tall, const JobContext& job)
{
    SymmetricEigen eigen = symmetricEigen(gramOfColumns(tall, job.part(0.0, 0.1)), job.part(0.1, 0.6));
    const MatrixD weights = tall.cast<double>();
    MatrixD turned(tall.rows(), tall.cols());
    const auto rows = static_cast<blasint>(tall.rows());
    const auto columns = static_cast<blasint>(tall.cols());
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, rows, columns, columns, 1.0, weights.data(), columns,
                eigen.vectors.data(), columns, 0.0, turned.data(), columns);
    return {orthogonalFactor(turned, tall.rows(), job.part(0.6, 1.0)).transpose(), std::move(eigen.vectors)};
}

class Svd final : public CoordinateSystem {
public:
    explicit Svd(const Parameters& parameters) : m_bits(parameters.integer("basis-bits")) {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        const Matrix& weights = input.weights;
        if (weights.size() == 0)
            throw InvalidRequest("a tensor without elements has no coordinates to change");
        const bool wide = weights.rows() < weights.cols();
        SingularAxes axes = singularAxes(wide ? Matrix(weights.transpose()) : weights, job.part(0.0, 0.8));
        if (wide) std::swap(axes.left, axes.right);
        const std::string what = "singular axes (charged as reflections, " + basisCostText(m_bits) + ")";
        AxisTransformPtr rows =
            storedBasis(std::move(axes.left), m_bits, BasisCoding::Reflectors, what, job.part(0.8, 0.9));
        AxisTransformPtr columns =
            storedBasis(std::move(axes.right), m_bits, BasisCoding::Reflectors, what, job.part(0.9, 1.0));
        return {std::move(rows), std::move(columns)};
    }

private:
    std::int64_t m_bits;
};

} // namespace

void register_svd(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "svd",
        .label = "Singular axes (SVD, both sides)",
        .shortLabel = "SVD",
        .help = "U^T W V: all energy on one diagonal. The two bases hold as many numbers as the matrix "
                "itself and are "
                "charged as m(m+1)/2 + n(n+1)/2 numbers of reflections; without them this is a mirage.",
        .dependsOnWeights = true,
        .parameters = {basisBitsParameter()},
        .make = [](const Parameters& parameters) { return std::make_unique<Svd>(parameters); },
    });
}

} // namespace alidade
