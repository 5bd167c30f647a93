// SPDX-License-Identifier: Apache-2.0
// A zip archive of NumPy arrays, as numpy.savez writes it; formats.md 5. Nothing is extracted or unpickled.
#include "core/base/text.h"
#include "core/checkpoint/checkpoint_format.h"
#include "core/checkpoint/fortran_bands.h"
#include "core/checkpoint/npy_array.h"
#include "core/checkpoint/stored_elements.h"
#include "core/checkpoint/zip_member.h"
#include "core/checkpoint/zip_records.h"

namespace alidade {

namespace {

constexpr std::string_view suffix = ".npy";
/// An archive may unpack to this much in any case, and to so many times its size beyond that.
constexpr std::uint64_t alwaysUnpacked = std::uint64_t{2} << 30;
constexpr std::uint64_t unpackedPerByte = 64;

class Npz final : public Checkpoint {
public:
    Npz(CheckpointHeader header, std::vector<NpyArray> arrays,
        std::vector<std::shared_ptr<const ByteSource>> others)
        : Checkpoint(std::move(header)), m_arrays(std::move(arrays)), m_others(std::move(others))
    {}

    void read(const TensorInfo& tensor, std::uint64_t first, std::span<float> out) const override
    {
        array(checkedRange(*this, tensor, first, out.size())).read(first, out);
    }
    void read(const TensorInfo& tensor, std::uint64_t first, std::span<double> out) const override
    {
        array(checkedRange(*this, tensor, first, out.size())).read(first, out);
    }
    void verify(const JobContext& job) const override
    {
        for (const NpyArray& array : m_arrays) {
            job.checkpoint();
            array.source().verify();
        }
        for (const auto& other : m_others) {
            job.checkpoint();
            other->verify();
        }
    }

private:
    [[nodiscard]] const NpyArray& array(const TensorInfo& tensor) const
    {
        const NpyArray& found = m_arrays[tensor.index];
        if (found.isOutOfReach())
            throw FormatError(FormatReason::Unsupported, path(),
                              "the array " + inQuotes(tensor.name) +
                                  " is compressed, stored column by column and unpacks to more than " +
                                  withThousands(zipCacheBytes) + " bytes: save it uncompressed");
        return found;
    }

    std::vector<NpyArray> m_arrays;                          ///< by tensor index
    std::vector<std::shared_ptr<const ByteSource>> m_others; ///< members that are no arrays
};

/// Lists the arrays of one archive.
class NpzReader {
public:
    explicit NpzReader(const std::string& path) : m_file(std::make_shared<const File>(path)) {}

    std::unique_ptr<const Checkpoint> open()
    {
        const ZipDirectory directory = readZipDirectory(*m_file);
        checkUnpackedSize(directory);
        m_header.path = m_file->path();
        m_header.formatId = "npz";
        m_header.fingerprint = directory.hash;
        for (std::size_t i = 0; i < directory.members.size(); ++i)
            addMember(directory.members[i], i);
        if (m_arrays.empty() && !directory.members.empty()) refuseOther(directory);
        if (!m_left.empty()) m_header.warnings.push_back("left out, being no arrays: " + m_left);
        return std::make_unique<Npz>(std::move(m_header), std::move(m_arrays), std::move(m_others));
    }

private:
    [[noreturn]] void refuse(FormatReason reason, const std::string& detail) const
    {
        throw FormatError(reason, m_file->path(), detail);
    }

    void checkUnpackedSize(const ZipDirectory& directory) const
    {
        std::uint64_t total = 0;
        for (const ZipMember& member : directory.members)
            if (__builtin_add_overflow(total, member.bytes, &total))
                refuse(FormatReason::TooMany, "the zip archive announces more than 2^64 bytes");
        if (total > alwaysUnpacked && total / unpackedPerByte > m_file->size())
            refuse(FormatReason::TooMany, "the zip archive unpacks to " + withThousands(total) +
                                              " bytes, more than " + withThousands(unpackedPerByte) +
                                              " times its size: this is no archive of weights");
    }

    void addMember(const ZipMember& member, std::size_t index)
    {
        auto source = openZipMember(m_file, member, index, m_cache);
        if (!member.name.ends_with(suffix)) {
            m_others.push_back(std::move(source));
            if (!member.name.ends_with('/')) mention(member.name);
            return;
        }
        NpyHeader array = readNpyHeader(*source, m_file->path(), "member " + inQuotes(member.name) + ": ");
        TensorInfo tensor;
        tensor.name = member.name.substr(0, member.name.size() - suffix.size());
        tensor.shape = array.shape;
        tensor.dtype = array.dtype;
        tensor.elements = array.elements;
        tensor.bytes = array.bytes;
        tensor.index = m_arrays.size();
        m_header.tensors.push_back(std::move(tensor));
        m_arrays.emplace_back(std::move(source), std::move(array), m_arrays.size(), m_bands);
    }

    void mention(const std::string& name)
    {
        constexpr int most = 5;
        if (m_leftCount < most) m_left += (m_leftCount == 0 ? "" : ", ") + inQuotes(name, 80);
        if (m_leftCount == most) m_left += " and others";
        ++m_leftCount;
    }

    /// Other programs keep other things in zip archives.
    [[noreturn]] void refuseOther(const ZipDirectory& directory) const
    {
        for (const ZipMember& member : directory.members) {
            if (member.name.ends_with("data.pkl"))
                refuse(FormatReason::Unsupported,
                       "is a PyTorch file: a pickle can run programs when it is opened, so Alidade does not; "
                       "save the weights as safetensors");
            if (member.name.ends_with(".weights.h5"))
                refuse(FormatReason::Unsupported,
                       "is a Keras archive: unpack it and open " + inQuotes(member.name) + " in it");
        }
        refuse(FormatReason::UnknownFormat, "is a zip archive without NumPy arrays");
    }

    std::shared_ptr<const File> m_file;
    std::shared_ptr<BlockCache> m_cache = std::make_shared<BlockCache>(zipCacheBytes);
    std::shared_ptr<BlockCache> m_bands = std::make_shared<BlockCache>(fortranCacheBytes);
    CheckpointHeader m_header;
    std::vector<NpyArray> m_arrays;
    std::vector<std::shared_ptr<const ByteSource>> m_others;
    std::string m_left;
    int m_leftCount = 0;
};

int probe(const ProbeInput& input)
{
    if (input.isFolder) return Never;
    constexpr std::uint32_t emptyArchive = 0x06054B50;
    const std::uint32_t start = input.head.size() < 4 ? 0 : zip::field<std::uint32_t>(input.head, 0);
    if (start == zip::localSignature || start == emptyArchive) return Certain;
    return input.path.ends_with(".npz") ? NameOnly : Never;
}

} // namespace

void register_npz(CheckpointFormatRegistry& registry)
{
    registry.add({"npz", "NumPy archive", {".npz"}, probe, [](const std::string& path) {
                      return NpzReader(path).open();
                  }});
}

} // namespace alidade
