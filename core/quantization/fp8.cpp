// SPDX-License-Identifier: Apache-2.0
// Eight-bit floats with one float32 scale, or one per row or block.
#include "core/quantization/codebook_codec.h"

namespace alidade {

void register_fp8(QuantizerRegistry& registry)
{
    registry.add(blockFormatEntry(
        "fp8", "FP8", "Eight-bit floats, scaled so that the largest weight becomes the largest number.",
        {fixedBits(8), groupParameter(wholeTensor),
         choiceParameter("format", "Format", "bits of exponent and mantissa", "e4m3", {"e4m3", "e5m2"})},
        [](const Parameters& parameters) {
            const bool wide = parameters.text("format") == "e5m2";
            return BlockFormat{"fp8", floatCodebook(wide ? float8E5M2Format : float8E4M3Format),
                               parameters.integer("group"), ScaleFormat::Float32,
                               scaleToLargest(wide ? 57344.0F : 448.0F)};
        }));
}

} // namespace alidade
