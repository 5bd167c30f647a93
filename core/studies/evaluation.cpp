// SPDX-License-Identifier: Apache-2.0
#include "core/studies/evaluation.h"

#include "core/base/error.h"
#include "core/operators/online_rotations.h"

namespace alidade {

Llama OpenModel::llama(std::map<ParameterId, MatrixPtr> replaced) const
{
    return {config, std::make_shared<ReplacedWeights>(weights, std::move(replaced)), online};
}

OpenModel openModel(const std::string& path, const Registries& registries)
{
    std::shared_ptr<const Checkpoint> checkpoint = openCheckpoint(path, registries.checkpointFormats);
    OpenModel model{path, readModelConfig(*checkpoint), nullptr, {}};
    model.online = readOnlineRotations(*checkpoint, model.config);
    model.weights = std::make_shared<CheckpointWeights>(std::move(checkpoint), model.config);
    return model;
}

std::vector<EvaluationResult> evaluateModel(const OpenModel& model, const ScoredWindows& windows,
                                            std::span<const QuantizationRecipe> recipes, const Registries& registries,
                                            const JobContext& job)
{
    const auto share = [&](std::size_t done) {
        return static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(1, recipes.size()));
    };
    const Llama original = model.llama();
    std::vector<EvaluationResult> results;
    std::optional<Perplexity> reference;
    Divergence noise;
    std::size_t at = 0;
    do {
        // One version at a time beside the model itself: its weights are all that is kept in memory.
        const JobContext part = job.part(share(at), share(at + 1));
        QuantizedModel quantized;
        std::vector<ScoredModel> models{{&original, false}};
        std::optional<Llama> changed;
        if (at < recipes.size()) {
            quantized = quantizeModel(*model.weights, recipes[at], registries, part.part(0.0, 0.3));
            changed.emplace(model.llama(quantized.weights));
            models.push_back({&*changed, false});
        }
        if (!reference) models.push_back({&original, true});
        const std::vector<TokenScores> scores = scoreSideBySide(models, windows, part.part(0.3, 1.0));
        if (!reference) {
            reference = perplexityOf(scores.front());
            noise = divergenceOf(scores.front(), scores.back());
        }
        EvaluationResult result{windows.facts, *reference, *reference, {}, noise, {}, std::move(quantized.tensors)};
        if (changed) {
            result.evaluated = perplexityOf(scores[1]);
            result.divergence = divergenceOf(scores[0], scores[1]);
            result.total = QuantizedModel{{}, result.tensors}.total();
        } else {
            result.divergence.sameTop = 1.0;
        }
        results.push_back(std::move(result));
    } while (++at < recipes.size());
    return results;
}

} // namespace alidade
