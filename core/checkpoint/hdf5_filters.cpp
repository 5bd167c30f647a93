// SPDX-License-Identifier: Apache-2.0
// Deflate, byte shuffling and Fletcher's checksum, with exact sizes.
#include "core/checkpoint/hdf5_filters.h"

#include "core/base/checked.h"
#include "core/checkpoint/hdf5_handle.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace alidade::hdf5 {

namespace {

constexpr std::size_t checksumBytes = 4;

Refusal wrongSize()
{
    return {FormatReason::SizeMismatch, "a chunk does not hold as many bytes as its shape says"};
}

/// Inflates into exactly `size` bytes.
std::vector<std::byte> inflated(const std::vector<std::byte>& stored, std::size_t size)
{
    std::vector<std::byte> out(size);
    if (stored.size() > std::numeric_limits<uInt>::max() || size >= std::numeric_limits<uInt>::max())
        throw wrongSize();
    z_stream stream{};
    stream.next_in =
        reinterpret_cast<Bytef*>(const_cast<std::byte*>(stored.data())); // zlib does not write there
    stream.avail_in = static_cast<uInt>(stored.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(size);
    if (inflateInit(&stream) != Z_OK)
        throw Refusal(FormatReason::ReadFailed, "a chunk cannot be decompressed");
    const int result = inflate(&stream, Z_FINISH);
    const std::size_t produced = size - stream.avail_out;
    inflateEnd(&stream);
    if (result == Z_DATA_ERROR || result == Z_NEED_DICT)
        throw Refusal(FormatReason::ReadFailed, "a compressed chunk is damaged");
    if (result != Z_STREAM_END || produced != size) throw wrongSize();
    return out;
}

/// Puts bytes that were sorted by their place in the element back into elements; what is no whole element
/// stays.
std::vector<std::byte> unshuffled(std::vector<std::byte> stored, std::size_t elementSize)
{
    if (elementSize <= 1 || stored.size() < elementSize) return stored;
    const std::size_t count = stored.size() / elementSize;
    std::vector<std::byte> out(stored.size());
    for (std::size_t plane = 0; plane < elementSize; ++plane) {
        const std::byte* const in = stored.data() + plane * count;
        std::byte* const at = out.data() + plane;
        for (std::size_t i = 0; i < count; ++i)
            at[i * elementSize] = in[i];
    }
    const std::size_t whole = count * elementSize;
    std::copy(stored.begin() + static_cast<std::ptrdiff_t>(whole), stored.end(),
              out.begin() + static_cast<std::ptrdiff_t>(whole));
    return out;
}

/// A sum modulo 65535 in which only nothing is 0, as ones' complement addition leaves it.
std::uint64_t folded(std::uint64_t sum) { return sum == 0 ? 0 : (sum - 1) % 65535 + 1; }

/// Fletcher's checksum (1982) over big-endian 16-bit words, the last one padded with a zero byte.
std::uint32_t fletcher32(std::span<const std::byte> bytes)
{
    constexpr std::size_t wordsPerBlock = 1 << 12; // the sums stay far below 2^64
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.size(), at + 2 * wordsPerBlock);
        for (; at < end; at += 2) {
            const unsigned low = at + 1 < bytes.size() ? std::to_integer<unsigned>(bytes[at + 1]) : 0u;
            first += std::to_integer<unsigned>(bytes[at]) << 8 | low;
            second += first;
        }
        first = folded(first);
        second = folded(second);
    }
    return static_cast<std::uint32_t>(second << 16 | first);
}

std::vector<std::byte> checksumRemoved(std::vector<std::byte> stored)
{
    if (stored.size() < checksumBytes) throw wrongSize();
    const std::size_t size = stored.size() - checksumBytes;
    std::uint32_t wanted = 0;
    for (std::size_t i = checksumBytes; i-- > 0;)
        wanted = wanted << 8 | std::to_integer<std::uint32_t>(stored[size + i]);
    stored.resize(size);
    const std::uint32_t found = fletcher32(stored);
    // Version 1.6.2 of the library swapped the bytes of both halves; its files are still about.
    const std::uint32_t swapped = (found & 0x00FF00FFu) << 8 | (found >> 8 & 0x00FF00FFu);
    if (found != wanted && swapped != wanted)
        throw Refusal(FormatReason::ReadFailed, "a chunk does not match its checksum");
    return stored;
}

} // namespace

bool canUndo(std::span<const Filter> filters)
{
    std::size_t deflated = 0;
    for (const Filter& filter : filters) {
        const bool sized = filter.id == H5Z_FILTER_SHUFFLE && filter.parameters.size() == 1;
        if (filter.id == H5Z_FILTER_DEFLATE) ++deflated;
        if (filter.id != H5Z_FILTER_DEFLATE && filter.id != H5Z_FILTER_FLETCHER32 && !sized) return false;
    }
    return deflated <= 1;
}

std::vector<std::byte> undoFilters(std::span<const Filter> filters, std::uint32_t skipped,
                                   std::vector<std::byte> stored, std::size_t size)
{
    const auto applied = [&](std::size_t i) { return i >= 32 || (skipped >> i & 1u) == 0; };
    for (std::size_t i = filters.size(); i-- > 0;) {
        if (!applied(i)) continue;
        const Filter& filter = filters[i];
        if (filter.id == H5Z_FILTER_FLETCHER32) stored = checksumRemoved(std::move(stored));
        if (filter.id == H5Z_FILTER_SHUFFLE) stored = unshuffled(std::move(stored), filter.parameters[0]);
        if (filter.id != H5Z_FILTER_DEFLATE) continue;
        std::size_t before =
            size; // what went into deflate: the chunk and the checksums of filters in front of it
        for (std::size_t j = 0; j < i; ++j)
            if (applied(j) && filters[j].id == H5Z_FILTER_FLETCHER32) before += checksumBytes;
        stored = inflated(stored, before);
    }
    if (stored.size() != size) throw wrongSize();
    return stored;
}

} // namespace alidade::hdf5
