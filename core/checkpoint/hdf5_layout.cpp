// SPDX-License-Identifier: Apache-2.0
// Compact, contiguous, chunked and external storage.
#include "core/checkpoint/hdf5_layout.h"

#include "core/base/checked.h"
#include "core/base/text.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace alidade::hdf5 {

namespace {

/// Filters that are registered as plug-ins, by the number that The HDF Group gave them.
constexpr std::array<std::pair<H5Z_filter_t, std::string_view>, 10> pluginFilters{{
    {307, "bzip2"},
    {32000, "LZF"},
    {32001, "Blosc"},
    {32004, "LZ4"},
    {32008, "bitshuffle"},
    {32013, "ZFP"},
    {32015, "Zstandard"},
    {32017, "SZ"},
    {32024, "SZ3"},
    {32026, "Blosc2"},
}};

bool isBuiltIn(H5Z_filter_t filter)
{
    const bool always = filter == H5Z_FILTER_DEFLATE || filter == H5Z_FILTER_SHUFFLE ||
                        filter == H5Z_FILTER_FLETCHER32 || filter == H5Z_FILTER_NBIT ||
                        filter == H5Z_FILTER_SCALEOFFSET;
    return (always || filter == H5Z_FILTER_SZIP) && H5Zfilter_avail(filter) > 0;
}

std::string filterName(H5Z_filter_t filter, const char* stored)
{
    for (const auto& [number, name] : pluginFilters)
        if (number == filter) return std::string(name);
    if (filter == H5Z_FILTER_SZIP) return "szip";
    const std::string number = "number " + std::to_string(filter);
    return stored[0] == '\0' ? number : inQuotes(stored) + " (" + number + ")";
}

Filter readFilter(hid_t plist, unsigned index, const std::string& name)
{
    std::array<char, 256> stored{};
    std::array<unsigned, 64> parameters{};
    unsigned flags = 0;
    std::size_t count = parameters.size();
    const H5Z_filter_t id = H5Pget_filter2(plist, index, &flags, &count, parameters.data(), stored.size(),
                                           stored.data(), nullptr);
    stored.back() = '\0';
    if (id < 0) throw Refusal(FormatReason::BadHeader, "the filters of " + name + " cannot be read");
    if (!isBuiltIn(id))
        throw Refusal(FormatReason::Unsupported, name + " is compressed with " +
                                                     filterName(id, stored.data()) +
                                                     ", which needs a plug-in; plug-ins are not loaded");
    count = std::min(count, parameters.size());
    return {id, {parameters.begin(), parameters.begin() + static_cast<std::ptrdiff_t>(count)}};
}

/// What the library's own filters believe a chunk to be must be what it is: they do not compare.
void checkBeliefs(const Filter& filter, const Dataset& dataset, const std::string& name)
{
    constexpr std::size_t elementsAt = 2; // in the parameters of both filters
    constexpr std::size_t sizeAt = 4;     // of scale-offset
    const bool nbit = filter.id == H5Z_FILTER_NBIT;
    if (!nbit && filter.id != H5Z_FILTER_SCALEOFFSET) return;
    const auto& parameters = filter.parameters;
    const bool complete = parameters.size() > sizeAt && parameters[elementsAt] == dataset.chunks.elements;
    if (!complete || (!nbit && parameters[sizeAt] != dataset.type.storedSize))
        throw Refusal(FormatReason::SizeMismatch, "the compression of " + name + " does not fit its chunks");
}

void readFilters(hid_t plist, Dataset& dataset, const std::string& name)
{
    const int filters = H5Pget_nfilters(plist);
    if (filters < 0)
        throw Refusal(FormatReason::BadHeader,
                      withLibraryError("the filters of " + name + " cannot be read"));
    for (unsigned i = 0; i < static_cast<unsigned>(filters); ++i) {
        dataset.chunks.filters.push_back(readFilter(plist, i, name));
        checkBeliefs(dataset.chunks.filters.back(), dataset, name);
    }
    unsigned options = 0;
    if (H5Pget_chunk_opts(plist, &options) < 0)
        throw Refusal(FormatReason::BadHeader, withLibraryError("the chunks of " + name + " cannot be read"));
    dataset.chunks.edgesUnfiltered = (options & H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS) != 0;
}

void checkChunks(hid_t plist, Dataset& dataset, const std::string& name)
{
    dataset.storage = Storage::Managed;
    std::array<hsize_t, limits::hdf5Rank + 1> chunk{};
    const int rank = H5Pget_chunk(plist, static_cast<int>(chunk.size()), chunk.data());
    if (rank <= 0 || static_cast<std::size_t>(rank) != dataset.shape.size())
        throw Refusal(FormatReason::BadShape, "the chunks of " + name + " do not have its dimensions");
    dataset.chunks.extent.assign(chunk.begin(), chunk.begin() + rank);
    const auto elements = elementCount(dataset.chunks.extent);
    const auto bytes =
        elements ? checkedMultiply<std::uint64_t>(*elements, dataset.type.storedSize) : std::nullopt;
    if (!bytes || *bytes == 0 || *bytes > limits::hdf5ChunkBytes)
        throw Refusal(FormatReason::TooMany, name + " has chunks of more than 256 MiB");
    dataset.chunks.elements = *elements;
    readFilters(plist, dataset, name);
    // Reading rows in order comes back to every chunk of a row of chunks: keep as many as there is room for.
    std::uint64_t wanted = *bytes;
    for (std::size_t d = 1; d < dataset.shape.size(); ++d) {
        const std::uint64_t across = dataset.shape[d] / dataset.chunks.extent[d] + 1;
        wanted = across > limits::hdf5ChunkBytes / wanted ? limits::hdf5ChunkBytes : wanted * across;
    }
    dataset.cacheBytes = wanted;
}

/// Raw files: each must be in the folder and hold the part that it is said to hold. The library reads what is
/// missing as zeros.
void checkExternal(const LibraryFile& file, hid_t plist, int count, const Dataset& dataset,
                   const std::string& name)
{
    std::uint64_t missing = dataset.bytes;
    for (unsigned i = 0; i < static_cast<unsigned>(count) && missing > 0; ++i) {
        std::array<char, 4096> stored{};
        off_t offset = 0;
        hsize_t size = 0;
        if (H5Pget_external(plist, i, stored.size(), stored.data(), &offset, &size) < 0 || offset < 0)
            throw Refusal(FormatReason::BadHeader, "the raw files of " + name + " cannot be read");
        if (stored.back() != '\0')
            throw Refusal(FormatReason::UnsafePath, "a raw file of " + name + " has too long a name");
        const std::uint64_t available = regularFileSize(containedPath(file.folder, stored.data()));
        const std::uint64_t part =
            std::min<std::uint64_t>(size, missing); // H5F_UNLIMITED is the largest number
        const auto end = checkedAdd<std::uint64_t>(static_cast<std::uint64_t>(offset), part);
        if (!end || *end > available)
            throw Refusal(FormatReason::Truncated,
                          "the raw file " + inQuotes(stored.data()) + " of " + name + " is too short");
        missing -= part;
    }
    if (missing > 0)
        throw Refusal(FormatReason::SizeMismatch, "the raw files of " + name + " are smaller than its shape");
}

void checkCompact(Dataset& dataset, const std::string& name)
{
    dataset.storage = Storage::Managed;
    if (H5Dget_storage_size(dataset.id.get()) != dataset.bytes)
        throw Refusal(FormatReason::SizeMismatch, "the shape of " + name + " does not fit its data");
}

} // namespace

void checkContiguous(const LibraryFile& file, std::uint64_t address, Dataset& dataset,
                     const std::string& name)
{
    const std::uint64_t stored = H5Dget_storage_size(dataset.id.get());
    if (stored != dataset.bytes)
        throw Refusal(FormatReason::SizeMismatch, name + " takes " + withThousands(dataset.bytes) +
                                                      " bytes by its shape, but " + withThousands(stored) +
                                                      " are stored");
    const auto end = checkedAdd<std::uint64_t>(address, dataset.bytes);
    if (!end || *end > file.size)
        throw Refusal(FormatReason::Truncated, "the data of " + name + " goes beyond the end of the file");
    dataset.offset = address;
    dataset.storage = dataset.type.plain && file.name.empty() ? Storage::Direct : Storage::Contiguous;
}

void checkLayout(const LibraryFile& file, hid_t plist, Dataset& dataset, const std::string& name)
{
    switch (H5Pget_layout(plist)) {
    case H5D_COMPACT:
        return checkCompact(dataset, name);
    case H5D_CHUNKED:
        return checkChunks(plist, dataset, name);
    case H5D_CONTIGUOUS: {
        const int rawFiles = H5Pget_external_count(plist);
        if (rawFiles < 0)
            throw Refusal(FormatReason::BadHeader, "the raw files of " + name + " cannot be read");
        dataset.storage = Storage::Managed;
        if (rawFiles == 0) return; // never written: the fill value everywhere
        checkExternal(file, plist, rawFiles, dataset, name);
        dataset.storage = Storage::External;
        return;
    }
    default:
        throw Refusal(FormatReason::Unsupported, name + " is stored in an unknown layout");
    }
}

} // namespace alidade::hdf5
