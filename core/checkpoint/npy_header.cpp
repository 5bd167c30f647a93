// SPDX-License-Identifier: Apache-2.0
// NumPy headers. The text is a Python literal of one fixed form: it is read by a cursor that knows no
// nesting, evaluates nothing, and refuses whatever is not that form.
#include "core/checkpoint/npy_header.h"

#include "core/base/checked.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <xxhash.h>

namespace alidade {

namespace {

constexpr std::string_view magic = "\x93NUMPY";

/// Throws with the same path and the same beginning.
struct Refusal {
    const std::string& path;
    const std::string& where;

    [[noreturn]] void operator()(FormatReason reason, const std::string& detail) const
    {
        throw FormatError(reason, path, where + detail);
    }
};

struct KnownType {
    char kind;
    unsigned bytes;
    DType dtype;
};

constexpr std::array knownTypes{
    KnownType{'f', 2, DType::F16}, KnownType{'f', 4, DType::F32},   KnownType{'f', 8, DType::F64},
    KnownType{'i', 1, DType::I8},  KnownType{'i', 2, DType::I16},   KnownType{'i', 4, DType::I32},
    KnownType{'i', 8, DType::I64}, KnownType{'u', 1, DType::U8},    KnownType{'u', 2, DType::U16},
    KnownType{'u', 4, DType::U32}, KnownType{'u', 8, DType::U64},   KnownType{'b', 1, DType::Bool},
    KnownType{'c', 8, DType::C64}, KnownType{'c', 16, DType::C128},
};

/// What is known of a type that is refused.
std::string unreadableKind(std::string_view descr)
{
    const char kind = descr.size() > 1 ? descr[1] : '\0';
    switch (kind) {
    case 'O':
        return "Python objects, stored as a pickle, which is never run";
    case 'S':
    case 'a':
        return "byte strings";
    case 'U':
        return "text";
    case 'V':
        return "raw bytes (bfloat16 and float8 arrays lose their type this way: save them as float32)";
    case 'M':
        return "dates";
    case 'm':
        return "time spans";
    case 'f':
    case 'g':
        return "floats of a size that has no portable layout";
    default:
        return {};
    }
}

std::optional<unsigned> smallSize(std::string_view digits)
{
    if (digits == "16") return 16;
    if (digits.size() != 1 || digits[0] < '1' || digits[0] > '9') return std::nullopt;
    return static_cast<unsigned>(digits[0] - '0');
}

/// A cursor over the text of the dictionary.
class HeaderText {
public:
    HeaderText(std::string_view text, const Refusal& refuse) : m_text(text), m_refuse(refuse) {}

    void parse(NpyHeader& header)
    {
        if (m_text.empty() || m_text.back() != '\n') fail("does not end with a line break");
        expect('{');
        while (!accept('}')) {
            entry(header);
            if (accept(',')) continue;
            expect('}');
            break;
        }
        skipSpace();
        if (m_at != m_text.size()) fail("goes on after its closing brace");
        for (const auto& [key, seen] :
             {std::pair("descr", m_descr), std::pair("fortran_order", m_order), std::pair("shape", m_shape)})
            if (!seen) fail(std::string("has no ") + key);
    }

private:
    [[noreturn]] void fail(const std::string& what) const
    {
        m_refuse(FormatReason::BadHeader, "the header " + what);
    }

    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpace() { m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size()); }

    bool accept(char wanted)
    {
        skipSpace();
        if (m_at == m_text.size() || m_text[m_at] != wanted) return false;
        ++m_at;
        return true;
    }

    void expect(char wanted)
    {
        if (accept(wanted)) return;
        const std::string found = m_at == m_text.size() ? "its end" : inQuotes(m_text.substr(m_at, 1));
        fail(std::string("is no dictionary of the expected form: '") + wanted +
             "' was expected at character " + withThousands(m_at + 1) + ", not " + found);
    }

    /// A string in single or double quotes without escapes: none of the texts that are known needs one.
    std::string_view string(const char* what)
    {
        skipSpace();
        const char quote = peek();
        if (quote != '\'' && quote != '"') fail(std::string("has no string where ") + what + " should be");
        const std::size_t begin = m_at + 1;
        const std::size_t end = m_text.find(quote, begin);
        if (end == std::string_view::npos) fail("ends inside a string");
        const std::string_view text = m_text.substr(begin, end - begin);
        if (text.find_first_of("\\\n") != std::string_view::npos)
            fail("has an escape or line break in a string");
        m_at = end + 1;
        return text;
    }

    void entry(NpyHeader& header)
    {
        const std::string_view key = string("a key");
        bool* const seen = key == "descr"           ? &m_descr
                           : key == "fortran_order" ? &m_order
                           : key == "shape"         ? &m_shape
                                                    : nullptr;
        if (!seen) fail("has the unknown key " + inQuotes(key));
        if (*seen) m_refuse(FormatReason::DuplicateName, "the header gives " + std::string(key) + " twice");
        *seen = true;
        expect(':');
        skipSpace();
        if (seen == &m_descr)
            readType(header);
        else if (seen == &m_order)
            readOrder(header);
        else
            readShape(header);
    }

    void readType(NpyHeader& header)
    {
        if (peek() == '[' || peek() == '(')
            m_refuse(FormatReason::BadType, "the array is a structured one; only plain numbers can be read");
        const std::string_view descr = string("the type");
        if (descr.size() >= 3 && std::string_view("<>|=").find(descr[0]) != std::string_view::npos) {
            const auto bytes = smallSize(descr.substr(2));
            for (const KnownType& type : knownTypes) {
                if (!bytes || type.kind != descr[1] || type.bytes != *bytes) continue;
                header.dtype = type.dtype;
                header.bigEndian = descr[0] == '>' && type.bytes > 1;
                return;
            }
        }
        std::string kind = unreadableKind(descr);
        if (!kind.empty()) kind = ": " + kind;
        m_refuse(FormatReason::BadType, "arrays of type " + inQuotes(descr, 40) + " cannot be read" + kind);
    }

    void readOrder(NpyHeader& header)
    {
        for (const auto& [word, value] :
             {std::pair<std::string_view, bool>("True", true), {"False", false}}) {
            if (m_text.substr(m_at, word.size()) != word) continue;
            m_at += word.size();
            header.fortranOrder = value;
            return; // whatever follows the word must be a comma or the brace
        }
        fail("has a fortran_order that is neither True nor False");
    }

    void readShape(NpyHeader& header)
    {
        if (peek() != '(') fail("has a shape that is not a tuple");
        ++m_at;
        bool comma = true;
        while (!accept(')')) {
            if (!comma) fail("has a shape without commas");
            header.shape.push_back(dimension());
            if (header.shape.size() > limits::headerRank)
                m_refuse(FormatReason::BadShape,
                         "the shape has more than " + std::to_string(limits::headerRank) + " dimensions");
            comma = accept(',');
        }
        if (header.shape.size() == 1 && !comma) fail("has a number in brackets as shape instead of a tuple");
    }

    std::uint64_t dimension()
    {
        skipSpace();
        const std::size_t begin = m_at;
        constexpr std::uint64_t tooLarge = limits::largestDimension + 1; // stays, as it cannot be multiplied
        std::uint64_t value = 0;
        for (; peek() >= '0' && peek() <= '9'; ++m_at) {
            const auto digit = static_cast<std::uint64_t>(peek() - '0');
            value = value > (limits::largestDimension - digit) / 10 ? tooLarge : value * 10 + digit;
        }
        const std::size_t digits = m_at - begin;
        if (digits == 0) {
            if (peek() == '-') m_refuse(FormatReason::BadShape, "the shape has a negative dimension");
            fail("has something in the shape that is no decimal number");
        }
        if (digits > 1 && m_text[begin] == '0') fail("has a number with a leading zero in the shape");
        if (value > limits::largestDimension)
            m_refuse(FormatReason::BadShape, "a dimension of the shape exceeds 2^62");
        return value;
    }

    std::string_view m_text;
    const Refusal& m_refuse;
    std::size_t m_at = 0;
    bool m_descr = false;
    bool m_order = false;
    bool m_shape = false;
};

/// Magic, version and header length; returns where the text begins and how long it is.
std::pair<std::size_t, std::size_t> readFrame(const ByteSource& source, const Refusal& refuse)
{
    std::array<std::byte, 12> raw{};
    const auto there = static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), raw.size()));
    source.readHead(std::span(raw).first(there));
    if (there == 0) refuse(FormatReason::Truncated, "is empty");
    if (std::memcmp(raw.data(), magic.data(), std::min(there, magic.size())) != 0)
        refuse(FormatReason::BadHeader, "does not begin like a NumPy array");
    const auto byte = [&raw](std::size_t at) { return std::to_integer<std::uint32_t>(raw[at]); };
    const std::uint32_t major = byte(6);
    const std::uint32_t minor = byte(7);
    const std::size_t begin = major == 1 ? 10 : 12;
    if (there < 8 || there < begin) refuse(FormatReason::Truncated, "ends inside the NumPy header");
    if (major < 1 || major > 3 || minor != 0)
        refuse(FormatReason::Unsupported, "the NumPy header has version " + std::to_string(major) + "." +
                                              std::to_string(minor) + "; known are 1.0, 2.0 and 3.0");
    std::uint32_t length = byte(8) | byte(9) << 8;
    if (major > 1) length |= byte(10) << 16 | byte(11) << 24;
    if (length > limits::npyHeaderBytes)
        refuse(FormatReason::HeaderTooLarge, "header length " + withThousands(length) +
                                                 " exceeds the limit of " +
                                                 withThousands(limits::npyHeaderBytes));
    if (length > source.size() - begin)
        refuse(FormatReason::Truncated, "header length " + withThousands(length) + " exceeds the " +
                                            withThousands(source.size()) + " bytes there are");
    return {begin, length};
}

void checkSizes(NpyHeader& header, std::uint64_t available, const Refusal& refuse)
{
    const auto elements = elementCount(header.shape);
    if (!elements) refuse(FormatReason::BadShape, "the shape is too large");
    const auto bytes = storageBytes(header.dtype, *elements);
    if (!bytes) refuse(FormatReason::BadShape, "the shape is too large");
    if (*bytes > available)
        refuse(FormatReason::Truncated, "the array takes " + withThousands(*bytes) + " bytes but only " +
                                            withThousands(available) + " follow the header");
    header.elements = *elements;
    header.bytes = *bytes;
}

} // namespace

NpyHeader readNpyHeader(const ByteSource& source, const std::string& path, const std::string& where)
{
    const Refusal refuse{path, where};
    const auto [begin, length] = readFrame(source, refuse);
    std::vector<std::byte> raw(begin + length);
    source.readHead(raw);
    const std::string_view text(reinterpret_cast<const char*>(raw.data()) + begin, length);
    const bool isUtf8 = std::to_integer<int>(raw[6]) == 3;
    if (isUtf8 && !isValidUtf8(text)) refuse(FormatReason::BadText, "the header is not valid UTF-8");
    NpyHeader header;
    HeaderText(text, refuse).parse(header);
    header.dataOffset = raw.size();
    header.hash = XXH3_64bits(raw.data(), raw.size());
    checkSizes(header, source.size() - header.dataOffset, refuse);
    return header;
}

} // namespace alidade
