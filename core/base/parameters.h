// SPDX-License-Identifier: Apache-2.0
// Parameters described once: command-line flags, forms and contract tests are made from the same specification.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace alidade {

/// A parameter's value.
using ParameterValue = std::variant<std::int64_t, double, std::string>;

/// Text of a value, as it is written on a command line.
std::string toText(const ParameterValue& value);

/// What a component may be told: type (that of the default), range or choices.
struct ParameterSpec {
    std::string id;    ///< also the command-line flag, "--block"
    std::string label; ///< for forms
    std::string help;  ///< one sentence, with the unit
    ParameterValue fallback;
    double minimum = 0.0;             ///< numbers only
    double maximum = 0.0;             ///< numbers only
    std::vector<std::string> choices; ///< text only; empty means free text
    /// Integers only: words that stand for some of the values, "head" for -1. Text may give either.
    std::vector<std::pair<std::string, std::int64_t>> names = {};
};

/// An integer in [minimum, maximum].
ParameterSpec integerParameter(std::string id, std::string label, std::string help, std::int64_t fallback,
                               std::int64_t minimum, std::int64_t maximum);
/// A real number in [minimum, maximum].
ParameterSpec realParameter(std::string id, std::string label, std::string help, double fallback, double minimum,
                            double maximum);
/// One of several words.
ParameterSpec choiceParameter(std::string id, std::string label, std::string help, std::string fallback,
                              std::vector<std::string> choices);

/// Any text.
ParameterSpec textParameter(std::string id, std::string label, std::string help, std::string fallback = {});

/// Named values of one component; comparable and printable, so that it can be part of a request.
class Parameters {
public:
    Parameters() = default;
    Parameters(std::initializer_list<std::pair<const std::string, ParameterValue>> values) : m_values(values) {}

    void set(const std::string& id, ParameterValue value) { m_values[id] = std::move(value); }
    [[nodiscard]] bool has(const std::string& id) const { return m_values.contains(id); }

    /// Value of an integer parameter. @throws InvalidRequest if it is missing or of another type.
    [[nodiscard]] std::int64_t integer(const std::string& id) const;
    /// Value of a real parameter. @throws InvalidRequest
    [[nodiscard]] double real(const std::string& id) const;
    /// Value of a text parameter. @throws InvalidRequest
    [[nodiscard]] const std::string& text(const std::string& id) const;

    [[nodiscard]] const std::map<std::string, ParameterValue>& values() const { return m_values; }
    friend bool operator==(const Parameters&, const Parameters&) = default;
    friend auto operator<=>(const Parameters&, const Parameters&) = default;

private:
    std::map<std::string, ParameterValue> m_values;
};

/// The given values checked against the specifications, with defaults for what was not given.
/// @throws InvalidRequest naming the parameter and its allowed range, or an unknown parameter.
Parameters resolveParameters(std::span<const ParameterSpec> specs, const Parameters& given);

/// Reads one value from text by its specification. @throws InvalidRequest naming parameter and range.
ParameterValue parseParameter(const ParameterSpec& spec, std::string_view text);

/// Text of a value for people: its name if the specification has one for it. parseParameter() reads it back.
std::string parameterText(const ParameterSpec& spec, const ParameterValue& value);

} // namespace alidade
