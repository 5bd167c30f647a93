// SPDX-License-Identifier: Apache-2.0
// The shape of a Llama-like model and the constants of its function, from config.json or a GGUF header.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/tensor/matrix.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace alidade {

/// Which two entries of a head a rotary angle turns.
enum class RopeLayout {
    HalfSplit,  ///< t and t + headSize / 2: Hugging Face
    Interleaved ///< 2 t and 2 t + 1: the original Llama and GGUF files of the Llama family
};

/// Everything about a model that is not a weight.
struct ModelConfig {
    std::string family;      ///< "llama", "mistral", "qwen2", "qwen3"
    Index vocabulary = 0;
    Index hidden = 0;        ///< width of the residual stream
    Index feedForward = 0;   ///< neurons of a block's gated layer
    Index blocks = 0;
    Index heads = 0;         ///< query heads
    Index keyValueHeads = 0; ///< divides heads
    Index headSize = 0;      ///< even
    double normEpsilon = 0.0;
    RopeLayout ropeLayout = RopeLayout::HalfSplit;
    std::vector<double> ropeFrequencies; ///< radians per position of each of the headSize / 2 planes, scaling included
    bool tiedEmbeddings = false;         ///< the head is the embedding
    Index slidingWindow = 0;             ///< a position sees so many, itself included; 0: all before it
    Index maxPositions = 0;              ///< 0 if the file does not say
    std::optional<std::int32_t> beginOfSequence;
    std::optional<std::int32_t> endOfSequence;

    [[nodiscard]] Index queryWidth() const { return heads * headSize; }
    [[nodiscard]] Index keyWidth() const { return keyValueHeads * headSize; }
    /// Query heads that share a key-value head.
    [[nodiscard]] Index groupSize() const { return heads / keyValueHeads; }
};

/// Reads the configuration of an open model: config.json in or beside it, or the header of a GGUF file.
/// @throws FormatError for a missing or damaged config.json, InvalidRequest for an architecture that is not known (the
/// message lists those that are), sizes that do not fit together, or a kind of rotary scaling that is not known
ModelConfig readModelConfig(const Checkpoint& checkpoint);

} // namespace alidade
