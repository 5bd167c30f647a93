// SPDX-License-Identifier: Apache-2.0
// The files of a sharded checkpoint: a model may have more of them than a process may hold open.
#pragma once

#include "core/base/lru_cache.h"
#include "core/checkpoint/file.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace alidade {

/// Files that are opened when needed, at most 256 at a time. Thread rule: may be used by several threads at
/// once.
class ShardFiles {
public:
    /// @param folder in front of every name; "" for the current one
    /// @param names  relative paths that have been checked
    ShardFiles(std::string folder, std::vector<std::string> names);

    [[nodiscard]] std::size_t count() const { return m_shards.size(); }
    [[nodiscard]] const std::string& name(std::size_t shard) const { return m_shards[shard].name; }

    /// The open file. @throws FormatError, also when it is not the same file as the first time
    [[nodiscard]] std::shared_ptr<const File> open(std::size_t shard) const;

private:
    /// Tells whether a file was replaced or written to.
    struct Identity {
        std::uint64_t device = 0;
        std::uint64_t node = 0;
        std::uint64_t size = 0;
        std::int64_t seconds = 0;
        std::int64_t nanoseconds = 0;
        friend bool operator==(const Identity&, const Identity&) = default;
    };
    struct Shard {
        std::string name;
        bool seen = false;
        Identity identity;
    };
    static Identity identityOf(const File& file);

    std::string m_folder;
    mutable std::mutex m_mutex;
    mutable std::vector<Shard> m_shards;
    mutable LruCache<std::size_t, File> m_open;
};

} // namespace alidade
