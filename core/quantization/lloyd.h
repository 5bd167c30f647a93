// SPDX-License-Identifier: Apache-2.0
// Lloyd's algorithm on a density that is given as a fine histogram: measured weights, or a formula without closed
// moments. Lloyd 1982.
#pragma once

#include <cstddef>
#include <vector>

namespace alidade {

/// Mass and first moment in equal cells of [low, high].
struct SampledDensity {
    double low = -1.0;
    double high = 1.0;
    std::vector<double> mass;
    std::vector<double> first; ///< integral of x over the cell

    SampledDensity(double from, double to, std::size_t cells) : low(from), high(to), mass(cells), first(cells) {}

    /// Adds `amount` of mass at x; outside the range it goes to the nearest cell.
    void add(double x, double amount);
    /// Adds another one of the same cells.
    void add(const SampledDensity& other);
};

/// `count` ascending levels of least mean squared error, from the start of an optimal compander (density^(1/3)) and
/// until they move by less than 1e-9 of the range; the best of three starts. Levels without mass lie in the middle
/// of their cells.
std::vector<double> lloydLevels(const SampledDensity& density, std::size_t count);

} // namespace alidade
