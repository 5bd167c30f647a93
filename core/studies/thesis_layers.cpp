// SPDX-License-Identifier: Apache-2.0
// What tests over many matrices share.
#include "core/studies/thesis_checks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

std::vector<double> numbersOf(const std::vector<ThesisLayer>& layers, const std::string& name)
{
    std::vector<double> values;
    for (const ThesisLayer& layer : layers)
        for (const Measured& one : layer.numbers)
            if (one.name == name && !std::isnan(one.value)) values.push_back(one.value);
    return values;
}

std::size_t count(const std::vector<ThesisLayer>& layers, Verdict verdict)
{
    return static_cast<std::size_t>(std::count_if(
        layers.begin(), layers.end(), [verdict](const ThesisLayer& layer) { return layer.verdict == verdict; }));
}

} // namespace

std::vector<std::string> chosenMatrices(const ClaimInput& input)
{
    return matricesOf(input.request.model, "", input.request.mostMatrices, input.session);
}

Matrix matrixOf(const std::string& name, const ClaimInput& input)
{
    const auto checkpoint = input.session.checkpoint(input.request.model);
    return checkpoint->readMatrix(checkpoint->find(name), input.job.quiet());
}

std::vector<ThesisLayer> overMatrices(const ClaimInput& input,
                                      const std::function<ThesisLayer(const Matrix&, const ClaimInput&)>& test)
{
    std::vector<ThesisLayer> layers;
    const std::vector<std::string> names = chosenMatrices(input);
    for (std::size_t i = 0; i < names.size(); ++i) {
        input.job.checkpoint(i, names.size());
        const JobContext quiet = input.job.quiet();
        const ClaimInput one = input.with(quiet);
        const Matrix weights = matrixOf(names[i], one);
        ThesisLayer layer;
        if (hasStatistics(weights, one)) layer = test(weights, one);
        layer.layer = names[i];
        layers.push_back(std::move(layer));
    }
    return layers;
}

Verdict verdictOver(const std::vector<ThesisLayer>& layers)
{
    if (layers.empty()) return Verdict::CannotTell;
    if (4 * count(layers, Verdict::Holds) >= 3 * layers.size()) return Verdict::Holds;
    return 2 * count(layers, Verdict::DoesNotHold) >= layers.size() ? Verdict::DoesNotHold : Verdict::CannotTell;
}

ThesisResult resultOfLayers(std::vector<ThesisLayer> layers, Found pattern, std::vector<std::string> values)
{
    const auto measured = std::find_if(layers.begin(), layers.end(),
                                       [](const ThesisLayer& layer) { return !layer.numbers.empty(); });
    ThesisResult result;
    if (measured == layers.end()) {
        result = resultOfModel(Verdict::CannotTell, Found::NoMatrices, {}, {});
    } else {
        const std::size_t holds = count(layers, Verdict::Holds);
        values.insert(values.begin(), {digits(holds), digits(layers.size())});
        result = resultOfModel(verdictOver(layers), pattern, std::move(values),
                               {{"layers", static_cast<double>(layers.size()), ""},
                                {"holds", static_cast<double>(holds), ""},
                                {"fails", static_cast<double>(count(layers, Verdict::DoesNotHold)), ""}});
        for (const Measured& one : measured->numbers)
            result.numbers.push_back({"median." + one.name, medianOf(layers, one.name), one.unit});
    }
    result.layers = std::move(layers);
    return result;
}

ThesisResult resultOfModel(Verdict verdict, Found pattern, std::vector<std::string> values,
                           std::vector<Measured> numbers)
{
    ThesisResult result;
    result.verdict = verdict;
    result.sentence = {patternOf(pattern), std::move(values)};
    result.numbers = std::move(numbers);
    return result;
}

ThesisResult resultOfClaim(ClaimResult claim)
{
    ThesisResult result;
    result.verdict = claim.verdict;
    result.sentence = std::move(claim.sentence);
    result.numbers = std::move(claim.numbers);
    return result;
}

std::string countOf(const std::vector<ThesisLayer>& layers, Verdict verdict) { return digits(count(layers, verdict)); }

double medianOf(const std::vector<ThesisLayer>& layers, const std::string& name)
{
    return medianOf(numbersOf(layers, name));
}

double largestOf(const std::vector<ThesisLayer>& layers, const std::string& name)
{
    const std::vector<double> values = numbersOf(layers, name);
    return values.empty() ? std::numeric_limits<double>::quiet_NaN() : *std::max_element(values.begin(), values.end());
}

} // namespace alidade
