// SPDX-License-Identifier: Apache-2.0
// Metadata values of a GGUF file as they are, whole: what gguf_metadata.h keeps only as shortened text.
#pragma once

#include "core/checkpoint/file.h"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace alidade::gguf {

/// A value. Whole numbers of every width are int64, floats are doubles; strings are as stored, not checked to
/// be UTF-8.
using Value = std::variant<std::int64_t, double, bool, std::string, std::vector<std::int64_t>,
                           std::vector<double>, std::vector<std::string>>;

using Values = std::map<std::string, Value, std::less<>>;

/// The values of those of the keys that the file has; the others are passed over. Memory grows with what is
/// read, never with what is announced.
/// @throws FormatError for a damaged header, a key that appears twice, an array of arrays or of bools, one
/// that is longer than limits::vocabularyTokens, a whole number beyond int64
Values readValues(const File& file, std::span<const std::string_view> keys);

} // namespace alidade::gguf
