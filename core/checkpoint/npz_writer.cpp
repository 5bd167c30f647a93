// SPDX-License-Identifier: Apache-2.0
// Writing .npz as numpy does: a zip64 archive of stored .npy members; formats.md 5.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/checkpoint_writer.h"
#include "core/checkpoint/output_file.h"
#include "core/tensor/encode.h"

#include <cstring>
#include <zlib.h>

namespace alidade {

namespace {

constexpr std::size_t npyAlignment = 64;
constexpr std::size_t longestName = 60000; // a zip name has 16 bits

/// Little-endian fields one after the other.
class Record {
public:
    template <typename Field>
    Record& add(Field value)
    {
        const auto* const bytes = reinterpret_cast<const char*>(&value);
        m_text.append(bytes, sizeof value);
        return *this;
    }
    Record& add(const std::string& text)
    {
        m_text += text;
        return *this;
    }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

std::string descr(DType type)
{
    switch (type) {
    case DType::F64:
        return "<f8";
    case DType::F32:
        return "<f4";
    case DType::F16:
        return "<f2";
    case DType::I64:
        return "<i8";
    case DType::I32:
        return "<i4";
    case DType::I16:
        return "<i2";
    case DType::I8:
        return "|i1";
    case DType::U64:
        return "<u8";
    case DType::U32:
        return "<u4";
    case DType::U16:
        return "<u2";
    case DType::U8:
        return "|u1";
    default:
        return "|b1";
    }
}

std::string npyHeader(const TensorInfo& tensor)
{
    std::string shape;
    for (const std::uint64_t dimension : tensor.shape)
        shape += std::to_string(dimension) + ", ";
    if (tensor.shape.size() > 1) shape.resize(shape.size() - 2);
    std::string text =
        "{'descr': '" + descr(tensor.dtype) + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    const std::size_t fixed = 10; // magic, version, length
    text.append((npyAlignment - (fixed + text.size() + 1) % npyAlignment) % npyAlignment, ' ');
    text += '\n';
    Record record;
    record.add(std::string("\x93NUMPY\x01\x00", 8)).add(static_cast<std::uint16_t>(text.size())).add(text);
    return record.text();
}

struct Member {
    std::string name;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint32_t crc = 0;
};

class NpzWriter final : public CheckpointWriter {
public:
    NpzWriter(const std::string& path, std::vector<TensorInfo> tensors)
        : m_file(path), m_tensors(std::move(tensors))
    {
        for (const TensorInfo& tensor : m_tensors)
            if (tensor.name.size() > longestName)
                throw InvalidRequest("the name of tensor " + inQuotes(tensor.name, 80) +
                                     " is too long for an npz file");
        beginTensor();
    }

    void write(std::span<const std::byte> bytes) override
    {
        m_file.append(bytes);
        Member& member = m_members.back();
        member.size += bytes.size();
        member.crc = static_cast<std::uint32_t>(
            ::crc32_z(member.crc, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
    }

    void endTensor() override
    {
        const Member& member = m_members.back();
        const std::string header = localHeader(member);
        m_file.patch(member.offset, std::as_bytes(std::span(header.data(), header.size())));
        beginTensor();
    }

    void finish() override
    {
        const std::uint64_t begin = m_file.position();
        for (const Member& member : m_members)
            m_file.append(centralHeader(member));
        const std::uint64_t end = m_file.position();
        const std::uint64_t count = m_members.size();
        Record record; // zip64 end of central directory, its locator, and the old end record
        record.add(std::uint32_t{0x06064b50})
            .add(std::uint64_t{44})
            .add(std::uint16_t{45})
            .add(std::uint16_t{45});
        record.add(std::uint32_t{0}).add(std::uint32_t{0}).add(count).add(count).add(end - begin).add(begin);
        record.add(std::uint32_t{0x07064b50}).add(std::uint32_t{0}).add(end).add(std::uint32_t{1});
        const auto shortCount = static_cast<std::uint16_t>(std::min<std::uint64_t>(count, 0xFFFF));
        record.add(std::uint32_t{0x06054b50}).add(std::uint16_t{0}).add(std::uint16_t{0});
        record.add(shortCount).add(shortCount);
        record.add(narrowed(end - begin)).add(narrowed(begin)).add(std::uint16_t{0});
        m_file.append(record.text());
    }

private:
    /// A size as the old records have it: all ones where the zip64 record says more.
    static std::uint32_t narrowed(std::uint64_t size)
    {
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(size, 0xFFFFFFFF));
    }

    void beginTensor()
    {
        if (m_members.size() == m_tensors.size()) return;
        const TensorInfo& tensor = m_tensors[m_members.size()];
        m_members.push_back({tensor.name + ".npy", m_file.position(), 0, 0});
        m_file.append(localHeader(m_members.back())); // sizes and checksum are patched in when they are known
        const std::string header = npyHeader(tensor);
        write(std::as_bytes(std::span(header.data(), header.size())));
    }

    static std::string localHeader(const Member& member)
    {
        Record record;
        record.add(std::uint32_t{0x04034b50}).add(std::uint16_t{45}).add(nameIsUtf8).add(std::uint16_t{0});
        record.add(std::uint32_t{fixedDate})
            .add(member.crc)
            .add(std::uint32_t{0xFFFFFFFF})
            .add(std::uint32_t{0xFFFFFFFF});
        record.add(static_cast<std::uint16_t>(member.name.size())).add(std::uint16_t{20}).add(member.name);
        record.add(std::uint16_t{1}).add(std::uint16_t{16}).add(member.size).add(member.size);
        return record.text();
    }

    static std::string centralHeader(const Member& member)
    {
        Record record;
        record.add(std::uint32_t{0x02014b50}).add(std::uint16_t{45}).add(std::uint16_t{45}).add(nameIsUtf8);
        record.add(std::uint16_t{0}).add(std::uint32_t{fixedDate}).add(member.crc);
        record.add(std::uint32_t{0xFFFFFFFF}).add(std::uint32_t{0xFFFFFFFF});
        record.add(static_cast<std::uint16_t>(member.name.size()))
            .add(std::uint16_t{28})
            .add(std::uint16_t{0});
        record.add(std::uint16_t{0})
            .add(std::uint16_t{0})
            .add(std::uint32_t{0})
            .add(std::uint32_t{0xFFFFFFFF});
        record.add(member.name).add(std::uint16_t{1}).add(std::uint16_t{24});
        record.add(member.size).add(member.size).add(member.offset);
        return record.text();
    }

    static constexpr std::uint16_t nameIsUtf8 = 1u << 11;
    static constexpr std::uint32_t fixedDate = 0x00210000; // 1 January 1980: the same bytes every time

    OutputFile m_file;
    std::vector<TensorInfo> m_tensors;
    std::vector<Member> m_members;
};

} // namespace

void register_npz_writer(CheckpointWriterRegistry& registry)
{
    registry.add({
        .id = "npz",
        .suffix = ".npz",
        .targetType =
            [](DType stored) { return isEncodable(stored) && stored != DType::BF16 ? stored : DType::F32; },
        .create = [](const std::string& path, const std::vector<TensorInfo>& tensors)
            -> std::unique_ptr<CheckpointWriter> { return std::make_unique<NpzWriter>(path, tensors); },
    });
}

} // namespace alidade
