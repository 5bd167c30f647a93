// SPDX-License-Identifier: Apache-2.0
#include "core/studies/toy_concentration.h"

#include "core/studies/toy_coding.h"
#include "core/studies/toy_grid.h"
#include "core/transforms/dct_transform.h"
#include "core/transforms/random_hadamard.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alidade {

namespace {

constexpr double half = 1.0 / std::numbers::sqrt2;
constexpr double nothing = 1e-20; // of the function: rounding of the transforms themselves

/// Error that is left with the k largest coefficients, against k, at about a hundred k.
Curve errorLeft(std::span<const double> coefficients, double energy)
{
    constexpr double pointsPerDecade = 30.0;
    const std::vector<std::size_t> places = placesByMagnitude(coefficients);
    std::vector<double> left(places.size() + 1, 0.0);
    for (std::size_t k = places.size(); k-- > 0;)
        left[k] = left[k + 1] + coefficients[places[k]] * coefficients[places[k]];
    std::size_t last = places.size();
    while (last > 0 && left[last] <= nothing * energy) --last;
    Curve curve;
    for (std::size_t k = 1; k <= last;) {
        curve.x.push_back(static_cast<double>(k));
        curve.y.push_back(left[k] / energy);
        if (k == last) break;
        k = std::max(k + 1, static_cast<std::size_t>(std::ceil(static_cast<double>(k) *
                                                               std::pow(10.0, 1.0 / pointsPerDecade))));
        k = std::min(k, last);
    }
    return curve;
}

} // namespace

std::vector<double> haarWavelet(std::span<const double> values)
{
    std::vector<double> approximation(values.begin(), values.end());
    std::vector<double> coefficients(values.size());
    std::size_t end = values.size(); // of what the coarser levels fill
    while (approximation.size() > 1) {
        const std::size_t pairs = approximation.size() / 2;
        std::vector<double> coarser;
        for (std::size_t i = 0; i < pairs; ++i) {
            coarser.push_back(half * (approximation[2 * i] + approximation[2 * i + 1]));
            coefficients[end - pairs + i] = half * (approximation[2 * i] - approximation[2 * i + 1]);
        }
        if (approximation.size() % 2 == 1) coarser.push_back(approximation.back());
        end -= pairs;
        approximation = std::move(coarser);
    }
    if (!approximation.empty()) coefficients.front() = approximation.front();
    return coefficients;
}

std::vector<double> inverseHaarWavelet(std::span<const double> coefficients)
{
    if (coefficients.empty()) return {};
    std::vector<std::size_t> lengths{coefficients.size()};
    while (lengths.back() > 1) lengths.push_back(lengths.back() - lengths.back() / 2);
    std::vector<double> approximation{coefficients.front()};
    for (std::size_t level = lengths.size() - 1; level-- > 0;) {
        const std::size_t coarse = approximation.size();
        std::vector<double> finer(lengths[level]);
        for (std::size_t i = 0; i < lengths[level] / 2; ++i) {
            finer[2 * i] = half * (approximation[i] + coefficients[coarse + i]);
            finer[2 * i + 1] = half * (approximation[i] - coefficients[coarse + i]);
        }
        if (lengths[level] % 2 == 1) finer.back() = approximation.back();
        approximation = std::move(finer);
    }
    return approximation;
}

const std::vector<double>& toyErrors()
{
    static const std::vector<double> errors{1e-2, 5e-3, 1e-3, 5e-4, 1e-4};
    return errors;
}

ToyCoordinates::ToyCoordinates(const std::vector<double>& target, double energy, std::uint64_t seed,
                               const JobContext& job)
    : m_energy(energy), m_samples(target), m_fourier(realFourier(target)), m_wavelet(haarWavelet(target))
{
    const Matrix samples = rowOf(target);
    Matrix cosine = samples;
    dctTransform(samples.cols())->applyToRows(cosine, Direction::Forward, job);
    m_cosine = doublesOf(cosine);
    Matrix hadamard = samples;
    RandomHadamard turns(seed, RandomHadamard::Signs::Random);
    turns.next(Side::Columns, samples.cols())->applyToRows(hadamard, Direction::Forward, job);
    m_hadamard = doublesOf(hadamard);
}

std::vector<ToyNeeded> ToyCoordinates::needed() const
{
    std::vector<ToyNeeded> rows;
    for (const double error : toyErrors()) {
        const double energy = error * m_energy;
        rows.push_back({error, coefficientsFor(m_fourier, energy), coefficientsFor(m_cosine, energy),
                        coefficientsFor(m_samples, energy), coefficientsFor(m_hadamard, energy),
                        coefficientsFor(m_wavelet, energy)});
    }
    return rows;
}

std::vector<ToyCompaction> ToyCoordinates::compaction() const
{
    return {{"fourier", errorLeft(m_fourier, m_energy)},
            {"cosine", errorLeft(m_cosine, m_energy)},
            {"wavelet", errorLeft(m_wavelet, m_energy)},
            {"samples", errorLeft(m_samples, m_energy)},
            {"hadamard", errorLeft(m_hadamard, m_energy)}};
}

} // namespace alidade
