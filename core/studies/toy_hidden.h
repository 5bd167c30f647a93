// SPDX-License-Identifier: Apache-2.0
// The hidden matrix of the toy experiment alone, the rest of the network as it is: what its coordinates are worth once
// what tells them is paid for.
#pragma once

#include "core/base/job.h"
#include "core/studies/toy_grid.h"
#include "core/transforms/basis.h"

#include <string>
#include <vector>

namespace alidade {

/// Coordinates of the hidden matrix.
struct ToyHiddenCoordinates {
    std::string id; ///< as ToyHiddenPoint::coordinates
    Basis basis;
    double basisBits = 0.0; ///< that a decoder needs to be sent
};

/// original, hadamard, activation, svd, svd-paid. The principal axes of what enters the matrix cost nothing: a decoder
/// has the layer before, and runs it. Those of the matrix itself it cannot know: they are charged as Householder vectors
/// of 8 bits a number, or given away to show what that hides. @throws NumericalError, Cancelled
std::vector<ToyHiddenCoordinates> hiddenCoordinates(const ToyGrid& grid, const ToyNetwork& network, std::uint64_t seed,
                                                    const JobContext& job);

/// Every step of `steps` (in units of the rms of the matrix) in these coordinates. @throws Cancelled
std::vector<ToyHiddenPoint> roundHidden(const ToyGrid& grid, const ToyNetwork& network,
                                        const ToyHiddenCoordinates& coordinates, const std::vector<double>& steps,
                                        const JobContext& job);

} // namespace alidade
