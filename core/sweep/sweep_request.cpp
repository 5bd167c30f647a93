// SPDX-License-Identifier: Apache-2.0
// Requests as text, and what they may be.
#include "core/sweep/sweep_request.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/engine/component_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace alidade {

namespace {

using Json = nlohmann::ordered_json;

Json componentsJson(const std::vector<ComponentRequest>& components)
{
    Json all = Json::array();
    for (const ComponentRequest& component : components) all.push_back(componentJson(component));
    return all;
}

std::vector<ComponentRequest> componentsOf(const Json& json)
{
    std::vector<ComponentRequest> all;
    for (const Json& one : json) all.push_back(componentFromJson(one));
    return all;
}

SweepRequest requestOf(const Json& json)
{
    SweepRequest request;
    request.model = json.at("model").get<std::string>();
    request.pattern = json.at("tensors").get<std::string>();
    request.coordinates = componentsOf(json.at("coordinates"));
    request.metrics = json.at("metrics").get<std::vector<std::string>>();
    if (!json.at("nulls").is_null()) {
        const Json& nulls = json.at("nulls");
        request.nulls = NullRequest{nulls.at("kinds").get<std::vector<std::string>>(), nulls.at("draws").get<int>(),
                                    nulls.at("seed").get<std::uint64_t>()};
    }
    request.quantizers = componentsOf(json.at("quantizers"));
    request.bits = json.at("bits").get<std::vector<double>>();
    if (!json.at("coder").is_null()) request.coder = componentFromJson(json.at("coder"));
    request.calibration = json.at("calibration").get<std::string>();
    return request;
}

/// Words that occur once; the kind of things is for the sentence.
template <typename Things, typename Word>
void requireDistinct(const Things& things, const std::string& kind, const Word& wordOf)
{
    std::set<std::string> seen;
    for (const auto& thing : things)
        if (!seen.insert(wordOf(thing)).second)
            throw InvalidRequest("the " + kind + " " + wordOf(thing) + " is asked for twice");
}

template <typename Entry>
void requireKnown(const Registry<Entry>& registry, const std::vector<ComponentRequest>& components)
{
    for (const ComponentRequest& component : components) {
        const Entry& entry = registry.find(component.id);
        static_cast<void>(resolveParameters(entry.parameters, component.parameters));
    }
}

std::string wordsOf(const std::vector<ComponentRequest>& components)
{
    std::string text;
    for (const ComponentRequest& component : components) text += (text.empty() ? "" : ",") + componentWord(component);
    return text;
}

std::string quoted(const std::string& text)
{
    constexpr const char* plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,:+@%=";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

const ParameterSpec* bitsOf(const QuantizerEntry& quantizer)
{
    const auto found = std::find_if(quantizer.parameters.begin(), quantizer.parameters.end(),
                                    [](const ParameterSpec& spec) { return spec.id == "bits"; });
    return found == quantizer.parameters.end() ? nullptr : &*found;
}

} // namespace

SweepRequest usualSweep(const std::string& model)
{
    SweepRequest request;
    request.model = model;
    request.coordinates = {{"original", {}}, {"hadamard", {}}, {"dct", {}}, {"pca", {}}};
    request.metrics = {"linf_over_sigma", "kurtosis", "top_energy_0.01", "discrete_entropy", "coding_gain_columns_db"};
    request.quantizers = {{"uniform", {{"group", std::int64_t{128}}}}};
    request.bits = {2.0, 3.0, 4.0, 6.0, 8.0};
    return request;
}

SweepRequest axisStudy(const std::string& model, const std::string& calibration, int seeds)
{
    SweepRequest request = usualSweep(model);
    request.coordinates = {{"original", {}}};
    for (const char* id : {"hadamard", "haar"})
        for (int seed = 1; seed <= std::max(1, seeds); ++seed)
            request.coordinates.push_back({id, {{"seed", std::int64_t{seed}}}});
    // On the side of the inputs alone: a vocabulary times a vocabulary of a dense rotation fits in no memory.
    for (ComponentRequest& one : request.coordinates)
        if (one.id == "haar") one.parameters.set("side", std::string("columns"));
    for (const char* id : {"dct", "pca", "learned_l1"}) request.coordinates.push_back({id, {}});
    if (!calibration.empty()) request.coordinates.push_back({"activation", {}});
    request.calibration = calibration;
    request.metrics = {"linf_over_sigma", "kurtosis",         "fraction_6sigma", "top_energy_0.001", "top_energy_0.01",
                       "gini_abs",        "discrete_entropy", "effective_rank",  "stable_rank",      "mp_spikes"};
    request.nulls = NullRequest{{"gaussian", "shuffled"}, 1, 1};
    request.quantizers = {{"uniform", {{"group", std::int64_t{128}}}}, {"ecsq", {}}};
    request.bits = {2.0, 3.0, 4.0, 6.0};
    return request;
}

std::vector<double> widthsOf(const ComponentRequest& quantizer, const std::vector<double>& bits,
                             const Registries& registries)
{
    const ParameterSpec* spec = bitsOf(registries.quantizers.find(quantizer.id));
    if (!spec) return {};
    std::vector<double> widths;
    for (const double width : bits)
        if (width >= spec->minimum && width <= spec->maximum) widths.push_back(width);
    if (widths.empty() && !bits.empty()) widths.push_back(std::clamp(bits.front(), spec->minimum, spec->maximum));
    return widths;
}

void requireValid(const SweepRequest& request, const Registries& registries)
{
    if (request.coordinates.empty()) throw InvalidRequest("a sweep needs a coordinate system");
    if (request.metrics.empty() && request.quantizers.empty())
        throw InvalidRequest("a sweep needs metrics or quantizers: there is nothing to measure");
    if (!request.quantizers.empty() && request.bits.empty())
        throw InvalidRequest("a sweep with quantizers needs bits");
    requireKnown(registries.coordinateSystems, request.coordinates);
    requireKnown(registries.quantizers, request.quantizers);
    if (request.coder) requireKnown(registries.entropyCoders, {*request.coder});
    for (const std::string& id : request.metrics) static_cast<void>(registries.metrics.find(id));
    const std::vector<std::string> kinds = request.nulls ? request.nulls->kinds : std::vector<std::string>();
    for (const std::string& id : kinds) static_cast<void>(registries.nulls.find(id));
    if (request.nulls && request.nulls->draws < 1) throw InvalidRequest("nulls need at least one draw");
    for (const ComponentRequest& quantizer : request.quantizers)
        if (!bitsOf(registries.quantizers.find(quantizer.id)))
            throw InvalidRequest("the quantizer " + quantizer.id + " has no width to choose, so it has no curve");
    for (std::size_t i = 0; i < request.bits.size(); ++i)
        if (!(request.bits[i] > 0.0) || (i > 0 && !(request.bits[i] > request.bits[i - 1])))
            throw InvalidRequest("bits have to be above 0 and ascend");
    const auto itself = [](const std::string& id) { return id; };
    requireDistinct(request.coordinates, "coordinate system", componentWord);
    requireDistinct(request.quantizers, "quantizer", componentWord);
    requireDistinct(request.metrics, "metric", itself);
    requireDistinct(kinds, "null", itself);
}

std::string componentWord(const ComponentRequest& component)
{
    std::string word = component.id;
    for (const auto& [id, value] : component.parameters.values()) word += ":" + id + "=" + toText(value);
    return word;
}

std::string requestText(const SweepRequest& request)
{
    Json json;
    json["model"] = validUtf8(request.model);
    json["tensors"] = validUtf8(request.pattern);
    json["coordinates"] = componentsJson(request.coordinates);
    json["metrics"] = request.metrics;
    json["nulls"] = nullptr;
    if (request.nulls)
        json["nulls"] = {{"kinds", request.nulls->kinds}, {"draws", request.nulls->draws}, {"seed", request.nulls->seed}};
    json["quantizers"] = componentsJson(request.quantizers);
    json["bits"] = request.bits;
    json["coder"] = request.coder ? componentJson(*request.coder) : Json(nullptr);
    json["calibration"] = validUtf8(request.calibration);
    return json.dump();
}

SweepRequest parseRequest(std::string_view text, const Registries& registries)
{
    SweepRequest request;
    try {
        request = requestOf(Json::parse(text));
    } catch (const Json::exception&) {
        throw InvalidRequest("this is no request of a sweep");
    }
    requireValid(request, registries);
    return request;
}

std::string commandLine(const SweepRequest& request)
{
    std::string text = "alidade-cli sweep " + quoted(request.model) + " -o RESULTS.h5";
    if (!request.pattern.empty()) text += " --tensors " + quoted(request.pattern);
    text += " --coordinates " + quoted(wordsOf(request.coordinates));
    std::string metrics;
    for (const std::string& id : request.metrics) metrics += (metrics.empty() ? "" : ",") + id;
    text += " --metrics " + (metrics.empty() ? "none" : metrics);
    if (request.nulls) {
        std::string kinds;
        for (const std::string& id : request.nulls->kinds) kinds += (kinds.empty() ? "" : ",") + id;
        text += " --nulls " + kinds + " --null-draws " + std::to_string(request.nulls->draws) + " --null-seed " +
                std::to_string(request.nulls->seed);
    }
    text += " --quantizers " + (request.quantizers.empty() ? "none" : quoted(wordsOf(request.quantizers)));
    std::string bits;
    for (const double width : request.bits) bits += (bits.empty() ? "" : ",") + toText(width);
    if (!bits.empty()) text += " --bits " + bits;
    if (request.coder) text += " --coder " + quoted(componentWord(*request.coder));
    if (!request.calibration.empty()) text += " --calibration " + quoted(request.calibration);
    return text;
}

} // namespace alidade
