// SPDX-License-Identifier: Apache-2.0
#include "core/studies/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alidade {

namespace {

constexpr double topShare = 0.01;
constexpr int bootstrapDraws = 200;

/// Indices of the `count` largest values.
std::vector<std::uint32_t> largest(const Matrix& values, std::size_t count)
{
    std::vector<std::uint32_t> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), 0U);
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(count);
    const float* const data = values.data();
    // Ties in order of place, so that the choice is the same everywhere.
    std::nth_element(order.begin(), middle, order.end(), [data](std::uint32_t i, std::uint32_t j) {
        return data[i] > data[j] || (data[i] == data[j] && i < j);
    });
    order.resize(count);
    return order;
}

double sumAt(const Matrix& values, const std::vector<std::uint32_t>& places)
{
    double sum = 0.0;
    for (const std::uint32_t place : places) sum += static_cast<double>(values.data()[place]);
    return sum;
}

} // namespace

MagnitudeAgainstSensitivity compareMagnitude(const TurnedMatrix& matrix, const Matrix& sensitivity, std::uint64_t seed)
{
    const Matrix squares = matrix.coefficients.cwiseAbs2();
    const auto count = static_cast<std::size_t>(std::max(1.0, topShare * static_cast<double>(squares.size())));
    std::vector<std::uint32_t> large = largest(squares, count);
    std::vector<std::uint32_t> sensitive = largest(sensitivity, count);
    MagnitudeAgainstSensitivity result;
    result.name = matrix.name;
    result.correlation = rankCorrelation(squares, sensitivity, bootstrapDraws, seed);
    result.topEnergy = sumAt(squares, large) / squares.cast<double>().sum();
    result.topSensitivity = sumAt(sensitivity, sensitive) / sensitivity.cast<double>().sum();
    std::sort(large.begin(), large.end());
    std::sort(sensitive.begin(), sensitive.end());
    std::vector<std::uint32_t> common;
    std::set_intersection(large.begin(), large.end(), sensitive.begin(), sensitive.end(), std::back_inserter(common));
    result.overlap = static_cast<double>(common.size()) / static_cast<double>(count);
    result.histogram = jointHistogram(squares, sensitivity);
    return result;
}

} // namespace alidade
