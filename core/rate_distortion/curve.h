// SPDX-License-Identifier: Apache-2.0
// Points of the rate-distortion plane with every bit accounted for. All rates are bits per original weight.
#pragma once

#include "core/base/job.h"
#include "core/entropy/entropy_coder.h"
#include "core/quantization/quantizer.h"
#include "core/tensor/matrix.h"

#include <functional>
#include <limits>
#include <memory>
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
    /// tr(E Sigma E^T) / tr(W Sigma W^T): what the layer's output loses, with E = W - decoded and second moments Sigma of
    /// its inputs. NaN where they are unknown or nothing comes out.
    double operatorError = std::numeric_limits<double>::quiet_NaN();
    double operatorPower = std::numeric_limits<double>::quiet_NaN(); ///< tr(W Sigma W^T) / weights; NaN if unknown
    bool usedMoments = false; ///< the quantizer looked at the moments

    /// payload + scales + basis
    [[nodiscard]] double rate() const { return payloadBits + scaleBits + basisBits; }
    /// The rate if the symbols took their entropy: an estimate.
    [[nodiscard]] double entropyRate() const { return entropyBits + scaleBits + basisBits; }
    /// The rate of a file that decodes: coded symbols, scales, basis. NaN without a coder.
    [[nodiscard]] double codedRate() const { return codedBits + scaleBits + basisBits; }
    /// 10 log10(signal power / MSE); +infinity without error, NaN without signal.
    [[nodiscard]] double sqnrDb() const;
    /// -10 log10(operatorError); +infinity without error, NaN where it is unknown.
    [[nodiscard]] double operatorSqnrDb() const;
};

/// What the points of a curve are held against; bits per weight, without scales and basis. science.md 4.
struct CurveBounds {
    double variance = 0.0;            ///< mean of w^2, the Gaussian bound's
    double differentialEntropy = 0.0; ///< of a coefficient in bits, from spacings of ranks; NaN if it has no density
    std::vector<double> spectrum;     ///< mean energies of a weight along the principal axes of the columns; may be empty

    /// 1/2 log2(variance / D): a Gaussian source needs this, any other of this variance at most.
    [[nodiscard]] double gaussian(double distortion) const;
    /// What independent weights of this density need at least; NaN if there is none.
    [[nodiscard]] double shannon(double distortion) const;
    /// Reverse water-filling over the spectrum: Gaussian weights in these axes, whose cost is not counted; NaN without.
    [[nodiscard]] double waterFilling(double distortion) const;
};

/// Measures the bounds. @param withSpectrum also the eigenvalues of W^T W, which take long for long rows
/// @throws NumericalError, Cancelled
CurveBounds measureBounds(const Matrix& coefficients, bool withSpectrum, const JobContext& job);

/// What a point is charged beside the quantizer, and what its error is weighted with.
struct PointCosts {
    double basisBits = 0.0;              ///< side information of the basis for the whole matrix, in bits
    const EntropyCoder* coder = nullptr; ///< measures coded bytes, or null for estimates alone
    /// Second moments of the inputs in the coordinates of the coefficients: for quantizers that use them, and for the
    /// operator's error of all; null if unknown.
    std::shared_ptr<const MatrixD> inputMoments = nullptr;
};

/// Measures one quantizer on coefficients. @throws InvalidRequest, NumericalError for moments that are none, Cancelled
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
