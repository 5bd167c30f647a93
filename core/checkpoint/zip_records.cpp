// SPDX-License-Identifier: Apache-2.0
// The end of a zip archive (APPNOTE 4.3.14 to 4.3.16): end record, zip64 locator and record.
#include "core/checkpoint/zip_records.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace alidade::zip {

namespace {

constexpr std::uint32_t endSignature = 0x06054B50;
constexpr std::uint32_t end64Signature = 0x06064B50;
constexpr std::uint32_t locatorSignature = 0x07064B50;
constexpr std::size_t endBytes = 22;
constexpr std::size_t end64Bytes = 56;
constexpr std::size_t locatorBytes = 20;
constexpr std::size_t longestComment = 0xFFFF;
constexpr std::uint64_t entryBytes = 46; ///< least that an entry of the directory takes

/// The numbers of an end record, of either kind.
struct End {
    std::uint64_t disks = 0; ///< 0 in an archive of one piece
    std::uint64_t entriesHere = 0;
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;
    std::uint64_t offset = 0;
};

class EndReader {
public:
    explicit EndReader(const File& file) : m_file(file) {}

    DirectoryPlace read()
    {
        const std::uint64_t endAt = findEnd();
        const auto record = bytesAt<endBytes>(endAt);
        End end{static_cast<std::uint64_t>(field<std::uint16_t>(record, 4) | field<std::uint16_t>(record, 6)),
                field<std::uint16_t>(record, 8), field<std::uint16_t>(record, 10),
                field<std::uint32_t>(record, 12), field<std::uint32_t>(record, 16)};
        const auto end64At = findEnd64(endAt, end);
        return place(end, end64At.value_or(endAt), end64At);
    }

private:
    [[noreturn]] void refuse(FormatReason reason, const std::string& detail) const
    {
        throw FormatError(reason, m_file.path(), detail);
    }

    template <std::size_t Count>
    std::array<std::byte, Count> bytesAt(std::uint64_t offset) const
    {
        std::array<std::byte, Count> bytes{};
        m_file.read(offset, bytes);
        return bytes;
    }

    /// The last end record whose comment reaches exactly to the end of the file.
    std::uint64_t findEnd() const
    {
        const std::uint64_t length = std::min<std::uint64_t>(m_file.size(), endBytes + longestComment);
        std::vector<std::byte> tail(static_cast<std::size_t>(length));
        m_file.read(m_file.size() - length, tail);
        for (std::size_t comment = 0; comment + endBytes <= tail.size(); ++comment) {
            const std::span record = std::span(tail).subspan(tail.size() - endBytes - comment, endBytes);
            if (field<std::uint32_t>(record, 0) == endSignature &&
                field<std::uint16_t>(record, 20) == comment)
                return m_file.size() - endBytes - comment;
        }
        refuse(FormatReason::Truncated, "the zip archive has no end record: the file is cut off or damaged");
    }

    /// Replaces the numbers by those of the zip64 record, if there is one, and tells where it is.
    std::optional<std::uint64_t> findEnd64(std::uint64_t endAt, End& end)
    {
        if (endAt < locatorBytes) return std::nullopt;
        const auto locator = bytesAt<locatorBytes>(endAt - locatorBytes);
        if (field<std::uint32_t>(locator, 0) != locatorSignature) return std::nullopt;
        m_statedEnd64 = field<std::uint64_t>(locator, 8);
        if (endAt < locatorBytes + end64Bytes)
            refuse(FormatReason::BadOffset, "the zip64 end record lies outside of the file");
        const std::uint64_t at = endAt - locatorBytes - end64Bytes;
        const auto record = bytesAt<end64Bytes>(at);
        if (field<std::uint32_t>(record, 0) != end64Signature)
            refuse(FormatReason::BadHeader, "the zip64 end record is not where it must be");
        if (field<std::uint64_t>(record, 4) != end64Bytes - 12)
            refuse(FormatReason::BadHeader, "the zip64 end record has an unknown size");
        const End wide{field<std::uint32_t>(locator, 4) | field<std::uint32_t>(record, 16) |
                           field<std::uint32_t>(record, 20),
                       field<std::uint64_t>(record, 24), field<std::uint64_t>(record, 32),
                       field<std::uint64_t>(record, 40), field<std::uint64_t>(record, 48)};
        const auto agrees = [](std::uint64_t narrow, std::uint64_t saturated, std::uint64_t value) {
            return narrow == saturated || narrow == value;
        };
        if (!agrees(end.entries, 0xFFFF, wide.entries) || !agrees(end.bytes, 0xFFFFFFFF, wide.bytes) ||
            !agrees(end.offset, 0xFFFFFFFF, wide.offset))
            refuse(FormatReason::BadHeader, "the two end records of the zip archive contradict each other");
        end = wide;
        return at;
    }

    DirectoryPlace place(const End& end, std::uint64_t directoryEnd,
                         std::optional<std::uint64_t> end64At) const
    {
        if (end.disks != 0 || end.entriesHere != end.entries)
            refuse(FormatReason::Unsupported, "the zip archive is spread over several files");
        if (end.bytes > directoryEnd)
            refuse(FormatReason::BadOffset, "the zip directory is announced larger than the file");
        if (end.bytes > limits::zipDirectoryBytes)
            refuse(FormatReason::TooMany, "the zip directory takes " + withThousands(end.bytes) +
                                              " bytes; the limit is " +
                                              withThousands(limits::zipDirectoryBytes));
        if (end.entries > end.bytes / entryBytes)
            refuse(FormatReason::TooMany, "the zip directory announces " + withThousands(end.entries) +
                                              " members but has room for " +
                                              withThousands(end.bytes / entryBytes));
        const std::uint64_t begin = directoryEnd - end.bytes;
        if (end.offset > begin)
            refuse(FormatReason::BadOffset, "the zip directory does not end where its end record starts");
        const std::uint64_t prefix = begin - end.offset;
        if (end64At && m_statedEnd64 != *end64At - prefix)
            refuse(FormatReason::BadOffset,
                   "the zip64 locator points to another place than the zip64 end record");
        if (prefix != 0 && startsAsArchive())
            refuse(FormatReason::BadOffset, "the zip directory is not where its end record says");
        return {begin, end.bytes, end.entries, prefix};
    }

    /// An archive that starts with the file has nothing in front of it.
    bool startsAsArchive() const { return field<std::uint32_t>(bytesAt<4>(0), 0) == localSignature; }

    const File& m_file;
    std::uint64_t m_statedEnd64 = 0;
};

} // namespace

DirectoryPlace findDirectory(const File& file) { return EndReader(file).read(); }

} // namespace alidade::zip
