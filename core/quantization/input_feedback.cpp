// SPDX-License-Identifier: Apache-2.0
// Columns are put in order, rounded from the last to the first, and put back.
#include "core/quantization/input_feedback.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <numeric>

namespace alidade {

namespace {

constexpr Index rowsPerTask = 16;

/// The columns so that the one to be rounded first is the last.
std::vector<Index> orderOf(const MatrixD& moments, FeedbackOrder wanted)
{
    std::vector<Index> order(static_cast<std::size_t>(moments.rows()));
    std::iota(order.begin(), order.end(), Index{0});
    if (wanted == FeedbackOrder::FirstToLast) std::reverse(order.begin(), order.end());
    if (wanted == FeedbackOrder::Activation)
        std::stable_sort(order.begin(), order.end(),
                         [&moments](Index a, Index b) { return moments(a, a) < moments(b, b); });
    return order;
}

MatrixD inOrder(const MatrixD& moments, const std::vector<Index>& order)
{
    const Index n = moments.rows();
    MatrixD ordered(n, n);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            ordered(i, j) = moments(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]);
    return ordered;
}

} // namespace

InputFeedback::InputFeedback(MatrixD moments, double damping, FeedbackOrder order, const JobContext& job)
    : m_order(orderOf(moments, order))
{
    for (Index j = 0; j < moments.rows(); ++j) m_dead.push_back(moments(j, j) == 0.0);
    if (order != FeedbackOrder::LastToFirst) moments = inOrder(moments, m_order);
    m_factor = feedbackFactor(std::move(moments), damping, job);
}

GridRounding InputFeedback::round(const Matrix& values, const FeedbackGrid& grid, const JobContext& job) const
{
    if (values.cols() != size()) throw InvalidRequest("the moments are those of another number of inputs");
    Matrix ordered(values.rows(), values.cols());
    FeedbackGrid orderedGrid = grid;
    for (std::size_t j = 0; j < m_order.size(); ++j)
        orderedGrid.columnGroups[j] = grid.columnGroups.at(static_cast<std::size_t>(m_order[j]));
    parallelChunks(values.rows(), rowsPerTask, job.quiet(), [&](std::int64_t first, std::int64_t last, std::int64_t) {
        for (Index row = first; row < last; ++row)
            for (std::size_t j = 0; j < m_order.size(); ++j) {
                const Index from = m_order[j];
                ordered(row, static_cast<Index>(j)) =
                    m_dead[static_cast<std::size_t>(from)] ? 0.0F : values(row, from);
            }
    });
    GridRounding rounded = roundWithFeedback(ordered, m_factor, orderedGrid, job);
    std::vector<std::int16_t> symbols(rounded.symbols.size());
    parallelChunks(values.rows(), rowsPerTask, job.quiet(), [&](std::int64_t first, std::int64_t last, std::int64_t) {
        for (std::int64_t at = first * size(); at < last * size(); at += size())
            for (std::size_t j = 0; j < m_order.size(); ++j)
                symbols[static_cast<std::size_t>(at + m_order[j])] = rounded.symbols[static_cast<std::size_t>(at) + j];
    });
    rounded.symbols = std::move(symbols);
    return rounded;
}

Eigen::VectorXd InputFeedback::diagonal() const
{
    Eigen::VectorXd diagonal(size());
    for (Index j = 0; j < size(); ++j) diagonal(m_order[static_cast<std::size_t>(j)]) = m_factor(j, j);
    return diagonal;
}

std::shared_ptr<const InputFeedback> inputFeedback(const DesignInput& input, double damping, FeedbackOrder order,
                                                   const JobContext& job)
{
    if (!input.inputMoments || input.values.size() == 0) return nullptr;
    if (input.inputMoments->rows() != input.values.cols() || input.inputMoments->cols() != input.values.cols())
        throw InvalidRequest("the moments are those of " + std::to_string(input.inputMoments->rows()) +
                             " inputs, the weights have " + std::to_string(input.values.cols()));
    return std::make_shared<const InputFeedback>(*input.inputMoments, damping, order, job);
}

ParameterSpec dampingParameter()
{
    return realParameter("damping", "Damping",
                         "part of the mean energy of the inputs that is added to the energy of each before their "
                         "moments are used",
                         0.01, 0.0, 1.0);
}

} // namespace alidade
