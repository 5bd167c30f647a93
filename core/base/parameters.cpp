// SPDX-License-Identifier: Apache-2.0
// Checking and printing of parameters.
#include "core/base/parameters.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace alidade {

namespace {

std::string rangeText(const ParameterSpec& spec)
{
    if (std::holds_alternative<std::string>(spec.fallback)) {
        std::string list;
        for (const std::string& choice : spec.choices) list += (list.empty() ? "" : ", ") + choice;
        return "one of " + list;
    }
    const std::string kind = std::holds_alternative<std::int64_t>(spec.fallback) ? "an integer" : "a number";
    std::string text = kind + " from " + shortestDecimal(spec.minimum) + " to " + shortestDecimal(spec.maximum);
    for (const auto& [name, value] : spec.names) text += ", " + name + " (" + std::to_string(value) + ")";
    return text;
}

[[noreturn]] void refuse(const ParameterSpec& spec, std::string_view given)
{
    throw InvalidRequest("parameter " + spec.id + " must be " + rangeText(spec) + ", not " + inQuotes(given));
}

std::optional<double> asNumber(const ParameterValue& value)
{
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    return std::nullopt;
}

ParameterValue checkedValue(const ParameterSpec& spec, const ParameterValue& value)
{
    if (std::holds_alternative<std::string>(spec.fallback)) {
        const auto* text = std::get_if<std::string>(&value);
        if (!text) refuse(spec, toText(value));
        const bool known =
            spec.choices.empty() || std::find(spec.choices.begin(), spec.choices.end(), *text) != spec.choices.end();
        if (!known) refuse(spec, *text);
        return value;
    }
    if (std::holds_alternative<std::int64_t>(spec.fallback)) {
        // Compared as integers: above 2^53 a double would round onto the limit.
        const auto* integer = std::get_if<std::int64_t>(&value);
        const bool fits = integer && *integer >= static_cast<std::int64_t>(spec.minimum) &&
                          *integer <= static_cast<std::int64_t>(spec.maximum);
        if (!fits) refuse(spec, toText(value));
        return value;
    }
    const std::optional<double> number = asNumber(value);
    const bool inRange = number && *number >= spec.minimum && *number <= spec.maximum; // false for NaN
    if (!inRange) refuse(spec, toText(value));
    return *number;
}

const ParameterSpec* findSpec(std::span<const ParameterSpec> specs, const std::string& id)
{
    for (const ParameterSpec& spec : specs)
        if (spec.id == id) return &spec;
    return nullptr;
}

template <typename T> const T& get(const std::map<std::string, ParameterValue>& values, const std::string& id)
{
    const auto at = values.find(id);
    if (at == values.end()) throw InvalidRequest("parameter " + id + " is missing");
    const T* value = std::get_if<T>(&at->second);
    if (!value) throw InvalidRequest("parameter " + id + " has the wrong type");
    return *value;
}

} // namespace

std::string toText(const ParameterValue& value)
{
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&value)) return shortestDecimal(*real);
    return std::get<std::string>(value);
}

ParameterSpec integerParameter(std::string id, std::string label, std::string help, std::int64_t fallback,
                               std::int64_t minimum, std::int64_t maximum)
{
    return {std::move(id), std::move(label),           std::move(help), fallback, static_cast<double>(minimum),
            static_cast<double>(maximum), {}};
}

ParameterSpec realParameter(std::string id, std::string label, std::string help, double fallback, double minimum,
                            double maximum)
{
    return {std::move(id), std::move(label), std::move(help), fallback, minimum, maximum, {}};
}

ParameterSpec choiceParameter(std::string id, std::string label, std::string help, std::string fallback,
                              std::vector<std::string> choices)
{
    return {std::move(id), std::move(label), std::move(help), std::move(fallback), 0.0, 0.0, std::move(choices)};
}

ParameterSpec textParameter(std::string id, std::string label, std::string help, std::string fallback)
{
    return {std::move(id), std::move(label), std::move(help), std::move(fallback), 0.0, 0.0, {}};
}

std::int64_t Parameters::integer(const std::string& id) const { return get<std::int64_t>(m_values, id); }

double Parameters::real(const std::string& id) const { return get<double>(m_values, id); }

const std::string& Parameters::text(const std::string& id) const { return get<std::string>(m_values, id); }

Parameters resolveParameters(std::span<const ParameterSpec> specs, const Parameters& given)
{
    for (const auto& [id, value] : given.values())
        if (!findSpec(specs, id)) throw InvalidRequest("there is no parameter " + inQuotes(id) + " here");
    Parameters resolved;
    for (const ParameterSpec& spec : specs) {
        const auto at = given.values().find(spec.id);
        resolved.set(spec.id, at == given.values().end() ? spec.fallback : checkedValue(spec, at->second));
    }
    return resolved;
}

ParameterValue parseParameter(const ParameterSpec& spec, std::string_view text)
{
    if (std::holds_alternative<std::string>(spec.fallback)) return checkedValue(spec, std::string(text));
    const char* const end = text.data() + text.size();
    if (std::holds_alternative<std::int64_t>(spec.fallback)) {
        for (const auto& [name, named] : spec.names)
            if (text == name) return named;
        std::int64_t value = 0;
        const auto parsed = std::from_chars(text.data(), end, value);
        if (parsed.ec != std::errc{} || parsed.ptr != end) refuse(spec, text);
        return checkedValue(spec, value);
    }
    double value = 0.0;
    const auto parsed = std::from_chars(text.data(), end, value);
    if (parsed.ec != std::errc{} || parsed.ptr != end) refuse(spec, text);
    return checkedValue(spec, value);
}

std::string parameterText(const ParameterSpec& spec, const ParameterValue& value)
{
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        for (const auto& [name, named] : spec.names)
            if (*integer == named) return name;
    return toText(value);
}

} // namespace alidade
