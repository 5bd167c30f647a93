// SPDX-License-Identifier: Apache-2.0
// Verdicts as JSON and back. Files are not trusted: what they say is checked before anybody sees it.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/output_file.h"
#include "core/studies/verdicts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

namespace alidade {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kind = "alidade verdicts";
constexpr int layout = 1;
constexpr std::size_t mostBytes = std::size_t{1} << 26;
constexpr std::size_t mostText = 2000;

Json numberJson(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

double numberOf(const Json& json)
{
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

Json measuredJson(const std::vector<Measured>& numbers)
{
    Json all = Json::array();
    for (const Measured& one : numbers)
        all.push_back({{"name", one.name}, {"value", numberJson(one.value)}, {"unit", one.unit}});
    return all;
}

Json layersJson(const std::vector<ThesisLayer>& layers)
{
    Json all = Json::array();
    for (const ThesisLayer& layer : layers)
        all.push_back({{"layer", validUtf8(layer.layer)},
                       {"verdict", verdictId(layer.verdict)},
                       {"numbers", measuredJson(layer.numbers)}});
    return all;
}

Json valuesJson(const std::vector<std::string>& values)
{
    Json all = Json::array();
    for (const std::string& value : values) all.push_back(validUtf8(value));
    return all;
}

Json resultJson(const ThesisResult& result)
{
    const Thesis& thesis = thesisOf(result.thesis);
    return {{"thesis", result.thesis},
            {"verdict", verdictId(result.verdict)},
            {"sentence", validUtf8(result.sentence.text())},
            {"group", thesis.group},
            {"title", thesis.title},
            {"source", thesis.source},
            {"statement", thesis.statement},
            {"measure", thesis.measure},
            {"threshold", thesis.threshold},
            {"pattern", result.sentence.pattern},
            {"values", valuesJson(result.sentence.values)},
            {"numbers", measuredJson(result.numbers)},
            {"layers", layersJson(result.layers)}};
}

std::string textOf(const Json& json) { return escaped(json.get<std::string>(), mostText); }

Verdict verdictOf(const Json& json)
{
    const auto id = json.get<std::string>();
    for (const Verdict verdict : {Verdict::Holds, Verdict::DoesNotHold, Verdict::CannotTell})
        if (id == verdictId(verdict)) return verdict;
    throw InvalidRequest("there is no verdict " + inQuotes(id));
}

std::vector<Measured> measuredOf(const Json& json)
{
    std::vector<Measured> numbers;
    for (const Json& one : json) numbers.push_back({textOf(one.at("name")), numberOf(one.at("value")), textOf(one.at("unit"))});
    return numbers;
}

std::vector<ThesisLayer> layersOf(const Json& json)
{
    std::vector<ThesisLayer> layers;
    for (const Json& one : json)
        layers.push_back({validUtf8(one.at("layer").get<std::string>()), verdictOf(one.at("verdict")),
                          measuredOf(one.at("numbers"))});
    return layers;
}

ThesisResult resultOfJson(const Json& json)
{
    ThesisResult result;
    result.thesis = thesisOf(json.at("thesis").get<std::string>()).id;
    result.verdict = verdictOf(json.at("verdict"));
    const auto pattern = json.at("pattern").get<std::string>();
    const std::vector<std::string>& known = thesisPatterns();
    // Of a version with other sentences: shown as it is, in English.
    const bool same = std::find(known.begin(), known.end(), pattern) != known.end();
    result.sentence.pattern = same ? pattern : escaped(pattern, mostText);
    for (const Json& value : json.at("values")) result.sentence.values.push_back(textOf(value));
    result.numbers = measuredOf(json.at("numbers"));
    result.layers = layersOf(json.at("layers"));
    return result;
}

Verdicts verdictsOf(const Json& json)
{
    if (json.at("kind").get<std::string>() != kind) throw InvalidRequest("it is of another kind");
    if (json.at("layout").get<int>() != layout) throw InvalidRequest("its layout is that of another version");
    Verdicts verdicts;
    verdicts.version = textOf(json.at("version"));
    verdicts.model = validUtf8(json.at("model").get<std::string>());
    verdicts.twin = validUtf8(json.at("twin").get<std::string>());
    verdicts.text = validUtf8(json.at("text").get<std::string>());
    verdicts.fingerprint = std::stoull(json.at("fingerprint").get<std::string>(), nullptr, 16);
    verdicts.matricesInModel = json.at("matrices_in_model").get<std::size_t>();
    verdicts.matrices = json.at("matrices").get<std::size_t>();
    verdicts.coordinates = textOf(json.at("coordinates"));
    verdicts.seed = json.at("seed").get<std::uint64_t>();
    for (const Json& one : json.at("verdicts")) verdicts.results.push_back(resultOfJson(one));
    return verdicts;
}

std::string hexadecimal(std::uint64_t value)
{
    std::ostringstream text;
    text << std::hex << value;
    return text.str();
}

} // namespace

std::string verdictsText(const Verdicts& verdicts)
{
    Json document{{"kind", kind},
                  {"layout", layout},
                  {"version", verdicts.version},
                  {"model", validUtf8(verdicts.model)},
                  {"twin", validUtf8(verdicts.twin)},
                  {"text", validUtf8(verdicts.text)},
                  {"fingerprint", hexadecimal(verdicts.fingerprint)},
                  {"matrices_in_model", verdicts.matricesInModel},
                  {"matrices", verdicts.matrices},
                  {"coordinates", verdicts.coordinates},
                  {"seed", verdicts.seed},
                  {"verdicts", Json::array()}};
    for (const ThesisResult& result : verdicts.results) document["verdicts"].push_back(resultJson(result));
    return document.dump(1) + '\n';
}

Verdicts verdictsFromText(std::string_view text, const std::string& name)
{
    try {
        return verdictsOf(Json::parse(text));
    } catch (const InvalidRequest& error) {
        throw FormatError(FormatReason::BadText, name, std::string("these are no verdicts: ") + error.what());
    } catch (const std::exception&) {
        // Messages of the parser quote the file; what they say helps nobody.
        throw FormatError(FormatReason::BadText, name, "these are no verdicts that the program has written");
    }
}

void writeVerdicts(const std::string& path, const Verdicts& verdicts)
{
    TemporaryFile temporary(path);
    OutputFile(temporary.path()).append(verdictsText(verdicts));
    temporary.commit();
}

Verdicts readVerdicts(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) throw FormatError(FormatReason::CannotOpen, path, "the file cannot be opened");
    std::string text;
    std::array<char, 1 << 16> piece{};
    while (file.read(piece.data(), piece.size()) || file.gcount() > 0) {
        text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
        if (text.size() > mostBytes)
            throw FormatError(FormatReason::TooMany, path, "the file is too large for verdicts");
    }
    return verdictsFromText(text, path);
}

} // namespace alidade
