// SPDX-License-Identifier: Apache-2.0
// NormalFloat of QLoRA (Dettmers et al. 2023): quantiles of the normal distribution over the largest of them.
#include "core/numerics/normal.h"
#include "core/quantization/codebook_codec.h"

namespace alidade {

namespace {

/// Eight levels above zero and seven below, so that zero is a level. science.md 3.1; equal to bitsandbytes' to 1e-6.
Codebook normalFloat()
{
    constexpr double outermost = 0.9677083; // of the two offsets 1 - 1/30 and 1 - 1/32 the mean
    const double largest = normalQuantile(outermost);
    const auto level = [&](int i, int count) {
        return static_cast<float>(normalQuantile(outermost + (0.5 - outermost) * i / count) / largest);
    };
    Codebook codebook{{}, 4.0, false};
    for (int i = 0; i < 7; ++i)
        codebook.levels.push_back(-level(i, 7));
    codebook.levels.push_back(0.0F);
    for (int i = 7; i >= 0; --i)
        codebook.levels.push_back(level(i, 8));
    return codebook;
}

} // namespace

void register_nf4(QuantizerRegistry& registry)
{
    registry.add(blockFormatEntry(
        "nf4", "NF4 (QLoRA)",
        "Sixteen quantiles of the normal distribution, scaled to the largest weight of each block.",
        {fixedBits(4), groupParameter(64),
         choiceParameter("scale", "Scale format",
                         "how a block's scale is stored: float32 (0.5 bit a weight at 64), float16, or double "
                         "quantization (0.127)",
                         "f32", {"f32", "f16", "double"})},
        [](const Parameters& parameters) {
            return BlockFormat{"nf4", normalFloat(), parameters.integer("group"),
                               scaleFormat(parameters.text("scale")), scaleToLargest(1.0F)};
        }));
}

} // namespace alidade
