// SPDX-License-Identifier: Apache-2.0
// Theses about the function of a model whose weights are changed: by rotations, by scales, by rounding.
#include "core/base/error.h"
#include "core/numerics/moments.h"
#include "core/operators/logit_difference.h"
#include "core/studies/thesis_checks.h"
#include "core/symmetries/gauge_balancing.h"
#include "core/symmetries/online_rotations.h"
#include "core/symmetries/rotation_fusing.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

namespace alidade {

namespace {

constexpr double sameLogits = 1e-4;
constexpr Index windows = 2;
constexpr Index length = 32;

/// A model that can be run, or why not.
struct Opened {
    std::optional<OpenModel> model;
    std::string obstacle;
};

Opened openedModel(const ClaimInput& input)
{
    Opened opened;
    try {
        opened.model = openModel(input.request.model, input.registries());
    } catch (const InvalidRequest& error) {
        opened.obstacle = error.what();
    } catch (const FormatError& error) {
        if (error.reason() != FormatReason::Missing) throw;
        opened.obstacle = error.what();
    }
    return opened;
}

ThesisResult cannotRun(const std::string& obstacle)
{
    return resultOfClaim(resultOf(Verdict::CannotTell, Say::CannotRun, {obstacle}));
}

/// How far the logits of a changed model are from those of this one, on drawn tokens.
double changeOfLogits(const Llama& changed, const OpenModel& model, const ClaimInput& input)
{
    const Index fits = std::min<Index>(length, model.config.maxPositions > 0 ? model.config.maxPositions : length);
    return logitDifference(changed, model.llama(), randomTokens(model.config, windows, fits, input.request.seed),
                           input.job.quiet())
        .relative;
}

struct NamedPlan {
    const char* name = "";
    RotationPlan plan;
};

std::vector<NamedPlan> plansOf(std::uint64_t seed)
{
    const RotationChoice hadamard{RotationKind::Hadamard, seed};
    const RotationChoice haar{RotationKind::Haar, seed};
    return {{"R1", {.residual = hadamard}},
            {"R1, Haar", {.residual = haar}},
            {"R2", {.heads = hadamard}},
            {"R4", {.onlineFeedForward = hadamard}},
            {"R1, R2, R4", {.residual = hadamard, .heads = hadamard, .onlineFeedForward = hadamard}}};
}

double changeBy(const RotationPlan& plan, const OpenModel& model, const ClaimInput& input)
{
    const auto rotated =
        std::make_shared<const RotatedWeights>(model.config, model.weights, plan, input.job.quiet());
    return changeOfLogits(RotatedWeights::model(rotated), model, input);
}

/// Kurtosis of the matrices of the blocks, by place.
std::vector<double> kurtosisOf(const std::vector<ParameterId>& ids, const ModelWeights& weights, const JobContext& job)
{
    std::vector<double> values;
    for (const ParameterId& id : ids) {
        job.checkpoint(values.size(), ids.size());
        values.push_back(momentsOf(*weights.load(id, job.quiet()), job.quiet()).kurtosis());
    }
    return values;
}

/// The chosen matrices of a model.
std::vector<ParameterId> chosenIds(const OpenModel& model, const ClaimInput& input)
{
    const std::vector<std::string> names = chosenMatrices(input);
    std::vector<ParameterId> chosen;
    for (const ParameterId& id : chosenParameters(*model.weights, ""))
        if (std::find(names.begin(), names.end(), model.weights->tensor(id)->name) != names.end()) chosen.push_back(id);
    return chosen;
}

QuantizationRecipe fourBits(const ComponentRequest& coordinates, const char* clip)
{
    QuantizationRecipe recipe;
    recipe.coordinates = coordinates;
    recipe.quantizer = ComponentRequest{
        "uniform", {{"bits", std::int64_t{4}}, {"group", std::int64_t{0}}, {"clip", std::string(clip)}}};
    return recipe;
}

} // namespace

ThesisResult testFunctionUnchanged(const ClaimInput& input)
{
    const Opened opened = openedModel(input);
    if (!opened.model) return cannotRun(opened.obstacle);
    const std::vector<NamedPlan> plans = plansOf(input.request.seed);
    std::vector<ThesisLayer> layers;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        input.job.checkpoint(i, plans.size() + 1);
        const double change = changeBy(plans[i].plan, *opened.model, input);
        layers.push_back({plans[i].name, change < sameLogits ? Verdict::Holds : Verdict::DoesNotHold,
                          {{"logit_difference", change, ""}}});
    }
    RotationPlan broken = plans.front().plan;
    broken.omission = Omission::ResidualDown;
    const double control = changeBy(broken, *opened.model, input);
    std::vector<std::string> values{digits(largestOf(layers, "logit_difference")), digits(control)};
    ThesisResult result = resultOfLayers(std::move(layers), Found::FunctionUnchanged, std::move(values));
    result.numbers.push_back({"logit_difference.control", control, ""});
    // Every one of them must hold; and a measure that does not see a broken model says nothing.
    if (result.count(Verdict::DoesNotHold) > 0) result.verdict = Verdict::DoesNotHold;
    else if (!(control > sameLogits)) result.verdict = Verdict::CannotTell;
    return result;
}

ThesisResult testManyParameters(const ClaimInput& input)
{
    constexpr double clearFactor = 2.0;
    const Opened opened = openedModel(input);
    if (!opened.model) return cannotRun(opened.obstacle);
    const OpenModel& model = *opened.model;
    const std::vector<ParameterId> ids = chosenIds(model, input);
    const double before = medianOf(kurtosisOf(ids, *model.weights, input.job.part(0.0, 0.2)));
    const Gauge gauges[]{makeOutlierTwin(model.config, input.request.seed),
                         findBalancingGauge(model.config, *model.weights, {}, input.job.part(0.2, 0.4)).gauge};
    double change = 0.0;
    double after = before;
    const auto factor = [before](double kurtosis) { return std::max(kurtosis / before, before / kurtosis); };
    for (const Gauge& gauge : gauges) {
        const auto gauged =
            std::make_shared<const GaugedWeights>(model.config, model.weights, gauge, input.job.quiet());
        change = std::max(change, changeOfLogits({model.config, gauged, model.online}, model, input));
        const double kurtosis = medianOf(kurtosisOf(ids, *gauged, input.job.quiet()));
        if (factor(kurtosis) > factor(after)) after = kurtosis;
    }
    const bool holds = change < sameLogits && factor(after) > clearFactor;
    return resultOfModel(holds ? Verdict::Holds : Verdict::DoesNotHold, Found::ManyParameters,
                         {digits(change), digits(ids.size()), digits(before), digits(after)},
                         {{"logit_difference", change, ""},
                          {"kurtosis.original", before, ""},
                          {"kurtosis.rescaled", after, ""}});
}

ThesisResult testGaugeRemoves(const ClaimInput& input)
{
    const Opened opened = openedModel(input);
    if (!opened.model) return cannotRun(opened.obstacle);
    const OpenModel& model = *opened.model;
    const std::vector<ParameterId> ids = chosenIds(model, input);
    const std::vector<double> before = kurtosisOf(ids, *model.weights, input.job.part(0.0, 0.2));
    const double highest = before.empty() ? 0.0 : *std::max_element(before.begin(), before.end());
    if (!(highest > outlierKurtosis))
        return resultOfModel(Verdict::CannotTell, Found::NothingToRemove, {digits(highest)},
                             {{"highest_kurtosis", highest, ""}});
    const Balance balance = findBalancingGauge(model.config, *model.weights, {}, input.job.part(0.2, 0.6));
    const auto balanced =
        std::make_shared<const GaugedWeights>(model.config, model.weights, balance.gauge, input.job.quiet());
    const std::vector<double> after = kurtosisOf(ids, *balanced, input.job.part(0.6, 0.9));
    const double change = changeOfLogits({model.config, balanced, model.online}, model, input);
    std::vector<ThesisLayer> layers;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!(before[i] > outlierKurtosis)) continue;
        layers.push_back({model.weights->tensor(ids[i])->name,
                          after[i] <= outlierKurtosis ? Verdict::Holds : Verdict::DoesNotHold,
                          {{"kurtosis.balanced", after[i], ""}, {"kurtosis.original", before[i], ""}}});
    }
    const std::vector<std::string> values{digits(change), digits(medianOf(layers, "kurtosis.original")),
                                          digits(medianOf(layers, "kurtosis.balanced"))};
    ThesisResult result = resultOfLayers(std::move(layers), Found::GaugeRemoves, values);
    result.numbers.push_back({"logit_difference", change, ""});
    if (!(change < sameLogits)) result.verdict = Verdict::DoesNotHold; // not the same function
    return result;
}

ThesisResult testTwin(const ClaimInput& input) { return resultOfClaim(checkTwin(input)); }

ThesisResult testFourBits(const ClaimInput& input)
{
    if (!hasText(input.request.text)) return resultOfClaim(resultOf(Verdict::CannotTell, Say::NoText, {}));
    const Reading reading = readingOf(input.request.model, input);
    if (!reading.obstacle.empty()) return cannotRun(reading.obstacle);
    const ComponentRequest original{"original", {}};
    const std::vector<QuantizationRecipe> recipes{
        fourBits(original, "absmax"), fourBits(input.request.coordinates, "absmax"), fourBits(original, "mse"),
        fourBits(input.request.coordinates, "mse")};
    const auto results = evaluateModel(*reading.model, reading.windows, recipes, input.registries(), input.job);
    const auto cost = [&results](std::size_t i) { return results.at(i).divergence.mean; };
    // The rotation has to do half of the work alone, and more than a better quantizer does.
    const bool holds = cost(1) <= 0.5 * cost(0) && cost(1) <= cost(2);
    return resultOfModel(holds ? Verdict::Holds : Verdict::DoesNotHold, Found::FourBits,
                         {digits(cost(0)), digits(cost(1)), digits(cost(2)), digits(cost(3))},
                         {{"kl.original", cost(0), "nats"},
                          {"kl.rotated", cost(1), "nats"},
                          {"kl.original.clipped", cost(2), "nats"},
                          {"kl.rotated.clipped", cost(3), "nats"},
                          {"perplexity", results.at(0).reference.value, ""},
                          {"perplexity.original", results.at(0).evaluated.value, ""},
                          {"perplexity.rotated", results.at(1).evaluated.value, ""}});
}

ThesisResult testToyBasis(const ClaimInput& input) { return resultOfClaim(checkToy(input)); }

} // namespace alidade
