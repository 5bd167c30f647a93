// SPDX-License-Identifier: Apache-2.0
// OCP Microscaling Formats v1.0 (2023), section 5: 32 elements E2M1 that share a power of two.
#include "core/quantization/codebook_codec.h"

namespace alidade {

void register_mxfp4(QuantizerRegistry& registry)
{
    registry.add(blockFormatEntry("mxfp4", "MXFP4 (OCP)",
                                  "Blocks of 32 four-bit floats with a power of two as scale; the largest weight may "
                                  "be clipped.",
                                  {fixedBits(4)}, [](const Parameters&) {
                                      return BlockFormat{"mxfp4", floatCodebook(float4E2M1Format), 32,
                                                         ScaleFormat::PowerOfTwo, scaleOfMicroscaling(2)};
                                  }));
}

} // namespace alidade
