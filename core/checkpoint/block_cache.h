// SPDX-License-Identifier: Apache-2.0
// Blocks of bytes that were costly to make, for all arrays of one file, within one budget of memory.
#pragma once

#include "core/base/lru_cache.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace alidade {

/// A least-recently-used cache of blocks. Thread rule: may be used by several threads at once.
class BlockCache {
public:
    using Bytes = std::vector<std::byte>;
    using Key = std::pair<std::size_t, std::uint64_t>; ///< array, block

    /// @param budgetBytes size of all blocks together; the newest one stays even if it alone is larger
    explicit BlockCache(std::size_t budgetBytes) : m_blocks(budgetBytes) {}

    /// The block, or null if it is not there (any more).
    std::shared_ptr<const Bytes> find(Key key)
    {
        const std::lock_guard lock(m_mutex);
        return m_blocks.find(key);
    }

    /// Keeps a block.
    void insert(Key key, std::shared_ptr<const Bytes> block)
    {
        const std::lock_guard lock(m_mutex);
        const std::size_t bytes = block->size();
        m_blocks.insert(key, std::move(block), bytes);
    }

private:
    std::mutex m_mutex;
    LruCache<Key, Bytes> m_blocks;
};

} // namespace alidade
