// SPDX-License-Identifier: GPL-3.0-or-later
// What the subcommands share: registration, the choice of coordinate systems, output formats.
#pragma once

#include "core/engine/analysis.h"
#include "core/registry/registries.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alidade::cli {

using Json = nlohmann::ordered_json;

/// Adds a subcommand to the program. Its work runs in the subcommand's callback, prints to stdout and throws
/// on error.
void addAngles(CLI::App& program, const Registries& registries);
void addAttribute(CLI::App& program, const Registries& registries);
void addCalibrate(CLI::App& program, const Registries& registries);
void addClaims(CLI::App& program, const Registries& registries);
void addCompare(CLI::App& program, const Registries& registries);
void addCompress(CLI::App& program, const Registries& registries);
void addConvert(CLI::App& program, const Registries& registries);
void addDecompress(CLI::App& program, const Registries& registries);
void addEvaluate(CLI::App& program, const Registries& registries);
void addFormats(CLI::App& program, const Registries& registries);
void addGauge(CLI::App& program, const Registries& registries);
void addInspect(CLI::App& program, const Registries& registries);
void addMetrics(CLI::App& program, const Registries& registries);
void addRateDistortion(CLI::App& program, const Registries& registries);
void addReport(CLI::App& program, const Registries& registries);
void addRotate(CLI::App& program, const Registries& registries);
void addSplit(CLI::App& program, const Registries& registries);
void addStudy(CLI::App& program, const Registries& registries);
void addSensitivity(CLI::App& program, const Registries& registries);
void addDamage(CLI::App& program, const Registries& registries);
void addDirections(CLI::App& program, const Registries& registries);
void addSweep(CLI::App& program, const Registries& registries);
void addToy(CLI::App& program);
void addVerdicts(CLI::App& program, const Registries& registries);

/// Adds --calibration.
void addCalibrationOption(CLI::App& command, std::string& calibration);

/// How results are printed.
struct OutputFlags {
    bool json = false;
    bool csv = false;
};

/// Options of commands that take a tensor to coordinate systems.
struct CoordinateOptions {
    std::string file;
    std::string tensor;
    std::optional<std::uint64_t> matrix; ///< of a stack
    std::vector<std::string> systems;
    std::map<std::string, std::string> parameters; ///< by parameter id, as given
    std::string calibration; ///< empty: none
    OutputFlags output;
};

/// Adds FILE, --tensor, --coordinates, one flag per parameter of any coordinate system, --calibration, --json and --csv.
void addCoordinateOptions(CLI::App& command, const Registries& registries, CoordinateOptions& options);

/// Adds one flag per parameter of any coordinate system; what is given lands in `parameters` by id.
void addCoordinateParameters(CLI::App& command, const Registries& registries,
                             std::map<std::string, std::string>& parameters);

/// Options of commands that quantize.
struct QuantizerOptions {
    std::string quantizer = "uniform";
    std::map<std::string, std::string> parameters; ///< by parameter id, as given
};

/// Adds --quantizer and one flag per parameter of any quantizer but "bits".
void addQuantizerOptions(CLI::App& command, const Registries& registries, QuantizerOptions& options);

/// The quantizer with the given parameters that it takes, without "bits". @throws InvalidRequest
ComponentRequest chosenQuantizer(const Registries& registries, const QuantizerOptions& options);

/// The same with "bits", once for each width; without widths once with the quantizer's own. @throws InvalidRequest
std::vector<ComponentRequest> quantizersOfWidths(const Registries& registries, const QuantizerOptions& options,
                                                 const std::vector<std::string>& bits);

/// A component as one word, "uniform:group=64:clip=mse": id, then parameters by name. @throws InvalidRequest
template <typename Entry> ComponentRequest parseComponent(const Registry<Entry>& registry, const std::string& text);

/// Options of commands that code symbols.
struct CoderOptions {
    std::string coder;                             ///< empty: none
    std::map<std::string, std::string> parameters; ///< by parameter id, as given
};

/// Adds one flag per parameter of any entropy coder.
void addCoderParameters(CLI::App& command, const Registries& registries, CoderOptions& options);

/// The coder with the given parameters that it takes; there must be one. @throws InvalidRequest
ComponentRequest chosenCoder(const Registries& registries, const CoderOptions& options);

/// The coordinate system of this id with the given parameters that it takes. @throws InvalidRequest
ComponentRequest chosenSystem(const Registries& registries, const std::string& id,
                              const std::map<std::string, std::string>& parameters);

/// The chosen systems with the given parameters that each of them takes. @throws InvalidRequest
std::vector<ComponentRequest> chosenCoordinates(const Registries& registries,
                                                const CoordinateOptions& options);

/// Given parameters, parsed by their specifications; those that `specs` does not know are left out.
Parameters parametersFor(const std::vector<ParameterSpec>& specs,
                         const std::map<std::string, std::string>& given);

/// "name", "side", "block", "seed" of a coordinate system as in the JSON contract, null for what it does not
/// have, and all of its parameters by id under "parameters".
Json describe(const ComponentRequest& coordinates);

/// A finite number, or null.
Json number(double value);

/// Prints a document to stdout, one line.
void print(const Json& document);

/// The word that parseComponent() reads.
std::string componentText(const ComponentRequest& component);

/// Splits "uniform:group=64" into the id and the given parameters. @throws InvalidRequest
std::pair<std::string, std::map<std::string, std::string>> splitComponent(const std::string& text);

template <typename Entry> ComponentRequest parseComponent(const Registry<Entry>& registry, const std::string& text)
{
    const auto [id, given] = splitComponent(text);
    const Entry& entry = registry.find(id);
    ComponentRequest component{id, {}};
    for (const auto& [name, value] : given) {
        const auto spec = std::find_if(entry.parameters.begin(), entry.parameters.end(),
                                       [&name = name](const ParameterSpec& one) { return one.id == name; });
        if (spec == entry.parameters.end()) throw InvalidRequest("'" + id + "' has no parameter '" + name + "'");
        component.parameters.set(name, parseParameter(*spec, value));
    }
    return component;
}

} // namespace alidade::cli
