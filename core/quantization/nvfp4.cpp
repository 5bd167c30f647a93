// SPDX-License-Identifier: Apache-2.0
// NVIDIA's NVFP4: 16 elements E2M1, a scale in E4M3, and one float32 for the tensor, absmax / (448 * 6). Without the
// last, small weights would get subnormal scales (science.md 3.1).
#include "core/quantization/codebook_codec.h"

namespace alidade {

void register_nvfp4(QuantizerRegistry& registry)
{
    registry.add(blockFormatEntry("nvfp4", "NVFP4",
                                  "Blocks of 16 four-bit floats with a float8 scale, relative to one float32 for the "
                                  "tensor. Better on heavy tails than on Gaussian weights.",
                                  {fixedBits(4)}, [](const Parameters&) {
                                      return BlockFormat{"nvfp4", floatCodebook(float4E2M1Format), 16,
                                                         ScaleFormat::Float8, scaleToLargest(6.0F)};
                                  }));
}

} // namespace alidade
