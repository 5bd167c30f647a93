// SPDX-License-Identifier: Apache-2.0
// A file that appears under its name only when it is complete.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace alidade {

/// A name beside `target` for the time of writing; removed again unless commit() was called.
class TemporaryFile {
public:
    /// Creates an empty file in the folder of `target`. @throws Error
    explicit TemporaryFile(std::string target);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Flushes the file to the disk and renames it to the target. @throws Error
    void commit();

private:
    std::string m_target;
    std::string m_path;
    bool m_committed = false;
};

/// Appends to and patches a file. @throws Error naming the file and the cause from every member
class OutputFile {
public:
    /// Opens an existing file for writing from its beginning.
    explicit OutputFile(const std::string& path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void append(std::span<const std::byte> bytes);
    void append(const std::string& text) { append(std::as_bytes(std::span(text.data(), text.size()))); }
    /// Overwrites bytes at `offset` without moving the end.
    void patch(std::uint64_t offset, std::span<const std::byte> bytes);
    [[nodiscard]] std::uint64_t position() const { return m_position; }

private:
    std::string m_path;
    int m_descriptor = -1;
    std::uint64_t m_position = 0;
};

/// Adds text at the end of an existing file and flushes it to the disk. @throws Error naming the file and the cause
void appendToFile(const std::string& path, const std::string& text);

} // namespace alidade
