// SPDX-License-Identifier: Apache-2.0
// Temporary files and checked writing.
#include "core/checkpoint/output_file.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <stdlib.h>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace alidade {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& what)
{
    throw Error(escaped(path, 1000) + ": " + what + ": " + std::generic_category().message(errno));
}

void writeAt(const std::string& path, int descriptor, std::uint64_t offset, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t done = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) fail(path, "cannot be written");
        offset += static_cast<std::uint64_t>(done);
        bytes = bytes.subspan(static_cast<std::size_t>(done));
    }
}

} // namespace

TemporaryFile::TemporaryFile(std::string target) : m_target(std::move(target))
{
    const std::string name = m_target + ".part-XXXXXX";
    std::vector<char> path(name.begin(), name.end());
    path.push_back('\0');
    const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);
    if (descriptor < 0) fail(m_target, "cannot be created");
    // mkostemp makes private files; a result should be as readable as any other new file.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(descriptor, 0666 & ~mask);
    ::close(descriptor);
    m_path = path.data();
}

TemporaryFile::~TemporaryFile()
{
    if (!m_committed) ::unlink(m_path.c_str());
}

void TemporaryFile::commit()
{
    const int descriptor = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) fail(m_target, "cannot be completed");
    const bool flushed = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!flushed) fail(m_target, "cannot be flushed to the disk");
    if (std::rename(m_path.c_str(), m_target.c_str()) != 0) fail(m_target, "cannot be replaced");
    m_committed = true;
}

OutputFile::OutputFile(const std::string& path) : m_path(path)
{
    m_descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (m_descriptor < 0) fail(path, "cannot be opened for writing");
}

OutputFile::~OutputFile() { ::close(m_descriptor); }

void OutputFile::append(std::span<const std::byte> bytes)
{
    writeAt(m_path, m_descriptor, m_position, bytes);
    m_position += bytes.size();
}

void OutputFile::patch(std::uint64_t offset, std::span<const std::byte> bytes)
{
    writeAt(m_path, m_descriptor, offset, bytes);
}

void appendToFile(const std::string& path, const std::string& text)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor < 0) fail(path, "cannot be opened for writing");
    std::string_view rest = text;
    bool written = true;
    while (!rest.empty() && written) {
        const ssize_t done = ::write(descriptor, rest.data(), rest.size());
        if (done < 0 && errno == EINTR) continue;
        written = done > 0;
        if (written) rest.remove_prefix(static_cast<std::size_t>(done));
    }
    written = written && ::fsync(descriptor) == 0;
    const int error = errno;
    ::close(descriptor);
    errno = error;
    if (!written) fail(path, "cannot be written");
}

} // namespace alidade
