// SPDX-License-Identifier: Apache-2.0
// How few coordinates hold the energy; science.md 2.1.
#include "core/base/parallel.h"
#include "core/metrics/metric.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t chunkValues = 1 << 18;
const char* const groupName = "Concentration";

Metric topEnergy(const char* fractionText, double fraction, const char* percent, const char* reference)
{
    Metric metric;
    metric.id = std::string("top_energy_") + fractionText;
    metric.group = groupName;
    metric.label = std::string("Energy in the top ") + percent;
    metric.shortLabel = std::string("Top ") + percent;
    metric.formula =
        std::string("sum of the k largest w^2 / sum w^2, k = max(1, round(") + fractionText + " N))";
    metric.help = std::string("Concentration: 1 means that these weights are everything. ") + reference;
    metric.better = Better::Neither;
    metric.needsNull = true;
    metric.compute = [fraction](MetricInputs& inputs) { return inputs.energy().topShare(fraction); };
    return metric;
}

double participationRatio(MetricInputs& inputs)
{
    const Moments& m = inputs.moments();
    if (m.sumFourth <= 0.0) return nan;
    return m.sumSquares * m.sumSquares / m.sumFourth;
}

double participationShare(MetricInputs& inputs)
{
    return participationRatio(inputs) / static_cast<double>(inputs.moments().count);
}

double hoyer(MetricInputs& inputs)
{
    const Moments& m = inputs.moments();
    if (m.count < 2 || m.sumSquares <= 0.0) return nan;
    const double root = std::sqrt(static_cast<double>(m.count));
    return (root - m.sumAbsolute / std::sqrt(m.sumSquares)) / (root - 1.0);
}

/// exp of the entropy of p = w^2 / sum w^2, over N: the entropy is ln E - sum w^2 ln w^2 / E.
double entropicShare(MetricInputs& inputs)
{
    const Moments& m = inputs.moments();
    if (m.empty() || m.sumSquares <= 0.0) return nan;
    const double scale = 1.0 / m.rms();
    const Matrix& weights = inputs.weights();
    const float* const values = weights.data();
    std::vector<double> parts(static_cast<std::size_t>((weights.size() + chunkValues - 1) / chunkValues));
    parallelChunks(weights.size(), chunkValues, inputs.job(),
                   [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
                       double sum = 0.0;
                       for (std::int64_t i = begin; i < end; ++i) {
                           const double x = static_cast<double>(values[i]) * scale;
                           const double square = x * x;
                           if (square > 0.0 && std::isfinite(square)) sum += square * std::log(square);
                       }
                       parts[static_cast<std::size_t>(chunk)] = sum;
                   });
    // With x = w / rms the energy is N, so that ln(exp H / N) = -sum x^2 ln x^2 / N.
    return std::exp(-std::accumulate(parts.begin(), parts.end(), 0.0) / static_cast<double>(m.count));
}

void addGini(MetricRegistry& registry)
{
    registry.add({
        .id = "gini_abs",
        .group = groupName,
        .label = "Gini index of |w|",
        .shortLabel = "Gini |w|",
        .formula = "sum (2i - N - 1) a_(i) / (N sum a), a = |w| ascending",
        .help = "Inequality of the magnitudes: 0 where all are equal, 1 - 1/N for a single spike. Uniform "
                "1/3, Gaussian "
                "0.414, Laplace 0.5.",
        .expensive = true,
        .needsNull = true,
        .compute = [](MetricInputs& inputs) { return inputs.sorted().gini(1); },
    });
    registry.add({
        .id = "gini_square",
        .group = groupName,
        .label = "Gini index of w²",
        .shortLabel = "Gini w²",
        .formula = "sum (2i - N - 1) a_(i) / (N sum a), a = w^2 ascending",
        .help = "Inequality of the energies. Uniform 0.5, Gaussian 0.637, Laplace 0.75.",
        .expensive = true,
        .needsNull = true,
        .compute = [](MetricInputs& inputs) { return inputs.sorted().gini(2); },
    });
}

void addParticipation(MetricRegistry& registry)
{
    registry.add({
        .id = "participation_ratio",
        .group = groupName,
        .label = "Participation ratio",
        .shortLabel = "PR",
        .unit = "weights",
        .formula = "(sum w^2)^2 / sum w^4",
        .help = "Number of weights that share the energy: N for equal magnitudes, N/3 for a Gaussian, 1 for "
                "a single "
                "spike. It is N / kurtosis (uncentred), so it is no independent evidence beside kurtosis.",
        .needsNull = true,
        .compute = participationRatio,
    });
    registry.add({
        .id = "participation_ratio_over_n",
        .group = groupName,
        .label = "Participation ratio / N",
        .shortLabel = "PR / N",
        .formula = "(sum w^2)^2 / (N sum w^4)",
        .help = "Share of the weights that share the energy: uniform 5/9, Gaussian 1/3, Laplace 1/6, t with "
                "5 degrees of "
                "freedom 1/9.",
        .needsNull = true,
        .compute = participationShare,
    });
    registry.add({
        .id = "effective_count_over_n",
        .group = groupName,
        .label = "Entropic effective count / N",
        .shortLabel = "N eff / N",
        .formula = "exp(-sum p ln p) / N, p = w^2 / sum w^2",
        .help = "Share of the weights that share the energy, by its entropy. Uniform 0.649, Gaussian 0.482, "
                "Laplace "
                "0.316, a single spike 1/N.",
        .expensive = true,
        .needsNull = true,
        .compute = entropicShare,
    });
}

} // namespace

void register_concentration(MetricRegistry& registry)
{
    addParticipation(registry);
    registry.add({
        .id = "hoyer",
        .group = groupName,
        .label = "Hoyer sparsity",
        .shortLabel = "Hoyer",
        .formula = "(sqrt N - sum |w| / sqrt(sum w^2)) / (sqrt N - 1)",
        .help = "0 where all magnitudes are equal, 1 for a single spike. Uniform 0.134, Gaussian 0.202, "
                "Laplace 0.293.",
        .needsNull = true,
        .compute = hoyer,
    });
    addGini(registry);
    registry.add(topEnergy("0.001", 0.001, "0.1 %", "Gaussian 0.0127."));
    registry.add(topEnergy("0.01", 0.01, "1 %", "Gaussian 0.0845, Laplace 0.162, uniform 0.0297."));
    registry.add(topEnergy("0.1", 0.1, "10 %", "Gaussian 0.439, Laplace 0.595, uniform 0.271."));
}

} // namespace alidade
