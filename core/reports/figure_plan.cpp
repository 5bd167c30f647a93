// SPDX-License-Identifier: Apache-2.0
// Recipes of the figures of a sweep.
#include "core/reports/figure_plan.h"

#include "core/base/text.h"
#include "core/reports/sweep_names.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace alidade {

namespace {

using Choices = std::map<std::string, std::string>;

PlannedFigure planned(const std::string& name, const std::string& resultsFile, const std::string& figure,
                      const Choices& choices, const std::string& caption)
{
    nlohmann::ordered_json recipe{{"format", "alidade-figure"}, {"version", 1}, {"note", caption},
                                  {"results", validUtf8(resultsFile)}, {"figure", figure}};
    recipe["choices"] = choices;
    recipe["size"] = {{"preset", "double"}};
    return {name, recipe.dump(2) + "\n", caption};
}

bool has(const std::vector<std::string>& ids, const std::string& id) { return std::ranges::find(ids, id) != ids.end(); }

std::string firstOf(const std::vector<std::string>& ids, const std::string& preferred)
{
    if (has(ids, preferred) || ids.empty()) return ids.empty() ? std::string() : preferred;
    return ids.front();
}

} // namespace

std::vector<PlannedFigure> plannedFigures(const SweepView& view, const std::string& resultsFile)
{
    std::vector<PlannedFigure> figures;
    const SweepRequest& request = view.results.request;
    const auto label = [&](const std::string& id) { return view.registries.metrics.find(id).label; };
    const std::string flattening = firstOf(metricsOf(view, MetricKind::Flattening), "kurtosis");
    const std::string concentration = firstOf(metricsOf(view, MetricKind::Concentration), "top_energy_0.01");
    if (!flattening.empty())
        figures.push_back(planned("flattening_over_depth", resultsFile, "depth", {{"metric", flattening}, {"role", ""}},
                                  label(flattening) + " of every tensor in every coordinate system, in the order of the "
                                                      "file; of several seeds the band from least to most."));
    if (!flattening.empty() && !concentration.empty())
        figures.push_back(planned("flattening_and_concentration", resultsFile, "plane",
                                  {{"flattening", flattening}, {"concentration", concentration}, {"role", ""}},
                                  label(flattening) + " against " + label(concentration) +
                                      ", a point for each tensor in each coordinate system."));
    if (request.quantizers.empty()) return figures;
    const std::string quantizer = componentWord(request.quantizers.front());
    const std::string width = widthText(usualWidth(request));
    for (const auto& [count, words] : {std::pair("fixed", "symbols of fixed length"), std::pair("entropy", "symbols by their entropy, an estimate")})
        figures.push_back(planned(std::string("rates_") + count, resultsFile, "rate",
                                  {{"quantizer", quantizer}, {"count", count}, {"quality", "weights"}},
                                  "SQNR of the whole model against its rate with scales and basis, " + quantizer + ", " +
                                      words + "."));
    figures.push_back(planned("winners", resultsFile, "winners",
                              {{"quantizer", quantizer}, {"bits", width}, {"count", "fixed"}, {"quality", "weights"}},
                              "Which coordinate system has the highest SQNR for each tensor at the rate of " + width +
                                  " bits in the first one, " + quantizer + ", symbols of fixed length."));
    return figures;
}

} // namespace alidade
