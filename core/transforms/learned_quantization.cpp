// SPDX-License-Identifier: Apache-2.0
// Learned for a quantizer: the rotation of least squared error of rounding to b bits with one absmax scale
// for each sample of a block (a row of W and a block of its columns). Rounding has no useful gradient, so the
// descent is on the error that a step of max|y| / (2^(b-1) - 1) makes on average, with a norm of high order
// in place of the maximum, and the best place by the true error is kept.
#include "core/transforms/learned_rotation.h"
#include "core/transforms/rotation_steps.h"

#include <cmath>

namespace alidade {

namespace {

constexpr int mostSteps = 40;
constexpr double order = 12.0;

class LeastError final : public RotationObjective {
public:
    explicit LeastError(std::int64_t bits)
        : m_bits(bits), m_levels(static_cast<double>((std::int64_t{1} << (bits - 1)) - 1))
    {}

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
    /// y over the largest magnitude of its sample (column), and that magnitude; a silent sample stays zero.
    struct Relative {
        Eigen::ArrayXXd values;
        Eigen::RowVectorXd largest;
    };

    static Relative relative(const MatrixD& y)
    {
        Relative out{{}, y.cwiseAbs().colwise().maxCoeff()};
        const Eigen::RowVectorXd divisor = (out.largest.array() > 0.0).select(out.largest, 1.0);
        out.values = y.array().rowwise() / divisor.array();
        return out;
    }

    /// Sum over samples of (sum_i |y_i|^12)^(2/12): the squared norms.
    static double squaredNorms(const MatrixD& y)
    {
        const Relative r = relative(y);
        const Eigen::RowVectorXd sums = r.values.square().cube().square().colwise().sum();
        return (r.largest.array().square() * sums.array().pow(2.0 / order)).sum();
    }

    /// d ||y||^2 / dy_i = 2 ||y||^(2 - p) |y_i|^(p - 1) sign y_i with p = 12.
    static MatrixD gradient(const MatrixD& y)
    {
        const Relative r = relative(y);
        const Eigen::ArrayXXd squares = r.values.square();
        const Eigen::ArrayXXd fifth = squares.square().square() * squares;
        const Eigen::RowVectorXd sums = (fifth * squares).colwise().sum();
        const Eigen::RowVectorXd scale =
            (sums.array() > 0.0)
                .select(2.0 * r.largest.array() * sums.array().max(1e-300).pow(2.0 / order - 1.0), 0.0);
        return (fifth * r.values).rowwise() * scale.array();
    }

    std::int64_t m_bits;
    double m_levels;
};

class LearnedQuantization final : public CoordinateSystem {
public:
    explicit LearnedQuantization(const Parameters& parameters)
        : m_search(parameters), m_bits(parameters.integer("target-bits"))
    {}

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
        .help = "Rotations of blocks learned for absmax rounding with one scale for each row and block: "
                "descent on a "
                "smooth stand-in for the largest weight, judged by the true error. The basis is charged.",
        .dependsOnWeights = true,
        .parameters = parametersOfQuantization(),
        .make =
            [](const Parameters& parameters) { return std::make_unique<LearnedQuantization>(parameters); },
    });
}

} // namespace alidade
