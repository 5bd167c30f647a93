// SPDX-License-Identifier: Apache-2.0
#include "core/operators/score_summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace alidade {

namespace {

struct MeanAndError {
    double mean = 0.0;
    double error = 0.0;
};

/// Mean over all entries; its error from the spread of the rows' means.
MeanAndError overWindows(const MatrixD& values)
{
    const Eigen::VectorXd means = values.rowwise().mean();
    MeanAndError result{means.mean(), std::numeric_limits<double>::quiet_NaN()};
    const auto count = static_cast<double>(means.size());
    if (means.size() > 1)
        result.error = std::sqrt((means.array() - result.mean).square().sum() / (count - 1.0) / count);
    return result;
}

/// The smallest value that at least this share does not exceed.
double quantile(const std::vector<double>& sorted, double share)
{
    const double rank = std::ceil(share * static_cast<double>(sorted.size()));
    return sorted[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
}

} // namespace

Perplexity perplexityOf(const TokenScores& scores)
{
    const MeanAndError loss = overWindows(scores.negativeLogLikelihood);
    return {std::exp(loss.mean), std::exp(loss.mean) * loss.error};
}

Divergence divergenceOf(const TokenScores& first, const TokenScores& other)
{
    const MeanAndError divergence = overWindows(other.divergence);
    const MeanAndError change = overWindows(other.negativeLogLikelihood - first.negativeLogLikelihood);
    std::vector<double> sorted(other.divergence.data(), other.divergence.data() + other.divergence.size());
    std::sort(sorted.begin(), sorted.end());
    const auto tokens = static_cast<double>(sorted.size());
    return {
        .mean = divergence.mean,
        .standardError = divergence.error,
        .median = quantile(sorted, 0.5),
        .p99 = quantile(sorted, 0.99),
        .p999 = quantile(sorted, 0.999),
        .sameTop = static_cast<double>(other.sameTop) / tokens,
        .rmsProbabilityChange = std::sqrt(other.squaredProbabilityChange / tokens),
        .logPerplexityChange = change.mean,
        .logPerplexityChangeError = change.error,
        .largestLogitDifference = other.largestLogitDifference,
    };
}

} // namespace alidade
