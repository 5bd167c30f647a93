// SPDX-License-Identifier: Apache-2.0
// Writing a changed model as a folder in Hugging Face layout, parameter by parameter.
#pragma once

#include "core/checkpoint/checkpoint_writer.h"
#include "core/operators/model_weights.h"

#include <map>
#include <string>

namespace alidade {

/// The type that weights are stored as.
enum class StoredAs { Float32, Bfloat16, Same };

/// "f32", "bf16", "same". @throws InvalidRequest for any other
StoredAs storedAsFromText(const std::string& text);

/// What writeModelFolder() takes.
struct ModelFolderContent {
    const CheckpointWeights& source; ///< where names, types and the files beside the weights come from
    const ModelConfig& config;       ///< of the new model
    const ModelWeights& weights;     ///< its weights
    StoredAs storedAs = StoredAs::Float32;
    std::map<std::string, std::string> otherFiles; ///< contents by name
};

/// What it did.
struct ModelFolderReport {
    std::size_t tensors = 0;
    std::uint64_t bytes = 0;         ///< of the weights
    std::uint64_t rounded = 0;       ///< values that the stored type did not hold exactly
    std::vector<std::string> copied; ///< files beside the weights
};

/// @throws InvalidRequest if `target` exists, is the model or inside it, or if the model is not kept in
/// Hugging Face layout: before any work is done
void requireNewModelFolder(const Checkpoint& source, const std::string& target);

/// Writes config.json (with the type and whether embeddings are tied), model.safetensors, copies of the
/// tokenizer's files, and `otherFiles`. Everything goes into a temporary folder beside `target`, which gets
/// its name when it is complete. @param writers must hold "safetensors"
/// @throws as requireNewModelFolder(); Error when the disk is full, NumericalError for values beyond the
/// type, Cancelled
ModelFolderReport writeModelFolder(const ModelFolderContent& content, const std::string& target,
                                   const CheckpointWriterRegistry& writers, const JobContext& job);

} // namespace alidade
