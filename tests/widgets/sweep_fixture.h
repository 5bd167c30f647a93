// SPDX-License-Identifier: GPL-3.0-or-later
// Results of a sweep made by hand: known in every number.
#pragma once

#include "core/base/version.h"
#include "core/sweep/sweep_results.h"

#include <cmath>
#include <memory>
#include <string>

namespace alidade {

/// What the coordinates do to the numbers of a made sweep.
struct MadeCell {
    double kurtosis = 3.0;
    double topEnergy = 0.1;
    double noise = 1.0; ///< times 4^-bits of the power
};

inline SweepCell madeCell(const SweepRequest& request, std::size_t coordinates, const Layer& layer,
                          const MadeCell& made)
{
    AnalysisResult result;
    result.request.file = request.model;
    result.request.tensor = layer.tensor.name;
    result.request.coordinates = request.coordinates[coordinates];
    result.request.metrics = request.metrics;
    result.request.nulls = request.nulls;
    result.version = programVersion();
    result.rows = layer.rows;
    result.cols = layer.cols;
    result.rms = 1.0;
    result.metrics = {{"kurtosis", made.kurtosis}, {"top_energy_0.01", made.topEnergy}, {"effective_rank", 5.0}};
    result.nulls["effective_rank"]["gaussian"] = {12.0, 0.5, -14.0, 2};
    SweepCell cell;
    cell.curves.resize(1);
    for (const double bits : request.bits) {
        RateDistortionPoint point;
        point.bits = point.payloadBits = bits;
        point.scaleBits = 0.125;
        point.entropyBits = bits - 0.25;
        point.signalPower = 2.0;
        point.meanSquaredError = 2.0 * made.noise * std::pow(4.0, -bits);
        cell.curves.front().push_back(point);
    }
    result.curve = cell.curves.front();
    cell.result = std::make_shared<const AnalysisResult>(result);
    return cell;
}

/// Blocks of one down_proj each, of kurtosis 20 + block as stored; a Hadamard transform with two seeds takes it to 3 and
/// 4, and needs a bit less for the same error.
inline SweepResultsPtr madeSweep(std::size_t finished, std::size_t planned)
{
    auto sweep = std::make_shared<SweepResults>();
    sweep->request.model = "small.safetensors";
    sweep->request.coordinates = {{"original", {}},
                                  {"hadamard", {{"seed", std::int64_t{1}}}},
                                  {"hadamard", {{"seed", std::int64_t{2}}}}};
    sweep->request.metrics = {"kurtosis", "top_energy_0.01", "effective_rank"};
    sweep->request.nulls = NullRequest{{"gaussian"}, 2, 1};
    sweep->request.quantizers = {{"uniform", {}}};
    sweep->request.bits = {2.0, 3.0, 4.0};
    sweep->version = programVersion();
    sweep->modelFormat = "safetensors";
    sweep->planned = planned;
    for (std::size_t block = 0; block < finished; ++block) {
        SweepTensor tensor;
        const std::string name = "model.layers." + std::to_string(block) + ".mlp.down_proj.weight";
        tensor.layer = makeLayer({.name = name, .shape = {16, 32}, .elements = 512, .bytes = 2048, .file = {}});
        tensor.weights = 512;
        tensor.contentHash = block + 1;
        const MadeCell stored{20.0 + static_cast<double>(block), 0.3, 1.0};
        tensor.cells.push_back(madeCell(sweep->request, 0, tensor.layer, stored));
        for (const std::size_t seed : {std::size_t{1}, std::size_t{2}})
            tensor.cells.push_back(
                madeCell(sweep->request, seed, tensor.layer, {2.0 + static_cast<double>(seed), 0.1, 0.25}));
        sweep->tensors.push_back(tensor);
    }
    return sweep;
}

} // namespace alidade
