// SPDX-License-Identifier: Apache-2.0
#include "core/symmetries/exact_weights.h"

#include <algorithm>

namespace alidade {

namespace {

/// Rows of embedding and head that are in float64 at once.
constexpr Index stripRows = 4096;

} // namespace

MatrixPtr ExactlyChangedWeights::load(const ParameterId& id, const JobContext& job) const
{
    const MatrixPtr from = source(id, job);
    if (!from) return nullptr;
    auto result = std::make_shared<Matrix>(from->rows(), from->cols());
    const bool rowByRow = id.place == Place::Embedding || id.place == Place::Head;
    const Index strip = rowByRow ? stripRows : std::max<Index>(1, from->rows());
    for (Index at = 0; at < from->rows(); at += strip) {
        const Index rows = std::min(strip, from->rows() - at);
        const MatrixD part = changed(id, from->middleRows(at, rows).cast<double>(), job);
        result->middleRows(at, rows) = part.cast<float>();
    }
    return result;
}

std::optional<MatrixD> ExactlyChangedWeights::exact(const ParameterId& id, const JobContext& job) const
{
    const MatrixPtr from = source(id, job);
    if (!from) return std::nullopt;
    return changed(id, from->cast<double>(), job);
}

MatrixPtr ExactlyChangedWeights::source(const ParameterId& id, const JobContext& job) const
{
    return m_base->load(id, job);
}

std::vector<ParameterId> withHead(std::vector<ParameterId> parameters, const ModelConfig& config)
{
    const ParameterId head{Place::Head};
    const bool there = std::find(parameters.begin(), parameters.end(), head) != parameters.end();
    if (!config.tiedEmbeddings && !there) parameters.push_back(head);
    return parameters;
}

} // namespace alidade
