// SPDX-License-Identifier: Apache-2.0
// The bytes of a member of a zip archive, read by position whether they are compressed or not.
#pragma once

#include "core/checkpoint/block_cache.h"
#include "core/checkpoint/byte_source.h"
#include "core/checkpoint/inflater.h"
#include "core/checkpoint/zip_directory.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace alidade {

/// Bytes of an unpacked block; the last one of a member is shorter.
inline constexpr std::size_t zipBlockBytes = std::size_t{1} << 20;
/// Unpacked blocks that are kept, of all members of an archive together.
inline constexpr std::size_t zipCacheBytes = std::size_t{256} << 20;

/// A member stored as it is: read in place, its CRC-32 compared before the first bytes are handed out.
class StoredZipMember final : public ByteSource {
public:
    StoredZipMember(std::shared_ptr<const File> file, ZipMember member);
    [[nodiscard]] std::uint64_t size() const override { return m_member.bytes; }
    void read(std::uint64_t offset, std::span<std::byte> out) const override;
    void readHead(std::span<std::byte> out) const override;
    void verify() const override;

private:
    std::shared_ptr<const File> m_file;
    ZipMember m_member;
    mutable std::mutex m_mutex;
    mutable bool m_verified = false;
};

/// A deflated member. It is unpacked in order, block by block, once; blocks that were dropped from the cache
/// are unpacked again from the nearest kept state. Size, end of stream and CRC-32 are compared when the end
/// is reached.
class DeflatedZipMember final : public ByteSource {
public:
    /// @param index the member's number in its archive, for the cache
    DeflatedZipMember(std::shared_ptr<const File> file, ZipMember member, std::size_t index,
                      std::shared_ptr<BlockCache> cache);
    [[nodiscard]] std::uint64_t size() const override { return m_member.bytes; }
    void read(std::uint64_t offset, std::span<std::byte> out) const override;
    void readHead(std::span<std::byte> out) const override;
    [[nodiscard]] bool isRandomAccess() const override { return m_member.bytes <= zipCacheBytes; }
    void verify() const override;

private:
    using Bytes = BlockCache::Bytes;
    [[nodiscard]] std::shared_ptr<const Bytes> block(std::uint64_t number) const;
    void startBefore(std::uint64_t position) const;
    [[nodiscard]] std::shared_ptr<const Bytes> unpackNext() const;
    void checkFrontier(std::span<const std::byte> block) const;
    [[nodiscard]] std::unique_ptr<Inflater> newInflater() const;

    std::shared_ptr<const File> m_file;
    ZipMember m_member;
    std::size_t m_index;
    std::shared_ptr<BlockCache> m_cache;
    mutable std::mutex m_mutex; ///< guards what follows
    mutable std::unique_ptr<Inflater> m_inflater;
    mutable std::vector<std::pair<std::uint64_t, std::shared_ptr<const Inflater::State>>> m_states;
    mutable std::uint64_t m_frontier = 0; ///< bytes that were ever unpacked, all covered by m_crc
    mutable unsigned long m_crc = 0;
};

/// The source for a member of either kind.
std::shared_ptr<const ByteSource> openZipMember(std::shared_ptr<const File> file, const ZipMember& member,
                                                std::size_t index, std::shared_ptr<BlockCache> cache);

} // namespace alidade
