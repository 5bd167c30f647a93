// SPDX-License-Identifier: Apache-2.0
// The eigenbasis of the second moments of a layer's inputs: W' = W V with Sigma = V Lambda V^T, the KLT of the inputs,
// largest energy first; science.md 1.5. Damping would add a multiple of I, which has no part in eigenvectors.
#include "core/numerics/symmetric_eigen.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/stored_basis.h"

namespace alidade {

namespace {

class Activation final : public CoordinateSystem {
public:
    explicit Activation(const Parameters& parameters)
        : m_block(parameters.integer("block")), m_bits(parameters.integer("basis-bits"))
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        return makeBasis(input, Side::Columns, m_block, [&](Side, Index first, Index length) {
            const MatrixD& moments = requiredMoments(input.inputMoments, input.weights.cols(), "activation",
                                                     "second moments of the inputs");
            SymmetricEigen eigen =
                symmetricEigen(moments.block(first, first, length, length), job.part(0.0, 0.9));
            return storedBasis(std::move(eigen.vectors), m_bits, BasisCoding::Entries,
                               "principal axes of the inputs (dense, " + basisCostText(m_bits) + ")",
                               job.part(0.9, 1.0));
        });
    }

private:
    std::int64_t m_block;
    std::int64_t m_bits;
};

} // namespace

void register_activation(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "activation",
        .label = "Principal axes of the inputs",
        .shortLabel = "Activation",
        .help = "Eigenvectors of E[x x^T] of the layer's inputs, from a calibration file: the axes in which errors of "
                "the output add up channel by channel. The basis has to be stored.",
        .needsStorage = true,
        .expensive = true,
        .needsCalibration = true,
        .parameters = {blockParameter(), basisBitsParameter()},
        .make = [](const Parameters& parameters) { return std::make_unique<Activation>(parameters); },
    });
}

} // namespace alidade
