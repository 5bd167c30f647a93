// SPDX-License-Identifier: Apache-2.0
// Several runs: those of the protocol, and the spread of any.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/studies/toy_concentration.h"
#include "core/studies/toy_expectations.h"
#include "core/studies/toy_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double shownHiddenStep = 0.35;

bool anyNan(const std::vector<double>& values)
{
    return std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

/// Every number of a run that seeds are compared by, in an order that does not depend on the numbers.
std::vector<ToyScalar> numbersOf(const ToyBasis& toy)
{
    std::vector<ToyScalar> numbers = toy.table();
    for (const ToyParameters& one : toy.parameters) {
        numbers.push_back({one.id + ": kurtosis", one.kurtosis, ""});
        numbers.push_back({one.id + ": crest", one.crest, ""});
        numbers.push_back({one.id + ": energy in the top 1 %", one.topEnergy, ""});
        numbers.push_back({one.id + ": entropy of 4-bit symbols", one.entropy4, "bit"});
    }
    for (const ToyNeeded& one : toy.needed) {
        const std::string at = "coefficients for an error of " + shortestDecimal(one.functionError) + ": ";
        numbers.push_back({at + "Fourier", static_cast<double>(one.fourier), ""});
        numbers.push_back({at + "DCT", static_cast<double>(one.cosine), ""});
        numbers.push_back({at + "Haar wavelet", static_cast<double>(one.wavelet), ""});
        numbers.push_back({at + "samples", static_cast<double>(one.samples), ""});
        numbers.push_back({at + "Hadamard", static_cast<double>(one.hadamard), ""});
    }
    for (const ToyHiddenPoint& one : toy.hidden)
        if (std::abs(one.step - shownHiddenStep) < 1e-9)
            numbers.push_back({"hidden matrix, step 0.35, " + one.coordinates + ": total", one.totalBits(), "bit/weight"});
    return numbers;
}

ToySpread spreadOf(const ToyScalar& what, const std::vector<double>& values)
{
    if (anyNan(values)) return {what.name, what.unit, nan, nan, nan, nan};
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double squares = 0.0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return {what.name, what.unit, mean, values.size() > 1 ? std::sqrt(squares / (count - 1.0)) : nan, *least, *most};
}

} // namespace

ToyReference runToyReference(const ToyRequest& request, int seeds, const JobContext& job)
{
    if (seeds < 1) throw InvalidRequest("the toy experiment needs at least one seed");
    constexpr Index narrow = 64;
    constexpr Index wide = 128;
    // Matrices of four times the size take about four times as long.
    constexpr double wholeTime = 1.0 + 4.0 + 1.0 + 4.0;
    ToyReference runs;
    double done = 0.0;
    const auto run = [&](std::vector<ToyBasis>& list, const char* target, Index width, std::uint64_t seed) {
        ToyRequest one = request;
        one.target = target;
        one.width = width;
        one.seed = seed;
        const double time = (width == wide ? 4.0 : 1.0) / (wholeTime * seeds);
        list.push_back(runToyBasis(one, job.part(done, done + time)));
        done += time;
    };
    for (int i = 0; i < seeds; ++i) {
        const std::uint64_t seed = request.seed + static_cast<std::uint64_t>(i);
        run(runs.narrow, "harmonics", narrow, seed);
        run(runs.wide, "harmonics", wide, seed);
        run(runs.narrowBroad, "broadband", narrow, seed);
        run(runs.wideBroad, "broadband", wide, seed);
        ToyRequest fractional = request;
        fractional.target = "fractional";
        fractional.seed = seed;
        const ToyGrid grid(fractional);
        runs.fractional.push_back(ToyCoordinates(grid.target, grid.energy, seed, job.quiet()).needed());
    }
    return runs;
}

double ToyExpectation::median() const
{
    if (measured.empty() || anyNan(measured)) return nan;
    std::vector<double> sorted = measured;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
}

double ToyExpectation::least() const
{
    return measured.empty() || anyNan(measured) ? nan : *std::min_element(measured.begin(), measured.end());
}

double ToyExpectation::most() const
{
    return measured.empty() || anyNan(measured) ? nan : *std::max_element(measured.begin(), measured.end());
}

bool ToyExpectation::agrees() const
{
    if (everySeed) return least() >= low && most() <= high;
    return median() >= low && median() <= high;
}

std::vector<ToySpread> toySpread(std::span<const ToyBasis> runs)
{
    if (runs.empty()) throw InvalidRequest("there are no toy experiments to compare");
    std::vector<std::vector<ToyScalar>> numbers;
    for (const ToyBasis& run : runs) numbers.push_back(numbersOf(run));
    std::vector<ToySpread> spread;
    for (std::size_t i = 0; i < numbers.front().size(); ++i) {
        std::vector<double> values;
        for (const auto& one : numbers) values.push_back(one[i].value);
        spread.push_back(spreadOf(numbers.front()[i], values));
    }
    return spread;
}

} // namespace alidade
