// SPDX-License-Identifier: Apache-2.0
// Rows or columns are put in order of their variance and cut into many narrow bands; neighbouring bands are
// then merged as long as that saves more on tables than it costs on symbols.
#include "core/base/parallel.h"
#include "core/entropy/histogram_entropy.h"
#include "core/entropy/rans_model.h"
#include "core/entropy/symbol_contexts.h"
#include "core/entropy/symbol_range.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr std::size_t cutsOfEachKind = 15;
constexpr std::size_t mostBands = 16;
constexpr std::size_t mostCounters = std::size_t{1} << 20;
constexpr std::int64_t partsAtOnce = 4; ///< each with counters of its own
/// A gain below is not worth looking at closely: bits per symbol.
constexpr double leastGain = 0.002;

/// An empty map for the bands of rows or of columns; of kind None if the shape has none.
ContextMap shaped(const Symbols& symbols, ContextMap::Kind kind)
{
    const auto count = static_cast<std::int64_t>(symbols.values.size());
    ContextMap map = ContextMap::none(symbols.values.size());
    if (symbols.columns < 2 || count <= symbols.columns || count % symbols.columns != 0) return map;
    map.kind = kind;
    map.columns = symbols.columns;
    map.rows = count / symbols.columns;
    return map;
}

/// Mean square of the symbols of each row or column around the mean of all.
std::vector<double> variances(const Symbols& symbols, const ContextMap& map, const JobContext& job)
{
    const bool byRow = map.kind == ContextMap::Kind::Row;
    const auto lines = static_cast<std::size_t>(byRow ? map.rows : map.columns);
    const auto columns = static_cast<std::size_t>(map.columns);
    const std::int64_t parts = std::min(partsAtOnce, map.rows);
    std::vector<std::vector<std::int64_t>> sums(static_cast<std::size_t>(parts),
                                                std::vector<std::int64_t>(2 * lines));
    parallelFor(parts, job, [&](std::int64_t part) {
        std::int64_t* const first = sums[static_cast<std::size_t>(part)].data();
        std::int64_t* const second = first + lines;
        for (std::int64_t row = part * map.rows / parts; row < (part + 1) * map.rows / parts; ++row) {
            const std::int16_t* const values =
                symbols.values.data() + static_cast<std::size_t>(row) * columns;
            const auto line = static_cast<std::size_t>(row);
            if (byRow) {
                std::int64_t sum = 0;
                std::int64_t squares = 0;
                for (std::size_t i = 0; i < columns; ++i) {
                    sum += values[i];
                    squares += std::int64_t{values[i]} * values[i];
                }
                first[line] = sum;
                second[line] = squares;
                continue;
            }
            for (std::size_t i = 0; i < columns; ++i) {
                first[i] += values[i];
                second[i] += std::int64_t{values[i]} * values[i];
            }
        }
    });
    std::vector<double> result(lines);
    double total = 0.0;
    for (std::size_t part = 1; part < sums.size(); ++part)
        for (std::size_t i = 0; i < 2 * lines; ++i)
            sums[0][i] += sums[part][i];
    for (std::size_t i = 0; i < lines; ++i)
        total += static_cast<double>(sums[0][i]);
    const double mean = total / static_cast<double>(symbols.values.size());
    const auto each = static_cast<double>(byRow ? map.columns : map.rows);
    for (std::size_t i = 0; i < lines; ++i)
        result[i] = static_cast<double>(sums[0][lines + i]) / each -
                    2.0 * mean * static_cast<double>(sums[0][i]) / each + mean * mean;
    return result;
}

/// log2 of standard deviations, those far below one step taken alike: they code to almost nothing.
std::vector<double> logDeviations(const std::vector<double>& variances)
{
    std::vector<double> logs;
    for (const double variance : variances)
        logs.push_back(0.5 * std::log2(std::max(variance, 0.0) + 1e-3));
    return logs;
}

/// What Gaussian symbols would save if each line had its own table: log2 of the mean square less the mean of
/// logs.
double possibleGain(const std::vector<double>& logs)
{
    double sum = 0.0;
    double square = 0.0;
    for (const double log : logs) {
        sum += log;
        square += std::exp2(2.0 * log);
    }
    const auto count = static_cast<double>(logs.size());
    return 0.5 * std::log2(square / count) - sum / count;
}

/// Numbers each line by how many cuts are below it: quantiles and equal steps, so that neither a few outliers
/// nor a few values of many lines end up in one band.
std::vector<std::int16_t> narrowBands(const std::vector<double>& logs, std::size_t cutsOfKind)
{
    std::vector<double> sorted = logs;
    std::sort(sorted.begin(), sorted.end());
    const auto parts = static_cast<double>(cutsOfKind + 1);
    std::vector<double> cuts;
    for (std::size_t k = 1; k <= cutsOfKind; ++k) {
        cuts.push_back(sorted[k * (sorted.size() - 1) / (cutsOfKind + 1)]);
        cuts.push_back(sorted.front() + static_cast<double>(k) / parts * (sorted.back() - sorted.front()));
    }
    std::sort(cuts.begin(), cuts.end());
    std::vector<std::int16_t> bands;
    for (const double log : logs)
        bands.push_back(
            static_cast<std::int16_t>(std::lower_bound(cuts.begin(), cuts.end(), log) - cuts.begin()));
    return bands;
}

/// Counts of the symbols of each band.
std::vector<SymbolCounts> countBands(const Symbols& symbols, const ContextMap& map, std::size_t bands,
                                     const JobContext& job)
{
    const SymbolRange bounds = rangeOf(symbols.values);
    const std::int32_t lowest = bounds.lowest;
    const std::size_t range = bounds.length();
    const auto columns = static_cast<std::size_t>(map.columns);
    const bool byRow = map.kind == ContextMap::Kind::Row;
    const std::int64_t parts = std::min(partsAtOnce, map.rows);
    std::vector<std::vector<std::uint32_t>> counters(static_cast<std::size_t>(parts));
    parallelFor(parts, job, [&](std::int64_t part) {
        std::vector<std::uint32_t>& counts = counters[static_cast<std::size_t>(part)];
        counts.assign(bands * range, 0);
        for (std::int64_t row = part * map.rows / parts; row < (part + 1) * map.rows / parts; ++row) {
            const std::int16_t* const values =
                symbols.values.data() + static_cast<std::size_t>(row) * columns;
            const std::size_t ofRow =
                byRow ? static_cast<std::size_t>(map.bands[static_cast<std::size_t>(row)]) : 0;
            for (std::size_t i = 0; i < columns; ++i) {
                const std::size_t band = byRow ? ofRow : static_cast<std::size_t>(map.bands[i]);
                ++counts[band * range + static_cast<std::size_t>(values[i] - lowest)];
            }
        }
    });
    std::vector<SymbolCounts> result(bands);
    for (std::size_t band = 0; band < bands; ++band) {
        result[band].lowest = lowest;
        result[band].counts.resize(range, 0);
        for (const auto& counts : counters)
            for (std::size_t i = 0; i < range; ++i)
                result[band].counts[i] += counts[band * range + i];
        for (const std::uint64_t count : result[band].counts)
            result[band].total += count;
    }
    return result;
}

/// Neighbouring bands that became one.
struct Band {
    SymbolCounts counts;
    double bits = 0.0;
    double lines = 0.0;
    std::vector<std::int16_t> members; ///< numbers of the narrow bands
};

/// Bits of the numbers of the lines' bands, by the chain rule.
double numberBits(const Band& band, double allLines) { return band.lines * std::log2(allLines / band.lines); }

Band united(const Band& a, const Band& b)
{
    Band both{merged(a.counts, b.counts), 0.0, a.lines + b.lines, a.members};
    both.members.insert(both.members.end(), b.members.begin(), b.members.end());
    both.bits = estimatedBits(both.counts);
    return both;
}

/// Unites neighbours while that saves bits or there are too many bands, the best pair first.
void uniteNeighbours(std::vector<Band>& bands, double allLines)
{
    const auto saved = [allLines](const Band& a, const Band& b, const Band& both) {
        return a.bits + b.bits - both.bits + numberBits(a, allLines) + numberBits(b, allLines) -
               numberBits(both, allLines);
    };
    std::vector<Band> pairs;
    for (std::size_t i = 0; i + 1 < bands.size(); ++i)
        pairs.push_back(united(bands[i], bands[i + 1]));
    while (bands.size() > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < pairs.size(); ++i)
            if (saved(bands[i], bands[i + 1], pairs[i]) > saved(bands[best], bands[best + 1], pairs[best]))
                best = i;
        if (bands.size() <= mostBands && saved(bands[best], bands[best + 1], pairs[best]) <= 0.0) return;
        const auto at = static_cast<std::ptrdiff_t>(best);
        bands[best] = std::move(pairs[best]);
        bands.erase(bands.begin() + at + 1);
        pairs.erase(pairs.begin() + at);
        if (best < pairs.size()) pairs[best] = united(bands[best], bands[best + 1]);
        if (best > 0) pairs[best - 1] = united(bands[best - 1], bands[best]);
    }
}

/// Rows or columns in bands. @param always even if there is little to gain
ContextChoice banded(const Symbols& symbols, ContextMap::Kind kind, bool always, const JobContext& job)
{
    ContextChoice choice{shaped(symbols, kind), 0.0};
    if (choice.map.kind == ContextMap::Kind::None) return choice;
    const std::vector<double> logs = logDeviations(variances(symbols, choice.map, job));
    if (!always && possibleGain(logs) < leastGain) return {ContextMap::none(symbols.values.size()), 0.0};
    const std::size_t fitting = mostCounters / rangeOf(symbols.values).length();
    choice.map.bands = narrowBands(logs, std::min(cutsOfEachKind, fitting / 2));
    const auto narrow =
        static_cast<std::size_t>(*std::max_element(choice.map.bands.begin(), choice.map.bands.end())) + 1;
    std::vector<SymbolCounts> counts = countBands(symbols, choice.map, narrow, job);
    std::vector<Band> bands;
    for (std::size_t i = 0; i < narrow; ++i) {
        const auto number = static_cast<std::int16_t>(i);
        const auto lines = std::count(choice.map.bands.begin(), choice.map.bands.end(), number);
        if (lines == 0) continue;
        const double bits = estimatedBits(counts[i]);
        bands.push_back({std::move(counts[i]), bits, static_cast<double>(lines), {number}});
    }
    const auto allLines = static_cast<double>(logs.size());
    uniteNeighbours(bands, allLines);
    std::vector<std::int16_t> numbers(narrow, 0);
    choice.bits = 100.0;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        for (const std::int16_t member : bands[i].members)
            numbers[static_cast<std::size_t>(member)] = static_cast<std::int16_t>(i);
        choice.bits += bands[i].bits + numberBits(bands[i], allLines);
    }
    for (std::int16_t& band : choice.map.bands)
        band = numbers[static_cast<std::size_t>(band)];
    choice.map.count = bands.size();
    return choice;
}

ContextChoice byPosition(const Symbols& symbols, const JobContext& job)
{
    ContextChoice choice{ContextMap::positions(symbols), 0.0};
    if (choice.map.kind == ContextMap::Kind::None) return choice;
    if (rangeOf(symbols.values).length() * choice.map.count > mostCounters)
        return {ContextMap::none(symbols.values.size()), 0.0};
    for (const SymbolCounts& counts : countBands(symbols, choice.map, choice.map.count, job))
        choice.bits += estimatedBits(counts);
    return choice;
}

double bitsWithoutContexts(const Symbols& symbols, const JobContext& job)
{
    constexpr std::int64_t symbolsAtOnce = std::int64_t{1} << 20;
    const auto total = static_cast<std::int64_t>(symbols.values.size());
    std::vector<SymbolCounts> parts(static_cast<std::size_t>((total + symbolsAtOnce - 1) / symbolsAtOnce));
    parallelChunks(total, symbolsAtOnce, job, [&](std::int64_t begin, std::int64_t end, std::int64_t part) {
        parts[static_cast<std::size_t>(part)] = countSymbols(
            std::span(symbols.values)
                .subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
    });
    SymbolCounts all;
    for (const SymbolCounts& part : parts)
        all = merged(all, part);
    return estimatedBits(all);
}

} // namespace

ContextChoice chooseContexts(const Symbols& symbols, const std::string& wanted, const JobContext& job)
{
    using Kind = ContextMap::Kind;
    ContextChoice best{ContextMap::none(symbols.values.size()), 0.0};
    if (wanted == "position") return {ContextMap::positions(symbols), 0.0};
    if (wanted == "row") return banded(symbols, Kind::Row, true, job);
    if (wanted == "column") return banded(symbols, Kind::Column, true, job);
    if (wanted != "auto" || symbols.values.empty()) return best;
    std::vector<ContextChoice> others;
    others.push_back(byPosition(symbols, job));
    others.push_back(banded(symbols, Kind::Row, false, job));
    others.push_back(banded(symbols, Kind::Column, false, job));
    std::erase_if(others, [](const ContextChoice& other) { return other.map.count < 2; });
    if (others.empty()) return best;
    // What is expected to gain almost nothing is left: it would only make the coder slower.
    constexpr double leastShare = 0.998;
    best.bits = bitsWithoutContexts(symbols, job) * leastShare - 512.0;
    for (ContextChoice& other : others)
        if (other.bits < best.bits) best = std::move(other);
    return best;
}

} // namespace alidade
