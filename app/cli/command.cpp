// SPDX-License-Identifier: GPL-3.0-or-later
// Options and output that subcommands share.
#include "app/cli/command.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <cmath>
#include <iostream>

namespace alidade::cli {

namespace {

std::string flagHelp(const ParameterSpec& spec) { return spec.help + " (default " + parameterText(spec, spec.fallback) + ")"; }

/// One flag for a parameter, unless another component has brought one of this name.
void addFlag(CLI::App& command, const ParameterSpec& spec, std::map<std::string, std::string>& parameters)
{
    const std::string flag = "--" + spec.id;
    if (command.get_option_no_throw(flag)) return;
    command.add_option_function<std::string>(
        flag, [&parameters, id = spec.id](const std::string& text) { parameters[id] = text; }, flagHelp(spec));
}

} // namespace

void addCalibrationOption(CLI::App& command, std::string& calibration)
{
    command.add_option("--calibration", calibration,
                       "second moments of the layers' inputs: what alidade-cli calibrate wrote, an importance matrix of "
                       "llama.cpp, or a matrix of your own");
}

void addCoordinateOptions(CLI::App& command, const Registries& registries, CoordinateOptions& options)
{
    command.add_option("FILE", options.file, "checkpoint file or folder")->required();
    command.add_option("--tensor", options.tensor, "name of the tensor")->required();
    command
        .add_option("--matrix", options.matrix,
                    "one matrix of a stack, counted from 0 (default: all rows of all of them)")
        ->check(CLI::NonNegativeNumber);
    command
        .add_option("--coordinates", options.systems,
                    "coordinate systems, separated by commas: " + registries.coordinateSystems.idList())
        ->delimiter(',')
        ->required();
    addCoordinateParameters(command, registries, options.parameters);
    addCalibrationOption(command, options.calibration);
    CLI::Option* const json = command.add_flag("--json", options.output.json, "one JSON document");
    command.add_flag("--csv", options.output.csv, "comma-separated values with a header line")->excludes(json);
}

void addCoordinateParameters(CLI::App& command, const Registries& registries,
                             std::map<std::string, std::string>& parameters)
{
    for (const CoordinateSystemEntry& system : registries.coordinateSystems)
        for (const ParameterSpec& spec : system.parameters) addFlag(command, spec, parameters);
}

void addQuantizerOptions(CLI::App& command, const Registries& registries, QuantizerOptions& options)
{
    command.add_option("--quantizer", options.quantizer,
                       "one of " + registries.quantizers.idList() + " (default uniform)");
    for (const QuantizerEntry& quantizer : registries.quantizers)
        for (const ParameterSpec& spec : quantizer.parameters)
            if (spec.id != "bits") addFlag(command, spec, options.parameters);
}

ComponentRequest chosenQuantizer(const Registries& registries, const QuantizerOptions& options)
{
    const QuantizerEntry& entry = registries.quantizers.find(options.quantizer);
    std::vector<ParameterSpec> specs;
    for (const ParameterSpec& spec : entry.parameters)
        if (spec.id != "bits") specs.push_back(spec);
    return {entry.id, resolveParameters(specs, parametersFor(specs, options.parameters))};
}

std::pair<std::string, std::map<std::string, std::string>> splitComponent(const std::string& text)
{
    std::map<std::string, std::string> given;
    std::size_t at = text.find(':');
    const std::string id = text.substr(0, at);
    while (at != std::string::npos) {
        const std::size_t end = text.find(':', at + 1);
        const std::string part = text.substr(at + 1, end == std::string::npos ? end : end - at - 1);
        const std::size_t equals = part.find('=');
        if (equals == std::string::npos || equals == 0)
            throw InvalidRequest(inQuotes(text) + " is not of the form id:parameter=value:parameter=value");
        given[part.substr(0, equals)] = part.substr(equals + 1);
        at = end;
    }
    return {id, given};
}

std::string componentText(const ComponentRequest& component)
{
    std::string text = component.id;
    for (const auto& [id, value] : component.parameters.values()) text += ':' + id + '=' + toText(value);
    return text;
}

std::vector<ComponentRequest> quantizersOfWidths(const Registries& registries, const QuantizerOptions& options,
                                                 const std::vector<std::string>& bits)
{
    const ComponentRequest quantizer = chosenQuantizer(registries, options);
    if (bits.empty()) return {quantizer};
    const std::vector<ParameterSpec>& specs = registries.quantizers.find(quantizer.id).parameters;
    const auto spec = std::find_if(specs.begin(), specs.end(), [](const ParameterSpec& one) { return one.id == "bits"; });
    if (spec == specs.end()) throw InvalidRequest("the quantizer " + quantizer.id + " has no widths to choose from");
    std::vector<ComponentRequest> all;
    for (const std::string& width : bits) {
        all.push_back(quantizer);
        all.back().parameters.set("bits", parseParameter(*spec, width));
    }
    return all;
}

void addCoderParameters(CLI::App& command, const Registries& registries, CoderOptions& options)
{
    for (const EntropyCoderEntry& coder : registries.entropyCoders)
        for (const ParameterSpec& spec : coder.parameters) addFlag(command, spec, options.parameters);
}

ComponentRequest chosenCoder(const Registries& registries, const CoderOptions& options)
{
    const EntropyCoderEntry& entry = registries.entropyCoders.find(options.coder);
    return {entry.id, resolveParameters(entry.parameters, parametersFor(entry.parameters, options.parameters))};
}

ComponentRequest chosenSystem(const Registries& registries, const std::string& id,
                              const std::map<std::string, std::string>& parameters)
{
    const CoordinateSystemEntry& system = registries.coordinateSystems.find(id);
    return {id, resolveParameters(system.parameters, parametersFor(system.parameters, parameters))};
}

Parameters parametersFor(const std::vector<ParameterSpec>& specs, const std::map<std::string, std::string>& given)
{
    Parameters parameters;
    for (const ParameterSpec& spec : specs) {
        const auto at = given.find(spec.id);
        if (at != given.end()) parameters.set(spec.id, parseParameter(spec, at->second));
    }
    return parameters;
}

std::vector<ComponentRequest> chosenCoordinates(const Registries& registries, const CoordinateOptions& options)
{
    std::vector<ComponentRequest> chosen;
    for (const std::string& id : options.systems) chosen.push_back(chosenSystem(registries, id, options.parameters));
    return chosen;
}

Json describe(const ComponentRequest& coordinates)
{
    Json entry;
    entry["name"] = coordinates.id;
    const Parameters& parameters = coordinates.parameters;
    entry["side"] = parameters.has("side") ? Json(parameters.text("side")) : Json(nullptr);
    entry["block"] = parameters.has("block") ? Json(parameters.integer("block")) : Json(nullptr);
    entry["seed"] = parameters.has("seed") ? Json(parameters.integer("seed")) : Json(nullptr);
    entry["parameters"] = Json::object();
    for (const auto& [id, value] : parameters.values())
        std::visit([&entry, &id = id](const auto& plain) { entry["parameters"][id] = plain; }, value);
    return entry;
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

void print(const Json& document) { std::cout << document.dump() << '\n'; }

} // namespace alidade::cli
