// SPDX-License-Identifier: Apache-2.0
// OCP Microscaling Formats v1.0 (2023), section 5: 32 elements E4M3 or E5M2 that share a power of two.
#include "core/quantization/codebook_codec.h"

namespace alidade {

void register_mxfp8(QuantizerRegistry& registry)
{
    registry.add(blockFormatEntry(
        "mxfp8", "MXFP8 (OCP)", "Blocks of 32 eight-bit floats with a power of two as scale.",
        {fixedBits(8), choiceParameter("format", "Format", "bits of exponent and mantissa", "e4m3", {"e4m3", "e5m2"})},
        [](const Parameters& parameters) {
            const bool wide = parameters.text("format") == "e5m2";
            return BlockFormat{"mxfp8", floatCodebook(wide ? float8E5M2Format : float8E4M3Format), 32,
                               ScaleFormat::PowerOfTwo, scaleOfMicroscaling(wide ? 15 : 8)};
        }));
}

} // namespace alidade
