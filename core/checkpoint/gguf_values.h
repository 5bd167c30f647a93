// SPDX-License-Identifier: Apache-2.0
// Types and arrays of GGUF metadata values, for those who read them as text and those who read them whole.
#pragma once

#include "core/base/byte_reader.h"

#include <cstdint>
#include <string_view>

namespace alidade::gguf {

/// The types of values by their numbers in the file.
enum ValueType : std::uint32_t {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    F32,
    Bool,
    String,
    Array,
    U64,
    I64,
    F64,
    TypeCount
};

/// What is known of a type.
struct TypeFacts {
    std::string_view name;
    std::string_view plural;
    std::uint64_t bytes; ///< of an element; the least an element takes for strings and arrays
};

inline constexpr std::uint64_t leastPairBytes = 8 + 4 + 1; ///< length of the key, type, a value of one byte

const TypeFacts& factsOf(ValueType type);

/// The next type number. @throws FormatError for an unknown one
ValueType readType(ByteReader& reader, std::string_view what);

/// The next byte, 0 or 1. @throws FormatError for another
bool readBool(ByteReader& reader, std::string_view what);

/// Type and number of elements of an array. The number was held against the bytes that are left.
struct ArrayHead {
    ValueType type;
    std::uint64_t count;
};

/// @throws FormatError for an unknown type, or more elements than there can be
ArrayHead readArrayHead(ByteReader& reader, std::string_view what);

/// Passes over elements that are no arrays. @throws FormatError
void skipElements(ByteReader& reader, ArrayHead array, std::string_view what);

/// Passes over `count` arrays and whatever they hold, without recursion. @throws FormatError
void skipArrays(ByteReader& reader, std::uint64_t count, std::string_view what);

} // namespace alidade::gguf
