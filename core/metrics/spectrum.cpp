// SPDX-License-Identifier: Apache-2.0
// Metrics of the singular values: what no orthogonal change of coordinates can move; science.md 2.1.
#include "core/metrics/metric.h"
#include "core/metrics/power_law.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A metric of the singular values (descending, the first above zero); NaN where there is no spectrum.
Metric spectral(double (*value)(const std::vector<double>& singularValues))
{
    Metric metric;
    metric.group = "Spectrum";
    metric.invariant = true;
    metric.expensive = true;
    metric.needsNull = true;
    metric.compute = [value](MetricInputs& inputs) {
        if (!inputs.isFiniteMatrix()) return nan;
        const std::vector<double>& values = inputs.singularValues();
        return values.empty() || values.front() <= 0.0 ? nan : value(values);
    };
    return metric;
}

double sumOf(const std::vector<double>& values, int power)
{
    return std::accumulate(values.begin(), values.end(), 0.0, [power](double sum, double value) {
        const double square = value * value;
        return sum + (power == 1 ? value : power == 2 ? square : square * square);
    });
}

/// exp of the entropy of s^power / sum s^power.
double entropyRank(const std::vector<double>& values, int power)
{
    const double total = sumOf(values, power);
    double entropy = 0.0;
    for (const double value : values) {
        const double p = (power == 1 ? value : value * value) / total;
        if (p > 0.0) entropy -= p * std::log(p);
    }
    return std::exp(entropy);
}

void addRanks(MetricRegistry& registry)
{
    Metric rank = spectral([](const std::vector<double>& values) { return entropyRank(values, 1); });
    rank.id = "effective_rank";
    rank.label = "Effective rank (Roy-Vetterli)";
    rank.shortLabel = "Eff. rank";
    rank.unit = "dimensions";
    rank.formula = "exp(-sum p ln p), p = s_i / sum s";
    rank.help = "Entropy of the singular values. A square Gaussian matrix has 0.805 n, a 4:1 one 0.966 n: "
                "high values are "
                "what noise looks like.";
    registry.add(rank);

    Metric energies = spectral([](const std::vector<double>& values) { return entropyRank(values, 2); });
    energies.id = "entropy_rank";
    energies.label = "Entropy rank of the energies";
    energies.shortLabel = "Entropy rank";
    energies.unit = "dimensions";
    energies.formula = "exp(-sum p ln p), p = s_i^2 / sum s^2";
    energies.help = "Entropy of the energies, not of the singular values as in the effective rank: smaller. "
                    "Noise of p x n "
                    "has p exp(-p / 2n), a square matrix 0.607 p.";
    registry.add(energies);

    Metric ratio = spectral([](const std::vector<double>& values) {
        const double energy = sumOf(values, 2);
        return energy * energy / sumOf(values, 4);
    });
    ratio.id = "spectrum_participation";
    ratio.label = "Participation ratio of the spectrum";
    ratio.shortLabel = "Spectrum PR";
    ratio.unit = "dimensions";
    ratio.formula = "(sum s^2)^2 / sum s^4";
    ratio.help = "Number of directions that share the energy. Noise of p x n has p / (1 + p/n): a square one "
                 "of full rank "
                 "reads half of its rank.";
    registry.add(ratio);

    Metric stable = spectral([](const std::vector<double>& values) {
        return sumOf(values, 2) / (values.front() * values.front());
    });
    stable.id = "stable_rank";
    stable.label = "Stable rank";
    stable.shortLabel = "Stable rank";
    stable.unit = "dimensions";
    stable.formula = "sum s^2 / s_1^2";
    stable.help = "Energy in units of the strongest direction's. Noise of p x n has p / (1 + sqrt(p/n))^2, a "
                  "square matrix "
                  "p / 4.";
    registry.add(stable);

    Metric norm = spectral([](const std::vector<double>& values) { return values.front(); });
    norm.id = "spectral_norm";
    norm.label = "Spectral norm";
    norm.shortLabel = "‖W‖ spectral";
    norm.formula = "s_1, the largest singular value";
    norm.help =
        "The most that the matrix can stretch a vector. Noise of p x n and standard deviation sigma has "
        "sigma (sqrt n + sqrt p).";
    registry.add(norm);
}

/// Eigenvalues of W^T W above rounding noise, ascending.
double powerLawAlpha(MetricInputs& inputs)
{
    if (!inputs.isFiniteMatrix()) return nan;
    const std::vector<double>& values = inputs.singularValues();
    std::vector<double> energies;
    for (auto value = values.rbegin(); value != values.rend(); ++value)
        if (*value > 1e-7 * values.front()) energies.push_back(*value * *value);
    const auto fit = fitPowerLaw(energies, inputs.job());
    return fit ? fit->alpha : nan;
}

} // namespace

void register_spectrum(MetricRegistry& registry)
{
    addRanks(registry);
    registry.add({
        .id = "ww_alpha",
        .group = "Spectrum",
        .label = "Power-law exponent of the spectrum (WeightWatcher α)",
        .shortLabel = "WW α",
        .formula =
            "1 + n / sum ln(x / xmin) over eigenvalues x >= xmin of W^T W, xmin of least Kolmogorov distance",
        .help = "Heavy-tailed self-regularisation calls 2 to 6 well trained. Heavy-tailed entries alone read the same "
                "(independent t weights with 2.5 degrees of freedom 3.2), and Gaussian noise anything from 4 to 20 by where "
                "the tail is found to begin. Compare it with its shuffled null and that null's spread.",
        .invariant = true,
        .expensive = true,
        .needsNull = true,
        .shownNull = "shuffled",
        .compute = powerLawAlpha,
    });
}

} // namespace alidade
