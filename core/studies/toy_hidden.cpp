// SPDX-License-Identifier: Apache-2.0
#include "core/studies/toy_hidden.h"

#include "core/numerics/symmetric_eigen.h"
#include "core/registry/registries.h"
#include "core/studies/toy_codes.h"

namespace alidade {

namespace {

constexpr std::int64_t paidBits = 8; // science.md 1.0: 6 to 8 bits a number suffice

/// A registered coordinate system with its basis at so many bits a number.
Basis fitted(const Registries& registries, const char* id, std::int64_t bits, const FitInput& input,
             const JobContext& job)
{
    const CoordinateSystemEntry& entry = registries.coordinateSystems.find(id);
    return entry.make(resolveParameters(entry.parameters, {{"basis-bits", bits}}))->fit(input, job);
}

} // namespace

std::vector<ToyHiddenCoordinates> hiddenCoordinates(const ToyGrid& grid, const ToyNetwork& network, std::uint64_t seed,
                                                    const JobContext& job)
{
    const Registries registries = builtinRegistries();
    const Matrix& weights = network.tensors[ToyNetwork::HiddenWeights];
    FitInput input(weights);
    input.inputMoments = std::make_shared<const MatrixD>(
        gramOfColumns(network.firstActivations(grid.inputs), job) / static_cast<double>(grid.inputs.rows()));
    RandomHadamard turns(seed, RandomHadamard::Signs::Random);
    const Basis paid = fitted(registries, "svd", paidBits, input, job);
    return {{"original", Basis(), 0.0},
            {"hadamard", hadamardOf(weights, turns), toySeedBits},
            {"activation", fitted(registries, "activation", 0, input, job), 0.0},
            {"svd", fitted(registries, "svd", 0, input, job), 0.0},
            {"svd-paid", paid, paid.sideInformationBits()}};
}

std::vector<ToyHiddenPoint> roundHidden(const ToyGrid& grid, const ToyNetwork& network,
                                        const ToyHiddenCoordinates& coordinates, const std::vector<double>& steps,
                                        const JobContext& job)
{
    const std::vector<double> unrounded = grid.functionOf(network);
    std::vector<double> decoded;
    ToyCode code;
    code.representation = coordinates.id;
    code.tensors = {network.tensors[ToyNetwork::HiddenWeights]};
    coordinates.basis.forward(code.tensors.front(), job);
    code.functionError = [&](const std::vector<Matrix>& rounded) {
        ToyNetwork changed = network;
        changed.tensors[ToyNetwork::HiddenWeights] = rounded.front();
        coordinates.basis.inverse(changed.tensors[ToyNetwork::HiddenWeights], job);
        decoded = grid.functionOf(changed);
        return grid.errorOf(decoded);
    };
    std::vector<ToyHiddenPoint> points;
    for (const double step : steps) {
        const ToyPoint point = roundToStep(code, step);
        const auto count = static_cast<double>(point.numbers);
        points.push_back({coordinates.id, step, (point.entropyBits - point.sideBits) / count,
                          coordinates.basisBits / count, point.functionError, grid.differenceOf(decoded, unrounded)});
    }
    return points;
}

} // namespace alidade
