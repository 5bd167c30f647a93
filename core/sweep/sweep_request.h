// SPDX-License-Identifier: Apache-2.0
// What a sweep measures: every matrix of a model, in several coordinate systems, through several quantizers. A value
// that is stored with the results and decides whether an interrupted run can be gone on with.
#pragma once

#include "core/engine/analysis.h"
#include "core/registry/registries.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// A sweep that is asked for. The order of every list is the order in the results.
struct SweepRequest {
    std::string model;   ///< file or folder
    std::string pattern; ///< shell pattern for tensor names; empty: all matrices
    std::vector<ComponentRequest> coordinates; ///< the first one is the reference; equal ones are refused
    std::vector<std::string> metrics;          ///< ids of the metric registry
    std::optional<NullRequest> nulls;          ///< for those of the metrics that need one
    std::vector<ComponentRequest> quantizers;  ///< without "bits"; may be empty
    std::vector<double> bits;                  ///< widths, for every quantizer
    std::optional<ComponentRequest> coder;     ///< measures coded bytes at every point
    std::string calibration; ///< file with second moments of the inputs; empty: none
    friend bool operator==(const SweepRequest&, const SweepRequest&) = default;
};

/// Coordinates, metrics, a quantizer and widths that a first sweep should have.
SweepRequest usualSweep(const std::string& model);

/// The axis-transform study: original, Hadamard and Haar (of the inputs) with `seeds` seeds each, cosines, principal axes, a learned
/// rotation and, with a calibration, the activations' axes; metrics of flattening, of concentration and of rank, beside
/// nulls. science.md 1, 2, 4.3
SweepRequest axisStudy(const std::string& model, const std::string& calibration, int seeds);

/// Those of `bits` that the quantizer can have; the nearest one if it can have none of them.
std::vector<double> widthsOf(const ComponentRequest& quantizer, const std::vector<double>& bits,
                             const Registries& registries);

/// @throws InvalidRequest for an unknown or doubled component, or nothing to measure
void requireValid(const SweepRequest& request, const Registries& registries);

/// A component as one word, "hadamard:seed=2:side=both", as the command line takes it.
std::string componentWord(const ComponentRequest& component);

/// The request as JSON text, one line, and back; the paths of model and calibration are only named in it.
std::string requestText(const SweepRequest& request);
/// @throws InvalidRequest naming what is wrong
SweepRequest parseRequest(std::string_view text, const Registries& registries);

/// The request as an `alidade-cli sweep` command line.
std::string commandLine(const SweepRequest& request);

} // namespace alidade
