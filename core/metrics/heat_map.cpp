// SPDX-License-Identifier: Apache-2.0
// One pass for cells and margins, two more for the quantile.
#include "core/metrics/heat_map.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/metrics/distribution.h"
#include "core/metrics/magnitude_ranks.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace alidade {

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr Index valuesPerTask = Index{1} << 17;
constexpr std::uint64_t oneClippedOf = 1000;

/// What a run of coefficients holds.
struct Pool {
    float best = 0.0F;     ///< of largest magnitude, with its sign
    float peak = -1.0F;    ///< its magnitude; below zero if nothing was finite
    float least = infinity; ///< above zero
    bool finite = true;

    void add(float value)
    {
        const float magnitude = std::abs(value);
        if (!(magnitude < infinity)) {
            finite = false;
            return;
        }
        if (magnitude > peak) {
            peak = magnitude;
            best = value;
        }
        if (magnitude > 0.0F) least = std::min(least, magnitude);
    }
    void add(const Pool& later)
    {
        finite = finite && later.finite;
        if (later.peak > peak) {
            peak = later.peak;
            best = later.best;
        }
        least = std::min(least, later.least);
    }
};

/// First columns of the cells, and one past the end.
std::vector<Index> bordersOf(int cells, Index length)
{
    std::vector<Index> borders;
    for (int cell = 0; cell <= cells; ++cell)
        borders.push_back(static_cast<Index>(HeatMap::begin(cell, cells, static_cast<std::uint64_t>(length))));
    return borders;
}

/// Pools the rows of one row of cells, row by row: memory is read once and in order.
void poolRows(const Matrix& values, Index first, Index last, const std::vector<Index>& borders, std::vector<Pool>& pools)
{
    std::fill(pools.begin(), pools.end(), Pool());
    for (Index row = first; row < last; ++row) {
        const float* const from = values.data() + row * values.cols();
        for (std::size_t cell = 0; cell < pools.size(); ++cell) {
            Pool pool;
            for (Index i = borders[cell]; i < borders[cell + 1]; ++i) pool.add(from[i]);
            pools[cell].add(pool);
        }
    }
}

float peakOver(float peak, double rms)
{
    return peak >= 0.0F && rms > 0.0 ? static_cast<float>(static_cast<double>(peak) / rms) : nan;
}

void requireCells(int cells)
{
    if (cells < 1 || cells > mostHeatMapCells)
        throw InvalidRequest("a heat map has 1 to " + std::to_string(mostHeatMapCells) + " cells along each side");
}

/// Cells, margins and the least magnitude.
void pool(HeatMap& map, const Matrix& values, const JobContext& job)
{
    const std::vector<Index> rowBorders = bordersOf(map.rows, values.rows());
    const std::vector<Index> columnBorders = bordersOf(map.columns, values.cols());
    const auto columns = static_cast<std::size_t>(map.columns);
    map.cells.resize(static_cast<std::size_t>(map.rows) * columns);
    map.rowPeaks.resize(static_cast<std::size_t>(map.rows));
    std::vector<float> columnPeaks(columns, -1.0F);
    float least = infinity;
    std::mutex merging; // largest and least values are the same in any order
    const Index valuesPerRow = std::max<Index>(1, values.size() / map.rows);
    parallelChunks(map.rows, std::max<Index>(1, valuesPerTask / valuesPerRow), job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       std::vector<Pool> pools(columns);
                       std::vector<float> peaks(columns, -1.0F);
                       Pool all;
                       for (auto row = static_cast<std::size_t>(begin); row < static_cast<std::size_t>(end); ++row) {
                           poolRows(values, rowBorders[row], rowBorders[row + 1], columnBorders, pools);
                           Pool whole;
                           for (std::size_t i = 0; i < columns; ++i) {
                               map.cells[row * columns + i] = pools[i].finite ? pools[i].best : nan;
                               peaks[i] = std::max(peaks[i], pools[i].peak);
                               whole.add(pools[i]);
                           }
                           map.rowPeaks[row] = peakOver(whole.peak, map.rms);
                           all.add(whole);
                       }
                       const std::lock_guard lock(merging);
                       for (std::size_t i = 0; i < columns; ++i) columnPeaks[i] = std::max(columnPeaks[i], peaks[i]);
                       least = std::min(least, all.least);
                   });
    for (const float peak : columnPeaks) map.columnPeaks.push_back(peakOver(peak, map.rms));
    if (least < infinity) map.leastNonzero = static_cast<double>(least);
}

} // namespace

HeatMap heatMapOf(const Matrix& coefficients, const Moments& moments, const HeatMapRequest& request,
                  const JobContext& job)
{
    requireCells(request.rows);
    requireCells(request.columns);
    HeatMap map;
    map.matrixRows = static_cast<std::uint64_t>(coefficients.rows());
    map.matrixColumns = static_cast<std::uint64_t>(coefficients.cols());
    map.nanCount = moments.nanCount;
    map.infCount = moments.infCount;
    if (coefficients.size() == 0) return map;
    map.rows = static_cast<int>(std::min<Index>(request.rows, coefficients.rows()));
    map.columns = static_cast<int>(std::min<Index>(request.columns, coefficients.cols()));
    map.rms = moments.rms();
    map.largest = moments.largestMagnitude();
    pool(map, coefficients, job.part(0.0, 0.4));
    if (moments.empty()) return map;
    const MagnitudeRanks ranks = magnitudeRanks(coefficients, job.part(0.4, 0.8));
    // The ceil(0.999 N)-th smallest is the (floor(N / 1000) + 1)-th largest.
    map.clip = static_cast<double>(ranks.largest(ranks.size() / oneClippedOf + 1, job));
    map.beyondClip = countBeyond(coefficients, map.clip, job.part(0.8, 1.0));
    return map;
}

} // namespace alidade
