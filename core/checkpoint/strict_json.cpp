// SPDX-License-Identifier: Apache-2.0
// Strict visiting of JSON.
#include "core/checkpoint/strict_json.h"

#include "core/base/text.h"
#include "core/checkpoint/limits.h"

namespace alidade {

namespace {

using simdjson::ondemand::json_type;

std::string checkedText(std::string_view text, const std::string& path)
{
    if (!isValidUtf8(text))
        throw FormatError(FormatReason::BadText, path, "the header holds text that is not UTF-8");
    return std::string(text);
}

void skipObject(simdjson::ondemand::object object, const std::string& path, int depth)
{
    std::unordered_set<std::string> keys;
    for (auto field : object) {
        strictKey(field, keys, path);
        skipStrictly(field.value(), path, depth + 1);
    }
}

} // namespace

std::string strictKey(simdjson::simdjson_result<simdjson::ondemand::field> field,
                      std::unordered_set<std::string>& seen, const std::string& path)
{
    const std::string_view raw = field.unescaped_key();
    std::string key = checkedText(raw, path);
    if (!seen.insert(key).second)
        throw FormatError(FormatReason::DuplicateName, path,
                          "the header gives the name " + inQuotes(key) + " twice");
    return key;
}

std::string strictString(simdjson::ondemand::value value, const std::string& path)
{
    const std::string_view text = value.get_string();
    return checkedText(text, path);
}

void skipStrictly(simdjson::ondemand::value value, const std::string& path, int depth)
{
    if (depth > static_cast<int>(limits::jsonNesting))
        throw FormatError(FormatReason::TooDeep, path,
                          "the header is nested deeper than " + std::to_string(limits::jsonNesting) +
                              " levels");
    switch (json_type(value.type())) {
    case json_type::object:
        return skipObject(value.get_object(), path, depth);
    case json_type::array:
        for (auto element : value.get_array())
            skipStrictly(element.value(), path, depth + 1);
        return;
    case json_type::string:
        strictString(value, path);
        return;
    case json_type::number:
        static_cast<void>(simdjson::ondemand::number(value.get_number()));
        return;
    case json_type::boolean:
        static_cast<void>(bool(value.get_bool()));
        return;
    case json_type::null:
        if (!bool(value.is_null())) throw simdjson::simdjson_error(simdjson::N_ATOM_ERROR);
        return;
    }
}

FormatReason jsonReason(const simdjson::simdjson_error& error)
{
    switch (error.error()) {
    case simdjson::UTF8_ERROR:
    case simdjson::STRING_ERROR:
    case simdjson::UNESCAPED_CHARS:
        return FormatReason::BadText;
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
        return FormatReason::BadNumber;
    case simdjson::DEPTH_ERROR:
        return FormatReason::TooDeep;
    default:
        return FormatReason::BadHeader;
    }
}

} // namespace alidade
