// SPDX-License-Identifier: Apache-2.0
// Sharded safetensors (formats.md 3, "Sharded"). The tensors come in the order of the index; what a shard
// holds beyond it is mentioned and left out.
#include "core/checkpoint/safetensors_sharded.h"

#include "core/base/text.h"
#include "core/checkpoint/checkpoint_format.h"
#include "core/checkpoint/nested_error.h"
#include "core/checkpoint/safetensors.h"
#include "core/checkpoint/safetensors_index.h"
#include "core/checkpoint/shard_files.h"
#include "core/checkpoint/stored_elements.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <xxhash.h>

namespace alidade {

namespace {

/// Where a tensor lies.
struct Place {
    std::size_t shard = 0;
    std::uint64_t offset = 0;
};

std::string shardWords(const ShardFiles& files, std::size_t shard)
{
    return "shard " + inQuotes(files.name(shard)) + ": ";
}

class ShardedSafetensors final : public Checkpoint {
public:
    ShardedSafetensors(CheckpointHeader header, std::unique_ptr<const ShardFiles> files,
                       std::vector<Place> places)
        : Checkpoint(std::move(header)), m_files(std::move(files)), m_places(std::move(places))
    {}

    void read(const TensorInfo& tensor, std::uint64_t first, std::span<float> out) const override
    {
        readAny(tensor, first, out);
    }
    void read(const TensorInfo& tensor, std::uint64_t first, std::span<double> out) const override
    {
        readAny(tensor, first, out);
    }

private:
    template <typename Number>
    void readAny(const TensorInfo& asked, std::uint64_t first, std::span<Number> out) const
    {
        const TensorInfo& tensor = checkedRange(*this, asked, first, out.size());
        const DTypeInfo& type = dtypeInfo(tensor.dtype);
        const Place& place = m_places[tensor.index];
        withErrorsOf(path(), shardWords(*m_files, place.shard), [&] {
            const std::uint64_t at = place.offset + first / type.blockElements * type.blockBytes;
            readStored(*m_files->open(place.shard), at, tensor.dtype, false, out);
        });
    }

    std::unique_ptr<const ShardFiles> m_files;
    std::vector<Place> m_places; ///< by tensor index
};

/// Opens the shards one after the other and finds every tensor of the index in them.
class ShardedReader {
public:
    explicit ShardedReader(const std::string& path) : m_path(path) {}

    std::unique_ptr<const Checkpoint> open()
    {
        readIndex();
        for (std::size_t shard = 0; shard < m_files->count(); ++shard)
            withErrorsOf(m_path, shardWords(*m_files, shard), [&] { addShard(shard); });
        checkComplete();
        warnOfExtras();
        m_header.path = m_path;
        m_header.formatId = "safetensors-sharded";
        m_header.fingerprint = XXH3_64bits(m_hashes.data(), m_hashes.size() * sizeof m_hashes[0]);
        return std::make_unique<ShardedSafetensors>(std::move(m_header), std::move(m_files),
                                                    std::move(m_places));
    }

private:
    void readIndex()
    {
        m_index = readSafetensorsIndex(File(m_path));
        m_header.metadata = m_index.metadata;
        m_header.warnings = m_index.warnings;
        m_hashes.push_back(m_index.hash);
        const std::size_t slash = m_path.rfind('/');
        m_files = std::make_unique<ShardFiles>(slash == std::string::npos ? "" : m_path.substr(0, slash + 1),
                                               m_index.shards);
        m_header.tensors.resize(m_index.entries.size());
        m_places.resize(m_index.entries.size());
        m_found.resize(m_index.entries.size());
        m_entryOf.reserve(m_index.entries.size());
        for (std::size_t i = 0; i < m_index.entries.size(); ++i)
            m_entryOf.emplace(m_index.entries[i].tensor, i);
    }

    void addShard(std::size_t shard)
    {
        SafetensorsLayout layout = readSafetensorsLayout(*m_files->open(shard));
        m_hashes.push_back(layout.header.fingerprint);
        for (auto& entry : layout.header.metadata)
            addMetadata(std::move(entry));
        for (TensorInfo& tensor : layout.header.tensors) {
            const auto listed = m_entryOf.find(tensor.name);
            if (listed == m_entryOf.end()) {
                mention(tensor.name, shard, "is not in the index");
                continue;
            }
            const std::size_t entry = listed->second;
            if (m_index.entries[entry].shard != shard) {
                mention(tensor.name, shard, "belongs to another shard by the index");
                continue;
            }
            m_places[entry] = {shard, layout.offsets[tensor.index]};
            m_found[entry] = true;
            m_bytes += tensor.bytes;
            tensor.index = entry;
            tensor.file = m_files->name(shard);
            m_header.tensors[entry] = std::move(tensor);
        }
    }

    /// The first to say something under a key is believed: shards repeat each other.
    void addMetadata(std::pair<std::string, std::string> entry)
    {
        for (const auto& known : m_header.metadata)
            if (known.first == entry.first) return;
        constexpr std::size_t most = 1000;
        if (m_header.metadata.size() < most) m_header.metadata.push_back(std::move(entry));
    }

    void mention(const std::string& tensor, std::size_t shard, const char* why)
    {
        constexpr std::size_t most = 3;
        if (m_extras++ < most)
            m_header.warnings.push_back(shardWords(*m_files, shard) + "the tensor " + inQuotes(tensor) + " " +
                                        why + " and was left out");
    }

    void checkComplete() const
    {
        for (std::size_t i = 0; i < m_found.size(); ++i)
            if (!m_found[i])
                throw FormatError(FormatReason::Missing, m_path,
                                  shardWords(*m_files, m_index.entries[i].shard) + "the tensor " +
                                      inQuotes(m_index.entries[i].tensor) +
                                      ", which the index puts there, is missing");
    }

    void warnOfExtras()
    {
        constexpr std::size_t shown = 3;
        if (m_extras > shown)
            m_header.warnings.push_back(withThousands(m_extras - shown) +
                                        " more tensors are in shards where the index does not put them");
        if (m_index.totalSize && *m_index.totalSize != m_bytes)
            m_header.warnings.push_back("the index announces " + withThousands(*m_index.totalSize) +
                                        " bytes of tensors; the shards hold " + withThousands(m_bytes));
    }

    std::string m_path;
    SafetensorsIndex m_index;
    std::unordered_map<std::string_view, std::size_t> m_entryOf; ///< views into m_index
    std::unique_ptr<const ShardFiles> m_files;
    CheckpointHeader m_header;
    std::vector<Place> m_places;
    std::vector<bool> m_found;
    std::vector<std::uint64_t> m_hashes;
    std::uint64_t m_bytes = 0;
    std::size_t m_extras = 0;
};

int probe(const ProbeInput& input)
{
    if (input.isFolder) return Never;
    const bool named = input.path.ends_with(".safetensors.index.json");
    const std::string_view text(reinterpret_cast<const char*>(input.head.data()), input.head.size());
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    const bool opensObject = start != std::string_view::npos && text[start] == '{';
    if (opensObject && (named || text.find("\"weight_map\"") != std::string_view::npos)) return Plausible;
    return named ? NameOnly : Never;
}

} // namespace

std::unique_ptr<const Checkpoint> openShardedSafetensors(const std::string& indexPath)
{
    return ShardedReader(indexPath).open();
}

void register_safetensors_sharded(CheckpointFormatRegistry& registry)
{
    registry.add({"safetensors-sharded",
                  "safetensors index",
                  {".safetensors.index.json"},
                  probe,
                  openShardedSafetensors});
}

} // namespace alidade
