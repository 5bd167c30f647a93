// SPDX-License-Identifier: Apache-2.0
#include "core/operators/logit_difference.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>

namespace alidade {

TokenWindows randomTokens(const ModelConfig& config, Index windows, Index length, std::uint64_t seed)
{
    TokenWindows tokens(windows, length);
    Random random(seed);
    for (Index i = 0; i < tokens.size(); ++i)
        tokens.data()[i] =
            static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(config.vocabulary)));
    return tokens;
}

LogitDifference logitDifference(const Llama& model, const Llama& reference, const TokenWindows& tokens,
                                const JobContext& job)
{
    const Matrix wanted = reference.logits(tokens, job);
    const Matrix found = model.logits(tokens, job);
    if (!wanted.allFinite() || !found.allFinite())
        throw NumericalError("the model gives logits that are not finite");
    LogitDifference difference{.windows = tokens.rows(), .length = tokens.cols()};
    double apart = 0.0;
    double all = 0.0;
    for (Index row = 0; row < wanted.rows(); ++row) {
        const Eigen::RowVectorXd b = wanted.row(row).cast<double>();
        const Eigen::RowVectorXd change = found.row(row).cast<double>() - b;
        difference.largest = std::max(difference.largest, change.cwiseAbs().maxCoeff());
        difference.largestLogit = std::max(difference.largestLogit, b.cwiseAbs().maxCoeff());
        apart += change.squaredNorm();
        all += b.squaredNorm();
    }
    difference.relative = std::sqrt(apart / all);
    return difference;
}

} // namespace alidade
