// SPDX-License-Identifier: GPL-3.0-or-later
// Plain implementations.
#include "tests/support/naive.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>
#include <random>

namespace alidade::test {

namespace {

using Long = long double;

/// Uniform in (0, 1).
double openUniform(std::mt19937_64& generator)
{
    return (static_cast<double>(generator() >> 11) + 0.5) * 0x1.0p-53;
}

double draw(std::mt19937_64& generator, Source source)
{
    const double u = openUniform(generator);
    switch (source) {
    case Source::Gaussian:
        return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * openUniform(generator));
    case Source::Laplace:
        return (u < 0.5 ? std::log(2.0 * u) : -std::log(2.0 - 2.0 * u)) / std::numbers::sqrt2;
    case Source::Uniform:
        return (2.0 * u - 1.0) * std::numbers::sqrt3;
    }
    return 0.0;
}

} // namespace

NaiveMoments naiveMoments(const std::vector<double>& values)
{
    std::vector<Long> finite;
    for (const double value : values)
        if (std::isfinite(value)) finite.push_back(static_cast<Long>(value));
    const auto n = static_cast<Long>(finite.size());
    Long sum = 0;
    Long squares = 0;
    Long absolute = 0;
    for (const Long x : finite) {
        sum += x;
        squares += x * x;
        absolute += std::abs(x);
    }
    const Long mean = sum / n;
    Long m2 = 0;
    Long m3 = 0;
    Long m4 = 0;
    for (const Long x : finite) {
        const Long d = x - mean;
        m2 += d * d;
        m3 += d * d * d;
        m4 += d * d * d * d;
    }
    return {static_cast<double>(sum),
            static_cast<double>(squares),
            static_cast<double>(mean),
            static_cast<double>(m2 / n),
            static_cast<double>(m4 * n / (m2 * m2)),
            static_cast<double>(m3),
            static_cast<double>(absolute)};
}

double uncentredKurtosis(const Matrix& values)
{
    double squares = 0.0;
    double fourth = 0.0;
    for (Index i = 0; i < values.size(); ++i) {
        const double square = std::pow(static_cast<double>(values.data()[i]), 2);
        squares += square;
        fourth += square * square;
    }
    return static_cast<double>(values.size()) * fourth / (squares * squares);
}

int sylvesterEntry(std::uint64_t row, std::uint64_t column)
{
    return std::popcount(row & column) % 2 == 0 ? 1 : -1;
}

MatrixD denseHadamard(const HadamardPlan& plan)
{
    const Index n = plan.order();
    MatrixD dense(n, n);
    for (Index row = 0; row < n; ++row)
        for (Index column = 0; column < n; ++column) {
            Index i = row;
            Index j = column;
            int entry = sylvesterEntry(static_cast<std::uint64_t>(i % plan.sylvester),
                                       static_cast<std::uint64_t>(j % plan.sylvester));
            i /= plan.sylvester;
            j /= plan.sylvester;
            for (auto core = plan.cores.rbegin(); core != plan.cores.rend(); ++core) {
                const Index order = (*core)->order;
                entry *= (*core)->at(static_cast<int>(i % order), static_cast<int>(j % order));
                i /= order;
                j /= order;
            }
            dense(row, column) = entry;
        }
    return dense;
}

Matrix drawMatrix(Index rows, Index cols, std::uint64_t seed, Source source)
{
    std::mt19937_64 generator(seed);
    Matrix values(rows, cols);
    for (Index i = 0; i < values.size(); ++i)
        values.data()[i] = static_cast<float>(draw(generator, source));
    return values;
}

double integral(const std::function<double(double)>& f, double from, double to, int pairs)
{
    const double h = (to - from) / (2 * pairs);
    double sum = f(from) + f(to);
    for (int i = 1; i < 2 * pairs; ++i)
        sum += (i % 2 == 1 ? 4.0 : 2.0) * f(from + i * h);
    return sum * h / 3.0;
}

bool sameBits(const Matrix& a, const Matrix& b)
{
    if (a.rows() != b.rows() || a.cols() != b.cols()) return false;
    if (a.size() == 0) return true; // memcmp must not be given null
    return std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(float)) == 0;
}

double largestDifference(const Matrix& a, const Matrix& b)
{
    return (a.cast<double>() - b.cast<double>()).cwiseAbs().maxCoeff();
}

} // namespace alidade::test
