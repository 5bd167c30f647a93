// SPDX-License-Identifier: Apache-2.0
// Comma-separated values (RFC 4180) for spreadsheets, which take text that begins with =, +, - or @ for a formula.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// Text as a field: quoted where needed, control and bidirectional characters as \u{...}, with an apostrophe in front of
/// what a spreadsheet would compute.
std::string csvText(std::string_view text);

/// All digits; empty for NaN.
std::string csvNumber(double value);

/// Finished fields as a line.
std::string csvLine(const std::vector<std::string>& fields);

} // namespace alidade
