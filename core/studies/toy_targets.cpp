// SPDX-License-Identifier: Apache-2.0
// The functions of the toy experiment: sums of sines that a Fourier basis was made for, and two that it was not.
#include "core/base/random.h"
#include "core/studies/toy_basis.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alidade {

namespace {

constexpr int harmonicCount = 20; // science.md 7: K
constexpr int knotCount = 12;     // inner knots of the straight pieces

/// a sin(2 pi f t + phase).
struct Sine {
    double frequency = 0.0; ///< periods over [0, 1)
    double amplitude = 0.0;
    double phase = 0.0;
};

std::vector<double> sumOf(const std::vector<Sine>& sines, Index count)
{
    std::vector<double> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double t = static_cast<double>(i) / static_cast<double>(count);
        for (const Sine& sine : sines)
            values[i] += sine.amplitude * std::sin(2.0 * std::numbers::pi * sine.frequency * t + sine.phase);
    }
    return values;
}

/// @param amplitude of harmonic k, from 1 @param frequency of harmonic k; both may draw
template <typename Amplitude, typename Frequency>
std::vector<double> harmonicSum(Index count, std::uint64_t seed, Amplitude&& amplitude, Frequency&& frequency)
{
    Random random(seed);
    std::vector<Sine> sines;
    for (int k = 1; k <= harmonicCount; ++k) {
        Sine sine;
        sine.frequency = frequency(k, random);
        sine.amplitude = amplitude(k, random);
        sine.phase = 2.0 * std::numbers::pi * random.uniform();
        sines.push_back(sine);
    }
    return sumOf(sines, count);
}

double strongFirst(int k, Random&) { return k == 1 ? 1.0 : 0.01; }
double spread(int, Random& random) { return std::pow(10.0, -2.0 * random.uniform()); }
double whole(int k, Random&) { return k; }
double high(int, Random& random) { return static_cast<double>(40 + random.below(161)); }
double anywhere(int, Random& random) { return 1.0 + (harmonicCount - 1.0) * random.uniform(); }

std::vector<double> straightPieces(Index count, std::uint64_t seed)
{
    Random random(seed);
    std::vector<double> places{0.0, 1.0};
    for (int i = 0; i < knotCount; ++i) places.push_back(random.uniform());
    std::sort(places.begin(), places.end());
    std::vector<double> heights;
    for (std::size_t i = 0; i < places.size(); ++i) heights.push_back(2.0 * random.uniform() - 1.0);
    std::vector<double> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double t = static_cast<double>(i) / static_cast<double>(count);
        const auto next = std::upper_bound(places.begin(), places.end() - 1, t) - places.begin();
        const auto right = static_cast<std::size_t>(next);
        const double part = (t - places[right - 1]) / (places[right] - places[right - 1]);
        values[i] = heights[right - 1] + part * (heights[right] - heights[right - 1]);
    }
    return values;
}

Registry<ToyTarget> makeTargets()
{
    Registry<ToyTarget> targets;
    targets.add({"harmonics", "One strong harmonic and 19 weak ones",
                 "Whole periods, amplitudes 1 and 0.01: forty Fourier coefficients say it all.",
                 [](Index count, std::uint64_t seed) { return harmonicSum(count, seed, strongFirst, whole); }});
    targets.add({"broadband", "20 harmonics of uneven strength",
                 "Whole periods, amplitudes spread from 0.01 to 1: exact in Fourier coefficients and slow to learn for a "
                 "network, which fits low frequencies first.",
                 [](Index count, std::uint64_t seed) { return harmonicSum(count, seed, spread, whole); }});
    targets.add({"fractional", "20 sines without whole periods",
                 "Amplitudes 1 and 0.01 at frequencies between the bins: the Fourier basis is out of line by a fraction of "
                 "a bin, and needs many more coefficients.",
                 [](Index count, std::uint64_t seed) { return harmonicSum(count, seed, strongFirst, anywhere); }});
    targets.add({"high", "20 harmonics from 40 to 200 periods",
                 "Whole periods drawn from 40 to 200, amplitudes 1 and 0.01: as few Fourier coefficients as before, and a "
                 "function that a network hardly begins to learn. Needs more than 400 points.",
                 [](Index count, std::uint64_t seed) { return harmonicSum(count, seed, strongFirst, high); }});
    targets.add({"kinks", "Straight pieces with 12 kinks",
                 "What a network of rectifiers is made of; smooth waves need many terms at a kink.",
                 [](Index count, std::uint64_t seed) { return straightPieces(count, seed); }});
    return targets;
}

} // namespace

const Registry<ToyTarget>& toyTargets()
{
    static const Registry<ToyTarget> targets = makeTargets();
    return targets;
}

} // namespace alidade
