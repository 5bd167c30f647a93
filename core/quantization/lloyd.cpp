// SPDX-License-Identifier: Apache-2.0
// Sums from one threshold to the next are differences of running sums, so that an iteration costs as much as there are
// levels, not weights.
#include "core/quantization/lloyd.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

/// Running sums of mass and first moment, linear within a cell.
class RunningSums {
public:
    explicit RunningSums(const SampledDensity& density)
        : m_low(density.low), m_width((density.high - density.low) / static_cast<double>(density.mass.size())),
          m_mass(running(density.mass)), m_first(running(density.first))
    {}

    /// Mean of what lies between two points, or the middle where nothing does.
    [[nodiscard]] double centroid(double from, double to) const
    {
        const double mass = at(m_mass, to) - at(m_mass, from);
        if (mass <= 1e-12 * m_mass.back()) return 0.5 * (from + to);
        return std::clamp((at(m_first, to) - at(m_first, from)) / mass, from, to);
    }

private:
    static std::vector<double> running(const std::vector<double>& values)
    {
        std::vector<double> sums(values.size() + 1, 0.0);
        for (std::size_t i = 0; i < values.size(); ++i)
            sums[i + 1] = sums[i] + values[i];
        return sums;
    }

    [[nodiscard]] double at(const std::vector<double>& sums, double x) const
    {
        const double place = std::clamp((x - m_low) / m_width, 0.0, static_cast<double>(sums.size() - 1));
        const std::size_t cell = std::min(static_cast<std::size_t>(place), sums.size() - 2);
        return sums[cell] + (place - static_cast<double>(cell)) * (sums[cell + 1] - sums[cell]);
    }

    double m_low;
    double m_width;
    std::vector<double> m_mass;
    std::vector<double> m_first;
};

/// Levels whose density is the cube root of the source's: optimal for many levels (Bennett 1948).
std::vector<double> companderLevels(const SampledDensity& density, std::size_t count)
{
    const double width = (density.high - density.low) / static_cast<double>(density.mass.size());
    double total = 0.0;
    for (const double mass : density.mass)
        total += std::cbrt(mass);
    std::vector<double> levels;
    double sum = 0.0;
    for (std::size_t cell = 0; cell < density.mass.size() && levels.size() < count; ++cell) {
        sum += std::cbrt(density.mass[cell]);
        const auto wanted = [&] { return (static_cast<double>(levels.size()) + 0.5) / static_cast<double>(count); };
        while (levels.size() < count && sum >= wanted() * total)
            levels.push_back(density.low + (static_cast<double>(cell) + 0.5) * width);
    }
    levels.resize(count, density.high);
    return levels;
}

} // namespace

void SampledDensity::add(double x, double amount)
{
    const auto cells = static_cast<double>(mass.size());
    const double place = std::clamp((x - low) / (high - low) * cells, 0.0, cells - 1.0);
    const auto cell = static_cast<std::size_t>(place);
    mass[cell] += amount;
    first[cell] += amount * x;
}

void SampledDensity::add(const SampledDensity& other)
{
    for (std::size_t i = 0; i < mass.size(); ++i) {
        mass[i] += other.mass[i];
        first[i] += other.first[i];
    }
}

std::vector<double> lloydLevels(const SampledDensity& density, std::size_t count)
{
    constexpr int mostIterations = 3000;
    const RunningSums sums(density);
    std::vector<double> levels = companderLevels(density, count);
    const double tolerance = 1e-9 * (density.high - density.low);
    for (int i = 0; i < mostIterations; ++i) {
        double moved = 0.0;
        double from = density.low;
        for (std::size_t k = 0; k < count; ++k) {
            const double to = k + 1 < count ? 0.5 * (levels[k] + levels[k + 1]) : density.high;
            const double level = sums.centroid(from, to);
            moved = std::max(moved, std::abs(level - levels[k]));
            from = to;
            levels[k] = level;
        }
        if (moved <= tolerance) break;
    }
    return levels;
}

} // namespace alidade
