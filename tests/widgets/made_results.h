// SPDX-License-Identifier: GPL-3.0-or-later
// Results made by hand for the tests of plots: small, and known in every number.
#pragma once

#include "core/studies/toy_basis.h"
#include "widgets/cards/result_plots.h"
#include "widgets/cards/winner_plot.h"

#include <cmath>
#include <limits>

namespace alidade {

/// A chip with one finished part.
inline PlottedChip chipWith(const char* id, Part part, AnalysisResult result)
{
    PlottedChip at;
    at.chip.request.id = id;
    at.chip.label = QString::fromLatin1(id);
    result.rows = std::max<std::uint64_t>(result.rows, 2);
    result.cols = std::max<std::uint64_t>(result.cols, 2);
    result.rms = 1.0;
    at.results.part(part).result = std::make_shared<AnalysisResult>(std::move(result));
    return at;
}

/// Singular values 4, 2, 1 times `scale`, 2 of them times `second` more, with a null.
inline PlottedChip madeSpectrum(const char* id, double scale, double second)
{
    AnalysisResult result;
    result.profiles["spectrum"] = {
        {"singular_values", {{1.0, 2.0, 3.0}, {4.0 * scale, 2.0 * second * scale, scale}}},
        {"marchenko_pastur", {{1.0, 2.0, 3.0}, {2.0 * scale, 1.5 * scale, scale}}},
        {"upper_edge", {{1.0, 3.0}, {3.0 * scale, 3.0 * scale}}}};
    return chipWith(id, Part::SingularValues, result);
}

/// 2 x 3 cells of a matrix of 4 x 6; one is not a number.
inline HeatMap madeHeatMap()
{
    HeatMap map;
    map.matrixRows = 4;
    map.matrixColumns = 6;
    map.rows = 2;
    map.columns = 3;
    map.cells = {1.0F, -2.0F, 0.5F, -0.25F, std::numeric_limits<float>::quiet_NaN(), 40.0F};
    map.rowPeaks = {2.0F, 40.0F};
    map.columnPeaks = {1.0F, 2.0F, 40.0F};
    map.rms = 1.0;
    map.clip = 2.0;
    map.beyondClip = 7;
    map.largest = 40.0;
    map.leastNonzero = 0.25;
    map.nanCount = 1;
    return map;
}

/// Ranks 0, 2 and 8 of a matrix that 3 bits code directly.
inline RankSplit madeSplit()
{
    const Histogram histogram{-4.0, 4.0, std::vector<std::uint64_t>(512, 3), 0, 0};
    RankSplit split;
    split.directRate = 3.0;
    split.sqnrDb = 20.0;
    split.points = {{0, 0.0, 1.0, 9.0, 12.0, 0.0, 3.0, histogram, histogram},
                    {2, 0.5, std::sqrt(0.5), 4.0, 6.0, 0.75, 2.0, histogram, histogram},
                    {8, 1.0, 0.0, NAN, NAN, 4.0, 0.0, histogram, histogram}};
    return split;
}

/// A layer of a role in a block.
inline Layer madeLayer(const char* role, int block)
{
    Layer layer;
    layer.role = role;
    layer.block = block;
    layer.rows = layer.cols = 8;
    layer.tensor.name = "layers." + std::to_string(block) + "." + role;
    return layer;
}

/// A toy experiment in which nothing was trained.
inline ToyBasis madeToy()
{
    ToyBasis toy;
    toy.x = {0.0, 0.5};
    toy.target = {0.0, 1.0};
    toy.fourierFit = {0.1, 0.9};
    toy.mlpFit = {0.0, 1.1};
    toy.fourierError = toy.mlpError = 0.01;
    for (const char* id : {"samples", "samples-hadamard", "fourier", "fourier-hadamard", "mlp", "mlp-hadamard", "mlp-hidden",
                           "mlp-hidden-hadamard", "mlp-trained", "mlp-trained-hadamard"}) {
        ToyParameters parameters;
        parameters.id = id;
        parameters.count = 100;
        parameters.kurtosis = 6.0;
        parameters.crest = parameters.topEnergy = parameters.entropy4 = 1.0;
        parameters.histogram = {-8.0, 8.0, std::vector<std::uint64_t>(256, 2), 0, 0};
        toy.parameters.push_back(parameters);
    }
    for (const char* representation : {"fourier", "mlp"})
        for (const bool hadamard : {false, true})
            for (const double bits : {4.0, 2.0}) {
                ToyPoint point;
                point.representation = representation;
                point.hadamard = hadamard;
                point.quantizer = "absmax";
                point.fixedBits = 100.0 * bits;
                point.functionError = std::pow(10.0, -bits);
                toy.points.push_back(point);
            }
    for (const char* id : {"fourier", "cosine", "wavelet", "samples", "hadamard"})
        toy.compaction.push_back({id, {{1.0, 10.0}, {0.5, 1e-3}}});
    toy.needed = {{1e-3, 12, 13, 400, 380, 90}};
    return toy;
}

} // namespace alidade
