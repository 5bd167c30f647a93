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
    std::string role;         ///< "q_proj", "down_proj", "embed", "lm_head", "norm"; the last name part if unknown
    std::optional<int> block; ///< index of the transformer block, from 0
};

/// Reads role and block out of a tensor name in Hugging Face style ("model.layers.3.mlp.down_proj.weight").
LayerName parseLayerName(std::string_view tensorName);

/// A tensor with its role, block and matrix shape. A value; the weights are loaded elsewhere, on demand.
struct Layer {
    TensorInfo tensor;
    std::string role;
    std::optional<int> block;
    std::uint64_t rows = 0; ///< output channels (1 for a vector)
    std::uint64_t cols = 0; ///< input channels

    /// "L03 down_proj" for a tensor inside a block, the tensor's name otherwise.
    [[nodiscard]] std::string shortName() const;
};

/// The layer of a tensor. A vector counts as one row, a scalar as 1 x 1, a stack of matrices as all their rows.
Layer makeLayer(const TensorInfo& tensor);

} // namespace alidade
