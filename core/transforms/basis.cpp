// SPDX-License-Identifier: Apache-2.0
// Applying and measuring a change of coordinates.
#include "core/transforms/basis.h"

#include "core/base/error.h"
#include "core/numerics/moments.h"
#include "core/tensor/large_matrix.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

void requireShape(const MatrixRef& m, const AxisTransformPtr& rows, const AxisTransformPtr& columns)
{
    const bool fits = (!rows || rows->size() == m.rows()) && (!columns || columns->size() == m.cols());
    if (!fits) throw InvalidRequest("the basis was made for a matrix of another shape");
}

} // namespace

void Basis::forward(MatrixRef weights, const JobContext& job) const
{
    requireShape(weights, m_rows, m_columns);
    if (m_columns) m_columns->applyToRows(weights, Direction::Forward, job);
    if (m_rows) m_rows->applyToColumns(weights, Direction::Forward, job);
}

void Basis::inverse(MatrixRef coefficients, const JobContext& job) const
{
    requireShape(coefficients, m_rows, m_columns);
    if (m_rows) m_rows->applyToColumns(coefficients, Direction::Inverse, job);
    if (m_columns) m_columns->applyToRows(coefficients, Direction::Inverse, job);
}

double Basis::sideInformationBits() const
{
    return (m_rows ? m_rows->sideInformationBits() : 0.0) + (m_columns ? m_columns->sideInformationBits() : 0.0);
}

bool Basis::isOrthogonal() const
{
    return (!m_rows || m_rows->isOrthogonal()) && (!m_columns || m_columns->isOrthogonal());
}

std::string Basis::description() const
{
    if (!m_rows && !m_columns) return "the axes of the file";
    std::string text;
    if (m_rows) text = "rows: " + m_rows->description();
    if (m_columns) text += (text.empty() ? "" : "; ") + std::string("columns: ") + m_columns->description();
    return text;
}

Residual Basis::residual(const Matrix& weights, const Matrix& coefficients, const JobContext& job) const
{
    Residual residual;
    const Moments before = momentsOf(weights, job);
    if (isOrthogonal()) {
        if (m_rows) residual.orthogonality = m_rows->orthogonalityError(job);
        if (m_columns) residual.orthogonality = std::max(residual.orthogonality, m_columns->orthogonalityError(job));
        const Moments after = momentsOf(coefficients, job);
        if (before.sumSquares > 0.0) residual.energy = std::abs(std::sqrt(after.sumSquares / before.sumSquares) - 1.0);
    } else { // it was never promised that these are small
        residual.orthogonality = std::numeric_limits<double>::quiet_NaN();
        residual.energy = std::numeric_limits<double>::quiet_NaN();
    }
    if (!m_rows && !m_columns) return residual;
    Matrix back = largeCopy(coefficients);
    inverse(back, job);
    const double largest = before.largestMagnitude();
    if (back.size() > 0 && largest > 0.0)
        residual.roundTrip = static_cast<double>((back - weights).cwiseAbs().maxCoeff()) / largest;
    return residual;
}

} // namespace alidade
