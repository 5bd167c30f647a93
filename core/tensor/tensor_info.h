// SPDX-License-Identifier: Apache-2.0
// What is known of a tensor before its weights are touched.
#pragma once

#include "core/tensor/dtype.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace alidade {

/// One tensor of a checkpoint, as its header describes it.
struct TensorInfo {
    std::string name;                 ///< valid UTF-8
    std::vector<std::uint64_t> shape; ///< row-major, slowest dimension first; empty for a scalar
    DType dtype = DType::F32;
    std::uint64_t elements = 0;       ///< product of the shape
    std::uint64_t bytes = 0;          ///< stored size
    std::size_t index = 0;            ///< position in Checkpoint::tensors()
    std::string
        file; ///< of a model in several files the one that holds it, by its name in the folder; else empty

    [[nodiscard]] bool isMatrix() const { return shape.size() == 2; }
};

/// "256 x 688", "scalar" for an empty shape.
std::string shapeText(const std::vector<std::uint64_t>& shape);

} // namespace alidade
