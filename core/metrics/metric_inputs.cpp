// SPDX-License-Identifier: Apache-2.0
// The shared parts of metrics, made on first use.
#include "core/base/parallel.h"
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

constexpr Index chunkRows = 64;

SliceEnergies sliceEnergiesOf(const Matrix& weights, const JobContext& job)
{
    SliceEnergies energies;
    energies.rows.resize(static_cast<std::size_t>(weights.rows()));
    energies.columns.assign(static_cast<std::size_t>(weights.cols()), 0.0);
    std::vector<Eigen::ArrayXd> parts(static_cast<std::size_t>((weights.rows() + chunkRows - 1) / chunkRows));
    parallelChunks(weights.rows(), chunkRows, job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
                       Eigen::ArrayXd& columns = parts[static_cast<std::size_t>(chunk)];
                       columns = Eigen::ArrayXd::Zero(weights.cols());
                       for (Index row = begin; row < end; ++row) {
                           const auto squares = weights.row(row).cast<double>().array().square().transpose();
                           columns += squares;
                           energies.rows[static_cast<std::size_t>(row)] = squares.sum();
                       }
                   });
    for (const Eigen::ArrayXd& part : parts)
        for (std::size_t i = 0; i < energies.columns.size(); ++i)
            energies.columns[i] += part[static_cast<Index>(i)];
    return energies;
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

bool MetricInputs::isFiniteMatrix()
{
    const Moments& m = moments();
    return !m.empty() && m.nanCount + m.infCount == 0;
}

const SortedValues& MetricInputs::sorted()
{
    if (!m_sorted) m_sorted.emplace(m_weights, m_job);
    return *m_sorted;
}

const SliceEnergies& MetricInputs::sliceEnergies()
{
    if (!m_sliceEnergies) m_sliceEnergies = sliceEnergiesOf(m_weights, m_job);
    return *m_sliceEnergies;
}

const std::optional<NoiseBulk>& MetricInputs::noiseBulk()
{
    if (!m_noiseBulk)
        m_noiseBulk = isFiniteMatrix() ? fitNoiseBulk(singularValues(), m_weights.rows(), m_weights.cols())
                                       : std::nullopt;
    return *m_noiseBulk;
}

const std::vector<double>& MetricInputs::singularValues()
{
    if (!m_singularValues) m_singularValues = singularValuesOf(m_weights, m_job);
    return *m_singularValues;
}

} // namespace alidade
