// SPDX-License-Identifier: Apache-2.0
// Products with an orthogonal matrix through BLAS, in strips so that the scratch memory stays bounded.
#include "core/transforms/dense_transform.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cblas.h>

namespace alidade {

namespace {

/// Scratch of one strip: 8 MB of floats, allocated once, since new memory costs the system more than the copy.
constexpr Index stripValues = Index{2} << 20;

class DenseTransform final : public AxisTransform {
public:
    DenseTransform(Matrix matrix, double bits, std::string description, std::vector<std::byte> stored)
        : m_matrix(std::move(matrix)), m_bits(bits), m_description(std::move(description)), m_stored(std::move(stored))
    {
    }

    [[nodiscard]] Index size() const override { return m_matrix.rows(); }

    // The products below are threaded by BLAS: they must stay outside parallel regions.
    void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        const Index n = size();
        const Index strip = std::clamp<Index>(stripValues / n, 1, std::max<Index>(1, m.rows()));
        const auto turned = direction == Direction::Forward ? CblasTrans : CblasNoTrans;
        Matrix product(strip, n);
        for (Index at = 0; at < m.rows(); at += strip) {
            job.checkpoint(static_cast<std::uint64_t>(at), static_cast<std::uint64_t>(m.rows()));
            const Index rows = std::min(strip, m.rows() - at);
            multiply(CblasNoTrans, turned, rows, n, n, &m(at, 0), m.outerStride(), m_matrix.data(), n, product);
            m.middleRows(at, rows) = product.topRows(rows);
        }
    }

    void applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        const Index n = size();
        const Index strip = std::clamp<Index>(stripValues / n, 1, std::max<Index>(1, m.cols()));
        const auto turned = direction == Direction::Forward ? CblasNoTrans : CblasTrans;
        Matrix product(n, strip);
        for (Index at = 0; at < m.cols(); at += strip) {
            job.checkpoint(static_cast<std::uint64_t>(at), static_cast<std::uint64_t>(m.cols()));
            const Index columns = std::min(strip, m.cols() - at);
            multiply(turned, CblasNoTrans, n, columns, n, m_matrix.data(), n, &m(0, at), m.outerStride(), product);
            m.middleCols(at, columns) = product.leftCols(columns);
        }
    }

    [[nodiscard]] double sideInformationBits() const override { return m_bits; }
    [[nodiscard]] std::string description() const override { return m_description; }
    [[nodiscard]] std::vector<std::byte> stored() const override { return m_stored; }

private:
    static void multiply(CBLAS_TRANSPOSE left, CBLAS_TRANSPOSE right, Index rows, Index columns, Index inner,
                         const float* a, Index strideA, const float* b, Index strideB, Matrix& product)
    {
        const auto size = [](Index value) { return static_cast<blasint>(value); };
        cblas_sgemm(CblasRowMajor, left, right, size(rows), size(columns), size(inner), 1.0F, a, size(strideA), b,
                    size(strideB), 0.0F, product.data(), size(product.cols()));
    }

    Matrix m_matrix;
    double m_bits;
    std::string m_description;
    std::vector<std::byte> m_stored;
};

} // namespace

AxisTransformPtr denseTransform(Matrix matrix, double sideInformationBits, std::string description,
                                std::vector<std::byte> stored)
{
    return std::make_shared<DenseTransform>(std::move(matrix), sideInformationBits, std::move(description),
                                            std::move(stored));
}

} // namespace alidade
