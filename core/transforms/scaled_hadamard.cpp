// SPDX-License-Identifier: Apache-2.0
// Channels scaled towards equal energy, then rotated: SmoothQuant's and AWQ's diagonal before QuaRot's
// Hadamard matrix. The diagonal is not orthogonal: energy and distances change, and errors of coefficients
// are not errors of weights.
#include "core/base/error.h"
#include "core/base/float16.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/random_hadamard.h"
#include "core/transforms/scaled_transform.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double factorBits = 16.0;
// Within the normal range of float16.
constexpr double smallestFactor = 0x1.0p-14;
constexpr double largestFactor = 0x1.0p+15;

/// 1 / rms^alpha of each channel over the geometric mean of them all, as float16 numbers; 1 for a silent
/// channel.
std::vector<float> factorsOf(const Eigen::VectorXd& energy, double alpha)
{
    double sum = 0.0;
    double heard = 0.0;
    for (const double value : energy)
        if (value > 0.0) {
            sum += std::log(value);
            heard += 1.0;
        }
    std::vector<float> factors;
    for (const double value : energy) {
        const double exponent = value > 0.0 ? -0.5 * alpha * (std::log(value) - sum / heard) : 0.0;
        const double factor = std::clamp(std::exp(exponent), smallestFactor, largestFactor);
        factors.push_back(roundToHalf(static_cast<float>(factor)));
    }
    return factors;
}

class ScaledHadamard final : public CoordinateSystem {
public:
    explicit ScaledHadamard(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_seed(static_cast<std::uint64_t>(parameters.integer("seed"))), m_alpha(parameters.real("alpha"))
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        RandomHadamard blocks(m_seed, RandomHadamard::Signs::Random);
        const MatrixD squares = input.weights.cast<double>().cwiseAbs2();
        if (!squares.allFinite())
            throw NumericalError("the weights hold NaN or Inf: their channels have no scale");
        return makeBasis(input, m_side, m_block, [&](Side axis, Index first, Index length) {
            job.checkpoint(static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(first + length));
            Eigen::VectorXd energy;
            if (axis == Side::Rows)
                energy = squares.middleRows(first, length).rowwise().mean();
            else
                energy = squares.middleCols(first, length).colwise().mean().transpose();
            job.checkpoint();
            return scaledTransform(factorsOf(energy, m_alpha), blocks.next(axis, length),
                                   factorBits * static_cast<double>(length));
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
    std::uint64_t m_seed;
    double m_alpha;
};

} // namespace

void register_scaled_hadamard(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "scaled_hadamard",
        .label = "Scaled channels, then Hadamard",
        .shortLabel = "Scaled",
        .help = "Divides every channel by its rms to the power alpha (16 bits a channel), then random signs "
                "and a "
                "Hadamard matrix. Not orthogonal: energy and spectrum change, and the error of coefficients "
                "is not that "
                "of weights.",
        .dependsOnWeights = true,
        .parameters = {sideParameter(Side::Columns), blockParameter(), seedParameter(),
                       realParameter("alpha", "Alpha",
                                     "how far channels are brought to equal energy: 0 not at all, 1 entirely",
                                     0.5, 0.0, 1.0)},
        .make = [](const Parameters& parameters) { return std::make_unique<ScaledHadamard>(parameters); },
    });
}

} // namespace alidade
