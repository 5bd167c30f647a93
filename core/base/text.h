// SPDX-License-Identifier: Apache-2.0
// Text that comes out of files is untrusted: these make it safe to show and say whether it is valid UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace alidade {

/// True if `text` is well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
bool isValidUtf8(std::string_view text);

/// `text` with every malformed byte sequence replaced by U+FFFD.
std::string validUtf8(std::string_view text);

/// `text` made safe for one line of a message: valid UTF-8, control and bidirectional formatting characters
/// written as \u{...}, at most `limit` characters (escapes counted as they are written) followed by an ellipsis when
/// cut.
std::string escaped(std::string_view text, std::size_t limit = 200);

/// escaped() for paths: a long one is cut in front, so that the file's name stays.
std::string escapedPath(std::string_view path);

/// escaped() in typographic-free quotes: 'name'.
std::string inQuotes(std::string_view text, std::size_t limit = 200);

/// Shortest decimal that reads back as `value`, independent of locale; "nan", "inf", "-inf" otherwise.
std::string shortestDecimal(double value);

/// `value` with thousands separated by commas, as in 9,123,412.
std::string withThousands(unsigned long long value);

} // namespace alidade
