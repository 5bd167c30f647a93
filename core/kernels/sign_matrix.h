// SPDX-License-Identifier: Apache-2.0
// Products with a small matrix of +1 and -1 along one axis. Four inputs have only sixteen signed sums: they
// are made once, and every output adds one of them per four inputs, a quarter of the additions of a plain
// product. Each output is ((+-a +-b) + (+-c +-d)) + ..., in order, on every instruction set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alidade::kernels {

/// A square matrix of +1 and -1 as the numbers of the signed sums that its rows add up.
class SignMatrix {
public:
    /// @param entries    order x order, row-major, +1 or -1
    /// @param order      a multiple of 4
    /// @param transposed take the transposed matrix
    SignMatrix(std::span<const std::int8_t> entries, std::size_t order, bool transposed);

    [[nodiscard]] std::size_t order() const { return m_order; }
    /// order / 4 numbers of each row: bit j is set where input 4 g + j is subtracted.
    [[nodiscard]] const std::uint8_t* codes() const { return m_codes.data(); }
    /// Values of scratch that multiplySigns() needs.
    [[nodiscard]] std::size_t scratchValues() const;

private:
    std::size_t m_order;
    std::vector<std::uint8_t> m_codes;
};

/// What is multiplied into inputs and outputs.
struct SignFactors {
    const float* before = nullptr;      ///< for input row i at before[i * step], or null
    const float* after = nullptr;       ///< for output row i at after[i * step], or null
    const float* afterValues = nullptr; ///< for each output value, laid out as the values are, or null
    std::ptrdiff_t step = 1;
    float scale = 1.0F; ///< of the outputs where no other factor is given
};

/// Replaces the order() rows of `width` values, `stride` values apart, by their products with the matrix.
/// @param width   a multiple of 16
/// @param scratch scratchValues() values, 64-byte aligned
void multiplySigns(const SignMatrix& matrix, float* values, std::ptrdiff_t stride, std::size_t width,
                   float* scratch, const SignFactors& factors);

} // namespace alidade::kernels
