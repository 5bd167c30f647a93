// SPDX-License-Identifier: Apache-2.0
// Arithmetic on sizes that come from files: a result or nothing, never a wrapped number.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>

namespace alidade {

/// a + b, or nothing if it does not fit.
template <std::unsigned_integral T> constexpr std::optional<T> checkedAdd(T a, T b)
{
    T sum{};
    if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
    return sum;
}

/// a * b, or nothing if it does not fit.
template <std::unsigned_integral T> constexpr std::optional<T> checkedMultiply(T a, T b)
{
    T product{};
    if (__builtin_mul_overflow(a, b, &product)) return std::nullopt;
    return product;
}

/// Number of elements of a tensor of this shape (1 for a scalar, 0 if any dimension is 0), or nothing when it
/// reaches 2^62. A zero dimension is looked for first, so that a wrapping product never passes for empty.
inline std::optional<std::uint64_t> elementCount(std::span<const std::uint64_t> shape)
{
    for (const std::uint64_t dimension : shape)
        if (dimension == 0) return 0;
    std::uint64_t count = 1;
    for (const std::uint64_t dimension : shape) {
        const auto next = checkedMultiply(count, dimension);
        if (!next || *next >= (std::uint64_t{1} << 62)) return std::nullopt;
        count = *next;
    }
    return count;
}

} // namespace alidade
