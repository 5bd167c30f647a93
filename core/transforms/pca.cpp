// SPDX-License-Identifier: Apache-2.0
// Principal axes of the weights: W' = U^T W V with the eigenvectors of W W^T and W^T W, uncentred so that the map is
// orthogonal and has no mean to store; ordered by energy. science.md 1.4.
#include "core/transforms/coordinate_system.h"
#include "core/transforms/dense_transform.h"
#include "core/numerics/symmetric_eigen.h"

namespace alidade {

namespace {

class Pca final : public CoordinateSystem {
public:
    explicit Pca(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_basisBits(static_cast<double>(parameters.integer("basis-bits")))
    {
    }

    [[nodiscard]] Basis fit(const Matrix& weights, const JobContext& job) const override
    {
        return makeBasis(weights, m_side, m_block, [&](Side axis, Index first, Index length) {
            MatrixD gram = axis == Side::Columns ? gramOfColumns(weights.middleCols(first, length), job.part(0.0, 0.3))
                                                 : gramOfRows(weights.middleRows(first, length), job.part(0.0, 0.3));
            const SymmetricEigen eigen = symmetricEigen(std::move(gram), job.part(0.3, 1.0));
            const double bits = m_basisBits * static_cast<double>(length) * static_cast<double>(length);
            return denseTransform(eigen.vectors.cast<float>(), bits,
                                  std::to_string(length) + " principal axes (dense, " +
                                      std::to_string(static_cast<int>(m_basisBits)) + " bits an entry)");
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
    double m_basisBits;
};

} // namespace

void register_pca(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "pca",
        .label = "Principal axes (PCA, uncentred)",
        .shortLabel = "PCA",
        .help = "Eigenvectors of W^T W (columns) or W W^T (rows): concentrates energy as far as any orthogonal map of "
                "that side can. The basis belongs to this matrix alone and has to be stored.",
        .dependsOnWeights = true,
        .parameters = {sideParameter(Side::Columns), blockParameter(),
                       integerParameter("basis-bits", "Basis bits",
                                        "bits charged for each entry of a stored basis matrix; 0 shows the curve as if "
                                        "the basis were free",
                                        16, 0, 32)},
        .make = [](const Parameters& parameters) { return std::make_unique<Pca>(parameters); },
    });
}

} // namespace alidade
