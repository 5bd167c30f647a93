// SPDX-License-Identifier: Apache-2.0
// Stockham's self-sorting algorithm with radices 4, 2 and small odd primes; Bluestein's chirp for the rest.
#include "core/numerics/fourier.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <utility>

namespace alidade {

namespace {

/// Largest prime factor that is done by its definition.
constexpr int largestRadix = 61;

struct Split {
    double* real;
    double* imaginary;

    [[nodiscard]] Split at(Index offset) const { return {real + offset, imaginary + offset}; }
};

struct Factor {
    double real;
    double imaginary;
};

/// target = source * factor, or target += it.
template <bool Add>
void scaled(Split target, Split source, Factor factor, Index run)
{
    const double c = factor.real;
    const double s = factor.imaginary;
#pragma omp simd
    for (Index i = 0; i < run; ++i) {
        const double real = source.real[i] * c - source.imaginary[i] * s;
        const double imaginary = source.real[i] * s + source.imaginary[i] * c;
        target.real[i] = Add ? target.real[i] + real : real;
        target.imaginary[i] = Add ? target.imaginary[i] + imaginary : imaginary;
    }
}

void radixTwo(Split out, Split in, Index inStep, Index run, Factor twiddle)
{
    const Split a = in;
    const Split b = in.at(inStep);
    const Split second = out.at(run);
#pragma omp simd
    for (Index i = 0; i < run; ++i) {
        const double real = a.real[i] - b.real[i];
        const double imaginary = a.imaginary[i] - b.imaginary[i];
        out.real[i] = a.real[i] + b.real[i];
        out.imaginary[i] = a.imaginary[i] + b.imaginary[i];
        second.real[i] = real * twiddle.real - imaginary * twiddle.imaginary;
        second.imaginary[i] = real * twiddle.imaginary + imaginary * twiddle.real;
    }
}

/// @param twiddles of outputs 1, 2, 3
void radixFour(Split out, Split in, Index inStep, Index run, const Factor* twiddles)
{
    const Split a = in;
    const Split b = in.at(inStep);
    const Split c = in.at(2 * inStep);
    const Split d = in.at(3 * inStep);
    const auto put = [run, out](Index which, Index i, double real, double imaginary, Factor w) {
        out.real[which * run + i] = real * w.real - imaginary * w.imaginary;
        out.imaginary[which * run + i] = real * w.imaginary + imaginary * w.real;
    };
#pragma omp simd
    for (Index i = 0; i < run; ++i) {
        const double acReal = a.real[i] + c.real[i];
        const double acImaginary = a.imaginary[i] + c.imaginary[i];
        const double amcReal = a.real[i] - c.real[i];
        const double amcImaginary = a.imaginary[i] - c.imaginary[i];
        const double bdReal = b.real[i] + d.real[i];
        const double bdImaginary = b.imaginary[i] + d.imaginary[i];
        const double turnedReal = b.imaginary[i] - d.imaginary[i]; // -i (b - d)
        const double turnedImaginary = d.real[i] - b.real[i];
        out.real[i] = acReal + bdReal;
        out.imaginary[i] = acImaginary + bdImaginary;
        put(1, i, amcReal + turnedReal, amcImaginary + turnedImaginary, twiddles[0]);
        put(2, i, acReal - bdReal, acImaginary - bdImaginary, twiddles[1]);
        put(3, i, amcReal - turnedReal, amcImaginary - turnedImaginary, twiddles[2]);
    }
}

/// Multiplies row j of a tile by (real[j], imaginary[j]).
void multiplyRows(Split tile, const std::vector<double>& real, const std::vector<double>& imaginary,
                  Index width)
{
    for (std::size_t j = 0; j < real.size(); ++j) {
        const Split row = tile.at(static_cast<Index>(j) * width);
        scaled<false>(row, row, {real[j], imaginary[j]}, width);
    }
}

} // namespace

FourierPlan::FourierPlan(Index length) : m_length(length)
{
    Index rest = length;
    const auto divideBy = [this, &rest](int factor) {
        for (; rest % factor == 0; rest /= factor)
            m_factors.push_back(factor);
    };
    divideBy(4);
    divideBy(2);
    for (int odd = 3; odd <= largestRadix; odd += 2)
        divideBy(odd);
    if (rest > 1) {
        makeConvolution();
        return;
    }
    m_cosine.resize(static_cast<std::size_t>(length));
    m_sine.resize(static_cast<std::size_t>(length));
    for (Index j = 0; j < length; ++j) {
        const double angle = 2.0 * std::numbers::pi * static_cast<double>(j) / static_cast<double>(length);
        m_cosine[static_cast<std::size_t>(j)] = std::cos(angle);
        m_sine[static_cast<std::size_t>(j)] = -std::sin(angle);
    }
}

void FourierPlan::makeConvolution()
{
    auto made = std::make_unique<Convolution>();
    const auto n = static_cast<std::uint64_t>(m_length);
    const std::uint64_t padded = std::bit_ceil(2 * n - 1);
    made->plan = std::make_unique<const FourierPlan>(static_cast<Index>(padded));
    made->filterReal.assign(padded, 0.0);
    made->filterImaginary.assign(padded, 0.0);
    const double share = 1.0 / static_cast<double>(padded);
    for (std::uint64_t j = 0; j < n; ++j) {
        // j^2 modulo 2n: the angle of a large square would lose its digits.
        const double angle =
            std::numbers::pi * static_cast<double>((j * j) % (2 * n)) / static_cast<double>(n);
        made->chirpReal.push_back(std::cos(angle));
        made->chirpImaginary.push_back(-std::sin(angle));
        for (const std::uint64_t place : {j, (padded - j) % padded}) {
            made->filterReal[place] = std::cos(angle) * share;
            made->filterImaginary[place] = std::sin(angle) * share;
        }
    }
    FourierWorkspace workspace;
    made->plan->transform(made->filterReal.data(), made->filterImaginary.data(), 1, workspace);
    m_convolution = std::move(made);
}

void FourierPlan::transform(double* real, double* imaginary, Index width, FourierWorkspace& workspace) const
{
    if (m_convolution) return convolve(real, imaginary, width, workspace);
    mixedRadix(real, imaginary, width, workspace);
}

void FourierPlan::convolve(double* real, double* imaginary, Index width, FourierWorkspace& workspace) const
{
    const Convolution& c = *m_convolution;
    const auto values = static_cast<std::size_t>(m_length * width);
    workspace.longReal.assign(static_cast<std::size_t>(c.plan->length() * width), 0.0);
    workspace.longImaginary.assign(workspace.longReal.size(), 0.0);
    const Split padded{workspace.longReal.data(), workspace.longImaginary.data()};
    std::copy_n(real, values, padded.real);
    std::copy_n(imaginary, values, padded.imaginary);
    multiplyRows(padded, c.chirpReal, c.chirpImaginary, width);
    c.plan->transform(padded.real, padded.imaginary, width, workspace);
    multiplyRows(padded, c.filterReal, c.filterImaginary, width);
    c.plan->transform(padded.imaginary, padded.real, width, workspace);
    multiplyRows(padded, c.chirpReal, c.chirpImaginary, width);
    std::copy_n(padded.real, values, real);
    std::copy_n(padded.imaginary, values, imaginary);
}

void FourierPlan::mixedRadix(double* real, double* imaginary, Index width, FourierWorkspace& workspace) const
{
    const auto values = static_cast<std::size_t>(m_length * width);
    workspace.real.resize(std::max(workspace.real.size(), values));
    workspace.imaginary.resize(std::max(workspace.imaginary.size(), values));
    const Split home{real, imaginary};
    Split from = home;
    Split to{workspace.real.data(), workspace.imaginary.data()};
    const auto root = [this](Index power) {
        const auto j = static_cast<std::size_t>(power % m_length);
        return Factor{m_cosine[j], m_sine[j]};
    };
    Index stride = 1;      // transforms already done, side by side
    Index rest = m_length; // length of those still to do
    for (const int factor : m_factors) {
        const Index steps = rest / factor;
        const Index run = stride * width;
        const Index inStep = steps * run;
        for (Index k = 0; k < steps; ++k) {
            const Split in = from.at(k * run);
            const Split out = to.at(k * factor * run);
            if (factor == 2) {
                radixTwo(out, in, inStep, run, root(k * stride));
            } else if (factor == 4) {
                const Factor twiddles[3] = {root(k * stride), root(2 * k * stride), root(3 * k * stride)};
                radixFour(out, in, inStep, run, twiddles);
            } else {
                for (Index r = 0; r < factor; ++r) {
                    scaled<false>(out.at(r * run), in, root(k * r * stride), run);
                    for (Index j = 1; j < factor; ++j)
                        scaled<true>(out.at(r * run), in.at(j * inStep),
                                     root(k * r * stride + j * r % factor * (m_length / factor)), run);
                }
            }
        }
        std::swap(from, to);
        stride *= factor;
        rest = steps;
    }
    if (from.real == home.real) return;
    std::copy_n(from.real, values, real);
    std::copy_n(from.imaginary, values, imaginary);
}

} // namespace alidade
