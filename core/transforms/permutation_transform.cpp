// SPDX-License-Identifier: Apache-2.0
// Moving channels.
#include "core/transforms/permutation_transform.h"

#include "core/base/parallel.h"

#include <cmath>
#include <numbers>

namespace alidade {

namespace {

constexpr Index rowsPerTask = 16;
constexpr Index columnsPerTask = 64;

class Permutation final : public AxisTransform {
public:
    Permutation(std::vector<Index> order, double bits, std::string description)
        : m_order(std::move(order)), m_bits(bits), m_description(std::move(description))
    {}

    [[nodiscard]] Index size() const override { return static_cast<Index>(m_order.size()); }

    void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        parallelChunks(m.rows(), rowsPerTask, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            Matrix before;
            for (Index row = begin; row < end; ++row) {
                before = m.row(row);
                for (Index i = 0; i < size(); ++i)
                    m(row, target(i, direction)) = before(0, source(i, direction));
            }
        });
    }

    void applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const override
    {
        parallelChunks(m.cols(), columnsPerTask, job,
                       [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                           const Matrix before = m.middleCols(begin, end - begin);
                           for (Index i = 0; i < size(); ++i)
                               m.row(target(i, direction)).segment(begin, end - begin) =
                                   before.row(source(i, direction));
                       });
    }

    [[nodiscard]] double sideInformationBits() const override { return m_bits; }
    [[nodiscard]] std::string description() const override { return m_description; }

private:
    [[nodiscard]] Index target(Index i, Direction direction) const
    {
        return direction == Direction::Forward ? i : m_order[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] Index source(Index i, Direction direction) const
    {
        return direction == Direction::Forward ? m_order[static_cast<std::size_t>(i)] : i;
    }

    std::vector<Index> m_order;
    double m_bits;
    std::string m_description;
};

} // namespace

AxisTransformPtr permutationTransform(std::vector<Index> order, double sideInformationBits,
                                      std::string description)
{
    return std::make_shared<Permutation>(std::move(order), sideInformationBits, std::move(description));
}

double permutationBits(Index n)
{
    return std::ceil(std::lgamma(static_cast<double>(n) + 1.0) / std::numbers::ln2 - 1e-9);
}

} // namespace alidade
