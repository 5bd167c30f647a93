// SPDX-License-Identifier: Apache-2.0
// Scaling channels before a transform.
#include "core/transforms/scaled_transform.h"

#include "core/base/parallel.h"

namespace alidade {

namespace {

constexpr Index rowsPerTask = 32;

class ScaledTransform final : public AxisTransform {
public:
    ScaledTransform(std::vector<float> factors, AxisTransformPtr then, double bits)
        : m_factors(std::move(factors)), m_then(std::move(then)), m_bits(bits)
    {}

    [[nodiscard]] Index size() const override { return m_then->size(); }

    void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        const Eigen::Map<const Eigen::RowVectorXf> factors(m_factors.data(), size());
        const auto each = [&](auto&& change) {
            parallelChunks(m.rows(), rowsPerTask, job,
                           [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                               for (Index row = begin; row < end; ++row)
                                   change(m.row(row));
                           });
        };
        if (direction == Direction::Forward) each([&factors](auto row) { row.array() *= factors.array(); });
        m_then->applyToRows(m, direction, job);
        if (direction == Direction::Inverse) each([&factors](auto row) { row.array() /= factors.array(); });
    }

    void applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        const auto each = [&](auto&& change) {
            parallelChunks(m.rows(), rowsPerTask, job,
                           [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                               for (Index row = begin; row < end; ++row)
                                   change(row, m_factors[static_cast<std::size_t>(row)]);
                           });
        };
        if (direction == Direction::Forward) each([&m](Index row, float factor) { m.row(row) *= factor; });
        m_then->applyToColumns(m, direction, job);
        if (direction == Direction::Inverse) each([&m](Index row, float factor) { m.row(row) /= factor; });
    }

    [[nodiscard]] double sideInformationBits() const override
    {
        return m_bits + m_then->sideInformationBits();
    }

    [[nodiscard]] std::string description() const override
    {
        return "channels scaled (not orthogonal), then " + m_then->description();
    }

    [[nodiscard]] bool isOrthogonal() const override { return false; }

private:
    std::vector<float> m_factors;
    AxisTransformPtr m_then;
    double m_bits;
};

} // namespace

AxisTransformPtr scaledTransform(std::vector<float> factors, AxisTransformPtr then, double factorBits)
{
    return std::make_shared<ScaledTransform>(std::move(factors), std::move(then), factorBits);
}

} // namespace alidade
