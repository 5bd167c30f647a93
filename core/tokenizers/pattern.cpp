// SPDX-License-Identifier: Apache-2.0
// Compiling and matching with PCRE2: Unicode classes, no just-in-time compiler for patterns out of files.
#include "core/tokenizers/pattern.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <array>
#include <cstdint>
#include <new>
#include <optional>
#include <utility>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace alidade {

namespace {

constexpr std::size_t longestPattern = 64 * 1024;
constexpr std::uint32_t mostSteps = 20'000'000;     // of one match
constexpr std::uint32_t mostKibibytes = 256 * 1024; // of one match

/// PCRE2 counts U+180E among the spaces, which Unicode gave up in version 6.3 and tokenizers do not.
constexpr std::string_view spaces = "\\p{Z}\\t-\\r\\x{85}";

/// A name like [:alpha:] at this place of a class, or nothing.
std::string_view posixName(std::string_view rest)
{
    const std::size_t end = rest.starts_with("[:") ? rest.find(":]") : std::string_view::npos;
    return end == std::string_view::npos ? std::string_view() : rest.substr(0, end + 2);
}

/// What the escape \`letter` becomes; nothing for those that mean something else in PCRE2 than in Oniguruma.
std::optional<std::string> translatedEscape(char letter, bool inClass)
{
    const std::string list(spaces);
    if (letter == 's') return inClass ? list : "[" + list + "]";
    if (letter == 'S' && !inClass) return "[^" + list + "]";
    if (std::string_view("hHwWbBSQE").find(letter) != std::string_view::npos) return std::nullopt;
    return std::string{'\\', letter};
}

/// `source` in PCRE2's syntax. Calls `refuse` with what means something else there.
template <typename Refuse>
std::string translated(std::string_view source, const Refuse& refuse)
{
    std::string out;
    bool inClass = false;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const char c = source[i];
        if (c == '\\' && i + 1 < source.size()) {
            const auto escape = translatedEscape(source[++i], inClass);
            if (!escape) refuse(std::string("\\") + source[i] + " in it is not supported");
            out += *escape;
            continue;
        }
        if (const std::string_view name = inClass ? posixName(source.substr(i)) : std::string_view();
            !name.empty()) {
            out += name;
            i += name.size() - 1;
            continue;
        }
        // Oniguruma joins and intersects classes inside classes; PCRE2 would take the signs for characters.
        if (inClass && (c == '[' || source.substr(i, 2) == "&&"))
            refuse("it nests or intersects character classes");
        if (c == '[') inClass = true;
        if (c == ']') inClass = false;
        out += c;
    }
    return out;
}

struct FreeMatch {
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct FreeContext {
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

std::string messageOf(int error)
{
    std::array<PCRE2_UCHAR, 256> text{};
    pcre2_get_error_message(error, text.data(), text.size());
    return reinterpret_cast<const char*>(text.data());
}

} // namespace

Pattern::Pattern(const std::string& source, const std::string& file) : m_file(file)
{
    const auto refuse = [&](const std::string& why) {
        throw FormatError(FormatReason::Unsupported, file,
                          "the pattern " + inQuotes(source) + " cannot be used: " + why);
    };
    if (source.size() > longestPattern)
        refuse("it is longer than " + withThousands(longestPattern) + " bytes");
    if (!isValidUtf8(source)) refuse("it is not UTF-8");
    const std::string text = translated(source, refuse);
    int error = 0;
    PCRE2_SIZE at = 0;
    pcre2_code* const code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                                           PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C,
                                           &error, &at, nullptr);
    if (!code) refuse(messageOf(error));
    m_code = std::shared_ptr<void>(
        code, [](void* compiled) { pcre2_code_free(static_cast<pcre2_code*>(compiled)); });
}

Pattern Pattern::literal(std::string text)
{
    Pattern pattern;
    pattern.m_literal = std::move(text);
    return pattern;
}

std::vector<TextRange> Pattern::literalMatches(std::string_view text) const
{
    std::vector<TextRange> found;
    if (m_literal.empty()) return found;
    for (std::size_t at = text.find(m_literal); at != std::string_view::npos; at = text.find(m_literal, at)) {
        found.push_back({at, at + m_literal.size()});
        at += m_literal.size();
    }
    return found;
}

std::vector<TextRange> Pattern::matches(std::string_view text) const
{
    if (!m_code) return literalMatches(text);
    const auto* const code = static_cast<const pcre2_code*>(m_code.get());
    const std::unique_ptr<pcre2_match_data, FreeMatch> data(pcre2_match_data_create(1, nullptr));
    const std::unique_ptr<pcre2_match_context, FreeContext> context(pcre2_match_context_create(nullptr));
    if (!data || !context) throw std::bad_alloc();
    pcre2_set_match_limit(context.get(), mostSteps);
    pcre2_set_heap_limit(context.get(), mostKibibytes);
    std::vector<TextRange> found;
    std::size_t at = 0;
    while (at < text.size()) {
        const int result = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), at,
                                       PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, data.get(), context.get());
        if (result == PCRE2_ERROR_NOMATCH) break;
        if (result < 0)
            throw InvalidRequest(escapedPath(m_file) +
                                 ": the tokenizer's pattern cannot split this text: " + messageOf(result));
        const PCRE2_SIZE* const ends = pcre2_get_ovector_pointer(data.get());
        // A pattern with \K may report odd ends; only ranges that go forward count.
        if (ends[0] < at || ends[1] <= ends[0])
            throw InvalidRequest(escapedPath(m_file) + ": the tokenizer's pattern does not go forward");
        found.push_back({ends[0], ends[1]});
        at = ends[1];
    }
    return found;
}

} // namespace alidade
