// SPDX-License-Identifier: Apache-2.0
// One NumPy array in a file of its own; formats.md 5. Nothing is ever unpickled.
#include "core/base/text.h"
#include "core/checkpoint/checkpoint_format.h"
#include "core/checkpoint/fortran_bands.h"
#include "core/checkpoint/npy_array.h"
#include "core/checkpoint/stored_elements.h"

#include <cstring>
#include <filesystem>
#include <string_view>
#include <xxhash.h>

namespace alidade {

namespace {

class Npy final : public Checkpoint {
public:
    Npy(CheckpointHeader header, NpyArray array) : Checkpoint(std::move(header)), m_array(std::move(array)) {}

    void read(const TensorInfo& tensor, std::uint64_t first, std::span<float> out) const override
    {
        checkedRange(*this, tensor, first, out.size());
        m_array.read(first, out);
    }
    void read(const TensorInfo& tensor, std::uint64_t first, std::span<double> out) const override
    {
        checkedRange(*this, tensor, first, out.size());
        m_array.read(first, out);
    }

private:
    NpyArray m_array;
};

int probe(const ProbeInput& input)
{
    constexpr std::string_view magic = "\x93NUMPY";
    if (input.isFolder) return Never;
    if (input.head.size() >= magic.size() && std::memcmp(input.head.data(), magic.data(), magic.size()) == 0)
        return Certain;
    return input.path.ends_with(".npy") ? NameOnly : Never;
}

std::unique_ptr<const Checkpoint> open(const std::string& path)
{
    auto source = std::make_shared<const FileSource>(std::make_shared<const File>(path));
    NpyHeader array = readNpyHeader(*source, path);
    CheckpointHeader header;
    header.path = path;
    header.formatId = "npy";
    header.fingerprint = XXH3_64bits_withSeed(&array.hash, sizeof array.hash, source->size());
    header.tensors.push_back({validUtf8(std::filesystem::path(path).stem().string()),
                              array.shape,
                              array.dtype,
                              array.elements,
                              array.bytes,
                              0,
                              {}});
    return std::make_unique<Npy>(
        std::move(header),
        NpyArray(std::move(source), std::move(array), 0, std::make_shared<BlockCache>(fortranCacheBytes)));
}

} // namespace

void register_npy(CheckpointFormatRegistry& registry)
{
    registry.add({"npy", "NumPy array", {".npy"}, probe, open});
}

} // namespace alidade
