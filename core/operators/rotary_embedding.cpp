// SPDX-License-Identifier: Apache-2.0
#include "core/operators/rotary_embedding.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <cmath>
#include <numbers>

namespace alidade {

namespace {

/// Llama 3.1: long waves are stretched, short ones kept, those in between mixed.
double llama3Frequency(double frequency, const RotaryScaling& scaling)
{
    const double wave = 2.0 * std::numbers::pi / frequency;
    if (wave < scaling.originalPositions / scaling.highFrequencyFactor) return frequency;
    if (wave > scaling.originalPositions / scaling.lowFrequencyFactor) return frequency / scaling.factor;
    const double kept = (scaling.originalPositions / wave - scaling.lowFrequencyFactor) /
                        (scaling.highFrequencyFactor - scaling.lowFrequencyFactor);
    return (1.0 - kept) * frequency / scaling.factor + kept * frequency;
}

bool isPositive(double value) { return std::isfinite(value) && value > 0.0; }

} // namespace

std::vector<double> rotaryFrequencies(Index headSize, double theta, const RotaryScaling& scaling,
                                      const std::string& file)
{
    const bool sensible = isPositive(theta) && isPositive(scaling.factor) && isPositive(scaling.originalPositions) &&
                          isPositive(scaling.lowFrequencyFactor) &&
                          scaling.highFrequencyFactor > scaling.lowFrequencyFactor;
    if (!sensible) throw InvalidRequest(file + ": the numbers of the rotary embedding make no sense");
    std::vector<double> frequencies;
    for (Index plane = 0; plane < headSize / 2; ++plane) {
        const double frequency = std::pow(theta, -2.0 * static_cast<double>(plane) / static_cast<double>(headSize));
        if (scaling.kind == "linear") frequencies.push_back(frequency / scaling.factor);
        else if (scaling.kind == "llama3") frequencies.push_back(llama3Frequency(frequency, scaling));
        else if (scaling.kind == "default" || scaling.kind == "dynamic") frequencies.push_back(frequency);
        else
            throw InvalidRequest(file + ": the rotary scaling " + inQuotes(scaling.kind) +
                                 " is not known; default, dynamic, linear and llama3 are");
    }
    return frequencies;
}

RotaryTable rotaryTable(const std::vector<double>& frequencies, Index positions)
{
    RotaryTable table;
    const auto planes = static_cast<Index>(frequencies.size());
    table.cosines.resize(positions, planes);
    table.sines.resize(positions, planes);
    for (Index position = 0; position < positions; ++position)
        for (Index plane = 0; plane < planes; ++plane) {
            const double angle = static_cast<double>(position) * frequencies[static_cast<std::size_t>(plane)];
            table.cosines(position, plane) = static_cast<float>(std::cos(angle));
            table.sines(position, plane) = static_cast<float>(std::sin(angle));
        }
    return table;
}

void turnHead(float* head, const RotaryTable& table, Index position, RopeLayout layout, float direction)
{
    const Index planes = table.cosines.cols();
    const Index second = layout == RopeLayout::HalfSplit ? planes : 1;
    const Index step = layout == RopeLayout::HalfSplit ? 1 : 2;
    const float* const cosines = &table.cosines(position, 0);
    const float* const sines = &table.sines(position, 0);
    for (Index plane = 0; plane < planes; ++plane) {
        float& a = head[step * plane];
        float& b = head[step * plane + second];
        const float sine = direction * sines[plane];
        const float turned = a * cosines[plane] - b * sine;
        b = b * cosines[plane] + a * sine;
        a = turned;
    }
}

} // namespace alidade
