// SPDX-License-Identifier: Apache-2.0
// What simdjson leaves to its user: names given twice, lone surrogates, nesting. simdjson itself refuses
// everything that is not RFC 8259 in what is visited, so every value must be visited, the ignored ones
// through skipStrictly().
#pragma once

#include "core/base/error.h"

#include <simdjson.h>

#include <string>
#include <unordered_set>

namespace alidade {

/// The decoded name of a field. @throws FormatError if it is in `seen` already or is no valid text
std::string strictKey(simdjson::simdjson_result<simdjson::ondemand::field> field,
                      std::unordered_set<std::string>& seen, const std::string& path);

/// The decoded string. @throws FormatError if it holds a lone surrogate
std::string strictString(simdjson::ondemand::value value, const std::string& path);

/// Visits a value of any kind without keeping it. @throws FormatError, simdjson_error
void skipStrictly(simdjson::ondemand::value value, const std::string& path, int depth = 1);

/// The reason that fits an error of the JSON library.
FormatReason jsonReason(const simdjson::simdjson_error& error);

} // namespace alidade
