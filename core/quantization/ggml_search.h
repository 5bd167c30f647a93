// SPDX-License-Identifier: Apache-2.0
// The scale searches of ggml's k-quants, in float32 and in ggml's order of operations, so that the codes are ggml's.
// Source: make_qkx2_quants() and make_qx_quants() of ggml-quants.c (MIT licence), without importance matrix.
#pragma once

#include <cstdint>
#include <span>

namespace alidade::ggml {

/// w ~ scale * code - offset.
struct ScaleAndOffset {
    float scale = 0.0F;
    float offset = 0.0F; ///< not negative
};

/// Codes 0 to `largest`; the scale and offset of least error weighted by rms + |w|, from the range and 21 narrower and
/// wider ones, each improved by least squares.
ScaleAndOffset searchScaleAndOffset(std::span<const float> values, int largest, std::span<std::uint8_t> codes);

/// Codes 0 to 2 * half - 1 that stand for code - half; the scale of least error weighted by w^2 among 19.
float searchScale(std::span<const float> values, int half, std::span<std::uint8_t> codes);

/// Nearest integer of x, ties to even, within [low, high].
int nearestInteger(float x, int low, int high);

} // namespace alidade::ggml
