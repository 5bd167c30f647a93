// SPDX-License-Identifier: Apache-2.0
// Placeholders and what they stand for.
#include "core/reports/template.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/reports/markdown.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace alidade {

namespace {

/// A placeholder of the text.
struct Placeholder {
    std::size_t begin = 0;
    std::size_t end = 0; ///< one past the closing braces
    std::string kind;    ///< "table", "ref:table"
    std::string name;
};

std::size_t lineOf(std::string_view text, std::size_t at)
{
    return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

InvalidRequest refusal(std::string_view text, std::size_t at, const std::string& why)
{
    return InvalidRequest("line " + std::to_string(lineOf(text, at)) + " of the template: " + why);
}

std::vector<Placeholder> placeholdersOf(std::string_view text)
{
    std::vector<Placeholder> all;
    for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
        const std::size_t end = text.find("}}", at);
        if (end == std::string_view::npos) throw refusal(text, at, "a placeholder does not end");
        const std::string_view inside = text.substr(at + 2, end - at - 2);
        // Names may hold colons ("pca:side=both"); kinds are known words.
        const std::size_t from = inside.starts_with("ref:") ? 4 : 0;
        const std::size_t colon = inside.find(':', from);
        if (colon == std::string_view::npos)
            throw refusal(text, at, inQuotes(inside) + " names no kind of part, as in {{table:NAME}}");
        all.push_back({at, end + 2, std::string(inside.substr(0, colon)), std::string(inside.substr(colon + 1))});
        at = end + 2;
    }
    return all;
}

/// Numbers of tables or figures by name, in order of occurrence.
std::map<std::string, std::size_t> numbered(std::string_view text, const std::vector<Placeholder>& placeholders,
                                            const std::string& kind)
{
    std::map<std::string, std::size_t> numbers;
    for (const Placeholder& one : placeholders) {
        if (one.kind != kind) continue;
        if (!numbers.emplace(one.name, numbers.size() + 1).second)
            throw refusal(text, one.begin, "the " + kind + " " + inQuotes(one.name) + " is there already");
    }
    return numbers;
}

template <typename Part> const Part* partOf(const std::map<std::string, Part>& parts, const std::string& name)
{
    const auto at = parts.find(name);
    return at == parts.end() ? nullptr : &at->second;
}

std::string trimmed(std::string block)
{
    while (block.ends_with('\n')) block.pop_back();
    return block;
}

/// Fills the placeholders of one text.
class Filler {
public:
    Filler(std::string_view text, const ReportParts& parts)
        : m_text(text), m_parts(parts), m_placeholders(placeholdersOf(text)),
          m_tables(numbered(text, m_placeholders, "table")), m_figures(numbered(text, m_placeholders, "figure"))
    {
        for (const auto& [name, figure] : parts.figures)
            if (!m_figures.contains(name)) throw InvalidRequest("the template does not use the figure " + inQuotes(name));
    }

    [[nodiscard]] std::string filled() const
    {
        std::string out;
        std::size_t from = 0;
        for (const Placeholder& one : m_placeholders) {
            out += m_text.substr(from, one.begin - from);
            const std::optional<std::string> value = valueOf(one);
            if (!value) throw refusal(m_text, one.begin, "there is no " + one.kind + " " + inQuotes(one.name));
            out += *value;
            from = one.end;
        }
        return out + std::string(m_text.substr(from));
    }

private:
    [[nodiscard]] std::optional<std::string> valueOf(const Placeholder& one) const
    {
        if (one.kind == "number") return inlineText(partOf(m_parts.numbers, one.name));
        if (one.kind == "text") return inlineText(partOf(m_parts.sentences, one.name));
        if (one.kind == "ref:table") return reference("Table ", m_tables, one.name);
        if (one.kind == "ref:figure") return reference("Figure ", m_figures, one.name);
        requireOwnLine(one);
        if (one.kind == "table") return tableText(one.name);
        if (one.kind == "figure") return figureText(one.name);
        if (one.kind != "command") return std::nullopt;
        const std::string* command = partOf(m_parts.commands, one.name);
        return command ? std::optional(trimmed(markdownBlock(ReportCommand{*command}))) : std::nullopt;
    }

    static std::optional<std::string> inlineText(const std::string* text)
    {
        return text ? std::optional(markdownText(*text)) : std::nullopt;
    }

    static std::optional<std::string> reference(const std::string& word, const std::map<std::string, std::size_t>& numbers,
                                                const std::string& name)
    {
        const std::size_t* number = partOf(numbers, name);
        return number ? std::optional(word + std::to_string(*number)) : std::nullopt;
    }

    [[nodiscard]] std::optional<std::string> tableText(const std::string& name) const
    {
        const ReportTable* table = partOf(m_parts.tables, name);
        if (!table) return std::nullopt;
        ReportTable copy = *table;
        copy.caption = "Table " + std::to_string(m_tables.at(name)) + ". " + copy.caption;
        return trimmed(markdownBlock(copy));
    }

    [[nodiscard]] std::optional<std::string> figureText(const std::string& name) const
    {
        const ReportFigure* figure = partOf(m_parts.figures, name);
        if (!figure) return std::nullopt;
        ReportFigure copy = *figure;
        copy.caption = "Figure " + std::to_string(m_figures.at(name)) + ". " + copy.caption;
        return trimmed(markdownBlock(copy));
    }

    void requireOwnLine(const Placeholder& one) const
    {
        const bool begins = one.begin == 0 || m_text[one.begin - 1] == '\n';
        const bool ends = one.end == m_text.size() || m_text[one.end] == '\n';
        if (!begins || !ends) throw refusal(m_text, one.begin, "a " + one.kind + " stands on a line of its own");
    }

    std::string_view m_text;
    const ReportParts& m_parts;
    std::vector<Placeholder> m_placeholders;
    std::map<std::string, std::size_t> m_tables;
    std::map<std::string, std::size_t> m_figures;
};

} // namespace

std::string filledTemplate(std::string_view text, const ReportParts& parts) { return Filler(text, parts).filled(); }

} // namespace alidade
