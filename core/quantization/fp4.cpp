// SPDX-License-Identifier: Apache-2.0
// Four-bit floats with a scale per block.
#include "core/quantization/codebook_codec.h"

namespace alidade {

void register_fp4(QuantizerRegistry& registry)
{
    registry.add(blockFormatEntry(
        "fp4", "FP4 (E2M1)", "Floats 0, 0.5, 1, 1.5, 2, 3, 4, 6 with sign, scaled to the largest weight of each block.",
        {fixedBits(4), groupParameter(64),
         choiceParameter("scale", "Scale format", "how a block's scale is stored", "f16", {"f16", "f32"})},
        [](const Parameters& parameters) {
            return BlockFormat{"fp4", floatCodebook(float4E2M1Format), parameters.integer("group"),
                               scaleFormat(parameters.text("scale")), scaleToLargest(6.0F)};
        }));
}

} // namespace alidade
