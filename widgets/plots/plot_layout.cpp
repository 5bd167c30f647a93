// SPDX-License-Identifier: GPL-3.0-or-later
// Layout: margins just wide enough for the labels that are there, legend rows above the plot area.
#include "widgets/plots/axis_words.h"
#include "widgets/plots/image_painter.h"
#include "widgets/plots/marginal_painter.h"
#include "widgets/plots/plot_painter.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

double widestLabel(const QList<AxisTick>& ticks, const QFontMetricsF& metrics)
{
    double width = 0.0;
    for (const AxisTick& tick : ticks)
        width = std::max(width, metrics.horizontalAdvance(tick.label));
    return width;
}

TickRoom horizontalRoom(double length, const QFontMetricsF& metrics)
{
    const double em = metrics.height();
    return {length, 4.2 * em,
            [metrics, em](const QString& label) { return metrics.horizontalAdvance(label) + 0.7 * em; }};
}

// Of a strip that is only a few labels wide.
TickRoom narrowRoom(double length, const QFontMetricsF& metrics)
{
    const double em = metrics.height();
    return {length, 2.0 * em,
            [metrics, em](const QString& label) { return metrics.horizontalAdvance(label) + 0.35 * em; }};
}

TickRoom verticalRoom(double length, const QFontMetricsF& metrics)
{
    const double em = metrics.height();
    return {length, 2.0 * em, [em](const QString&) { return 1.05 * em; }};
}

// How far the last label reaches past the right end of the axis.
double overhang(const QList<AxisTick>& ticks, const AxisFrame& frame, double length,
                const QFontMetricsF& metrics)
{
    double over = 0.0;
    for (const AxisTick& tick : ticks) {
        const double at = (tick.position - frame.x.min) / frame.x.span() * length;
        over = std::max(over, at + 0.5 * metrics.horizontalAdvance(tick.label) - length);
    }
    return over;
}

struct LegendItem {
    LegendEntry entry;
    QString name;
    double sampleWidth = 0.0;
};

QList<LegendItem> legendItems(const PlotSpec& spec, const PlotInk& ink, double em)
{
    QList<LegendItem> items;
    for (qsizetype i = 0; ink.showLegend && i < spec.series.size(); ++i) {
        if (spec.series[i].visible) items.append({{i, -1, {}, {}}, spec.series[i].name, 2.0 * em});
    }
    const bool categorical = spec.image && spec.image->scale == ColourScale::Categorical;
    for (qsizetype i = 0; categorical && i < spec.image->categories.size(); ++i)
        items.append({{-1, i, {}, {}}, spec.image->categories[i].name, 0.85 * em});
    return items;
}

QList<LegendEntry> legendRows(const QList<LegendItem>& items, const QRectF& bounds, const PlotInk& ink,
                              double* height)
{
    const QFontMetricsF metrics(ink.font);
    const double em = metrics.height();
    QList<LegendEntry> entries;
    double x = bounds.left();
    double y = bounds.top();
    for (const LegendItem& item : items) {
        const double width = item.sampleWidth + ink.gap + metrics.horizontalAdvance(item.name) + 1.0;
        if (x > bounds.left() && x + width > bounds.right()) {
            x = bounds.left();
            y += 1.15 * em;
        }
        const double textLeft = x + item.sampleWidth + ink.gap;
        LegendEntry entry = item.entry;
        entry.sample = QRectF(x, y, item.sampleWidth, em);
        if (entry.category >= 0) entry.sample.adjust(0.0, 0.1 * em, 0.0, -0.05 * em);
        entry.text = QRectF(textLeft, y, std::min(x + width, bounds.right()) - textLeft, em);
        entries.append(entry);
        x += width + 0.9 * em;
    }
    *height = entries.isEmpty() ? 0.0 : y + em - bounds.top();
    return entries;
}

// The parts of a layout in the order in which they need each other: title rows, then heights and widths in
// turns, for labels that run upwards cost height.
class LayoutMaker {
public:
    LayoutMaker(const PlotSpec& spec, const AxisFrame& frame, const QRectF& bounds, const PlotInk& ink)
        : m_spec(spec), m_frame(frame), m_ink(ink), m_metrics(ink.font), m_em(m_metrics.height()), m_gap(ink.gap)
    {
        m_layout.bounds = bounds;
        m_labelHeight = m_em;
        m_barred = spec.image && spec.image->scale != ColourScale::Categorical;
    }

    PlotLayout make()
    {
        placeHead();
        const int passes = m_spec.x.categories.isEmpty() ? 1 : 2;
        for (int pass = 0; pass < passes; ++pass) {
            placeHeights();
            placeWidths();
        }
        placeStrips();
        placeTitles();
        return m_layout;
    }

private:
    void placeHead()
    {
        const QRectF& bounds = m_layout.bounds;
        m_top = bounds.top() + m_gap;
        if (m_ink.showTitle && !m_spec.title.isEmpty()) {
            m_layout.title = QRectF(bounds.left() + m_gap, m_top, bounds.width() - 2 * m_gap, 1.1 * m_em);
            m_top += 1.1 * m_em + m_gap;
        }
        double height = 0.0;
        const QRectF room(bounds.left() + m_gap, m_top, bounds.width() - 2 * m_gap, 0);
        m_layout.legend = legendRows(legendItems(m_spec, m_ink, m_em), room, m_ink, &height);
        m_top += height > 0.0 ? height + m_gap : 0.0;
        if (m_spec.above) {
            m_layout.aboveTitle = QRectF(bounds.left(), m_top, bounds.width(), m_em);
            m_layout.above.setTop(m_top + 1.1 * m_em);
            m_layout.above.setHeight(std::clamp(0.16 * bounds.height(), 1.6 * m_em, 5.0 * m_em));
            // Its lowest number stands right above the topmost of the y axis; names begin half a cell lower.
            m_top = m_layout.above.bottom() + (m_spec.y.categories.isEmpty() ? 0.6 : 0.3) * m_em;
        }
        m_top += 0.45 * m_em; // half of the topmost tick label
    }

    void placeHeights()
    {
        const QRectF& bounds = m_layout.bounds;
        const double titleHeight = m_spec.x.title.isEmpty() ? 0.0 : m_em;
        const double bottom =
            bounds.bottom() - m_gap - titleHeight - m_labelHeight - m_gap - m_ink.tickLength;
        m_layout.area.setTop(m_top);
        m_layout.area.setBottom(std::max(m_top + 1.0, bottom));
        const double height = m_layout.area.height();
        if (m_spec.y.categories.isEmpty()) {
            m_layout.yTicks = makeTicks(m_frame.y, m_frame.logY, m_spec.y.integer, verticalRoom(height, m_metrics));
        }
        else {
            m_layout.yTicks = categoryTicks(m_frame.y, m_spec.y.categories, height, 1.05 * m_em);
            elide(m_layout.yTicks, 0.3 * bounds.width());
        }
        if (m_spec.above) {
            m_layout.aboveTicks = marginalTicks(*m_spec.above, verticalRoom(m_layout.above.height(), m_metrics));
        }
        if (m_barred) {
            m_layout.colourTicks = makeTicks(colourBarRange(*m_spec.image), m_spec.image->logarithmic, false,
                                             verticalRoom(height, m_metrics));
        }
    }

    void placeWidths()
    {
        const QRectF& bounds = m_layout.bounds;
        const double titleWidth = m_spec.y.title.isEmpty() ? 0.0 : m_em + m_gap;
        const double labels =
            std::max(widestLabel(m_layout.yTicks, m_metrics), widestLabel(m_layout.aboveTicks, m_metrics));
        const double left = bounds.left() + m_gap + titleWidth + labels + m_gap + m_ink.tickLength;
        const double block = placeRightBlock();
        double right = bounds.right() - 1.5 * m_gap - block;
        const double least = std::min(right, bounds.right() - m_gap);
        for (int pass = 0; pass < 2; ++pass) {
            const double width = std::max(1.0, right - left);
            placeXTicks(width);
            if (m_layout.xTurned || block > 0.0) break;
            right = std::min(least, bounds.right() - m_gap - overhang(m_layout.xTicks, m_frame, width, m_metrics));
        }
        m_layout.area.setLeft(left);
        m_layout.area.setRight(std::max(left + 1.0, right));
    }

    void placeXTicks(double width)
    {
        m_layout.xTurned = false;
        m_labelHeight = m_em;
        if (m_spec.x.categories.isEmpty()) {
            m_layout.xTicks =
                makeTicks(m_frame.x, m_frame.logX, m_spec.x.integer, horizontalRoom(width, m_metrics));
            return;
        }
        m_layout.xTicks = categoryTicks(m_frame.x, m_spec.x.categories, width, 1.05 * m_em);
        double pitch = width;
        if (m_layout.xTicks.size() > 1)
            pitch *= (m_layout.xTicks[1].position - m_layout.xTicks[0].position) / m_frame.x.span();
        if (widestLabel(m_layout.xTicks, m_metrics) + 0.5 * m_em <= pitch) return;
        m_layout.xTurned = true;
        elide(m_layout.xTicks, 0.3 * m_layout.bounds.height());
        m_labelHeight = std::max(m_em, widestLabel(m_layout.xTicks, m_metrics));
    }

    // Widths of the strip beside and of the colour bar; returns what both take. x is filled in later.
    double placeRightBlock()
    {
        double block = 0.0;
        if (m_spec.beside) {
            const double width = std::clamp(0.15 * m_layout.bounds.width(), 2.8 * m_em, 7.0 * m_em);
            m_layout.beside.setRect(0, 0, width, 1);
            m_layout.besideTicks = marginalTicks(*m_spec.beside, narrowRoom(width, m_metrics));
            block += 1.0 * m_em + width + overhangBeside(width);
        }
        if (m_barred) {
            m_barWidth = 0.8 * m_em;
            m_barBlock = m_em + m_barWidth + m_ink.tickLength + 0.5 * m_gap +
                         widestLabel(m_layout.colourTicks, m_metrics);
            if (!m_spec.image->quantity.isEmpty()) m_barBlock += m_em + m_gap;
            block += m_barBlock;
        }
        return block;
    }

    double overhangBeside(double width) const
    {
        AxisFrame frame;
        frame.x = marginalRange(*m_spec.beside);
        return overhang(m_layout.besideTicks, frame, width, m_metrics);
    }

    void placeStrips()
    {
        const QRectF& area = m_layout.area;
        if (m_spec.above) {
            m_layout.above.setLeft(area.left());
            m_layout.above.setRight(area.right());
            m_layout.aboveTitle.setLeft(area.left());
            m_layout.aboveTitle.setRight(m_layout.bounds.right() - m_gap);
        }
        if (m_spec.beside) {
            m_layout.beside.setRect(area.right() + m_em, area.top(), m_layout.beside.width(), area.height());
        }
        if (!m_barred) return;
        const double right = m_layout.bounds.right() - 1.5 * m_gap;
        m_layout.colourBar = QRectF(right - m_barBlock + m_em, area.top(), m_barWidth, area.height());
        if (!m_spec.image->quantity.isEmpty())
            m_layout.colourTitle = QRectF(-area.bottom(), right - m_em, area.height(), m_em);
    }

    void placeTitles()
    {
        const QRectF& bounds = m_layout.bounds;
        const QRectF& area = m_layout.area;
        const double titleHeight = m_spec.x.title.isEmpty() ? 0.0 : m_em;
        m_layout.xTitle = QRectF(bounds.left(), bounds.bottom() - m_gap - titleHeight, bounds.width(), titleHeight);
        m_layout.yTitle = yTitleBox();
        if (!m_spec.beside) return;
        // Below its labels; as wide as leaves the title of the x axis alone.
        const double half = 0.5 * m_metrics.horizontalAdvance(m_spec.x.title);
        const double right = m_barred ? m_layout.colourBar.left() - 0.5 * m_em : bounds.right();
        const double left = std::max(area.center().x() + half + m_em, area.left() + 0.7 * area.width());
        const double top = area.bottom() + m_ink.tickLength + m_gap + m_em;
        m_layout.besideTitle = QRectF(left, top, std::max(1.0, right - left), m_em);
        const double offset = m_layout.beside.center().x() - m_layout.besideTitle.center().x();
        if (offset > 0.0) m_layout.besideTitle.setLeft(std::min(left + 2.0 * offset, m_layout.beside.left()));
    }

    // Beside the area, and where that is too low for the text, beside what is below and above it, too.
    QRectF yTitleBox() const
    {
        const QRectF& area = m_layout.area;
        const double highest = m_spec.above ? m_layout.above.top() : area.top();
        const double lowest = m_layout.bounds.bottom() - m_gap;
        const double wanted = m_metrics.horizontalAdvance(m_spec.y.title) + 1.0;
        const double length = std::clamp(wanted, area.height(), std::max(area.height(), lowest - highest));
        const double bottom = std::max(std::min(area.center().y() + 0.5 * length, lowest), highest + length);
        return {-bottom, m_layout.bounds.left() + m_gap, length, m_em};
    }

    void elide(QList<AxisTick>& ticks, double width) const
    {
        for (AxisTick& tick : ticks)
            tick.label = m_metrics.elidedText(tick.label, Qt::ElideMiddle, width);
    }

    const PlotSpec& m_spec;
    const AxisFrame& m_frame;
    const PlotInk& m_ink;
    QFontMetricsF m_metrics;
    double m_em;
    double m_gap;
    double m_top = 0.0;
    double m_labelHeight = 0.0;
    double m_barWidth = 0.0;
    double m_barBlock = 0.0;
    bool m_barred = false;
    PlotLayout m_layout;
};

} // namespace

QPointF PlotLayout::toPainter(const QPointF& position, const AxisFrame& frame) const
{
    const double up = (position.y() - frame.y.min) / frame.y.span() * area.height();
    return {area.left() + (position.x() - frame.x.min) / frame.x.span() * area.width(),
            frame.reversedY ? area.top() + up : area.bottom() - up};
}

QPointF PlotLayout::toAxisPosition(const QPointF& point, const AxisFrame& frame) const
{
    const double up = frame.reversedY ? point.y() - area.top() : area.bottom() - point.y();
    return {frame.x.min + (point.x() - area.left()) / area.width() * frame.x.span(),
            frame.y.min + up / area.height() * frame.y.span()};
}

PlotLayout layoutPlot(const PlotSpec& spec, const AxisFrame& frame, const QRectF& bounds, const PlotInk& ink)
{
    return LayoutMaker(spec, frame, bounds, ink).make();
}

QList<qsizetype> drawingOrder(const PlotSpec& spec)
{
    QList<qsizetype> order;
    for (qsizetype i = 0; i < spec.series.size(); ++i) {
        if (spec.series[i].visible) order.append(i);
    }
    const auto isDashed = [](const PlotSeries& series) {
        return series.stroke == Stroke::OfSlot ? !styleFor(series.slot, false).dash.isEmpty()
                                               : series.stroke != Stroke::Solid;
    };
    std::stable_sort(order.begin(), order.end(), [&](qsizetype a, qsizetype b) {
        const PlotSeries& left = spec.series[a];
        const PlotSeries& right = spec.series[b];
        if (left.emphasised != right.emphasised) return right.emphasised;
        if (left.order != right.order) return left.order < right.order;
        return isDashed(left) < isDashed(right);
    });
    return order;
}

bool hasDrawablePoints(const PlotSpec& spec, const AxisFrame& frame)
{
    if (spec.image && isDrawable(*spec.image, frame.logX, frame.logY)) return true;
    return std::any_of(spec.series.begin(), spec.series.end(), [&](const PlotSeries& series) {
        if (!series.visible) return false;
        const Extent extent = extentOf(series.points, frame.logX, frame.logY);
        return extent.x.has_value() && extent.y.has_value();
    });
}

} // namespace alidade
