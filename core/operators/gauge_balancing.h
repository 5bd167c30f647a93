// SPDX-License-Identifier: Apache-2.0
// The gauge in which coupled rows and columns are as long as each other: outliers that belong to the
// coordinates go.
#pragma once

#include "core/operators/gauge.h"

namespace alidade {

/// How balancing is done.
struct BalanceOptions {
    bool powersOfTwo = true; ///< nearest in the logarithm: weights stay exact in every floating-point format
    int sweeps = 500;        ///< at most
    double tolerance = 1e-9; ///< stops when no factor changes by more than this, relatively
};

/// What was found.
struct Balance {
    Gauge gauge;
    int sweeps = 0; ///< of the block that took longest
    double lastChange =
        0.0; ///< relative, of the last sweep of any block: above the tolerance if sweeps ran out
};

/// Finds the scales of each block that minimise the sum of squares of all its matrices and gains, which is
/// convex in their logarithms: the same for every model that differs by scales alone. Each factor in turn
/// takes its closed form s = sqrt(|b| / |a|), which minimises |s a|^2 + |b / s|^2 (a what grows with s, b
/// what shrinks). Then each kind of factor is divided by its median over the block, because overall scales
/// are not what outliers are made of. Channels that are zero on either side are left alone; so are planes of
/// models whose queries or keys are normalized, and the last channels of models with tied embeddings. @throws
/// as ModelWeights::load()
Balance findBalancingGauge(const ModelConfig& config, const ModelWeights& weights,
                           const BalanceOptions& options, const JobContext& job);

} // namespace alidade
