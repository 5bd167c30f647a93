// SPDX-License-Identifier: Apache-2.0
// Gauges that make outliers: the same function in coordinates that look bad.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/operators/gauge.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alidade {

namespace {

void check(const TwinOptions& options)
{
    for (const double share :
         {options.channelShare, options.valueShare, options.neuronShare, options.planeShare})
        if (!(share >= 0.0 && share <= 1.0))
            throw InvalidRequest("a share of channels is a number from 0 to 1");
    if (options.factors.empty() || options.factors.size() != options.probabilities.size())
        throw InvalidRequest("every factor of outliers needs one probability");
}

/// Draws factors for a share of channels, at least one unless the share is 0.
class Outliers {
public:
    Outliers(std::uint64_t seed, const TwinOptions& options) : m_random(seed), m_options(options) {}

    /// @param turned whether the factors are divided by instead
    Eigen::VectorXd draw(Index size, double share, bool turned = false)
    {
        if (share == 0.0) return {};
        Eigen::VectorXd factors = Eigen::VectorXd::Ones(size);
        const std::vector<Index> order = permutation(size);
        const Index count = std::max<Index>(1, std::lround(share * static_cast<double>(size)));
        for (Index i = 0; i < count; ++i) {
            const double factor = drawFactor();
            factors(order[static_cast<std::size_t>(i)]) = turned ? 1.0 / factor : factor;
        }
        return factors;
    }

    std::vector<Index> permutation(Index size)
    {
        std::vector<Index> order(static_cast<std::size_t>(size));
        std::iota(order.begin(), order.end(), Index{0});
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[m_random.below(i)]);
        return order;
    }

private:
    double drawFactor()
    {
        const double total =
            std::accumulate(m_options.probabilities.begin(), m_options.probabilities.end(), 0.0);
        double left = m_random.uniform() * total;
        for (std::size_t i = 0; i + 1 < m_options.factors.size(); ++i) {
            left -= m_options.probabilities[i];
            if (left < 0.0) return m_options.factors[i];
        }
        return m_options.factors.back();
    }

    Random m_random;
    const TwinOptions& m_options;
};

} // namespace

Gauge makeOutlierTwin(const ModelConfig& config, std::uint64_t seed, const TwinOptions& options)
{
    check(options);
    Outliers outliers(seed, options);
    Gauge gauge = Gauge::identity(config);
    for (BlockGauge& block : gauge.blocks) {
        block.attentionChannels = outliers.draw(config.hidden, options.channelShare);
        block.feedForwardChannels = outliers.draw(config.hidden, options.channelShare);
        block.values = outliers.draw(config.keyWidth(), options.valueShare);
        block.neurons = outliers.draw(config.feedForward, options.neuronShare, true);
        block.planeScales = outliers.draw(config.keyWidth() / 2, options.planeShare);
        if (options.permuteNeurons) block.neuronOrder = outliers.permutation(config.feedForward);
    }
    return gauge;
}

} // namespace alidade
