// SPDX-License-Identifier: Apache-2.0
#include "core/studies/evaluation.h"

#include "core/base/error.h"
#include "core/symmetries/online_rotations.h"

#include <algorithm>

namespace alidade {

Llama OpenModel::llama(std::map<ParameterId, MatrixPtr> replaced) const
{
    return {config, std::make_shared<ReplacedWeights>(weights, std::move(replaced)), online};
}

OpenModel openModel(const std::string& path, const Registries& registries)
{
    std::shared_ptr<const Checkpoint> checkpoint = openCheckpoint(path, registries.checkpointFormats);
    OpenModel model{path, readModelConfig(*checkpoint), nullptr, {}};
    // The weights hold the configuration against the file; only then are the sizes of rotations held against it.
    model.weights = std::make_shared<CheckpointWeights>(checkpoint, model.config);
    model.online = readOnlineRotations(*checkpoint, model.config);
    return model;
}

namespace {

/// Weights of versions that go through the model together.
constexpr double versionBytes = 256.0 * 1024 * 1024;
constexpr std::size_t mostVersions = 8;

std::size_t versionsAtOnce(const OpenModel& model)
{
    double bytes = 0.0;
    for (const ParameterId& id : chosenParameters(*model.weights, ""))
        bytes += 4.0 * static_cast<double>(model.weights->tensor(id)->elements);
    return static_cast<std::size_t>(std::clamp(versionBytes / bytes, 1.0, static_cast<double>(mostVersions)));
}

/// One run of evaluateModel().
class Evaluation {
public:
    Evaluation(const OpenModel& model, const ScoredWindows& windows, const Registries& registries)
        : m_model(model), m_windows(windows), m_registries(registries), m_original(model.llama())
    {}

    /// @param recipes of one round; none for the model alone
    void round(std::span<const QuantizationRecipe> recipes, std::size_t first, const EvaluationSink& sink,
               const JobContext& job)
    {
        std::vector<QuantizedModel> versions;
        for (const QuantizationRecipe& recipe : recipes) {
            const auto done = static_cast<double>(versions.size()) / static_cast<double>(recipes.size());
            versions.push_back(quantizeModel(*m_model.weights, recipe, m_registries, job.part(0.3 * done, 0.3)));
        }
        std::vector<Llama> functions;
        for (const QuantizedModel& version : versions) functions.push_back(m_model.llama(version.weights));
        std::vector<ScoredModel> models{{&m_original, false}};
        for (const Llama& function : functions) models.push_back({&function, false});
        if (!m_reference) models.push_back({&m_original, true});
        const std::vector<TokenScores> scores = scoreSideBySide(models, m_windows, job.part(0.3, 1.0));
        if (!m_reference) {
            m_reference = perplexityOf(scores.front());
            m_noise = divergenceOf(scores.front(), scores.back());
        }
        for (std::size_t i = 0; i < versions.size(); ++i) {
            const QuantizedTensor total = versions[i].total();
            sink(first + i, {m_windows.facts, *m_reference, perplexityOf(scores[i + 1]),
                             divergenceOf(scores.front(), scores[i + 1]), m_noise, total, std::move(versions[i].tensors)});
        }
        if (!recipes.empty()) return;
        EvaluationResult alone{m_windows.facts, *m_reference, *m_reference, {}, m_noise, {}, {}};
        alone.divergence.sameTop = 1.0;
        sink(0, std::move(alone));
    }

private:
    const OpenModel& m_model;
    const ScoredWindows& m_windows;
    const Registries& m_registries;
    Llama m_original;
    std::optional<Perplexity> m_reference;
    Divergence m_noise;
};

} // namespace

void evaluateModel(const OpenModel& model, const ScoredWindows& windows, std::span<const QuantizationRecipe> recipes,
                   const EvaluationSink& sink, const Registries& registries, const JobContext& job)
{
    Evaluation evaluation(model, windows, registries);
    if (recipes.empty()) return evaluation.round({}, 0, sink, job);
    const std::size_t atOnce = versionsAtOnce(model);
    const auto share = [&recipes](std::size_t done) {
        return static_cast<double>(done) / static_cast<double>(recipes.size());
    };
    for (std::size_t at = 0; at < recipes.size(); at += atOnce) {
        const std::size_t count = std::min(atOnce, recipes.size() - at);
        evaluation.round(recipes.subspan(at, count), at, sink, job.part(share(at), share(at + count)));
    }
}

std::vector<EvaluationResult> evaluateModel(const OpenModel& model, const ScoredWindows& windows,
                                            std::span<const QuantizationRecipe> recipes, const Registries& registries,
                                            const JobContext& job)
{
    std::vector<EvaluationResult> results;
    const EvaluationSink sink = [&results](std::size_t, EvaluationResult&& result) { results.push_back(std::move(result)); };
    evaluateModel(model, windows, recipes, sink, registries, job);
    return results;
}

} // namespace alidade
