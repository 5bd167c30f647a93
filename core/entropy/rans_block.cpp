// SPDX-License-Identifier: Apache-2.0
// The plain loops are the definition of the format; those of core/kernels must give the same words.
#include "core/entropy/rans_block.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

/// Calls body(index, frequency, first slot) for every index that has slots, the escape's last.
template <typename Body>
void forEachIndex(const FrequencyTable& table, Body body)
{
    std::uint32_t first = 0;
    for (std::size_t i = 0; i < table.frequencies.size(); ++i) {
        if (table.frequencies[i] == 0) continue;
        body(i, table.frequencies[i], first);
        first += table.frequencies[i];
    }
    if (table.escape > 0) body(table.frequencies.size(), table.escape, first);
}

} // namespace

std::size_t mostWords(const SymbolCounts& counts, const FrequencyTable& table)
{
    const double precision = table.precision;
    double bits = std::log2(1.0 + std::exp2(precision - 16.0)) * static_cast<double>(counts.total);
    for (std::size_t i = 0; i < counts.counts.size(); ++i) {
        if (counts.counts[i] == 0) continue;
        const auto index = static_cast<std::int64_t>(i) + counts.lowest - table.lowest;
        const bool inside = index >= 0 && index < static_cast<std::int64_t>(table.frequencies.size());
        const std::uint32_t own = inside ? table.frequencies[static_cast<std::size_t>(index)] : 0;
        const std::uint32_t frequency = own > 0 ? own : table.escape;
        bits +=
            static_cast<double>(counts.counts[i]) * (precision - std::log2(static_cast<double>(frequency)));
    }
    constexpr double roundings = 1.0 + 1e-9;
    return static_cast<std::size_t>(bits * roundings / 16.0) + 1;
}

std::int16_t escapeSymbol(const FrequencyTable& table)
{
    return static_cast<std::int16_t>(table.lowest + static_cast<std::int32_t>(table.frequencies.size()));
}

RansBlockEncoder::RansBlockEncoder(const RansModel& model)
    : m_lowest(model.table.lowest), m_precision(model.table.precision)
{
    const FrequencyTable& table = model.table;
    std::vector<Entry> entries(table.frequencies.size() + 1);
    forEachIndex(table, [&](std::size_t i, std::uint32_t frequency, std::uint32_t first) {
        entries[i] = {frequency, first};
    });
    for (Entry& entry : entries)
        if (entry.frequency == 0) entry = entries.back();
    if (!model.isNarrow()) {
        m_wide = std::move(entries);
        return;
    }
    m_narrow = std::make_unique<kernels::RansEncodeTable>();
    m_narrow->lowest = static_cast<std::int16_t>(table.lowest);
    m_narrow->last = static_cast<std::uint16_t>(table.frequencies.size() - (table.escape > 0 ? 0 : 1));
    for (std::size_t i = 0; i <= m_narrow->last; ++i)
        if (entries[i].frequency > 0) m_narrow->set(i, entries[i].frequency, entries[i].first);
}

std::size_t RansBlockEncoder::encode(std::span<const std::int16_t> symbols, std::span<std::uint32_t> states,
                                     std::uint16_t* words) const
{
    if (m_narrow) return kernels::ransEncode(*m_narrow, symbols, states, words);
    std::fill(states.begin(), states.end(), kernels::ransLowest);
    const std::size_t last = m_wide.size() - 1;
    std::uint16_t* to = words;
    for (std::size_t group = kernels::ransGroups(symbols.size(), states.size()); group-- > 0;) {
        const auto part = kernels::ransGroup(symbols, states.size(), group);
        for (std::size_t lane = 0; lane < part.size(); ++lane) {
            const auto index = static_cast<std::uint16_t>(part[lane] - m_lowest);
            const Entry entry = m_wide[std::min<std::size_t>(index, last)];
            std::uint32_t& state = states[lane];
            if (state >> (32 - m_precision) >= entry.frequency) {
                *to++ = static_cast<std::uint16_t>(state);
                state >>= 16;
            }
            state = (state / entry.frequency << m_precision) + state % entry.frequency + entry.first;
        }
    }
    return static_cast<std::size_t>(to - words);
}

RansBlockDecoder::RansBlockDecoder(const RansModel& model)
    : m_lowest(model.table.lowest), m_precision(model.table.precision)
{
    if (model.isNarrow()) {
        m_narrow = std::make_unique<kernels::RansDecodeTable>();
        m_narrow->lowest = static_cast<std::int16_t>(m_lowest);
        forEachIndex(model.table, [&](std::size_t i, std::uint32_t frequency, std::uint32_t first) {
            m_narrow->set(i, frequency, first);
        });
        return;
    }
    m_wide.resize(std::size_t{1} << m_precision);
    forEachIndex(model.table, [&](std::size_t i, std::uint32_t frequency, std::uint32_t first) {
        for (std::uint32_t k = 0; k < frequency; ++k)
            m_wide[first + k] = {frequency, static_cast<std::uint16_t>(k), static_cast<std::uint16_t>(i)};
    });
}

std::ptrdiff_t RansBlockDecoder::decode(std::span<std::int16_t> symbols, std::span<std::uint32_t> states,
                                        std::span<const std::uint16_t> words) const
{
    if (m_narrow) return kernels::ransDecode(*m_narrow, symbols, states, words);
    const std::uint32_t low = (std::uint32_t{1} << m_precision) - 1;
    std::size_t left = words.size();
    for (std::size_t group = 0; group < kernels::ransGroups(symbols.size(), states.size()); ++group) {
        const auto part = kernels::ransGroup(symbols, states.size(), group);
        for (std::size_t lane = part.size(); lane-- > 0;) {
            std::uint32_t& state = states[lane];
            const Slot slot = m_wide[state & low];
            part[lane] = static_cast<std::int16_t>(m_lowest + slot.index);
            state = slot.frequency * (state >> m_precision) + slot.inSymbol;
            if (state >= kernels::ransLowest) continue;
            if (left == 0) return -1;
            state = state << 16 | words[--left];
        }
    }
    return static_cast<std::ptrdiff_t>(left);
}

} // namespace alidade
