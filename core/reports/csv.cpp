// SPDX-License-Identifier: Apache-2.0
// Fields of comma-separated values.
#include "core/reports/csv.h"

#include "core/base/text.h"

#include <cmath>
#include <limits>

namespace alidade {

std::string csvText(std::string_view text)
{
    std::string plain = escaped(text, std::numeric_limits<std::size_t>::max());
    if (plain.find_first_of("=+-@") == 0) plain.insert(0, 1, '\'');
    if (plain.find_first_of(",\"") == std::string::npos) return plain;
    std::string out = "\"";
    for (const char c : plain) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

std::string csvNumber(double value) { return std::isnan(value) ? std::string() : shortestDecimal(value); }

std::string csvLine(const std::vector<std::string>& fields)
{
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) line += (i == 0 ? "" : ",") + fields[i];
    return line + "\r\n";
}

} // namespace alidade
