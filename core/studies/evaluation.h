// SPDX-License-Identifier: Apache-2.0
// Perplexity of a model on a text, and how far quantized versions of it are from it. science.md 8.
#pragma once

#include "core/base/job.h"
#include "core/operators/score_summary.h"
#include "core/operators/text_windows.h"
#include "core/registry/registries.h"
#include "core/studies/quantized_model.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// The text that a model is asked about.
struct TextSource {
    std::string text;      ///< a UTF-8 file; or
    std::string tokens;    ///< a file of token ids (.npy, HDF5)
    std::string tokenizer; ///< empty: beside the model or in it
    std::string protocol = "windows";
    Index context = 0;     ///< 0: what the protocol or the model is used to
    Index windows = 0;     ///< at most so many; 0: all
    friend bool operator==(const TextSource&, const TextSource&) = default;
};

/// An open model with what it needs to be run.
struct OpenModel {
    std::string path;
    ModelConfig config;
    std::shared_ptr<const CheckpointWeights> weights;
    OnlineRotations online;

    [[nodiscard]] Llama llama() const { return {config, weights, online}; }
    /// The same function with some matrices replaced.
    [[nodiscard]] Llama llama(std::map<ParameterId, MatrixPtr> replaced) const;
};

/// @throws FormatError, InvalidRequest for architectures that cannot be run and missing tensors
OpenModel openModel(const std::string& path, const Registries& registries);

/// Reads and tokenizes the text and cuts it into windows. @throws FormatError, InvalidRequest for an empty text, a
/// tokenizer of another model
ScoredWindows readWindows(const TextSource& source, const OpenModel& model, const Registries& registries);

/// What one version of a model came to.
struct EvaluationResult {
    ProtocolFacts protocol;
    Perplexity reference;     ///< of the model as it is
    Perplexity evaluated;
    Divergence divergence;    ///< of `evaluated` from the model as it is
    Divergence noise;         ///< of the model as it is with activations in bfloat16: differences below are noise
    QuantizedTensor total;    ///< rates and errors of all quantized matrices together
    std::vector<QuantizedTensor> tensors;
};

/// Gets each result as soon as it is there. @param index of the recipe
using EvaluationSink = std::function<void(std::size_t index, EvaluationResult&& result)>;

/// Evaluates several recipes on the same windows, beside the model itself and its bfloat16 noise. Of small models several
/// versions go through the blocks together; of large ones one at a time, whose weights are all that is kept in memory.
/// @param recipes may be empty for the model alone, which then gives one result that compares it with itself
/// @throws as quantizeModel() and scoreSideBySide()
void evaluateModel(const OpenModel& model, const ScoredWindows& windows, std::span<const QuantizationRecipe> recipes,
                   const EvaluationSink& sink, const Registries& registries, const JobContext& job);

/// The same with all results at the end.
std::vector<EvaluationResult> evaluateModel(const OpenModel& model, const ScoredWindows& windows,
                                            std::span<const QuantizationRecipe> recipes, const Registries& registries,
                                            const JobContext& job);

} // namespace alidade
