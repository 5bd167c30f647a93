// SPDX-License-Identifier: Apache-2.0
// Claims about the model as a function of text. They cannot be told without a text, or for a model that cannot be run.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/operators/logit_difference.h"
#include "core/studies/claim_checks.h"
#include "core/studies/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace alidade {

namespace {

constexpr Index windowsRead = 4; ///< of the text, where the request does not say
constexpr double smallModel = 3e7; ///< weights up to which all matrices are looked at together
constexpr double topShare = 0.01;

double weightsIn(const OpenModel& model)
{
    double count = 0.0;
    for (const ParameterId& id : chosenParameters(*model.weights, ""))
        count += static_cast<double>(model.weights->tensor(id)->elements);
    return count;
}

const DamagePoint& pointOf(const std::vector<DamagePoint>& points, const std::string& criterion)
{
    return *std::find_if(points.begin(), points.end(),
                         [&criterion](const DamagePoint& one) { return one.criterion == criterion; });
}

std::vector<QuantizationRecipe> roundingTo3And4Bits()
{
    std::vector<QuantizationRecipe> recipes(2);
    recipes[0].quantizer = ComponentRequest{"uniform", {{"bits", std::int64_t{3}}}};
    recipes[1].quantizer = ComponentRequest{"uniform", {{"bits", std::int64_t{4}}}};
    return recipes;
}

double medianKurtosis(const std::string& file, const ClaimInput& input)
{
    std::vector<double> values;
    for (const std::string& name : matricesOf(file, "down_proj", input.request.mostMatrices, input.session))
        values.push_back(metricsOf(file, name, {"original", {}}, {"kurtosis"}, input).at("kurtosis"));
    return medianOf(std::move(values));
}

/// What both files say and do.
struct TwinNumbers {
    double logits = 0.0;
    double kurtosis[2]{};
    double perplexity[2]{};
    double rounded3[2]{};
    double rounded4[2]{};

    [[nodiscard]] std::vector<Measured> measured() const
    {
        return {{"logit_difference", logits, ""},       {"kurtosis.model", kurtosis[0], ""},
                {"kurtosis.twin", kurtosis[1], ""},     {"perplexity.model", perplexity[0], ""},
                {"perplexity.twin", perplexity[1], ""}, {"perplexity.model.3", rounded3[0], ""},
                {"perplexity.twin.3", rounded3[1], ""}, {"perplexity.model.4", rounded4[0], ""},
                {"perplexity.twin.4", rounded4[1], ""}};
    }
};

} // namespace

bool hasText(const TextSource& text) { return !text.text.empty() || !text.tokens.empty(); }

Reading readingOf(const std::string& path, const ClaimInput& input)
{
    Reading reading;
    TextSource source = input.request.text;
    if (source.windows == 0) source.windows = windowsRead;
    try {
        reading.model = openModel(path, input.registries());
        reading.windows = readWindows(source, *reading.model, input.registries());
    } catch (const InvalidRequest& error) {
        reading.obstacle = error.what();
    } catch (const FormatError& error) {
        if (error.reason() != FormatReason::Missing) throw;
        reading.obstacle = error.what();
    }
    return reading;
}

ClaimResult checkMagnitude(const ClaimInput& input)
{
    constexpr double unrelated = 0.2; // science.md 6, E5
    constexpr double related = 0.5;
    if (!hasText(input.request.text)) return resultOf(Verdict::CannotTell, Say::NoText, {});
    const Reading reading = readingOf(input.request.model, input);
    if (!reading.obstacle.empty()) return resultOf(Verdict::CannotTell, Say::CannotRun, {reading.obstacle});
    TurnedModelRequest turn;
    if (weightsIn(*reading.model) > smallModel) turn.pattern = input.request.tensor;
    SensitivityOptions options;
    options.seed = input.request.seed;
    const auto matrices = turnModel(*reading.model, turn, input.registries(), input.job.part(0.0, 0.05));
    const auto fisher = fisherOf(*reading.model, matrices, reading.windows, options, input.job.part(0.05, 0.4));
    std::vector<double> all;
    std::vector<double> within;
    for (std::size_t i = 0; i < matrices.size(); ++i) {
        input.job.part(0.4, 0.6).checkpoint(i, matrices.size());
        const Matrix squares = matrices[i].coefficients.cwiseAbs2();
        constexpr int noBootstrap = 2;
        const MatrixRankCorrelation rank =
            rankCorrelation(squares, fisher.at(matrices[i].id), noBootstrap, input.request.seed);
        all.push_back(rank.all);
        within.push_back(rank.withinColumns);
    }
    DamageRequest request;
    request.shares = {topShare};
    request.seed = input.request.seed;
    const auto points =
        damage(*reading.model, reading.windows, matrices, fisher, request, input.job.part(0.6, 1.0));
    const double rho = medianOf(within);
    const double byMagnitude = pointOf(points, "magnitude").divergence.mean;
    const double bySensitivity = pointOf(points, "sensitivity").divergence.mean;
    const double atRandom = pointOf(points, "random").divergence.mean;
    std::vector<Measured> numbers{{"rho.within_columns", rho, ""},
                                  {"rho", medianOf(all), ""},
                                  {"matrices", static_cast<double>(matrices.size()), ""},
                                  {"kl.magnitude", byMagnitude, "nat/token"},
                                  {"kl.sensitivity", bySensitivity, "nat/token"},
                                  {"kl.saliency", pointOf(points, "saliency").divergence.mean, "nat/token"},
                                  {"kl.random", atRandom, "nat/token"}};
    std::vector<std::string> values{digits(rho),         digits(medianOf(all)),  digits(matrices.size()),
                                    digits(byMagnitude), digits(bySensitivity), digits(atRandom)};
    if (std::abs(rho) < unrelated)
        return resultOf(Verdict::Holds, Say::MagnitudeIsNotSensitivity, std::move(values), std::move(numbers));
    if (std::abs(rho) > related)
        return resultOf(Verdict::DoesNotHold, Say::MagnitudeIsSensitivity, std::move(values), std::move(numbers));
    return resultOf(Verdict::CannotTell, Say::MagnitudeUndecided, std::move(values), std::move(numbers));
}

ClaimResult checkTwin(const ClaimInput& input)
{
    constexpr double sameLogits = 1e-4;
    constexpr double clearFactor = 2.0;
    constexpr double clearDifference = 0.05; // of ln perplexity
    constexpr Index comparedWindows = 2;
    if (input.request.twin.empty()) return resultOf(Verdict::CannotTell, Say::NoTwin, {});
    if (!hasText(input.request.text)) return resultOf(Verdict::CannotTell, Say::NoText, {});
    const std::string files[]{input.request.model, input.request.twin};
    const Reading readings[]{readingOf(files[0], input), readingOf(files[1], input)};
    for (const Reading& reading : readings)
        if (!reading.obstacle.empty()) return resultOf(Verdict::CannotTell, Say::CannotRun, {reading.obstacle});
    TwinNumbers numbers;
    const TokenWindows& tokens = readings[0].windows.inputs;
    try {
        numbers.logits = logitDifference(readings[1].model->llama(), readings[0].model->llama(),
                                         tokens.topRows(std::min(comparedWindows, tokens.rows())),
                                         input.job.part(0.0, 0.2))
                             .relative;
    } catch (const InvalidRequest& error) {
        return resultOf(Verdict::CannotTell, Say::CannotRun, {error.what()}); // models of different shapes
    }
    if (!(numbers.logits < sameLogits))
        return resultOf(Verdict::DoesNotHold, Say::NotTwins, {digits(numbers.logits)},
                        {{"logit_difference", numbers.logits, ""}});
    const std::vector<QuantizationRecipe> recipes = roundingTo3And4Bits();
    for (std::size_t i = 0; i < 2; ++i) {
        const double from = 0.2 + 0.4 * static_cast<double>(i);
        const JobContext part = input.job.part(from, from + 0.1);
        numbers.kurtosis[i] = medianKurtosis(files[i], input.with(part));
        const auto results = evaluateModel(*readings[i].model, readings[i].windows, recipes, input.registries(),
                                           input.job.part(from + 0.1, from + 0.4));
        numbers.perplexity[i] = results[0].reference.value;
        numbers.rounded3[i] = results[0].evaluated.value;
        numbers.rounded4[i] = results[1].evaluated.value;
    }
    const bool files4 = std::abs(std::log(numbers.rounded4[0] / numbers.rounded4[1])) > clearDifference;
    const double ratio = numbers.kurtosis[0] / numbers.kurtosis[1];
    const bool holds = files4 && std::max(ratio, 1.0 / ratio) > clearFactor;
    std::vector<std::string> values{digits(numbers.logits), digits(numbers.kurtosis[0]), digits(numbers.kurtosis[1])};
    if (holds)
        for (const double value : {numbers.perplexity[0], numbers.rounded4[0], numbers.rounded4[1], numbers.rounded3[0],
                                   numbers.rounded3[1]})
            values.push_back(digits(value));
    else values.insert(values.end(), {digits(numbers.rounded4[0]), digits(numbers.rounded4[1])});
    return resultOf(holds ? Verdict::Holds : Verdict::DoesNotHold, holds ? Say::TwinsDiffer : Say::TwinsAlike,
                    std::move(values), numbers.measured());
}

} // namespace alidade
