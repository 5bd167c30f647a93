// SPDX-License-Identifier: Apache-2.0
// Learned flattening: the rotation of least kurtosis. Energy is fixed, so it is the one of least sum y^4, and
// every pair of axes has its best angle in closed form. Towards the 1.8 of a uniform distribution, as KurTail
// does (2503.01483).
#include "core/transforms/learned_rotation.h"
#include "core/transforms/rotation_steps.h"

namespace alidade {

namespace {

constexpr int mostSweeps = 12;

class LeastKurtosis final : public RotationObjective {
public:
    [[nodiscard]] double sum(const MatrixD& coordinates) const override
    {
        return coordinates.array().square().square().sum();
    }

    void improve(MatrixD& axes, MatrixD& coordinates, const JobContext& job) const override
    {
        turnPairs(axes, coordinates, FourthPowers::Flatten, mostSweeps, job);
    }

    [[nodiscard]] double shown(double sum, double energy, double count) const override
    {
        return sum * count / (energy * energy);
    }

    [[nodiscard]] std::string shownName() const override { return "kurtosis about zero"; }
};

class LearnedKurtosis final : public CoordinateSystem {
public:
    explicit LearnedKurtosis(const Parameters& parameters) : m_search(parameters) {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        return learnedBasis(input, LeastKurtosis(), m_search, job);
    }

private:
    RotationSearch m_search;
};

} // namespace

void register_learned_kurtosis(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "learned_kurtosis",
        .label = "Learned: least kurtosis",
        .shortLabel = "Least kurtosis",
        .help = "Rotations of blocks learned to flatten: pairs of axes are turned to the angle of least sum "
                "of fourth "
                "powers until none moves. Flattens below the 3 of random rotations; the basis is charged.",
        .dependsOnWeights = true,
        .parameters = learnedParameters(),
        .make = [](const Parameters& parameters) { return std::make_unique<LearnedKurtosis>(parameters); },
    });
}

} // namespace alidade
