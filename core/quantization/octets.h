// SPDX-License-Identifier: Apache-2.0
// Rows cut into vectors of eight; what is missing at the end of a row is zeros.
#pragma once

#include "core/base/parallel.h"
#include "core/quantization/e8_lattice.h"
#include "core/quantization/scale_formats.h"
#include "core/tensor/matrix.h"

#include <algorithm>
#include <cstddef>

namespace alidade {

/// Vectors of eight of a row.
inline Index octetsPerRow(Index columns) { return (columns + 7) / 8; }

/// Calls body(row, first column, number of the vector in the matrix) for all vectors, on several threads.
/// @throws Cancelled
template <typename Body>
void forEachOctet(Index rows, Index columns, const JobContext& job, Body body)
{
    const Index each = octetsPerRow(columns);
    const Index rowsAtOnce = std::max<Index>(1, (Index{1} << 14) / std::max<Index>(1, columns));
    parallelChunks(rows, rowsAtOnce, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
        for (Index row = begin; row < end; ++row)
            for (Index i = 0; i < each; ++i)
                body(row, 8 * i, static_cast<std::size_t>(row * each + i));
    });
}

/// A vector over `divisor`.
inline Octet octetOf(const Matrix& values, Index row, Index column, float divisor)
{
    Octet x{};
    const Index count = std::min<Index>(8, values.cols() - column);
    for (Index i = 0; i < count; ++i)
        x[static_cast<std::size_t>(i)] = values(row, column + i) / divisor;
    return x;
}

/// Writes what of a vector lies within the row, times `scale`.
inline void putOctet(const Octet& x, float scale, Index row, Index column, Matrix& values)
{
    const Index count = std::min<Index>(8, values.cols() - column);
    for (Index i = 0; i < count; ++i)
        values(row, column + i) = finite(x[static_cast<std::size_t>(i)] * scale);
}

} // namespace alidade
