// SPDX-License-Identifier: Apache-2.0
// Walking groups with a stack of our own: one group's links at a time, hard links first. A path through a
// soft or external link never takes the place of the path through hard links.
#include "core/checkpoint/hdf5_walk.h"

#include "core/base/text.h"
#include "core/checkpoint/hdf5_dataset.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace alidade::hdf5 {

namespace {

std::vector<Link> linksOf(hid_t group, const std::string& path, std::size_t room)
{
    struct Found {
        std::vector<Link> links;
        std::size_t room;
        bool tooMany = false;
    } found{{}, room};
    const auto collect = [](hid_t, const char* name, const H5L_info_t* info, void* out) -> herr_t {
        Found& all = *static_cast<Found*>(out);
        all.tooMany = all.links.size() >= all.room;
        if (all.tooMany) return 1;
        all.links.push_back({name, info->type, info->type == H5L_TYPE_HARD ? info->u.address : 0});
        return 0;
    };
    hsize_t position = 0;
    if (H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, &position, collect, &found) < 0)
        throw Refusal(FormatReason::BadHeader,
                      withLibraryError("the group " + inQuotes("/" + path) + " cannot be read"));
    if (found.tooMany) throw Refusal(FormatReason::TooMany, "there are more than 2,000,000 links in it");
    const auto twice = std::adjacent_find(found.links.begin(), found.links.end(),
                                          [](const Link& a, const Link& b) { return a.name == b.name; });
    if (twice != found.links.end())
        throw Refusal(FormatReason::DuplicateName, "a group has two links named " + inQuotes(twice->name));
    return std::move(found.links);
}

/// A group that the walk is in.
struct Level {
    const LibraryFile* file;
    std::uint64_t address;
    std::size_t pathLength; ///< of the path without this group's links
    std::vector<Link> links;
    std::size_t next = 0;
};

/// A soft or external link, for when all hard links have been followed.
struct Deferred {
    const LibraryFile* file;
    std::uint64_t group;
    std::string path;
    std::size_t depth;
    Link link;
};

class Walk {
public:
    Walk(FileSet& files, const Send& send) : m_files(files), m_send(send) {}

    void run()
    {
        const LibraryFile& main = m_files.main();
        enterGroup(main, main.root, 0);
        drain(0);
        while (!m_deferred.empty()) {
            const Deferred next = std::move(m_deferred.front());
            m_deferred.pop_front();
            follow(next);
        }
        warnOfLeftOut();
        checkExpansion();
    }

private:
    using ObjectId = std::pair<unsigned long, std::uint64_t>;

    void drain(std::size_t baseDepth)
    {
        while (!m_levels.empty()) {
            Level& level = m_levels.back();
            if (level.next == level.links.size()) {
                m_levels.pop_back();
                continue;
            }
            const Link link = std::move(level.links[level.next++]);
            const LibraryFile& file = *level.file;
            const std::uint64_t group = level.address;
            m_path.resize(level.pathLength);
            append(link.name);
            const std::size_t depth = baseDepth + m_levels.size();
            if (link.type == H5L_TYPE_HARD)
                visit(file, {file.name, group, link.name, link.address}, depth);
            else if (link.type == H5L_TYPE_SOFT || link.type == H5L_TYPE_EXTERNAL)
                m_deferred.push_back({&file, group, m_path, depth, link});
            else
                ++m_leftOut["user-defined link"];
        }
    }

    void append(const std::string& name)
    {
        if (!isComponent(name)) throw Refusal(FormatReason::BadText, "a link in it has no usable name");
        if (!m_path.empty()) m_path += '/';
        m_path += name;
        if (m_path.size() > limits::hdf5NameBytes)
            throw Refusal(FormatReason::TooMany, "a name in it is longer than 64 KiB");
    }

    void visit(const LibraryFile& file, const Place& place, std::size_t depth)
    {
        const H5O_type_t type = typeAt(file, place);
        if (type == H5O_TYPE_GROUP) return enterGroup(file, place.address, depth);
        if (type == H5O_TYPE_DATASET) list(file, place);
    }

    H5O_type_t typeAt(const LibraryFile& file, const Place& place) const
    {
        H5O_info_t info{};
        if (H5Oget_info_by_name2(groupAt(file, place.group), place.link.c_str(), &info, H5O_INFO_BASIC,
                                 H5P_DEFAULT) < 0 ||
            info.addr != place.address)
            throw Refusal(FormatReason::BadHeader, withLibraryError(inQuotes(m_path) + " cannot be read"));
        return info.type;
    }

    void enterGroup(const LibraryFile& file, std::uint64_t address, std::size_t depth)
    {
        if (!m_visited.insert({file.number, address}).second) return;
        if (depth > limits::hdf5Depth)
            throw Refusal(FormatReason::TooDeep, "its groups are nested more than " +
                                                     std::to_string(limits::hdf5Depth) + " levels deep");
        const Handle group = openAddress(file, address, m_path);
        auto links = linksOf(group.get(), m_path, limits::hdf5Links - m_links);
        m_links += links.size();
        m_levels.push_back({&file, address, m_path.size(), std::move(links)});
        MessageWriter progress(Kind::Progress);
        m_send(progress);
    }

    void follow(const Deferred& deferred)
    {
        m_path = deferred.path;
        const bool external = deferred.link.type == H5L_TYPE_EXTERNAL;
        const auto target = resolveLink(m_files, *deferred.file, deferred.group, deferred.link);
        if (!target && external)
            throw Refusal(FormatReason::Missing, "the external link " + inQuotes(m_path) + " leads nowhere");
        if (!target) {
            ++m_leftOut["dangling soft link"];
            return;
        }
        if (target->type == H5O_TYPE_GROUP) {
            enterGroup(*target->file, target->place.address, deferred.depth);
            return drain(deferred.depth);
        }
        if (target->type == H5O_TYPE_DATASET) list(*target->file, target->place);
    }

    void list(const LibraryFile& file, const Place& place)
    {
        const auto opened = openDataset(m_files, file, place);
        if (!opened.dataset) {
            ++m_leftOut[opened.leftOut + " dataset"];
            return;
        }
        if (++m_tensors > limits::hdf5Datasets)
            throw Refusal(FormatReason::TooMany, "there are more than 1,000,000 datasets in it");
        const Dataset& dataset = *opened.dataset;
        MessageWriter message(Kind::Tensor);
        message.text(validUtf8(m_path));
        message.number(static_cast<std::uint8_t>(dataset.type.dtype));
        message.shape(dataset.shape);
        message.number(dataset.bytes);
        message.number(static_cast<std::uint8_t>(dataset.storage));
        message.number(dataset.offset);
        message.place(place);
        m_send(message);
        const bool first = m_visited.insert({file.number, place.address}).second;
        const bool stored = dataset.storage != Storage::Managed;
        if (first && stored) return;
        m_declared = m_declared > UINT64_MAX - dataset.bytes ? UINT64_MAX : m_declared + dataset.bytes;
    }

    void warnOfLeftOut()
    {
        for (const auto& [what, count] : m_leftOut) {
            MessageWriter warning(Kind::Warning);
            const bool several = count > 1;
            warning.text(withThousands(count) + " " + what + (several ? "s were" : " was") + " left out");
            m_send(warning);
        }
    }

    /// Compression has its limits: what declares far more than the file can hold only wants to keep a reader
    /// busy.
    void checkExpansion() const
    {
        const std::uint64_t supported = m_files.totalSize() * limits::hdf5Expansion + limits::hdf5FreeBytes;
        if (m_declared > supported)
            throw Refusal(FormatReason::SizeMismatch, "it declares " + withThousands(m_declared) +
                                                          " bytes of compressed or absent data in " +
                                                          withThousands(m_files.totalSize()) + " bytes");
    }

    FileSet& m_files;
    const Send& m_send;
    std::string m_path;
    std::vector<Level> m_levels;
    std::deque<Deferred> m_deferred;
    std::set<ObjectId> m_visited; ///< groups entered, datasets listed
    std::map<std::string, std::uint64_t> m_leftOut;
    std::size_t m_links = 0;
    std::size_t m_tensors = 0;
    std::uint64_t m_declared = 0;
};

} // namespace

void walkFile(FileSet& files, const Send& send) { Walk(files, send).run(); }

} // namespace alidade::hdf5
