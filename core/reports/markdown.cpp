// SPDX-License-Identifier: Apache-2.0
// Markdown, and what has to be escaped in it.
#include "core/reports/markdown.h"

#include "core/base/text.h"

#include <algorithm>
#include <limits>

namespace alidade {

namespace {

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

bool isWord(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Whether the character at `at` would start or end markup. Underscores inside of words do not.
bool isMarkup(std::string_view text, std::size_t at)
{
    constexpr std::string_view always = "\\`*[]<>&|~$#{}@!";
    const char c = text[at];
    if (c == '_') return at == 0 || at + 1 == text.size() || !isWord(text[at - 1]) || !isWord(text[at + 1]);
    if (c == ':') return text.substr(at, 3) == "://";
    if (c == '.') return at >= 3 && (text.substr(at - 3, 3) == "www" || text.substr(at - 3, 3) == "WWW");
    return always.find(c) != std::string_view::npos;
}

/// Position of a character that would make the line a list, a rule, or a heading; npos if there is none.
std::size_t blockMarkup(std::string_view text)
{
    if (text.empty()) return std::string_view::npos;
    if (std::string_view("-+=").find(text[0]) != std::string_view::npos) return 0;
    std::size_t end = 0;
    while (end < text.size() && isDigit(text[end])) ++end;
    const bool numbered = end > 0 && end < text.size() && (text[end] == '.' || text[end] == ')');
    return numbered && (end + 1 == text.size() || text[end + 1] == ' ') ? end : std::string_view::npos;
}

bool isNumeric(const std::string& cell)
{
    if (cell == noValue) return true;
    constexpr std::string_view characters = "0123456789.,+-%e \xC2\xB1\xE2\x88\x92\x9E";
    return !cell.empty() && cell.find_first_not_of(characters) == std::string::npos;
}

/// True for columns of numbers.
bool isNumericColumn(const ReportTable& table, std::size_t column)
{
    return !table.rows.empty() && std::all_of(table.rows.begin(), table.rows.end(), [column](const auto& row) {
        return column >= row.size() || isNumeric(row[column]);
    });
}

std::string tableRow(const std::vector<std::string>& cells, std::size_t columns)
{
    std::string line = "|";
    for (std::size_t i = 0; i < columns; ++i) {
        const std::string text = i < cells.size() ? markdownText(cells[i]) : std::string();
        line += " " + text + " |";
    }
    return line + "\n";
}

std::string caption(const std::string& text) { return text.empty() ? "" : "*" + markdownText(text) + "*\n\n"; }

std::string block(const ReportHeading& heading)
{
    return std::string(static_cast<std::size_t>(std::clamp(heading.level, 1, 6)), '#') + " " +
           markdownText(heading.text) + "\n\n";
}

std::string block(const ReportParagraph& paragraph) { return markdownText(paragraph.text) + "\n\n"; }

std::string block(const ReportList& list)
{
    std::string text;
    for (const std::string& item : list.items) text += "- " + markdownText(item) + "\n";
    return text + "\n";
}

std::string block(const ReportCommand& command)
{
    const std::string text = escaped(command.text, unlimited);
    std::string fence = "```";
    while (text.find(fence) != std::string::npos) fence += '`';
    return fence + "\n" + text + "\n" + fence + "\n\n";
}

std::string block(const ReportTable& table)
{
    const std::size_t columns = table.header.size();
    std::string text = tableRow(table.header, columns) + "|";
    for (std::size_t i = 0; i < columns; ++i) text += isNumericColumn(table, i) ? "---:|" : "---|";
    text += "\n";
    for (const auto& row : table.rows) text += tableRow(row, columns);
    return text + "\n" + caption(table.caption);
}

std::string block(const ReportFigure& figure)
{
    return "![" + markdownText(figure.caption) + "](" + figure.file + ")\n\n" + caption(figure.caption);
}

} // namespace

std::string markdownText(std::string_view plain)
{
    const std::string text = escaped(plain, unlimited);
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    const std::string_view line = std::string_view(text).substr(first, text.find_last_not_of(' ') + 1 - first);
    const std::size_t begins = blockMarkup(line);
    std::string out;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (at == begins || isMarkup(line, at)) out += '\\';
        out += line[at];
    }
    return out;
}

std::string markdownBlock(const ReportBlock& any)
{
    return std::visit([](const auto& one) { return block(one); }, any);
}

std::string markdownOf(const ReportDocument& document)
{
    std::string text = "# " + markdownText(document.title) + "\n\n";
    for (const ReportBlock& one : document.blocks) text += markdownBlock(one);
    while (text.ends_with("\n\n")) text.pop_back();
    return text;
}

} // namespace alidade
