// SPDX-License-Identifier: Apache-2.0
// Points of the rate-distortion plane with every bit accounted for. All rates are bits per original weight.
#pragma once

#include "core/base/job.h"
#include "core/entropy/entropy_coder.h"
#include "core/quantization/quantizer.h"
#include "core/tensor/matrix.h"

#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// One operating point. Distortion is measured on the coefficients, which for an orthogonal basis equals that on the
/// weights (science.md 1.0).
struct RateDistortionPoint {
    double bits = 0.0;          ///< nominal bit width
    double payloadBits = 0.0;   ///< fixed-rate symbols
    double scaleBits = 0.0;     ///< scales, codebooks and other side information of the quantizer
    double basisBits = 0.0;     ///< side information of the basis
    double entropyBits = 0.0;   ///< Shannon entropy of the symbols: an estimate, no file has this size
    double huffmanBits = 0.0;   ///< mean length of the symbols' Huffman code, without its table of lengths
    /// Length of what the entropy coder wrote for the symbols, tables included; NaN if none was asked for.
    double codedBits = std::numeric_limits<double>::quiet_NaN();
    double meanSquaredError = 0.0;
    double largestError = 0.0;  ///< max |w - decoded|
    double signalPower = 0.0;   ///< mean of w^2

    /// payload + scales + basis
    [[nodiscard]] double rate() const { return payloadBits + scaleBits + basisBits; }
    /// The rate if the symbols took their entropy: an estimate.
    [[nodiscard]] double entropyRate() const { return entropyBits + scaleBits + basisBits; }
    /// The rate of a file that decodes: coded symbols, scales, basis. NaN without a coder.
    [[nodiscard]] double codedRate() const { return codedBits + scaleBits + basisBits; }
    /// 10 log10(signal power / MSE); +infinity without error, NaN without signal.
    [[nodiscard]] double sqnrDb() const;
};

/// What a point is charged beside the quantizer.
struct PointCosts {
    double basisBits = 0.0;              ///< side information of the basis for the whole matrix, in bits
    const EntropyCoder* coder = nullptr; ///< measures coded bytes, or null for estimates alone
};

/// Measures one quantizer on coefficients. @throws InvalidRequest, Cancelled
RateDistortionPoint measurePoint(const Matrix& coefficients, const Quantizer& quantizer, const PointCosts& costs,
                                 const JobContext& job);

/// The points of `entry` at each bit width, in the given order, published one by one as RateDistortionPoint.
/// @param parameters of the quantizer without "bits"
/// @throws InvalidRequest, Cancelled
std::vector<RateDistortionPoint> sweepBits(const Matrix& coefficients, const QuantizerEntry& entry,
                                           const Parameters& parameters, std::span<const double> bits,
                                           const PointCosts& costs, const JobContext& job);

/// A width as a parameter's value: an integer where it is one.
ParameterValue bitsValue(double bits);

} // namespace alidade
