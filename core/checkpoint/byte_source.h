// SPDX-License-Identifier: Apache-2.0
// Where the bytes of one array come from: a range of a file, or a member of an archive that may be
// compressed.
#pragma once

#include "core/checkpoint/file.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace alidade {

/// Bytes that can be read by position. Thread rule: all members may be called from several threads at once.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    /// Number of bytes there are.
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// Fills `out` from `offset`; the range must lie within size(). @throws FormatError
    virtual void read(std::uint64_t offset, std::span<std::byte> out) const = 0;
    /// Fills `out` with the first bytes and keeps nothing in memory: for listing. @throws FormatError
    virtual void readHead(std::span<std::byte> out) const { read(0, out); }
    /// False if reading backwards costs a second pass over what lies before.
    [[nodiscard]] virtual bool isRandomAccess() const { return true; }
    /// Reads everything and compares it with the checksum that came with it. @throws FormatError
    virtual void verify() const {}

protected:
    ByteSource() = default;
};

/// A whole file.
class FileSource final : public ByteSource {
public:
    explicit FileSource(std::shared_ptr<const File> file) : m_file(std::move(file)) {}
    [[nodiscard]] std::uint64_t size() const override { return m_file->size(); }
    void read(std::uint64_t offset, std::span<std::byte> out) const override { m_file->read(offset, out); }

private:
    std::shared_ptr<const File> m_file;
};

} // namespace alidade
