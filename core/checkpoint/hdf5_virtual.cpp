// SPDX-License-Identifier: Apache-2.0
// Virtual datasets: the library reads a missing source as fill values, and crashes on one that contains
// itself; so every source is found and checked here before the library may look for it.
#include "core/base/checked.h"
#include "core/base/text.h"
#include "core/checkpoint/hdf5_layout.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <map>
#include <utility>

namespace alidade::hdf5 {

namespace {

/// A text that the library hands out by asking twice: for the length, then for the bytes.
template <typename Get>
std::string storedText(Get get, const std::string& name)
{
    const ssize_t length = get(nullptr, std::size_t{0});
    if (length <= 0 || static_cast<std::size_t>(length) > limits::hdf5NameBytes)
        throw Refusal(FormatReason::BadHeader, "a source of " + name + " has no usable name");
    std::string text(static_cast<std::size_t>(length), '\0');
    if (get(text.data(), text.size() + 1) != length)
        throw Refusal(FormatReason::BadHeader, "a source of " + name + " has no usable name");
    return text;
}

std::size_t mappingCount(hid_t plist, const std::string& name)
{
    std::size_t count = 0;
    if (H5Pget_virtual_count(plist, &count) < 0)
        throw Refusal(FormatReason::BadHeader,
                      withLibraryError("the sources of " + name + " cannot be read"));
    if (count > limits::hdf5Sources) throw Refusal(FormatReason::TooMany, name + " has too many sources");
    return count;
}

/// Smallest box around a selection stays inside `shape`; nothing can be said of unlimited ones, which the
/// library clips itself.
bool selectionFits(hid_t space, const std::vector<std::uint64_t>& shape)
{
    const int rank = H5Sget_simple_extent_ndims(space);
    if (rank < 0) return false;
    if (rank == 0 || H5Sget_select_npoints(space) == 0) return true;
    if (static_cast<std::size_t>(rank) != shape.size()) return false;
    std::vector<hsize_t> first(shape.size());
    std::vector<hsize_t> last(shape.size());
    if (H5Sget_select_bounds(space, first.data(), last.data()) < 0) return true;
    for (std::size_t d = 0; d < shape.size(); ++d)
        if (last[d] >= shape[d]) return false;
    return true;
}

/// A selection of "all" is stored without a shape: the whole source, which must be as large as the part it
/// fills.
bool wholeSourceFits(hid_t part, const std::vector<std::uint64_t>& source)
{
    const auto elements = elementCount(source);
    const hssize_t wanted = H5Sget_select_npoints(part);
    return elements && wanted >= 0 && static_cast<std::uint64_t>(wanted) == *elements;
}

using SourceName = std::pair<std::string, std::string>;

std::vector<std::uint64_t> sourceShape(FileSet& files, const LibraryFile& file, const SourceName& source,
                                       const std::string& name)
{
    const auto& [fileName, path] = source;
    if ((fileName + path).find('%') != std::string::npos)
        throw Refusal(FormatReason::Unsupported,
                      name + " names its sources by a pattern, which is not supported");
    const LibraryFile& where = fileName == "." ? file : files.named(file, fileName);
    const auto target = resolve(files, where, where.root, path, Follow::HardOnly);
    if (!target || target->type != H5O_TYPE_DATASET)
        throw Refusal(FormatReason::Missing,
                      name + " needs the dataset " + inQuotes(path) + ", which is not there");
    const auto opened = openDataset(files, where, target->place, Role::Source);
    if (!opened.dataset)
        throw Refusal(FormatReason::BadType, name + " has a source of another kind: " + opened.leftOut);
    return opened.dataset->shape;
}

} // namespace

void checkVirtualSources(FileSet& files, const LibraryFile& file, hid_t plist, const std::string& name)
{
    std::map<SourceName, std::vector<std::uint64_t>> known;
    const std::size_t count = mappingCount(plist, name);
    for (std::size_t i = 0; i < count; ++i) {
        SourceName source;
        source.first = storedText(
            [&](char* out, std::size_t size) { return H5Pget_virtual_filename(plist, i, out, size); }, name);
        source.second = storedText(
            [&](char* out, std::size_t size) { return H5Pget_virtual_dsetname(plist, i, out, size); }, name);
        auto found = known.find(source);
        if (found == known.end()) found = known.emplace(source, sourceShape(files, file, source, name)).first;
        const Handle selection =
            required(H5Pget_virtual_srcspace(plist, i), "a source of " + name + " cannot be read");
        const Handle part =
            required(H5Pget_virtual_vspace(plist, i), "a part of " + name + " cannot be read");
        const bool whole = H5Sget_select_type(selection.get()) == H5S_SEL_ALL;
        if (whole ? !wholeSourceFits(part.get(), found->second)
                  : !selectionFits(selection.get(), found->second))
            throw Refusal(FormatReason::SizeMismatch,
                          name + " needs more of " + inQuotes(source.second) + " than there is");
    }
}

void checkVirtualBounds(hid_t plist, const std::vector<std::uint64_t>& shape, const std::string& name)
{
    const std::size_t count = mappingCount(plist, name);
    for (std::size_t i = 0; i < count; ++i) {
        const Handle selection =
            required(H5Pget_virtual_vspace(plist, i), "a part of " + name + " cannot be read");
        if (!selectionFits(selection.get(), shape))
            throw Refusal(FormatReason::BadShape, "a part of " + name + " lies outside its shape");
    }
}

} // namespace alidade::hdf5
