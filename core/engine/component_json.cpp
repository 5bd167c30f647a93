// SPDX-License-Identifier: Apache-2.0
#include "core/engine/component_json.h"

namespace alidade {

nlohmann::ordered_json componentJson(const ComponentRequest& component)
{
    auto parameters = nlohmann::ordered_json::object();
    for (const auto& [id, value] : component.parameters.values())
        std::visit([&parameters, &id = id](const auto& plain) { parameters[id] = plain; }, value);
    return {{"id", component.id}, {"parameters", parameters}};
}

ComponentRequest componentFromJson(const nlohmann::ordered_json& json)
{
    ComponentRequest component{json.at("id").get<std::string>(), {}};
    for (const auto& [id, value] : json.at("parameters").items()) {
        if (value.is_string()) component.parameters.set(id, value.get<std::string>());
        else if (value.is_number_integer()) component.parameters.set(id, value.get<std::int64_t>());
        else component.parameters.set(id, value.get<double>());
    }
    return component;
}

} // namespace alidade
