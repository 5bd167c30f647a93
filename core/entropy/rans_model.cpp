// SPDX-License-Identifier: Apache-2.0
// Rare symbols are the reason for most of what a table of 12 bits loses (science.md 3.5): a whole slot is far
// more than their share. They share one escape instead, and a stream of their own says which ones they were;
// by the chain rule of the entropy that costs nothing but a second, short table.
#include "core/entropy/rans_model.h"

#include "core/entropy/histogram_entropy.h"
#include "core/entropy/symbol_range.h"
#include "core/kernels/rans.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>

namespace alidade {

namespace {

constexpr int narrowPrecision = kernels::ransPrecision;
constexpr int widePrecision = 16;
/// One number of 16 bits is left for the escape.
constexpr std::size_t mostTableLength = 65535;
/// What a stream costs besides its symbols: model, block, state. Bits.
constexpr double streamBits = 100.0;

struct Candidate {
    RansModel model;
    double bits = std::numeric_limits<double>::infinity();
};

/// First and last index that occur often enough; the best window where the table has too few indices for all.
struct Window {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::optional<Window> windowOf(const SymbolCounts& all, double leastCount, std::size_t mostIndices)
{
    const auto often = [&](std::uint64_t count) {
        return count > 0 && static_cast<double>(count) >= leastCount;
    };
    const auto first = std::find_if(all.counts.begin(), all.counts.end(), often);
    if (first == all.counts.end()) return std::nullopt;
    const auto last = std::find_if(all.counts.rbegin(), all.counts.rend(), often).base();
    Window window{static_cast<std::size_t>(first - all.counts.begin()),
                  static_cast<std::size_t>(last - all.counts.begin())};
    if (window.end - window.begin <= mostIndices) return window;
    std::uint64_t sum = 0;
    std::uint64_t most = 0;
    Window best = window;
    for (std::size_t i = window.begin; i < window.end; ++i) {
        sum += all.counts[i];
        if (i - window.begin >= mostIndices) sum -= all.counts[i - mostIndices];
        if (sum <= most || i + 1 - window.begin < mostIndices) continue;
        most = sum;
        best = {i + 1 - mostIndices, i + 1};
    }
    while (best.begin < best.end && !often(all.counts[best.begin]))
        ++best.begin;
    while (best.begin < best.end && !often(all.counts[best.end - 1]))
        --best.end;
    if (best.begin == best.end) return std::nullopt;
    return best;
}

/// Bits of the symbols that a table codes, its own and those of the stream of what it leaves out.
double bitsOf(const SymbolCounts& all, const FrequencyTable& table, const std::vector<std::uint64_t>& left)
{
    double bits = 8.0 * static_cast<double>(tableBytes(table));
    std::uint64_t escaped = 0;
    std::size_t kinds = 0;
    const auto first = static_cast<std::size_t>(table.lowest - all.lowest);
    for (std::size_t i = 0; i < table.frequencies.size(); ++i)
        if (table.frequencies[i] > 0)
            bits += static_cast<double>(all.counts[first + i]) *
                    (table.precision - std::log2(static_cast<double>(table.frequencies[i])));
    for (const std::uint64_t count : left) {
        escaped += count;
        kinds += count > 0 ? 1 : 0;
    }
    if (escaped == 0) return bits;
    const auto share = static_cast<double>(escaped);
    bits += share * (table.precision - std::log2(static_cast<double>(table.escape)));
    return bits + share * histogramEntropy(left) + 7.0 * static_cast<double>(kinds) + streamBits;
}

/// A table of everything that occurs at least `leastSlots` slots' worth; the rest escapes.
Candidate withTable(const SymbolCounts& all, int precision, double leastSlots, std::size_t mostIndices)
{
    const double slots = std::ldexp(1.0, precision);
    const double least = leastSlots * static_cast<double>(all.total) / slots;
    const auto window = windowOf(all, least, mostIndices);
    if (!window) return {};
    std::vector<std::uint64_t> kept(all.counts.begin() + static_cast<std::ptrdiff_t>(window->begin),
                                    all.counts.begin() + static_cast<std::ptrdiff_t>(window->end));
    std::vector<std::uint64_t> left = all.counts;
    std::uint64_t escaped = all.total;
    std::size_t kinds = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (static_cast<double>(kept[i]) < least) kept[i] = 0;
        if (kept[i] > 0) left[window->begin + i] = 0;
        escaped -= kept[i];
        kinds += kept[i] > 0 ? 1 : 0;
    }
    if (escaped > 0) kept.push_back(escaped);
    // One symbol alone would have all slots, and a frequency of 2^precision is none.
    if (kinds + (escaped > 0 ? 1 : 0) < 2 || static_cast<double>(kinds) >= slots) return {};
    if (kept.size() > mostTableLength) return {};
    Candidate candidate;
    FrequencyTable& table = candidate.model.table;
    candidate.model.kind = RansModel::Kind::Table;
    table.precision = precision;
    table.lowest = all.lowest + static_cast<std::int32_t>(window->begin);
    table.frequencies = normalizedFrequencies(kept, precision);
    if (escaped > 0) {
        table.escape = table.frequencies.back();
        table.frequencies.pop_back();
    }
    candidate.bits = bitsOf(all, table, left);
    return candidate;
}

/// The best table of 12 bits with at most 256 indices, the escape's included.
Candidate narrowCandidate(const SymbolCounts& all, bool mayEscape)
{
    Candidate best;
    if (all.counts.size() <= kernels::ransIndices)
        best = withTable(all, narrowPrecision, 0.0, kernels::ransIndices);
    if (!mayEscape) return best;
    for (const double leastSlots : {0.6, 1.5}) {
        Candidate other = withTable(all, narrowPrecision, leastSlots, kernels::ransIndices - 1);
        if (other.bits < best.bits) best = std::move(other);
    }
    return best;
}

/// The best table of 16 bits, for alphabets too wide or too uneven for the narrow one.
Candidate wideCandidate(const SymbolCounts& all, bool mayEscape)
{
    Candidate best = withTable(all, widePrecision, 0.0, all.counts.size());
    if (!mayEscape) return best;
    Candidate other = withTable(all, widePrecision, 0.6, all.counts.size());
    return other.bits < best.bits ? std::move(other) : std::move(best);
}

/// Largest range whose pairs are counted: a table of 16 KB.
constexpr std::size_t mostPairedRange = 64;
/// Fewer symbols are counted before the tables are cleared.
constexpr std::size_t fewestForPairs = std::size_t{1} << 14;
/// Symbols whose counts fit 32 bits.
constexpr std::size_t countedAtOnce = std::size_t{1} << 30;

/// Counts of the symbols from the smallest on. Four tables take turns: equal symbols one after another would
/// wait for each other.
std::vector<std::uint64_t> countSingly(std::span<const std::int16_t> symbols, SymbolRange bounds)
{
    const std::size_t range = bounds.length();
    const std::int32_t lowest = bounds.lowest;
    std::vector<std::uint64_t> tables(4 * range, 0);
    std::uint64_t* const first = tables.data();
    std::size_t i = 0;
    for (; i + 4 <= symbols.size(); i += 4)
        for (std::size_t k = 0; k < 4; ++k)
            ++first[k * range + static_cast<std::size_t>(symbols[i + k] - lowest)];
    for (; i < symbols.size(); ++i)
        ++first[static_cast<std::size_t>(symbols[i] - lowest)];
    std::vector<std::uint64_t> counts(first, first + range);
    for (std::size_t k = 1; k < 4; ++k)
        for (std::size_t at = 0; at < range; ++at)
            counts[at] += first[k * range + at];
    return counts;
}

/// The same with half as many steps: pairs are counted and the sums of their rows and columns taken.
std::vector<std::uint64_t> countPairs(std::span<const std::int16_t> symbols, SymbolRange bounds)
{
    constexpr std::size_t stride = mostPairedRange;
    std::array<std::vector<std::uint32_t>, 2> tables;
    std::vector<std::uint64_t> counts(bounds.length(), 0);
    const std::int32_t offset = bounds.lowest * static_cast<std::int32_t>(stride + 1);
    for (std::size_t at = 0; at < symbols.size(); at += countedAtOnce) {
        const auto part = symbols.subspan(at, std::min(countedAtOnce, symbols.size() - at));
        for (auto& table : tables)
            table.assign(stride * stride, 0);
        std::uint32_t* const even = tables[0].data();
        std::uint32_t* const odd = tables[1].data();
        const auto pair = [&](std::size_t i) {
            return static_cast<std::size_t>(part[i] * static_cast<std::int32_t>(stride) + part[i + 1] -
                                            offset);
        };
        std::size_t i = 0;
        for (; i + 4 <= part.size(); i += 4) {
            ++even[pair(i)];
            ++odd[pair(i + 2)];
        }
        for (; i < part.size(); ++i)
            ++counts[static_cast<std::size_t>(part[i] - bounds.lowest)];
        for (std::size_t a = 0; a < counts.size(); ++a)
            for (std::size_t b = 0; b < counts.size(); ++b) {
                const std::uint64_t both = std::uint64_t{even[a * stride + b]} + odd[a * stride + b];
                counts[a] += both;
                counts[b] += both;
            }
    }
    return counts;
}

} // namespace

SymbolCounts countSymbols(std::span<const std::int16_t> symbols)
{
    SymbolCounts counted;
    if (symbols.empty()) return counted;
    const SymbolRange bounds = rangeOf(symbols);
    const std::size_t range = bounds.length();
    counted.lowest = bounds.lowest;
    counted.total = symbols.size();
    if (range <= mostPairedRange && symbols.size() >= fewestForPairs)
        counted.counts = countPairs(symbols, bounds);
    else
        counted.counts = countSingly(symbols, bounds);
    return counted;
}

SymbolCounts merged(const SymbolCounts& a, const SymbolCounts& b)
{
    if (a.total == 0 || b.total == 0) return a.total == 0 ? b : a;
    SymbolCounts sum;
    sum.lowest = std::min(a.lowest, b.lowest);
    sum.total = a.total + b.total;
    const auto end = [](const SymbolCounts& part) {
        return part.lowest + static_cast<std::int32_t>(part.counts.size());
    };
    sum.counts.resize(static_cast<std::size_t>(std::max(end(a), end(b)) - sum.lowest), 0);
    for (const SymbolCounts* part : {&a, &b}) {
        const auto first = static_cast<std::size_t>(part->lowest - sum.lowest);
        for (std::size_t i = 0; i < part->counts.size(); ++i)
            sum.counts[first + i] += part->counts[i];
    }
    return sum;
}

double estimatedBits(const SymbolCounts& counts)
{
    const auto kinds =
        std::count_if(counts.counts.begin(), counts.counts.end(), [](auto count) { return count > 0; });
    if (kinds < 2) return 24.0;
    return static_cast<double>(counts.total) * histogramEntropy(counts.counts) +
           9.0 * static_cast<double>(kinds) + streamBits;
}

bool RansModel::isNarrow() const
{
    const std::size_t indices = table.frequencies.size() + (table.escape > 0 ? 1 : 0);
    return kind == Kind::Table && table.precision == narrowPrecision && indices <= kernels::ransIndices;
}

RansModel packedModel(std::int32_t lowest, std::int32_t highest)
{
    RansModel model;
    model.width = std::bit_width(static_cast<std::uint32_t>(highest - lowest));
    model.kind = model.width == 0 ? RansModel::Kind::Constant : RansModel::Kind::Packed;
    model.table.lowest = lowest;
    return model;
}

RansModel chooseModel(const SymbolCounts& counts, bool mayEscape)
{
    const auto range = static_cast<std::int32_t>(counts.counts.size());
    RansModel packed = packedModel(counts.lowest, counts.lowest + range - 1);
    if (packed.kind == RansModel::Kind::Constant) return packed;
    Candidate best = narrowCandidate(counts, mayEscape);
    const double ideal = static_cast<double>(counts.total) * histogramEntropy(counts.counts);
    // The wide table is several times slower: only where the narrow one is not good enough.
    if (best.bits > ideal * 1.0005 + 12.0 * static_cast<double>(range)) {
        Candidate wide = wideCandidate(counts, mayEscape);
        if (wide.bits < 0.9995 * best.bits) best = std::move(wide);
    }
    const double packedBits = static_cast<double>(counts.total) * packed.width;
    return packedBits <= best.bits + streamBits / 2.0 && packedBits < 0.9999 * (best.bits + streamBits)
               ? packed
               : std::move(best.model);
}

void writeModel(CodedWriter& to, const RansModel& model)
{
    switch (model.kind) {
    case RansModel::Kind::Constant:
        to.byte(0);
        to.signedNumber(model.table.lowest);
        return;
    case RansModel::Kind::Packed:
        to.byte(static_cast<std::uint8_t>(32 + model.width));
        to.signedNumber(model.table.lowest);
        return;
    case RansModel::Kind::Table:
        to.byte(static_cast<std::uint8_t>(model.table.precision));
        writeTable(to, model.table);
        return;
    }
}

RansModel readModel(CodedReader& from)
{
    constexpr int least = std::numeric_limits<std::int16_t>::min();
    constexpr int most = std::numeric_limits<std::int16_t>::max();
    RansModel model;
    const int kind = from.byte("a model");
    if (kind == 0 || (kind > 32 && kind <= 48)) {
        model.kind = kind == 0 ? RansModel::Kind::Constant : RansModel::Kind::Packed;
        model.width = kind == 0 ? 0 : kind - 32;
        model.table.lowest = static_cast<std::int32_t>(from.signedNumber(least, most, "the first symbol"));
        return model;
    }
    if (kind < narrowPrecision || kind > widePrecision)
        throw DamagedData("the coded symbols are damaged: there is no model " + std::to_string(kind));
    model.kind = RansModel::Kind::Table;
    model.table = readTable(from, kind);
    const auto& frequencies = model.table.frequencies;
    if (std::any_of(frequencies.begin(), frequencies.end(), [kind](auto f) { return f >> kind != 0; }))
        throw DamagedData("the coded symbols are damaged: one symbol has all of a table");
    if (frequencies.size() + (model.table.escape > 0 ? 1 : 0) > mostTableLength)
        throw DamagedData("the coded symbols are damaged: a table has no number for its escape");
    return model;
}

} // namespace alidade
