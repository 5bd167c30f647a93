// SPDX-License-Identifier: Apache-2.0
// Encoding of elements. Exactness is checked by the caller's comparison after reading back and, for integers,
// here.
#include "core/tensor/encode.h"

#include "core/base/error.h"
#include "core/base/float16.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

namespace alidade {

namespace {

[[noreturn]] void refuseValue(DType type)
{
    throw NumericalError("a value does not fit the type " + std::string(dtypeInfo(type).name) + " exactly");
}

template <typename Stored>
void put(std::span<std::byte> out, std::size_t i, Stored value)
{
    std::memcpy(out.data() + i * sizeof(Stored), &value, sizeof value);
}

template <typename Stored>
void encodeInteger(DType type, std::span<const double> values, std::span<std::byte> out)
{
    // 2^63 and 2^64 are the first doubles too large: comparing with max() would round it up to them.
    const double above = std::ldexp(1.0, std::numeric_limits<Stored>::digits);
    const double lowest = static_cast<double>(std::numeric_limits<Stored>::lowest());
    constexpr double exactBelow =
        9007199254740992.0; // 2^53: larger 64-bit integers have been rounded on the way
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double value = values[i];
        const bool fits =
            value >= lowest && value < above && std::abs(value) <= exactBelow && value == std::trunc(value);
        if (!fits) refuseValue(type);
        put(out, i, static_cast<Stored>(value));
    }
}

void encodeFloat16(std::span<const double> values, std::span<std::byte> out)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint16_t code = floatToHalf(static_cast<float>(values[i]));
        if (!std::isnan(values[i]) && static_cast<double>(halfToFloat(code)) != values[i])
            refuseValue(DType::F16);
        put(out, i, code);
    }
}

void encodeBfloat16(std::span<const double> values, std::span<std::byte> out)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(values[i]));
        const auto code = static_cast<std::uint16_t>(std::isnan(values[i]) ? 0x7FC0u : bits >> 16);
        if (!std::isnan(values[i]) && static_cast<double>(bfloat16ToFloat(code)) != values[i])
            refuseValue(DType::BF16);
        put(out, i, code);
    }
}

void encodeFloat32(std::span<const double> values, std::span<std::byte> out)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto value = static_cast<float>(values[i]);
        if (!std::isnan(values[i]) && static_cast<double>(value) != values[i]) refuseValue(DType::F32);
        put(out, i, value);
    }
}

} // namespace

bool isEncodable(DType type)
{
    switch (type) {
    case DType::F64:
    case DType::F32:
    case DType::F16:
    case DType::BF16:
    case DType::I64:
    case DType::I32:
    case DType::I16:
    case DType::I8:
    case DType::U64:
    case DType::U32:
    case DType::U16:
    case DType::U8:
    case DType::Bool:
        return true;
    default:
        return false;
    }
}

void encode(DType type, std::span<const double> values, std::span<std::byte> out)
{
    switch (type) {
    case DType::F64:
        std::memcpy(out.data(), values.data(), values.size_bytes());
        return;
    case DType::F32:
        return encodeFloat32(values, out);
    case DType::F16:
        return encodeFloat16(values, out);
    case DType::BF16:
        return encodeBfloat16(values, out);
    case DType::I64:
        return encodeInteger<std::int64_t>(type, values, out);
    case DType::I32:
        return encodeInteger<std::int32_t>(type, values, out);
    case DType::I16:
        return encodeInteger<std::int16_t>(type, values, out);
    case DType::I8:
        return encodeInteger<std::int8_t>(type, values, out);
    case DType::U64:
        return encodeInteger<std::uint64_t>(type, values, out);
    case DType::U32:
        return encodeInteger<std::uint32_t>(type, values, out);
    case DType::U16:
        return encodeInteger<std::uint16_t>(type, values, out);
    case DType::U8:
    case DType::Bool:
        return encodeInteger<std::uint8_t>(type, values, out);
    default:
        throw InvalidRequest("elements of type " + std::string(dtypeInfo(type).name) + " cannot be written");
    }
}

} // namespace alidade
