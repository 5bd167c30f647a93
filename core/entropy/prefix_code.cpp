// SPDX-License-Identifier: Apache-2.0
// Words are kept mirrored, since bits are read from the lowest on.
#include "core/entropy/prefix_code.h"

#include "core/entropy/huffman.h"

#include <algorithm>

namespace alidade {

namespace {

constexpr std::uint64_t whole = std::uint64_t{1} << PrefixCode::longest;

[[noreturn]] void refuse()
{
    throw DamagedData("the coded symbols are damaged: a table of code lengths is no code");
}

std::uint32_t reversed(std::uint32_t word, int length)
{
    std::uint32_t mirror = 0;
    for (int i = 0; i < length; ++i)
        mirror |= (word >> i & 1U) << (length - 1 - i);
    return mirror;
}

/// Whether the words fill the tree, as those of an optimal code do.
bool isComplete(std::span<const std::uint8_t> lengths)
{
    std::uint64_t sum = 0;
    for (const std::uint8_t length : lengths)
        if (length > 0) sum += whole >> length;
    return sum == whole;
}

} // namespace

PrefixCode::PrefixCode(std::vector<std::uint8_t> lengths)
    : m_lengths(std::move(lengths)), m_words(m_lengths.size()), m_table(std::size_t{1} << tableBits)
{
    for (const std::uint8_t length : m_lengths)
        if (length > 0) ++m_numbers[length];
    std::array<std::uint32_t, longest + 1> next{};
    std::array<std::uint32_t, longest + 1> place{};
    for (std::size_t length = 1; length < longest; ++length) {
        next[length + 1] = (next[length] + m_numbers[length]) << 1;
        place[length + 1] = place[length] + m_numbers[length];
    }
    m_sorted.resize(place[longest] + m_numbers[longest]);
    for (std::size_t i = 0; i < m_lengths.size(); ++i) {
        const std::uint8_t length = m_lengths[i];
        if (length == 0) continue;
        m_sorted[place[length]++] = static_cast<std::uint16_t>(i);
        m_words[i] = reversed(next[length]++, length);
        if (length > tableBits) continue;
        for (std::size_t at = m_words[i]; at < m_table.size(); at += std::size_t{1} << length)
            m_table[at] = {static_cast<std::uint16_t>(i), length};
    }
}

PrefixCode PrefixCode::forCounts(std::span<const std::uint64_t> counts)
{
    std::vector<std::uint64_t> flatter(counts.begin(), counts.end());
    std::vector<int> lengths = huffmanLengths(flatter);
    // Halving the counts brings the rare ones nearer to the others until no word is too long.
    while (*std::max_element(lengths.begin(), lengths.end()) > longest) {
        for (std::uint64_t& count : flatter)
            count = (count + 1) / 2;
        lengths = huffmanLengths(flatter);
    }
    return PrefixCode(std::vector<std::uint8_t>(lengths.begin(), lengths.end()));
}

std::uint32_t PrefixCode::getLong(BitReader& from, std::uint64_t bits) const
{
    std::uint32_t word = 0;
    std::uint32_t first = 0; // first word of this length
    std::uint32_t place = 0; // where the words of this length begin
    for (int length = 1; length <= longest; ++length) {
        word = word << 1 | static_cast<std::uint32_t>(bits & 1);
        bits >>= 1;
        const std::uint32_t number = m_numbers[static_cast<std::size_t>(length)];
        if (word - first < number) {
            from.skip(length);
            return m_sorted[place + word - first];
        }
        place += number;
        first = (first + number) << 1;
    }
    refuse(); // a complete code has a word for all bits
}

void PrefixCode::write(CodedWriter& to) const
{
    to.number(m_lengths.size());
    BitWriter bits;
    int before = 4;
    for (std::size_t i = 0; i < m_lengths.size(); ++i) {
        if (m_lengths[i] == 0) {
            const std::size_t first = i;
            while (i + 1 < m_lengths.size() && m_lengths[i + 1] == 0)
                ++i;
            bits.put(1, 1);
            bits.putGolomb(static_cast<std::uint32_t>(i - first), 1);
            continue;
        }
        const int step = m_lengths[i] - before;
        bits.put(0, 1);
        bits.putGolomb(static_cast<std::uint32_t>(step < 0 ? -2 * step - 1 : 2 * step), 0);
        before = m_lengths[i];
    }
    to.bytes(bits.take());
}

PrefixCode PrefixCode::read(CodedReader& from)
{
    const auto count = static_cast<std::size_t>(from.number(65536, "the length of a code"));
    CodedReader ahead = from;
    BitReader bits(ahead.bytes(ahead.left(), "a code"));
    std::vector<std::uint8_t> lengths;
    int before = 4;
    while (lengths.size() < count) {
        if (bits.get(1) == 1) {
            const std::size_t run = std::size_t{bits.getGolomb(1)} + 1;
            if (run > count - lengths.size()) refuse();
            lengths.resize(lengths.size() + run, 0);
        } else {
            const auto step = static_cast<int>(bits.getGolomb(0));
            before += step % 2 != 0 ? -(step / 2) - 1 : step / 2;
            if (before < 1 || before > longest) refuse();
            lengths.push_back(static_cast<std::uint8_t>(before));
        }
        if (bits.overrun()) refuse();
    }
    if (!bits.endsWithZeros() || !isComplete(lengths)) refuse();
    from.bytes(bits.bytesTaken(), "a code");
    return PrefixCode(std::move(lengths));
}

} // namespace alidade
