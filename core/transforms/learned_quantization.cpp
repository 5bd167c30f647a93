// SPDX-License-Identifier: Apache-2.0
// Learned for a quantizer: the rotation of least squared error of rounding to b bits with one absmax scale for each
// sample of a block (a row of W and a block of its columns). Rounding has no useful gradient, so the descent is on the
// error that a step of max|y| / (2^(b-1) - 1) makes on average, with a norm of high order in place of the maximum, and
// the best place by the true error is kept.
#include "core/transforms/learned_rotation.h"
#include "core/transforms/rotation_steps.h"

#include <cmath>

namespace alidade {

namespace {

constexpr int mostSteps = 40;
constexpr double order = 12.0;

class LeastError final : public RotationObjective {
public:
    explicit LeastError(std::int64_t bits) : m_bits(bits), m_levels(static_cast<double>((std::int64_t{1} << (bits - 1)) - 1))
    {
    }

    [[nodiscard]] double sum(const MatrixD& coordinates) const override
    {
        if (coordinates.cols() == 0) return 0.0;
        const Eigen::RowVectorXd steps = coordinates.cwiseAbs().colwise().maxCoeff() / m_levels;
        double error = 0.0;
        for (Index i = 0; i < coordinates.rows(); ++i)
            for (Index j = 0; j < coordinates.cols(); ++j) {
                const double y = coordinates(i, j);
                const double rounded = steps(j) > 0.0 ? std::nearbyint(y / steps(j)) * steps(j) : 0.0;
                error += (y - rounded) * (y - rounded);
            }
        return error;
    }

    void improve(MatrixD& axes, MatrixD& coordinates, const JobContext& job) const override
    {
        double lowest = sum(coordinates);
        MatrixD best = axes;
        const auto keep = [&](const MatrixD& at, const MatrixD& y) {
            const double now = sum(y);
            if (now >= lowest) return;
            lowest = now;
            best = at;
        };
        descend(axes, coordinates, {squaredNorms, gradient}, mostSteps, keep, job);
        axes = std::move(best);
    }

    /// The true error over the energy, in dB.
    [[nodiscard]] double shown(double sum, double energy, double) const override
    {
        return -10.0 * std::log10(sum / energy);
    }

    [[nodiscard]] std::string shownName() const override
    {
        return "SQNR in dB at " + std::to_string(m_bits) + " bits";
    }

private:
    /// Of each sample (column): the largest magnitude, and the sum of (|y| / largest)^order.
    struct Norms {
        Eigen::RowVectorXd largest;
        Eigen::RowVectorXd sums;
    };

    static MatrixD powers(const MatrixD& y, const Eigen::RowVectorXd& largest, double exponent)
    {
        MatrixD out(y.rows(), y.cols());
        for (Index i = 0; i < y.rows(); ++i)
            for (Index j = 0; j < y.cols(); ++j)
                out(i, j) = largest(j) > 0.0 ? std::pow(std::abs(y(i, j)) / largest(j), exponent) : 0.0;
        return out;
    }

    static Norms normsOf(const MatrixD& y)
    {
        Norms norms{y.cwiseAbs().colwise().maxCoeff(), {}};
        norms.sums = powers(y, norms.largest, order).colwise().sum();
        return norms;
    }

    /// Sum over samples of ||y||_order^2.
    static double squaredNorms(const MatrixD& y)
    {
        const Norms norms = normsOf(y);
        double total = 0.0;
        for (Index j = 0; j < y.cols(); ++j)
            if (norms.largest(j) > 0.0) total += norms.largest(j) * norms.largest(j) * std::pow(norms.sums(j), 2.0 / order);
        return total;
    }

    /// d ||y||^2 / dy_i = 2 ||y||^(2 - p) |y_i|^(p - 1) sign y_i.
    static MatrixD gradient(const MatrixD& y)
    {
        const Norms norms = normsOf(y);
        MatrixD out = powers(y, norms.largest, order - 1.0);
        for (Index j = 0; j < y.cols(); ++j) {
            if (norms.largest(j) <= 0.0) continue;
            const double scale = 2.0 * norms.largest(j) * std::pow(norms.sums(j), 2.0 / order - 1.0);
            for (Index i = 0; i < y.rows(); ++i) out(i, j) *= std::copysign(scale, y(i, j));
        }
        return out;
    }

    std::int64_t m_bits;
    double m_levels;
};

class LearnedQuantization final : public CoordinateSystem {
public:
    explicit LearnedQuantization(const Parameters& parameters)
        : m_search(parameters), m_bits(parameters.integer("target-bits"))
    {
    }

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        return learnedBasis(input, LeastError(m_bits), m_search, job);
    }

private:
    RotationSearch m_search;
    std::int64_t m_bits;
};

std::vector<ParameterSpec> parametersOfQuantization()
{
    std::vector<ParameterSpec> parameters = learnedParameters();
    parameters.push_back(integerParameter("target-bits", "Target bits",
                                          "bits of the rounding that the rotation is learned for", 4, 2, 8));
    return parameters;
}

} // namespace

void register_learned_quantization(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "learned_quantization",
        .label = "Learned: least rounding error",
        .shortLabel = "Least error",
        .help = "Rotations of blocks learned for absmax rounding with one scale for each row and block: descent on a "
                "smooth stand-in for the largest weight, judged by the true error. The basis is charged.",
        .dependsOnWeights = true,
        .parameters = parametersOfQuantization(),
        .make = [](const Parameters& parameters) { return std::make_unique<LearnedQuantization>(parameters); },
    });
}

} // namespace alidade
