// SPDX-License-Identifier: Apache-2.0
// Points of the rate-distortion plane with every bit accounted for. All rates are bits per original weight.
#pragma once

#include "core/base/job.h"
#include "core/quantization/quantizer.h"
#include "core/tensor/matrix.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// One operating point. Distortion is measured on the coefficients, which for an orthogonal basis equals that on the
/// weights (science.md 1.0).
struct RateDistortionPoint {
    int bits = 0;               ///< nominal bit width
    double payloadBits = 0.0;   ///< fixed-rate symbols
    double scaleBits = 0.0;     ///< scales and other side information of the quantizer
    double basisBits = 0.0;     ///< side information of the basis
    double entropyBits = 0.0;   ///< Shannon entropy of the symbols: an estimate, no file has this size
    double huffmanBits = 0.0;   ///< mean length of the symbols' Huffman code, without its table of lengths
    double meanSquaredError = 0.0;
    double signalPower = 0.0;   ///< mean of w^2

    /// payload + scales + basis
    [[nodiscard]] double rate() const { return payloadBits + scaleBits + basisBits; }
    /// The rate if the symbols took their entropy: an estimate.
    [[nodiscard]] double entropyRate() const { return entropyBits + scaleBits + basisBits; }
    /// 10 log10(signal power / MSE); +infinity without error, NaN without signal.
    [[nodiscard]] double sqnrDb() const;
};

/// Measures one quantizer on coefficients.
/// @param basisBits side information of the basis for the whole matrix, in bits
/// @throws InvalidRequest, Cancelled
RateDistortionPoint measurePoint(const Matrix& coefficients, const Quantizer& quantizer, double basisBits,
                                 const JobContext& job);

/// The points of `entry` at each bit width, in the given order, published one by one as RateDistortionPoint.
/// @param parameters of the quantizer without "bits"
std::vector<RateDistortionPoint> sweepBits(const Matrix& coefficients, const QuantizerEntry& entry,
                                           const Parameters& parameters, std::span<const int> bits, double basisBits,
                                           const JobContext& job);

} // namespace alidade
