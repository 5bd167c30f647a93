// SPDX-License-Identifier: Apache-2.0
// One tensor as a decoder gets it: basis, scales and entropy-coded symbols as bytes. Encoding checks itself: what it
// returns has been decoded and found equal.
#pragma once

#include "core/base/job.h"
#include "core/engine/analysis.h"
#include "core/registry/registries.h"

#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// How a tensor is coded.
struct CodingRecipe {
    ComponentRequest coordinates;
    ComponentRequest quantizer; ///< with "bits"
    ComponentRequest coder;
    friend bool operator==(const CodingRecipe&, const CodingRecipe&) = default;
};

/// What a decoder is sent. Every byte counts.
struct CodedTensor {
    Index rows = 0;
    Index columns = 0;
    Index rowHead = 0; ///< channels of an attention head, where the blocks of the basis follow the heads
    Index columnHead = 0;
    CodingRecipe recipe;
    std::vector<std::byte> rowBasis;    ///< empty where recipe and seed are enough
    std::vector<std::byte> columnBasis;
    std::vector<std::byte> scales;      ///< side information of the quantizer
    std::vector<std::byte> symbols;

    [[nodiscard]] std::size_t bytes() const
    {
        return rowBasis.size() + columnBasis.size() + scales.size() + symbols.size();
    }
};

/// A coded tensor and what coding lost.
struct EncodedTensor {
    CodedTensor coded;
    double squaredError = 0.0; ///< of the coefficients, which is that of the weights: the basis is orthogonal
    double energy = 0.0;       ///< sum of w^2
    double operatorError = std::numeric_limits<double>::quiet_NaN(); ///< as in RateDistortionPoint
    bool usedMoments = false;  ///< the quantizer looked at second moments of the inputs
};

/// Weights in the coordinates of a recipe, with what a decoder needs to come back.
struct TurnedWeights {
    Matrix coefficients;
    CodedTensor coded; ///< without scales and symbols
    std::shared_ptr<const MatrixD> inputMoments; ///< in the coordinates of the coefficients; null if unknown
};

/// Fits the coordinate system and turns the weights, which are moved in.
/// @param input refers to `weights` and knows heads and other files
/// @throws InvalidRequest for coordinates that are not orthogonal or whose basis is free of charge, and as fit() and
/// momentsInCoordinates()
TurnedWeights turnWeights(const FitInput& input, const ComponentRequest& coordinates, const Registries& registries,
                          const JobContext& job);

/// Quantizes and codes turned weights. @throws InvalidRequest, NumericalError, Cancelled
EncodedTensor encodeTensor(const TurnedWeights& turned, const ComponentRequest& quantizer, const ComponentRequest& coder,
                           const Registries& registries, const JobContext& job);

/// The weights in their original coordinates. @throws DamagedData, InvalidRequest, NumericalError, Cancelled
Matrix decodeTensor(const CodedTensor& coded, const Registries& registries, const JobContext& job);

} // namespace alidade
