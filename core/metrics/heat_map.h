// SPDX-License-Identifier: Apache-2.0
// A matrix as a picture: coefficients pooled to cells, with what a colour scale and the margins need.
#pragma once

#include "core/base/job.h"
#include "core/numerics/moments.h"
#include "core/tensor/matrix.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace alidade {

/// How many cells at most; a matrix of fewer columns or rows has a cell for each of them.
struct HeatMapRequest {
    int columns = 1024; ///< 1 to mostHeatMapCells
    int rows = 1024;    ///< 1 to mostHeatMapCells
    friend bool operator==(const HeatMapRequest&, const HeatMapRequest&) = default;
    friend auto operator<=>(const HeatMapRequest&, const HeatMapRequest&) = default;
};

/// Along one side.
inline constexpr int mostHeatMapCells = 4096;

/// A pooled matrix. Cell (i, j) stands for the rows from begin(i, rows, matrixRows) up to begin(i + 1, ...), and for the
/// columns likewise: all cells hold equally many, to one row and one column.
struct HeatMap {
    std::uint64_t matrixRows = 0;
    std::uint64_t matrixColumns = 0;
    int rows = 0;    ///< cells, at most matrixRows
    int columns = 0; ///< cells, at most matrixColumns
    /// Row by row: the coefficient of largest magnitude in the cell, with its sign (the first of several); NaN if any
    /// coefficient of the cell is NaN or infinite.
    std::vector<float> cells;
    /// Max |w| / rms over the finite coefficients of the rows of a cell. The rms is that of the whole matrix, so that a
    /// channel that is large as a whole stands out; NaN where there is none.
    std::vector<float> rowPeaks;
    std::vector<float> columnPeaks; ///< the same of the columns
    double rms = 0.0;               ///< of the finite coefficients
    double clip = 0.0;              ///< the 99.9 % quantile of |w|: the ceil(0.999 N)-th smallest of N; 0 if N = 0
    std::uint64_t beyondClip = 0;   ///< finite coefficients with |w| > clip
    double largest = 0.0;           ///< max |w|, 0 if there is none
    /// Least |w| above zero, for logarithmic colours; NaN if all are zero.
    double leastNonzero = std::numeric_limits<double>::quiet_NaN();
    std::uint64_t nanCount = 0;
    std::uint64_t infCount = 0;

    /// First row or column of the matrix that a cell stands for. @param cells of the side @param length of the side
    [[nodiscard]] static std::uint64_t begin(int cell, int cells, std::uint64_t length)
    {
        return static_cast<std::uint64_t>(cell) * length / static_cast<std::uint64_t>(cells);
    }
    [[nodiscard]] float cell(int row, int column) const
    {
        return cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)];
    }
};

/// Pools a matrix; the same bits whatever the number of threads. A matrix without elements has no cells.
/// @param moments of `coefficients` @throws InvalidRequest for a number of cells out of range, Cancelled
HeatMap heatMapOf(const Matrix& coefficients, const Moments& moments, const HeatMapRequest& request,
                  const JobContext& job);

} // namespace alidade
