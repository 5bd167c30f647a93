// SPDX-License-Identifier: Apache-2.0
// The seeded random numbers of the program: part of the file format, since a rotation is stored as its seed.
// SplitMix64 expands the seed, xoshiro256** (Blackman and Vigna 2018, public domain algorithm) gives the stream.
#pragma once

#include <array>
#include <cstdint>

namespace alidade {

/// One step of SplitMix64: advances `state` and returns 64 mixed bits.
std::uint64_t splitMix64(std::uint64_t& state);

/// A reproducible stream: the same seed and stream number give the same values on every machine.
class Random {
public:
    /// @param seed   the user's seed
    /// @param stream independent streams of one seed (left and right side, layers, draws)
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

    /// 64 random bits.
    std::uint64_t bits();
    /// Uniform in [0, 1), 53 bits.
    double uniform();
    /// Uniform integer in [0, bound), without modulo bias; bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// Standard normal (polar method, so that it needs no table).
    double normal();

private:
    std::array<std::uint64_t, 4> m_state{};
    double m_spare = 0.0;
    bool m_hasSpare = false;
};

} // namespace alidade
