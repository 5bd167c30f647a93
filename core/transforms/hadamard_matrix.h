// SPDX-License-Identifier: Apache-2.0
// Hadamard matrices of every order met in practice: H H^T = n I with entries +-1. Constructions and orders:
// science.md 1.1 (Sylvester; Paley 1933 I and II; Williamson 1944 with circulants of order 23, 29, 39, 43).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace alidade {

/// A +-1 matrix of order n, row-major, that is not a Sylvester matrix.
struct HadamardCore {
    int order = 0;
    std::vector<std::int8_t> entries;
    std::string construction; ///< "Paley I", "Paley II", "Williamson"

    [[nodiscard]] int at(int row, int column) const
    {
        return entries[static_cast<std::size_t>(row) * static_cast<std::size_t>(order) +
                       static_cast<std::size_t>(column)];
    }
};

/// A Hadamard matrix of this order that is no Kronecker product, or nothing if no construction here gives one.
std::optional<HadamardCore> constructHadamardCore(int order);

/// H_n as a Kronecker product core_1 x core_2 x ... x Sylvester(2^k).
struct HadamardPlan {
    std::vector<std::shared_ptr<const HadamardCore>> cores; ///< at most two
    std::int64_t sylvester = 1;                             ///< the power of two

    [[nodiscard]] std::int64_t order() const;
    /// "H172 (Williamson) x H64".
    [[nodiscard]] std::string description() const;
};

/// Plan for order n, or nothing where no construction here gives one.
std::optional<HadamardPlan> planHadamard(std::int64_t n);

/// How an axis of any length is covered: one block of order n where a Hadamard matrix exists, otherwise equal blocks
/// of the largest constructible divisor (at least 32), otherwise the fewest constructible blocks that add up to n,
/// largest first.
std::vector<std::int64_t> hadamardBlocks(std::int64_t n);

} // namespace alidade
