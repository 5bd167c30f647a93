// SPDX-License-Identifier: Apache-2.0
// Reading token ids in blocks, each value checked.
#include "core/tokenizers/token_ids.h"

#include "core/base/text.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr std::size_t blockElements = 1 << 16;

const TensorInfo& onlyTensor(const Checkpoint& file)
{
    const std::string& path = file.path();
    if (file.tensors().size() != 1)
        throw FormatError(FormatReason::BadShape, path,
                          "token ids are a single tensor, but there are " +
                              withThousands(file.tensors().size()));
    const TensorInfo& tensor = file.tensors().front();
    if (tensor.shape.size() != 1 && tensor.shape.size() != 2)
        throw FormatError(FormatReason::BadShape, path,
                          "token ids are a list or a matrix, not a tensor of shape " +
                              shapeText(tensor.shape));
    if (!dtypeInfo(tensor.dtype).readable || dtypeInfo(tensor.dtype).blockElements != 1)
        throw FormatError(FormatReason::BadType, path,
                          "token ids are whole numbers, not " + std::string(dtypeInfo(tensor.dtype).name));
    if (tensor.elements > limits::tokenIds)
        throw FormatError(FormatReason::TooMany, path,
                          withThousands(tensor.elements) + " token ids; the limit is " +
                              withThousands(limits::tokenIds));
    return tensor;
}

std::int32_t checkedId(double value, std::uint64_t place, const std::string& path)
{
    const bool whole = std::isfinite(value) && std::floor(value) == value;
    if (!whole || value < 0 || value > std::numeric_limits<std::int32_t>::max())
        throw FormatError(FormatReason::BadNumber, path,
                          "value " + withThousands(place) + " is " + shortestDecimal(value) +
                              ", which is no token id");
    return static_cast<std::int32_t>(value);
}

} // namespace

std::vector<std::int32_t> readTokenIds(const std::string& path, const CheckpointFormatRegistry& formats)
{
    const auto file = openCheckpoint(path, formats);
    const TensorInfo& tensor = onlyTensor(*file);
    std::vector<std::int32_t> ids; // grows with what was read
    std::vector<double> block;
    for (std::uint64_t at = 0; at < tensor.elements; at += block.size()) {
        block.resize(static_cast<std::size_t>(std::min<std::uint64_t>(blockElements, tensor.elements - at)));
        file->read(tensor, at, std::span<double>(block));
        for (const double value : block)
            ids.push_back(checkedId(value, at + static_cast<std::uint64_t>(&value - block.data()), path));
    }
    return ids;
}

} // namespace alidade
