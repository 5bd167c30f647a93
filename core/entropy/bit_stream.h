// SPDX-License-Identifier: Apache-2.0
// Runs of bits in bytes, the lowest bit of a byte first.
#pragma once

#include "core/base/error.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace alidade {

/// Appends bits. Call take() for the bytes, the last one filled up with zeros.
class BitWriter {
public:
    /// The low `count` bits of `bits`, which has no others. @param count 0 to 32
    void put(std::uint64_t bits, int count)
    {
        m_pending |= bits << m_count;
        m_count += count;
        while (m_count >= 8) {
            m_bytes.push_back(static_cast<std::byte>(m_pending & 0xFF));
            m_pending >>= 8;
            m_count -= 8;
        }
    }

    /// An integer of any size by the exponential Golomb code of order k: about 2 log2(value / 2^k + 1) + 1 +
    /// k bits.
    /// @param value below 2^31
    void putGolomb(std::uint32_t value, int k)
    {
        const std::uint64_t shifted = (std::uint64_t{value} >> k) + 1;
        const int length = static_cast<int>(std::bit_width(shifted)) - 1;
        put((std::uint64_t{1} << length) - 1, length);
        put(0, 1);
        put(shifted - (std::uint64_t{1} << length), length);
        put(value & ((std::uint64_t{1} << k) - 1), k);
    }

    [[nodiscard]] std::vector<std::byte> take()
    {
        if (m_count > 0) m_bytes.push_back(static_cast<std::byte>(m_pending & 0xFF));
        m_pending = 0;
        m_count = 0;
        return std::move(m_bytes);
    }

private:
    std::vector<std::byte> m_bytes;
    std::uint64_t m_pending = 0;
    int m_count = 0; ///< bits in m_pending: below 8 between calls
};

/// Reads bits; behind the end there are zeros, and overrun() tells.
class BitReader {
public:
    explicit BitReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    /// The next 56 bits or more, without taking them.
    std::uint64_t peek()
    {
        refill();
        return m_pending;
    }
    /// Takes bits that peek() showed. @param count 0 to 56
    void skip(int count)
    {
        m_pending >>= count;
        m_count -= count;
        m_taken += static_cast<std::uint64_t>(count);
    }
    /// @param count 0 to 32
    std::uint32_t get(int count)
    {
        const std::uint64_t bits = peek() & ((std::uint64_t{1} << count) - 1);
        skip(count);
        return static_cast<std::uint32_t>(bits);
    }
    /// What putGolomb() wrote. @throws DamagedData for a value of 2^31 or more
    std::uint32_t getGolomb(int k)
    {
        const int length = std::countr_one(peek());
        if (length + k > 30)
            throw DamagedData("the coded symbols are damaged: a number in a table is too large");
        skip(length + 1);
        const std::uint32_t high = (std::uint32_t{1} << length) + get(length) - 1;
        return (high << k) + get(k);
    }

    /// Whether bits behind the end were taken.
    [[nodiscard]] bool overrun() const { return m_taken > m_bytes.size() * std::uint64_t{8}; }
    /// Bytes that were taken, the last one maybe in part.
    [[nodiscard]] std::uint64_t bytesTaken() const { return (m_taken + 7) / 8; }
    /// Whether the last byte is taken, at least in part.
    [[nodiscard]] bool atLastByte() const { return bytesTaken() == m_bytes.size(); }
    /// Whether the bits of the last byte that were not taken are zeros.
    [[nodiscard]] bool endsWithZeros() const
    {
        if (overrun() || m_taken % 8 == 0) return !overrun();
        return static_cast<unsigned>(m_bytes[static_cast<std::size_t>(m_taken / 8)]) >> (m_taken % 8) == 0;
    }

private:
    void refill()
    {
        if (m_at + 8 <= m_bytes.size()) {
            std::uint64_t next = 0;
            static_assert(std::endian::native == std::endian::little);
            std::memcpy(&next, m_bytes.data() + m_at, sizeof next);
            // Bits that do not fit yet are read once more next time: or-ing them in twice changes nothing.
            m_pending |= next << m_count;
            m_at += static_cast<std::size_t>(63 - m_count) / 8;
            m_count |= 56;
            return;
        }
        while (m_count <= 56) {
            if (m_at < m_bytes.size())
                m_pending |= std::uint64_t{static_cast<std::uint8_t>(m_bytes[m_at++])} << m_count;
            m_count += 8;
        }
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
    std::uint64_t m_pending = 0;
    int m_count = 0; ///< bits in m_pending that count
    std::uint64_t m_taken = 0;
};

} // namespace alidade
