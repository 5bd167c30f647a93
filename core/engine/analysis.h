// SPDX-License-Identifier: Apache-2.0
// Requests and results: the only things that travel between the window (or the command line) and the engine.
// Both are plain values; a result is shared as pointer to const and never changes.
#pragma once

#include "core/base/parameters.h"
#include "core/metrics/heat_map.h"
#include "core/metrics/magnitude_sensitivity.h"
#include "core/metrics/series.h"
#include "core/rate_distortion/curve.h"
#include "core/rate_distortion/rank_split.h"
#include "core/tensor/layer.h"
#include "core/transforms/basis.h"

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alidade {

/// A component by name with its parameters.
struct ComponentRequest {
    std::string id;
    Parameters parameters;
    friend bool operator==(const ComponentRequest&, const ComponentRequest&) = default;
    friend auto operator<=>(const ComponentRequest&, const ComponentRequest&) = default;
};

/// A rate-distortion curve that is asked for.
struct CurveRequest {
    ComponentRequest quantizer; ///< without "bits"
    std::vector<double> bits;
    std::optional<ComponentRequest> coder = {}; ///< measures coded bytes at every point; costs an encoding each
    bool bounds = false;   ///< also what no code can beat
    bool spectrum = false; ///< with water-filling over the principal axes among the bounds
    friend bool operator==(const CurveRequest&, const CurveRequest&) = default;
    friend auto operator<=>(const CurveRequest&, const CurveRequest&) = default;
};

/// Null models to measure beside the weights, each drawn several times and taken through the same coordinate system.
struct NullRequest {
    std::vector<std::string> kinds; ///< ids of the null registry
    int draws = 2;                  ///< from 2 on there is a spread
    std::uint64_t seed = 1;
    friend bool operator==(const NullRequest&, const NullRequest&) = default;
    friend auto operator<=>(const NullRequest&, const NullRequest&) = default;
};

/// Draws for a matrix of `elements` weights when nobody says: 16 of small ones, 4, or 2 of large ones.
int defaultNullDraws(std::uint64_t elements);

/// What is asked of one tensor in one coordinate system. Comparable, usable as a key, printable.
struct AnalysisRequest {
    std::string file;
    std::string tensor;
    std::optional<std::uint64_t>
        matrix; ///< of a stack of matrices only this one, counted from 0; otherwise all rows
    ComponentRequest coordinates;
    std::vector<std::string> metrics; ///< ids of the metric registry
    bool distribution = false;        ///< histogram of coefficient / sigma
    bool energy = false;              ///< energy compaction curve
    std::vector<std::string> profiles; ///< ids of the profile registry
    std::optional<NullRequest> nulls; ///< for those of the metrics that need one
    std::optional<CurveRequest> curve;
    std::optional<HeatMapRequest> heatMap;
    std::optional<SplitRequest> split; ///< part of low rank plus residual
    bool sensitivity = false;          ///< magnitude against sensitivity, from the calibration
    std::string calibration; ///< file with second moments of the inputs; empty: none
    friend bool operator==(const AnalysisRequest&, const AnalysisRequest&) = default;
    friend auto operator<=>(const AnalysisRequest&, const AnalysisRequest&) = default;
};

/// The request as an `alidade-cli` command line that computes the same numbers.
std::string commandLine(const AnalysisRequest& request);

/// A number against what a null model gives.
struct NullComparison {
    double mean = 0.0;              ///< over the draws; NaN if a draw has no value
    double standardDeviation = 0.0; ///< of a draw; NaN for fewer than 2 draws
    double z = 0.0;                 ///< (value - mean) / standardDeviation; NaN where nothing varies
    int draws = 0;
};

/// What was measured.
struct AnalysisResult {
    AnalysisRequest request;
    std::string version;            ///< of the program
    std::uint64_t fingerprint = 0;  ///< of the file, see CheckpointHeader
    std::uint64_t rows = 0;
    std::uint64_t cols = 0;
    std::uint64_t nanCount = 0;
    std::uint64_t infCount = 0;
    bool calibrated = false;        ///< second moments of this tensor's inputs are known
    double rms = 0.0;               ///< sigma of the coefficients, sqrt(mean of w^2)
    std::string basis;              ///< what the basis is in words, fallbacks included
    double basisBits = 0.0;         ///< side information of the basis, bits for the whole matrix
    Residual residual;
    bool residualMeasured = false;  ///< false in previews and surveys
    std::map<std::string, double> metrics; ///< by metric id; NaN where undefined
    /// By metric id and null id; nothing for weights that are not finite.
    std::map<std::string, std::map<std::string, NullComparison>> nulls;
    std::map<std::string, std::vector<NamedCurve>> profiles; ///< by profile id
    std::optional<Histogram> distribution; ///< of coefficient / rms
    std::optional<Curve> energy;    ///< x: kept fraction, y: share of the energy
    std::optional<HeatMap> heatMap; ///< not in previews
    /// Not in previews; nothing for weights that are not finite or all zero.
    std::optional<RankSplit> split;
    /// Not in previews; nothing where the calibration does not know the inputs, in coordinates that are not orthogonal, and
    /// for weights that are not finite.
    std::optional<CoefficientSensitivity> sensitivity;
    std::vector<RateDistortionPoint> curve;
    std::optional<CurveBounds> bounds; ///< of the curve, if asked for
    double sampledFraction = 1.0;   ///< below 1: a preview from sampled rows

    [[nodiscard]] bool isPreview() const { return sampledFraction < 1.0; }
};

using AnalysisResultPtr = std::shared_ptr<const AnalysisResult>;

/// What opening a file tells the window: the listing, not the weights.
struct CheckpointSummary {
    std::string path;
    std::string formatId;
    std::uint64_t fingerprint = 0;
    std::vector<Layer> layers; ///< in file order
    std::vector<std::pair<std::string, std::string>> metadata;
    std::vector<std::string> warnings;
};

using CheckpointSummaryPtr = std::shared_ptr<const CheckpointSummary>;

/// Memory held by a result, for caches.
std::size_t approximateBytes(const AnalysisResult& result);

} // namespace alidade
