// SPDX-License-Identifier: GPL-3.0-or-later
// The data of a plot as rows and columns, made as they are asked for: the one source of tables, CSV and TSV.
// Thread rule: a value; free to use on any thread.
#pragma once

#include "widgets/plots/plot_spec.h"

#include <optional>

namespace alidade {

/// One field: words, a number, or nothing (both empty).
struct PlotField {
    QString text;
    std::optional<double> number;
};

/// Long format: the points of visible series, the cells of the image, the profiles. See `plotCsv` for the columns.
class PlotRows {
public:
    explicit PlotRows(const PlotSpec& spec);

    const QStringList& columns() const { return m_names; }
    qsizetype count() const { return m_count; }
    PlotField field(qsizetype row, qsizetype column) const;

private:
    enum class Column { Series, X, Y, Lower, Upper, Arrow, End, Value };
    enum class Kind { Points, Cells, Above, Beside };

    struct Block {
        Kind kind = Kind::Points;
        qsizetype series = -1;
        qsizetype begin = 0;
        qsizetype count = 0;
    };

    void addBlock(Kind kind, qsizetype series, qsizetype count);
    void addColumns();
    const Block& blockOf(qsizetype row) const;
    PlotField pointField(const PlotSeries& series, qsizetype index, Column column) const;
    PlotField cellField(qsizetype index, Column column) const;
    PlotField profileField(const PlotMarginal& marginal, qsizetype index, bool above, Column column) const;
    static PlotField position(const AxisSpec& axis, double value);

    PlotSpec m_spec;
    QList<Block> m_blocks;
    QList<Column> m_columns;
    QStringList m_names;
    qsizetype m_count = 0;
};

} // namespace alidade
