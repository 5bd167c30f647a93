// SPDX-License-Identifier: Apache-2.0
// Ranks and quantiles of many magnitudes without sorting them: a table over the upper bits of the floats.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace alidade {

/// Magnitudes that lie in rows, written down or made row by row. Needs 8 MB, and 16 MB more while it is made, however
/// many there are. Values that are NaN or infinite are left out. One thread at a time.
class MagnitudeRanks {
public:
    /// Writes the magnitudes of one row, none below zero. Called by any thread, more than once for a row.
    using RowOf = std::function<void(Index row, std::span<float> magnitudes)>;

    /// @throws Cancelled
    MagnitudeRanks(Index rows, Index columns, RowOf rowOf, const JobContext& job);

    /// How many there are.
    [[nodiscard]] std::uint64_t size() const { return m_starts.back(); }
    /// The place of a magnitude in ascending order, from 0 on; magnitudes that agree to 12 bits share the mean of their
    /// places.
    [[nodiscard]] double rank(float magnitude) const;
    /// The `place`-th largest, exactly; counted from 1 up to size(). @throws Cancelled
    [[nodiscard]] float largest(std::uint64_t place, const JobContext& job) const;

private:
    Index m_rows;
    Index m_columns;
    RowOf m_rowOf;
    std::vector<std::uint64_t> m_starts; ///< ascending; how many magnitudes lie in smaller buckets
};

/// |w| of a matrix, which must outlive the result. @throws Cancelled
MagnitudeRanks magnitudeRanks(const Matrix& values, const JobContext& job);

} // namespace alidade
