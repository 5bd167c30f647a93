// SPDX-License-Identifier: Apache-2.0
// Causal attention of one block: rotary embedding, scores, softmax, mix; heads may share keys and values.
#pragma once

#include "core/base/job.h"
#include "core/operators/model_config.h"
#include "core/operators/rotary_embedding.h"
#include "core/transforms/axis_transform.h"

namespace alidade {

/// The queries, keys or values of one window and one key-value head, one token (and head of the group) a row:
/// (length * group) x headSize with group 1 for keys and values.
using HeadRows = Matrix;

/// Copies a window's part of a projection's output. @param rows windows * length x heads * headSize
/// @param first row of the window's first token @param head index of the key-value head @param group heads of a group
HeadRows gatherHead(const Matrix& rows, Index first, Index length, Index head, Index group, Index headSize);

/// The same into memory that is kept; `gathered` is given its size.
void gatherHead(const Matrix& rows, Index first, Index length, Index head, Index group, Index headSize,
                HeadRows& gathered);

/// The reverse: writes rows of a key-value head's group back to where gatherHead() would find them.
void scatterHead(const HeadRows& values, Matrix& rows, Index first, Index length, Index head, Index group);

/// Turns every token's heads to its position, then by R3 if there is one, in place.
/// @param rows windows * length x heads * headSize
void turnHeads(Matrix& rows, Index length, const RotaryTable& table, const ModelConfig& config,
               const AxisTransformPtr& online, const JobContext& job);

/// Tokens whose scores are worked on at a time: few enough that the scores stay in the cache and that little is multiplied
/// which the mask throws away, enough for products to be worth starting the team.
Index attentionTile(const ModelConfig& config);

/// Attention weights of the rows of the tokens [begin, end) of a window: (end - begin) * group x end, each row a
/// distribution over the positions it sees. @param queries, keys turned
void attentionWeights(const HeadRows& queries, const HeadRows& keys, Index begin, Index end, Index group,
                      Index slidingWindow, Matrix& weights, const JobContext& job);

/// What attend() works in; kept from call to call it needs no new memory.
struct AttentionMemory {
    HeadRows queries, keys, values, part;
    Matrix weights;
};

/// Mixes values over all windows. @param queries, keys turned; projections' outputs @return windows * length x
/// heads * headSize @throws Cancelled
Matrix attend(const Matrix& queries, const Matrix& keys, const Matrix& values, Index length, const ModelConfig& config,
              const JobContext& job);

/// The same into memory that is kept; `mixed` is given its size.
void attend(const Matrix& queries, const Matrix& keys, const Matrix& values, Index length, const ModelConfig& config,
            AttentionMemory& memory, Matrix& mixed, const JobContext& job);

} // namespace alidade
