// SPDX-License-Identifier: Apache-2.0
#include "core/operators/rotation_fusing.h"

#include "core/base/error.h"

namespace alidade {

namespace {

bool isNorm(Place place)
{
    return place == Place::AttentionNorm || place == Place::FeedForwardNorm || place == Place::FinalNorm;
}

} // namespace

RotatedWeights::RotatedWeights(const ModelConfig& config, ModelWeightsPtr base, RotationPlan plan,
                               const JobContext& job)
    : ExactlyChangedWeights(std::move(base)), m_config(config), m_plan(std::move(plan)),
      m_made(makeRotations(m_plan, config, job))
{
    m_untied = config.tiedEmbeddings && m_made.residual;
    if (m_untied) m_config.tiedEmbeddings = false;
}

Llama RotatedWeights::model(std::shared_ptr<const RotatedWeights> weights)
{
    const ModelConfig config = weights->config();
    const OnlineRotations online = weights->rotations().online();
    return {config, std::move(weights), online};
}

MatrixPtr RotatedWeights::source(const ParameterId& id, const JobContext& job) const
{
    const bool copied = m_untied && id == ParameterId{Place::Head};
    return base().load(copied ? ParameterId{Place::Embedding} : id, job);
}

MatrixD RotatedWeights::changed(const ParameterId& id, MatrixD weights, const JobContext& job) const
{
    job.checkpoint();
    if (isNorm(id.place)) {
        if (folds() && !id.bias) weights.setOnes();
        return weights;
    }
    switch (id.place) {
    case Place::Embedding:
        if (m_made.residual) m_made.residual->applyToRows(weights, job);
        break;
    case Place::Query:
    case Place::Key:
        if (!id.bias) changeReader(weights, {Place::AttentionNorm, id.block}, job);
        break;
    case Place::Gate:
    case Place::Up:
        if (!id.bias) changeReader(weights, {Place::FeedForwardNorm, id.block}, job);
        break;
    case Place::Head:
        if (!id.bias) changeReader(weights, {Place::FinalNorm}, job);
        break;
    case Place::Value:
        changeValue(weights, id, job);
        break;
    case Place::Output:
        changeOutput(weights, id, job);
        break;
    case Place::Down:
        changeDown(weights, id, job);
        break;
    default:
        break;
    }
    return weights;
}

void RotatedWeights::changeReader(MatrixD& weights, const ParameterId& norm, const JobContext& job) const
{
    if (folds()) {
        const MatrixPtr gain = base().load(norm, job);
        if (!gain) throw InvalidRequest("the model has no " + huggingFaceName(norm));
        weights.array().rowwise() *= gain->row(0).cast<double>().array();
    }
    const bool isHead = norm.place == Place::FinalNorm;
    if (m_made.residual && !(isHead && omits(Omission::ResidualHead, -1)))
        m_made.residual->applyToRows(weights, job);
}

void RotatedWeights::changeValue(MatrixD& weights, const ParameterId& id, const JobContext& job) const
{
    if (!id.bias) changeReader(weights, {Place::AttentionNorm, id.block}, job);
    if (m_made.heads.empty()) return;
    const Index size = m_config.headSize;
    for (Index h = 0; h < m_config.keyValueHeads; ++h) {
        // A bias stands as a row: R2^T b is b R2 there.
        if (id.bias)
            head(id.block, h).applyToRows(weights.middleCols(h * size, size), job);
        else
            head(id.block, h).applyToColumns(weights.middleRows(h * size, size), job);
    }
}

void RotatedWeights::changeOutput(MatrixD& weights, const ParameterId& id, const JobContext& job) const
{
    if (!id.bias && !m_made.heads.empty() && !omits(Omission::Value, id.block))
        for (Index query = 0; query < m_config.heads; ++query)
            head(id.block, query / m_config.groupSize())
                .applyToRows(weights.middleCols(query * m_config.headSize, m_config.headSize), job);
    if (!m_made.residual || omits(Omission::ResidualOutput, id.block)) return;
    if (id.bias)
        m_made.residual->applyToRows(weights, job);
    else
        m_made.residual->applyToColumns(weights, job);
}

void RotatedWeights::changeDown(MatrixD& weights, const ParameterId& id, const JobContext& job) const
{
    if (!id.bias && m_made.onlineFeedForward && !omits(Omission::FeedForward, id.block))
        m_made.onlineFeedForward->applyToRows(weights, job);
    if (!m_made.residual || omits(Omission::ResidualDown, id.block)) return;
    if (id.bias)
        m_made.residual->applyToRows(weights, job);
    else
        m_made.residual->applyToColumns(weights, job);
}

bool RotatedWeights::folds() const { return m_made.residual && m_plan.omission != Omission::Folding; }

bool RotatedWeights::omits(Omission omission, int block) const
{
    return m_plan.omission == omission &&
           (m_plan.omissionBlock < 0 || block < 0 || m_plan.omissionBlock == block);
}

const Rotation& RotatedWeights::head(int block, Index keyValueHead) const
{
    return *m_made.heads[static_cast<std::size_t>(block * m_config.keyValueHeads + keyValueHead)];
}

} // namespace alidade
