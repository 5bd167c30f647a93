// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: any bytes, opened as one format of a single file.
#include "tests/fuzz/fuzz_support.h"

#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

namespace {

/// The bytes as a file that exists in memory only.
class MemoryFile {
public:
    MemoryFile(const std::uint8_t* data, std::size_t size) : m_descriptor(::memfd_create("fuzz", MFD_CLOEXEC))
    {
        if (m_descriptor < 0 || ::write(m_descriptor, data, size) != static_cast<ssize_t>(size)) std::abort();
    }
    ~MemoryFile() { ::close(m_descriptor); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    /// Readable by child processes too.
    [[nodiscard]] std::string path() const
    {
        return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(m_descriptor);
    }

private:
    int m_descriptor;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const MemoryFile file(data, size);
    alidade::fuzz::openAndRead(file.path(), ALIDADE_FUZZ_FORMAT);
    return 0;
}
