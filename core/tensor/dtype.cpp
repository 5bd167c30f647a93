// SPDX-License-Identifier: Apache-2.0
// Decoding of stored elements. Codes of 8 bits and less go through tables built once at compile time.
#include "core/tensor/dtype.h"

#include "core/base/checked.h"
#include "core/base/error.h"
#include "core/base/float16.h"
#include "core/kernels/convert.h"
#include "core/tensor/block_decoding.h"

#include <array>
#include <cassert>
#include <cstring>
#include <string>

namespace alidade {

namespace {

constexpr bool listedOnly = false;
constexpr bool readable = true;
constexpr bool ggmlBlock = true;

constexpr std::array<DTypeInfo, 50> infos{{
    {"F64", 1, 8},
    {"F32", 1, 4},
    {"F16", 1, 2},
    {"BF16", 1, 2},
    {"F8_E4M3", 1, 1},
    {"F8_E5M2", 1, 1},
    {"F8_E8M0", 1, 1},
    {"F8_E4M3FNUZ", 1, 1},
    {"F8_E5M2FNUZ", 1, 1},
    {"F4", 2, 1},
    {"F6_E2M3", 4, 3},
    {"F6_E3M2", 4, 3},
    {"I64", 1, 8},
    {"I32", 1, 4},
    {"I16", 1, 2},
    {"I8", 1, 1},
    {"U64", 1, 8},
    {"U32", 1, 4},
    {"U16", 1, 2},
    {"U8", 1, 1},
    {"BOOL", 1, 1},
    {"C64", 1, 8, false},
    {"C128", 1, 16, false},
    {"Q4_0", 32, 18, readable, ggmlBlock},
    {"Q4_1", 32, 20, readable, ggmlBlock},
    {"Q5_0", 32, 22, readable, ggmlBlock},
    {"Q5_1", 32, 24, readable, ggmlBlock},
    {"Q8_0", 32, 34, readable, ggmlBlock},
    {"Q8_1", 32, 36, readable, ggmlBlock},
    {"Q2_K", 256, 84, readable, ggmlBlock},
    {"Q3_K", 256, 110, readable, ggmlBlock},
    {"Q4_K", 256, 144, readable, ggmlBlock},
    {"Q5_K", 256, 176, readable, ggmlBlock},
    {"Q6_K", 256, 210, readable, ggmlBlock},
    {"Q8_K", 256, 292, readable, ggmlBlock},
    {"IQ4_NL", 32, 18, readable, ggmlBlock},
    {"IQ4_XS", 256, 136, readable, ggmlBlock},
    {"IQ1_S", 256, 50, listedOnly, ggmlBlock},
    {"IQ1_M", 256, 56, listedOnly, ggmlBlock},
    {"IQ2_XXS", 256, 66, listedOnly, ggmlBlock},
    {"IQ2_XS", 256, 74, listedOnly, ggmlBlock},
    {"IQ2_S", 256, 82, listedOnly, ggmlBlock},
    {"IQ3_XXS", 256, 98, listedOnly, ggmlBlock},
    {"IQ3_S", 256, 110, listedOnly, ggmlBlock},
    {"TQ1_0", 256, 54, readable, ggmlBlock},
    {"TQ2_0", 256, 66, readable, ggmlBlock},
    {"MXFP4", 32, 17, readable, ggmlBlock},
    {"NVFP4", 64, 36, readable, ggmlBlock},
    {"Q1_0", 128, 18, readable, ggmlBlock},
    {"Q2_0", 64, 18, readable, ggmlBlock},
}};
static_assert(infos.size() == static_cast<std::size_t>(DType::Q2_0) + 1,
              "one row for each DType, in its order");

constexpr std::array<float, 256> smallTable(const SmallFloat& format)
{
    std::array<float, 256> table{};
    const std::uint32_t codes = 1u << (1 + format.exponentBits + format.mantissaBits);
    for (std::uint32_t code = 0; code < 256; ++code)
        table[code] = decodeSmallFloat(code % codes, format);
    return table;
}

/// 2^(x - 127): 2^-127 is subnormal in float32, 255 is NaN (OCP microscaling scale).
constexpr std::array<float, 256> exponentTable()
{
    std::array<float, 256> table{};
    for (std::uint32_t code = 1; code < 255; ++code)
        table[code] = std::bit_cast<float>(code << 23);
    table[0] = std::bit_cast<float>(0x00400000u);
    table[255] = std::numeric_limits<float>::quiet_NaN();
    return table;
}

constexpr auto tableE4M3 = smallTable(float8E4M3Format);
constexpr auto tableE5M2 = smallTable(float8E5M2Format);
constexpr auto tableE8M0 = exponentTable();
constexpr auto tableE4M3Fnuz = smallTable(float8E4M3FnuzFormat);
constexpr auto tableE5M2Fnuz = smallTable(float8E5M2FnuzFormat);
constexpr auto tableE2M1 = smallTable(float4E2M1Format);
constexpr auto tableE2M3 = smallTable(float6E2M3Format);
constexpr auto tableE3M2 = smallTable(float6E3M2Format);

template <typename Stored, typename Out, typename Convert>
void decodeEach(std::span<const std::byte> bytes, std::span<Out> out, Convert convert)
{
    const std::byte* const in = bytes.data();
    const std::size_t count = out.size();
    for (std::size_t i = 0; i < count; ++i) {
        Stored value; // files promise no alignment
        std::memcpy(&value, in + i * sizeof(Stored), sizeof(Stored));
        out[i] = static_cast<Out>(convert(value));
    }
}

template <typename Stored, typename Out>
void decodeNumber(std::span<const std::byte> bytes, std::span<Out> out)
{
    decodeEach<Stored>(bytes, out, [](Stored value) { return static_cast<Out>(value); });
}

template <typename Out>
void decodeTable(std::span<const std::byte> bytes, std::span<Out> out, const std::array<float, 256>& table)
{
    decodeEach<std::uint8_t>(bytes, out, [&table](std::uint8_t code) { return table[code]; });
}

/// Two codes a byte, the low nibble first.
template <typename Out>
void decodeF4(std::span<const std::byte> bytes, std::span<Out> out)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto pair = std::to_integer<std::uint32_t>(bytes[i / 2]);
        out[i] = static_cast<Out>(tableE2M1[(pair >> (4 * (i % 2))) & 15u]);
    }
}

/// Four codes in three bytes, lowest bits first.
template <typename Out>
void decodeF6(std::span<const std::byte> bytes, std::span<Out> out, const std::array<float, 256>& table)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::size_t at = i / 4 * 3;
        const std::uint32_t word = std::to_integer<std::uint32_t>(bytes[at]) |
                                   std::to_integer<std::uint32_t>(bytes[at + 1]) << 8 |
                                   std::to_integer<std::uint32_t>(bytes[at + 2]) << 16;
        out[i] = static_cast<Out>(table[(word >> (6 * (i % 4))) & 63u]);
    }
}

template <typename Out>
void decodeAny(DType type, std::span<const std::byte> bytes, std::span<Out> out)
{
    assert(storageBytes(type, out.size()) == bytes.size());
    switch (type) {
    case DType::F64:
        return decodeNumber<double>(bytes, out);
    case DType::F32:
        return decodeNumber<float>(bytes, out);
    case DType::F16:
        return decodeEach<std::uint16_t>(bytes, out, halfToFloat);
    case DType::BF16:
        return decodeEach<std::uint16_t>(bytes, out, bfloat16ToFloat);
    case DType::F8E4M3:
        return decodeTable(bytes, out, tableE4M3);
    case DType::F8E5M2:
        return decodeTable(bytes, out, tableE5M2);
    case DType::F8E8M0:
        return decodeTable(bytes, out, tableE8M0);
    case DType::F8E4M3FNUZ:
        return decodeTable(bytes, out, tableE4M3Fnuz);
    case DType::F8E5M2FNUZ:
        return decodeTable(bytes, out, tableE5M2Fnuz);
    case DType::F4:
        return decodeF4(bytes, out);
    case DType::F6E2M3:
        return decodeF6(bytes, out, tableE2M3);
    case DType::F6E3M2:
        return decodeF6(bytes, out, tableE3M2);
    case DType::I64:
        return decodeNumber<std::int64_t>(bytes, out);
    case DType::I32:
        return decodeNumber<std::int32_t>(bytes, out);
    case DType::I16:
        return decodeNumber<std::int16_t>(bytes, out);
    case DType::I8:
        return decodeNumber<std::int8_t>(bytes, out);
    case DType::U64:
        return decodeNumber<std::uint64_t>(bytes, out);
    case DType::U32:
        return decodeNumber<std::uint32_t>(bytes, out);
    case DType::U16:
        return decodeNumber<std::uint16_t>(bytes, out);
    case DType::U8:
        return decodeNumber<std::uint8_t>(bytes, out);
    case DType::Bool:
        return decodeEach<std::uint8_t>(bytes, out, [](std::uint8_t code) { return code != 0 ? 1 : 0; });
    default:
        break;
    }
    if (dtypeInfo(type).ggmlBlock && dtypeInfo(type).readable) return decodeBlocks(type, bytes, out);
    throw InvalidRequest("elements of type " + std::string(dtypeInfo(type).name) +
                         " cannot be read as real numbers");
}

/// The kernel of a type that has one.
std::optional<kernels::StoredFloat> kernelType(DType type)
{
    switch (type) {
    case DType::F16:
        return kernels::StoredFloat::Float16;
    case DType::BF16:
        return kernels::StoredFloat::Bfloat16;
    case DType::F8E4M3:
        return kernels::StoredFloat::Float8E4M3;
    case DType::F8E5M2:
        return kernels::StoredFloat::Float8E5M2;
    default:
        return std::nullopt;
    }
}

} // namespace

const DTypeInfo& dtypeInfo(DType type) { return infos[static_cast<std::size_t>(type)]; }

std::optional<DType> dtypeFromName(std::string_view name)
{
    for (std::size_t i = 0; i < infos.size(); ++i)
        if (infos[i].name == name && !infos[i].ggmlBlock) return static_cast<DType>(i);
    return std::nullopt;
}

std::optional<std::uint64_t> storageBytes(DType type, std::uint64_t elements)
{
    const DTypeInfo& info = dtypeInfo(type);
    if (elements % info.blockElements != 0) return std::nullopt;
    const auto bytes = checkedMultiply<std::uint64_t>(elements / info.blockElements, info.blockBytes);
    if (!bytes || *bytes >= (std::uint64_t{1} << 63)) return std::nullopt;
    return bytes;
}

void decode(DType type, std::span<const std::byte> bytes, std::span<float> out)
{
    if (const auto stored = kernelType(type)) {
        assert(storageBytes(type, out.size()) == bytes.size());
        return kernels::widen(*stored, bytes.data(), out.data(), out.size());
    }
    decodeAny(type, bytes, out);
}

void decode(DType type, std::span<const std::byte> bytes, std::span<double> out)
{
    decodeAny(type, bytes, out);
}

} // namespace alidade
