// SPDX-License-Identifier: Apache-2.0
// Advice before the first touch, and the first touch by all threads.
#include "core/tensor/large_matrix.h"

#include "core/base/aligned_buffer.h"
#include "core/base/parallel.h"

#include <algorithm>

namespace alidade {

Matrix largeMatrix(Index rows, Index columns)
{
    Matrix matrix(rows, columns);
    adviseLargePages(matrix.data(), static_cast<std::size_t>(matrix.size()) * sizeof(float));
    return matrix;
}

Matrix largeCopy(const Matrix& values)
{
    constexpr std::int64_t chunkValues = 1 << 19; // one large page
    Matrix copy = largeMatrix(values.rows(), values.cols());
    parallelChunks(values.size(), chunkValues, JobContext(),
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       std::copy(values.data() + begin, values.data() + end, copy.data() + begin);
                   });
    return copy;
}

} // namespace alidade
