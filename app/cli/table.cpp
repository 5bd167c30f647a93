// SPDX-License-Identifier: GPL-3.0-or-later
// Printing tables.
#include "app/cli/table.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace alidade::cli {

namespace {

/// Characters, not bytes, so that names in any script line up.
std::size_t width(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool looksLikeNumber(const std::string& text)
{
    return text == "-" || (!text.empty() && text.find_first_not_of("0123456789.+-e ≡x") == std::string::npos);
}

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

void printCsvRow(const std::vector<std::string>& row)
{
    for (std::size_t i = 0; i < row.size(); ++i) std::cout << (i == 0 ? "" : ",") << csvField(row[i]);
    std::cout << "\r\n";
}

} // namespace

void printAligned(const Table& table)
{
    std::vector<std::size_t> widths;
    for (const std::string& title : table.header) widths.push_back(width(title));
    for (const auto& row : table.rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    const auto printRow = [&widths](const std::vector<std::string>& row) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(widths[i] - width(row[i]), ' ');
            line += (i == 0 ? "" : "  ") + (looksLikeNumber(row[i]) ? padding + row[i] : row[i] + padding);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        std::cout << line << '\n';
    };
    printRow(table.header);
    for (const auto& row : table.rows) printRow(row);
}

void printCsv(const Table& table)
{
    printCsvRow(table.header);
    for (const auto& row : table.rows) printCsvRow(row);
}

std::string readable(double value)
{
    if (std::isnan(value)) return "-";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g", value);
    return text.data();
}

std::string exact(double value) { return std::isfinite(value) ? shortestDecimal(value) : std::string(); }

} // namespace alidade::cli
