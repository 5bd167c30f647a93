// SPDX-License-Identifier: Apache-2.0
// A band is a box of the array: the dimensions in front of the banded one are fixed, those behind it are
// whole. In the file it is a set of equally spaced runs, one for each column, in the order of the first index
// fastest.
#include "core/checkpoint/fortran_bands.h"

#include <algorithm>
#include <cstring>

namespace alidade {

namespace {

constexpr std::uint64_t windowBytes = 256 * 1024;
/// Skipping over fewer bytes than this by another read costs more than reading them.
constexpr std::uint64_t cheapGap = 4096;

/// Counts through columns in the order of the file (first index fastest) and knows their row-major number.
class ColumnOrder {
public:
    explicit ColumnOrder(const std::vector<std::uint64_t>& dimensions)
        : m_dimensions(dimensions), m_index(dimensions.size()), m_stride(dimensions.size())
    {
        std::uint64_t stride = 1;
        for (std::size_t i = dimensions.size(); i-- > 0; stride *= dimensions[i])
            m_stride[i] = stride;
    }

    /// Row-major number of the present column; moves on to the next.
    std::uint64_t next()
    {
        const std::uint64_t number = m_number;
        for (std::size_t i = 0; i < m_dimensions.size(); ++i) {
            m_number += m_stride[i];
            if (++m_index[i] < m_dimensions[i]) break;
            m_number -= m_stride[i] * m_dimensions[i];
            m_index[i] = 0;
        }
        return number;
    }

private:
    const std::vector<std::uint64_t>& m_dimensions;
    std::vector<std::uint64_t> m_index;
    std::vector<std::uint64_t> m_stride;
    std::uint64_t m_number = 0;
};

/// A piece of some columns, in the order of the file.
struct Tile {
    const std::byte* bytes = nullptr;
    std::size_t pitch = 0;                  ///< bytes from one column to the next
    std::size_t step = 0;                   ///< bytes from one row to the next
    std::span<const std::uint64_t> columns; ///< their row-major numbers
    std::uint64_t firstRow = 0;
    std::uint64_t rows = 0;
};

template <typename Element>
void turnOver(const Tile& tile, std::uint64_t columnsOfBand, std::span<std::byte> band)
{
    for (std::uint64_t row = 0; row < tile.rows; ++row) {
        std::byte* const line = band.data() + (tile.firstRow + row) * columnsOfBand * sizeof(Element);
        const std::byte* from = tile.bytes + row * tile.step;
        for (const std::uint64_t column : tile.columns) {
            std::memcpy(line + column * sizeof(Element), from, sizeof(Element));
            from += tile.pitch;
        }
    }
}

void turnOver(std::uint64_t width, const Tile& tile, std::uint64_t columnsOfBand, std::span<std::byte> band)
{
    switch (width) {
    case 1:
        return turnOver<std::uint8_t>(tile, columnsOfBand, band);
    case 2:
        return turnOver<std::uint16_t>(tile, columnsOfBand, band);
    case 4:
        return turnOver<std::uint32_t>(tile, columnsOfBand, band);
    default:
        return turnOver<std::uint64_t>(tile, columnsOfBand, band);
    }
}

} // namespace

FortranBands::FortranBands(std::shared_ptr<const ByteSource> source, std::uint64_t offset,
                           const std::vector<std::uint64_t>& shape, std::uint64_t width, std::size_t index,
                           std::shared_ptr<BlockCache> cache, std::uint64_t bandBytes)
    : m_source(std::move(source)), m_offset(offset), m_width(width), m_index(index), m_cache(std::move(cache))
{
    // The first dimension whose slices fit a band is cut into bands.
    for (const std::uint64_t dimension : shape)
        m_columns *= dimension;
    std::size_t banded = 0;
    for (;; ++banded) {
        m_columns /= shape[banded];
        if (m_columns * width <= bandBytes || banded + 1 == shape.size()) break;
        m_before.push_back(shape[banded]);
        m_step *= shape[banded];
    }
    m_dimension = shape[banded];
    m_after.assign(shape.begin() + static_cast<std::ptrdiff_t>(banded) + 1, shape.end());
    m_rowsPerBand = std::clamp<std::uint64_t>(bandBytes / (m_columns * width), 1, m_dimension);
    m_bandsPerDimension = (m_dimension + m_rowsPerBand - 1) / m_rowsPerBand;
}

std::uint64_t FortranBands::bandRows(std::uint64_t number) const
{
    return std::min(m_rowsPerBand, m_dimension - number % m_bandsPerDimension * m_rowsPerBand);
}

void FortranBands::read(std::uint64_t position, std::span<std::byte> out) const
{
    const std::uint64_t rowBytes = m_columns * m_width;
    while (!out.empty()) {
        const std::uint64_t row = position / rowBytes; // over all fixed indices
        const std::uint64_t inDimension = row % m_dimension;
        const std::uint64_t number = row / m_dimension * m_bandsPerDimension + inDimension / m_rowsPerBand;
        const std::uint64_t inBand = inDimension % m_rowsPerBand * rowBytes + position % rowBytes;
        const auto count = static_cast<std::size_t>(
            std::min<std::uint64_t>(out.size(), bandRows(number) * rowBytes - inBand));
        std::memcpy(out.data(), band(number)->data() + inBand, count);
        position += count;
        out = out.subspan(count);
    }
}

std::shared_ptr<const FortranBands::Bytes> FortranBands::band(std::uint64_t number) const
{
    // One band is loaded at a time: whoever comes second needs the same one, as reads ascend.
    const std::lock_guard lock(m_mutex);
    if (auto found = m_cache->find({m_index, number})) return found;
    auto loaded = std::make_shared<const Bytes>(load(number));
    m_cache->insert({m_index, number}, loaded);
    return loaded;
}

FortranBands::Bytes FortranBands::load(std::uint64_t number) const
{
    const std::uint64_t rows = bandRows(number);
    // Where the first element of the band lies: its fixed indices, then its first row.
    std::uint64_t rest = number / m_bandsPerDimension;
    std::uint64_t element = number % m_bandsPerDimension * m_rowsPerBand * m_step;
    std::uint64_t stride = m_step;
    for (std::size_t i = m_before.size(); i-- > 0; rest /= m_before[i]) {
        stride /= m_before[i];
        element += rest % m_before[i] * stride;
    }
    const std::uint64_t start = m_offset + element * m_width;
    const std::uint64_t step = m_step * m_width;
    const std::uint64_t spacing = step * m_dimension; // from column to column
    const std::uint64_t span = (rows - 1) * step + m_width;
    const bool together = spacing <= windowBytes && (spacing <= cheapGap || spacing <= 4 * span);
    const std::uint64_t rowsAtOnce = together ? rows
                                     : step <= cheapGap
                                         ? std::clamp<std::uint64_t>(windowBytes / step, 1, rows)
                                         : 1;
    const std::uint64_t pieceBytes = (rowsAtOnce - 1) * step + m_width;
    const std::uint64_t pitch = together ? spacing : pieceBytes;
    const std::uint64_t columnsAtOnce = std::clamp<std::uint64_t>(windowBytes / pitch, 1, m_columns);

    Bytes band(rows * m_columns * m_width);
    Bytes window((columnsAtOnce - 1) * pitch + pieceBytes);
    std::vector<std::uint64_t> columns(columnsAtOnce);
    ColumnOrder order(m_after);
    for (std::uint64_t first = 0; first < m_columns; first += columnsAtOnce) {
        const std::uint64_t count = std::min(columnsAtOnce, m_columns - first);
        for (std::uint64_t i = 0; i < count; ++i)
            columns[i] = order.next();
        for (std::uint64_t row = 0; row < rows; row += rowsAtOnce) {
            const std::uint64_t rowCount = std::min(rowsAtOnce, rows - row);
            const std::uint64_t bytes = (rowCount - 1) * step + m_width;
            const std::uint64_t from = start + first * spacing + row * step;
            if (together)
                m_source->read(from, std::span(window).first((count - 1) * pitch + bytes));
            else
                for (std::uint64_t i = 0; i < count; ++i)
                    m_source->read(from + i * spacing, std::span(window).subspan(i * pitch, bytes));
            turnOver(m_width, {window.data(), pitch, step, std::span(columns).first(count), row, rowCount},
                     m_columns, band);
        }
    }
    return band;
}

} // namespace alidade
