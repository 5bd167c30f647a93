// SPDX-License-Identifier: Apache-2.0
// What all axis transforms share: columns by way of tiles, block diagonals, the measured orthogonality.
#include "core/transforms/axis_transform.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/transforms/stored_transform.h"

#include <algorithm>
#include <numeric>

namespace alidade {

namespace {

/// Columns copied at a time: one cache line of floats a row, times four.
constexpr Index tileColumns = 64;
/// Longest axis whose orthogonality is measured on every axis vector; longer ones are sampled.
constexpr Index fullProbe = 256;
constexpr Index sampledProbes = 64;

class BlockDiagonal final : public AxisTransform {
public:
    explicit BlockDiagonal(std::vector<AxisTransformPtr> parts) : m_parts(std::move(parts))
    {
        for (const AxisTransformPtr& part : m_parts) m_size += part->size();
    }

    [[nodiscard]] Index size() const override { return m_size; }

    void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        Index at = 0;
        for (const AxisTransformPtr& part : m_parts) {
            part->applyToRows(m.middleCols(at, part->size()), direction, job);
            at += part->size();
        }
    }

    void applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        Index at = 0;
        for (const AxisTransformPtr& part : m_parts) {
            part->applyToColumns(m.middleRows(at, part->size()), direction, job);
            at += part->size();
        }
    }

    [[nodiscard]] double sideInformationBits() const override
    {
        return std::accumulate(m_parts.begin(), m_parts.end(), 0.0, [](double sum, const AxisTransformPtr& part) {
            return sum + part->sideInformationBits();
        });
    }

    [[nodiscard]] std::vector<std::byte> stored() const override
    {
        std::vector<std::byte> bytes{static_cast<std::byte>(StoredKind::Blocks)};
        appendNumber(bytes, static_cast<std::uint32_t>(m_parts.size()));
        for (const AxisTransformPtr& part : m_parts) {
            const std::vector<std::byte> own = part->stored();
            if (own.empty()) return {};
            bytes.insert(bytes.end(), own.begin(), own.end());
        }
        return bytes;
    }

    [[nodiscard]] double orthogonalityError(const JobContext& job) const override
    {
        double worst = 0.0;
        for (const AxisTransformPtr& part : m_parts) worst = std::max(worst, part->orthogonalityError(job));
        return worst;
    }

    [[nodiscard]] std::string description() const override
    {
        const bool alike = std::all_of(m_parts.begin(), m_parts.end(), [this](const AxisTransformPtr& part) {
            return part->description() == m_parts.front()->description();
        });
        const std::string count = std::to_string(m_parts.size());
        if (alike) return count + " blocks of " + m_parts.front()->description();
        return "blocks: " + m_parts.front()->description() + " ... " + m_parts.back()->description() + " (" + count +
               " blocks)";
    }

    [[nodiscard]] bool isOrthogonal() const override
    {
        return std::all_of(m_parts.begin(), m_parts.end(), [](const auto& part) { return part->isOrthogonal(); });
    }

private:
    std::vector<AxisTransformPtr> m_parts;
    Index m_size = 0;
};

/// Axis vectors to try: all of them, or a seeded choice without repetition.
std::vector<Index> probedAxes(Index size)
{
    std::vector<Index> axes(static_cast<std::size_t>(size));
    std::iota(axes.begin(), axes.end(), Index{0});
    if (size <= fullProbe) return axes;
    Random random(0x0A71DADE, 1);
    for (std::size_t i = 0; i < static_cast<std::size_t>(sampledProbes); ++i)
        std::swap(axes[i], axes[i + random.below(axes.size() - i)]);
    axes.resize(static_cast<std::size_t>(sampledProbes));
    return axes;
}

} // namespace

void AxisTransform::applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const
{
    const Index tiles = (m.cols() + tileColumns - 1) / tileColumns;
    parallelFor(tiles, job, [&](std::int64_t tile) {
        const Index first = tile * tileColumns;
        const Index count = std::min(tileColumns, m.cols() - first);
        Matrix turned = m.middleCols(first, count).transpose();
        applyToRows(turned, direction, job);
        m.middleCols(first, count) = turned.transpose();
    });
}

double AxisTransform::orthogonalityError(const JobContext& job) const
{
    const std::vector<Index> axes = probedAxes(size());
    const auto count = static_cast<Index>(axes.size());
    Matrix probes = Matrix::Zero(count, size());
    for (Index i = 0; i < count; ++i) probes(i, axes[static_cast<std::size_t>(i)]) = 1.0F;
    applyToRows(probes, Direction::Forward, job);
    const MatrixD exact = probes.cast<double>();
    const MatrixD gram = exact * exact.transpose() - MatrixD::Identity(count, count);
    return gram.cwiseAbs().maxCoeff();
}

AxisTransformPtr blockDiagonal(std::vector<AxisTransformPtr> parts)
{
    if (parts.size() == 1) return parts.front();
    return std::make_shared<BlockDiagonal>(std::move(parts));
}

} // namespace alidade
