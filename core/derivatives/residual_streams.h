// SPDX-License-Identifier: Apache-2.0
// The residual stream of a text before every block, for passes that come back to the blocks from the last to the first.
// Where all of them would not fit, every s-th is kept and the others are computed again, which costs one more forward
// pass (Chen et al. 2016, "Training deep nets with sublinear memory cost").
#pragma once

#include "core/base/job.h"
#include "core/operators/llama.h"

#include <vector>

namespace alidade {

/// Owned by one pass; used by its thread alone.
class ResidualStreams {
public:
    /// Runs the forward pass. @param bytes memory for streams before it begins to compute them again: about
    /// 2 sqrt(blocks) streams of tokens x hidden are needed in any case @throws as Llama::embed(), Cancelled
    ResidualStreams(const Llama& model, const TokenWindows& tokens, double bytes, const JobContext& job);

    /// The stream after the last block; it can be taken once.
    Matrix takeLast() { return std::move(m_last); }

    /// The stream before a block. Blocks are asked for from the last to the first; what stands after `block` is given
    /// up. Valid until the next call. @throws Cancelled
    const Matrix& before(Index block, const JobContext& job);

    /// Blocks from one kept stream to the next: 1 if nothing is computed again.
    [[nodiscard]] Index stride() const { return m_stride; }

private:
    const Llama& m_model;
    Index m_length;
    Index m_stride = 1;
    PassOptions m_options;         ///< with memory for all passes
    std::vector<Matrix> m_streams; ///< before each block; empty where not in memory
    Matrix m_last;
};

} // namespace alidade
