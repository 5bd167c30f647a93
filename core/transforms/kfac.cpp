// SPDX-License-Identifier: Apache-2.0
// Axes of the loss's curvature as K-FAC has it: F ~ G (x) Sigma with G = E[delta delta^T] at the outputs and
// Sigma = E[x x^T] at the inputs; W' = U^T W V with the eigenvectors of both. science.md 1.5 and 6.
#include "core/numerics/symmetric_eigen.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/stored_basis.h"

namespace alidade {

namespace {

class Kfac final : public CoordinateSystem {
public:
    explicit Kfac(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_bits(parameters.integer("basis-bits"))
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        return makeBasis(input, m_side, m_block, [&](Side axis, Index first, Index length) {
            const bool rows = axis == Side::Rows;
            const MatrixD& moments =
                rows ? requiredMoments(input.outputGradientMoments, input.weights.rows(), "kfac",
                                       "second moments of the gradients at the outputs")
                     : requiredMoments(input.inputMoments, input.weights.cols(), "kfac", "second moments of the inputs");
            SymmetricEigen eigen =
                symmetricEigen(moments.block(first, first, length, length), job.part(0.0, 0.9));
            const std::string what = std::string("principal axes of the ") + (rows ? "output gradients" : "inputs") +
                                     " (dense, " + basisCostText(m_bits) + ")";
            return storedBasis(std::move(eigen.vectors), m_bits, BasisCoding::Entries, what, job.part(0.9, 1.0));
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
    std::int64_t m_bits;
};

} // namespace

void register_kfac(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "kfac",
        .label = "Curvature axes (K-FAC)",
        .shortLabel = "K-FAC",
        .help = "Eigenvectors of E[x x^T] of the inputs (columns) and of E[delta delta^T] of the gradients at the outputs "
                "(rows), from a calibration file: the axes of the Fisher matrix. Both bases have to be stored.",
        .needsStorage = true,
        .expensive = true,
        .needsCalibration = true,
        .parameters = {sideParameter(Side::Both), blockParameter(), basisBitsParameter()},
        .make = [](const Parameters& parameters) { return std::make_unique<Kfac>(parameters); },
    });
}

} // namespace alidade
