// SPDX-License-Identifier: Apache-2.0
// Scratch memory of kernels and advice on large buffers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

namespace alidade {

/// Uninitialised memory for trivial values that starts on a cache line.
template <typename Value>
class AlignedBuffer {
public:
    AlignedBuffer() = default;
    /// @throws std::bad_alloc
    explicit AlignedBuffer(std::size_t count) { reserve(count); }

    /// Makes room for `count` values; what was there is lost if there was less room.
    void reserve(std::size_t count)
    {
        if (count <= m_count) return;
        const std::size_t bytes = (count * sizeof(Value) + line - 1) / line * line;
        m_values.reset(static_cast<Value*>(std::aligned_alloc(line, bytes)));
        m_count = m_values ? count : 0;
        if (!m_values) throw std::bad_alloc();
    }

    [[nodiscard]] Value* data() { return m_values.get(); }
    [[nodiscard]] std::size_t size() const { return m_count; }

private:
    static constexpr std::size_t line = 64;
    struct Free {
        void operator()(Value* values) const { std::free(values); }
    };

    std::unique_ptr<Value, Free> m_values;
    std::size_t m_count = 0;
};

/// Asks the system for large pages where [start, start + bytes) spans some: fewer page faults on the first
/// touch and fewer misses of the address cache later. A hint; call it before the memory is written.
void adviseLargePages(void* start, std::size_t bytes);

} // namespace alidade
