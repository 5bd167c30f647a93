// SPDX-License-Identifier: GPL-3.0-or-later
// Painting of images and colour bars.
#include "widgets/plots/image_painter.h"

#include "widgets/plots/axis_words.h"
#include "widgets/style/number_format.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPaintDevice>

#include <algorithm>
#include <cmath>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

constexpr double printDotsPerInch = 600.0; // of images in PDF and SVG; their unit is 1/720 inch

// The rectangle of a piece of the image between axis positions, inside the plot area.
QRectF rectBetween(const AxisRange& x, const AxisRange& y, const AxisFrame& frame, const PlotLayout& layout)
{
    const QRectF whole = QRectF(layout.toPainter({x.min, y.min}, frame), layout.toPainter({x.max, y.max}, frame));
    return whole.normalized().intersected(layout.area);
}

bool hasPixels(const QPainter& painter)
{
    const int kind = painter.device()->devType();
    return kind == QInternal::Image || kind == QInternal::Pixmap || kind == QInternal::Widget;
}

// Among pixels the picture begins and ends at whole ones.
QRectF snapped(const QRectF& rect, double scale)
{
    const auto to = [scale](double v) { return std::round(v * scale) / scale; };
    return {QPointF(to(rect.left()), to(rect.top())), QPointF(to(rect.right()), to(rect.bottom()))};
}

AxisRange cellsBetween(const AxisRange& shown, const AxisRange& whole, int cells)
{
    return {(shown.min - whole.min) / whole.span() * cells, (shown.max - whole.min) / whole.span() * cells};
}

// Black or white, whichever stands out more: relative luminance as defined by WCAG 2.1, against sqrt(1.05 * 0.05).
QColor inkOn(QRgb colour)
{
    const auto linear = [](int c) {
        return c <= 10 ? c / (255.0 * 12.92) : std::pow((c / 255.0 + 0.055) / 1.055, 2.4);
    };
    const double luminance =
        0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
    return luminance + 0.05 > 0.2291 ? Qt::black : Qt::white;
}

void paintCellText(QPainter& painter, const ImageLevels& levels, const AxisFrame& frame, const PlotLayout& layout,
                   const PlotInk& ink, const LevelColours& colours)
{
    const PlotImage& image = levels.image;
    if (image.cellText.size() != image.columns * image.rows) return;
    const QFontMetricsF metrics(ink.font);
    painter.setFont(ink.font);
    for (int row = 0; row < image.rows; ++row) {
        for (int column = 0; column < image.columns; ++column) {
            const qsizetype index = static_cast<qsizetype>(row) * image.columns + column;
            const QRectF box = cellRect(image, column, row, frame, layout);
            if (box.height() < 0.95 * metrics.height()) return; // no cell is higher than this one
            const QString& text = image.cellText[index];
            if (text.isEmpty() || metrics.horizontalAdvance(text) + 0.3 * metrics.height() > box.width()) continue;
            const std::uint8_t level = levels.levels[static_cast<std::size_t>(index)];
            painter.setPen(inkOn(colours[level]));
            painter.drawText(box, Qt::AlignCenter, text);
        }
    }
}

QImage barPicture(const LevelColours& colours)
{
    QImage picture(4, lastLevel, QImage::Format_RGB32);
    for (int j = 0; j < lastLevel; ++j)
        for (int i = 0; i < picture.width(); ++i)
            picture.setPixel(i, j, colours[static_cast<std::size_t>(lastLevel - j)]);
    return picture;
}

} // namespace

AxisRange colourBarRange(const PlotImage& image)
{
    const bool middle = image.scale == ColourScale::Diverging;
    const double high = toAxis(image.high, image.logarithmic);
    const double low = middle ? -high : toAxis(image.low, image.logarithmic);
    return withMinimumSpan({low, high}, image.logarithmic);
}

QRectF cellRect(const PlotImage& image, int column, int row, const AxisFrame& frame, const PlotLayout& layout)
{
    const AxisRange x = imageRangeX(image, frame.logX);
    const AxisRange y = imageRangeY(image, frame.logY);
    const double width = x.span() / image.columns;
    const double height = y.span() / image.rows;
    return rectBetween({x.min + column * width, x.min + (column + 1) * width},
                       {y.min + row * height, y.min + (row + 1) * height}, frame, layout);
}

void paintImage(QPainter& painter, const ImageLevels& levels, const AxisFrame& frame, const PlotLayout& layout,
                const PlotInk& ink)
{
    const PlotImage& image = levels.image;
    if (!isDrawable(image, frame.logX, frame.logY)) return;
    const AxisRange x = imageRangeX(image, frame.logX);
    const AxisRange y = imageRangeY(image, frame.logY);
    const double scale = hasPixels(painter) ? painter.deviceTransform().m11() : printDotsPerInch / 720.0;
    QRectF target = rectBetween(x, y, frame, layout);
    if (hasPixels(painter)) target = snapped(target, scale);
    const QSize size(static_cast<int>(std::lround(target.width() * scale)),
                     static_cast<int>(std::lround(target.height() * scale)));
    if (size.isEmpty()) return;
    const QPointF topLeft = layout.toAxisPosition(target.topLeft(), frame);
    const QPointF bottomRight = layout.toAxisPosition(target.bottomRight(), frame);
    const CellWindow window{cellsBetween({topLeft.x(), bottomRight.x()}, x, image.columns),
                            cellsBetween({topLeft.y(), bottomRight.y()}, y, image.rows)};
    const LevelColours colours = levelColours(image, ink.colours);
    const QRgb hatch = mixed(ink.colours.background, ink.colours.ink, 0.3).rgb();
    const int period = std::max(4, static_cast<int>(0.45 * QFontMetricsF(ink.font).height() * scale));
    painter.drawImage(target, pictureOf(levels, window, size, colours, hatch, period));
    paintCellText(painter, levels, frame, layout, ink, colours);
}

void paintColourBar(QPainter& painter, const PlotImage& image, const PlotLayout& layout, const PlotInk& ink)
{
    if (layout.colourBar.isEmpty()) return;
    const QRectF& bar = layout.colourBar;
    painter.drawImage(bar, barPicture(levelColours(image, ink.colours)));
    const AxisRange range = colourBarRange(image);
    const auto yOf = [&](double position) {
        return bar.bottom() - (position - range.min) / range.span() * bar.height();
    };
    QList<QLineF> lines{QLineF(bar.topLeft(), bar.topRight()), QLineF(bar.topLeft(), bar.bottomLeft()),
                        QLineF(bar.topRight(), bar.bottomRight()), QLineF(bar.bottomLeft(), bar.bottomRight())};
    const QFontMetricsF metrics(ink.font);
    const double em = metrics.height();
    const double textLeft = bar.right() + ink.tickLength + 0.5 * ink.gap;
    painter.setFont(ink.font);
    painter.setPen(ink.colours.ink);
    for (const AxisTick& tick : layout.colourTicks) {
        const double y = yOf(tick.position);
        lines.append(QLineF(bar.right(), y, bar.right() + (tick.isMajor() ? 1.0 : 0.55) * ink.tickLength, y));
        const double width = metrics.horizontalAdvance(tick.label) + 2.0;
        painter.drawText(QRectF(textLeft, y - 0.5 * em, width, em), Qt::AlignLeft | Qt::AlignVCenter, tick.label);
    }
    paintStraightLines(painter, lines, ink.colours.ink, ink);
    if (layout.colourTitle.isEmpty()) return;
    painter.setPen(ink.colours.ink);
    painter.save();
    painter.rotate(-90);
    paintFittingText(painter, layout.colourTitle, image.quantity, ink.font, Qt::AlignCenter);
    painter.restore();
}

QString cellValueText(const PlotImage& image, double value)
{
    const auto index = static_cast<qsizetype>(std::isfinite(value) ? std::lround(value) : -1);
    const bool named = image.scale == ColourScale::Categorical && index >= 0 && index < image.categories.size();
    if (named) return image.categories[index].name;
    return std::isnan(value) ? QCoreApplication::translate("PlotImage", "no value") : formatNumber(value);
}

QString cellSentence(const PlotSpec& spec, const ImageCell& cell)
{
    const QString x = axisValueText(spec.x, cell.x);
    const QString y = axisValueText(spec.y, cell.y);
    const QString value = cellValueText(*spec.image, cell.value);
    if (!spec.image->cellName.isEmpty()) return spec.image->cellName.arg(x, y, value);
    const auto named = [](const QString& name, const QString& text) {
        return name.isEmpty() ? text : name + u" = "_s + text;
    };
    const QString sentence = named(spec.x.title, x) + u"  ·  "_s + named(spec.y.title, y);
    return sentence + u"  ·  "_s + named(spec.image->quantity, value);
}

} // namespace alidade
