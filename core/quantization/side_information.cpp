// SPDX-License-Identifier: Apache-2.0
// Packing and unpacking of side information.
#include "core/quantization/side_information.h"

namespace alidade {

void SideWriter::packed(std::span<const std::uint8_t> codes, int bits)
{
    unsigned held = 0;
    int count = 0;
    for (const std::uint8_t code : codes) {
        held |= static_cast<unsigned>(code) << count;
        count += bits;
        while (count >= 8) {
            m_bytes.push_back(static_cast<std::byte>(held & 0xFFU));
            held >>= 8;
            count -= 8;
        }
    }
    if (count > 0) m_bytes.push_back(static_cast<std::byte>(held & 0xFFU));
}

std::vector<std::uint8_t> SideReader::packed(std::size_t count, int bits)
{
    const auto width = static_cast<std::size_t>(bits);
    require(count / 8, width); // so that the product below cannot wrap
    const std::span<const std::byte> from = bytes((count * width + 7) / 8);
    std::vector<std::uint8_t> codes(count);
    unsigned held = 0;
    int available = 0;
    std::size_t next = 0;
    for (std::uint8_t& code : codes) {
        if (available < bits) {
            held |= std::to_integer<unsigned>(from[next++]) << available;
            available += 8;
        }
        code = static_cast<std::uint8_t>(held & ((1U << bits) - 1U));
        held >>= bits;
        available -= bits;
    }
    if (held != 0) refuse("the last byte of packed codes does not end with zeros");
    return codes;
}

std::span<const std::byte> SideReader::bytes(std::size_t count)
{
    require(count, 1);
    const std::span<const std::byte> taken = m_bytes.first(count);
    m_bytes = m_bytes.subspan(count);
    return taken;
}

void SideReader::require(std::size_t count, std::size_t bytesEach) const
{
    if (count > m_bytes.size() / bytesEach) refuse("it ends too early");
}

void SideReader::finish() const
{
    if (!m_bytes.empty()) refuse("it is " + std::to_string(m_bytes.size()) + " bytes too long");
}

void SideReader::refuse(const std::string& what) const
{
    throw DamagedData("the side information of the quantizer " + m_quantizer + " is damaged: " + what);
}

} // namespace alidade
