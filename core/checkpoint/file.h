// SPDX-License-Identifier: Apache-2.0
// A file read by position. Positional reads instead of a mapping: a file that shrinks gives an error, not a signal,
// and no address space is taken by a checkpoint larger than memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace alidade {

/// An open regular file. Thread rule: read() may be called from several threads at once.
class File {
public:
    /// Opens a regular file for reading. @throws FormatError (CannotOpen, NotAFile)
    explicit File(const std::string& path);
    ~File();
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Size in bytes when the file was opened.
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// The open descriptor, for handing the very same file to a child process.
    [[nodiscard]] int descriptor() const { return m_descriptor; }

    /// Fills `out` from `offset`. @throws FormatError (Truncated, ReadFailed)
    void read(std::uint64_t offset, std::span<std::byte> out) const;
    /// Hints that this range will be read soon.
    void willRead(std::uint64_t offset, std::uint64_t length) const;

private:
    std::string m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

} // namespace alidade
