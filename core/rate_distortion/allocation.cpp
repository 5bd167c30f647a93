// SPDX-License-Identifier: Apache-2.0
// Water-filling over components; greedy descent along convex hulls, which is what the Lagrangian does.
#include "core/rate_distortion/allocation.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>

namespace alidade {

namespace {

/// Indices of the points on the lower convex hull, by rising bits and falling distortion.
std::vector<std::size_t> lowerHull(const std::vector<OperatingPoint>& points)
{
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return points[a].bits < points[b].bits ||
               (points[a].bits == points[b].bits && points[a].distortion < points[b].distortion);
    });
    const auto slope = [&](std::size_t a, std::size_t b) {
        return (points[a].distortion - points[b].distortion) / (points[b].bits - points[a].bits);
    };
    std::vector<std::size_t> hull;
    for (const std::size_t next : order) {
        if (!hull.empty() && points[next].distortion >= points[hull.back()].distortion) continue;
        while (hull.size() >= 2 && slope(hull[hull.size() - 2], hull.back()) <= slope(hull.back(), next)) hull.pop_back();
        hull.push_back(next);
    }
    return hull;
}

/// A step of one part to its next point.
struct Step {
    double slope = 0.0;
    std::size_t part = 0;
    friend bool operator<(const Step& a, const Step& b)
    {
        return a.slope < b.slope || (a.slope == b.slope && a.part > b.part);
    }
};

/// The state of a descent.
class Descent {
public:
    Descent(std::span<const std::vector<OperatingPoint>> parts, double budget)
        : m_parts(parts), m_budget(budget), m_place(parts.size(), 0)
    {
        for (const std::vector<OperatingPoint>& part : parts) {
            if (part.empty()) throw InvalidRequest("a part without operating points cannot be given bits");
            m_hulls.push_back(lowerHull(part));
            m_bits += part[m_hulls.back().front()].bits;
        }
        if (m_bits > budget)
            throw InvalidRequest("the smallest possible size is " + shortestDecimal(m_bits) + " bits, more than the " +
                                 shortestDecimal(budget) + " that are allowed");
    }

    Allocation run()
    {
        for (std::size_t part = 0; part < m_parts.size(); ++part) offer(part);
        while (!m_steps.empty()) {
            const Step step = m_steps.top();
            m_steps.pop();
            const double more = next(step.part).bits - at(step.part).bits;
            if (m_bits + more > m_budget) { // a later, smaller step may still fit
                if (m_slope == 0.0) m_slope = step.slope;
                continue;
            }
            m_bits += more;
            ++m_place[step.part];
            offer(step.part);
        }
        return result();
    }

private:
    [[nodiscard]] const OperatingPoint& at(std::size_t part) const
    {
        return m_parts[part][m_hulls[part][m_place[part]]];
    }
    [[nodiscard]] const OperatingPoint& next(std::size_t part) const
    {
        return m_parts[part][m_hulls[part][m_place[part] + 1]];
    }

    void offer(std::size_t part)
    {
        if (m_place[part] + 1 >= m_hulls[part].size()) return;
        m_steps.push({(at(part).distortion - next(part).distortion) / (next(part).bits - at(part).bits), part});
    }

    [[nodiscard]] Allocation result() const
    {
        Allocation allocation;
        for (std::size_t part = 0; part < m_parts.size(); ++part) {
            allocation.chosen.push_back(m_hulls[part][m_place[part]]);
            allocation.bits += at(part).bits;
            allocation.distortion += at(part).distortion;
        }
        allocation.slope = m_slope;
        return allocation;
    }

    std::span<const std::vector<OperatingPoint>> m_parts;
    double m_budget;
    std::vector<std::size_t> m_place;
    std::vector<std::vector<std::size_t>> m_hulls;
    std::priority_queue<Step> m_steps;
    double m_bits = 0.0;
    double m_slope = 0.0;
};

} // namespace

std::vector<double> allocateRates(std::span<const RateComponent> components, double rate)
{
    if (!(rate >= 0.0)) throw InvalidRequest("a rate cannot be negative");
    std::vector<std::size_t> order;
    double weights = 0.0;
    for (std::size_t i = 0; i < components.size(); ++i) {
        const RateComponent& component = components[i];
        if (!(component.weights >= 0.0) || !(component.variance >= 0.0) || !std::isfinite(component.variance))
            throw InvalidRequest("components need weights and variances that are finite and not negative");
        weights += component.weights;
        if (component.variance > 0.0 && component.weights > 0.0) order.push_back(i);
    }
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return components[a].variance > components[b].variance; });
    std::vector<double> rates(components.size(), 0.0);
    double logs = 0.0;
    double count = 0.0;
    double level = 0.0; // log2 of the water level
    std::size_t active = 0;
    for (const std::size_t i : order) {
        if (active > 0 && std::log2(components[i].variance) <= level) break;
        logs += components[i].weights * std::log2(components[i].variance);
        count += components[i].weights;
        level = (logs - 2.0 * rate * weights) / count;
        ++active;
    }
    for (std::size_t k = 0; k < active; ++k)
        rates[order[k]] = std::max(0.0, 0.5 * (std::log2(components[order[k]].variance) - level));
    return rates;
}

Allocation allocatePoints(std::span<const std::vector<OperatingPoint>> parts, double budget)
{
    return Descent(parts, budget).run();
}

} // namespace alidade
