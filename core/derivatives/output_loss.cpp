// SPDX-License-Identifier: Apache-2.0
#include "core/derivatives/output_loss.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace alidade {

namespace {

constexpr std::int64_t rowsPerTask = 8;

/// exp(logit - maximum) in place of a row. @return their sum in float64
double exponentials(float* row, Index size)
{
    Eigen::Map<Eigen::ArrayXf> values(row, size);
    values = (values - values.maxCoeff()).exp();
    return values.cast<double>().sum();
}

/// The first entry at which the running sum of weights passes the point.
Index drawn(const float* weights, Index size, double point)
{
    double sum = 0.0;
    Index last = 0;
    for (Index i = 0; i < size; ++i) {
        if (weights[i] <= 0.0F) continue;
        last = i;
        sum += static_cast<double>(weights[i]);
        if (sum > point) break;
    }
    return last;
}

/// Exponentials to p - onehot(label).
void toDeltas(float* row, Index size, double sum, Index label)
{
    Eigen::Map<Eigen::ArrayXf>(row, size) *= static_cast<float>(1.0 / sum);
    row[label] -= 1.0F;
}

/// Calls body(row, pointer) -> loss for every row in parallel and adds the losses up in order.
template <typename Body> double sumOverRows(Matrix& logits, const JobContext& job, Body&& body)
{
    Eigen::VectorXd losses(logits.rows());
    parallelChunks(logits.rows(), rowsPerTask, job.quiet(), [&](std::int64_t begin, std::int64_t end, std::int64_t) {
        for (Index row = begin; row < end; ++row) losses(row) = body(row, &logits(row, 0));
    });
    return losses.sum();
}

} // namespace

TokenWindows nextTokens(const TokenWindows& tokens)
{
    TokenWindows labels = TokenWindows::Constant(tokens.rows(), tokens.cols(), noLabel);
    if (tokens.cols() > 1) labels.leftCols(tokens.cols() - 1) = tokens.rightCols(tokens.cols() - 1);
    return labels;
}

Index scoredPositions(const TokenWindows& labels) { return (labels.array() != noLabel).count(); }

OutputLoss labelLoss(TokenWindows labels)
{
    const auto shared = std::make_shared<const TokenWindows>(std::move(labels));
    return [shared](Index first, Matrix& logits, const JobContext& job) {
        const Index size = logits.cols();
        if (first + logits.rows() > shared->size() || shared->maxCoeff() >= size || shared->minCoeff() < noLabel)
            throw InvalidRequest("the labels are not those of a text of this model");
        return sumOverRows(logits, job, [&](Index row, float* values) {
            const std::int32_t label = shared->data()[first + row];
            if (label == noLabel) {
                std::fill_n(values, size, 0.0F);
                return 0.0;
            }
            const auto logit = static_cast<double>(values[label]);
            const auto maximum = static_cast<double>(Eigen::Map<Eigen::ArrayXf>(values, size).maxCoeff());
            const double sum = exponentials(values, size);
            toDeltas(values, size, sum, label);
            return std::log(sum) + maximum - logit;
        });
    };
}

OutputLoss sampledLoss(std::uint64_t seed)
{
    return [seed](Index first, Matrix& logits, const JobContext& job) {
        const Index size = logits.cols();
        return sumOverRows(logits, job, [&](Index row, float* values) {
            const double sum = exponentials(values, size);
            Random random(seed, static_cast<std::uint64_t>(first + row));
            const Index label = drawn(values, size, random.uniform() * sum);
            const double share = static_cast<double>(values[label]) / sum;
            toDeltas(values, size, sum, label);
            return -std::log(share);
        });
    };
}

} // namespace alidade
