// SPDX-License-Identifier: Apache-2.0
// Counting values in equal bins, and weighing them by the upper bits of their magnitude.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace alidade::kernels {

/// Counters of a histogram with `bins` bins: value x belongs to bin floor(x scale + bins / 2); what lies
/// outside is counted below and above, what is not finite is left out. Four tables take turns, so that
/// neighbouring values that fall into one bin need not wait for each other. Thread rule: one thread at a
/// time.
class BinCounter {
public:
    BinCounter(std::size_t bins, double scale);

    void add(const float* values, std::size_t count);

    /// What was counted: below, the bins, above.
    [[nodiscard]] std::vector<std::uint64_t> counts() const;

private:
    std::size_t m_bins;
    double m_scale;
    std::size_t m_stride;
    std::vector<std::uint32_t> m_tables;
};

} // namespace alidade::kernels
