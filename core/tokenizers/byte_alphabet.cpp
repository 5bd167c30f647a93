// SPDX-License-Identifier: Apache-2.0
// Printable bytes stand for themselves; the others follow from U+0100 in the order of the bytes.
#include "core/tokenizers/byte_alphabet.h"

#include "core/tokenizers/utf8.h"

#include <array>
#include <cstdint>
#include <optional>

namespace alidade {

namespace {

constexpr std::uint32_t firstStandIn = 0x100;

constexpr bool standsForItself(std::uint32_t byte)
{
    return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

/// The code point of every byte.
constexpr std::array<std::uint32_t, 256> makeCodes()
{
    std::array<std::uint32_t, 256> codes{};
    std::uint32_t next = firstStandIn;
    for (std::uint32_t byte = 0; byte < 256; ++byte)
        codes[byte] = standsForItself(byte) ? byte : next++;
    return codes;
}

constexpr std::array<std::uint32_t, 256> codes = makeCodes();

std::optional<char> byteOf(std::uint32_t code)
{
    for (std::uint32_t byte = 0; byte < 256; ++byte)
        if (codes[byte] == code) return static_cast<char>(byte);
    return std::nullopt;
}

} // namespace

std::string toByteAlphabet(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (const char byte : bytes) {
        const std::uint32_t code = codes[static_cast<unsigned char>(byte)];
        if (code < 0x80) {
            text += static_cast<char>(code);
        } else {
            text += static_cast<char>(0xC0 | (code >> 6)); // all codes are below U+0800
            text += static_cast<char>(0x80 | (code & 0x3F));
        }
    }
    return text;
}

std::string fromByteAlphabet(std::string_view text)
{
    std::string bytes;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = characterBytes(text, at);
        const std::string_view character = text.substr(at, length);
        at += length;
        std::uint32_t code = static_cast<unsigned char>(character[0]);
        if (length == 2) code = ((code & 0x1F) << 6) | (static_cast<unsigned char>(character[1]) & 0x3F);
        const auto byte = length <= 2 ? byteOf(code) : std::nullopt;
        if (byte)
            bytes += *byte;
        else
            bytes.append(character);
    }
    return bytes;
}

} // namespace alidade
