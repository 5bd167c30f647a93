// SPDX-License-Identifier: Apache-2.0
// Windows and error sentences of the byte reader.
#include "core/base/byte_reader.h"

#include "core/base/text.h"

#include <algorithm>

namespace alidade {

namespace {

constexpr std::uint64_t windowBytes = 256 * 1024;

} // namespace

ByteReader::ByteReader(std::string path, std::uint64_t size, std::uint64_t limit, Fetch fetch)
    : m_path(std::move(path)), m_size(size), m_limit(limit), m_fetch(std::move(fetch))
{}

std::string ByteReader::text(std::uint64_t length, std::size_t keep, std::string_view what)
{
    require(length, what);
    const std::uint64_t end = m_position + length;
    const auto kept = static_cast<std::size_t>(std::min<std::uint64_t>(length, keep));
    std::string out;
    out.reserve(kept);
    while (out.size() < kept) {
        if (m_position >= m_windowEnd) refill();
        const auto from = static_cast<std::size_t>(m_position - m_windowBegin);
        const std::size_t count =
            std::min(kept - out.size(), static_cast<std::size_t>(m_windowEnd - m_position));
        out.append(reinterpret_cast<const char*>(m_window.data()) + from, count);
        m_position += count;
    }
    m_position = end;
    return out;
}

void ByteReader::requireCount(std::uint64_t count, std::uint64_t each, std::string_view what) const
{
    if (count <= left() / each) return;
    refuse(FormatReason::Truncated, "the file announces " + withThousands(count) + " " + std::string(what) +
                                        " but only " + withThousands(left()) + " bytes follow");
}

void ByteReader::refuse(FormatReason reason, const std::string& detail) const
{
    throw FormatError(reason, m_path, detail, m_position);
}

void ByteReader::refuseLength(std::uint64_t length, std::string_view what) const
{
    if (length > left())
        refuse(FormatReason::Truncated, "the file ends inside " + std::string(what) + ": " +
                                            withThousands(length) + " bytes are needed at byte " +
                                            withThousands(m_position) + " but only " + withThousands(left()) +
                                            " are there");
    refuse(FormatReason::HeaderTooLarge,
           "the header goes on after " + withThousands(m_limit) + " bytes, the limit");
}

void ByteReader::refill()
{
    const std::uint64_t count = std::min(windowBytes, left());
    m_window.resize(static_cast<std::size_t>(count));
    m_windowBegin = m_windowEnd = m_position; // nothing is held if the fetch throws
    m_fetch(m_position, m_window);
    m_windowEnd = m_position + count;
}

} // namespace alidade
