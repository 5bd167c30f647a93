// SPDX-License-Identifier: Apache-2.0
// Which file of a Hugging Face folder holds the weights.
#pragma once

#include "core/checkpoint/checkpoint.h"

#include <memory>
#include <string>
#include <vector>

namespace alidade {

/// The name of the file to open: the index before a file of weights, the usual names before the only one of
/// its kind; empty if there is none or no saying which. @param names of the files in the folder
std::string huggingFaceWeights(const std::vector<std::string>& names);

/// Opens a folder. Errors name the folder as it was given, and the file in it. @throws FormatError
std::unique_ptr<const Checkpoint> openHuggingFaceFolder(const std::string& path);

} // namespace alidade
