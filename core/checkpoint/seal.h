// SPDX-License-Identifier: Apache-2.0
// The last 16 bytes of a file that this program wrote as one piece: a mark of eight letters and the XXH3 hash of all
// bytes before. Whoever reads the file knows that it is whole before anything in it is believed.
#pragma once

#include "core/base/job.h"

#include <string>
#include <string_view>

namespace alidade {

/// Appends the seal to a file. @param mark eight letters @throws Error, Cancelled
void appendSeal(const std::string& path, std::string_view mark, const JobContext& job);

/// Whether the file ends in a seal of this mark; its content is not read. @throws FormatError if it cannot be opened
bool hasSeal(const std::string& path, std::string_view mark);

/// Compares the seal with the whole file.
/// @param what what the file should be, for the sentence: "a compressed model"
/// @throws FormatError if the seal is missing or does not fit, Cancelled
void checkSeal(const std::string& path, std::string_view mark, const std::string& what, const JobContext& job);

} // namespace alidade
