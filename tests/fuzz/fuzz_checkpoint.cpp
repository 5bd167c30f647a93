// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: any bytes, opened as one format, may be refused with an Error and nothing else. What is accepted is
// read to its end within a bound.
#include "core/base/error.h"
#include "core/registry/registries.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace alidade;

constexpr std::uint64_t elementsRead = 4096;
constexpr std::size_t tensorsRead = 64;

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

void readSome(const Checkpoint& checkpoint, const TensorInfo& tensor)
{
    if (!dtypeInfo(tensor.dtype).readable || tensor.elements == 0) return;
    const std::uint64_t block = dtypeInfo(tensor.dtype).blockElements;
    const std::uint64_t count = std::min(tensor.elements, elementsRead / block * block);
    std::vector<double> values(static_cast<std::size_t>(count));
    checkpoint.read(tensor, 0, std::span<double>(values));
    const std::uint64_t last = (tensor.elements - 1) / block * block;
    std::vector<float> tail(static_cast<std::size_t>(tensor.elements - last));
    checkpoint.read(tensor, last, std::span<float>(tail));
}

void openAndRead(const std::string& path, const Registries& registries)
{
    const auto checkpoint = registries.checkpointFormats.find(ALIDADE_FUZZ_FORMAT).open(path);
    const std::size_t count = std::min(tensorsRead, checkpoint->tensors().size());
    for (std::size_t i = 0; i < count; ++i) readSome(*checkpoint, checkpoint->tensors()[i]);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Registries registries = builtinRegistries();
    const MemoryFile file(data, size);
    try {
        openAndRead(file.path(), registries);
    } catch (const Error&) {
        // refused with a sentence: what a reader owes to any bytes
    }
    return 0;
}
