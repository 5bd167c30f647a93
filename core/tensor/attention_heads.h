// SPDX-License-Identifier: Apache-2.0
// The size of an attention head along the axes of a layer, from what the model file says about itself.
#pragma once

#include "core/tensor/layer.h"

#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace alidade {

/// Channels of one attention head along each axis of a stored matrix; 0 where the axis has no heads or none
/// are known.
struct HeadSizes {
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;

    friend bool operator==(const HeadSizes&, const HeadSizes&) = default;
};

/// Heads lie along the output axis of the q, k, v and fused qkv projections and along the input axis of the o
/// projection. Their size is `head_dim`, or `hidden_size` / `num_attention_heads`, of a Hugging Face
/// configuration, or `ARCHITECTURE.attention.key_length` (`value_length` for v and o), or `embedding_length`
/// / `attention.head_count`, of a GGUF file. A size that does not divide the axis is taken for unknown.
/// @param metadata key and value as text, as Checkpoint::metadata() has them
HeadSizes headSizes(const Layer& layer, std::span<const std::pair<std::string, std::string>> metadata);

} // namespace alidade
