// SPDX-License-Identifier: Apache-2.0
// Advice on large buffers.
#include "core/base/aligned_buffer.h"

#include <cstdint>
#include <sys/mman.h>

namespace alidade {

namespace {

constexpr std::uintptr_t pageBytes = 4096;
/// Below this a large page would mostly be waste.
constexpr std::size_t worthAdvising = std::size_t{4} << 20;

} // namespace

void adviseLargePages(void* start, std::size_t bytes)
{
#ifdef MADV_HUGEPAGE
    if (bytes < worthAdvising) return;
    // Whole pages on both sides: a large page can only stand where all of it is advised.
    const auto first = reinterpret_cast<std::uintptr_t>(start) / pageBytes * pageBytes;
    const auto last =
        (reinterpret_cast<std::uintptr_t>(start) + bytes + pageBytes - 1) / pageBytes * pageBytes;
    static_cast<void>(::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE)); // a hint only
#else
    static_cast<void>(start);
    static_cast<void>(bytes);
#endif
}

} // namespace alidade
