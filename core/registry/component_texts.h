// SPDX-License-Identifier: Apache-2.0
// Every text that components bring with them for people: what a translation has to cover.
#pragma once

#include "core/registry/registries.h"

#include <string>
#include <vector>

namespace alidade {

/// Labels, help, units, headings and choices of all components and their parameters: each once, in the order of the
/// registries, none empty.
std::vector<std::string> componentTexts(const Registries& registries);

} // namespace alidade
