// SPDX-License-Identifier: Apache-2.0
// The finite weights in ascending order, sorted once for every metric that needs an order.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace alidade {

/// A sorted copy (4 bytes a weight): dealt into buckets of the floats' upper 16 bits, which are sorted in
/// parallel.
class SortedValues {
public:
    /// @throws Cancelled
    SortedValues(const Matrix& weights, const JobContext& job);

    /// Ascending.
    [[nodiscard]] std::span<const float> values() const { return m_values; }
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    /// The `count` largest magnitudes, descending (fewer if there are fewer).
    [[nodiscard]] std::vector<double> largestMagnitudes(std::size_t count) const;
    /// Gini index of |w|^power: sum (2i - n - 1) a_(i) / (n sum a), science.md 2.1; NaN without energy.
    [[nodiscard]] double gini(int power) const;

private:
    std::vector<float> m_values;
};

} // namespace alidade
