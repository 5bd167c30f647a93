// SPDX-License-Identifier: GPL-3.0-or-later
// Levels, look-up and pooling of cells. Pooling works on levels of one byte: a million cells in a few
// milliseconds.
#include "widgets/plots/image_cells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

struct Span {
    int begin = 0;
    int end = 0;
};

// Of each pixel along one side, the cells [begin, end) whose centres fall into it; if none does, the one below
// its own centre. Where cells are smaller than pixels each cell belongs to one pixel.
std::vector<Span> spansOf(const AxisRange& window, int pixels, int cells)
{
    std::vector<Span> spans(static_cast<std::size_t>(pixels));
    const double step = window.span() / pixels;
    for (int i = 0; i < pixels; ++i) {
        const double a = window.min + i * step;
        const double b = a + step;
        const int under = std::clamp(static_cast<int>(std::floor(0.5 * (a + b))), 0, cells - 1);
        const int first = static_cast<int>(std::ceil(std::min(a, b) - 0.5));
        const int last = static_cast<int>(std::ceil(std::max(a, b) - 0.5));
        Span span{std::clamp(first, 0, cells - 1), std::clamp(last, 0, cells)};
        if (span.end <= span.begin) span = {under, under + 1};
        spans[static_cast<std::size_t>(i)] = span;
    }
    return spans;
}

// Of levels above and below the middle that share a pixel, the farther one; 0 if there is none.
std::uint8_t farther(std::uint8_t high, std::uint8_t low)
{
    if (high == 0) return 0;
    return high - middleLevel >= middleLevel - low ? high : low;
}

// Pools by rows first: the greatest and the least level of each column of cells, many cells to an instruction.
class Pooler {
public:
    Pooler(const ImageLevels& levels, const std::vector<Span>& columns)
        : m_levels(levels), m_columns(columns), m_high(static_cast<std::size_t>(levels.image.columns)),
          m_low(m_high.size())
    {
        m_begin = static_cast<std::size_t>(columns.front().begin);
        m_end = static_cast<std::size_t>(columns.back().end);
    }

    // The levels of one row of pixels.
    void row(const Span& rows, std::vector<std::uint8_t>& out)
    {
        switch (m_levels.image.scale) {
        case ColourScale::Categorical:
            return mostFrequent(rows, out);
        case ColourScale::Sequential:
            poolRows(rows, false);
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] = greatest(m_columns[i]);
            return;
        case ColourScale::Diverging:
            poolRows(rows, true);
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] = farther(greatest(m_columns[i]), least(m_columns[i]));
            return;
        }
    }

private:
    const std::uint8_t* lineOf(int row) const
    {
        return m_levels.levels.data() +
               static_cast<std::size_t>(row) * static_cast<std::size_t>(m_levels.image.columns);
    }

    // m_low counts from one: "no value", level 0, wraps around to the greatest.
    void poolRows(const Span& rows, bool low)
    {
        std::ranges::fill(m_high, std::uint8_t{0});
        std::ranges::fill(m_low, std::uint8_t{255});
        for (int r = rows.begin; r < rows.end; ++r) {
            const std::uint8_t* line = lineOf(r);
            for (std::size_t c = m_begin; c < m_end; ++c)
                m_high[c] = std::max(m_high[c], line[c]);
            for (std::size_t c = m_begin; low && c < m_end; ++c)
                m_low[c] = std::min(m_low[c], static_cast<std::uint8_t>(line[c] - 1));
        }
    }

    std::uint8_t greatest(const Span& columns) const
    {
        return *std::max_element(m_high.begin() + columns.begin, m_high.begin() + columns.end);
    }

    std::uint8_t least(const Span& columns) const
    {
        return static_cast<std::uint8_t>(
            *std::min_element(m_low.begin() + columns.begin, m_low.begin() + columns.end) + 1);
    }

    void mostFrequent(const Span& rows, std::vector<std::uint8_t>& out) const
    {
        std::array<int, 256> counts{};
        for (std::size_t i = 0; i < out.size(); ++i) {
            std::uint8_t best = 0;
            for (int r = rows.begin; r < rows.end; ++r) {
                for (int c = m_columns[i].begin; c < m_columns[i].end; ++c) {
                    const std::uint8_t level = lineOf(r)[c];
                    if (level != 0 && ++counts[level] > counts[best]) best = level;
                }
            }
            out[i] = best;
            for (int r = rows.begin; r < rows.end; ++r)
                for (int c = m_columns[i].begin; c < m_columns[i].end; ++c)
                    counts[lineOf(r)[c]] = 0;
        }
    }

    const ImageLevels& m_levels;
    const std::vector<Span>& m_columns;
    std::vector<std::uint8_t> m_high; // of the rows pooled last, by column
    std::vector<std::uint8_t> m_low;
    std::size_t m_begin = 0; // columns in view
    std::size_t m_end = 0;
};

} // namespace

bool isDrawable(const PlotImage& image, bool logX, bool logY)
{
    if (image.columns < 1 || image.rows < 1 || !image.cells) return false;
    const auto count = static_cast<std::size_t>(image.columns) * static_cast<std::size_t>(image.rows);
    const AxisRange x = imageRangeX(image, logX);
    const AxisRange y = imageRangeY(image, logY);
    return image.cells->size() == count && std::isfinite(x.span()) && std::isfinite(y.span()) && x.span() > 0.0 &&
           y.span() > 0.0;
}

std::shared_ptr<const ImageLevels> imageLevels(const PlotImage& image,
                                               const std::shared_ptr<const ImageLevels>& former)
{
    if (former && former->image == image) return former;
    auto made = std::make_shared<ImageLevels>();
    made->image = image;
    if (!image.cells) return made;
    made->levels = levelsOf(image);
    constexpr float infinity = std::numeric_limits<float>::infinity();
    float least = infinity; // of its own: a member would be written for every cell
    float most = -infinity;
    for (const float value : *image.cells) {
        if (!std::isfinite(value)) continue;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    made->anyValue = least <= most;
    if (made->anyValue) made->least = least, made->most = most;
    return made;
}

AxisRange imageRangeX(const PlotImage& image, bool logX)
{
    return {toAxis(image.x0, logX), toAxis(image.x1, logX)};
}

AxisRange imageRangeY(const PlotImage& image, bool logY)
{
    return {toAxis(image.y0, logY), toAxis(image.y1, logY)};
}

ImageCell cellOf(const PlotImage& image, int column, int row, bool logX, bool logY)
{
    ImageCell cell;
    cell.column = std::clamp(column, 0, image.columns - 1);
    cell.row = std::clamp(row, 0, image.rows - 1);
    const AxisRange x = imageRangeX(image, logX);
    const AxisRange y = imageRangeY(image, logY);
    cell.x = fromAxis(x.min + (cell.column + 0.5) / image.columns * x.span(), logX);
    cell.y = fromAxis(y.min + (cell.row + 0.5) / image.rows * y.span(), logY);
    const auto index = static_cast<std::size_t>(cell.row) * static_cast<std::size_t>(image.columns) +
                       static_cast<std::size_t>(cell.column);
    cell.value = static_cast<double>((*image.cells)[index]);
    return cell;
}

std::optional<ImageCell> cellAt(const PlotImage& image, const QPointF& position, bool logX, bool logY)
{
    if (!isDrawable(image, logX, logY)) return std::nullopt;
    const AxisRange x = imageRangeX(image, logX);
    const AxisRange y = imageRangeY(image, logY);
    if (!x.contains(position.x()) || !y.contains(position.y())) return std::nullopt;
    return cellOf(image, static_cast<int>((position.x() - x.min) / x.span() * image.columns),
                  static_cast<int>((position.y() - y.min) / y.span() * image.rows), logX, logY);
}

QImage pictureOf(const ImageLevels& levels, const CellWindow& window, const QSize& size,
                 const LevelColours& colours, QRgb hatch, int period)
{
    QImage picture(size, QImage::Format_RGB32);
    if (picture.isNull() || levels.levels.empty()) return {};
    const std::vector<Span> columns = spansOf(window.columns, size.width(), levels.image.columns);
    const std::vector<Span> rows = spansOf(window.rows, size.height(), levels.image.rows);
    Pooler pooler(levels, columns);
    std::vector<std::uint8_t> line(columns.size());
    Span made{-1, -1};
    for (int j = 0; j < size.height(); ++j) {
        const Span& wanted = rows[static_cast<std::size_t>(j)];
        if (wanted.begin != made.begin || wanted.end != made.end) pooler.row(wanted, line);
        made = wanted;
        auto* pixels = reinterpret_cast<QRgb*>(picture.scanLine(j));
        for (int i = 0; i < size.width(); ++i) {
            const std::uint8_t level = line[static_cast<std::size_t>(i)];
            pixels[i] = level == 0 && (i + j) % period == 0 ? hatch : colours[level];
        }
    }
    return picture;
}

} // namespace alidade
