// SPDX-License-Identifier: Apache-2.0
// Worker side: the file and the files that it may lead to. The library never follows a name by itself: it
// opens what was checked here, and external links are switched off inside it. The working directory is the
// file's folder; every name in here is relative to it.
#pragma once

#include "core/checkpoint/hdf5_handle.h"
#include "core/checkpoint/hdf5_protocol.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace alidade::hdf5 {

/// The group that was used last; walking a file asks for the same one again and again.
struct LastGroup {
    Handle id;
    std::uint64_t address = 0;
};

/// An open HDF5 file.
struct LibraryFile {
    Handle id;
    Handle access; ///< for its datasets: raw files and sources are looked for beside this file, nowhere else
    mutable LastGroup lastGroup;
    std::string name;         ///< relative to the folder; empty for the file itself
    std::string folder;       ///< where its own links look: "." or a folder below
    std::uint64_t size = 0;   ///< bytes on disk
    std::uint64_t root = 0;   ///< object header address of the root group
    unsigned long number = 0; ///< the library's number of this file: equal for two names of one file
};

/// The path of `name` seen from `folder`, if it stays below: relative, no "..", no backslash, no NUL, and no
/// folder on the way that is a symbolic link (the file itself may be one).
/// @throws Refusal(UnsafePath)
std::string containedPath(const std::string& folder, std::string_view name);

/// Size of the regular file at `path` (below the folder). @throws Refusal(Missing, NotAFile)
std::uint64_t regularFileSize(const std::string& path);

/// The files that are open; they stay open until the worker ends.
class FileSet {
public:
    /// Switches plug-ins and the library's own external links off. @throws Refusal
    FileSet();

    /// The file itself. @throws Refusal(BadHeader)
    const LibraryFile& main();
    /// The file that an external link or a virtual dataset of `from` names. @throws Refusal
    const LibraryFile& named(const LibraryFile& from, std::string_view name);
    /// The file of a Place. @throws Refusal
    const LibraryFile& at(const std::string& name)
    {
        return name.empty() ? main() : opened(containedPath(".", name));
    }
    /// Bytes of all files opened so far, and of raw files that were counted in.
    [[nodiscard]] std::uint64_t totalSize() const { return m_totalSize; }

private:
    const LibraryFile& opened(const std::string& path);
    const LibraryFile& add(const std::string& name, int descriptor);

    std::map<std::string, LibraryFile> m_files;
    std::uint64_t m_totalSize = 0;
};

/// Where a path inside a file leads.
struct Target {
    const LibraryFile* file = nullptr;
    Place place;
    H5O_type_t type = H5O_TYPE_UNKNOWN;
};

/// Which links a path may go through.
enum class Follow {
    HardOnly,
    All ///< soft links, and external links under the rules of FileSet
};

/// One link of a group.
struct Link {
    std::string name;
    H5L_type_t type = H5L_TYPE_ERROR;
    std::uint64_t address = 0; ///< of the object, for hard links
};

/// The link `name` of `group`, or nothing. `name` must be one component.
std::optional<Link> findLink(hid_t group, const std::string& name);

/// Follows `path` from the group at address `start` of `file`, one component at a time, itself.
/// Nothing if a component is missing. @throws Refusal(UnsafePath, TooDeep, ...)
std::optional<Target> resolve(FileSet& files, const LibraryFile& file, std::uint64_t start,
                              const std::string& path, Follow follow);

/// Follows one soft or external link. @throws as resolve()
std::optional<Target> resolveLink(FileSet& files, const LibraryFile& file, std::uint64_t group,
                                  const Link& link);

/// Opens the object at `address` of a file; `path` is for the message. @throws Refusal(BadHeader)
Handle openAddress(const LibraryFile& file, std::uint64_t address, const std::string& path = {});

/// The group at `address`, open until another group of the file is asked for. @throws Refusal(BadHeader)
hid_t groupAt(const LibraryFile& file, std::uint64_t address);

/// True if `name` can be one component of a path.
bool isComponent(std::string_view name);

} // namespace alidade::hdf5
