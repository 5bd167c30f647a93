// SPDX-License-Identifier: Apache-2.0
#include "core/operators/model_weights.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/tensor/layer.h"

namespace alidade {

namespace {

struct Size {
    Index rows = 0;
    Index columns = 0;
};

/// What the configuration wants at a place; a bias has one row as long as its matrix has rows.
Size wantedSize(const ParameterId& id, const ModelConfig& config)
{
    const auto size = [&]() -> Size {
        switch (id.place) {
        case Place::Embedding:
        case Place::Head: return {config.vocabulary, config.hidden};
        case Place::Query: return {config.queryWidth(), config.hidden};
        case Place::Key:
        case Place::Value: return {config.keyWidth(), config.hidden};
        case Place::Output: return {config.hidden, config.queryWidth()};
        case Place::Gate:
        case Place::Up: return {config.feedForward, config.hidden};
        case Place::Down: return {config.hidden, config.feedForward};
        case Place::QueryNorm:
        case Place::KeyNorm: return {1, config.headSize};
        case Place::AttentionNorm:
        case Place::FeedForwardNorm:
        case Place::FinalNorm: return {1, config.hidden};
        }
        return {};
    }();
    return id.bias ? Size{1, size.rows} : size;
}

std::vector<ParameterId> wantedParameters(const ModelConfig& config)
{
    std::vector<ParameterId> wanted{{Place::Embedding}, {Place::FinalNorm}};
    if (!config.tiedEmbeddings) wanted.push_back({Place::Head});
    for (int block = 0; block < static_cast<int>(config.blocks); ++block) {
        wanted.push_back({Place::AttentionNorm, block});
        wanted.push_back({Place::FeedForwardNorm, block});
        for (const Place place : blockProjections()) wanted.push_back({place, block});
        if (config.family != "qwen3") continue;
        wanted.push_back({Place::QueryNorm, block});
        wanted.push_back({Place::KeyNorm, block});
    }
    return wanted;
}

/// Part of a block, so that leaving it out would change the function; buffers are not.
bool wouldBeMissed(const std::string& name)
{
    const bool inBlock = name.starts_with("model.layers.") || name.starts_with("blk.") || name.starts_with("layers.");
    const bool parameter = name.ends_with(".weight") || name.ends_with(".bias");
    return inBlock && parameter && name.find("rotary_emb") == std::string::npos;
}

} // namespace

CheckpointWeights::CheckpointWeights(std::shared_ptr<const Checkpoint> checkpoint, const ModelConfig& config)
    : m_checkpoint(std::move(checkpoint))
{
    const std::string file = escapedPath(m_checkpoint->path());
    for (const TensorInfo& tensor : m_checkpoint->tensors()) {
        const std::optional<ParameterId> id = parameterOfName(tensor.name);
        if (id && (id->block < static_cast<int>(config.blocks))) m_tensors.emplace(*id, &tensor);
        else if (wouldBeMissed(tensor.name))
            throw InvalidRequest(file + ": tensor " + inQuotes(tensor.name) +
                                 " is part of a block, and the function does not know what it does");
    }
    if (config.tiedEmbeddings) m_tensors.erase({Place::Head});
    for (const ParameterId& id : wantedParameters(config))
        if (!m_tensors.contains(id))
            throw InvalidRequest(file + ": tensor " + inQuotes(huggingFaceName(id)) + " is missing");
    for (const auto& [id, tensor] : m_tensors) {
        const Layer layer = makeLayer(*tensor);
        const Size size = wantedSize(id, config);
        if (static_cast<Index>(layer.rows) != size.rows || static_cast<Index>(layer.cols) != size.columns ||
            layer.isStack())
            throw InvalidRequest(file + ": tensor " + inQuotes(tensor->name) + " is " + shapeText(layer) +
                                 "; its model needs " + std::to_string(size.rows) + " x " +
                                 std::to_string(size.columns));
    }
}

MatrixPtr CheckpointWeights::load(const ParameterId& id, const JobContext& job) const
{
    const TensorInfo* const info = tensor(id);
    if (!info) return nullptr;
    return std::make_shared<const Matrix>(m_checkpoint->readMatrix(*info, job.quiet()));
}

const TensorInfo* CheckpointWeights::tensor(const ParameterId& id) const
{
    const auto at = m_tensors.find(id);
    return at == m_tensors.end() ? nullptr : at->second;
}

std::vector<ParameterId> CheckpointWeights::parameters() const
{
    std::vector<ParameterId> ids;
    for (const auto& [id, tensor] : m_tensors) ids.push_back(id);
    return ids;
}

MatrixPtr ReplacedWeights::load(const ParameterId& id, const JobContext& job) const
{
    const auto at = m_replacements.find(id);
    return at == m_replacements.end() ? m_base->load(id, job) : at->second;
}

MatrixPtr ChangedWeights::load(const ParameterId& id, const JobContext& job) const
{
    MatrixPtr weights = m_base->load(id, job);
    return weights ? m_change(id, std::move(weights), job) : nullptr;
}

KeptWeights::KeptWeights(const ModelWeights& from, const std::vector<ParameterId>& parameters, const JobContext& job)
{
    for (const ParameterId& id : parameters)
        if (MatrixPtr weights = from.load(id, job)) m_weights.emplace(id, std::move(weights));
}

MatrixPtr KeptWeights::load(const ParameterId& id, const JobContext& job) const
{
    job.checkpoint();
    const auto at = m_weights.find(id);
    return at == m_weights.end() ? nullptr : at->second;
}

} // namespace alidade
