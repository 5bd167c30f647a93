// SPDX-License-Identifier: Apache-2.0
// A bounded number of open shards.
#include "core/checkpoint/shard_files.h"

#include "core/base/error.h"

#include <sys/stat.h>

namespace alidade {

namespace {

constexpr std::size_t mostOpen = 256;

} // namespace

ShardFiles::ShardFiles(std::string folder, std::vector<std::string> names)
    : m_folder(std::move(folder)), m_open(mostOpen)
{
    for (std::string& name : names)
        m_shards.push_back({std::move(name), false, {}});
}

ShardFiles::Identity ShardFiles::identityOf(const File& file)
{
    struct stat facts {};
    if (::fstat(file.descriptor(), &facts) != 0)
        throw FormatError(FormatReason::ReadFailed, file.path(), "cannot be examined");
    return {facts.st_dev, facts.st_ino, file.size(), facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec};
}

std::shared_ptr<const File> ShardFiles::open(std::size_t shard) const
{
    const std::lock_guard lock(m_mutex);
    if (auto found = m_open.find(shard)) return found;
    Shard& known = m_shards[shard];
    auto file = std::make_shared<const File>(m_folder + known.name);
    const Identity identity = identityOf(*file);
    if (known.seen && !(identity == known.identity))
        throw FormatError(FormatReason::ReadFailed, file->path(),
                          "was changed since the checkpoint was opened");
    known.seen = true;
    known.identity = identity;
    m_open.insert(shard, file, 1);
    return file;
}

} // namespace alidade
