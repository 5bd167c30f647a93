// SPDX-License-Identifier: Apache-2.0
#include "core/studies/directions.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/engine/calibration.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/operators/llama_tangent.h"
#include "core/transforms/moments_in_coordinates.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

namespace alidade {

namespace {

struct Direction {
    std::string name;
    Matrix coefficients; ///< in the coordinates of the matrix, any length
};

Matrix gaussian(Index rows, Index columns, std::uint64_t seed, std::uint64_t stream)
{
    Random random(seed, stream);
    Matrix noise(rows, columns);
    for (Index i = 0; i < noise.size(); ++i) noise.data()[i] = static_cast<float>(random.normal());
    return noise;
}

/// Noise on the share of the coefficients with the largest, or smallest, magnitudes.
Matrix noiseOnExtremes(const Matrix& coefficients, double share, bool largest, const Matrix& noise)
{
    std::vector<std::uint32_t> order(static_cast<std::size_t>(coefficients.size()));
    std::iota(order.begin(), order.end(), 0U);
    const float* const data = coefficients.data();
    const auto count = std::max<std::ptrdiff_t>(1, std::llround(share * static_cast<double>(coefficients.size())));
    std::nth_element(order.begin(), order.begin() + count - 1, order.end(), [&](std::uint32_t i, std::uint32_t j) {
        const float a = std::abs(data[i]);
        const float b = std::abs(data[j]);
        if (a == b) return i < j;
        return largest ? a > b : a < b;
    });
    Matrix direction = Matrix::Zero(coefficients.rows(), coefficients.cols());
    for (std::ptrdiff_t k = 0; k < count; ++k)
        direction.data()[order[static_cast<std::size_t>(k)]] = noise.data()[order[static_cast<std::size_t>(k)]];
    return direction;
}

/// Noise along `count` rows of `axes` (orthonormal, in the coordinates of the inputs).
Matrix noiseAlong(const MatrixD& axes, Index rows, std::uint64_t seed, std::uint64_t stream)
{
    return gaussian(rows, axes.rows(), seed, stream) * axes.cast<float>();
}

/// One run of compareDirections().
class Comparison {
public:
    Comparison(const OpenModel& model, const ScoredWindows& windows, const DirectionRequest& request,
               const Registries& registries)
        : m_model(model), m_windows(windows), m_request(request), m_registries(registries)
    {
        if (!request.matrices.calibration.empty())
            m_calibration = openCalibration(request.matrices.calibration, registries);
    }

    std::vector<DirectionRow> matrix(const TurnedMatrix& matrix, std::uint64_t stream, const JobContext& job) const
    {
        std::vector<Direction> directions = directionsOf(matrix, stream, job);
        std::vector<WeightDirection> changes;
        for (Direction& one : directions) changes.push_back(changeOf(matrix, std::move(one.coefficients), job));
        const Llama function = m_model.llama();
        const auto norms = differentiateAlong(function, m_windows.inputs, changes, {}, job);
        std::vector<DirectionRow> rows;
        for (std::size_t i = 0; i < directions.size(); ++i) {
            const double fisher = norms[i].fisher.mean();
            const double reference = norms.front().fisher.mean();
            rows.push_back({matrix.name, directions[i].name, fisher, norms[i].centred.mean(), fisher / reference});
        }
        return rows;
    }

private:
    std::vector<Direction> directionsOf(const TurnedMatrix& matrix, std::uint64_t stream, const JobContext& job) const
    {
        const Matrix& w = matrix.coefficients;
        const Matrix noise = gaussian(w.rows(), w.cols(), m_request.seed, 4 * stream);
        std::vector<Direction> all;
        all.push_back({"gaussian", noise});
        const auto moments = momentsOf(matrix, job);
        if (m_request.quantizer) all.push_back({"quantizer", quantizationError(w, moments, job)});
        all.push_back({"largest", noiseOnExtremes(w, m_request.share, true, noise)});
        all.push_back({"smallest", noiseOnExtremes(w, m_request.share, false, noise)});
        if (!moments) return all;
        const SymmetricEigen eigen = symmetricEigen(*moments, job.quiet());
        const auto count = std::max<Index>(1, std::llround(m_request.share * static_cast<double>(w.cols())));
        all.push_back({"strong-inputs",
                       noiseAlong(eigen.vectors.topRows(count), w.rows(), m_request.seed, 4 * stream + 1)});
        all.push_back({"weak-inputs",
                       noiseAlong(eigen.vectors.bottomRows(count), w.rows(), m_request.seed, 4 * stream + 2)});
        return all;
    }

    [[nodiscard]] std::shared_ptr<const MatrixD> momentsOf(const TurnedMatrix& matrix, const JobContext& job) const
    {
        if (!m_calibration) return nullptr;
        return momentsInCoordinates(m_calibration->inputMoments(matrix.name, matrix.coefficients.cols(), job.quiet()),
                                    matrix.basis, job.quiet());
    }

    [[nodiscard]] Matrix quantizationError(const Matrix& w, const std::shared_ptr<const MatrixD>& moments,
                                           const JobContext& job) const
    {
        const QuantizerEntry& entry = m_registries.quantizers.find(m_request.quantizer->id);
        const auto quantizer = entry.make(resolveParameters(entry.parameters, m_request.quantizer->parameters));
        const auto codec = quantizer->design({w, moments}, job.quiet());
        return codec->decode(codec->encode(w, job.quiet()), job.quiet()) - w;
    }

    /// The direction in the model's own coordinates, as long as the matrix.
    [[nodiscard]] WeightDirection changeOf(const TurnedMatrix& matrix, Matrix direction, const JobContext& job) const
    {
        const double wanted = matrix.coefficients.cast<double>().norm();
        const double length = direction.cast<double>().norm();
        if (length > 0.0) direction *= static_cast<float>(wanted / length);
        matrix.basis.inverse(direction, job.quiet());
        std::map<ParameterId, MatrixPtr> change;
        change.emplace(matrix.id, std::make_shared<const Matrix>(std::move(direction)));
        return std::make_shared<const KeptWeights>(std::move(change));
    }

    const OpenModel& m_model;
    const ScoredWindows& m_windows;
    const DirectionRequest& m_request;
    const Registries& m_registries;
    std::shared_ptr<const Calibration> m_calibration;
};

} // namespace

std::vector<DirectionRow> compareDirections(const OpenModel& model, const ScoredWindows& windows,
                                            const DirectionRequest& request, const Registries& registries,
                                            const JobContext& job)
{
    if (!(request.share > 0.0 && request.share <= 0.5)) throw InvalidRequest("the share of directions is in (0, 0.5]");
    const Comparison comparison(model, windows, request, registries);
    const std::vector<TurnedMatrix> matrices = turnModel(model, request.matrices, registries, job.part(0.0, 0.1));
    std::vector<DirectionRow> rows;
    for (std::size_t i = 0; i < matrices.size(); ++i) {
        job.checkpoint(i, matrices.size());
        for (DirectionRow& row : comparison.matrix(matrices[i], i, job.quiet())) rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace alidade
