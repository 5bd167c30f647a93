// SPDX-License-Identifier: Apache-2.0
// Nested arrays are passed over with an explicit stack.
#include "core/checkpoint/gguf_values.h"

#include "core/base/text.h"
#include "core/checkpoint/limits.h"

#include <array>
#include <string>
#include <vector>

namespace alidade::gguf {

namespace {

constexpr std::array<TypeFacts, TypeCount> typeFacts{{
    {"uint8", "uint8 numbers", 1},
    {"int8", "int8 numbers", 1},
    {"uint16", "uint16 numbers", 2},
    {"int16", "int16 numbers", 2},
    {"uint32", "uint32 numbers", 4},
    {"int32", "int32 numbers", 4},
    {"float32", "float32 numbers", 4},
    {"bool", "bools", 1},
    {"string", "strings", 8},
    {"array", "arrays", 12},
    {"uint64", "uint64 numbers", 8},
    {"int64", "int64 numbers", 8},
    {"float64", "float64 numbers", 8},
}};

} // namespace

const TypeFacts& factsOf(ValueType type) { return typeFacts[type]; }

ValueType readType(ByteReader& reader, std::string_view what)
{
    const auto type = reader.number<std::uint32_t>(what);
    if (type >= TypeCount)
        reader.refuse(FormatReason::BadType,
                      std::string(what) + " has the unknown type " + std::to_string(type));
    return static_cast<ValueType>(type);
}

bool readBool(ByteReader& reader, std::string_view what)
{
    const auto byte = reader.number<std::uint8_t>(what);
    if (byte > 1)
        reader.refuse(FormatReason::BadNumber,
                      std::string(what) + " holds a bool of " + std::to_string(byte) + ", neither 0 nor 1");
    return byte == 1;
}

ArrayHead readArrayHead(ByteReader& reader, std::string_view what)
{
    const ValueType type = readType(reader, what);
    const auto count = reader.number<std::uint64_t>(what);
    if (count > limits::ggufArrayElements)
        reader.refuse(FormatReason::TooMany, std::string(what) + " announces " + withThousands(count) +
                                                 " elements; the limit is " +
                                                 withThousands(limits::ggufArrayElements));
    reader.requireCount(count, typeFacts[type].bytes, typeFacts[type].plural);
    return {type, count};
}

void skipElements(ByteReader& reader, ArrayHead array, std::string_view what)
{
    if (array.type == String)
        for (std::uint64_t i = 0; i < array.count; ++i)
            reader.skip(reader.number<std::uint64_t>(what), what);
    else if (array.type == Bool)
        for (std::uint64_t i = 0; i < array.count; ++i)
            readBool(reader, what);
    else
        reader.skip(array.count * typeFacts[array.type].bytes, what);
}

void skipArrays(ByteReader& reader, std::uint64_t count, std::string_view what)
{
    std::vector<std::uint64_t> pending{count}; // arrays still to come, by depth; the outermost has depth 1
    while (!pending.empty()) {
        if (pending.back()-- == 0) {
            pending.pop_back();
            continue;
        }
        const ArrayHead head = readArrayHead(reader, what);
        if (head.type != Array) {
            skipElements(reader, head, what);
            continue;
        }
        if (head.count != 0 && pending.size() + 2 > limits::ggufArrayNesting)
            reader.refuse(FormatReason::TooDeep, std::string(what) + " nests arrays deeper than " +
                                                     std::to_string(limits::ggufArrayNesting) +
                                                     ", the limit");
        pending.push_back(head.count);
    }
}

} // namespace alidade::gguf
