// SPDX-License-Identifier: Apache-2.0
// Fast Hadamard products of rows in float64, dense products through BLAS.
#include "core/operators/rotation.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/numerics/orthogonal.h"
#include "core/transforms/dense_transform.h"
#include "core/transforms/hadamard_matrix.h"
#include "core/transforms/hadamard_transform.h"
#include "core/transforms/random_hadamard.h"

#include <algorithm>
#include <array>
#include <cblas.h>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>
#include <vector>

namespace alidade {

namespace {

constexpr double largestDefect = 1e-3;
constexpr double seedBits = 64.0;

/// Two digits are enough for what is wrong by far.
std::string scientific(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2g", value);
    return text.data();
}

/// Unnormalized fast Walsh-Hadamard transform in natural order. @param length a power of two
void walshHadamard(double* values, Index length)
{
    for (Index half = 1; half < length; half *= 2)
        for (Index at = 0; at < length; at += 2 * half)
            for (Index i = at; i < at + half; ++i) {
                const double a = values[i];
                const double b = values[i + half];
                values[i] = a + b;
                values[i + half] = a - b;
            }
}

/// One Hadamard matrix and the signs before it.
struct HadamardBlock {
    HadamardPlan plan;
    std::vector<float> signs;

    [[nodiscard]] Index size() const { return static_cast<Index>(plan.order()); }

    void apply(double* row) const
    {
        for (Index i = 0; i < size(); ++i)
            row[i] *= static_cast<double>(signs[static_cast<std::size_t>(i)]);
        const Index fast = plan.sylvester;
        for (Index at = 0; at < size(); at += fast)
            walshHadamard(row + at, fast);
        Index inner = size();
        for (const auto& core : plan.cores) {
            const Index group = inner;
            inner /= core->order;
            for (Index at = 0; at < size(); at += group)
                multiply(*core, row + at, inner);
        }
        const double scale = 1.0 / std::sqrt(static_cast<double>(size()));
        for (Index i = 0; i < size(); ++i)
            row[i] *= scale;
    }

private:
    /// The core times the entries that are `inner` apart.
    static void multiply(const HadamardCore& core, double* values, Index inner)
    {
        std::vector<double> column(static_cast<std::size_t>(core.order));
        for (Index offset = 0; offset < inner; ++offset) {
            for (int i = 0; i < core.order; ++i)
                column[static_cast<std::size_t>(i)] = values[offset + i * inner];
            for (int i = 0; i < core.order; ++i) {
                double sum = 0.0;
                for (int j = 0; j < core.order; ++j)
                    sum += core.at(i, j) * column[static_cast<std::size_t>(j)];
                values[offset + i * inner] = sum;
            }
        }
    }
};

class HadamardRotation final : public Rotation {
public:
    HadamardRotation(Index size, std::uint64_t seed, std::uint64_t stream) : m_size(size)
    {
        Random random(seed, stream);
        for (const std::int64_t block : hadamardBlocks(size))
            m_blocks.push_back({*planHadamard(block), randomSigns(random, block)});
    }

    [[nodiscard]] Index size() const override { return m_size; }

    void applyToRows(MatrixDRef m, const JobContext& job) const override
    {
        constexpr std::int64_t rowsPerTask = 8;
        parallelChunks(m.rows(), rowsPerTask, job.quiet(),
                       [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                           for (Index row = begin; row < end; ++row) {
                               double* at = &m(row, 0);
                               for (const HadamardBlock& block : m_blocks) {
                                   block.apply(at);
                                   at += block.size();
                               }
                           }
                       });
    }

    [[nodiscard]] AxisTransformPtr online() const override
    {
        std::vector<AxisTransformPtr> parts;
        double charge = seedBits;
        for (const HadamardBlock& block : m_blocks)
            parts.push_back(hadamardTransform(block.plan, block.signs, std::exchange(charge, 0.0)));
        return blockDiagonal(std::move(parts));
    }

    [[nodiscard]] std::string description() const override
    {
        std::string text;
        for (const HadamardBlock& block : m_blocks)
            text += (text.empty() ? "" : " + ") + block.plan.description();
        return text + ", random signs";
    }

private:
    Index m_size;
    std::vector<HadamardBlock> m_blocks;
};

class DenseRotation final : public Rotation {
public:
    DenseRotation(MatrixD matrix, double bits, std::string description)
        : m_matrix(std::move(matrix)), m_bits(bits), m_description(std::move(description))
    {}

    [[nodiscard]] Index size() const override { return m_matrix.rows(); }

    // BLAS starts the team: never inside a parallel region.
    void applyToRows(MatrixDRef m, const JobContext& job) const override
    {
        const Index n = size();
        constexpr Index strip = 1024;
        const auto toInt = [](Index value) { return static_cast<blasint>(value); };
        MatrixD product(std::min(strip, m.rows()), n);
        for (Index at = 0; at < m.rows(); at += strip) {
            job.checkpoint();
            const Index rows = std::min(strip, m.rows() - at);
            cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, toInt(rows), toInt(n), toInt(n), 1.0,
                        &m(at, 0), toInt(m.outerStride()), m_matrix.data(), toInt(n), 0.0, product.data(),
                        toInt(n));
            m.middleRows(at, rows) = product.topRows(rows);
        }
    }

    [[nodiscard]] AxisTransformPtr online() const override
    {
        return denseTransform(m_matrix.transpose().cast<float>(), m_bits, m_description);
    }

    [[nodiscard]] std::string description() const override { return m_description; }

private:
    MatrixD m_matrix;
    double m_bits;
    std::string m_description;
};

} // namespace

void Rotation::applyToColumns(MatrixDRef m, const JobContext& job) const
{
    MatrixD turned = m.transpose();
    applyToRows(turned, job);
    m = turned.transpose();
}

double Rotation::orthogonalityError(const JobContext& job) const
{
    constexpr Index mostAxes = 256;
    const Index count = std::min(size(), mostAxes);
    MatrixD axes = MatrixD::Zero(count, size());
    for (Index i = 0; i < count; ++i)
        axes(i, i * size() / count) = 1.0;
    applyToRows(axes, job);
    return orthogonalityDefect(axes);
}

RotationPtr hadamardRotation(Index size, std::uint64_t seed, std::uint64_t stream)
{
    return std::make_shared<HadamardRotation>(size, seed, stream);
}

RotationPtr haarRotation(Index size, std::uint64_t seed, std::uint64_t stream, const JobContext& job)
{
    Random random(seed, stream);
    return std::make_shared<DenseRotation>(haarMatrix(size, random, job), seedBits,
                                           "Haar rotation of " + std::to_string(size));
}

RotationPtr matrixRotation(MatrixD matrix, const std::string& name, const JobContext& job)
{
    if (matrix.rows() != matrix.cols() || matrix.rows() == 0)
        throw InvalidRequest(name + " is " + std::to_string(matrix.rows()) + " x " +
                             std::to_string(matrix.cols()) + ": a rotation is square");
    const double defect =
        matrix.allFinite() ? orthogonalityDefect(matrix) : std::numeric_limits<double>::infinity();
    if (!(defect <= largestDefect))
        throw InvalidRequest(name + " is not orthogonal: max |R R^T - I| is " + scientific(defect) +
                             ", the limit is " + scientific(largestDefect));
    const Index n = matrix.rows();
    constexpr double bitsOfEntry = 64.0;
    return std::make_shared<DenseRotation>(polarFactor(std::move(matrix), job),
                                           bitsOfEntry * static_cast<double>(n) * static_cast<double>(n),
                                           "given matrix of " + std::to_string(n));
}

} // namespace alidade
