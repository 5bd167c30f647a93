// SPDX-License-Identifier: Apache-2.0
// Rounding to E8 and numbering of its points.
#include "core/quantization/e8_lattice.h"

#include <cmath>
#include <cstddef>

namespace alidade {

namespace {

/// The nearest integer vector of even sum: if rounding gives an odd one, the coordinate that was rounded most is
/// rounded the other way.
Octet nearestD8(const Octet& x)
{
    Octet point{};
    float sum = 0.0F;
    float most = -1.0F;
    std::size_t worst = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        point[i] = std::nearbyint(x[i]);
        sum += point[i];
        const float error = std::abs(x[i] - point[i]);
        if (error > most) {
            most = error;
            worst = i;
        }
    }
    if (std::fmod(sum, 2.0F) != 0.0F) point[worst] += x[worst] >= point[worst] ? 1.0F : -1.0F;
    return point;
}

float squaredDistance(const Octet& a, const Octet& b)
{
    float sum = 0.0F;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

Octet shifted(Octet x, float by)
{
    for (float& coordinate : x)
        coordinate += by;
    return x;
}

} // namespace

Octet nearestE8(const Octet& x)
{
    const Octet whole = nearestD8(x);
    const Octet half = shifted(nearestD8(shifted(x, -0.5F)), 0.5F);
    return squaredDistance(x, half) < squaredDistance(x, whole) ? half : whole;
}

E8Symbols symbolsOfE8(const Octet& point)
{
    E8Symbols symbols{};
    int parity = static_cast<int>(std::floor(point[0]));
    symbols[0] = static_cast<int>(2.0F * point[0]);
    for (std::size_t i = 1; i < 7; ++i) {
        symbols[i] = static_cast<int>(std::floor(point[i]));
        parity += symbols[i];
    }
    symbols[7] = (static_cast<int>(std::floor(point[7])) - (parity & 1)) / 2;
    return symbols;
}

Octet pointOfE8(const E8Symbols& symbols)
{
    const float coset = (symbols[0] & 1) != 0 ? 0.5F : 0.0F;
    Octet point{};
    point[0] = 0.5F * static_cast<float>(symbols[0]);
    int parity = (symbols[0] - (symbols[0] & 1)) / 2;
    for (std::size_t i = 1; i < 7; ++i) {
        point[i] = static_cast<float>(symbols[i]) + coset;
        parity += symbols[i];
    }
    point[7] = static_cast<float>(2 * symbols[7] + (parity & 1)) + coset;
    return point;
}

} // namespace alidade
