// SPDX-License-Identifier: Apache-2.0
// GGUF, the container of llama.cpp: one file, or several that together hold one model; formats.md 4.
#include "core/checkpoint/checkpoint_format.h"
#include "core/checkpoint/gguf_header.h"
#include "core/checkpoint/gguf_split.h"
#include "core/checkpoint/stored_elements.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <xxhash.h>

namespace alidade {

namespace {

/// Where the bytes of a tensor lie.
struct Place {
    std::size_t file = 0;
    std::uint64_t offset = 0; ///< from the start of that file
};

class GgufCheckpoint final : public Checkpoint {
public:
    GgufCheckpoint(CheckpointHeader header, std::vector<std::unique_ptr<File>> files,
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
        const std::uint64_t at = place.offset + first / type.blockElements * type.blockBytes;
        readStored(*m_files[place.file], at, tensor.dtype, false, out);
    }

    std::vector<std::unique_ptr<File>> m_files;
    std::vector<Place> m_places;
};

/// Of one file its own; of several the hash of all.
std::uint64_t fingerprintOf(const std::vector<gguf::Part>& parts)
{
    if (parts.size() == 1) return parts.front().header.fingerprint;
    std::vector<std::uint64_t> all;
    for (const gguf::Part& part : parts)
        all.push_back(part.header.fingerprint);
    return XXH3_64bits(all.data(), all.size() * sizeof all.front());
}

std::unique_ptr<const Checkpoint> open(const std::string& path)
{
    std::vector<gguf::Part> parts = gguf::openParts(path);
    CheckpointHeader header;
    header.path = path;
    header.formatId = "gguf";
    header.fingerprint = fingerprintOf(parts);
    header.metadata =
        std::move(parts.front().header.metadata.entries); // the other parts only say which they are
    std::vector<std::unique_ptr<File>> files;
    std::vector<Place> places;
    for (gguf::Part& part : parts) {
        for (TensorInfo& tensor : part.header.tensors) {
            places.push_back({files.size(), part.header.offsets[tensor.index]});
            tensor.index = header.tensors.size();
            if (parts.size() > 1) tensor.file = part.file->path().substr(part.file->path().rfind('/') + 1);
            header.tensors.push_back(std::move(tensor));
        }
        files.push_back(std::move(part.file));
    }
    return std::make_unique<GgufCheckpoint>(std::move(header), std::move(files), std::move(places));
}

int probe(const ProbeInput& input)
{
    constexpr std::array magic{std::byte{'G'}, std::byte{'G'}, std::byte{'U'}, std::byte{'F'}};
    const bool begins =
        input.head.size() >= magic.size() && std::equal(magic.begin(), magic.end(), input.head.begin());
    return begins ? Certain : Never;
}

} // namespace

void register_gguf(CheckpointFormatRegistry& registry)
{
    registry.add({"gguf", "GGUF", {".gguf"}, probe, open});
}

} // namespace alidade
