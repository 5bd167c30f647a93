// SPDX-License-Identifier: Apache-2.0
#include "core/studies/toy_codes.h"

#include <algorithm>
#include <tuple>

namespace alidade {

namespace {

/// Mean and deviation that the network's output is scaled with, in float32.
constexpr double standardizationBits = 64.0;

/// The parameters of a list in the shapes of a network.
ToyNetwork networkOf(const Matrix& list, const ToyNetwork& shape)
{
    ToyNetwork network = shape;
    const float* next = list.data();
    for (Matrix& tensor : network.tensors) {
        std::copy(next, next + tensor.size(), tensor.data());
        next += tensor.size();
    }
    return network;
}

} // namespace

Basis hadamardOf(const Matrix& tensor, RandomHadamard& turns)
{
    return {tensor.rows() > 1 ? turns.next(Side::Rows, tensor.rows()) : nullptr,
            tensor.cols() > 1 ? turns.next(Side::Columns, tensor.cols()) : nullptr};
}

std::pair<std::vector<Matrix>, std::vector<Basis>> turned(std::vector<Matrix> tensors, std::uint64_t seed,
                                                          const JobContext& job)
{
    RandomHadamard turns(seed, RandomHadamard::Signs::Random);
    std::vector<Basis> bases;
    for (Matrix& tensor : tensors) {
        bases.push_back(hadamardOf(tensor, turns));
        bases.back().forward(tensor, job);
    }
    return {std::move(tensors), std::move(bases)};
}

Matrix padded(const Matrix& row)
{
    Index length = 1;
    while (length < row.cols()) length *= 2;
    Matrix longer = Matrix::Zero(1, length);
    longer.leftCols(row.cols()) = row;
    return longer;
}

std::vector<double> ToyTerms::truncated() const
{
    std::vector<double> values(all.size(), 0.0);
    for (const std::size_t place : kept) values[place] = all[place];
    return values;
}

ToyTerms largestTerms(std::vector<double> coefficients, std::size_t count)
{
    ToyTerms terms{std::move(coefficients), {}};
    terms.kept = placesByMagnitude(terms.all);
    terms.kept.resize(std::min(count, terms.all.size()));
    std::sort(terms.kept.begin(), terms.kept.end());
    return terms;
}

ToyCode fourierCode(const ToyGrid& grid, const ToyTerms& terms, std::string representation)
{
    std::vector<double> values;
    for (const std::size_t place : terms.kept) values.push_back(terms.all[place]);
    return {std::move(representation), false, {rowOf(values)}, choiceBits(terms.all.size(), terms.kept.size()),
            [&grid, &terms](const std::vector<Matrix>& rounded) {
                std::vector<double> all(terms.all.size(), 0.0);
                for (std::size_t i = 0; i < terms.kept.size(); ++i)
                    all[terms.kept[i]] = static_cast<double>(rounded.front()(0, static_cast<Index>(i)));
                return grid.errorOf(inverseRealFourier(all));
            }};
}

ToyCode turnedFourierCode(const ToyGrid& grid, const ToyTerms& terms, std::uint64_t seed, const JobContext& job)
{
    auto [tensors, bases] = turned({rowOf(terms.truncated())}, seed, job);
    return {"fourier", true, std::move(tensors), toySeedBits,
            [&grid, basis = bases.front(), job](const std::vector<Matrix>& rounded) {
                Matrix all = rounded.front();
                basis.inverse(all, job);
                return grid.errorOf(inverseRealFourier(doublesOf(all)));
            }};
}

ToyCode networkCode(const ToyGrid& grid, const ToyNetwork& network, bool hadamard, std::uint64_t seed,
                    const JobContext& job)
{
    std::vector<Matrix> tensors(network.tensors.begin(), network.tensors.end());
    std::vector<Basis> bases(tensors.size());
    if (hadamard) std::tie(tensors, bases) = turned(std::move(tensors), seed, job);
    return {"mlp", hadamard, std::move(tensors), standardizationBits + (hadamard ? toySeedBits : 0.0),
            [&grid, bases, job](const std::vector<Matrix>& rounded) {
                ToyNetwork decoded;
                for (std::size_t i = 0; i < rounded.size(); ++i) {
                    decoded.tensors[i] = rounded[i];
                    bases[i].inverse(decoded.tensors[i], job);
                }
                return grid.errorOf(grid.functionOf(decoded));
            }};
}

ToyCode listCode(const ToyGrid& grid, const ToyNetwork& network, bool hadamard, std::uint64_t seed,
                 const JobContext& job)
{
    std::vector<Matrix> tensors{rowOf(network.tensors)};
    std::vector<Basis> bases(1);
    if (hadamard) std::tie(tensors, bases) = turned({padded(tensors.front())}, seed, job);
    return {"mlp-trained", hadamard, std::move(tensors), standardizationBits + (hadamard ? toySeedBits : 0.0),
            [&grid, &network, basis = bases.front(), job](const std::vector<Matrix>& rounded) {
                Matrix list = rounded.front();
                basis.inverse(list, job);
                return grid.errorOf(grid.functionOf(networkOf(list, network)));
            }};
}

} // namespace alidade
