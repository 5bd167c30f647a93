// SPDX-License-Identifier: Apache-2.0
// Quantizers with a table of levels and a scale per group: decoded = level * scale.
#pragma once

#include "core/base/float16.h"
#include "core/quantization/grouping.h"
#include "core/quantization/quantizer.h"
#include "core/quantization/scale_formats.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// Levels in ascending order; symbols are their numbers, from 0.
struct Codebook {
    std::vector<float> levels;
    double fixedRate = 0.0; ///< bits of a symbol
    /// Half way between two levels the one that lies an even number of places from zero is taken, which is the even
    /// code of a float format; otherwise the upper one.
    bool tiesToEven = false;
};

/// The numbers of a float format from minus to plus the largest, zero once.
Codebook floatCodebook(const SmallFloat& format);

/// A codec of these levels and scales. @param side what both were made of
std::unique_ptr<const Codec> codebookCodec(Codebook codebook, const Grouping& grouping, ScaleTable scales,
                                           std::span<const std::byte> side);

/// A fixed table of levels whose scales follow from the largest weight of each group.
struct BlockFormat {
    std::string name; ///< for errors
    Codebook codebook;
    std::int64_t group = 0;
    ScaleFormat scale = ScaleFormat::Float16;
    /// The scale that a group with this largest |w| should have.
    std::function<float(float largest)> scaleFor;
};

/// `largest` over the largest level: nothing is clipped.
std::function<float(float)> scaleToLargest(float largestLevel);
/// The rule of the OCP microscaling formats: 2^(floor(log2 largest) - exponent of the largest level).
std::function<float(float)> scaleOfMicroscaling(int largestExponent);

/// The entry of a block format that parameters describe. @param parameters "bits" among them
QuantizerEntry blockFormatEntry(std::string id, std::string label, std::string help,
                                std::vector<ParameterSpec> parameters,
                                std::function<BlockFormat(const Parameters&)> format);

/// The parameter "bits" of a kind that has one width.
ParameterSpec fixedBits(std::int64_t bits);

} // namespace alidade
