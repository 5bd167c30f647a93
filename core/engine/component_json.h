// SPDX-License-Identifier: Apache-2.0
// Components with their parameters as JSON, as the indices of our own files hold them.
#pragma once

#include "core/engine/analysis.h"

#include <nlohmann/json.hpp>

namespace alidade {

/// {"id": ..., "parameters": {...}}; integers, reals and texts keep their types.
nlohmann::ordered_json componentJson(const ComponentRequest& component);

/// The component of such JSON; whether there is one of this name is not looked at.
/// @throws nlohmann::ordered_json::exception for JSON of another form
ComponentRequest componentFromJson(const nlohmann::ordered_json& json);

} // namespace alidade
