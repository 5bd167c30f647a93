// SPDX-License-Identifier: Apache-2.0
// Members of zip archives.
#include "core/checkpoint/zip_member.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <cstring>
#include <zlib.h>

namespace alidade {

namespace {

/// States are kept this far apart, or further in members of more than 2 GiB.
constexpr std::uint64_t stateSpacing = std::uint64_t{16} << 20;
constexpr std::uint64_t mostStates = 128;

std::string whereOf(const ZipMember& member) { return "member " + inQuotes(member.name) + ": "; }

unsigned long crcOf(unsigned long before, std::span<const std::byte> bytes)
{
    return crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
}

[[noreturn]] void refuseChecksum(const File& file, const ZipMember& member)
{
    throw FormatError(FormatReason::SizeMismatch, file.path(),
                      whereOf(member) +
                          "its content does not have the checksum (CRC-32) that the archive states");
}

} // namespace

StoredZipMember::StoredZipMember(std::shared_ptr<const File> file, ZipMember member)
    : m_file(std::move(file)), m_member(std::move(member))
{}

void StoredZipMember::read(std::uint64_t offset, std::span<std::byte> out) const
{
    verify();
    m_file->read(m_member.dataOffset + offset, out);
}

void StoredZipMember::readHead(std::span<std::byte> out) const { m_file->read(m_member.dataOffset, out); }

void StoredZipMember::verify() const
{
    const std::lock_guard lock(m_mutex);
    if (m_verified) return;
    std::vector<std::byte> window(
        static_cast<std::size_t>(std::min<std::uint64_t>(m_member.bytes, zipBlockBytes)));
    unsigned long crc = 0;
    for (std::uint64_t at = 0; at < m_member.bytes;) {
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(window.size(), m_member.bytes - at));
        m_file->read(m_member.dataOffset + at, std::span(window).first(count));
        crc = crcOf(crc, std::span(window).first(count));
        at += count;
    }
    if (crc != m_member.crc) refuseChecksum(*m_file, m_member);
    m_verified = true;
}

DeflatedZipMember::DeflatedZipMember(std::shared_ptr<const File> file, ZipMember member, std::size_t index,
                                     std::shared_ptr<BlockCache> cache)
    : m_file(std::move(file)), m_member(std::move(member)), m_index(index), m_cache(std::move(cache))
{}

std::unique_ptr<Inflater> DeflatedZipMember::newInflater() const
{
    return std::make_unique<Inflater>(*m_file, m_member.dataOffset, m_member.storedBytes, whereOf(m_member));
}

void DeflatedZipMember::readHead(std::span<std::byte> out) const { newInflater()->read(out); }

void DeflatedZipMember::read(std::uint64_t offset, std::span<std::byte> out) const
{
    while (!out.empty()) {
        const std::uint64_t inBlock = offset % zipBlockBytes;
        const std::shared_ptr<const Bytes> bytes = block(offset / zipBlockBytes);
        const std::size_t count = std::min<std::size_t>(out.size(), bytes->size() - inBlock);
        std::memcpy(out.data(), bytes->data() + inBlock, count);
        offset += count;
        out = out.subspan(count);
    }
}

void DeflatedZipMember::verify() const
{
    const std::lock_guard lock(m_mutex);
    if (m_member.bytes == 0) {
        newInflater()->finish();
        if (m_member.crc != 0) refuseChecksum(*m_file, m_member);
    }
    if (m_frontier == m_member.bytes) return;
    startBefore(m_frontier);
    while (m_frontier < m_member.bytes)
        static_cast<void>(unpackNext());
}

std::shared_ptr<const DeflatedZipMember::Bytes> DeflatedZipMember::block(std::uint64_t number) const
{
    if (auto found = m_cache->find({m_index, number})) return found;
    const std::lock_guard lock(m_mutex);
    // Whoever held the lock may have unpacked it meanwhile.
    if (auto found = m_cache->find({m_index, number})) return found;
    const std::uint64_t wanted = number * zipBlockBytes;
    startBefore(wanted);
    while (m_inflater->position() < wanted)
        static_cast<void>(unpackNext());
    return unpackNext();
}

/// Puts the inflater at the nearest known point that is not behind `position`.
void DeflatedZipMember::startBefore(std::uint64_t position) const
{
    std::uint64_t nearest = 0;
    const Inflater::State* state = nullptr;
    for (const auto& [at, kept] : m_states) {
        if (at > position) break;
        nearest = at;
        state = kept.get();
    }
    if (m_inflater && m_inflater->position() <= position && m_inflater->position() >= nearest) return;
    m_inflater = newInflater();
    if (state) m_inflater->restore(*state);
}

/// The next block, which also goes to the cache.
std::shared_ptr<const DeflatedZipMember::Bytes> DeflatedZipMember::unpackNext() const
{
    const std::uint64_t at = m_inflater->position();
    auto bytes = std::make_shared<Bytes>(
        static_cast<std::size_t>(std::min<std::uint64_t>(zipBlockBytes, m_member.bytes - at)));
    try {
        m_inflater->read(*bytes);
        if (at == m_frontier) checkFrontier(*bytes);
    } catch (...) {
        m_inflater.reset(); // stopped somewhere inside a block
        throw;
    }
    if (m_inflater && m_inflater->position() == m_member.bytes) m_inflater.reset(); // frees its window
    m_cache->insert({m_index, at / zipBlockBytes}, bytes);
    return bytes;
}

/// Takes a block that was never seen before into the checksum, and keeps states on the way.
void DeflatedZipMember::checkFrontier(std::span<const std::byte> block) const
{
    const unsigned long crc = crcOf(m_crc, block);
    const std::uint64_t end = m_frontier + block.size();
    if (end == m_member.bytes) {
        m_inflater->finish();
        if (crc != m_member.crc) refuseChecksum(*m_file, m_member);
    } else {
        const std::uint64_t last = m_states.empty() ? 0 : m_states.back().first;
        if (end - last >= std::max(stateSpacing, m_member.bytes / mostStates))
            m_states.emplace_back(end, m_inflater->state());
    }
    m_crc = crc;
    m_frontier = end;
}

std::shared_ptr<const ByteSource> openZipMember(std::shared_ptr<const File> file, const ZipMember& member,
                                                std::size_t index, std::shared_ptr<BlockCache> cache)
{
    if (member.deflated)
        return std::make_shared<const DeflatedZipMember>(std::move(file), member, index, std::move(cache));
    return std::make_shared<const StoredZipMember>(std::move(file), member);
}

} // namespace alidade
