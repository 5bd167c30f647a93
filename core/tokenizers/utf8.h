// SPDX-License-Identifier: Apache-2.0
// Steps through text that is known to be UTF-8.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace alidade {

/// Bytes of the character that begins at `at`; never beyond the end, at least 1.
inline std::size_t characterBytes(std::string_view text, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return std::min(length, text.size() - at);
}

} // namespace alidade
