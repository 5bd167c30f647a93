// SPDX-License-Identifier: Apache-2.0
// Streaming statistics of a stored tensor.
#include "core/engine/tensor_statistics.h"

#include "core/base/aligned_buffer.h"
#include "core/base/parallel.h"

#include <algorithm>

namespace alidade {

namespace {

constexpr std::int64_t elementsPerPiece =
    1 << 16; // a multiple of every block type, and what a core's cache holds
constexpr std::uint64_t samples = 8;

/// Whether float32 holds every value of the type: then the faster of two equal ways is taken.
bool fitsFloat(DType type)
{
    switch (type) {
    case DType::F64:
    case DType::I64:
    case DType::I32:
    case DType::U64:
    case DType::U32:
        return false;
    default:
        return true;
    }
}

/// Moments of elements [begin, end).
template <typename Number>
Moments momentsOfPiece(const Checkpoint& checkpoint, const TensorInfo& tensor, std::int64_t begin,
                       std::int64_t end)
{
    const auto count = static_cast<std::size_t>(end - begin);
    AlignedBuffer<Number> values(count);
    checkpoint.read(tensor, static_cast<std::uint64_t>(begin), std::span<Number>(values.data(), count));
    return momentsOf(std::span<const Number>(values.data(), count));
}

/// Elements [first, first + count) whatever the block size of the type.
std::vector<double> readSamples(const Checkpoint& checkpoint, const TensorInfo& tensor, std::uint64_t first,
                                std::uint64_t count)
{
    const std::uint64_t block = dtypeInfo(tensor.dtype).blockElements;
    const std::uint64_t begin = first / block * block;
    const std::uint64_t end = std::min(tensor.elements, (first + count + block - 1) / block * block);
    std::vector<double> values(static_cast<std::size_t>(end - begin));
    checkpoint.read(tensor, begin, std::span<double>(values));
    const auto from = values.begin() + static_cast<std::ptrdiff_t>(first - begin);
    return {from, from + static_cast<std::ptrdiff_t>(count)};
}

} // namespace

TensorStatistics tensorStatistics(const Checkpoint& checkpoint, const TensorInfo& tensor,
                                  const JobContext& job)
{
    const auto elements = static_cast<std::int64_t>(tensor.elements);
    std::vector<Moments> parts(
        static_cast<std::size_t>((elements + elementsPerPiece - 1) / elementsPerPiece));
    parallelChunks(elements, elementsPerPiece, job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t piece) {
                       parts[static_cast<std::size_t>(piece)] =
                           fitsFloat(tensor.dtype) ? momentsOfPiece<float>(checkpoint, tensor, begin, end)
                                                   : momentsOfPiece<double>(checkpoint, tensor, begin, end);
                   });
    TensorStatistics statistics;
    for (const Moments& part : parts)
        statistics.moments = merged(statistics.moments, part);
    const std::uint64_t count = std::min(samples, tensor.elements);
    if (count == 0) return statistics;
    statistics.first = readSamples(checkpoint, tensor, 0, count);
    statistics.last = readSamples(checkpoint, tensor, tensor.elements - count, count);
    return statistics;
}

} // namespace alidade
