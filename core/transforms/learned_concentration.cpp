// SPDX-License-Identifier: Apache-2.0
// Learned alignment: the rotation of largest fourth powers (quartimax, the cumulant form of ICA) or of most
// variable squares on each axis (varimax, Kaiser 1958). On pure noise it finds structure too: hold out half
// of the samples.
#include "core/transforms/learned_rotation.h"
#include "core/transforms/rotation_steps.h"

namespace alidade {

namespace {

constexpr int mostSweeps = 12;

class Concentration final : public RotationObjective {
public:
    explicit Concentration(FourthPowers goal) : m_goal(goal) {}

    [[nodiscard]] double sum(const MatrixD& coordinates) const override
    {
        const double fourth = coordinates.array().square().square().sum();
        if (m_goal == FourthPowers::Quartimax || coordinates.cols() == 0) return -fourth;
        const Eigen::VectorXd energies = coordinates.rowwise().squaredNorm();
        return energies.squaredNorm() / static_cast<double>(coordinates.cols()) - fourth;
    }

    void improve(MatrixD& axes, MatrixD& coordinates, const JobContext& job) const override
    {
        turnPairs(axes, coordinates, m_goal, mostSweeps, job);
    }

    [[nodiscard]] double shown(double sum, double energy, double count) const override
    {
        return -sum * count / (energy * energy);
    }

    [[nodiscard]] std::string shownName() const override
    {
        return m_goal == FourthPowers::Quartimax ? "kurtosis about zero" : "varimax criterion";
    }

private:
    FourthPowers m_goal;
};

class LearnedConcentration final : public CoordinateSystem {
public:
    explicit LearnedConcentration(const Parameters& parameters)
        : m_search(parameters),
          m_goal(parameters.text("criterion") == "varimax" ? FourthPowers::Varimax : FourthPowers::Quartimax)
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        return learnedBasis(input, Concentration(m_goal), m_search, job);
    }

private:
    RotationSearch m_search;
    FourthPowers m_goal;
};

std::vector<ParameterSpec> parametersOfConcentration()
{
    std::vector<ParameterSpec> parameters = learnedParameters();
    parameters.push_back(
        choiceParameter("criterion", "Criterion",
                        "largest sum of fourth powers, or largest variance of the squares on each axis",
                        "quartimax", {"quartimax", "varimax"}));
    return parameters;
}

} // namespace

void register_learned_concentration(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "learned_concentration",
        .label = "Learned: most concentrated",
        .shortLabel = "Concentrated",
        .help = "Rotations of blocks learned to align: pairs of axes are turned to the angle of most "
                "concentrated energy. "
                "Finds concentration in noise as well: compare with holdout. The basis is charged.",
        .dependsOnWeights = true,
        .parameters = parametersOfConcentration(),
        .make =
            [](const Parameters& parameters) { return std::make_unique<LearnedConcentration>(parameters); },
    });
}

} // namespace alidade
