// SPDX-License-Identifier: Apache-2.0
// Reading stops at the first length that cannot be.
#include "core/entropy/coded_bytes.h"

#include "core/base/aligned_buffer.h"

#include <string>

namespace alidade {

void CodedWriter::number(std::uint64_t value)
{
    for (; value >= 128; value >>= 7)
        byte(static_cast<std::uint8_t>(value | 128));
    byte(static_cast<std::uint8_t>(value));
}

void CodedWriter::signedNumber(std::int64_t value)
{
    const auto bits = static_cast<std::uint64_t>(value);
    number(value < 0 ? ~bits << 1 | 1 : bits << 1);
}

void CodedWriter::reserve(std::size_t more)
{
    if (m_bytes.capacity() - m_bytes.size() >= more) return;
    std::vector<std::byte> larger;
    larger.reserve(m_bytes.size() + more);
    adviseLargePages(larger.data(), larger.capacity());
    larger.insert(larger.end(), m_bytes.begin(), m_bytes.end());
    m_bytes = std::move(larger);
}

std::uint64_t CodedReader::number(std::uint64_t most, std::string_view what)
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const std::uint64_t next = byte(what);
        const std::uint64_t part = next & 127;
        if (shift == 63 && part > 1) break; // more than 64 bits
        value |= part << shift;
        if (next >= 128) continue;
        if (value <= most) return value;
        break;
    }
    throw DamagedData("the coded symbols are damaged: " + std::string(what) + " is larger than " +
                      std::to_string(most));
}

std::int64_t CodedReader::signedNumber(std::int64_t least, std::int64_t most, std::string_view what)
{
    const std::uint64_t bits = number(~std::uint64_t{0}, what);
    const auto value = static_cast<std::int64_t>((bits & 1) != 0 ? ~(bits >> 1) : bits >> 1);
    if (value >= least && value <= most) return value;
    throw DamagedData("the coded symbols are damaged: " + std::string(what) + " is out of range");
}

std::span<const std::byte> CodedReader::bytes(std::uint64_t count, std::string_view what)
{
    if (count > m_left.size())
        throw DamagedData("the coded symbols are damaged: they end within " + std::string(what));
    const auto run = m_left.first(static_cast<std::size_t>(count));
    m_left = m_left.subspan(static_cast<std::size_t>(count));
    return run;
}

void CodedReader::requireEnd() const
{
    if (m_left.empty()) return;
    throw DamagedData("the coded symbols are damaged: " + std::to_string(m_left.size()) +
                      " bytes follow their end");
}

} // namespace alidade
