// SPDX-License-Identifier: Apache-2.0
// Uniform symbols of weights, their squared errors and their counts, without keeping symbols or decoded
// weights. Symbols and decoded values are those of the reference: q = clamp(rint(x / scale)), decoded = q
// scale, in float32.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace alidade::kernels {

/// Values of one call at most, which stay in the first-level cache from width to width.
inline constexpr std::size_t quantizedAtOnce = 4096;

/// Largest |x| of each run of `group` values, the last of which may be shorter; a NaN may be left out.
void groupMaxima(const float* values, std::size_t count, std::size_t group, float* maxima);

/// Sum of squares in float64; not finite if any value is not.
double sumOfSquares(const float* values, std::size_t count);

/// What quantizing lost.
struct QuantizationError {
    double squares = 0.0; ///< sum of squared errors, right to about 1e-8: eight squares at a time in float32
    float largest = 0.0F; ///< max |x - q scale|
};

/// Quantizes `count` finite values, at most quantizedAtOnce, in runs of `group` that share a scale.
/// @param scales  of each run
/// @param maxima  of each run: no |x| in it is larger
/// @param bits    2 to 8: symbols are q + 2^(bits-1)
/// @param symbols one per value
QuantizationError quantize(const float* values, std::size_t count, std::size_t group, const float* scales,
                           const float* maxima, int bits, std::uint8_t* symbols);

/// Counts symbols of `bits` bits. Narrow ones are counted two or four at a time.
class SymbolCounter {
public:
    explicit SymbolCounter(int bits);

    void add(const std::uint8_t* symbols, std::size_t count);
    /// How often each symbol was added.
    [[nodiscard]] std::vector<std::uint64_t> counts() const;

private:
    int m_bits;
    std::size_t m_together; ///< symbols counted at a time
    std::size_t m_tables;   ///< tables that take turns
    std::size_t m_stride;
    std::vector<std::uint32_t> m_counts;
    std::array<std::uint64_t, 256> m_rest = {}; ///< symbols left over at the end of a call
};

} // namespace alidade::kernels
