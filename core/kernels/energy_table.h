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

/// What fell into one bucket.
struct EnergyBucket {
    std::uint64_t count = 0;
    double energy = 0.0; ///< sum of squares, in the order of the values
};

/// Adds values to a table of energyBuckets buckets.
void addEnergies(const float* values, std::size_t count, EnergyBucket* table);

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
