// SPDX-License-Identifier: Apache-2.0
// One block's forward pass with everything kept that its derivatives need.
#pragma once

#include "core/base/job.h"
#include "core/operators/llama.h"
#include "core/operators/rotary_embedding.h"

namespace alidade {

/// The intermediate values of some windows in one block; each has a token a row.
struct BlockRecord {
    Matrix attentionInput;   ///< normalized: the input of q, k and v
    Matrix queries, keys;    ///< as projected; empty where they are not normalized by head
    Matrix turnedQueries;    ///< as they enter the scores
    Matrix turnedKeys;
    Matrix values;
    Matrix mixed;            ///< input of o
    Matrix middle;           ///< residual stream between attention and feed-forward layer
    Matrix feedForwardInput; ///< normalized: the input of gate and up
    Matrix gate, up;         ///< as projected
    Matrix downInput;        ///< input of down, R4 included
    AttentionMemory attention;
};

/// Runs a block as Llama::runBlock() does, up to the input of down. `record` may be reused from pass to pass.
/// @param stream residual stream before the block, windows * length x hidden @throws Cancelled
void recordBlock(const Llama& model, const BlockWeights& block, const RotaryTable& table, const Matrix& stream,
                 BlockRecord& record, const JobContext& job);

/// Windows of `length` tokens that can be differentiated at once in about this much memory; at least 1.
Index windowsPerRecord(const ModelConfig& config, Index length, double bytes);

} // namespace alidade
