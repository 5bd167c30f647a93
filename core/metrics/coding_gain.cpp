// SPDX-License-Identifier: Apache-2.0
// What is saved by giving every column or row a rate of its own; science.md 1.4.
#include "core/metrics/metric.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

constexpr double decibelsPerBit = 6.020599913279624; // 20 log10(2)

/// Part of the mean energy below which a slice is empty: coefficients in float32 that should be zero come to
/// 1e-13.
constexpr double emptySlice = 1e-11;

/// Logarithm of the mean over mean of the logarithms, in bits; NaN if a slice has no energy.
double gainBits(const std::vector<double>& energies)
{
    const auto count = static_cast<double>(energies.size());
    const double sum = std::accumulate(energies.begin(), energies.end(), 0.0);
    double logs = 0.0;
    for (const double energy : energies) {
        if (!(energy > emptySlice * sum / count)) return std::numeric_limits<double>::quiet_NaN();
        logs += std::log2(energy);
    }
    return 0.5 * (std::log2(sum / count) - logs / count);
}

double columnGain(MetricInputs& inputs)
{
    if (!inputs.isFiniteMatrix()) return std::numeric_limits<double>::quiet_NaN();
    return gainBits(inputs.sliceEnergies().columns);
}

double rowGain(MetricInputs& inputs)
{
    if (!inputs.isFiniteMatrix()) return std::numeric_limits<double>::quiet_NaN();
    return gainBits(inputs.sliceEnergies().rows);
}

Metric gain(const char* side, const char* unit, double factor, double (*bits)(MetricInputs&))
{
    const bool decibels = factor != 1.0;
    Metric metric;
    metric.id = std::string("coding_gain_") + side + (decibels ? "_db" : "_bits");
    metric.group = "Concentration";
    metric.label = std::string("Coding gain of ") + side;
    metric.shortLabel =
        std::string(side == std::string("rows") ? "Rows" : "Columns") + (decibels ? " dB" : " bits");
    metric.unit = unit;
    metric.formula = std::string(decibels ? "10 log10" : "1/2 log2") +
                     " of arithmetic over geometric mean of the mean w^2 of the " + side;
    metric.help = std::string("Rate that ") + side +
                  " of unequal energy save at high rate, if each has its own step; undefined if one is all "
                  "zero. A fitted "
                  "basis finds gain in pure noise: a square Gaussian matrix in its own PCA basis reads " +
                  (decibels ? "4.343 dB, one of 4:1 0.595 dB." : "0.721 bits, one of 4:1 0.099 bits.");
    metric.needsNull = true;
    metric.compute = [factor, bits](MetricInputs& inputs) { return factor * bits(inputs); };
    return metric;
}

} // namespace

void register_coding_gain(MetricRegistry& registry)
{
    registry.add(gain("columns", "dB", decibelsPerBit, columnGain));
    registry.add(gain("columns", "bits/weight", 1.0, columnGain));
    registry.add(gain("rows", "dB", decibelsPerBit, rowGain));
    registry.add(gain("rows", "bits/weight", 1.0, rowGain));
}

} // namespace alidade
