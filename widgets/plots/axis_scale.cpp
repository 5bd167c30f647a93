// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks: 1-2-5 steps, decades, and 1-2-5 inside decades, chosen by what fits.
#include "widgets/plots/axis_scale.h"

#include "widgets/style/number_format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr double slack = 1e-6; // of the span: a tick this little outside the range still counts
constexpr double largest = 1e300;

using Ticks = QList<AxisTick>;

double roomPerUnit(const AxisRange& range, const TickRoom& room) { return room.length / range.span(); }

int labelCount(const Ticks& ticks)
{
    return static_cast<int>(
        std::count_if(ticks.begin(), ticks.end(), [](const AxisTick& t) { return t.isMajor(); }));
}

// True if no two neighbouring labels touch.
bool labelsFit(const Ticks& ticks, const AxisRange& range, const TickRoom& room)
{
    const double scale = roomPerUnit(range, room);
    double lastEnd = -std::numeric_limits<double>::infinity();
    for (const AxisTick& tick : ticks) {
        if (!tick.isMajor()) continue;
        const double half = 0.5 * room.labelExtent(tick.label);
        const double at = (tick.position - range.min) * scale;
        if (at - half < lastEnd) return false;
        lastEnd = at + half;
    }
    return true;
}

// Labels of a linear axis: plain decimals, or a common power of ten where those would be long.
QString linearLabel(double value, double step, double largestTick)
{
    const int stepExponent = static_cast<int>(std::floor(std::log10(step) + 1e-9));
    const int topExponent = static_cast<int>(std::floor(std::log10(std::max(largestTick, step)) + 1e-9));
    if (topExponent < 6 && stepExponent > -5) return formatFixed(value, std::max(0, -stepExponent));
    if (std::abs(value) < 0.5 * step) return formatFixed(0.0, 0);
    const int decimals = std::max(0, topExponent - stepExponent);
    const double mantissa = value / std::pow(10.0, topExponent);
    const double rounded = std::round(mantissa * std::pow(10.0, decimals)) / std::pow(10.0, decimals);
    return formatPower(rounded, topExponent);
}

Ticks linearTicks(const AxisRange& range, double step)
{
    Ticks ticks;
    const double edge = slack * range.span();
    const double first = std::ceil((range.min - edge) / step);
    const double last = std::floor((range.max + edge) / step);
    const double largestTick = std::max(std::abs(first), std::abs(last)) * step;
    for (double k = first; k <= last && ticks.size() < 200; k += 1.0) {
        ticks.append({k * step, linearLabel(k * step, step, largestTick)});
    }
    return ticks;
}

// 1-2-5 steps from coarse to fine around `rough`.
QList<double> stepsAround(double rough, bool integer)
{
    QList<double> steps;
    const int exponent = static_cast<int>(std::floor(std::log10(rough)));
    for (int e = exponent + 2; e >= exponent - 2; --e) {
        for (const double mantissa : {5.0, 2.0, 1.0}) {
            const double step = mantissa * std::pow(10.0, e);
            if (!integer || step >= 1.0) steps.append(integer ? std::round(step) : step);
        }
    }
    if (steps.isEmpty()) steps.append(1.0);
    return steps;
}

// The finest step that keeps labels apart and not denser than wished; finer still while fewer than three
// show.
Ticks bestLinearTicks(const AxisRange& range, bool integer, const TickRoom& room)
{
    const double wished = std::max(2.0, room.length / room.spacing);
    Ticks best;
    for (const double step : stepsAround(range.span() / wished, integer)) {
        const Ticks ticks = linearTicks(range, step);
        if (ticks.size() > 100) break;
        const bool wanted = best.size() < 3 || range.span() / step <= wished;
        if (!wanted || !labelsFit(ticks, range, room)) break;
        best = ticks;
    }
    return best;
}

// Labelled decades, every `skip`-th one; the decades between and their 2..9 become minor ticks.
Ticks decadeTicks(const AxisRange& range, int skip, double pixelsPerDecade)
{
    Ticks ticks;
    const double edge = slack * range.span();
    const int first = static_cast<int>(std::floor(range.min - edge));
    const int last = static_cast<int>(std::floor(range.max + edge));
    for (int decade = first; decade <= last; ++decade) {
        const bool labelled = ((decade % skip) + skip) % skip == 0;
        const int digits = pixelsPerDecade >= 24.0 ? 9 : 1;
        for (int digit = 1; digit <= digits; ++digit) {
            const double position = decade + std::log10(digit);
            if (position < range.min - edge || position > range.max + edge) continue;
            ticks.append({position, digit == 1 && labelled ? formatPower(1.0, decade) : QString()});
        }
    }
    return ticks;
}

// A value inside a decade: plain while short, else with its power of ten.
QString logLabel(int digit, int decade, bool plain)
{
    if (!plain) return formatPower(digit, decade);
    return formatFixed(digit * std::pow(10.0, decade), std::max(0, -decade));
}

// Ticks 1..9 of every decade, with labels on those digits that `labelled` lists.
Ticks digitTicks(const AxisRange& range, const QList<int>& labelled)
{
    Ticks ticks;
    const double edge = slack * range.span();
    const int first = static_cast<int>(std::floor(range.min - edge));
    const int last = static_cast<int>(std::floor(range.max + edge));
    const bool plain = range.min >= -2.0 - edge && range.max <= 4.0 + edge;
    for (int decade = first; decade <= last; ++decade) {
        for (int digit = 1; digit <= 9; ++digit) {
            const double position = decade + std::log10(digit);
            if (position < range.min - edge || position > range.max + edge) continue;
            ticks.append({position, labelled.contains(digit) ? logLabel(digit, decade, plain) : QString()});
        }
    }
    return ticks;
}

// Less than a third of a decade: round values, placed at their logarithms; none where those stand too close.
Ticks valueTicksOnLog(const AxisRange& range, const TickRoom& room)
{
    const AxisRange values{std::pow(10.0, range.min), std::pow(10.0, range.max)};
    Ticks ticks = bestLinearTicks(values, false, room);
    for (AxisTick& tick : ticks)
        tick.position = std::log10(tick.position);
    return labelsFit(ticks, range, room) ? ticks : Ticks{};
}

Ticks bestLogTicks(const AxisRange& range, const TickRoom& room)
{
    const double pixelsPerDecade = roomPerUnit(range, room);
    static constexpr std::array<int, 9> skips{1, 2, 3, 5, 10, 20, 50, 100, 200};
    const double mostLabels = std::max(3.0, 1.4 * room.length / room.spacing);
    Ticks best;
    for (const int skip : skips) {
        const Ticks ticks = decadeTicks(range, skip, pixelsPerDecade);
        const bool roomy = labelCount(ticks) <= mostLabels;
        if (!roomy || !labelsFit(ticks, range, room)) continue;
        best = ticks;
        break;
    }
    if (labelCount(best) >= 3) return best;
    static const QList<QList<int>> digitSets{{1, 2, 5}, {1, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9}};
    for (const QList<int>& digits : digitSets) {
        const Ticks ticks = digitTicks(range, digits);
        const bool roomy = labelCount(ticks) <= mostLabels;
        if (!roomy || labelCount(ticks) <= labelCount(best) || !labelsFit(ticks, range, room)) continue;
        best = ticks;
        if (labelCount(best) >= 3) return best;
    }
    const Ticks inside = valueTicksOnLog(range, room);
    return labelCount(inside) > labelCount(best) ? inside : best;
}

} // namespace

double toAxis(double value, bool logarithmic)
{
    if (!logarithmic) return value;
    return value > 0.0 ? std::log10(value) : std::numeric_limits<double>::quiet_NaN();
}

double fromAxis(double position, bool logarithmic)
{
    return logarithmic ? std::pow(10.0, position) : position;
}

AxisRange withMinimumSpan(AxisRange range, bool logarithmic)
{
    if (std::isnan(range.min)) range.min = 0.0;
    if (std::isnan(range.max)) range.max = 1.0;
    if (range.min > range.max) std::swap(range.min, range.max);
    const double limit = logarithmic ? 300.0 : largest;
    range.min = std::clamp(range.min, -limit, limit);
    range.max = std::clamp(range.max, -limit, limit);
    const double size = std::max(std::abs(range.min), std::abs(range.max));
    const double least = logarithmic ? 1e-6 : std::max(1e-9 * size, 1e-290);
    if (range.span() >= least) return range;
    const double centre = range.centre();
    return {centre - 0.5 * least, centre + 0.5 * least};
}

QList<AxisTick> makeTicks(const AxisRange& range, bool logarithmic, bool integer, const TickRoom& room)
{
    if (!(range.span() > 0.0) || !(room.length > 0.0)) return {};
    if (!logarithmic) return bestLinearTicks(range, integer, room);
    return bestLogTicks(range, room);
}

} // namespace alidade
