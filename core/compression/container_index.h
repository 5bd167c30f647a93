// SPDX-License-Identifier: Apache-2.0
// The index of a compressed model as JSON text and back.
#pragma once

#include "core/compression/container.h"

#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// The index of these entries.
std::string indexText(const std::vector<ContainerEntry>& entries);

/// The entries of an index. @throws DamagedData naming what is wrong
std::vector<ContainerEntry> entriesOf(std::string_view text);

/// One entry as a line of JSON, for parts; parseEntry() reads it back. @throws DamagedData
std::string entryText(const ContainerEntry& entry);
ContainerEntry parseEntry(std::string_view text);

} // namespace alidade
