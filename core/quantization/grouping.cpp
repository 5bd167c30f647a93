// SPDX-License-Identifier: Apache-2.0
// Groups of weights and what is measured of each.
#include "core/quantization/grouping.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/kernels/quantize.h"

#include <atomic>
#include <cmath>
#include <numeric>

namespace alidade {

namespace {

constexpr std::int64_t valuesAtOnce = 1 << 18;

/// measure(values, count) of pieces of a whole matrix, in order.
template <typename Number, typename Measure>
std::vector<Number> piecewise(const Matrix& values, const JobContext& job, Measure measure)
{
    std::vector<Number> parts(static_cast<std::size_t>((values.size() + valuesAtOnce - 1) / valuesAtOnce));
    parallelChunks(values.size(), valuesAtOnce, job, [&](std::int64_t begin, std::int64_t end, std::int64_t part) {
        parts[static_cast<std::size_t>(part)] =
            measure(values.data() + begin, static_cast<std::size_t>(end - begin));
    });
    return parts;
}

float largestOf(const float* values, std::size_t count)
{
    float largest = 0.0F;
    kernels::groupMaxima(values, count, count, &largest);
    return largest;
}

float rms(double squares, std::size_t count)
{
    return count == 0 ? 0.0F : static_cast<float>(std::sqrt(squares / static_cast<double>(count)));
}

} // namespace

ParameterSpec groupParameter(std::int64_t fallback)
{
    ParameterSpec spec = integerParameter("group", "Group",
                                          "weights that share a scale: 32, 64, 128, ... of a row, or row, column, "
                                          "tensor",
                                          fallback, wholeColumn, 1 << 24);
    spec.names = {{"row", wholeRow}, {"tensor", wholeTensor}, {"column", wholeColumn}};
    return spec;
}

Grouping::Grouping(std::int64_t group, Index rows, Index columns)
    : m_kind(group == wholeTensor   ? Kind::Tensor
             : group == wholeColumn ? Kind::Column
             : group == wholeRow    ? Kind::Row
                                    : Kind::Group),
      m_rows(rows), m_columns(columns),
      m_run(std::max<Index>(1, m_kind == Kind::Column  ? 1
                               : m_kind == Kind::Group ? std::min<Index>(group, columns)
                                                       : columns)),
      m_runsPerRow((columns + m_run - 1) / m_run)
{}

std::size_t Grouping::count() const
{
    if (m_kind == Kind::Tensor) return 1;
    return static_cast<std::size_t>(m_kind == Kind::Column ? m_columns : m_rows * m_runsPerRow);
}

std::vector<std::uint32_t> Grouping::columnGroups() const
{
    std::vector<std::uint32_t> groups(static_cast<std::size_t>(m_columns), 0);
    for (std::size_t column = 0; m_kind != Kind::Tensor && column < groups.size(); ++column)
        groups[column] = static_cast<std::uint32_t>(column / static_cast<std::size_t>(m_run));
    return groups;
}

std::vector<float> groupMaxima(const Matrix& values, const Grouping& grouping, const JobContext& job)
{
    std::vector<float> maxima(grouping.count(), 0.0F);
    if (grouping.oneForAll()) {
        for (const float part : piecewise<float>(values, job, largestOf))
            maxima.front() = std::max(maxima.front(), part);
        return maxima;
    }
    grouping.forEachGroup(values, job, [&](std::size_t group, std::span<const float> weights) {
        maxima[group] = largestOf(weights.data(), weights.size());
    });
    return maxima;
}

std::vector<float> groupRms(const Matrix& values, const Grouping& grouping, const JobContext& job)
{
    std::vector<float> all(grouping.count(), 0.0F);
    if (grouping.oneForAll()) {
        const auto parts = piecewise<double>(values, job, kernels::sumOfSquares);
        all.front() = rms(std::accumulate(parts.begin(), parts.end(), 0.0), static_cast<std::size_t>(values.size()));
        return all;
    }
    grouping.forEachGroup(values, job, [&](std::size_t group, std::span<const float> weights) {
        all[group] = rms(kernels::sumOfSquares(weights.data(), weights.size()), weights.size());
    });
    return all;
}

void requireFinite(const Matrix& values)
{
    std::atomic<bool> finite = true;
    parallelChunks(values.size(), valuesAtOnce, JobContext(), [&](std::int64_t begin, std::int64_t end, std::int64_t) {
        if (!std::isfinite(kernels::sumOfSquares(values.data() + begin, static_cast<std::size_t>(end - begin))))
            finite = false;
    });
    if (!finite) throw InvalidRequest("weights that hold NaN or Inf cannot be quantized");
}

} // namespace alidade
