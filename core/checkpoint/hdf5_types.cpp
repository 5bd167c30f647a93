// SPDX-License-Identifier: Apache-2.0
// Detection of element types by size, bit fields, bias, sign and byte order.
#include "core/checkpoint/hdf5_types.h"

#include <array>
#include <memory>
#include <string_view>

namespace alidade::hdf5 {

namespace {

/// Bit fields of a float that fills its bytes; columns as H5Tget_fields gives them (formats.md 2).
struct FloatLayout {
    std::size_t size = 0, sign = 0, exponent = 0, exponentBits = 0, mantissa = 0, mantissaBits = 0, bias = 0;
    DType dtype = DType::F32;
    friend bool operator==(const FloatLayout&, const FloatLayout&) = default;
};

constexpr std::array<FloatLayout, 8> floatLayouts{{
    {8, 63, 52, 11, 0, 52, 1023, DType::F64},
    {4, 31, 23, 8, 0, 23, 127, DType::F32},
    {2, 15, 10, 5, 0, 10, 15, DType::F16},
    {2, 15, 7, 8, 0, 7, 127, DType::BF16},
    {1, 7, 3, 4, 0, 3, 7, DType::F8E4M3},
    {1, 7, 3, 4, 0, 3, 8, DType::F8E4M3FNUZ},
    {1, 7, 2, 5, 0, 2, 15, DType::F8E5M2},
    {1, 7, 2, 5, 0, 2, 16, DType::F8E5M2FNUZ},
}};

bool fillsItsBytes(hid_t type, std::size_t size)
{
    return H5Tget_precision(type) == 8 * size && H5Tget_offset(type) == 0;
}

bool isLittleEndian(hid_t type, std::size_t size) { return size == 1 || H5Tget_order(type) == H5T_ORDER_LE; }

std::optional<DType> ieeeLike(hid_t type, std::size_t size)
{
    const H5T_order_t order = H5Tget_order(type);
    if (order != H5T_ORDER_LE && order != H5T_ORDER_BE && size != 1) return std::nullopt;
    if (!fillsItsBytes(type, size) || H5Tget_norm(type) != H5T_NORM_IMPLIED) return std::nullopt;
    FloatLayout found;
    found.size = size;
    found.bias = H5Tget_ebias(type);
    if (H5Tget_fields(type, &found.sign, &found.exponent, &found.exponentBits, &found.mantissa,
                      &found.mantissaBits) < 0)
        return std::nullopt;
    for (const FloatLayout& known : floatLayouts) {
        found.dtype = known.dtype;
        if (found == known) return known.dtype;
    }
    return std::nullopt;
}

std::optional<NumericType> floatType(hid_t type)
{
    NumericType result;
    result.storedSize = H5Tget_size(type);
    if (const auto dtype = ieeeLike(type, result.storedSize)) {
        result.dtype = *dtype;
        result.plain = isLittleEndian(type, result.storedSize);
        // The same bits in little-endian order: the library then copies or swaps bytes and never converts,
        // which it does slowly for 16-bit floats, and wrongly for those 8-bit floats that have no infinity.
        result.memory = required(H5Tcopy(type), "a type cannot be copied");
        if (!result.plain && H5Tset_order(result.memory.get(), H5T_ORDER_LE) < 0)
            throw Refusal(FormatReason::BadType, withLibraryError("a type's byte order cannot be changed"));
        return result;
    }
    result.dtype = result.storedSize <= 4 ? DType::F32 : DType::F64;
    result.memory = Handle(H5Tcopy(result.dtype == DType::F32 ? H5T_NATIVE_FLOAT : H5T_NATIVE_DOUBLE));
    return result;
}

struct IntegerKind {
    DType dtype;
    std::size_t size;
    hid_t native;
};

std::optional<IntegerKind> integerKind(std::size_t size, bool isSigned)
{
    if (size == 0 || size > 8) return std::nullopt;
    if (size == 1)
        return IntegerKind{isSigned ? DType::I8 : DType::U8, 1,
                           isSigned ? H5T_NATIVE_INT8 : H5T_NATIVE_UINT8};
    if (size == 2)
        return IntegerKind{isSigned ? DType::I16 : DType::U16, 2,
                           isSigned ? H5T_NATIVE_INT16 : H5T_NATIVE_UINT16};
    if (size <= 4)
        return IntegerKind{isSigned ? DType::I32 : DType::U32, 4,
                           isSigned ? H5T_NATIVE_INT32 : H5T_NATIVE_UINT32};
    return IntegerKind{isSigned ? DType::I64 : DType::U64, 8,
                       isSigned ? H5T_NATIVE_INT64 : H5T_NATIVE_UINT64};
}

std::optional<NumericType> integerType(hid_t type)
{
    const std::size_t size = H5Tget_size(type);
    const auto kind = integerKind(size, H5Tget_sign(type) == H5T_SGN_2);
    if (!kind) return std::nullopt;
    NumericType result;
    result.dtype = kind->dtype;
    result.storedSize = size;
    result.plain = size == kind->size && fillsItsBytes(type, size) && isLittleEndian(type, size);
    result.memory = Handle(H5Tcopy(kind->native));
    return result;
}

std::string memberName(hid_t type, unsigned index)
{
    const std::unique_ptr<char, decltype(&H5free_memory)> name(H5Tget_member_name(type, index),
                                                               &H5free_memory);
    return name ? std::string(name.get()) : std::string();
}

/// numpy's booleans as h5py writes them: an enumeration of 8-bit integers, FALSE = 0 and TRUE = 1.
bool isBoolean(hid_t type)
{
    if (H5Tget_size(type) != 1 || H5Tget_nmembers(type) != 2) return false;
    for (unsigned i = 0; i < 2; ++i) {
        std::uint8_t value = 255;
        if (H5Tget_member_value(type, i, &value) < 0 || value > 1) return false;
        if (memberName(type, i) != (value == 1 ? "TRUE" : "FALSE")) return false;
    }
    return true;
}

std::optional<NumericType> enumType(hid_t type)
{
    const Handle base(H5Tget_super(type));
    if (!base.valid() || H5Tget_class(base.get()) != H5T_INTEGER) return std::nullopt;
    auto result = integerType(base.get());
    if (!result || !isBoolean(type)) return result;
    result->dtype = DType::Bool;
    result->memory = required(H5Tcopy(type), "a type cannot be copied");
    return result;
}

/// h5py's complex numbers: a compound of two equal floats, r and i, without gaps.
std::optional<NumericType> complexType(hid_t type)
{
    if (H5Tget_nmembers(type) != 2 || memberName(type, 0) != "r" || memberName(type, 1) != "i")
        return std::nullopt;
    const Handle real(H5Tget_member_type(type, 0));
    const Handle imaginary(H5Tget_member_type(type, 1));
    if (!real.valid() || !imaginary.valid() || H5Tequal(real.get(), imaginary.get()) <= 0)
        return std::nullopt;
    if (H5Tget_class(real.get()) != H5T_FLOAT) return std::nullopt;
    const std::size_t size = H5Tget_size(real.get());
    const auto part = ieeeLike(real.get(), size);
    if (part != DType::F32 && part != DType::F64) return std::nullopt;
    if (H5Tget_size(type) != 2 * size) return std::nullopt;
    NumericType result;
    result.dtype = part == DType::F32 ? DType::C64 : DType::C128;
    result.storedSize = 2 * size;
    return result;
}

} // namespace

std::optional<NumericType> numericType(hid_t type)
{
    switch (H5Tget_class(type)) {
    case H5T_FLOAT:
        return floatType(type);
    case H5T_INTEGER:
        return integerType(type);
    case H5T_ENUM:
        return enumType(type);
    case H5T_COMPOUND:
        return complexType(type);
    default:
        return std::nullopt;
    }
}

std::string otherTypeNoun(hid_t type)
{
    switch (H5Tget_class(type)) {
    case H5T_STRING:
        return "text";
    case H5T_COMPOUND:
        return "compound";
    case H5T_REFERENCE:
        return "reference";
    case H5T_VLEN:
        return "ragged";
    case H5T_ARRAY:
        return "array";
    case H5T_OPAQUE:
        return "opaque";
    case H5T_BITFIELD:
        return "bit field";
    case H5T_TIME:
        return "time";
    case H5T_INTEGER:
    case H5T_ENUM:
        return "wide integer";
    default:
        return "unknown";
    }
}

} // namespace alidade::hdf5
