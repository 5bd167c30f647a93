// SPDX-License-Identifier: Apache-2.0
// GPTQ (Frantar et al., arXiv 2210.17323): the levels of "uniform", chosen column by column with the errors so far fed
// into what is left, so that tr(E Sigma E^T) gets small instead of tr(E E^T). Scales are those of the original weights
// (static groups). LDLQ (QuIP, arXiv 2307.13304) is the same with a fixed order of the columns. science.md 3.4.
#include "core/quantization/shaped_codec.h"
#include "core/quantization/uniform_codec.h"

namespace alidade {

namespace {

FeedbackOrder orderOf(const Parameters& parameters)
{
    const std::string& order = parameters.text("order");
    if (order == "activation") return FeedbackOrder::Activation;
    return order == "reversed" ? FeedbackOrder::LastToFirst : FeedbackOrder::FirstToLast;
}

std::unique_ptr<const Quantizer> makeGptq(const Parameters& parameters)
{
    return std::make_unique<DesignedFrom>([parameters](const DesignInput& input, const JobContext& job) {
        return designUniform(parameters, input.values,
                             inputFeedback(input, parameters.real("damping"), orderOf(parameters), job), job);
    });
}

} // namespace

void register_gptq(QuantizerRegistry& registry)
{
    std::vector<ParameterSpec> parameters = uniformParameters();
    parameters.push_back(choiceParameter("order", "Order",
                                         "which column is rounded first: natural: the first one, as GPTQ does; "
                                         "reversed: the last one, as LDLQ does; activation: that of most energy",
                                         "natural", {"natural", "reversed", "activation"}));
    parameters.push_back(dampingParameter());
    registry.add({
        .id = "gptq",
        .label = "GPTQ (uniform with error feedback)",
        .help = "The levels of the uniform quantizer, chosen so that errors of the layer's output cancel: needs second "
                "moments of the inputs from a calibration file. Without them it is the uniform quantizer, bit for bit.",
        .parameters = std::move(parameters),
        .make = makeGptq,
        .restore = restoreUniform,
        .usesMoments = true,
    });
}

} // namespace alidade
