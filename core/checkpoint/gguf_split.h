// SPDX-License-Identifier: Apache-2.0
// Models split into several GGUF files, NAME-00001-of-0000N.gguf, by the split.* metadata of each file.
#pragma once

#include "core/checkpoint/file.h"
#include "core/checkpoint/gguf_header.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace alidade::gguf {

/// "folder/NAME" and the two numbers of "folder/NAME-00002-of-00005.gguf".
struct PartName {
    std::string stem;
    std::uint64_t number = 0; ///< from 1
    std::uint64_t count = 0;

    /// The path of another part of the same model, in the same folder.
    [[nodiscard]] std::string path(std::uint64_t part) const;
};

/// The parts of a file name of this form, or nothing.
std::optional<PartName> parsePartName(const std::string& path);

/// One file of a model and what its header says.
struct Part {
    std::unique_ptr<File> file;
    Header header;
};

/// Opens the file and, if it says that it is one of several, all the others of its folder, in order.
/// @throws FormatError with the given path when a part is missing, damaged, or does not belong to the others
std::vector<Part> openParts(const std::string& path);

} // namespace alidade::gguf
