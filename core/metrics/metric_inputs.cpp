// SPDX-License-Identifier: Apache-2.0
// The shared parts of metrics, made on first use.
#include "core/metrics/metric.h"
#include "core/numerics/symmetric_eigen.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

/// Square roots of the eigenvalues of the smaller Gram matrix in float64.
std::vector<double> singularValuesOf(const Matrix& weights, const JobContext& job)
{
    const bool tall = weights.rows() >= weights.cols();
    MatrixD gram = tall ? gramOfColumns(weights, job) : gramOfRows(weights, job);
    const Eigen::VectorXd eigenvalues = symmetricEigenvalues(std::move(gram), job);
    std::vector<double> values(static_cast<std::size_t>(eigenvalues.size()));
    std::transform(eigenvalues.begin(), eigenvalues.end(), values.begin(),
                   [](double value) { return std::sqrt(std::max(0.0, value)); });
    return values;
}

} // namespace

const Moments& MetricInputs::moments()
{
    if (!m_moments) m_moments = momentsOf(m_weights, m_job);
    return *m_moments;
}

const EnergyProfile& MetricInputs::energy()
{
    if (!m_energy) m_energy.emplace(m_weights, m_job);
    return *m_energy;
}

const std::vector<double>& MetricInputs::singularValues()
{
    if (!m_singularValues) m_singularValues = singularValuesOf(m_weights, m_job);
    return *m_singularValues;
}

} // namespace alidade
