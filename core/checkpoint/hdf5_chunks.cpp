// SPDX-License-Identifier: Apache-2.0
// Chunks under a box, their decoding and their cache.
#include "core/checkpoint/hdf5_chunks.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <cstring>

namespace alidade::hdf5 {

namespace {

/// Calls body(origin) for every chunk that the box touches, in row-major order.
template <typename Body>
void forEachChunk(const ChunkLayout& layout, std::span<const hsize_t> start, std::span<const hsize_t> extent,
                  Body body)
{
    const std::size_t rank = layout.extent.size();
    std::vector<hsize_t> first(rank);
    for (std::size_t d = 0; d < rank; ++d)
        first[d] = start[d] / layout.extent[d] * layout.extent[d];
    std::vector<hsize_t> origin = first;
    for (;;) {
        body(origin);
        std::size_t d = rank;
        while (d > 0) {
            --d;
            origin[d] += layout.extent[d];
            if (origin[d] < start[d] + extent[d]) break;
            origin[d] = first[d];
            if (d == 0) return;
        }
    }
}

/// Where a chunk is stored, as the chunk index says.
struct StoredChunk {
    std::uint64_t address = HADDR_UNDEF;
    std::uint64_t size = 0;
    unsigned skippedFilters = 0;
};

StoredChunk findChunk(const Dataset& dataset, const std::vector<hsize_t>& origin)
{
    StoredChunk stored;
    haddr_t address = HADDR_UNDEF;
    hsize_t size = 0;
    if (H5Dget_chunk_info_by_coord(dataset.id.get(), origin.data(), &stored.skippedFilters, &address, &size) <
        0)
        throw Refusal(FormatReason::ReadFailed, withLibraryError("a chunk cannot be found"));
    stored.address = address;
    stored.size = size;
    return stored;
}

std::vector<std::byte> storedBytes(const Dataset& dataset, const std::vector<hsize_t>& origin,
                                   std::uint64_t size)
{
    if (size == 0 || size > limits::hdf5ChunkBytes + limits::hdf5ChunkBytes / 16)
        throw Refusal(FormatReason::SizeMismatch, "a chunk has an impossible size");
    std::vector<std::byte> bytes(static_cast<std::size_t>(size));
    std::uint32_t skipped = 0;
    if (H5Dread_chunk(dataset.id.get(), H5P_DEFAULT, origin.data(), &skipped, bytes.data()) < 0)
        throw Refusal(FormatReason::ReadFailed, withLibraryError("a chunk cannot be read"));
    return bytes;
}

/// Checks what can be checked of a chunk that the library decodes. (A filter that did not make a chunk
/// smaller was skipped when it was written.)
void checkLibraryChunk(const Dataset& dataset, const std::vector<hsize_t>& origin, const StoredChunk& stored)
{
    const std::uint64_t size = dataset.chunks.elements * dataset.type.storedSize;
    std::vector<Filter> applied;
    for (std::size_t i = 0; i < dataset.chunks.filters.size(); ++i)
        if (i >= 32 || (stored.skippedFilters >> i & 1u) == 0) applied.push_back(dataset.chunks.filters[i]);
    if (canUndo(applied)) {
        undoFilters(applied, 0, storedBytes(dataset, origin, stored.size), static_cast<std::size_t>(size));
        return;
    }
    if (applied.size() != 1 || applied[0].id != H5Z_FILTER_SZIP) return;
    const auto bytes = storedBytes(dataset, origin, stored.size);
    std::uint64_t announced = 0; // szip's stream begins with the number of bytes that come out
    for (std::size_t i = 4; i-- > 0;)
        announced = announced << 8 | (i < bytes.size() ? std::to_integer<std::uint64_t>(bytes[i]) : 0u);
    if (announced != size)
        throw Refusal(FormatReason::SizeMismatch, "a chunk does not hold as many bytes as its shape says");
}

std::vector<std::byte> fillValue(const Dataset& dataset, std::size_t size)
{
    std::vector<std::byte> value(size);
    const Handle plist = required(H5Dget_create_plist(dataset.id.get()), "a dataset's layout cannot be read");
    H5D_fill_value_t defined = H5D_FILL_VALUE_UNDEFINED;
    if (H5Pfill_value_defined(plist.get(), &defined) < 0 || defined == H5D_FILL_VALUE_UNDEFINED) return value;
    if (H5Pget_fill_value(plist.get(), dataset.type.memory.get(), value.data()) < 0)
        throw Refusal(FormatReason::ReadFailed, withLibraryError("a fill value cannot be read"));
    return value;
}

} // namespace

ChunkReader::ChunkReader(const Dataset& dataset, std::uint64_t fileSize)
    : m_dataset(dataset), m_fileSize(fileSize), m_elementSize(dtypeInfo(dataset.type.dtype).blockBytes),
      m_fileType(required(H5Dget_type(dataset.id.get()), "a dataset's type cannot be read")),
      m_fill(fillValue(dataset, m_elementSize))
{}

void ChunkReader::read(std::span<const hsize_t> start, std::span<const hsize_t> extent, std::byte* out)
{
    forEachChunk(m_dataset.chunks, start, extent,
                 [&](const std::vector<hsize_t>& origin) { copyPart(start, extent, origin, out); });
}

/// Copies the part that a box and a chunk share, row by row.
void ChunkReader::copyPart(std::span<const hsize_t> start, std::span<const hsize_t> extent,
                           const std::vector<hsize_t>& origin, std::byte* out)
{
    const Bytes& bytes = chunk(origin);
    const std::vector<std::uint64_t>& size = m_dataset.chunks.extent;
    const std::size_t rank = size.size();
    std::vector<hsize_t> low(rank);
    std::vector<hsize_t> high(rank);
    for (std::size_t d = 0; d < rank; ++d) {
        low[d] = std::max(start[d], origin[d]);
        high[d] = std::min(start[d] + extent[d], origin[d] + size[d]);
    }
    const std::size_t last = rank - 1;
    const std::size_t run = static_cast<std::size_t>(high[last] - low[last]) * m_elementSize;
    std::vector<hsize_t> at = low;
    for (;;) {
        std::uint64_t from = 0;
        std::uint64_t to = 0;
        for (std::size_t d = 0; d < rank; ++d) {
            from = from * size[d] + (at[d] - origin[d]);
            to = to * extent[d] + (at[d] - start[d]);
        }
        std::memcpy(out + to * m_elementSize, bytes.data() + from * m_elementSize, run);
        std::size_t d = last;
        while (d > 0 && ++at[d - 1] == high[d - 1]) {
            at[d - 1] = low[d - 1];
            --d;
        }
        if (d == 0) return;
    }
}

const ChunkReader::Bytes& ChunkReader::chunk(const std::vector<hsize_t>& origin)
{
    std::uint64_t number = 0; // row-major in the grid of chunks
    for (std::size_t d = 0; d < origin.size(); ++d) {
        const std::uint64_t side = m_dataset.chunks.extent[d];
        number = number * ((m_dataset.shape[d] + side - 1) / side) + origin[d] / side;
    }
    if (const auto known = m_known.find(number); known != m_known.end()) {
        m_kept.splice(m_kept.begin(), m_kept, known->second);
        return m_kept.front().bytes;
    }
    Bytes bytes = load(origin, number);
    if (bytes.empty()) { // never written
        if (!m_missing.empty()) return m_missing;
        m_missing.resize(static_cast<std::size_t>(m_dataset.chunks.elements) * m_elementSize);
        for (std::size_t i = 0; i < m_missing.size(); i += m_elementSize)
            std::memcpy(m_missing.data() + i, m_fill.data(), m_elementSize);
        return m_missing;
    }
    const std::size_t room =
        std::max<std::size_t>(1, static_cast<std::size_t>(m_dataset.cacheBytes) / bytes.size());
    while (m_kept.size() >= room) {
        m_known.erase(m_kept.back().number);
        m_kept.pop_back();
    }
    m_kept.push_front({number, std::move(bytes)});
    m_known[number] = m_kept.begin();
    return m_kept.front().bytes;
}

bool ChunkReader::sticksOut(const std::vector<hsize_t>& origin) const
{
    for (std::size_t d = 0; d < origin.size(); ++d)
        if (m_dataset.shape[d] - origin[d] < m_dataset.chunks.extent[d]) return true;
    return false;
}

/// The decoded chunk, or nothing if it was never written.
ChunkReader::Bytes ChunkReader::load(const std::vector<hsize_t>& origin, std::uint64_t number)
{
    const StoredChunk stored = findChunk(m_dataset, origin);
    if (stored.address == HADDR_UNDEF) return {};
    if (stored.size > m_fileSize) throw Refusal(FormatReason::SizeMismatch, "a chunk has an impossible size");
    claim(stored.address, stored.size, number);
    Bytes bytes = storedBytes(m_dataset, origin, stored.size);
    const auto elements = static_cast<std::size_t>(m_dataset.chunks.elements);
    const bool plainEdge = m_dataset.chunks.edgesUnfiltered && sticksOut(origin);
    const auto filters =
        plainEdge ? std::span<const Filter>() : std::span<const Filter>(m_dataset.chunks.filters);
    bytes =
        undoFilters(filters, stored.skippedFilters, std::move(bytes), elements * m_dataset.type.storedSize);
    if (m_dataset.type.plain) return bytes;
    bytes.resize(elements * std::max(m_dataset.type.storedSize, m_elementSize));
    if (H5Tconvert(m_fileType.get(), m_dataset.type.memory.get(), elements, bytes.data(), nullptr,
                   H5P_DEFAULT) < 0)
        throw Refusal(FormatReason::ReadFailed, withLibraryError("a chunk cannot be converted"));
    bytes.resize(elements * m_elementSize);
    return bytes;
}

/// Two chunks never share bytes of the file.
void ChunkReader::claim(std::uint64_t address, std::uint64_t size, std::uint64_t number)
{
    const std::uint64_t end = address + size;
    if (end < address) throw Refusal(FormatReason::BadOffset, "a chunk has an impossible address");
    const auto next = m_claimed.lower_bound(address);
    const bool known = next != m_claimed.end() && next->first == address && next->second.number == number;
    const bool overNext = next != m_claimed.end() && next->first < end && !known;
    const bool overLast = next != m_claimed.begin() && std::prev(next)->second.end > address;
    if (overNext || overLast) throw Refusal(FormatReason::Overlap, "two chunks share bytes of the file");
    m_claimed.emplace(address, Claim{end, number});
}

void checkLibraryChunks(const Dataset& dataset, std::span<const hsize_t> start,
                        std::span<const hsize_t> extent)
{
    forEachChunk(dataset.chunks, start, extent, [&](const std::vector<hsize_t>& origin) {
        const StoredChunk stored = findChunk(dataset, origin);
        if (stored.address != HADDR_UNDEF) checkLibraryChunk(dataset, origin, stored);
    });
}

} // namespace alidade::hdf5
