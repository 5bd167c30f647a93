// SPDX-License-Identifier: Apache-2.0
// The bounds of a measured matrix.
#include "core/metrics/sorted_values.h"
#include "core/metrics/symbol_entropy.h"
#include "core/numerics/moments.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/rate_distortion/bounds.h"
#include "core/rate_distortion/curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

double CurveBounds::gaussian(double distortion) const { return gaussianRate(variance, distortion); }

double CurveBounds::shannon(double distortion) const { return shannonLowerBound(differentialEntropy, distortion); }

double CurveBounds::waterFilling(double distortion) const
{
    if (spectrum.empty() || !(variance > 0.0)) return std::numeric_limits<double>::quiet_NaN();
    if (distortion <= 0.0) return std::numeric_limits<double>::infinity();
    return waterFillingAtDistortion(spectrum, distortion).rate;
}

CurveBounds measureBounds(const Matrix& coefficients, bool withSpectrum, const JobContext& job)
{
    const double rms = momentsOf(coefficients, job.part(0.0, 0.1)).rms();
    CurveBounds bounds;
    bounds.variance = rms * rms;
    bounds.differentialEntropy =
        rms > 0.0 ? spacingEntropy(SortedValues(coefficients, job.part(0.1, 0.4)), rms, job.part(0.4, 0.5)) + std::log2(rms)
                  : std::numeric_limits<double>::quiet_NaN();
    if (!withSpectrum) return bounds;
    // The shorter side has the same eigenvalues but for zeros.
    const bool wide = coefficients.rows() < coefficients.cols();
    MatrixD gram = wide ? gramOfRows(coefficients, job.part(0.5, 0.6)) : gramOfColumns(coefficients, job.part(0.5, 0.6));
    const Eigen::VectorXd values = symmetricEigenvalues(std::move(gram), job.part(0.6, 1.0));
    bounds.spectrum.assign(static_cast<std::size_t>(coefficients.cols()), 0.0);
    const Index count = std::min(values.size(), coefficients.cols());
    for (Index i = 0; i < count; ++i)
        bounds.spectrum[static_cast<std::size_t>(i)] =
            std::max(0.0, values(i)) / static_cast<double>(coefficients.rows());
    return bounds;
}

} // namespace alidade
