// SPDX-License-Identifier: Apache-2.0
// Magnitudes by their upper bits (exponent and eight bits of mantissa): counts and energies per bucket, and
// the magnitudes of chosen buckets. Buckets of larger magnitudes come first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alidade::kernels {

inline constexpr unsigned energyShift = 15;
inline constexpr std::size_t energyBuckets = std::size_t{1} << (31 - energyShift);
/// The first buckets, which Inf and NaN fall into: 2^8 mantissas of the largest exponent.
inline constexpr std::size_t notFiniteBuckets = 256;

/// How many values fall into each bucket. @param count less than 2^32
std::vector<std::uint32_t> countMagnitudes(const float* values, std::size_t count);

/// Sum of squares per bucket, in the order of the values; that of the first buckets means nothing.
std::vector<double> energiesOfBuckets(const float* values, std::size_t count);

/// Sum of squares of the finite values in the buckets before this one, value i in lane i mod 16 of a block.
double energyOfLarger(const float* values, std::size_t count, std::size_t bucket);

/// Finds the magnitudes that fall into a few buckets.
class BucketPicker {
public:
    /// @param wanted ascending and distinct
    explicit BucketPicker(std::span<const std::size_t> wanted);

    /// Appends the magnitudes of bucket wanted[i] to lists[i], in the order of the values.
    void pick(const float* values, std::size_t count, std::vector<std::vector<float>>& lists) const;

private:
    std::vector<std::size_t> m_wanted;
    std::vector<std::int16_t> m_slots; ///< list of each bucket, -1 for none
};

} // namespace alidade::kernels
