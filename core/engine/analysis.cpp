// SPDX-License-Identifier: Apache-2.0
// Printing requests.
#include "core/engine/analysis.h"

namespace alidade {

namespace {

/// An argument as a shell takes it literally.
std::string shellQuoted(const std::string& text)
{
    const bool plain = !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                               "0123456789_-./,:+@%") == std::string::npos;
    if (plain) return text;
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    return out + "'";
}

std::string flags(const Parameters& parameters)
{
    std::string text;
    for (const auto& [id, value] : parameters.values()) text += " --" + id + " " + shellQuoted(toText(value));
    return text;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
    return text;
}

/// Options of `metrics` alone.
std::string pictures(const AnalysisRequest& request)
{
    std::string text;
    if (request.heatMap)
        text += " --heat-map " + std::to_string(request.heatMap->rows) + "x" + std::to_string(request.heatMap->columns);
    if (request.split) {
        std::string ranks;
        for (const int rank : request.split->ranks) ranks += (ranks.empty() ? "" : ",") + std::to_string(rank);
        text += " --split " + (ranks.empty() ? "ladder" : ranks) + " --split-bits " + toText(request.split->bits);
    }
    if (request.sensitivity) text += " --sensitivity";
    return text;
}

std::size_t bytesOf(const HeatMap& map)
{
    return (map.cells.size() + map.rowPeaks.size() + map.columnPeaks.size()) * sizeof(float);
}

std::size_t bytesOf(const RankSplit& split)
{
    std::size_t bytes = split.points.size() * sizeof(RankSplitPoint);
    for (const RankSplitPoint& point : split.points)
        bytes += (point.residual.counts.size() + point.function.counts.size()) * sizeof(std::uint64_t);
    return bytes;
}

} // namespace

int defaultNullDraws(std::uint64_t elements)
{
    if (elements <= std::uint64_t{1} << 14U) return 16;
    return elements <= std::uint64_t{1} << 18U ? 4 : 2;
}

std::string commandLine(const AnalysisRequest& request)
{
    const std::string command = request.curve ? "rate-distortion" : "metrics";
    std::string text =
        "alidade-cli " + command + " " + shellQuoted(request.file) + " --tensor " +
        shellQuoted(request.tensor) + (request.matrix ? " --matrix " + std::to_string(*request.matrix) : "") +
        " --coordinates " + shellQuoted(request.coordinates.id) + flags(request.coordinates.parameters);
    if (!request.calibration.empty()) text += " --calibration " + shellQuoted(request.calibration);
    if (!request.profiles.empty()) text += " --curves " + joined(request.profiles);
    if (request.nulls)
        text += " --nulls " + joined(request.nulls->kinds) + " --null-draws " + std::to_string(request.nulls->draws) +
                " --null-seed " + std::to_string(request.nulls->seed);
    if (!request.curve) return text + pictures(request);
    text += " --quantizer " + shellQuoted(request.curve->quantizer.id) + flags(request.curve->quantizer.parameters);
    text += " --bits ";
    for (std::size_t i = 0; i < request.curve->bits.size(); ++i)
        text += (i == 0 ? "" : ",") + toText(request.curve->bits[i]);
    if (request.curve->bounds) text += request.curve->spectrum ? " --bounds spectrum" : " --bounds weights";
    if (request.curve->coder)
        text += " --coder " + shellQuoted(request.curve->coder->id) + flags(request.curve->coder->parameters);
    return text;
}

std::size_t approximateBytes(const AnalysisResult& result)
{
    std::size_t bytes = sizeof result + result.basis.size() + 64 * result.metrics.size();
    for (const auto& [id, curves] : result.profiles)
        for (const NamedCurve& curve : curves) bytes += 2 * sizeof(double) * curve.points.x.size();
    for (const auto& [id, comparisons] : result.nulls) bytes += 128 * comparisons.size();
    if (result.distribution) bytes += result.distribution->counts.size() * sizeof(std::uint64_t);
    if (result.energy) bytes += result.energy->x.size() * 2 * sizeof(double);
    if (result.split) bytes += bytesOf(*result.split);
    if (result.sensitivity) bytes += result.sensitivity->histogram.counts.size() * sizeof(std::uint64_t);
    if (result.heatMap) bytes += bytesOf(*result.heatMap);
    return bytes + result.curve.size() * sizeof(RateDistortionPoint);
}

} // namespace alidade
