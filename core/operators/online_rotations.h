// SPDX-License-Identifier: Apache-2.0
// Online rotations beside a model's files: no format of weights can hold them, so a small JSON file tells how
// to make them again.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/operators/rotation_plan.h"

#include <string>

namespace alidade {

/// "alidade_rotations.json", in the folder of the model.
extern const char* const rotationsFileName;

/// What the file holds: R3 and R4 as kind, seed and size, every piece of the plan, and whether something was
/// left out.
/// @param model its configuration before it was rotated @throws InvalidRequest for given online rotations,
/// which no seed tells
std::string rotationsJson(const RotationPlan& plan, const ModelConfig& model);

/// The rotations that the model of an open checkpoint has to run with; none if there is no such file.
/// @param config of the checkpoint, its sizes held against the weights (CheckpointWeights does that):
/// rotations are made in them
/// @throws FormatError for a damaged file, InvalidRequest if it does not fit
/// the model, Cancelled
OnlineRotations readOnlineRotations(const Checkpoint& checkpoint, const ModelConfig& config,
                                    const JobContext& job = {});

/// The folder in which the files beside a checkpoint's weights are: itself, or that of its file.
std::string folderOf(const Checkpoint& checkpoint);

/// The function of an open checkpoint: configuration, weights and online rotations. @throws as the three
Llama openLlama(const std::shared_ptr<const Checkpoint>& checkpoint, const JobContext& job = {});

} // namespace alidade
