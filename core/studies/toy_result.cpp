// SPDX-License-Identifier: Apache-2.0
// Reading the result of the toy experiment.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/numerics/normal.h"
#include "core/studies/toy_basis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace alidade {

double ToyPoint::sqnrDb() const { return -10.0 * std::log10(functionError); }

double ToyPoint::totalBits() const { return std::isnan(fixedBits) ? entropyBits : fixedBits; }

double ToyPoint::bitsPerNumber() const { return totalBits() / static_cast<double>(numbers); }

const ToyParameters& ToyBasis::parametersOf(const std::string& id) const
{
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [&id](const ToyParameters& one) { return one.id == id; });
    if (found == parameters.end()) throw InvalidRequest("the toy experiment has no parameters '" + id + "'");
    return *found;
}

std::vector<ToyPoint> ToyBasis::curve(const std::string& representation, bool hadamard,
                                      const std::string& quantizer) const
{
    std::vector<ToyPoint> chosen;
    std::copy_if(points.begin(), points.end(), std::back_inserter(chosen), [&](const ToyPoint& point) {
        return point.representation == representation && point.hadamard == hadamard && point.quantizer == quantizer;
    });
    return chosen;
}

const ToyHiddenPoint& ToyBasis::hiddenAt(const std::string& coordinates, double step) const
{
    const auto found = std::find_if(hidden.begin(), hidden.end(), [&](const ToyHiddenPoint& point) {
        return point.coordinates == coordinates && std::abs(point.step - step) < 1e-9;
    });
    if (found == hidden.end())
        throw InvalidRequest("the toy experiment has no hidden matrix in coordinates '" + coordinates + "' at a step of " +
                             shortestDecimal(step));
    return *found;
}

ToyMeasures gaussianMeasures(std::uint64_t count)
{
    constexpr double kurtosis = 3.0;
    constexpr double levels = 7.0; // of 4 bits
    const double crest = expectedGaussianCrest(count);
    // The largest 1 % lie beyond t; the energy beyond t is 2 (t phi(t) + 1 - Phi(t)).
    constexpr double topShare = 0.01;
    const double t = normalQuantile(1.0 - topShare / 2.0);
    const double density = std::exp(-0.5 * t * t) / std::sqrt(2.0 * std::numbers::pi);
    double entropy = 0.0;
    for (int symbol = -static_cast<int>(levels); symbol <= static_cast<int>(levels); ++symbol) {
        const double step = crest / levels;
        const double p = normalCdf((symbol + 0.5) * step) - normalCdf((symbol - 0.5) * step);
        if (p > 0.0) entropy -= p * std::log2(p);
    }
    return {kurtosis, crest, topShare + 2.0 * t * density, entropy};
}

ToyMeasures ToyParameters::overGaussian() const
{
    const ToyMeasures gaussian = gaussianMeasures(count);
    return {kurtosis / gaussian.kurtosis, crest / gaussian.crest, topEnergy / gaussian.topEnergy,
            entropy4 / gaussian.entropy4};
}

double bitsForError(const std::vector<ToyPoint>& points, double functionError)
{
    double fewest = std::numeric_limits<double>::quiet_NaN();
    for (const ToyPoint& point : points)
        if (point.functionError <= functionError && !(point.totalBits() >= fewest)) fewest = point.totalBits();
    return fewest;
}

std::vector<ToyScalar> ToyBasis::table() const
{
    const ToyParameters& fourier = parametersOf("fourier");
    const ToyParameters& mlp = parametersOf("mlp");
    const ToyParameters& turned = parametersOf("mlp-hadamard");
    // Rounding may double the error of the worse of the two.
    const double limit = 2.0 * std::max(fourierError, mlpError);
    std::vector<ToyScalar> rows{
        {"Function error, Fourier", fourierError, ""},
        {"Function error, network", mlpError, ""},
        {"Function error, network, held-out points", heldOutError, ""},
        {"Change of the function by balancing", gaugeError, ""},
        {"Coefficients, Fourier", static_cast<double>(fourierTerms), ""},
        {"Parameters, network", static_cast<double>(mlpParameters), ""},
        {"Kurtosis, Fourier", fourier.kurtosis, ""},
        {"Kurtosis, network", mlp.kurtosis, ""},
        {"Kurtosis, network, Hadamard", turned.kurtosis, ""},
        {"Kurtosis, network before balancing", parametersOf("mlp-trained").kurtosis, ""},
        {"Energy in the top 1 %, Fourier", fourier.topEnergy, ""},
        {"Energy in the top 1 %, network", mlp.topEnergy, ""},
        {"Energy in the top 1 %, network, Hadamard", turned.topEnergy, ""},
        {"Entropy of 4-bit symbols, network", mlp.entropy4, "bit"},
        {"Entropy of 4-bit symbols, network, Hadamard", turned.entropy4, "bit"},
        {"Total bits at twice the error, Fourier", bitsForError(curve("fourier", false, "absmax"), limit), "bit"},
        {"Total bits at twice the error, Fourier, Hadamard", bitsForError(curve("fourier", true, "absmax"), limit),
         "bit"},
        {"Total bits at twice the error, network", bitsForError(curve("mlp", false, "absmax"), limit), "bit"},
        {"Total bits at twice the error, network, Hadamard", bitsForError(curve("mlp", true, "absmax"), limit), "bit"},
        {"Entropy-coded bits at twice the error, network", bitsForError(curve("mlp", false, "step"), limit), "bit"},
        {"Entropy-coded bits at twice the error, network, Hadamard", bitsForError(curve("mlp", true, "step"), limit),
         "bit"},
    };
    return rows;
}

} // namespace alidade
