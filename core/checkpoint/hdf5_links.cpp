// SPDX-License-Identifier: Apache-2.0
// Worker side: following paths inside files one link at a time, so that every step can be checked.
#include "core/base/text.h"
#include "core/checkpoint/hdf5_files.h"
#include "core/checkpoint/limits.h"

#include <deque>
#include <vector>

namespace alidade::hdf5 {

namespace {

/// The components of a path; empty ones and "." mean nothing.
std::deque<std::string> components(const std::string& path)
{
    std::deque<std::string> parts;
    for (std::size_t begin = 0; begin < path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string part = path.substr(begin, end - begin);
        if (isComponent(part)) parts.push_back(part);
        begin = end + 1;
    }
    return parts;
}

std::string linkValue(hid_t group, const std::string& name)
{
    H5L_info_t info{};
    if (H5Lget_info(group, name.c_str(), &info, H5P_DEFAULT) < 0 || info.type == H5L_TYPE_HARD)
        throw Refusal(FormatReason::BadHeader,
                      withLibraryError("the link " + inQuotes(name) + " cannot be read"));
    if (info.u.val_size == 0 || info.u.val_size > limits::hdf5NameBytes)
        throw Refusal(FormatReason::TooMany, "the link " + inQuotes(name) + " has an unlikely length");
    std::string value(info.u.val_size, '\0');
    if (H5Lget_val(group, name.c_str(), value.data(), value.size(), H5P_DEFAULT) < 0)
        throw Refusal(FormatReason::BadHeader,
                      withLibraryError("the link " + inQuotes(name) + " cannot be read"));
    return value;
}

/// Walks a path whose components are not all known yet: a soft link puts its own in front.
class Resolver {
public:
    Resolver(FileSet& files, Follow follow) : m_files(files), m_follow(follow) {}

    std::optional<Target> run(const LibraryFile& file, std::uint64_t start, const std::string& path)
    {
        m_target.file = &file;
        enter(path.starts_with('/') ? file.root : start);
        m_rest = components(path);
        std::size_t steps = 0;
        while (!m_rest.empty()) {
            if (++steps > limits::hdf5Depth)
                throw Refusal(FormatReason::TooDeep, "a link's path is too long");
            if (!step()) return std::nullopt;
        }
        return m_target;
    }

private:
    void enter(std::uint64_t group)
    {
        m_target.place = {m_target.file->name, group, ".", group};
        m_target.type = H5O_TYPE_GROUP;
    }

    bool step()
    {
        if (m_target.type != H5O_TYPE_GROUP) return false;
        const std::uint64_t groupAddress = m_target.place.address;
        const Handle group = openAddress(*m_target.file, groupAddress);
        const std::string name = m_rest.front();
        m_rest.pop_front();
        const auto link = findLink(group.get(), name);
        if (!link) return false;
        if (link->type == H5L_TYPE_HARD) return enterHard(groupAddress, *link);
        if (m_follow == Follow::HardOnly)
            throw Refusal(FormatReason::UnsafePath,
                          "a virtual dataset's source is behind the link " + inQuotes(name));
        m_leftTheFile = m_leftTheFile || link->type == H5L_TYPE_EXTERNAL;
        if (++m_hops > limits::hdf5Hops && !m_leftTheFile)
            return false; // soft links in a circle lead nowhere
        if (m_hops > limits::hdf5Hops)
            throw Refusal(FormatReason::TooDeep,
                          "the link " + inQuotes(name) + " leads through too many links");
        const std::string value = linkValue(group.get(), name);
        if (link->type == H5L_TYPE_SOFT) return followSoft(value);
        if (link->type == H5L_TYPE_EXTERNAL) return followExternal(value);
        return false; // user-defined links mean something to one program only
    }

    bool enterHard(std::uint64_t groupAddress, const Link& link)
    {
        const Handle object = openAddress(*m_target.file, link.address);
        H5O_info_t info{};
        if (H5Oget_info2(object.get(), &info, H5O_INFO_BASIC) < 0)
            throw Refusal(FormatReason::BadHeader, withLibraryError(inQuotes(link.name) + " cannot be read"));
        m_target.place = {m_target.file->name, groupAddress, link.name, link.address};
        m_target.type = info.type;
        return true;
    }

    bool followSoft(const std::string& value)
    {
        const std::string path(value.c_str());
        if (path.starts_with('/')) enter(m_target.file->root);
        prepend(components(path));
        return true;
    }

    bool followExternal(const std::string& value)
    {
        unsigned flags = 0;
        const char* file = nullptr;
        const char* object = nullptr;
        if (value.back() != '\0' ||
            H5Lunpack_elink_val(value.data(), value.size(), &flags, &file, &object) < 0)
            throw Refusal(FormatReason::BadHeader, withLibraryError("an external link cannot be understood"));
        const std::string path(object);
        m_target.file = &m_files.named(*m_target.file, file);
        enter(m_target.file->root);
        prepend(components(path));
        return true;
    }

    void prepend(const std::deque<std::string>& parts)
    {
        m_rest.insert(m_rest.begin(), parts.begin(), parts.end());
    }

    FileSet& m_files;
    Follow m_follow;
    Target m_target;
    std::deque<std::string> m_rest;
    std::size_t m_hops = 0;
    bool m_leftTheFile = false;
};

} // namespace

bool isComponent(std::string_view name)
{
    return !name.empty() && name != "." && name.find('/') == std::string_view::npos;
}

std::optional<Link> findLink(hid_t group, const std::string& name)
{
    if (!isComponent(name) || name.size() > limits::hdf5NameBytes) return std::nullopt;
    if (H5Lexists(group, name.c_str(), H5P_DEFAULT) <= 0) return std::nullopt;
    H5L_info_t info{};
    if (H5Lget_info(group, name.c_str(), &info, H5P_DEFAULT) < 0)
        throw Refusal(FormatReason::BadHeader,
                      withLibraryError("the link " + inQuotes(name) + " cannot be read"));
    return Link{name, info.type, info.type == H5L_TYPE_HARD ? info.u.address : 0};
}

std::optional<Target> resolve(FileSet& files, const LibraryFile& file, std::uint64_t start,
                              const std::string& path, Follow follow)
{
    return Resolver(files, follow).run(file, start, path);
}

std::optional<Target> resolveLink(FileSet& files, const LibraryFile& file, std::uint64_t group,
                                  const Link& link)
{
    return resolve(files, file, group, link.name, Follow::All);
}

hid_t groupAt(const LibraryFile& file, std::uint64_t address)
{
    if (!file.lastGroup.id.valid() || file.lastGroup.address != address)
        file.lastGroup = {openAddress(file, address), address};
    return file.lastGroup.id.get();
}

Handle openAddress(const LibraryFile& file, std::uint64_t address, const std::string& path)
{
    const std::string what = path.empty() ? std::string("a group") : inQuotes(path);
    return required(H5Oopen_by_addr(file.id.get(), address), what + " cannot be opened");
}

} // namespace alidade::hdf5
