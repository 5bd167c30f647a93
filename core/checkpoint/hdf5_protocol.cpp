// SPDX-License-Identifier: Apache-2.0
// Writing and checked reading of messages.
#include "core/checkpoint/hdf5_protocol.h"
#include "core/checkpoint/limits.h"

namespace alidade::hdf5 {

MessageWriter::MessageWriter(Kind kind)
{
    number(std::uint32_t{0}); // room for the length
    number(static_cast<std::uint8_t>(kind));
}

void MessageWriter::text(std::string_view value)
{
    number(static_cast<std::uint32_t>(value.size()));
    append(std::as_bytes(std::span(value)));
}

void MessageWriter::shape(std::span<const std::uint64_t> dimensions)
{
    number(static_cast<std::uint32_t>(dimensions.size()));
    append(std::as_bytes(dimensions));
}

void MessageWriter::place(const Place& where)
{
    text(where.file);
    number(where.group);
    text(where.link);
    number(where.address);
}

std::span<const std::byte> MessageWriter::finish()
{
    const auto length = static_cast<std::uint32_t>(m_bytes.size() - sizeof(std::uint32_t));
    std::memcpy(m_bytes.data(), &length, sizeof(length));
    return std::as_bytes(std::span(m_bytes));
}

void MessageWriter::append(std::span<const std::byte> bytes)
{
    m_bytes.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

MessageReader::MessageReader(std::span<const std::byte> body) : m_rest(body)
{
    m_kind = Kind{number<std::uint8_t>()};
}

std::string MessageReader::text(std::size_t limit)
{
    const auto length = number<std::uint32_t>();
    if (length > limit) throw ProtocolError("a text is too long");
    const auto bytes = take(length);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::uint64_t> MessageReader::shape()
{
    const auto rank = number<std::uint32_t>();
    if (rank > limits::hdf5Rank) throw ProtocolError("a shape has too many dimensions");
    std::vector<std::uint64_t> dimensions(rank);
    for (std::uint64_t& dimension : dimensions)
        dimension = number<std::uint64_t>();
    return dimensions;
}

DType MessageReader::dtype()
{
    const auto value = number<std::uint8_t>();
    if (value > static_cast<std::uint8_t>(DType::C128)) throw ProtocolError("a type is unknown");
    return static_cast<DType>(value);
}

Place MessageReader::place()
{
    Place where;
    where.file = text(limits::hdf5NameBytes);
    where.group = number<std::uint64_t>();
    where.link = text(limits::hdf5NameBytes);
    where.address = number<std::uint64_t>();
    return where;
}

void MessageReader::end() const
{
    if (!m_rest.empty()) throw ProtocolError("a message is too long");
}

std::span<const std::byte> MessageReader::take(std::size_t count)
{
    if (count > m_rest.size()) throw ProtocolError("a message is too short");
    const auto taken = m_rest.first(count);
    m_rest = m_rest.subspan(count);
    return taken;
}

} // namespace alidade::hdf5
