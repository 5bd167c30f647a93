// SPDX-License-Identifier: Apache-2.0
// Bytes of the entropy coders: variable-length integers and whole runs of bytes, written and read with every
// length checked. Integers are little-endian base 128 (7 bits a byte, the top bit says that more follow).
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace alidade {

/// Collects coded bytes.
class CodedWriter {
public:
    void byte(std::uint8_t value) { m_bytes.push_back(static_cast<std::byte>(value)); }
    /// 1 byte below 128, 10 at most.
    void number(std::uint64_t value);
    /// Small magnitudes are short: 0, -1, 1, -2, ... are 0, 1, 2, 3, ...
    void signedNumber(std::int64_t value);
    void bytes(std::span<const std::byte> run) { m_bytes.insert(m_bytes.end(), run.begin(), run.end()); }
    /// Makes room, on large pages if it is much.
    void reserve(std::size_t more);

    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] std::vector<std::byte> take() { return std::move(m_bytes); }

private:
    std::vector<std::byte> m_bytes;
};

/// Reads coded bytes front to back and never past their end. Every read names what it reads, for the
/// sentence.
class CodedReader {
public:
    explicit CodedReader(std::span<const std::byte> bytes) : m_left(bytes) {}

    /// @throws DamagedData
    std::uint8_t byte(std::string_view what) { return static_cast<std::uint8_t>(bytes(1, what).front()); }
    /// An integer of at most `most`. @throws DamagedData
    std::uint64_t number(std::uint64_t most, std::string_view what);
    /// An integer in [least, most]. @throws DamagedData
    std::int64_t signedNumber(std::int64_t least, std::int64_t most, std::string_view what);
    /// The next bytes, which stay where they are. @throws DamagedData
    std::span<const std::byte> bytes(std::uint64_t count, std::string_view what);

    [[nodiscard]] std::size_t left() const { return m_left.size(); }
    /// @throws DamagedData if bytes are left
    void requireEnd() const;

private:
    std::span<const std::byte> m_left;
};

} // namespace alidade
