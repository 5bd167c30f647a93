// SPDX-License-Identifier: Apache-2.0
// Uniformly random rotations from a seed: what any generic basis does to the weights. science.md 1.2.
#include "core/numerics/orthogonal.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/dense_transform.h"

namespace alidade {

namespace {

class Haar final : public CoordinateSystem {
public:
    explicit Haar(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_seed(static_cast<std::uint64_t>(parameters.integer("seed")))
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        // The two sides draw from streams of their own, so that one does not depend on the other's length.
        Random rows(m_seed, 1);
        Random columns(m_seed, 2);
        SeedCharge charge;
        return makeBasis(input, m_side, m_block, [&](Side axis, Index, Index length) {
            const MatrixD q = haarMatrix(length, axis == Side::Rows ? rows : columns, job);
            return denseTransform(q.cast<float>(), charge.take(),
                                  "Haar rotation of " + std::to_string(length));
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
    std::uint64_t m_seed;
};

} // namespace

void register_haar(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "haar",
        .label = "Random rotation (Haar)",
        .shortLabel = "Haar",
        .help = "A uniformly random orthogonal matrix, made from the seed by QR of Gaussian numbers: the "
                "null that every "
                "chosen basis is compared with. Costs n^3 operations and n products a weight.",
        .dependsOnWeights = false,
        .expensive = true,
        .parameters = {sideParameter(Side::Both), blockParameter(), seedParameter()},
        .make = [](const Parameters& parameters) { return std::make_unique<Haar>(parameters); },
    });
}

} // namespace alidade
