// SPDX-License-Identifier: Apache-2.0
// The alphabet of GPT-2's byte-level BPE: every byte as one printable character (Radford et al. 2019,
// encoder.py).
#pragma once

#include <string>
#include <string_view>

namespace alidade {

/// Bytes as characters of the alphabet, in UTF-8.
std::string toByteAlphabet(std::string_view bytes);

/// The bytes that the characters stand for; characters outside the alphabet stay as they are.
std::string fromByteAlphabet(std::string_view text);

} // namespace alidade
