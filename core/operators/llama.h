// SPDX-License-Identifier: Apache-2.0
// The model as a function of tokens: the Llama family (Llama 1 to 3, TinyLlama, SmolLM, Mistral, Qwen2, Qwen2.5, Qwen3) in
// float32. It runs block by block over many windows of text at once, so that the weights of one block are all that has
// to be in memory, and activations can be looked at on the way.
// Thread rule: immutable; run by the thread that owns the OpenMP team.
#pragma once

#include "core/base/job.h"
#include "core/operators/attention.h"
#include "core/operators/model_config.h"
#include "core/operators/model_weights.h"
#include "core/transforms/axis_transform.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace alidade {

/// Token ids, one window a row. All windows are equally long and know nothing of each other.
using TokenWindows = Eigen::Matrix<std::int32_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Rotations that cannot be fused into weights and act while the model runs; science.md 1.8.
struct OnlineRotations {
    AxisTransformPtr heads;      ///< R3, headSize: of every query and key head after the rotary embedding
    AxisTransformPtr feedForward; ///< R4, feedForward: of the input of down_proj
};

/// The parameters of one block in memory. Null where the model has none.
struct BlockWeights {
    MatrixPtr attentionNorm, query, key, value, queryNorm, keyNorm, output;
    MatrixPtr queryBias, keyBias, valueBias, outputBias;
    MatrixPtr feedForwardNorm, gate, up, down;
    MatrixPtr gateBias, upBias, downBias;
};

/// Called with the input of a projection, windows * length x in, before it is multiplied. q, k and v share one input and
/// gate and up another: they are reported once, as Query and as Gate.
using ActivationTap = std::function<void(Place projection, ConstMatrixRef inputs)>;

/// The matrices that a block works in. The system takes as long to hand out and clear this much memory as a third of the
/// products takes, so passes that go from block to block keep it.
/// Thread rule: one pass at a time.
struct BlockMemory {
    Matrix part, input, queries, keys, values, mixed, change, gate, up;
    AttentionMemory attention;
};

/// How a pass is run.
struct PassOptions {
    /// Rounds the input of every projection and the residual stream to bfloat16, as arithmetic in that format would: the
    /// noise that a difference has to be held against.
    bool bfloat16Activations = false;
    ActivationTap tap; ///< may be empty
    std::shared_ptr<BlockMemory> memory; ///< used by this pass and kept for the next; null for memory of its own
};

/// A model's function.
class Llama {
public:
    /// @param weights must have what `config` names (CheckpointWeights checks that)
    Llama(ModelConfig config, ModelWeightsPtr weights, OnlineRotations online = {})
        : m_config(std::move(config)), m_weights(std::move(weights)), m_online(std::move(online))
    {}

    [[nodiscard]] const ModelConfig& config() const { return m_config; }
    [[nodiscard]] const ModelWeights& weights() const { return *m_weights; }
    [[nodiscard]] const OnlineRotations& online() const { return m_online; }

    /// The residual stream at the beginning. @return windows * length x hidden, token by token of window by window
    /// @throws InvalidRequest for a token that is not in the vocabulary
    [[nodiscard]] Matrix embed(const TokenWindows& tokens, const JobContext& job) const;

    /// @throws as ModelWeights::load()
    [[nodiscard]] BlockWeights loadBlock(Index block, const JobContext& job) const;

    /// Takes the residual stream through a block, in place. @param stream windows * length x hidden
    /// @throws Cancelled
    void runBlock(const BlockWeights& block, Index length, Matrix& stream, const PassOptions& options,
                  const JobContext& job) const;

    /// The residual stream before the head: normalized and scaled by the last gain. In place. @throws Cancelled
    void finish(Matrix& stream, const PassOptions& options, const JobContext& job) const;

    /// The head, vocabulary x hidden; the embedding if they are tied.
    [[nodiscard]] MatrixPtr loadHead(const JobContext& job) const;

    /// All logits of a few windows: windows * length x vocabulary. For tests and small texts. @throws Cancelled
    [[nodiscard]] Matrix logits(const TokenWindows& tokens, const JobContext& job) const;

private:
    ModelConfig m_config;
    ModelWeightsPtr m_weights;
    OnlineRotations m_online;
};

} // namespace alidade
