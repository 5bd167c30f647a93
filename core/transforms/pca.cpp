// SPDX-License-Identifier: Apache-2.0
// Principal axes of the weights: W' = U^T W V with the eigenvectors of W W^T and W^T W, ordered by energy; science.md
// 1.4. Uncentred by default. Centred means the eigenvectors of the covariance of the same channels: still an orthogonal
// map without an offset, so that nothing but the basis has to be stored and the inverse is exact; the mean then shows
// up in the coefficients.
#include "core/numerics/subspace_iteration.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/dense_transform.h"
#include "core/transforms/stored_basis.h"

namespace alidade {

namespace {

/// Shorter axes are done before a preview could be seen.
constexpr Index previewFrom = 1024;
constexpr Index previewAxes = 256;
constexpr int previewIterations = 2;
constexpr std::uint64_t previewSeed = 1;

class Pca final : public CoordinateSystem {
public:
    explicit Pca(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_bits(parameters.integer("basis-bits")), m_centred(parameters.text("centre") == "mean")
    {
    }

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        return makeBasis(input, m_side, m_block, [&](Side axis, Index first, Index length) {
            requireSolvable(length);
            MatrixD gram = secondMoments(input.weights, axis, first, length, job.part(0.0, 0.25));
            SymmetricEigen eigen = symmetricEigen(std::move(gram), job.part(0.25, 0.9));
            const std::string what = std::string(m_centred ? "centred " : "") + "principal axes (dense, " +
                                     basisCostText(m_bits) + ")";
            return storedBasis(std::move(eigen.vectors), m_bits, BasisCoding::Entries, what, job.part(0.9, 1.0));
        });
    }

    [[nodiscard]] std::optional<Basis> preview(const FitInput& input, const JobContext& job) const override
    {
        const Index n = input.weights.cols();
        if (m_side != Side::Columns || m_block != 0 || n < previewFrom) return std::nullopt;
        const MatrixD gram = secondMoments(input.weights, Side::Columns, 0, n, job.part(0.0, 0.4));
        const MatrixD axes = leadingBasis(gram, previewAxes, previewIterations, previewSeed, job.part(0.4, 1.0));
        return Basis(nullptr, denseTransform(axes.cast<float>(), static_cast<double>(m_bits) * static_cast<double>(n * n),
                                             std::to_string(previewAxes) + " leading principal axes, approximately"));
    }

private:
    /// W^T W or W W^T of a block, less what the mean contributes if centred.
    [[nodiscard]] MatrixD secondMoments(const Matrix& weights, Side axis, Index first, Index length,
                                        const JobContext& job) const
    {
        if (axis == Side::Columns) {
            const auto part = weights.middleCols(first, length);
            MatrixD gram = gramOfColumns(part, job);
            if (!m_centred) return gram;
            const Eigen::VectorXd sum = part.cast<double>().colwise().sum().transpose();
            return gram - sum * sum.transpose() / static_cast<double>(part.rows());
        }
        const auto part = weights.middleRows(first, length);
        MatrixD gram = gramOfRows(part, job);
        if (!m_centred) return gram;
        const Eigen::VectorXd sum = part.cast<double>().rowwise().sum();
        return gram - sum * sum.transpose() / static_cast<double>(part.cols());
    }

    Side m_side;
    std::int64_t m_block;
    std::int64_t m_bits;
    bool m_centred;
};

} // namespace

void register_pca(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "pca",
        .label = "Principal axes (PCA)",
        .shortLabel = "PCA",
        .help = "Eigenvectors of W^T W (columns) or W W^T (rows): concentrates energy as far as any orthogonal map of "
                "that side can. The basis belongs to this matrix alone and has to be stored.",
        .dependsOnWeights = true,
        .parameters = {sideParameter(Side::Columns), blockParameter(), basisBitsParameter(),
                       choiceParameter("centre", "Centre",
                                       "second moments about zero, or about the mean of each channel; the map stays "
                                       "orthogonal and nothing is subtracted",
                                       "zero", {"zero", "mean"})},
        .make = [](const Parameters& parameters) { return std::make_unique<Pca>(parameters); },
    });
}

} // namespace alidade
