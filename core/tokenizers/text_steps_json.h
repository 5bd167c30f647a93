// SPDX-License-Identifier: Apache-2.0
// The normalizer and the pre-tokenizer of tokenizer.json.
#pragma once

#include "core/tokenizers/bpe_tokenizer.h"

#include <simdjson.h>

namespace alidade {

/// Appends the normalizers. @throws FormatError naming a kind that is not supported, simdjson_error
void readNormalizer(simdjson::dom::object json, BpeRecipe& recipe);

/// Appends the splitters. @throws FormatError naming a kind that is not supported, simdjson_error
void readPreTokenizer(simdjson::dom::object json, BpeRecipe& recipe);

} // namespace alidade
