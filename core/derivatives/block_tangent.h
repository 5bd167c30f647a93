// SPDX-License-Identifier: Apache-2.0
// One block of a model with the tangents of its residual stream.
#pragma once

#include "core/base/job.h"
#include "core/derivatives/block_record.h"

#include <span>
#include <vector>

namespace alidade {

/// What a direction changes in a block; null where it changes nothing.
/// @throws InvalidRequest for a change that has not the shape of the block's parameter
BlockWeights loadBlockChanges(const ModelWeights& direction, const BlockWeights& block, Index number,
                              const JobContext& job);

/// Whether there is any change.
bool changesAnything(const BlockWeights& changes);

/// The change of one parameter, or null. @throws InvalidRequest if its shape is not that of `parameter`
MatrixPtr loadChange(const ModelWeights& direction, const ParameterId& id, const Matrix* parameter,
                     const JobContext& job);

/// Takes some windows and their tangents through a block, in place.
/// @param stream, tangents before the block, windows * length x hidden; after it on return
/// @param changes of each direction, as many as there are tangents @throws Cancelled
void runBlockTangents(const Llama& model, const BlockWeights& block, std::span<const BlockWeights> changes,
                      const RotaryTable& table, Matrix& stream, std::span<Matrix> tangents, const JobContext& job);

} // namespace alidade
