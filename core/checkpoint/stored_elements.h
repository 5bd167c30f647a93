// SPDX-License-Identifier: Apache-2.0
// Reading a run of stored elements and converting them, window by window; shared by the formats that keep
// arrays as plain numbers.
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/checkpoint.h"
#include "core/tensor/dtype.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace alidade {

/// Bytes converted at a time: small enough that what was read is still in the second-level cache, large
/// enough that the calls to the system do not count.
inline constexpr std::size_t storedWindowBytes = 256 * 1024;

/// Reverses the bytes of every element of `width` bytes.
inline void swapElementBytes(std::span<std::byte> bytes, std::size_t width)
{
    if (width < 2) return;
    for (std::size_t at = 0; at + width <= bytes.size(); at += width)
        std::reverse(bytes.data() + at, bytes.data() + at + width);
}

/// Converts the elements that lie in `source` from byte `at` on.
/// @param source anything with read(offset, bytes)
/// @param at     position of the first element, the start of one of the type's blocks
/// @throws what source.read() throws
template <typename Source, typename Number>
void readStored(const Source& source, std::uint64_t at, DType dtype, bool bigEndian, std::span<Number> out)
{
    if (std::is_same_v<Number, float> && dtype == DType::F32 && !bigEndian)
        return source.read(at, std::as_writable_bytes(out)); // stored as wanted
    const DTypeInfo& type = dtypeInfo(dtype);
    const std::size_t elementsAtOnce = storedWindowBytes / type.blockBytes * type.blockElements;
    const std::size_t blocks =
        (std::min(out.size(), elementsAtOnce) + type.blockElements - 1) / type.blockElements;
    AlignedBuffer<std::byte> window(blocks * type.blockBytes);
    while (!out.empty()) {
        const std::size_t count = std::min(out.size(), elementsAtOnce);
        const std::span bytes = std::span(window.data(), count / type.blockElements * type.blockBytes);
        source.read(at, bytes);
        if (bigEndian) swapElementBytes(bytes, type.blockBytes);
        decode(dtype, bytes, out.first(count));
        at += bytes.size();
        out = out.subspan(count);
    }
}

/// The tensor of `checkpoint` that `asked` stands for, after checking that it is one and that elements
/// [first, first + count) are there and can be read as real numbers. @throws InvalidRequest
inline const TensorInfo& checkedRange(const Checkpoint& checkpoint, const TensorInfo& asked,
                                      std::uint64_t first, std::uint64_t count)
{
    const auto& tensors = checkpoint.tensors();
    if (asked.index >= tensors.size() || tensors[asked.index].name != asked.name)
        throw InvalidRequest("the tensor " + inQuotes(asked.name) + " is not of this file");
    const TensorInfo& tensor = tensors[asked.index];
    const DTypeInfo& type = dtypeInfo(tensor.dtype);
    if (!type.readable)
        throw InvalidRequest("elements of type " + std::string(type.name) +
                             " cannot be read as real numbers");
    if (first > tensor.elements || count > tensor.elements - first)
        throw InvalidRequest("the tensor " + inQuotes(tensor.name) +
                             " has fewer elements than were asked for");
    return tensor;
}

} // namespace alidade
