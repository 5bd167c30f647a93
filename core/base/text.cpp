// SPDX-License-Identifier: Apache-2.0
// UTF-8 decoding and escaping for messages.
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace alidade {

namespace {

struct Decoded {
    std::uint32_t codePoint = 0;
    std::size_t length = 0; // 0: malformed
};

Decoded decode(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[at + i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return {};
    std::uint32_t code = lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        code = (code << 6) | (byte(i) & 0x3Fu);
    }
    const std::uint32_t smallest = length == 2 ? 0x80u : length == 3 ? 0x800u : 0x10000u;
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < smallest || surrogate || code > 0x10FFFF) return {};
    return {code, length};
}

bool mustEscape(std::uint32_t code)
{
    const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    const bool bidi = code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
                      (code >= 0x2066 && code <= 0x2069);
    const bool breaksLine = code == 0x2028 || code == 0x2029 || code == 0xFEFF;
    return control || bidi || breaksLine;
}

std::string escapeOf(std::uint32_t code)
{
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), code, 16).ptr;
    return "\\u{" + std::string(digits.data(), end) + "}";
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

} // namespace

bool isValidUtf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const Decoded next = decode(text, at);
        if (next.length == 0) return false;
        at += next.length;
    }
    return true;
}

std::string validUtf8(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Decoded next = decode(text, at);
        if (next.length == 0) {
            out += replacement;
            ++at;
            continue;
        }
        out.append(text.substr(at, next.length));
        at += next.length;
    }
    return out;
}

std::string escaped(std::string_view text, std::size_t limit)
{
    std::string out;
    std::size_t shown = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded next = decode(text, at);
        const bool escape = next.length > 0 && mustEscape(next.codePoint);
        const std::string escapeText = escape ? escapeOf(next.codePoint) : std::string();
        shown += escape ? escapeText.size() : 1;
        if (shown > limit) return out + std::string(ellipsis);
        if (escape)
            out += escapeText;
        else
            out += next.length == 0 ? replacement : text.substr(at, next.length);
        at += std::max<std::size_t>(1, next.length);
    }
    return out;
}

std::string escapedPath(std::string_view path)
{
    constexpr std::size_t longest = 1000;
    const std::string whole = escaped(path, std::numeric_limits<std::size_t>::max());
    if (whole.size() <= longest) return whole;
    // The end of a path says most: cut in front, at a folder's border where there is one.
    std::size_t from = whole.find('/', whole.size() - longest);
    if (from == std::string::npos) from = whole.size() - longest;
    while ((static_cast<unsigned char>(whole[from]) & 0xC0) == 0x80) ++from;
    return std::string(ellipsis) + whole.substr(from);
}

std::string inQuotes(std::string_view text, std::size_t limit) { return "'" + escaped(text, limit) + "'"; }

std::string shortestDecimal(double value)
{
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string withThousands(unsigned long long value)
{
    std::string digits = std::to_string(value);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

} // namespace alidade
