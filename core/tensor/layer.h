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
    std::optional<int>
        expert; ///< index among the experts of its block, from 0, where each is a tensor of its own
    bool transposed = false; ///< of a kind that is stored in x out; see Layer::transposed
};

/// Reads role and block out of a tensor name: Hugging Face ("model.layers.3.mlp.down_proj.weight"), GGUF
/// ("blk.3.ffn_down.weight"), or the original Llama and Mistral files ("layers.3.feed_forward.w2.weight").
LayerName parseLayerName(std::string_view tensorName);

/// A tensor with its role, block and matrix shape. A value; the weights are loaded elsewhere, on demand.
struct Layer {
    TensorInfo tensor;
    std::string role;
    std::optional<int> block;
    std::optional<int> expert; ///< see LayerName
    std::uint64_t rows =
        0; ///< output channels (1 for a vector); input channels if transposed; of a stack all rows
    std::uint64_t cols = 0; ///< input channels; output channels if transposed
    /// How many matrices of the last two dimensions there are: the product of the others. 1 for a matrix, a
    /// vector and a scalar; more for a stack, as the experts of a block in one tensor or a convolution are.
    std::uint64_t matrices = 1;
    /// The matrix is stored in x out, as the Conv1D weights of GPT-2 are: its rows are input channels. Known
    /// by name (attn.c_attn, attn.c_proj, mlp.c_fc, mlp.c_proj) unless the shape says otherwise, because some
    /// families use these names for out x in matrices; of a square attn.c_proj nothing but the name can tell.
    bool transposed = false;

    [[nodiscard]] bool isStack() const { return matrices > 1; }
    /// Rows of one matrix of the stack; all rows if it is none.
    [[nodiscard]] std::uint64_t matrixRows() const { return isStack() ? rows / matrices : rows; }

    /// "L03 down_proj" for a tensor inside a block, "L03 down_proj #5" for its sixth expert, the tensor's
    /// name otherwise.
    [[nodiscard]] std::string shortName() const;
};

/// The layer of a tensor. A vector counts as one row, a scalar as 1 x 1, a stack of matrices as all rows.
Layer makeLayer(const TensorInfo& tensor);

/// "256 x 688"; "8 x 4096 x 4096 (stack of 8)" for a stack of matrices.
std::string shapeText(const Layer& layer);

} // namespace alidade
