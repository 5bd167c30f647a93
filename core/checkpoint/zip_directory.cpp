// SPDX-License-Identifier: Apache-2.0
// Zip directories. The central directory is believed, the local headers only tell where the data starts, and
// both must agree in the name and the method, so that no other reader sees another archive.
#include "core/checkpoint/zip_directory.h"

#include "core/base/checked.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/limits.h"
#include "core/checkpoint/zip_records.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_set>
#include <xxhash.h>

namespace alidade {

namespace {

using zip::field;

constexpr std::size_t centralBytes = 46;
constexpr std::size_t localBytes = 30;
constexpr std::uint16_t encryptedFlags = 0x0001 | 0x0040 | 0x2000; // plain, strong, masked directory
constexpr std::uint16_t utf8Flag = 0x0800;
constexpr std::uint32_t inZip64 = 0xFFFFFFFF;

/// Names without the UTF-8 flag are in code page 437.
std::string fromCodePage437(std::string_view text)
{
    static constexpr std::u16string_view upper =
        u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
        u"αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";
    static_assert(upper.size() == 128);
    std::string out;
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        const std::uint32_t point = code < 128 ? code : upper[code - 128u];
        if (point < 0x80) {
            out += static_cast<char>(point);
        } else if (point < 0x800) {
            out += static_cast<char>(0xC0 | (point >> 6));
            out += static_cast<char>(0x80 | (point & 0x3F));
        } else {
            out += static_cast<char>(0xE0 | (point >> 12));
            out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
            out += static_cast<char>(0x80 | (point & 0x3F));
        }
    }
    return out;
}

class DirectoryReader {
public:
    explicit DirectoryReader(const File& file) : m_file(file) {}

    ZipDirectory read()
    {
        m_place = zip::findDirectory(m_file);
        m_bytes.resize(static_cast<std::size_t>(m_place.bytes));
        m_file.read(m_place.offset, m_bytes);
        ZipDirectory directory;
        directory.hash = XXH3_64bits_withSeed(m_bytes.data(), m_bytes.size(), m_file.size());
        directory.members.reserve(static_cast<std::size_t>(m_place.entries));
        for (std::uint64_t i = 0; i < m_place.entries; ++i)
            directory.members.push_back(nextMember());
        if (m_at != m_bytes.size())
            refuse(FormatReason::SizeMismatch,
                   "the zip directory is longer than its " + withThousands(m_place.entries) + " entries");
        checkOverlap(directory.members);
        return directory;
    }

private:
    [[noreturn]] void refuse(FormatReason reason, const std::string& detail) const
    {
        throw FormatError(reason, m_file.path(), detail);
    }

    /// The next `count` bytes of the directory.
    std::span<const std::byte> take(std::size_t count)
    {
        if (count > m_bytes.size() - m_at)
            refuse(FormatReason::Truncated, "the zip directory ends inside an entry");
        const std::span bytes = std::span<const std::byte>(m_bytes).subspan(m_at, count);
        m_at += count;
        return bytes;
    }

    ZipMember nextMember()
    {
        const auto entry = take(centralBytes);
        if (field<std::uint32_t>(entry, 0) != zip::centralSignature)
            refuse(FormatReason::BadHeader, "the zip directory has something that is no entry");
        const auto rawName = take(field<std::uint16_t>(entry, 28));
        const auto extra = take(field<std::uint16_t>(entry, 30));
        take(field<std::uint16_t>(entry, 32)); // comment
        ZipMember member;
        member.name = decodedName(rawName, field<std::uint16_t>(entry, 8));
        const std::uint16_t method = field<std::uint16_t>(entry, 10);
        member.crc = field<std::uint32_t>(entry, 16);
        member.storedBytes = field<std::uint32_t>(entry, 20);
        member.bytes = field<std::uint32_t>(entry, 24);
        member.headerOffset = field<std::uint32_t>(entry, 42);
        if (field<std::uint16_t>(entry, 34) != 0) // a zip64 disk number would be 0xFFFF here
            refuse(FormatReason::Unsupported, "the zip archive is spread over several files");
        if ((field<std::uint16_t>(entry, 8) & encryptedFlags) != 0)
            refuse(FormatReason::Unsupported, "the member " + inQuotes(member.name) + " is encrypted");
        if (method != 0 && method != 8)
            refuse(FormatReason::Unsupported, "the member " + inQuotes(member.name) +
                                                  " is compressed by method " + std::to_string(method) +
                                                  "; only stored and deflated members can be read");
        member.deflated = method == 8;
        readZip64(member, extra);
        checkSizes(member);
        locate(member, rawName, method);
        return member;
    }

    std::string decodedName(std::span<const std::byte> raw, std::uint16_t flags)
    {
        const std::string_view text(reinterpret_cast<const char*>(raw.data()), raw.size());
        if (text.find('\0') != std::string_view::npos)
            refuse(FormatReason::BadText, "the name of a zip member holds a zero byte: " + inQuotes(text));
        if ((flags & utf8Flag) != 0 && !isValidUtf8(text))
            refuse(FormatReason::BadText, "the name of a zip member is not valid UTF-8: " + inQuotes(text));
        std::string name = (flags & utf8Flag) != 0 ? std::string(text) : fromCodePage437(text);
        if (!m_names.insert(name).second)
            refuse(FormatReason::DuplicateName,
                   "the zip archive has the member " + inQuotes(name) + " twice");
        return name;
    }

    /// Sizes and offset that did not fit 32 bits, in this order and only those (APPNOTE 4.5.3).
    void readZip64(ZipMember& member, std::span<const std::byte> extra) const
    {
        const auto damaged = [&] {
            refuse(FormatReason::BadHeader,
                   "the extra fields of the member " + inQuotes(member.name) + " are damaged");
        };
        bool found = false;
        while (extra.size() >= 4) {
            const std::uint16_t id = field<std::uint16_t>(extra, 0);
            const std::size_t length = field<std::uint16_t>(extra, 2);
            if (length > extra.size() - 4) damaged();
            std::span<const std::byte> data = extra.subspan(4, length);
            extra = extra.subspan(4 + length);
            if (id != 1 || found) continue;
            found = true;
            for (std::uint64_t* value : {&member.bytes, &member.storedBytes, &member.headerOffset}) {
                if (*value != inZip64) continue;
                if (data.size() < sizeof *value) damaged();
                *value = field<std::uint64_t>(data, 0);
                data = data.subspan(sizeof *value);
            }
        }
        const bool missing =
            member.bytes == inZip64 || member.storedBytes == inZip64 || member.headerOffset == inZip64;
        if (missing && !found) damaged();
    }

    void checkSizes(const ZipMember& member) const
    {
        if (!member.deflated && member.bytes != member.storedBytes)
            refuse(FormatReason::SizeMismatch, "the member " + inQuotes(member.name) + " is stored in " +
                                                   withThousands(member.storedBytes) +
                                                   " bytes but announces " + withThousands(member.bytes));
        if (member.bytes / limits::zipInflation > member.storedBytes)
            refuse(FormatReason::SizeMismatch, "the member " + inQuotes(member.name) + " announces " +
                                                   withThousands(member.bytes) + " bytes packed into " +
                                                   withThousands(member.storedBytes) +
                                                   ", which deflate cannot do");
    }

    /// Finds the data by the local header.
    void locate(ZipMember& member, std::span<const std::byte> rawName, std::uint16_t method)
    {
        const auto outside = [&] {
            refuse(FormatReason::BadOffset,
                   "the member " + inQuotes(member.name) + " does not lie in front of the zip directory");
        };
        const auto at = checkedAdd(member.headerOffset, m_place.prefix);
        if (!at || *at > m_place.offset || m_place.offset - *at < localBytes) outside();
        std::vector<std::byte> local(localBytes + rawName.size());
        const auto there =
            static_cast<std::size_t>(std::min<std::uint64_t>(local.size(), m_place.offset - *at));
        m_file.read(*at, std::span(local).first(there));
        if (field<std::uint32_t>(local, 0) != zip::localSignature)
            refuse(FormatReason::BadHeader,
                   "there is no local header where the member " + inQuotes(member.name) + " should start");
        const std::size_t nameBytes = field<std::uint16_t>(local, 26);
        if (nameBytes != rawName.size() || there < local.size() ||
            !std::equal(rawName.begin(), rawName.end(), local.begin() + localBytes))
            refuse(FormatReason::BadHeader,
                   "the member " + inQuotes(member.name) + " has another name in its local header");
        if (field<std::uint16_t>(local, 8) != method)
            refuse(FormatReason::BadHeader,
                   "the member " + inQuotes(member.name) + " has another compression in its local header");
        if ((field<std::uint16_t>(local, 6) & encryptedFlags) != 0)
            refuse(FormatReason::Unsupported, "the member " + inQuotes(member.name) + " is encrypted");
        member.headerOffset = *at;
        member.dataOffset = *at + localBytes + nameBytes + field<std::uint16_t>(local, 28);
        if (member.dataOffset > m_place.offset || member.storedBytes > m_place.offset - member.dataOffset)
            outside();
    }

    /// Fifield's bomb gives one set of bytes to many members.
    void checkOverlap(const std::vector<ZipMember>& members) const
    {
        std::vector<std::size_t> order(members.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return members[a].headerOffset < members[b].headerOffset;
        });
        std::uint64_t end = 0;
        for (const std::size_t index : order) {
            const ZipMember& member = members[index];
            if (member.headerOffset < end)
                refuse(FormatReason::Overlap,
                       "the member " + inQuotes(member.name) + " overlaps another one");
            end = member.dataOffset + member.storedBytes;
        }
    }

    const File& m_file;
    zip::DirectoryPlace m_place;
    std::vector<std::byte> m_bytes;
    std::size_t m_at = 0;
    std::unordered_set<std::string> m_names;
};

} // namespace

ZipDirectory readZipDirectory(const File& file) { return DirectoryReader(file).read(); }

} // namespace alidade
