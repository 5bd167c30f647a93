// SPDX-License-Identifier: Apache-2.0
// Reading JSON files of tokenizers.
#include "core/tokenizers/json_file.h"

#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/limits.h"

#include <span>

namespace alidade {

JsonFile::JsonFile(const std::string& path)
{
    const File file(path);
    if (file.size() > limits::jsonFileBytes)
        throw FormatError(FormatReason::HeaderTooLarge, path,
                          "the file takes " + withThousands(file.size()) + " bytes; the limit is " +
                              withThousands(limits::jsonFileBytes));
    simdjson::padded_string text(static_cast<std::size_t>(file.size()));
    file.read(0, std::as_writable_bytes(std::span(text.data(), text.size())));
    if (const auto error = m_parser.allocate(text.size(), limits::jsonNesting); error != simdjson::SUCCESS)
        throw simdjson::simdjson_error(error);
    m_root = m_parser.parse(text).get_object();
}

bool findElement(simdjson::dom::object object, std::string_view key, simdjson::dom::element& value)
{
    return object.at_key(key).get(value) == simdjson::SUCCESS && !value.is_null();
}

std::string requiredText(simdjson::dom::object object, std::string_view key, const std::string& file,
                         const std::string& what)
{
    simdjson::dom::element value;
    if (!findElement(object, key, value))
        throw FormatError(FormatReason::Missing, file, what + " has no '" + std::string(key) + "'");
    const std::string_view text = value.get_string();
    if (!isValidUtf8(text))
        throw FormatError(FormatReason::BadText, file, what + " holds text that is not UTF-8");
    return std::string(text);
}

} // namespace alidade
