// SPDX-License-Identifier: Apache-2.0
// The lists of numbers that the toy experiment rounds, in the coordinates in which they are rounded. What is passed by
// reference must outlive the codes.
#pragma once

#include "core/studies/toy_coding.h"
#include "core/studies/toy_grid.h"
#include "core/transforms/basis.h"
#include "core/transforms/random_hadamard.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace alidade {

/// What a decoder is told of a rotation.
inline constexpr double toySeedBits = 64.0;

/// A randomized Hadamard transform of every axis longer than one.
Basis hadamardOf(const Matrix& tensor, RandomHadamard& turns);
/// Tensors, each turned along its own axes, and the bases that lead back. @throws Cancelled
std::pair<std::vector<Matrix>, std::vector<Basis>> turned(std::vector<Matrix> tensors, std::uint64_t seed,
                                                          const JobContext& job);
/// A row with zeros behind it up to the next power of two. No Hadamard matrix of 4353 is known, and the toy of
/// science.md 7 doubled its numbers in this way.
Matrix padded(const Matrix& row);

/// The largest coefficients of a function.
struct ToyTerms {
    std::vector<double> all;          ///< every Fourier coefficient
    std::vector<std::size_t> kept;    ///< places, ascending

    /// The coefficients, 0 where they are not kept.
    [[nodiscard]] std::vector<double> truncated() const;
};

/// The `count` largest. @param coefficients of the whole function
ToyTerms largestTerms(std::vector<double> coefficients, std::size_t count);

/// The kept coefficients; pays log2 of the number of ways to choose their places.
ToyCode fourierCode(const ToyGrid& grid, const ToyTerms& terms, std::string representation);
/// All places in randomized Hadamard coordinates. @throws Cancelled
ToyCode turnedFourierCode(const ToyGrid& grid, const ToyTerms& terms, std::uint64_t seed, const JobContext& job);
/// The tensors of a network, each with its own scale. @throws Cancelled
ToyCode networkCode(const ToyGrid& grid, const ToyNetwork& network, bool hadamard, std::uint64_t seed,
                    const JobContext& job);
/// All parameters of a network as one list with one scale; turned, it is padded(). @throws Cancelled
ToyCode listCode(const ToyGrid& grid, const ToyNetwork& network, bool hadamard, std::uint64_t seed,
                 const JobContext& job);

} // namespace alidade
