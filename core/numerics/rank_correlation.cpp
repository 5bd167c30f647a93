// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/rank_correlation.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

/// Sums that a correlation is made of; they add up over parts.
struct Sums {
    double count = 0.0;
    double a = 0.0;
    double b = 0.0;
    double aa = 0.0;
    double bb = 0.0;
    double ab = 0.0;

    void add(double x, double y)
    {
        count += 1.0;
        a += x;
        b += y;
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    void add(const Sums& other)
    {
        count += other.count;
        a += other.a;
        b += other.b;
        aa += other.aa;
        bb += other.bb;
        ab += other.ab;
    }
    [[nodiscard]] double correlation() const
    {
        const double varianceA = aa - a * a / count;
        const double varianceB = bb - b * b / count;
        if (!(varianceA > 0.0 && varianceB > 0.0)) return std::numeric_limits<double>::quiet_NaN();
        return (ab - a * b / count) / std::sqrt(varianceA * varianceB);
    }
};

bool isBefore(float x, float y) { return std::isnan(y) ? !std::isnan(x) : x < y; }

double halfWidthOverColumns(const std::vector<Sums>& columns, int draws, std::uint64_t seed)
{
    Random random(seed);
    std::vector<double> values;
    for (int draw = 0; draw < draws; ++draw) {
        Sums sums;
        for (std::size_t i = 0; i < columns.size(); ++i) sums.add(columns[random.below(columns.size())]);
        values.push_back(sums.correlation());
    }
    if (values.size() < 2) return std::numeric_limits<double>::quiet_NaN();
    const Eigen::Map<const Eigen::ArrayXd> all(values.data(), static_cast<Index>(values.size()));
    constexpr double gaussian95 = 1.96;
    return gaussian95 * std::sqrt((all - all.mean()).square().sum() / static_cast<double>(values.size() - 1));
}

/// Mean over rows of the rank correlation inside each, rows that do not vary left out.
double meanWithinRows(const Matrix& a, const Matrix& b)
{
    double sum = 0.0;
    double count = 0.0;
    for (Index row = 0; row < a.rows(); ++row) {
        const auto length = static_cast<std::size_t>(a.cols());
        const double value = spearman({&a(row, 0), length}, {&b(row, 0), length});
        if (std::isnan(value)) continue;
        sum += value;
        count += 1.0;
    }
    return sum / count;
}

} // namespace

std::vector<double> ranksOf(std::span<const float> values)
{
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t i, std::uint32_t j) { return isBefore(values[i], values[j]); });
    std::vector<double> ranks(values.size());
    for (std::size_t at = 0; at < order.size();) {
        std::size_t end = at + 1;
        while (end < order.size() && !isBefore(values[order[at]], values[order[end]])) ++end;
        const double shared = 0.5 * static_cast<double>(at + end - 1);
        for (; at < end; ++at) ranks[order[at]] = shared;
    }
    return ranks;
}

double spearman(std::span<const float> a, std::span<const float> b)
{
    if (a.size() != b.size()) throw InvalidRequest("rank correlation needs lists of the same length");
    const std::vector<double> ranksA = ranksOf(a);
    const std::vector<double> ranksB = ranksOf(b);
    Sums sums;
    for (std::size_t i = 0; i < ranksA.size(); ++i) sums.add(ranksA[i], ranksB[i]);
    return sums.correlation();
}

MatrixRankCorrelation rankCorrelation(const Matrix& a, const Matrix& b, int draws, std::uint64_t seed)
{
    if (a.rows() != b.rows() || a.cols() != b.cols() || a.size() == 0)
        throw InvalidRequest("rank correlation needs matrices of the same shape");
    const auto size = static_cast<std::size_t>(a.size());
    const std::vector<double> ranksA = ranksOf({a.data(), size});
    const std::vector<double> ranksB = ranksOf({b.data(), size});
    std::vector<Sums> columns(static_cast<std::size_t>(a.cols()));
    const auto middle = 0.5 * static_cast<double>(size - 1); // ranks about zero keep the sums exact
    for (std::size_t i = 0; i < size; ++i) columns[i % columns.size()].add(ranksA[i] - middle, ranksB[i] - middle);
    Sums all;
    for (const Sums& column : columns) all.add(column);
    return {all.correlation(), halfWidthOverColumns(columns, draws, seed),
            meanWithinRows(a.transpose(), b.transpose()), meanWithinRows(a, b)};
}

} // namespace alidade
