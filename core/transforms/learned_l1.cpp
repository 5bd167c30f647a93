// SPDX-License-Identifier: Apache-2.0
// Learned sparsity: the rotation of least sum |y|, by descent on sqrt(y^2 + e^2).
#include "core/transforms/learned_rotation.h"
#include "core/transforms/rotation_steps.h"

#include <cmath>

namespace alidade {

namespace {

constexpr int mostSteps = 60;
constexpr double softness = 0.05; // of the rms, which is one here

class LeastL1 final : public RotationObjective {
public:
    [[nodiscard]] double sum(const MatrixD& coordinates) const override
    {
        return coordinates.array().abs().sum();
    }

    void improve(MatrixD& axes, MatrixD& coordinates, const JobContext& job) const override
    {
        const SmoothFunction soft{
            [](const MatrixD& y) { return (y.array().square() + softness * softness).sqrt().sum(); },
            [](const MatrixD& y) -> MatrixD {
                return y.array() / (y.array().square() + softness * softness).sqrt();
            }};
        // The soft value falls in every step; of the places it passes the one of least sum |y| is kept.
        double lowest = sum(coordinates);
        MatrixD best = axes;
        const auto keep = [&](const MatrixD& at, const MatrixD& y) {
            const double now = sum(y);
            if (now >= lowest) return;
            lowest = now;
            best = at;
        };
        descend(axes, coordinates, soft, mostSteps, keep, job);
        axes = std::move(best);
    }

    [[nodiscard]] double shown(double sum, double energy, double count) const override
    {
        return sum / std::sqrt(energy * count);
    }

    [[nodiscard]] std::string shownName() const override { return "mean |w| / rms"; }
};

class LearnedL1 final : public CoordinateSystem {
public:
    explicit LearnedL1(const Parameters& parameters) : m_search(parameters) {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        return learnedBasis(input, LeastL1(), m_search, job);
    }

private:
    RotationSearch m_search;
};

} // namespace

void register_learned_l1(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "learned_l1",
        .label = "Learned: least L1 norm",
        .shortLabel = "Least L1",
        .help = "Rotations of blocks learned to make the sum of |w| small, by gradient descent with Cayley "
                "steps: as many "
                "weights near zero as the energy allows. The basis is charged.",
        .dependsOnWeights = true,
        .parameters = learnedParameters(),
        .make = [](const Parameters& parameters) { return std::make_unique<LearnedL1>(parameters); },
    });
}

} // namespace alidade
