// SPDX-License-Identifier: Apache-2.0
// Element types as they are stored in files, and their conversion to float32 or float64.
// Bit layouts: formats.md 2. Every conversion is exact where the target can hold the value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace alidade {

/// Stored element type; byte order is not part of it.
enum class DType : std::uint8_t {
    F64,
    F32,
    F16,
    BF16,
    F8E4M3,
    F8E5M2,
    F8E8M0,
    F8E4M3FNUZ,
    F8E5M2FNUZ,
    F4,
    F6E2M3,
    F6E3M2,
    I64,
    I32,
    I16,
    I8,
    U64,
    U32,
    U16,
    U8,
    Bool,
    C64,
    C128,
    // Block types of ggml, found in GGUF files only; see block_decoding.h.
    Q4_0,
    Q4_1,
    Q5_0,
    Q5_1,
    Q8_0,
    Q8_1,
    Q2_K,
    Q3_K,
    Q4_K,
    Q5_K,
    Q6_K,
    Q8_K,
    IQ4_NL,
    IQ4_XS,
    IQ1_S,
    IQ1_M,
    IQ2_XXS,
    IQ2_XS,
    IQ2_S,
    IQ3_XXS,
    IQ3_S,
    TQ1_0,
    TQ2_0,
    MXFP4,
    NVFP4,
    Q1_0,
    Q2_0,
};

/// Facts about a type. A type is stored in blocks of `blockElements` elements that take `blockBytes` bytes.
struct DTypeInfo {
    std::string_view name; ///< name in the `inspect` contract, e.g. "BF16"
    std::uint32_t blockElements = 1;
    std::uint32_t blockBytes = 1;
    bool readable = true;   ///< can be converted to numbers
    bool ggmlBlock = false; ///< a quantised block type of ggml, which no other file format has
};

/// Facts about `type`.
const DTypeInfo& dtypeInfo(DType type);

/// The type of this name ("F32"), as used by safetensors, or nothing. Block types of ggml are not found.
std::optional<DType> dtypeFromName(std::string_view name);

/// Bytes that `elements` elements take, or nothing if they are no whole number of blocks or do not fit 63
/// bits.
std::optional<std::uint64_t> storageBytes(DType type, std::uint64_t elements);

/// Converts little-endian elements to float32; 64-bit integers and floats are rounded to nearest. Block types
/// give exactly ggml's float32 values, and the same values as float64.
/// @param bytes exactly the storage of out.size() elements, a whole number of blocks
/// @throws InvalidRequest for a type that is not readable
void decode(DType type, std::span<const std::byte> bytes, std::span<float> out);
/// The same to float64.
void decode(DType type, std::span<const std::byte> bytes, std::span<double> out);

} // namespace alidade
