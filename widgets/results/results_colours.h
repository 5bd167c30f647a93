// SPDX-License-Identifier: GPL-3.0-or-later
// One colour for each coordinate system of a file of results: its own where that is free. Pure function.
#pragma once

#include <string>
#include <vector>

namespace alidade {

/// Style slots for systems of these ids, in this order: the slot that a system has everywhere, for the first with its
/// id, and one that is free for every other.
std::vector<int> coloursOf(const std::vector<std::string>& ids);

} // namespace alidade
