// SPDX-License-Identifier: Apache-2.0
// Plot-ready values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace alidade {

/// Points of a curve, x ascending.
struct Curve {
    std::vector<double> x;
    std::vector<double> y;
};

/// One of several curves that belong together.
struct NamedCurve {
    std::string name;
    Curve points;
};

/// Counts of values in equal bins over [low, high); everything outside is in `below` and `above`.
struct Histogram {
    double low = 0.0;
    double high = 0.0;
    std::vector<std::uint64_t> counts;
    std::uint64_t below = 0;
    std::uint64_t above = 0;
};

} // namespace alidade
