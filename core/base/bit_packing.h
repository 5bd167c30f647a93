// SPDX-License-Identifier: Apache-2.0
// Numbers of a few bits, packed without gaps, lowest bits first.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// Appends numbers to bytes.
class BitPacker {
public:
    /// @param bits 0 to 32; `value` < 2^bits
    void put(std::uint32_t value, int bits)
    {
        m_pending |= static_cast<std::uint64_t>(value) << m_count;
        for (m_count += bits; m_count >= 8; m_count -= 8) {
            m_bytes.push_back(static_cast<std::byte>(m_pending & 0xFFU));
            m_pending >>= 8U;
        }
    }

    /// The bytes so far, the last one filled up with zeros.
    [[nodiscard]] std::vector<std::byte> take()
    {
        if (m_count > 0) put(0, 8 - m_count);
        return std::move(m_bytes);
    }

private:
    std::vector<std::byte> m_bytes;
    std::uint64_t m_pending = 0;
    int m_count = 0;
};

/// Reads what a BitPacker wrote.
class BitUnpacker {
public:
    explicit BitUnpacker(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    /// @param bits 0 to 32 @throws DamagedData at the end of the bytes
    std::uint32_t get(int bits)
    {
        for (; m_count < bits; m_count += 8) {
            if (m_at == m_bytes.size()) throw DamagedData("packed numbers end too early");
            m_pending |= static_cast<std::uint64_t>(std::to_integer<unsigned>(m_bytes[m_at++])) << m_count;
        }
        const auto value = static_cast<std::uint32_t>(m_pending & ((std::uint64_t{1} << bits) - 1));
        m_pending >>= bits;
        m_count -= bits;
        return value;
    }

    /// Bytes that were begun.
    [[nodiscard]] std::size_t position() const { return m_at; }

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
    std::uint64_t m_pending = 0;
    int m_count = 0;
};

} // namespace alidade
