// SPDX-License-Identifier: GPL-3.0-or-later
// What `metrics` prints: JSON, comma-separated values, and a table for people.
#pragma once

#include "core/engine/analysis.h"
#include "core/engine/seed_ensemble.h"
#include "core/registry/registries.h"

#include <optional>
#include <string>
#include <vector>

namespace alidade::cli {

/// One coordinate system.
struct MeasuredSystem {
    AnalysisResultPtr result;
    std::optional<SeedEnsemble> ensemble;
};

/// Everything that one call measured; at least one system.
struct MetricsReport {
    std::string file;
    std::string tensor;
    std::optional<std::uint64_t> matrix; ///< of a stack
    std::optional<NullRequest> nulls;
    std::vector<MeasuredSystem> systems;
};

/// One document: "nulls", "curves" and "seeds" stand beside "metrics" in each coordinate system where asked
/// for.
void printMetricsJson(const MetricsReport& report, const Registries& registries);

/// One row per coordinate system, one column per metric, ID.null.KIND.mean, .sd and .z, and ID.seeds.mean,
/// .sd, .min and .max.
void printMetricsCsv(const MetricsReport& report, const Registries& registries);

/// One row per point: coordinates, curve, series, x, y.
void printCurvesCsv(const MetricsReport& report);

/// One row per metric, one column per coordinate system, each followed by the means of its nulls and its
/// seeds.
void printMetricsTable(const MetricsReport& report, const Registries& registries);

} // namespace alidade::cli
