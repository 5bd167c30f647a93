// SPDX-License-Identifier: Apache-2.0
// Which weights share a scale: the whole tensor, a row, a column, or a stretch of a row.
#pragma once

#include "core/base/job.h"
#include "core/base/parallel.h"
#include "core/base/parameters.h"
#include "core/tensor/matrix.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// Values of the parameter "group" that are no number of weights.
inline constexpr std::int64_t wholeRow = 0;
inline constexpr std::int64_t wholeTensor = -1;
inline constexpr std::int64_t wholeColumn = -2;

/// The parameter "group", with the words row, tensor and column.
ParameterSpec groupParameter(std::int64_t fallback);

/// The groups of a matrix in a fixed order. Groups of so many weights run along a row and end with it.
class Grouping {
public:
    /// @param group weights of a group, at least 1, or one of the constants above
    Grouping(std::int64_t group, Index rows, Index columns);

    /// How many groups there are, which is 0 for a matrix without weights, unless it is one for all.
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] Index rows() const { return m_rows; }
    [[nodiscard]] Index columns() const { return m_columns; }
    [[nodiscard]] bool oneForAll() const { return m_kind == Kind::Tensor; }

    /// Calls body(first weight, number of weights, group) for stretches of rows that together are the matrix,
    /// on several threads. @throws Cancelled
    template <typename Body>
    void forEachRun(const JobContext& job, Body body) const
    {
        const Index rowsAtOnce = std::max<Index>(1, (Index{1} << 16) / std::max<Index>(1, m_columns));
        parallelChunks(m_rows, rowsAtOnce, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            forEachRunOfRows(begin, end, body);
        });
    }

    /// The same of the rows [begin, end), on this thread.
    template <typename Body>
    void forEachRunOfRows(Index begin, Index end, Body& body) const
    {
        for (Index row = begin; row < end; ++row)
            for (Index at = 0, run = 0; at < m_columns; at += m_run, ++run)
                body(row * m_columns + at, std::min(m_run, m_columns - at), groupOf(row, run));
    }

    /// The group of weight (row, column) is row * groupsPerRow() + columnGroups()[column].
    [[nodiscard]] Index groupsPerRow() const
    {
        return m_kind == Kind::Row || m_kind == Kind::Group ? m_runsPerRow : 0;
    }
    [[nodiscard]] std::vector<std::uint32_t> columnGroups() const;

    /// Rows of a part when sums over the whole matrix are folded from at most 64 parts, whatever the threads.
    [[nodiscard]] Index rowsPerPart() const { return std::max<Index>(1, (m_rows + 63) / 64); }

    /// Calls body(group, its weights) for every group, on several threads; a column is copied together first.
    /// @throws Cancelled
    template <typename Body>
    void forEachGroup(const Matrix& values, const JobContext& job, Body body) const
    {
        if (m_kind == Kind::Tensor)
            body(std::size_t{0}, std::span(values.data(), static_cast<std::size_t>(values.size())));
        else if (m_kind == Kind::Column)
            forEachColumn(values, job, body);
        else
            forEachRun(job, [&](Index first, Index count, std::size_t group) {
                body(group, std::span(values.data() + first, static_cast<std::size_t>(count)));
            });
    }

private:
    enum class Kind { Tensor, Row, Column, Group };

    [[nodiscard]] std::size_t groupOf(Index row, Index run) const
    {
        if (m_kind == Kind::Tensor) return 0;
        return static_cast<std::size_t>(m_kind == Kind::Column ? run : row * m_runsPerRow + run);
    }

    /// A few columns at a time, so that every cache line is read once.
    template <typename Body>
    void forEachColumn(const Matrix& values, const JobContext& job, Body body) const
    {
        constexpr Index together = 16;
        parallelChunks(m_columns, together, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            const Matrix turned = values.middleCols(begin, end - begin).transpose();
            for (Index column = begin; column < end; ++column)
                body(static_cast<std::size_t>(column),
                     std::span(turned.data() + (column - begin) * m_rows, static_cast<std::size_t>(m_rows)));
        });
    }

    Kind m_kind;
    Index m_rows;
    Index m_columns;
    Index m_run;        ///< weights of a run: of one group, within one row
    Index m_runsPerRow; ///< groups of a row
};

/// Largest |w| of every group. @throws Cancelled
std::vector<float> groupMaxima(const Matrix& values, const Grouping& grouping, const JobContext& job);

/// sqrt(mean w^2) of every group. @throws Cancelled
std::vector<float> groupRms(const Matrix& values, const Grouping& grouping, const JobContext& job);

/// @throws InvalidRequest if any value is NaN or infinite.
void requireFinite(const Matrix& values);

} // namespace alidade
