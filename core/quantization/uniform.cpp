// SPDX-License-Identifier: Apache-2.0
// Uniform round-to-nearest quantization; science.md 3.1.
#include "core/quantization/grouping.h"
#include "core/quantization/shaped_codec.h"
#include "core/quantization/uniform_codec.h"
#include "core/quantization/uniform_sweep.h"

namespace alidade {

namespace {

std::unique_ptr<const Quantizer> makeUniform(const Parameters& parameters)
{
    return std::make_unique<DesignedBy>([parameters](const Matrix& values, const JobContext& job) {
        return designUniform(parameters, values, nullptr, job);
    });
}

std::vector<WidthMeasurement> measureUniform(const Matrix& values, const Parameters& parameters,
                                             std::span<const double> bits, const JobContext& job)
{
    const bool plain = parameters.text("scale") == "f16" && parameters.text("clip") == "absmax" &&
                       parameters.text("zero") == "symmetric" && parameters.integer("group") != wholeColumn;
    if (!plain) return {};
    const std::vector<int> widths(bits.begin(), bits.end());
    return sweepUniformWidths(values, parameters.integer("group"), widths, job);
}

} // namespace

void register_uniform(QuantizerRegistry& registry)
{
    registry.add({
        .id = "uniform",
        .label = "Uniform (round to nearest)",
        .help = "Equal steps, one step size per tensor, row, column or group. What most integer formats do, and the "
                "one that outliers hurt most.",
        .parameters = uniformParameters(),
        .make = makeUniform,
        .restore = restoreUniform,
        .measureWidths = measureUniform,
    });
}

} // namespace alidade
