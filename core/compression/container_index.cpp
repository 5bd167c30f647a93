// SPDX-License-Identifier: Apache-2.0
// The index of a compressed model; written by us, but read from a file that anybody may have made.
#include "core/compression/container_index.h"

#include "core/base/error.h"
#include "core/base/version.h"
#include "core/engine/component_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace alidade {

namespace {

using Json = nlohmann::ordered_json;

constexpr int indexVersion = 1;
constexpr std::uint64_t mostWeights = std::uint64_t{1} << 36; ///< of one tensor: 256 GiB of float32

Json recipeJson(const CodingRecipe& recipe)
{
    return {{"coordinates", componentJson(recipe.coordinates)},
            {"quantizer", componentJson(recipe.quantizer)},
            {"coder", componentJson(recipe.coder)}};
}

CodingRecipe recipeOf(const Json& json)
{
    return {componentFromJson(json.at("coordinates")), componentFromJson(json.at("quantizer")), componentFromJson(json.at("coder"))};
}

/// An entry without its recipe.
Json entryJson(const ContainerEntry& entry)
{
    Json json;
    json["name"] = entry.name;
    json["shape"] = entry.shape;
    if (!entry.isCoded) {
        json["dtype"] = std::string(dtypeInfo(entry.dtype).name);
        return json;
    }
    json["rows"] = entry.coded.rows;
    json["columns"] = entry.coded.columns;
    json["heads"] = {entry.coded.rowHead, entry.coded.columnHead};
    json["sections"] = entry.sections;
    return json;
}

std::uint64_t elementsOf(const std::vector<std::uint64_t>& shape)
{
    std::uint64_t elements = 1;
    for (const std::uint64_t length : shape) {
        if (length > 0 && elements > mostWeights / length) throw DamagedData("the index claims a tensor that is too large");
        elements *= length;
    }
    return elements;
}

void checkCoded(const ContainerEntry& entry)
{
    const CodedTensor& coded = entry.coded;
    const auto limit = static_cast<Index>(mostWeights);
    const bool fits = coded.rows > 0 && coded.columns > 0 && coded.rows <= limit && coded.columns <= limit &&
                      static_cast<std::uint64_t>(coded.rows) * static_cast<std::uint64_t>(coded.columns) ==
                          elementsOf(entry.shape);
    const bool heads = coded.rowHead >= 0 && coded.columnHead >= 0 && coded.rowHead <= coded.rows &&
                       coded.columnHead <= coded.columns;
    if (!fits || !heads || entry.sections.size() != 4) throw DamagedData("the index contradicts itself");
}

/// An entry without its recipe.
ContainerEntry entryOf(const Json& json)
{
    ContainerEntry entry;
    entry.name = json.at("name").get<std::string>();
    entry.shape = json.at("shape").get<std::vector<std::uint64_t>>();
    static_cast<void>(elementsOf(entry.shape));
    entry.isCoded = json.contains("sections");
    if (!entry.isCoded) {
        const auto name = json.at("dtype").get<std::string>();
        const std::optional<DType> type = dtypeFromName(name);
        if (!type) throw DamagedData("the index names an unknown type");
        entry.dtype = *type;
        return entry;
    }
    entry.coded.rows = json.at("rows").get<Index>();
    entry.coded.columns = json.at("columns").get<Index>();
    entry.coded.rowHead = json.at("heads").at(0).get<Index>();
    entry.coded.columnHead = json.at("heads").at(1).get<Index>();
    entry.sections = json.at("sections").get<std::vector<std::uint64_t>>();
    checkCoded(entry);
    return entry;
}

/// Runs `read` on parsed text; what the JSON library says about it becomes one sentence.
template <typename Read> auto parsed(std::string_view text, Read read)
{
    try {
        return read(Json::parse(text));
    } catch (const Json::exception&) {
        throw DamagedData("the index is not what this program writes");
    }
}

} // namespace

std::string indexText(const std::vector<ContainerEntry>& entries)
{
    Json index;
    index["format"] = "alidade compressed model";
    index["version"] = indexVersion;
    index["program"] = programVersion();
    index["recipes"] = Json::array();
    index["tensors"] = Json::array();
    std::vector<CodingRecipe> recipes; // many tensors share one
    for (const ContainerEntry& entry : entries) {
        Json json = entryJson(entry);
        if (entry.isCoded) {
            const auto known = std::find(recipes.begin(), recipes.end(), entry.coded.recipe);
            json["recipe"] = known - recipes.begin();
            if (known == recipes.end()) {
                recipes.push_back(entry.coded.recipe);
                index["recipes"].push_back(recipeJson(recipes.back()));
            }
        }
        index["tensors"].push_back(std::move(json));
    }
    return index.dump();
}

std::vector<ContainerEntry> entriesOf(std::string_view text)
{
    return parsed(text, [](const Json& index) {
        if (index.at("version").get<int>() != indexVersion)
            throw DamagedData("the file is of a version that this program does not know");
        std::vector<ContainerEntry> entries;
        std::vector<CodingRecipe> recipes;
        for (const Json& recipe : index.at("recipes")) recipes.push_back(recipeOf(recipe));
        for (const Json& json : index.at("tensors")) {
            ContainerEntry entry = entryOf(json);
            if (entry.isCoded) {
                const auto number = json.at("recipe").get<std::size_t>();
                if (number >= recipes.size()) throw DamagedData("the index names a recipe that it does not have");
                entry.coded.recipe = recipes[number];
            }
            entries.push_back(std::move(entry));
        }
        return entries;
    });
}

std::string entryText(const ContainerEntry& entry)
{
    Json json = entryJson(entry);
    json["recipe"] = recipeJson(entry.coded.recipe);
    return json.dump();
}

ContainerEntry parseEntry(std::string_view text)
{
    return parsed(text, [](const Json& json) {
        ContainerEntry entry = entryOf(json);
        entry.coded.recipe = recipeOf(json.at("recipe"));
        return entry;
    });
}

} // namespace alidade
