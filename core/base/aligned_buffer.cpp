// SPDX-License-Identifier: Apache-2.0
// Advice on large buffers.
#include "core/base/aligned_buffer.h"

#include <cstdint>
#include <sys/mman.h>

namespace alidade {

namespace {

constexpr std::uintptr_t pageBytes = 4096;
constexpr std::uintptr_t largePageBytes = std::uintptr_t{2} << 20;
/// Below this a large page would mostly be waste.
constexpr std::size_t worthAdvising = std::size_t{4} << 20;

/// A hint only: what the system makes of it changes no result.
void advise(std::uintptr_t first, std::uintptr_t last, int advice)
{
    if (first < last) static_cast<void>(::madvise(reinterpret_cast<void*>(first), last - first, advice));
}

} // namespace

void adviseLargePages(void* start, std::size_t bytes)
{
#ifdef MADV_HUGEPAGE
    if (bytes < worthAdvising) return;
    const auto first = reinterpret_cast<std::uintptr_t>(start) / pageBytes * pageBytes;
    const auto last =
        (reinterpret_cast<std::uintptr_t>(start) + bytes + pageBytes - 1) / pageBytes * pageBytes;
    advise(first, last, MADV_HUGEPAGE);
#ifdef MADV_POPULATE_WRITE
    // What no large page fits into at the two ends comes at once instead of with a fault for every small
    // page.
    advise(first, (first + largePageBytes - 1) / largePageBytes * largePageBytes, MADV_POPULATE_WRITE);
    advise(last / largePageBytes * largePageBytes, last, MADV_POPULATE_WRITE);
#endif
#else
    static_cast<void>(start);
    static_cast<void>(bytes);
#endif
}

} // namespace alidade
