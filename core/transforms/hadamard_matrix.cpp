// SPDX-License-Identifier: Apache-2.0
// Paley and Williamson constructions and their Kronecker products.
#include "core/transforms/hadamard_matrix.h"

#include "core/transforms/galois_field.h"

#include <algorithm>
#include <array>
#include <bit>

namespace alidade {

namespace {

/// Largest core that is built as a dense matrix: 4 MB.
constexpr int largestCore = 2048;
/// Smallest equal block that is preferred over unequal larger ones.
constexpr std::int64_t smallestEqualBlock = 32;

HadamardCore emptyCore(int order, std::string construction)
{
    const auto cells = static_cast<std::size_t>(order) * static_cast<std::size_t>(order);
    return {order, std::vector<std::int8_t>(cells), std::move(construction)};
}

template <typename Entry> HadamardCore filledCore(int order, std::string construction, Entry entry)
{
    HadamardCore core = emptyCore(order, std::move(construction));
    std::size_t cell = 0;
    for (int row = 0; row < order; ++row)
        for (int column = 0; column < order; ++column)
            core.entries[cell++] = static_cast<std::int8_t>(entry(row, column));
    return core;
}

/// Paley I: q = 3 mod 4, n = q + 1, H = I + S with S = [[0, 1], [-1, Q]], Q_ij = chi(i - j).
std::optional<HadamardCore> paleyOne(int order)
{
    const int q = order - 1;
    if (q % 4 != 3) return std::nullopt;
    const auto field = GaloisField::create(q);
    if (!field) return std::nullopt;
    return filledCore(order, "Paley I", [&field](int row, int column) {
        if (row == column) return 1;
        if (row == 0) return 1;
        if (column == 0) return -1;
        return field->character(field->subtract(row - 1, column - 1));
    });
}

/// Paley II: q = 1 mod 4, n = 2 (q + 1), H = C x [[1, 1], [1, -1]] + I x [[1, -1], [-1, -1]], C = [[0, 1], [1, Q]].
std::optional<HadamardCore> paleyTwo(int order)
{
    if (order % 2 != 0) return std::nullopt;
    const int q = order / 2 - 1;
    if (q % 4 != 1) return std::nullopt;
    const auto field = GaloisField::create(q);
    if (!field) return std::nullopt;
    return filledCore(order, "Paley II", [&field](int row, int column) {
        const int i = row / 2;
        const int j = column / 2;
        const bool low = row % 2 == 1;
        const bool right = column % 2 == 1;
        if (i == j) return !low && !right ? 1 : -1;
        const int c = i == 0 || j == 0 ? 1 : field->character(field->subtract(i - 1, j - 1));
        return low && right ? -c : c;
    });
}

struct WilliamsonMasks {
    int circulant;                      ///< order t of the four circulants
    std::array<std::uint32_t, 4> masks; ///< bit k-1 set: x_k = x_(t-k) = -1
};

constexpr std::array williamsonTable{
    WilliamsonMasks{23, {0x4e8, 0x621, 0x0d3, 0x5e5}},
    WilliamsonMasks{29, {0x2f3, 0xb11, 0x6bb, 0x30a6}},
    WilliamsonMasks{39, {0x7d346, 0x3c977, 0x159f9, 0x2bc37}},
    WilliamsonMasks{43, {0x122867, 0x9af02, 0x1a1594, 0x1e6d0e}},
};

int circulantEntry(std::uint32_t mask, int t, int difference)
{
    const int k = (difference % t + t) % t;
    const int folded = std::min(k, t - k);
    return folded != 0 && ((mask >> (folded - 1)) & 1u) != 0 ? -1 : 1;
}

/// Williamson: [[A, B, C, D], [-B, A, -D, C], [-C, D, A, -B], [-D, -C, B, A]] of symmetric circulants.
std::optional<HadamardCore> williamson(int order)
{
    constexpr std::array<std::array<int, 4>, 4> which{{{0, 1, 2, 3}, {1, 0, 3, 2}, {2, 3, 0, 1}, {3, 2, 1, 0}}};
    constexpr std::array<std::array<int, 4>, 4> sign{{{1, 1, 1, 1}, {-1, 1, -1, 1}, {-1, 1, 1, -1}, {-1, -1, 1, 1}}};
    for (const WilliamsonMasks& entry : williamsonTable) {
        const int t = entry.circulant;
        if (order != 4 * t) continue;
        return filledCore(order, "Williamson", [&entry, &which, &sign, t](int row, int column) {
            const auto i = static_cast<std::size_t>(row / t);
            const auto j = static_cast<std::size_t>(column / t);
            const auto matrix = static_cast<std::size_t>(which[i][j]);
            return sign[i][j] * circulantEntry(entry.masks[matrix], t, column % t - row % t);
        });
    }
    return std::nullopt;
}

/// Whether constructHadamardCore(order) would succeed, told without building the matrix.
bool hasCore(std::int64_t order)
{
    if (order < 4 || order > largestCore || order % 4 != 0) return false;
    const int n = static_cast<int>(order);
    if (GaloisField::exists(n - 1)) return true; // Paley I: n - 1 = 3 mod 4
    if (n / 2 % 4 == 2 && GaloisField::exists(n / 2 - 1)) return true;
    return std::any_of(williamsonTable.begin(), williamsonTable.end(),
                       [n](const WilliamsonMasks& entry) { return 4 * entry.circulant == n; });
}

/// The smallest order odd * 2^j, j <= power, that has a core, or 0.
std::int64_t coreOrderFor(std::int64_t odd, int power)
{
    for (int j = 2; j <= power; ++j)
        if (hasCore(odd << j)) return odd << j;
    return 0;
}

/// The orders of the cores of a plan for odd * 2^power, or nothing.
std::optional<std::vector<std::int64_t>> coreOrders(std::int64_t odd, int power)
{
    if (const std::int64_t order = coreOrderFor(odd, power)) return std::vector{order};
    for (std::int64_t factor = 3; factor * factor <= odd; factor += 2) {
        if (odd % factor != 0) continue;
        const std::int64_t first = coreOrderFor(factor, power - 2);
        if (first == 0) continue;
        const int left = power - std::countr_zero(static_cast<std::uint64_t>(first));
        if (const std::int64_t second = coreOrderFor(odd / factor, left)) return std::vector{first, second};
    }
    return std::nullopt;
}

/// Whether planHadamard(n) would succeed.
bool constructible(std::int64_t n)
{
    const int power = std::countr_zero(static_cast<std::uint64_t>(n));
    const std::int64_t odd = n >> power;
    return odd == 1 || (power >= 2 && coreOrders(odd, power).has_value());
}

} // namespace

std::optional<HadamardCore> constructHadamardCore(int order)
{
    if (order < 4 || order % 4 != 0) return std::nullopt;
    if (auto core = paleyOne(order)) return core;
    if (auto core = paleyTwo(order)) return core;
    return williamson(order);
}

std::int64_t HadamardPlan::order() const
{
    std::int64_t n = sylvester;
    for (const auto& core : cores) n *= core->order;
    return n;
}

std::string HadamardPlan::description() const
{
    std::string text;
    for (const auto& core : cores)
        text += (text.empty() ? "H" : " x H") + std::to_string(core->order) + " (" + core->construction + ")";
    if (sylvester > 1 || cores.empty()) text += (text.empty() ? "H" : " x H") + std::to_string(sylvester);
    return text;
}

std::optional<HadamardPlan> planHadamard(std::int64_t n)
{
    if (n < 1) return std::nullopt;
    const int power = std::countr_zero(static_cast<std::uint64_t>(n));
    const std::int64_t odd = n >> power;
    if (odd == 1) return HadamardPlan{{}, n};
    if (power < 2) return std::nullopt;
    const auto orders = coreOrders(odd, power);
    if (!orders) return std::nullopt;
    HadamardPlan plan{{}, n};
    for (const std::int64_t order : *orders) {
        plan.cores.push_back(std::make_shared<const HadamardCore>(*constructHadamardCore(static_cast<int>(order))));
        plan.sylvester /= order;
    }
    return plan;
}

std::vector<std::int64_t> hadamardBlocks(std::int64_t n)
{
    if (constructible(n)) return {n};
    for (std::int64_t count = 2; n / count >= smallestEqualBlock; ++count)
        if (n % count == 0 && constructible(n / count))
            return std::vector<std::int64_t>(static_cast<std::size_t>(count), n / count);
    std::vector<std::int64_t> blocks;
    for (std::int64_t rest = n; rest > 0;) {
        std::int64_t block = rest > 2 ? rest - rest % 4 : rest;
        while (block > 2 && !constructible(block)) block -= 4;
        if (block == 0) block = std::min<std::int64_t>(rest, 2);
        blocks.push_back(block);
        rest -= block;
    }
    return blocks;
}

} // namespace alidade
