// SPDX-License-Identifier: Apache-2.0
// A layer: a tensor seen as a part of the model, with its role and its place in the depth.
#pragma once

#include "core/tensor/tensor_info.h"

#include <optional>
#include <string>
#include <string_view>

namespace alidade {

/// What a tensor's name says about it.
struct LayerName {
    /// "q_proj", "qkv_proj", "down_proj", "embed", "lm_head", "attn_norm", "norm" (the final one) and so on;
    /// with ".bias" for a bias. The last part of the name if it is unknown.
    std::string role;
    std::optional<int> block; ///< index of the transformer block, from 0
    bool transposed = false;  ///< of a kind that is stored in x out; see Layer::transposed
};

/// Reads role and block out of a tensor name: Hugging Face ("model.layers.3.mlp.down_proj.weight"), GGUF
/// ("blk.3.ffn_down.weight"), or the original Llama and Mistral files ("layers.3.feed_forward.w2.weight").
LayerName parseLayerName(std::string_view tensorName);

/// A tensor with its role, block and matrix shape. A value; the weights are loaded elsewhere, on demand.
struct Layer {
    TensorInfo tensor;
    std::string role;
    std::optional<int> block;
    std::uint64_t rows = 0; ///< output channels (1 for a vector); input channels if transposed
    std::uint64_t cols = 0; ///< input channels; output channels if transposed
    /// The matrix is stored in x out, as the Conv1D weights of GPT-2 are: its rows are input channels. Known
    /// by name (attn.c_attn, attn.c_proj, mlp.c_fc, mlp.c_proj) unless the shape says otherwise, because some
    /// families use these names for out x in matrices; of a square attn.c_proj nothing but the name can tell.
    bool transposed = false;

    /// "L03 down_proj" for a tensor inside a block, the tensor's name otherwise.
    [[nodiscard]] std::string shortName() const;
};

/// The layer of a tensor. A vector counts as one row, a scalar as 1 x 1, a stack of matrices as all rows.
Layer makeLayer(const TensorInfo& tensor);

} // namespace alidade
