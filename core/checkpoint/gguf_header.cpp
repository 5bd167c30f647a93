// SPDX-License-Identifier: Apache-2.0
// Checks of the GGUF header: types, shapes, sizes, places in the file.
#include "core/checkpoint/gguf_header.h"

#include "core/base/checked.h"
#include "core/base/text.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <optional>
#include <unordered_set>
#include <xxhash.h>

namespace alidade::gguf {

namespace {

constexpr std::uint64_t leastTensorBytes = 8 + 4 + 4 + 8; // length of the name, rank, type, offset
constexpr std::size_t hashWindowBytes = 1 << 20;

struct TypeId {
    std::uint32_t id;
    DType type;
};

/// ggml's type numbers. Those in between were given up; newer ones have an unknown size.
constexpr std::array typeIds{
    TypeId{0, DType::F32},     TypeId{1, DType::F16},      TypeId{2, DType::Q4_0},
    TypeId{3, DType::Q4_1},    TypeId{6, DType::Q5_0},     TypeId{7, DType::Q5_1},
    TypeId{8, DType::Q8_0},    TypeId{9, DType::Q8_1},     TypeId{10, DType::Q2_K},
    TypeId{11, DType::Q3_K},   TypeId{12, DType::Q4_K},    TypeId{13, DType::Q5_K},
    TypeId{14, DType::Q6_K},   TypeId{15, DType::Q8_K},    TypeId{16, DType::IQ2_XXS},
    TypeId{17, DType::IQ2_XS}, TypeId{18, DType::IQ3_XXS}, TypeId{19, DType::IQ1_S},
    TypeId{20, DType::IQ4_NL}, TypeId{21, DType::IQ3_S},   TypeId{22, DType::IQ2_S},
    TypeId{23, DType::IQ4_XS}, TypeId{24, DType::I8},      TypeId{25, DType::I16},
    TypeId{26, DType::I32},    TypeId{27, DType::I64},     TypeId{28, DType::F64},
    TypeId{29, DType::IQ1_M},  TypeId{30, DType::BF16},    TypeId{34, DType::TQ1_0},
    TypeId{35, DType::TQ2_0},  TypeId{39, DType::MXFP4},   TypeId{40, DType::NVFP4},
    TypeId{41, DType::Q1_0},   TypeId{42, DType::Q2_0},
};

std::optional<DType> typeOf(std::uint32_t id)
{
    for (const TypeId& entry : typeIds)
        if (entry.id == id) return entry.type;
    return std::nullopt;
}

class HeaderReader {
public:
    explicit HeaderReader(const File& file)
        : m_file(file),
          m_reader(file.path(), file.size(), limits::ggufHeaderBytes,
                   [&file](std::uint64_t offset, std::span<std::byte> out) { file.read(offset, out); })
    {}

    Header read()
    {
        readSignature(m_reader);
        const auto tensors = m_reader.number<std::uint64_t>("the number of tensors");
        const auto pairs = m_reader.number<std::uint64_t>("the number of metadata entries");
        m_reader.requireCount(tensors, leastTensorBytes, "tensors");
        m_header.metadata = readMetadata(m_reader, pairs);
        m_reader.requireCount(tensors, leastTensorBytes, "tensors");
        if (tensors > limits::ggufTensors)
            m_reader.refuse(FormatReason::TooMany, withThousands(tensors) + " tensors; the limit is " +
                                                       withThousands(limits::ggufTensors));
        for (std::uint64_t i = 0; i < tensors; ++i)
            readTensor();
        placeTensors();
        checkOverlap();
        m_header.fingerprint = fingerprint();
        return std::move(m_header);
    }

private:
    [[noreturn]] void refuse(FormatReason reason, const TensorInfo& tensor, const std::string& detail) const
    {
        m_reader.refuse(reason, "tensor " + inQuotes(tensor.name) + " " + detail);
    }

    void readTensor()
    {
        TensorInfo tensor;
        tensor.name = validUtf8(readName(m_reader, "the name of a tensor"));
        if (!m_names.insert(tensor.name).second)
            m_reader.refuse(FormatReason::DuplicateName,
                            "the tensor name " + inQuotes(tensor.name) + " appears twice");
        readShape(tensor);
        const auto type = m_reader.number<std::uint32_t>("the type of a tensor");
        const auto known = typeOf(type);
        if (!known)
            refuse(FormatReason::BadType, tensor,
                   "has the type number " + std::to_string(type) + ", which is unknown");
        tensor.dtype = *known;
        checkSize(tensor);
        const auto offset = m_reader.number<std::uint64_t>("the offset of a tensor");
        if (offset % m_header.metadata.alignment != 0)
            refuse(FormatReason::BadOffset, tensor,
                   "begins at byte " + withThousands(offset) +
                       " of the data, not a multiple of the alignment of " +
                       withThousands(m_header.metadata.alignment));
        tensor.index = m_header.tensors.size();
        m_header.tensors.push_back(std::move(tensor));
        m_header.offsets.push_back(offset);
    }

    /// GGUF names the fastest dimension first; TensorInfo the slowest.
    void readShape(TensorInfo& tensor)
    {
        const auto rank = m_reader.number<std::uint32_t>("the rank of a tensor");
        if (rank > limits::ggufRank)
            refuse(FormatReason::BadShape, tensor,
                   "has " + withThousands(rank) + " dimensions; the limit is " +
                       std::to_string(limits::ggufRank));
        tensor.shape.resize(rank);
        for (std::uint32_t i = rank; i > 0; --i) {
            const auto dimension = m_reader.number<std::uint64_t>("the shape of a tensor");
            if (dimension >= std::uint64_t{1} << 63)
                refuse(FormatReason::BadShape, tensor, "has a negative dimension");
            tensor.shape[i - 1] = dimension;
        }
    }

    void checkSize(TensorInfo& tensor) const
    {
        const DTypeInfo& type = dtypeInfo(tensor.dtype);
        const std::uint64_t fastest = tensor.shape.empty() ? 1 : tensor.shape.back();
        if (fastest % type.blockElements != 0)
            refuse(FormatReason::BadShape, tensor,
                   "has rows of " + withThousands(fastest) + " elements, not a multiple of the " +
                       std::to_string(type.blockElements) + " of a " + std::string(type.name) + " block");
        const auto elements = elementCount(tensor.shape);
        const auto bytes = elements ? storageBytes(tensor.dtype, *elements) : std::nullopt;
        if (!bytes) refuse(FormatReason::BadShape, tensor, "is too large: " + shapeText(tensor.shape));
        tensor.elements = *elements;
        tensor.bytes = *bytes;
    }

    /// From offsets inside the data to offsets inside the file. The header is padded to the alignment, but a
    /// file without data may end where its header ends.
    void placeTensors()
    {
        const std::uint64_t alignment = m_header.metadata.alignment;
        m_headerEnd = m_reader.position();
        const std::uint64_t dataStart =
            (m_headerEnd + alignment - 1) & ~(alignment - 1); // both far below 2^63
        const std::uint64_t dataBytes = m_file.size() - std::min(m_file.size(), dataStart);
        for (const TensorInfo& tensor : m_header.tensors) {
            std::uint64_t& offset = m_header.offsets[tensor.index];
            const auto end = checkedAdd(offset, tensor.bytes);
            // An empty tensor may stand behind the padding that the last tensor was spared.
            const std::uint64_t room = dataBytes + (tensor.bytes == 0 ? alignment - 1 : 0);
            if (!end || *end > room)
                refuse(FormatReason::Truncated, tensor,
                       "takes " + withThousands(tensor.bytes) + " bytes from byte " + withThousands(offset) +
                           " of the data, but there are only " + withThousands(dataBytes));
            offset += dataStart;
        }
    }

    void checkOverlap() const
    {
        std::vector<std::size_t> order;
        for (const TensorInfo& tensor : m_header.tensors)
            if (tensor.bytes != 0) order.push_back(tensor.index);
        const std::vector<std::uint64_t>& begin = m_header.offsets;
        std::sort(order.begin(), order.end(),
                  [&begin](std::size_t a, std::size_t b) { return begin[a] < begin[b]; });
        for (std::size_t i = 1; i < order.size(); ++i) {
            const TensorInfo& before = m_header.tensors[order[i - 1]];
            const TensorInfo& tensor = m_header.tensors[order[i]];
            if (begin[tensor.index] < begin[before.index] + before.bytes)
                refuse(FormatReason::Overlap, tensor, "overlaps tensor " + inQuotes(before.name));
        }
    }

    std::uint64_t fingerprint() const
    {
        const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                             XXH3_freeState);
        XXH3_64bits_reset_withSeed(state.get(), m_file.size());
        std::vector<std::byte> window(
            static_cast<std::size_t>(std::min<std::uint64_t>(hashWindowBytes, m_headerEnd)));
        for (std::uint64_t at = 0; at < m_headerEnd; at += window.size()) {
            const auto count =
                static_cast<std::size_t>(std::min<std::uint64_t>(window.size(), m_headerEnd - at));
            m_file.read(at, std::span(window).first(count));
            XXH3_64bits_update(state.get(), window.data(), count);
        }
        return XXH3_64bits_digest(state.get());
    }

    const File& m_file;
    ByteReader m_reader;
    Header m_header;
    std::uint64_t m_headerEnd = 0;
    std::unordered_set<std::string> m_names;
};

} // namespace

void readSignature(ByteReader& reader)
{
    if (reader.left() == 0) reader.refuse(FormatReason::Truncated, "the file is empty");
    if (reader.text(4, 4, "the signature") != "GGUF")
        reader.refuse(FormatReason::UnknownFormat, "the file does not begin with GGUF");
    const auto version = reader.number<std::uint32_t>("the version");
    if (version == 2 || version == 3) return;
    if (version == 1)
        reader.refuse(
            FormatReason::Unsupported,
            "GGUF version 1 (of August 2023, with 32-bit lengths) is not supported; convert the model "
            "again to get version 3");
    if (version != 0 && (version & 0xFFFFu) == 0)
        reader.refuse(FormatReason::Unsupported,
                        "this is a big-endian GGUF file, which is not supported");
    reader.refuse(FormatReason::Unsupported,
                    "GGUF version " + std::to_string(version) + " is unknown (2 and 3 can be read)");
}

Header readHeader(const File& file) { return HeaderReader(file).read(); }

} // namespace alidade::gguf
