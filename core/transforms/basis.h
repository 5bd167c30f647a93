// SPDX-License-Identifier: Apache-2.0
// The fitted product of a coordinate system: W' = L W R^T with one axis transform per side (either may be absent).
// A value; copies share the transforms, which never change.
#pragma once

#include "core/transforms/axis_transform.h"

#include <string>
#include <vector>

namespace alidade {

/// How far a change of coordinates is from exact on given weights; science.md 1.0. NaN stands for what does not apply.
struct Residual {
    double orthogonality = 0.0; ///< max |T^T T - I|, the larger of the two sides; NaN for a map that is not orthogonal
    double energy = 0.0;        ///< | ||W'|| / ||W|| - 1 |; NaN for a map that is not orthogonal
    double roundTrip = 0.0;     ///< max |inverse(forward(W)) - W| / max |W|
};

/// An immutable, invertible change of coordinates of matrices of one shape.
class Basis {
public:
    Basis() = default;
    /// @param rows    map of the output axis (applied to columns of W), or null
    /// @param columns map of the input axis (applied to rows of W), or null
    Basis(AxisTransformPtr rows, AxisTransformPtr columns) : m_rows(std::move(rows)), m_columns(std::move(columns)) {}

    /// Changes weights (out x in) to coefficients, in place. @throws Cancelled
    void forward(MatrixRef weights, const JobContext& job) const;
    /// Changes coefficients back to weights, in place. @throws Cancelled
    void inverse(MatrixRef coefficients, const JobContext& job) const;

    [[nodiscard]] double sideInformationBits() const;
    [[nodiscard]] bool isOrthogonal() const;
    /// "rows: ...; columns: ...", or "the axes of the file".
    [[nodiscard]] std::string description() const;

    [[nodiscard]] const AxisTransformPtr& rows() const { return m_rows; }
    [[nodiscard]] const AxisTransformPtr& columns() const { return m_columns; }

    /// Measures what the change of coordinates did to `weights`; `coefficients` = forward(weights). @throws Cancelled
    [[nodiscard]] Residual residual(const Matrix& weights, const Matrix& coefficients, const JobContext& job) const;

private:
    AxisTransformPtr m_rows;
    AxisTransformPtr m_columns;
};

} // namespace alidade
