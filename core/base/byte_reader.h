// SPDX-License-Identifier: Apache-2.0
// Reads a little-endian header front to back, in windows, and never past its end. The reader does not know
// where the bytes come from: it is given a function, so that base needs no file and tests need none either.
#pragma once

#include "core/base/error.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace alidade {

/// A bounds-checked position in a stream of `size` bytes. Every read names what it reads, for the error's
/// sentence. Thread rule: one thread.
class ByteReader {
public:
    /// Fills `out` from `offset`; asked only for bytes below the size.
    using Fetch = std::function<void(std::uint64_t offset, std::span<std::byte> out)>;

    /// @param path  the file, for errors
    /// @param size  bytes there are
    /// @param limit bytes that may be consumed: reading on gives HeaderTooLarge
    ByteReader(std::string path, std::uint64_t size, std::uint64_t limit, Fetch fetch);

    [[nodiscard]] std::uint64_t position() const { return m_position; }
    /// Bytes from here to the end.
    [[nodiscard]] std::uint64_t left() const { return m_size - m_position; }

    /// The next integer or float, little-endian. @throws FormatError (Truncated, HeaderTooLarge)
    template <typename Number>
    requires std::integral<Number> || std::floating_point<Number> Number number(std::string_view what)
    {
        static_assert(std::is_arithmetic_v<Number> && std::endian::native == std::endian::little);
        require(sizeof(Number), what);
        if (m_position + sizeof(Number) > m_windowEnd) refill();
        Number value;
        std::memcpy(&value, m_window.data() + (m_position - m_windowBegin), sizeof value);
        m_position += sizeof value;
        return value;
    }

    /// The next `length` bytes as they are; all are consumed but at most `keep` returned.
    /// @throws FormatError (Truncated, HeaderTooLarge)
    std::string text(std::uint64_t length, std::size_t keep, std::string_view what);

    /// Passes over `length` bytes without reading them. @throws FormatError (Truncated, HeaderTooLarge)
    void skip(std::uint64_t length, std::string_view what)
    {
        require(length, what);
        m_position += length;
    }

    /// Checks that `count` things of at least `each` bytes can follow, without multiplying.
    /// @throws FormatError (Truncated)
    void requireCount(std::uint64_t count, std::uint64_t each, std::string_view what) const;

    /// A FormatError that names this file and the current position.
    [[noreturn]] void refuse(FormatReason reason, const std::string& detail) const;

private:
    void require(std::uint64_t length, std::string_view what) const
    {
        if (length > left() || length > m_limit - m_position) refuseLength(length, what);
    }
    [[noreturn]] void refuseLength(std::uint64_t length, std::string_view what) const;
    /// Moves the window to the current position.
    void refill();

    std::string m_path;
    std::uint64_t m_size;
    std::uint64_t m_limit;
    Fetch m_fetch;
    std::vector<std::byte> m_window;
    std::uint64_t m_windowBegin = 0;
    std::uint64_t m_windowEnd = 0;
    std::uint64_t m_position = 0;
};

} // namespace alidade
