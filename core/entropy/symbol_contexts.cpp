// SPDX-License-Identifier: Apache-2.0
// A map of rows moves whole rows; one of columns moves single symbols, a block of rows at a time.
#include "core/entropy/symbol_contexts.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <numeric>

namespace alidade {

namespace {

constexpr std::int64_t rowsAtOnce = 64;

/// Rows in the order of their bands: where each row begins in the streams.
std::vector<std::int64_t> rowBegins(const ContextMap& map)
{
    const std::vector<std::size_t> sizes = map.sizes();
    std::vector<std::int64_t> next(map.count, 0);
    for (std::size_t band = 1; band < map.count; ++band)
        next[band] = next[band - 1] + static_cast<std::int64_t>(sizes[band - 1]);
    std::vector<std::int64_t> begins;
    for (const std::int16_t band : map.bands) {
        begins.push_back(next[static_cast<std::size_t>(band)]);
        next[static_cast<std::size_t>(band)] += map.columns;
    }
    return begins;
}

/// Columns in the order of their bands, and where the first row of each band begins in the streams.
struct ColumnOrder {
    std::vector<std::size_t> columns;
    std::vector<std::size_t> firstOf; ///< of each band in `columns`; one more for the end
};

ColumnOrder columnOrder(const ContextMap& map)
{
    ColumnOrder order;
    order.columns.resize(map.bands.size());
    std::iota(order.columns.begin(), order.columns.end(), std::size_t{0});
    std::stable_sort(order.columns.begin(), order.columns.end(),
                     [&](std::size_t a, std::size_t b) { return map.bands[a] < map.bands[b]; });
    order.firstOf.assign(map.count + 1, 0);
    for (const std::int16_t band : map.bands)
        ++order.firstOf[static_cast<std::size_t>(band) + 1];
    std::partial_sum(order.firstOf.begin(), order.firstOf.end(), order.firstOf.begin());
    return order;
}

/// Calls move(place in the streams, place in the matrix, how many) for all symbols.
template <typename Move>
void forEachRun(const ContextMap& map, const JobContext& job, Move move)
{
    if (map.kind == ContextMap::Kind::Row) {
        const std::vector<std::int64_t> begins = rowBegins(map);
        parallelChunks(map.rows, rowsAtOnce, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            for (std::int64_t row = begin; row < end; ++row)
                move(static_cast<std::size_t>(begins[static_cast<std::size_t>(row)]),
                     static_cast<std::size_t>(row * map.columns), static_cast<std::size_t>(map.columns));
        });
        return;
    }
    const ColumnOrder order = columnOrder(map);
    const auto rows = static_cast<std::size_t>(map.rows);
    const auto columns = static_cast<std::size_t>(map.columns);
    // Short rows are many: about as many symbols at once whatever their length.
    const std::int64_t atOnce = std::max<std::int64_t>(1, (std::int64_t{1} << 16) / map.columns);
    parallelChunks(map.rows, atOnce, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
        for (auto row = static_cast<std::size_t>(begin); row < static_cast<std::size_t>(end); ++row)
            for (std::size_t band = 0; band < map.count; ++band) {
                const std::size_t first = order.firstOf[band];
                const std::size_t width = order.firstOf[band + 1] - first;
                for (std::size_t i = 0; i < width; ++i)
                    move(first * rows + row * width + i, row * columns + order.columns[first + i], 1);
            }
    });
}

} // namespace

ContextMap ContextMap::none(std::size_t symbols)
{
    ContextMap map;
    map.columns = static_cast<std::int64_t>(symbols);
    return map;
}

ContextMap ContextMap::positions(const Symbols& symbols)
{
    const auto count = static_cast<std::int64_t>(symbols.values.size());
    const auto most = static_cast<std::int64_t>(mostContexts);
    if (symbols.period < 2 || symbols.period > most || count == 0 || count % symbols.period != 0)
        return none(symbols.values.size());
    ContextMap map;
    map.kind = Kind::Position;
    map.columns = symbols.period;
    map.rows = count / symbols.period;
    map.count = static_cast<std::size_t>(symbols.period);
    map.bands.resize(map.count);
    std::iota(map.bands.begin(), map.bands.end(), std::int16_t{0});
    return map;
}

std::vector<std::size_t> ContextMap::sizes() const
{
    if (kind == Kind::None) return {static_cast<std::size_t>(columns)};
    std::vector<std::size_t> sizes(count, 0);
    const std::int64_t each = kind == Kind::Row ? columns : rows;
    for (const std::int16_t band : bands)
        sizes[static_cast<std::size_t>(band)] += static_cast<std::size_t>(each);
    return sizes;
}

std::vector<std::int16_t> ContextMap::gather(std::span<const std::int16_t> symbols,
                                             const JobContext& job) const
{
    std::vector<std::int16_t> streams(symbols.size());
    forEachRun(*this, job, [&](std::size_t to, std::size_t from, std::size_t length) {
        std::copy_n(symbols.data() + from, length, streams.data() + to);
    });
    return streams;
}

void ContextMap::scatter(std::span<const std::int16_t> streams, std::span<std::int16_t> symbols,
                         const JobContext& job) const
{
    forEachRun(*this, job, [&](std::size_t from, std::size_t to, std::size_t length) {
        std::copy_n(streams.data() + from, length, symbols.data() + to);
    });
}

} // namespace alidade
