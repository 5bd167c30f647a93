// SPDX-License-Identifier: Apache-2.0
#include "core/entropy/frequency_table.h"

#include "core/entropy/bit_stream.h"

#include <bit>
#include <limits>
#include <numeric>
#include <queue>

namespace alidade {

namespace {

/// A step of one slot for a symbol and what it is worth; divisions alone, so that it is the same on every
/// machine.
struct Step {
    double worth = 0.0;
    std::size_t index = 0;
    /// The queue's top is worth most; among equals the first symbol.
    bool operator<(const Step& other) const
    {
        return worth != other.worth ? worth < other.worth : index > other.index;
    }
};

/// Gives `missing` slots away, each where the bits saved, about count / (frequency + 1/2), are most.
void giveSlots(std::span<const std::uint64_t> counts, std::vector<std::uint32_t>& frequencies,
               std::int64_t missing)
{
    std::priority_queue<Step> queue;
    const auto push = [&](std::size_t i) {
        queue.push({static_cast<double>(counts[i]) / (static_cast<double>(frequencies[i]) + 0.5), i});
    };
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0) push(i);
    for (; missing > 0; --missing) {
        const std::size_t best = queue.top().index;
        queue.pop();
        ++frequencies[best];
        push(best);
    }
}

/// Takes `surplus` slots away where that costs least.
void takeSlots(std::span<const std::uint64_t> counts, std::vector<std::uint32_t>& frequencies,
               std::int64_t surplus)
{
    std::priority_queue<Step> queue;
    const auto push = [&](std::size_t i) {
        if (frequencies[i] < 2) return;
        queue.push({-static_cast<double>(counts[i]) / (static_cast<double>(frequencies[i]) - 0.5), i});
    };
    for (std::size_t i = 0; i < counts.size(); ++i)
        push(i);
    for (; surplus > 0; --surplus) {
        const std::size_t best = queue.top().index;
        queue.pop();
        --frequencies[best];
        push(best);
    }
}

/// Order of the code for the frequency after one of this size.
int orderAfter(std::uint32_t frequency) { return frequency < 2 ? 0 : std::bit_width(frequency) - 1; }

} // namespace

std::vector<std::uint32_t> normalizedFrequencies(std::span<const std::uint64_t> counts, int precision)
{
    const auto slots = std::uint64_t{1} << precision;
    const auto total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    std::vector<std::uint32_t> frequencies(counts.size(), 0);
    std::int64_t missing = static_cast<std::int64_t>(slots);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0) continue;
        const double share = static_cast<double>(counts[i]) / total * static_cast<double>(slots);
        frequencies[i] = share < 1.0 ? 1U : static_cast<std::uint32_t>(share);
        missing -= frequencies[i];
    }
    if (missing > 0) giveSlots(counts, frequencies, missing);
    if (missing < 0) takeSlots(counts, frequencies, -missing);
    return frequencies;
}

void writeTable(CodedWriter& to, const FrequencyTable& table)
{
    to.signedNumber(table.lowest);
    to.number(table.frequencies.size());
    BitWriter bits;
    std::uint32_t before = std::uint32_t{1} << (table.precision / 3);
    for (std::size_t i = 0; i < table.frequencies.size(); ++i) {
        const std::uint32_t frequency = table.frequencies[i];
        bits.putGolomb(frequency, orderAfter(before));
        if (frequency == 0 && before == 0) {
            const std::size_t first = i;
            while (table.frequencies[i + 1] == 0)
                ++i; // the last one is not 0
            bits.putGolomb(static_cast<std::uint32_t>(i - first), 3);
        }
        before = frequency;
    }
    to.bytes(bits.take());
}

std::size_t tableBytes(const FrequencyTable& table)
{
    CodedWriter to;
    writeTable(to, table);
    return to.size();
}

FrequencyTable readTable(CodedReader& from, int precision)
{
    const std::uint32_t slots = std::uint32_t{1} << precision;
    FrequencyTable table;
    table.precision = precision;
    table.lowest = static_cast<std::int32_t>(from.signedNumber(std::numeric_limits<std::int16_t>::min(),
                                                               std::numeric_limits<std::int16_t>::max(),
                                                               "the first symbol of a table"));
    const auto length = static_cast<std::size_t>(from.number(65536, "the length of a table"));
    table.frequencies.reserve(length);
    CodedReader ahead = from;
    BitReader bits(ahead.bytes(ahead.left(), "a table"));
    std::uint32_t before = std::uint32_t{1} << (precision / 3);
    std::uint32_t sum = 0;
    while (table.frequencies.size() < length) {
        const std::uint32_t frequency = bits.getGolomb(orderAfter(before));
        if (frequency > slots - sum)
            throw DamagedData("the coded symbols are damaged: frequencies sum up to too much");
        sum += frequency;
        table.frequencies.push_back(frequency);
        if (frequency == 0 && before == 0) {
            const std::uint32_t more = bits.getGolomb(3);
            if (more > length - table.frequencies.size())
                throw DamagedData("the coded symbols are damaged: a table is longer than it says");
            table.frequencies.resize(table.frequencies.size() + more, 0);
        }
        before = frequency;
        if (bits.overrun()) throw DamagedData("the coded symbols are damaged: they end within a table");
    }
    if (!bits.endsWithZeros() || length == 0 || table.frequencies.front() == 0 ||
        table.frequencies.back() == 0 ||
        table.lowest + static_cast<std::int32_t>(length) - 1 > std::numeric_limits<std::int16_t>::max())
        throw DamagedData("the coded symbols are damaged: a table of frequencies is no such table");
    from.bytes(bits.bytesTaken(), "a table");
    table.escape = slots - sum;
    return table;
}

} // namespace alidade
