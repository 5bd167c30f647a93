// SPDX-License-Identifier: Apache-2.0
// Numbers and lists as text.
#include "core/reports/document.h"

#include "core/base/text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace alidade {

namespace {

constexpr const char* minusSign = "\xE2\x88\x92";
constexpr int digits = 4;
constexpr double leastPlain = 1e-4; // below, and from mostPlain on, powers of ten are easier to read
constexpr double mostPlain = 1e9;

std::string magnitude(double value)
{
    std::array<char, 64> text{};
    char* const last = text.data() + text.size();
    if (value < mostPlain && value == std::floor(value)) return withThousands(static_cast<unsigned long long>(value));
    if (value >= 1000.0 && value < mostPlain) return withThousands(static_cast<unsigned long long>(std::llround(value)));
    if (value >= leastPlain && value < mostPlain) {
        const int whole = value < 1.0 ? 0 : static_cast<int>(std::floor(std::log10(value))) + 1;
        // Zeros behind the point of small numbers are not digits of their own.
        const int leading = value < 1.0 ? static_cast<int>(std::ceil(-std::log10(value))) - 1 : 0;
        const int places = digits - whole + leading;
        return {text.data(), std::to_chars(text.data(), last, value, std::chars_format::fixed, places).ptr};
    }
    return {text.data(), std::to_chars(text.data(), last, value, std::chars_format::scientific, digits - 2).ptr};
}

} // namespace

std::string reportNumber(double value)
{
    if (std::isnan(value)) return noValue;
    const std::string sign = std::signbit(value) && value != 0.0 ? minusSign : "";
    if (std::isinf(value)) return sign + "\xE2\x88\x9E";
    return sign + magnitude(std::abs(value));
}

std::string reportDifference(double value) { return (value > 0.0 ? "+" : "") + reportNumber(value); }

std::string counted(std::size_t count, const std::string& thing)
{
    return withThousands(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string enumerated(const std::vector<std::string>& items)
{
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
        text += items[i];
    }
    return text;
}

} // namespace alidade
