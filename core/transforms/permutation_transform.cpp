// SPDX-License-Identifier: Apache-2.0
// Moving channels.
#include "core/transforms/permutation_transform.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/transforms/stored_transform.h"

#include <cmath>
#include <numbers>
#include <numeric>

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
    [[nodiscard]] std::vector<std::byte> stored() const override;
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

/// An order as one number below n!, in the factorial number system: the digit of place i is how many of the later
/// channels are smaller than the i-th. `limbs` are 32-bit digits, lowest first.
std::vector<std::uint32_t> rankOf(const std::vector<Index>& order)
{
    std::vector<std::uint32_t> limbs{0};
    for (std::size_t i = 0; i < order.size(); ++i) {
        std::uint64_t carry = 0;
        for (std::size_t j = i + 1; j < order.size(); ++j) carry += order[j] < order[i] ? 1U : 0U;
        for (std::uint32_t& limb : limbs) {
            const std::uint64_t value = limb * static_cast<std::uint64_t>(order.size() - i) + carry;
            limb = static_cast<std::uint32_t>(value);
            carry = value >> 32U;
        }
        if (carry > 0) limbs.push_back(static_cast<std::uint32_t>(carry));
    }
    return limbs;
}

/// The inverse of rankOf(). @throws DamagedData for a number that is n! or more
std::vector<Index> orderOf(std::vector<std::uint32_t> limbs, Index n)
{
    std::vector<Index> digits(static_cast<std::size_t>(n));
    for (Index place = 1; place <= n; ++place) {
        std::uint64_t rest = 0;
        for (std::size_t at = limbs.size(); at-- > 0;) {
            const std::uint64_t value = (rest << 32U) | limbs[at];
            limbs[at] = static_cast<std::uint32_t>(value / static_cast<std::uint64_t>(place));
            rest = value % static_cast<std::uint64_t>(place);
        }
        while (!limbs.empty() && limbs.back() == 0) limbs.pop_back();
        digits[static_cast<std::size_t>(n - place)] = static_cast<Index>(rest);
    }
    if (!limbs.empty()) throw DamagedData("a stored order of channels is none");
    std::vector<Index> left(static_cast<std::size_t>(n));
    std::iota(left.begin(), left.end(), Index{0});
    std::vector<Index> order;
    for (const Index digit : digits) {
        order.push_back(left[static_cast<std::size_t>(digit)]);
        left.erase(left.begin() + digit);
    }
    return order;
}

std::size_t orderBytes(Index n) { return static_cast<std::size_t>(std::ceil(permutationBits(n) / 8.0)); }

std::vector<std::byte> storedOrder(const std::vector<Index>& order)
{
    std::vector<std::byte> bytes{static_cast<std::byte>(StoredKind::Permutation)};
    appendNumber(bytes, static_cast<std::uint32_t>(order.size()));
    std::vector<std::byte> rank;
    for (const std::uint32_t limb : rankOf(order)) appendNumber(rank, limb);
    rank.resize(orderBytes(static_cast<Index>(order.size())));
    bytes.insert(bytes.end(), rank.begin(), rank.end());
    return bytes;
}

} // namespace

std::vector<std::byte> Permutation::stored() const { return storedOrder(m_order); }

AxisTransformPtr restorePermutation(std::span<const std::byte>& bytes, Index length)
{
    const auto n = static_cast<Index>(takeNumber(bytes));
    if (n < 1 || n > length) throw DamagedData("a stored order of channels has an impossible length");
    const std::size_t size = orderBytes(n);
    if (bytes.size() < size) throw DamagedData("a stored order of channels ends too early");
    std::vector<std::byte> rank(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    bytes = bytes.subspan(size);
    rank.resize((size + 3) / 4 * 4);
    std::vector<std::uint32_t> limbs;
    for (std::span<const std::byte> rest = rank; !rest.empty();) limbs.push_back(takeNumber(rest));
    return permutationTransform(orderOf(std::move(limbs), n), permutationBits(n),
                                "stored order of " + std::to_string(n) + " channels");
}

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
