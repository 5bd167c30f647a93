// SPDX-License-Identifier: Apache-2.0
// SplitMix64 and xoshiro256**.
#include "core/base/random.h"

#include <bit>
#include <cmath>

namespace alidade {

std::uint64_t splitMix64(std::uint64_t& state)
{
    state += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

Random::Random(std::uint64_t seed, std::uint64_t stream)
{
    std::uint64_t state = seed;
    // Streams are told apart by mixing first: seed 1 stream 2 must not be seed 2 stream 1.
    std::uint64_t mixed = splitMix64(state) ^ (stream * 0xD1342543DE82EF95u);
    for (std::uint64_t& word : m_state) word = splitMix64(mixed);
}

std::uint64_t Random::bits()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t t = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= t;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

double Random::uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

std::uint64_t Random::below(std::uint64_t bound)
{
    const std::uint64_t limit = -bound % bound; // 2^64 mod bound
    for (;;) {
        const std::uint64_t value = bits();
        if (value >= limit) return value % bound;
    }
}

double Random::normal()
{
    if (m_hasSpare) {
        m_hasSpare = false;
        return m_spare;
    }
    double u = 0.0;
    double v = 0.0;
    double s = 0.0;
    do {
        u = 2.0 * uniform() - 1.0;
        v = 2.0 * uniform() - 1.0;
        s = u * u + v * v;
    } while (s >= 1.0 || s == 0.0);
    const double factor = std::sqrt(-2.0 * std::log(s) / s);
    m_spare = v * factor;
    m_hasSpare = true;
    return u * factor;
}

} // namespace alidade
