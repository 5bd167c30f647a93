// SPDX-License-Identifier: Apache-2.0
// Damage curves: the whole model with some coefficients of every matrix zeroed or disturbed.
#include "core/base/random.h"
#include "core/operators/variants.h"
#include "core/studies/sensitivity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>

namespace alidade {

namespace {

constexpr std::array criteria{"magnitude", "sensitivity", "saliency", "random", "least-saliency"};
constexpr float noiseShare = 0.5F; // of the rms of a matrix

/// What the coefficients are ordered by, largest first.
Matrix scoresOf(const std::string& criterion, const Matrix& coefficients, const Matrix& sensitivity, std::uint64_t seed,
                std::uint64_t stream)
{
    if (criterion == "magnitude") return coefficients.cwiseAbs2();
    if (criterion == "sensitivity") return sensitivity;
    if (criterion == "saliency") return coefficients.cwiseAbs2().cwiseProduct(sensitivity);
    if (criterion == "least-saliency") return -coefficients.cwiseAbs2().cwiseProduct(sensitivity);
    Random random(seed, stream);
    Matrix scores(coefficients.rows(), coefficients.cols());
    for (Index i = 0; i < scores.size(); ++i) scores.data()[i] = static_cast<float>(random.uniform());
    return scores;
}

std::vector<std::uint32_t> chosenPlaces(const Matrix& scores, double share)
{
    std::vector<std::uint32_t> order(static_cast<std::size_t>(scores.size()));
    std::iota(order.begin(), order.end(), 0U);
    const auto count = static_cast<std::ptrdiff_t>(std::llround(share * static_cast<double>(scores.size())));
    const float* const data = scores.data();
    std::nth_element(order.begin(), order.begin() + std::min<std::ptrdiff_t>(count, scores.size() - 1), order.end(),
                     [data](std::uint32_t i, std::uint32_t j) {
                         return data[i] > data[j] || (data[i] == data[j] && i < j);
                     });
    order.resize(static_cast<std::size_t>(count));
    return order;
}

/// One point: damaged weights and what was taken from them.
struct Damaged {
    std::map<ParameterId, MatrixPtr> weights;
    double removed = 0.0;
    double energy = 0.0;
};

class Damager {
public:
    Damager(const std::vector<TurnedMatrix>& matrices, const std::map<ParameterId, Matrix>& sensitivity,
            const DamageRequest& request)
        : m_matrices(matrices), m_sensitivity(sensitivity), m_request(request)
    {}

    [[nodiscard]] Damaged make(const std::string& criterion, double share, const JobContext& job) const
    {
        Damaged damaged;
        for (std::size_t i = 0; i < m_matrices.size(); ++i) {
            job.checkpoint();
            const TurnedMatrix& matrix = m_matrices[i];
            Matrix changed = matrix.coefficients;
            const Matrix scores =
                scoresOf(criterion, changed, m_sensitivity.at(matrix.id), m_request.seed, 2 * i);
            Random noise(m_request.seed, 2 * i + 1);
            const double squares = changed.cast<double>().squaredNorm();
            const auto rms = static_cast<float>(std::sqrt(squares / static_cast<double>(changed.size())));
            for (const std::uint32_t place : chosenPlaces(scores, share)) {
                float& value = changed.data()[place];
                if (m_request.action == DamageAction::Zero) value = 0.0F;
                else value += noiseShare * rms * static_cast<float>(noise.normal());
            }
            damaged.removed += (changed - matrix.coefficients).cast<double>().squaredNorm();
            damaged.energy += squares;
            matrix.basis.inverse(changed, job.quiet());
            damaged.weights.emplace(matrix.id, std::make_shared<const Matrix>(std::move(changed)));
        }
        return damaged;
    }

private:
    const std::vector<TurnedMatrix>& m_matrices;
    const std::map<ParameterId, Matrix>& m_sensitivity;
    const DamageRequest& m_request;
};

} // namespace

std::vector<DamagePoint> damage(const OpenModel& model, const ScoredWindows& windows,
                                const std::vector<TurnedMatrix>& matrices,
                                const std::map<ParameterId, Matrix>& sensitivity, const DamageRequest& request,
                                const JobContext& job)
{
    std::vector<DamagePoint> points;
    for (const char* criterion : criteria)
        for (const double share : request.shares) points.push_back({criterion, share, 0.0, {}, {}});
    const Damager damager(matrices, sensitivity, request);
    const auto make = [&](std::size_t i) -> Variant {
        Damaged damaged = damager.make(points[i].criterion, points[i].share, job.quiet());
        points[i].energyShare = damaged.removed / damaged.energy;
        Variant variant;
        variant.firstBlock = model.config.blocks;
        for (const TurnedMatrix& matrix : matrices)
            variant.firstBlock = std::min(variant.firstBlock, firstBlockOf(matrix.id, model.config.blocks));
        variant.weights = std::make_shared<ReplacedWeights>(model.weights, std::move(damaged.weights));
        return variant;
    };
    const VariantScores scores = scoreVariants(model.llama(), windows, points.size(), make, job);
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].perplexity = perplexityOf(scores.variants[i]);
        points[i].divergence = divergenceOf(scores.model, scores.variants[i]);
    }
    return points;
}

} // namespace alidade
