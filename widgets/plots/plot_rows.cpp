// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of rows: one per series, one for the image, one per profile.
#include "widgets/plots/plot_rows.h"

#include "widgets/plots/axis_words.h"
#include "widgets/plots/band_painter.h"
#include "widgets/plots/image_cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

// The double with the shortest digits that give the same float: 0.1, not 0.10000000149.
double shortest(float value)
{
    if (!std::isfinite(value)) return static_cast<double>(value);
    std::array<char, 40> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    double read = 0.0;
    std::from_chars(digits.data(), end.ptr, read);
    return read;
}

} // namespace

PlotRows::PlotRows(const PlotSpec& spec) : m_spec(spec)
{
    for (qsizetype s = 0; s < spec.series.size(); ++s) {
        if (spec.series[s].visible) addBlock(Kind::Points, s, spec.series[s].points.size());
    }
    if (spec.image && isDrawable(*spec.image, spec.x.logarithmic, spec.y.logarithmic))
        addBlock(Kind::Cells, -1, static_cast<qsizetype>(spec.image->cells->size()));
    if (spec.above) addBlock(Kind::Above, -1, spec.above->points.size());
    if (spec.beside) addBlock(Kind::Beside, -1, spec.beside->points.size());
    addColumns();
}

void PlotRows::addBlock(Kind kind, qsizetype series, qsizetype count)
{
    if (count == 0) return;
    m_blocks.append({kind, series, m_count, count});
    m_count += count;
}

void PlotRows::addColumns()
{
    const auto add = [this](Column column, const QString& name) {
        m_columns.append(column);
        m_names.append(name);
    };
    const auto anySeries = [this](auto wanted) {
        return std::any_of(m_spec.series.begin(), m_spec.series.end(),
                           [&](const PlotSeries& series) { return series.visible && wanted(series); });
    };
    const auto has = [this](Kind kind) {
        return std::any_of(m_blocks.begin(), m_blocks.end(), [&](const Block& block) { return block.kind == kind; });
    };
    const bool cellsOnly = m_blocks.size() == 1 && has(Kind::Cells);
    if (!cellsOnly) add(Column::Series, u"series"_s);
    add(Column::X, m_spec.x.title.isEmpty() ? u"x"_s : m_spec.x.title);
    add(Column::Y, m_spec.y.title.isEmpty() ? u"y"_s : m_spec.y.title);
    if (anySeries(hasBand)) {
        add(Column::Lower, u"lower"_s);
        add(Column::Upper, u"upper"_s);
    }
    if (anySeries([](const PlotSeries& series) { return series.arrows; })) {
        add(Column::Arrow, u"arrow"_s);
        add(Column::End, u"end"_s);
    }
    const bool named = m_spec.image && !m_spec.image->quantity.isEmpty();
    if (has(Kind::Cells) || has(Kind::Above) || has(Kind::Beside))
        add(Column::Value, named ? m_spec.image->quantity : u"value"_s);
}

const PlotRows::Block& PlotRows::blockOf(qsizetype row) const
{
    const auto after = std::upper_bound(m_blocks.begin(), m_blocks.end(), row,
                                        [](qsizetype value, const Block& block) { return value < block.begin; });
    return *(after - 1);
}

PlotField PlotRows::field(qsizetype row, qsizetype column) const
{
    const Block& block = blockOf(row);
    const qsizetype index = row - block.begin;
    switch (block.kind) {
    case Kind::Points:
        return pointField(m_spec.series[block.series], index, m_columns[column]);
    case Kind::Cells:
        return cellField(index, m_columns[column]);
    case Kind::Above:
        return profileField(*m_spec.above, index, true, m_columns[column]);
    case Kind::Beside:
        return profileField(*m_spec.beside, index, false, m_columns[column]);
    }
    return {};
}

PlotField PlotRows::position(const AxisSpec& axis, double value)
{
    const bool isNumber = axis.categories.isEmpty();
    return isNumber ? PlotField{{}, value} : PlotField{axisValueExact(axis, value), std::nullopt};
}

PlotField PlotRows::pointField(const PlotSeries& series, qsizetype index, Column column) const
{
    const QPointF& point = series.points[index];
    switch (column) {
    case Column::Series:
        return {series.name, std::nullopt};
    case Column::X:
        return position(m_spec.x, point.x());
    case Column::Y:
        return position(m_spec.y, point.y());
    case Column::Lower:
        return hasBand(series) ? PlotField{{}, series.lower[index]} : PlotField{};
    case Column::Upper:
        return hasBand(series) ? PlotField{{}, series.upper[index]} : PlotField{};
    case Column::Arrow:
        return series.arrows ? PlotField{{}, static_cast<double>(index / 2 + 1)} : PlotField{};
    case Column::End:
        return series.arrows ? PlotField{index % 2 == 0 ? u"from"_s : u"to"_s, std::nullopt} : PlotField{};
    case Column::Value:
        return {};
    }
    return {};
}

PlotField PlotRows::cellField(qsizetype index, Column column) const
{
    const PlotImage& image = *m_spec.image;
    const ImageCell cell =
        cellOf(image, static_cast<int>(index % image.columns), static_cast<int>(index / image.columns),
               m_spec.x.logarithmic, m_spec.y.logarithmic);
    if (column == Column::Series) return {image.quantity.isEmpty() ? u"image"_s : image.quantity, std::nullopt};
    if (column == Column::X) return position(m_spec.x, cell.x);
    if (column == Column::Y) return position(m_spec.y, cell.y);
    if (column != Column::Value) return {};
    const std::uint8_t level = image.scale == ColourScale::Categorical ? levelOf(image, cell.value) : std::uint8_t{0};
    if (level > 0) return {image.categories[level - 1].name, std::nullopt};
    return {{}, shortest(static_cast<float>(cell.value))};
}

PlotField PlotRows::profileField(const PlotMarginal& marginal, qsizetype index, bool above, Column column) const
{
    const QPointF& point = marginal.points[index];
    if (column == Column::Series)
        return {marginal.title.isEmpty() ? (above ? u"above"_s : u"beside"_s) : marginal.title, std::nullopt};
    if (column == Column::Value) return {{}, point.y()};
    if (above && column == Column::X) return position(m_spec.x, point.x());
    if (!above && column == Column::Y) return position(m_spec.y, point.x());
    return {};
}

} // namespace alidade
