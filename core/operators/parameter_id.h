// SPDX-License-Identifier: Apache-2.0
// The places at which the parameters of a Llama-like model stand, and what they are called in files.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// Where a parameter acts. Norms are vectors (1 x n); everything else is out x in.
enum class Place {
    Embedding,       ///< vocabulary x hidden
    AttentionNorm,   ///< gain before q, k, v
    Query,
    Key,
    Value,
    QueryNorm,       ///< gain of each query head (Qwen3)
    KeyNorm,
    Output,
    FeedForwardNorm, ///< gain before gate and up
    Gate,
    Up,
    Down,
    FinalNorm,
    Head             ///< vocabulary x hidden
};

/// One parameter of a model.
struct ParameterId {
    Place place = Place::Embedding;
    int block = -1;    ///< -1 outside the blocks
    bool bias = false; ///< the offset (1 x out) that belongs to the matrix
    friend auto operator<=>(const ParameterId&, const ParameterId&) = default;
};

/// Whether there is one for each block.
bool isInBlock(Place place);
/// Whether the place holds a matrix that takes part in a product.
bool isProjection(Place place);
/// The seven matrices of a block, in the order they act.
const std::vector<Place>& blockProjections();

/// "model.layers.3.self_attn.q_proj.weight", as Hugging Face files have it.
std::string huggingFaceName(const ParameterId& id);
/// "blk.3.attn_q.weight", as GGUF files have it.
std::string ggufName(const ParameterId& id);
/// The parameter of this name in either convention, "model." in front or not; nothing for any other tensor.
std::optional<ParameterId> parameterOfName(std::string_view tensorName);

} // namespace alidade
