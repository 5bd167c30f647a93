// SPDX-License-Identifier: Apache-2.0
// Containment of file names, opening of files, and the library's settings.
#include "core/checkpoint/hdf5_files.h"

#include "core/base/text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

namespace alidade::hdf5 {

namespace {

hid_t traverseNothing(const char*, hid_t, const void*, size_t, hid_t, hid_t) { return H5I_INVALID_HID; }

/// Gives an external link's content to H5Lget_val, as the library's own class does.
ssize_t copyLinkValue(const char*, const void* data, size_t size, void* out, size_t outSize)
{
    if (out != nullptr && outSize > 0) std::memcpy(out, data, size < outSize ? size : outSize);
    return static_cast<ssize_t>(size);
}

/// Takes the place of the library's class for external links: they can be looked at, but never followed.
const H5L_class_t sealedExternalLink{
    H5L_LINK_CLASS_T_VERS,
    H5L_TYPE_EXTERNAL,
    "external, not followed",
    nullptr,
    nullptr,
    nullptr,
    traverseNothing,
    nullptr,
    copyLinkValue,
};

std::string folderOf(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string(".") : path.substr(0, slash);
}

/// A descriptor of a regular file, and its size.
struct OpenedFile {
    int descriptor = -1;
    std::uint64_t size = 0;
};

OpenedFile openRegular(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        throw Refusal(FormatReason::Missing, "it needs " + inQuotes(path) +
                                                 " beside it, which cannot be opened (" +
                                                 std::strerror(errno) + ")");
    struct stat status {};
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode))
        return {descriptor, static_cast<std::uint64_t>(status.st_size)};
    ::close(descriptor);
    throw Refusal(FormatReason::NotAFile, "it needs " + inQuotes(path) + ", which is no regular file");
}

} // namespace

std::string containedPath(const std::string& folder, std::string_view name)
{
    const auto unsafe = [&](const char* why) {
        return Refusal(FormatReason::UnsafePath, "it leads to the file " + inQuotes(name) + ", " + why);
    };
    if (name.empty() || name.size() >= PATH_MAX) throw unsafe("which is no usable name");
    if (name.front() == '/') throw unsafe("which is not in its folder");
    if (name.find('\\') != std::string_view::npos || name.find('\0') != std::string_view::npos)
        throw unsafe("which is no usable name");
    std::string path = folder;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('/', begin), name.size());
        const std::string_view part = name.substr(begin, end - begin);
        begin = end + 1;
        if (part.empty() || part == ".") continue;
        if (part == "..") throw unsafe("which is not in its folder");
        struct stat status {};
        if (path != "." && (::lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)))
            throw unsafe("whose folder is missing or a symbolic link");
        path = path == "." ? std::string(part) : path + "/" + std::string(part);
    }
    if (path == folder) throw unsafe("which is no usable name");
    return path;
}

std::uint64_t regularFileSize(const std::string& path)
{
    const OpenedFile opened = openRegular(path);
    ::close(opened.descriptor);
    return opened.size;
}

FileSet::FileSet()
{
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    H5PLset_loading_state(0);
    if (H5Lregister(&sealedExternalLink) < 0)
        throw Refusal(FormatReason::ReaderStopped, "the HDF5 library cannot be told not to follow links");
}

const LibraryFile& FileSet::main()
{
    const auto known = m_files.find("");
    if (known != m_files.end()) return known->second;
    return add("", fileFd);
}

const LibraryFile& FileSet::named(const LibraryFile& from, std::string_view name)
{
    return opened(containedPath(from.folder, name));
}

const LibraryFile& FileSet::opened(const std::string& path)
{
    const auto known = m_files.find(path);
    if (known != m_files.end()) return known->second;
    const OpenedFile file = openRegular(path);
    return add(path, file.descriptor);
}

const LibraryFile& FileSet::add(const std::string& name, int descriptor)
{
    struct stat status {};
    if (::fstat(descriptor, &status) != 0)
        throw Refusal(FormatReason::CannotOpen,
                      std::string("it cannot be opened (") + std::strerror(errno) + ")");
    // Opened through the descriptor: what was checked is what is read, even if the name is replaced
    // meanwhile.
    const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    const Handle access = required(H5Pcreate(H5P_FILE_ACCESS), "the HDF5 library cannot be set up");
    H5Pset_fapl_sec2(access.get());
    const std::string subject = name.empty() ? std::string() : inQuotes(name) + ": ";
    LibraryFile file;
    file.id = required(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()),
                       subject + "the HDF5 file cannot be opened");
    if (descriptor != fileFd) ::close(descriptor);
    file.name = name;
    file.folder = folderOf(name);
    file.size = static_cast<std::uint64_t>(status.st_size);
    file.access = required(H5Pcreate(H5P_DATASET_ACCESS), "the HDF5 library cannot be set up");
    H5Pset_efile_prefix(file.access.get(), file.folder.c_str());
    H5Pset_virtual_prefix(file.access.get(), file.folder.c_str());
    H5O_info_t info{};
    if (H5Oget_info2(file.id.get(), &info, H5O_INFO_BASIC) < 0)
        throw Refusal(FormatReason::BadHeader, withLibraryError(subject + "the root group cannot be read"));
    file.root = info.addr;
    file.number = info.fileno;
    m_totalSize += file.size;
    return m_files.emplace(name, std::move(file)).first->second;
}

std::string libraryError()
{
    std::string text;
    H5Ewalk2(
        H5E_DEFAULT, H5E_WALK_UPWARD,
        [](unsigned index, const H5E_error2_t* error, void* out) -> herr_t {
            if (index == 0 && error->desc != nullptr) *static_cast<std::string*>(out) = error->desc;
            return 0;
        },
        &text);
    if (text.find("alloc") != std::string::npos) return "a size in it is larger than the reader's limit";
    return escaped(text);
}

std::string withLibraryError(const std::string& what)
{
    const std::string cause = libraryError();
    return cause.empty() ? what : what + " (" + cause + ")";
}

Handle required(hid_t id, const std::string& what)
{
    if (id < 0) throw Refusal(FormatReason::BadHeader, withLibraryError(what));
    return Handle(id);
}

} // namespace alidade::hdf5
