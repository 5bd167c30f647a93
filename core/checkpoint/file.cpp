// SPDX-License-Identifier: Apache-2.0
// Positional reads with complete error sentences.
#include "core/checkpoint/file.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace alidade {

namespace {

std::string reasonOf(int error) { return std::generic_category().message(error); }

} // namespace

File::File(const std::string& path) : m_path(path)
{
    // Without O_NONBLOCK opening a named pipe would wait for a writer for ever.
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (m_descriptor < 0) {
        const auto reason = errno == ENOENT ? FormatReason::Missing : FormatReason::CannotOpen;
        throw FormatError(reason, path, "cannot be opened: " + reasonOf(errno));
    }
    struct stat facts {};
    const bool known = ::fstat(m_descriptor, &facts) == 0;
    if (known && S_ISREG(facts.st_mode)) {
        m_size = static_cast<std::uint64_t>(facts.st_size);
        return;
    }
    const bool folder = known && S_ISDIR(facts.st_mode);
    ::close(m_descriptor);
    throw FormatError(FormatReason::NotAFile, path, folder ? "is a folder, not a file" : "is not a regular file");
}

File::~File() { ::close(m_descriptor); }

void File::read(std::uint64_t offset, std::span<std::byte> out) const
{
    while (!out.empty()) {
        const ssize_t got = ::pread(m_descriptor, out.data(), out.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            throw FormatError(FormatReason::ReadFailed, m_path,
                              "reading at byte " + withThousands(offset) + " failed: " + reasonOf(errno), offset);
        if (got == 0)
            throw FormatError(FormatReason::Truncated, m_path,
                              "the file ends at byte " + withThousands(offset) + ", " + withThousands(out.size()) +
                                  " bytes earlier than its header says (was it changed while open?)",
                              offset);
        offset += static_cast<std::uint64_t>(got);
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

void File::willRead(std::uint64_t offset, std::uint64_t length) const
{
    ::posix_fadvise(m_descriptor, static_cast<off_t>(offset), static_cast<off_t>(length), POSIX_FADV_WILLNEED);
}

} // namespace alidade
