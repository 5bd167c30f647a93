// SPDX-License-Identifier: Apache-2.0
// The same measurement under several seeds of a random coordinate system: one seed is an anecdote.
#pragma once

#include "core/engine/analysis_session.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace alidade {

/// A metric over the seeds; NaN throughout where it is undefined for one of them.
struct EnsembleStatistics {
    double mean = 0.0;
    double standardDeviation = 0.0; ///< of one seed; NaN for a single one
    double minimum = 0.0;
    double maximum = 0.0;
};

/// Every requested metric over `seeds` consecutive seeds.
struct SeedEnsemble {
    std::uint64_t firstSeed = 0;
    int seeds = 0;
    std::map<std::string, EnsembleStatistics> metrics; ///< by metric id
};

/// True if the coordinate system has a seed to vary.
bool hasSeed(const Registries& registries, const ComponentRequest& coordinates);

/// Measures `request.metrics` under the request's seed and the `seeds` - 1 following ones.
/// @throws InvalidRequest for a system without a seed or for fewer than 1 or more than 10000 seeds; whatever
/// AnalysisSession::analyse throws
SeedEnsemble seedEnsemble(AnalysisSession& session, const AnalysisRequest& request, int seeds,
                          const JobContext& job);

} // namespace alidade
