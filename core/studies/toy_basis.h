// SPDX-License-Identifier: Apache-2.0
// One function, two sets of parameters: Fourier coefficients and the weights of a small network that fit the same
// function equally well, and what it takes to code either. science.md 7.
#pragma once

#include "core/base/job.h"
#include "core/base/registry.h"
#include "core/metrics/series.h"
#include "core/tensor/matrix.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace alidade {

/// A function on [0, 1) that both representations have to fit.
struct ToyTarget {
    std::string id;    ///< "harmonics"
    std::string label; ///< "One strong harmonic and 19 weak ones"
    std::string help;  ///< which of the two it favours, and why
    /// Values at i / count. The same seed gives the same function, whatever the count.
    std::function<std::vector<double>(Index count, std::uint64_t seed)> make;
};

/// harmonics (science.md 7 case A), broadband (case B), fractional (no whole periods), high (whole periods, 40 to 200),
/// kinks (straight pieces).
const Registry<ToyTarget>& toyTargets();

/// What is tried. Comparable, so that a window can keep results by request.
struct ToyRequest {
    std::string target = "harmonics";
    std::uint64_t seed = 1;      ///< of the function, the network's start, the split and the rotation
    Index samples = 512;         ///< points of the grid, 64 to 65536
    Index width = 64;            ///< hidden units of each of the two layers, 4 to 512
    int steps = 5000;            ///< of training, each over all training points; 1 to 1000000
    double learningRate = 4e-3;  ///< of Adam at the beginning
    double finalRate = 0.01;     ///< share of it that is left at the end, along a cosine; 1: it never falls
    double trainingShare = 0.7;  ///< of the points, drawn; the others are held out
    std::vector<int> bits{2, 3, 4, 5, 6, 7, 8}; ///< widths of the fixed-rate quantizer, 2 to 16
    /// Steps in units of the rms of the coefficients, for the entropy-coded points.
    std::vector<double> entropySteps{1.0, 0.7, 0.5, 0.35, 0.25, 0.18, 0.125, 0.06, 0.03};
    friend bool operator==(const ToyRequest&, const ToyRequest&) = default;
};

/// The protocol of science.md 7: 4096 points, Adam at a constant 0.001 for 5000 steps, 2, 3, 4, 6 and 8 bits.
ToyRequest referenceToyRequest();

/// The four numbers that a list is judged by: of ToyParameters, or ratios of them.
struct ToyMeasures {
    double kurtosis = 0.0;
    double crest = 0.0;
    double topEnergy = 0.0;
    double entropy4 = 0.0;
};

/// What `count` Gaussian numbers have: 3, the expected crest, 0.0845, and the entropy of their symbols at that crest.
ToyMeasures gaussianMeasures(std::uint64_t count);

/// How one list of numbers is distributed. All in units of its rms, not centred.
struct ToyParameters {
    /// samples, fourier, mlp, mlp-hidden, mlp-trained (before balancing), hidden-trained, each also with -hadamard;
    /// hidden-trained-activation, hidden-trained-svd. mlp-trained-hadamard is turned as one list, padded with zeros to a
    /// power of two; elsewhere every tensor is turned along its own axes and nothing is padded.
    std::string id;
    std::string label;
    std::uint64_t count = 0;
    double kurtosis = 0.0;     ///< count sum x^4 / (sum x^2)^2; 3 for Gaussian numbers
    double crest = 0.0;        ///< L-infinity / sigma
    double topEnergy = 0.0;    ///< share of the energy in the largest 1 %; 0.084 for Gaussian numbers
    double share90 = 0.0;      ///< share of the numbers that hold 90 % of the energy
    double beyond6Sigma = 0.0; ///< how many
    double entropy4 = 0.0;     ///< bits a number after rounding to 4 bits with one absmax scale
    Histogram histogram;       ///< of x / sigma; the density is counts / (count * bin width)

    /// Over gaussianMeasures(count): 1 where the list looks Gaussian.
    [[nodiscard]] ToyMeasures overGaussian() const;
};

/// One way of coding one representation, decoded and run as a function again.
struct ToyPoint {
    /// fourier (as many terms as the network's error takes), fourier-40 (the 40 largest), mlp (balanced, a scale for
    /// each tensor), mlp-trained (before balancing, one list with one scale; its rotation is padded to a power of two)
    std::string representation;
    bool hadamard = false;      ///< its parameters were turned by a randomized Hadamard transform before rounding
    /// absmax: fixed width; group64: the same with a scale for every 64 numbers; step: one step for all numbers, entropy
    /// coded
    std::string quantizer;
    double setting = 0.0;       ///< bits, or the step in units of rms
    std::uint64_t numbers = 0;  ///< that are rounded
    double sideBits = 0.0;      ///< scales (float16), places of the coefficients, the seed of the rotation
    double fixedBits = 0.0;     ///< numbers of fixed width, and side; NaN for "step"
    double entropyBits = 0.0;   ///< entropy of the symbols, and side: an estimate
    double huffmanBits = 0.0;   ///< Huffman code with its table, and side
    double functionError = 0.0; ///< sum (f - decoded)^2 / sum (f - mean f)^2 over the whole grid, f the target

    [[nodiscard]] double sqnrDb() const; ///< -10 log10(functionError)
    /// Bits that the point needs as the fixed-width file or, for "step", by entropy.
    [[nodiscard]] double totalBits() const;
    [[nodiscard]] double bitsPerNumber() const; ///< totalBits() / numbers
};

/// How many coefficients of a fixed basis a function error takes, largest first.
struct ToyNeeded {
    double functionError = 0.0;
    std::uint64_t fourier = 0;
    std::uint64_t cosine = 0;   ///< DCT-II
    std::uint64_t samples = 0;  ///< the grid itself
    std::uint64_t hadamard = 0; ///< randomized Hadamard transform of the samples
    std::uint64_t wavelet = 0;  ///< Haar
};

/// What is left of the function when only the largest coefficients of a fixed basis are kept.
struct ToyCompaction {
    std::string id; ///< fourier, cosine, wavelet, samples, hadamard
    Curve left;     ///< x: coefficients kept, y: function error; ends before it is zero
};

/// The hidden matrix, as trained, with one step for all its numbers, in a choice of coordinates.
struct ToyHiddenPoint {
    /// original, hadamard, activation (principal axes of its inputs, which a decoder computes), svd (a gift: the factors
    /// are not counted), svd-paid (they are, at 8 bits a number)
    std::string coordinates;
    double step = 0.0;          ///< in units of the rms of the matrix
    double entropyBits = 0.0;   ///< of the symbols, per weight
    double basisBits = 0.0;     ///< of what tells the coordinates, per weight
    double functionError = 0.0; ///< as ToyPoint::functionError
    double addedError = 0.0;    ///< the same against the function of the network before rounding

    [[nodiscard]] double totalBits() const { return entropyBits + basisBits; }
};

/// A number with what it is.
struct ToyScalar {
    std::string name;
    double value = 0.0;
    std::string unit;
};

/// The whole experiment. A value that never changes once made.
struct ToyBasis {
    ToyRequest request;
    std::vector<double> x; ///< 0 to 1
    std::vector<double> target;
    std::vector<double> fourierFit; ///< of the fewest coefficients that do no worse than the network
    std::vector<double> mlpFit;
    std::uint64_t fourierTerms = 0; ///< real coefficients kept, of as many as there are samples
    std::uint64_t mlpParameters = 0;
    double fourierError = 0.0;  ///< as ToyPoint::functionError
    double mlpError = 0.0;      ///< over the whole grid
    double heldOutError = 0.0;  ///< of the network at the points that it was not trained on
    double gaugeError = 0.0;    ///< what balancing the layers does to the function, largest change / largest value
    Curve training;             ///< x: step, y: relative error over the training points
    std::vector<ToyParameters> parameters;
    std::vector<ToyPoint> points;
    std::vector<ToyNeeded> needed;
    std::vector<ToyCompaction> compaction;
    std::vector<ToyHiddenPoint> hidden; ///< by coordinates, then by request.entropySteps

    /// @throws InvalidRequest for an id that there is not
    [[nodiscard]] const ToyParameters& parametersOf(const std::string& id) const;
    /// The points of one curve, in the order of the request.
    [[nodiscard]] std::vector<ToyPoint> curve(const std::string& representation, bool hadamard,
                                              const std::string& quantizer) const;
    /// The hidden matrix in these coordinates at this step. @throws InvalidRequest if it was not asked for
    [[nodiscard]] const ToyHiddenPoint& hiddenAt(const std::string& coordinates, double step) const;
    /// Headline numbers for a table.
    [[nodiscard]] std::vector<ToyScalar> table() const;
};

/// Fewest bits among `points` whose function error is at most `functionError`; NaN if none gets there.
double bitsForError(const std::vector<ToyPoint>& points, double functionError);

/// Runs the experiment; the same numbers for any number of threads. Publishes nothing, reports progress, mostly of the
/// training. @throws InvalidRequest for a request out of range, NumericalError if the training does not stay finite,
/// Cancelled
ToyBasis runToyBasis(const ToyRequest& request, const JobContext& job);

} // namespace alidade
