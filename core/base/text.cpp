// SPDX-License-Identifier: Apache-2.0
// UTF-8 decoding and escaping for messages.
#include "core/base/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

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

void appendEscape(std::string& out, std::uint32_t code)
{
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), code, 16).ptr;
    out += "\\u{";
    out.append(digits.data(), end);
    out += '}';
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

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
    for (std::size_t at = 0; at < text.size(); ++shown) {
        if (shown == limit) return out + "\xE2\x80\xA6";
        const Decoded next = decode(text, at);
        if (next.length == 0) {
            out += replacement;
            ++at;
            continue;
        }
        if (mustEscape(next.codePoint))
            appendEscape(out, next.codePoint);
        else
            out.append(text.substr(at, next.length));
        at += next.length;
    }
    return out;
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
