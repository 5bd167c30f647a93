// SPDX-License-Identifier: Apache-2.0
// Checks of a dataset's layout, and reading by rectangular parts.
#include "core/checkpoint/hdf5_dataset.h"

#include "core/base/checked.h"
#include "core/base/text.h"
#include "core/checkpoint/hdf5_chunks.h"
#include "core/checkpoint/hdf5_layout.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace alidade::hdf5 {

namespace {

Handle openAt(const LibraryFile& file, const Place& place, hid_t access)
{
    if (!isComponent(place.link)) throw Refusal(FormatReason::BadText, "a link has no usable name");
    Handle dataset = required(H5Dopen2(groupAt(file, place.group), place.link.c_str(), access),
                              "the dataset " + inQuotes(place.link) + " cannot be opened");
    H5O_info_t info{};
    if (H5Oget_info2(dataset.get(), &info, H5O_INFO_BASIC) < 0 || info.addr != place.address)
        throw Refusal(FormatReason::BadHeader,
                      "the link " + inQuotes(place.link) + " is damaged or was changed");
    return dataset;
}

/// Fills in shape, elements and bytes; false for a dataset without a space for elements.
bool readShape(Dataset& dataset, const std::string& name)
{
    const Handle space = required(H5Dget_space(dataset.id.get()), "the shape of " + name + " cannot be read");
    const H5S_class_t kind = H5Sget_simple_extent_type(space.get());
    if (kind != H5S_SIMPLE && kind != H5S_SCALAR) return false;
    const int rank = H5Sget_simple_extent_ndims(space.get());
    if (rank < 0 || static_cast<std::size_t>(rank) > limits::hdf5Rank)
        throw Refusal(FormatReason::BadShape, name + " has an impossible number of dimensions");
    std::vector<hsize_t> dimensions(static_cast<std::size_t>(rank));
    if (rank > 0 && H5Sget_simple_extent_dims(space.get(), dimensions.data(), nullptr) < 0)
        throw Refusal(FormatReason::BadShape, withLibraryError("the shape of " + name + " cannot be read"));
    dataset.shape.assign(dimensions.begin(), dimensions.end());
    const auto elements = elementCount(dataset.shape);
    const auto bytes =
        elements ? checkedMultiply<std::uint64_t>(*elements, dataset.type.storedSize) : std::nullopt;
    if (!bytes || *bytes >= (std::uint64_t{1} << 62))
        throw Refusal(FormatReason::BadShape, name + " declares more elements than any file can hold");
    dataset.elements = *elements;
    dataset.bytes = *bytes;
    return true;
}

/// The largest box that starts at element `first` and ends before first + count: a run along one dimension,
/// whole in those after it.
struct Box {
    std::vector<hsize_t> start;
    std::vector<hsize_t> extent;
    std::uint64_t elements = 0;
};

Box nextBox(const std::vector<std::uint64_t>& shape, std::uint64_t first, std::uint64_t count)
{
    const std::size_t rank = shape.size();
    Box box{std::vector<hsize_t>(rank, 0), std::vector<hsize_t>(rank, 1), 1};
    std::uint64_t rest = first;
    for (std::size_t d = rank; d-- > 0; rest /= shape[d])
        box.start[d] = rest % shape[d];
    std::uint64_t stride = 1; // elements of one step along dimension d
    std::size_t d = rank;
    while (d > 1 && box.start[d - 1] == 0 && count / stride >= shape[d - 1]) {
        --d;
        box.extent[d] = shape[d];
        stride *= shape[d];
    }
    if (d == 0) return box;
    --d;
    box.extent[d] = std::min<std::uint64_t>(shape[d] - box.start[d], count / stride);
    box.elements = box.extent[d] * stride;
    return box;
}

void readByLibrary(const Dataset& dataset, const Box& box, std::span<std::byte> out)
{
    // The library leaves elements alone that were never written and have no fill value.
    std::memset(out.data(), 0, out.size());
    const Handle space = required(H5Dget_space(dataset.id.get()), "a dataset's shape cannot be read");
    const auto rank = static_cast<int>(box.start.size());
    // The same rank on both sides keeps the library on its fast path.
    const Handle memory =
        required(rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(rank, box.extent.data(), nullptr),
                 "a part of a dataset cannot be selected");
    const bool selected = rank == 0 || H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, box.start.data(),
                                                           nullptr, box.extent.data(), nullptr) >= 0;
    if (!dataset.chunks.extent.empty()) checkLibraryChunks(dataset, box.start, box.extent);
    if (!selected || H5Dread(dataset.id.get(), dataset.type.memory.get(), memory.get(), space.get(),
                             H5P_DEFAULT, out.data()) < 0)
        throw Refusal(FormatReason::ReadFailed, withLibraryError("the data cannot be read"));
}

} // namespace

DatasetOrReason openDataset(FileSet& files, const LibraryFile& file, const Place& place, Role role)
{
    Dataset dataset;
    dataset.id = openAt(file, place, file.access.get());
    const std::string name = inQuotes(place.link);
    const Handle type = required(H5Dget_type(dataset.id.get()), "the type of " + name + " cannot be read");
    auto numeric = numericType(type.get());
    if (!numeric) return {std::nullopt, otherTypeNoun(type.get())};
    dataset.type = std::move(*numeric);
    if (dataset.type.storedSize == 0) throw Refusal(FormatReason::BadType, name + " has elements of no size");
    const haddr_t address = H5Dget_offset(dataset.id.get());
    if (address != HADDR_UNDEF) { // contiguous, written, in the file itself: all that has to be known
        if (!readShape(dataset, name)) return {std::nullopt, "empty"};
        checkContiguous(file, address, dataset, name);
        return {std::move(dataset), {}};
    }
    const Handle plist =
        required(H5Dget_create_plist(dataset.id.get()), "the layout of " + name + " cannot be read");
    const bool isVirtual = H5Pget_layout(plist.get()) == H5D_VIRTUAL;
    if (role == Role::Source && (isVirtual || H5Pget_external_count(plist.get()) > 0))
        throw Refusal(FormatReason::UnsafePath,
                      name + ", the source of a virtual dataset, lies elsewhere itself");
    // Before the shape: asking a virtual dataset for it may already open its sources.
    if (isVirtual) checkVirtualSources(files, file, plist.get(), name);
    if (!readShape(dataset, name)) return {std::nullopt, "empty"};
    if (isVirtual)
        checkVirtualBounds(plist.get(), dataset.shape, name);
    else
        checkLayout(file, plist.get(), dataset, name);
    return {std::move(dataset), {}};
}

Dataset reopenForReading(const LibraryFile& file, const Place& place, Dataset dataset)
{
    if (dataset.cacheBytes == 0 || canUndo(dataset.chunks.filters)) return dataset;
    dataset.id = Handle(); // the settings count only if it is not open already
    const Handle access = required(H5Pcopy(file.access.get()), "the HDF5 library cannot be set up");
    H5Pset_chunk_cache(access.get(), 12'421, dataset.cacheBytes, 0.75);
    dataset.id = openAt(file, place, access.get());
    return dataset;
}

void readElements(const Dataset& dataset, ChunkReader* chunks, std::uint64_t first, std::uint64_t count,
                  std::span<std::byte> out)
{
    const std::size_t size = dtypeInfo(dataset.type.dtype).blockBytes;
    assert(count * size <= out.size());
    std::byte* at = out.data();
    while (count > 0) {
        const Box box = nextBox(dataset.shape, first, count);
        if (chunks)
            chunks->read(box.start, box.extent, at);
        else
            readByLibrary(dataset, box, {at, box.elements * size});
        at += box.elements * size;
        first += box.elements;
        count -= box.elements;
    }
}

} // namespace alidade::hdf5
