// SPDX-License-Identifier: GPL-3.0-or-later
// Levels, look-up and pooling of cells. Pooling works on levels of one byte: a million cells in a few
// milliseconds.
#include "widgets/plots/image_cells.h"

#include <algorithm>
#include <array>
#include <cmath>

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

// How much a level matters where several share a pixel.
std::array<std::uint8_t, 256> ranksOf(ColourScale scale)
{
    std::array<std::uint8_t, 256> ranks{};
    for (int level = 1; level <= lastLevel; ++level) {
        const int rank = scale == ColourScale::Diverging ? 1 + std::abs(level - middleLevel) : level;
        ranks[static_cast<std::size_t>(level)] = static_cast<std::uint8_t>(rank);
    }
    return ranks;
}

class Pooler {
public:
    Pooler(const ImageLevels& levels, const std::vector<Span>& columns)
        : m_levels(levels), m_columns(columns), m_ranks(ranksOf(levels.image.scale))
    {}

    // The levels of one row of pixels.
    void row(const Span& rows, std::vector<std::uint8_t>& out) const
    {
        if (m_levels.image.scale == ColourScale::Categorical) return mostFrequent(rows, out);
        std::fill(out.begin(), out.end(), std::uint8_t{0});
        for (int r = rows.begin; r < rows.end; ++r) {
            const std::uint8_t* line = lineOf(r);
            for (std::size_t i = 0; i < out.size(); ++i) {
                std::uint8_t best = out[i];
                for (int c = m_columns[i].begin; c < m_columns[i].end; ++c)
                    best = m_ranks[line[c]] > m_ranks[best] ? line[c] : best;
                out[i] = best;
            }
        }
    }

private:
    const std::uint8_t* lineOf(int row) const
    {
        return m_levels.levels.data() +
               static_cast<std::size_t>(row) * static_cast<std::size_t>(m_levels.image.columns);
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
    std::array<std::uint8_t, 256> m_ranks;
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
    made->levels.reserve(image.cells->size());
    for (const float value : *image.cells) {
        made->levels.push_back(levelOf(image, static_cast<double>(value)));
        if (!std::isfinite(value)) continue;
        made->least = made->anyValue ? std::min(made->least, value) : value;
        made->most = made->anyValue ? std::max(made->most, value) : value;
        made->anyValue = true;
    }
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
    const Pooler pooler(levels, columns);
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
