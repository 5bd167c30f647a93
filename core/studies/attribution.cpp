// SPDX-License-Identifier: Apache-2.0
#include "core/studies/attribution.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/operators/variants.h"

#include <cmath>
#include <limits>
#include <memory>
#include <utility>

namespace alidade {

namespace {

/// The variants in one list: the control, all tensors together, then each tensor quantized and its noise draws.
class VariantList {
public:
    VariantList(const OpenModel& model, const QuantizedModel& quantized, const AttributionRequest& request)
        : m_model(model), m_quantized(quantized), m_request(request)
    {}

    static constexpr std::size_t control = 0;
    static constexpr std::size_t together = 1;
    static constexpr std::size_t firstTensor = 2;

    [[nodiscard]] std::size_t perTensor() const { return 1 + static_cast<std::size_t>(m_request.noiseDraws); }
    [[nodiscard]] std::size_t count() const { return firstTensor + perTensor() * m_quantized.tensors.size(); }

    [[nodiscard]] Variant make(std::size_t index) const
    {
        if (index == control) {
            const ParameterId& first = m_quantized.tensors.front().id;
            return replaced({{first, m_model.weights->load(first, JobContext())}});
        }
        if (index == together) return replaced(m_quantized.weights);
        const std::size_t tensor = (index - firstTensor) / perTensor();
        const std::size_t draw = (index - firstTensor) % perTensor();
        const QuantizedTensor& report = m_quantized.tensors[tensor];
        if (draw == 0) return replaced({{report.id, m_quantized.weights.at(report.id)}});
        const MatrixPtr weights = m_model.weights->load(report.id, JobContext());
        Matrix noisy = withNoise(*weights, std::sqrt(report.squaredError), m_request.seed, index);
        return replaced({{report.id, std::make_shared<const Matrix>(std::move(noisy))}});
    }

private:
    [[nodiscard]] Variant replaced(std::map<ParameterId, MatrixPtr> weights) const
    {
        Variant variant;
        variant.firstBlock = m_model.config.blocks;
        for (const auto& [id, matrix] : weights)
            variant.firstBlock = std::min(variant.firstBlock, firstBlockOf(id, m_model.config.blocks));
        variant.weights = std::make_shared<ReplacedWeights>(m_model.weights, std::move(weights));
        return variant;
    }

    const OpenModel& m_model;
    const QuantizedModel& m_quantized;
    const AttributionRequest& m_request;
};

struct Spread {
    double mean = std::numeric_limits<double>::quiet_NaN();
    double deviation = std::numeric_limits<double>::quiet_NaN();
};

Spread spreadOf(const std::vector<double>& values)
{
    Spread spread;
    if (values.empty()) return spread;
    const Eigen::Map<const Eigen::ArrayXd> all(values.data(), static_cast<Index>(values.size()));
    spread.mean = all.mean();
    if (values.size() > 1)
        spread.deviation = std::sqrt((all - spread.mean).square().sum() / static_cast<double>(values.size() - 1));
    return spread;
}

} // namespace

double Attribution::additivity() const
{
    double sum = 0.0;
    for (const AttributionRow& row : rows) sum += row.divergence.mean;
    return together.mean / sum;
}

Matrix withNoise(const Matrix& weights, double norm, std::uint64_t seed, std::uint64_t stream)
{
    Random random(seed, stream);
    Matrix noise(weights.rows(), weights.cols());
    for (Index i = 0; i < noise.size(); ++i) noise.data()[i] = static_cast<float>(random.normal());
    const double drawn = std::sqrt(noise.cast<double>().squaredNorm());
    return weights + noise * static_cast<float>(drawn > 0.0 ? norm / drawn : 0.0);
}

Attribution attributeDivergence(const OpenModel& model, const ScoredWindows& windows, const AttributionRequest& request,
                                const Registries& registries, const JobContext& job)
{
    if (!request.recipe.quantizer) throw InvalidRequest("attribution needs a quantizer");
    QuantizedModel quantized = quantizeModel(*model.weights, request.recipe, registries, job.part(0.0, 0.1));
    const VariantList list(model, quantized, request);
    const VariantScores scores = scoreVariants(model.llama(), windows, list.count(),
                                               [&list](std::size_t i) { return list.make(i); }, job.part(0.1, 1.0));
    Attribution result;
    result.protocol = windows.facts;
    result.reference = perplexityOf(scores.model);
    result.control = scores.variants[VariantList::control].divergence.maxCoeff();
    result.together = divergenceOf(scores.model, scores.variants[VariantList::together]);
    for (std::size_t tensor = 0; tensor < quantized.tensors.size(); ++tensor) {
        const std::size_t at = VariantList::firstTensor + tensor * list.perTensor();
        std::vector<double> noise;
        for (std::size_t draw = 1; draw < list.perTensor(); ++draw)
            noise.push_back(scores.variants[at + draw].divergence.mean());
        const Spread spread = spreadOf(noise);
        result.rows.push_back({std::move(quantized.tensors[tensor]), divergenceOf(scores.model, scores.variants[at]),
                               spread.mean, spread.deviation});
    }
    return result;
}

} // namespace alidade
