// SPDX-License-Identifier: Apache-2.0
// Sums from one threshold to the next are differences of running sums, so that an iteration costs as much as there are
// levels, not weights.
#include "core/quantization/lloyd.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

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

    /// Sum of the squared first moments of the cells over their masses: what is not lost of the second moment.
    [[nodiscard]] double keptEnergy(const std::vector<double>& levels) const
    {
        double kept = 0.0;
        double from = m_low;
        for (std::size_t k = 0; k < levels.size(); ++k) {
            const double to = k + 1 < levels.size() ? 0.5 * (levels[k] + levels[k + 1])
                                                    : m_low + m_width * static_cast<double>(m_mass.size() - 1);
            const double mass = at(m_mass, to) - at(m_mass, from);
            const double first = at(m_first, to) - at(m_first, from);
            if (mass > 0.0) kept += first * first / mass;
            from = to;
        }
        return kept;
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

/// Levels whose density is the cube root of the source's: optimal for many levels (Bennett 1948). Cells are put
/// together until they hold this share of the mass, since the cube root of what chance puts into a cell of a thin
/// tail is far from that of the density there.
std::vector<double> companderLevels(const SampledDensity& density, std::size_t count, double share)
{
    const double width = (density.high - density.low) / static_cast<double>(density.mass.size());
    const double enough = share * std::accumulate(density.mass.begin(), density.mass.end(), 0.0);
    std::vector<double> ends{density.low};
    std::vector<double> sums{0.0};
    double mass = 0.0;
    for (std::size_t cell = 0; cell < density.mass.size(); ++cell) {
        mass += density.mass[cell];
        if (mass < enough && cell + 1 < density.mass.size()) continue;
        const double end = density.low + static_cast<double>(cell + 1) * width;
        const double length = end - ends.back();
        sums.push_back(sums.back() + std::cbrt(length * length * mass)); // length * (mass / length)^(1/3)
        ends.push_back(end);
        mass = 0.0;
    }
    std::vector<double> levels;
    std::size_t cell = 0;
    for (std::size_t k = 0; k < count; ++k) {
        const double wanted = (static_cast<double>(k) + 0.5) / static_cast<double>(count) * sums.back();
        while (cell + 2 < sums.size() && sums[cell + 1] < wanted)
            ++cell;
        const double inside = sums[cell + 1] - sums[cell];
        const double part = inside > 0.0 ? std::clamp((wanted - sums[cell]) / inside, 0.0, 1.0) : 0.5;
        levels.push_back(ends[cell] + part * (ends[cell + 1] - ends[cell]));
    }
    return levels;
}

/// Moves the levels to where each is the centroid of its cell.
void iterate(const SampledDensity& density, const RunningSums& sums, std::vector<double>& levels)
{
    constexpr int mostIterations = 2000;
    const std::size_t count = levels.size();
    const double tolerance = 1e-9 * (density.high - density.low);
    // Plain iterations spread a change from level to level like heat, in count^2 of them. Going further than the
    // centroid, by the factor that is best for a chain of so many, takes about count; at the end none is overshot.
    const double further = 2.0 / (1.0 + std::sin(std::numbers::pi / static_cast<double>(count + 1)));
    for (int i = 0; i < mostIterations; ++i) {
        const double factor = i < mostIterations / 2 ? further : 1.0;
        double moved = 0.0;
        for (std::size_t k = 0; k < count; ++k) {
            const double from = k > 0 ? 0.5 * (levels[k - 1] + levels[k]) : density.low;
            const double to = k + 1 < count ? 0.5 * (levels[k] + levels[k + 1]) : density.high;
            const double wanted = levels[k] + factor * (sums.centroid(from, to) - levels[k]);
            const double level = std::clamp(wanted, from, to);
            moved = std::max(moved, std::abs(level - levels[k]));
            levels[k] = level;
        }
        if (moved <= tolerance) break;
    }
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
    const RunningSums sums(density);
    std::vector<double> best;
    double most = -1.0;
    for (const double part : {0.25, 1.0 / 32.0, 1.0 / 256.0}) { // where samples are few there are many local optima
        std::vector<double> levels = companderLevels(density, count, part / static_cast<double>(count));
        iterate(density, sums, levels);
        const double kept = sums.keptEnergy(levels);
        if (kept <= most) continue;
        most = kept;
        best = std::move(levels);
    }
    return best;
}

} // namespace alidade
