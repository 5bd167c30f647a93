// SPDX-License-Identifier: Apache-2.0
// Side information as bytes: little-endian numbers one after the other, and codes of a few bits packed.
#pragma once

#include "core/base/error.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace alidade {

/// Collects the bytes that a decoder needs.
class SideWriter {
public:
    /// Appends an integer or float.
    template <typename Number>
    void number(Number value)
    {
        static_assert(std::is_arithmetic_v<Number> && std::endian::native == std::endian::little);
        const std::size_t at = m_bytes.size();
        m_bytes.resize(at + sizeof value);
        std::memcpy(m_bytes.data() + at, &value, sizeof value);
    }
    /// Appends the `bits` (1 to 8) lowest bits of each code, lowest bit first; the last byte ends with zeros.
    void packed(std::span<const std::uint8_t> codes, int bits);
    /// Appends bytes as they are.
    void bytes(std::span<const std::byte> values) { m_bytes.insert(m_bytes.end(), values.begin(), values.end()); }
    /// Everything so far; the writer is empty afterwards.
    [[nodiscard]] std::vector<std::byte> take() { return std::move(m_bytes); }

private:
    std::vector<std::byte> m_bytes;
};

/// Takes side information apart. Every read past the end throws DamagedData.
class SideReader {
public:
    /// @param quantizer id, for the error's sentence
    SideReader(std::string quantizer, std::span<const std::byte> bytes)
        : m_quantizer(std::move(quantizer)), m_bytes(bytes)
    {}

    /// The next integer or float. @throws DamagedData
    template <typename Number>
    Number number()
    {
        static_assert(std::is_arithmetic_v<Number> && std::endian::native == std::endian::little);
        Number value;
        std::memcpy(&value, bytes(sizeof value).data(), sizeof value);
        return value;
    }
    /// `count` codes as SideWriter::packed() wrote them. @throws DamagedData
    std::vector<std::uint8_t> packed(std::size_t count, int bits);
    /// The next `count` bytes. @throws DamagedData
    std::span<const std::byte> bytes(std::size_t count);
    /// Refuses bytes that are not there before memory is taken for them. @throws DamagedData
    void require(std::size_t count, std::size_t bytesEach) const;
    /// Says that nothing may follow. @throws DamagedData
    void finish() const;
    /// Throws DamagedData that names the quantizer. @param what "a scale is not a finite number"
    [[noreturn]] void refuse(const std::string& what) const;

private:
    std::string m_quantizer;
    std::span<const std::byte> m_bytes;
};

} // namespace alidade
