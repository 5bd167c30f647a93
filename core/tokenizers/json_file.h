// SPDX-License-Identifier: Apache-2.0
// A JSON file read as a whole, within the limits of checkpoint/limits.h.
#pragma once

#include "core/base/error.h"

#include <simdjson.h>

#include <string>
#include <string_view>

namespace alidade {

/// A parsed file. Its elements live as long as it does.
class JsonFile {
public:
    /// @throws FormatError (Missing, HeaderTooLarge), simdjson_error
    explicit JsonFile(const std::string& path);
    [[nodiscard]] simdjson::dom::object root() const { return m_root; }

private:
    simdjson::dom::parser m_parser;
    simdjson::dom::object m_root;
};

/// The element of this key; false if there is none or it is null.
bool findElement(simdjson::dom::object object, std::string_view key, simdjson::dom::element& value);

/// The text, number or truth value of a key, `otherwise` if there is none or it is null.
/// @throws simdjson_error for another type
template <typename T>
T valueOr(simdjson::dom::object object, std::string_view key, T otherwise)
{
    simdjson::dom::element value;
    return findElement(object, key, value) ? T(value.get<T>()) : otherwise;
}

/// The text of a key. @throws FormatError naming `file` and `what` if there is none, simdjson_error for
/// another type
std::string requiredText(simdjson::dom::object object, std::string_view key, const std::string& file,
                         const std::string& what);

/// Calls `body`; what the library of JSON throws becomes a FormatError.
template <typename Body>
auto withJsonErrors(const std::string& file, Body&& body)
{
    try {
        return body();
    } catch (const simdjson::simdjson_error& error) {
        throw FormatError(FormatReason::BadHeader, file,
                          std::string("the JSON is not as expected: ") + error.what());
    }
}

} // namespace alidade
