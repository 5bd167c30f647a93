// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzz targets share: opening any path as one format and reading what was accepted to its end,
// within bounds.
#pragma once

#include "core/base/error.h"
#include "core/registry/registries.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace alidade::fuzz {

inline constexpr std::uint64_t elementsRead = 4096;
inline constexpr std::size_t tensorsRead = 64;

/// Reads the beginning as float64 and the last block as float32.
inline void readSome(const Checkpoint& checkpoint, const TensorInfo& tensor)
{
    if (!dtypeInfo(tensor.dtype).readable || tensor.elements == 0) return;
    const std::uint64_t block = dtypeInfo(tensor.dtype).blockElements;
    const std::uint64_t count = std::min(tensor.elements, elementsRead / block * block);
    std::vector<double> values(static_cast<std::size_t>(count));
    checkpoint.read(tensor, 0, std::span<double>(values));
    const std::uint64_t last = (tensor.elements - 1) / block * block;
    std::vector<float> tail(static_cast<std::size_t>(tensor.elements - last));
    checkpoint.read(tensor, last, std::span<float>(tail));
}

/// Opens `path` as the format `id`. Whatever it is, it may be refused with an Error and nothing else.
inline void openAndRead(const std::string& path, const char* id)
{
    static const Registries registries = builtinRegistries();
    try {
        const auto checkpoint = registries.checkpointFormats.find(id).open(path);
        const std::size_t count = std::min(tensorsRead, checkpoint->tensors().size());
        for (std::size_t i = 0; i < count; ++i)
            readSome(*checkpoint, checkpoint->tensors()[i]);
    } catch (const Error&) {
        // refused with a sentence: what a reader owes to any bytes
    }
}

} // namespace alidade::fuzz
