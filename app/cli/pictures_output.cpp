// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pictures_output.h"

namespace alidade::cli {

namespace {

Json single(const std::vector<float>& values)
{
    return numbers(std::vector<double>(values.begin(), values.end()));
}

Json heatMapJson(const HeatMap& map)
{
    return {{"rows", map.rows},
            {"columns", map.columns},
            {"cells", single(map.cells)},
            {"row_peaks", single(map.rowPeaks)},
            {"column_peaks", single(map.columnPeaks)},
            {"rms", number(map.rms)},
            {"clip", number(map.clip)},
            {"beyond_clip", map.beyondClip},
            {"largest", number(map.largest)},
            {"least_nonzero", number(map.leastNonzero)}};
}

Json histogramJson(const Histogram& histogram)
{
    return {{"low", histogram.low},
            {"high", histogram.high},
            {"below", histogram.below},
            {"above", histogram.above},
            {"counts", histogram.counts}};
}

Json splitJson(const RankSplit& split)
{
    Json json{{"direct_rate", number(split.directRate)}, {"sqnr_db", number(split.sqnrDb)}, {"ranks", Json::array()}};
    for (const RankSplitPoint& point : split.points)
        json["ranks"].push_back({{"rank", point.rank},
                                 {"energy_share", number(point.energyShare)},
                                 {"residual_rms", number(point.residualRms)},
                                 {"kurtosis", number(point.kurtosis)},
                                 {"peak", number(point.peak)},
                                 {"function_rate", number(point.functionRate)},
                                 {"residual_rate", number(point.residualRate)},
                                 {"rate", number(point.rate())},
                                 {"residual", histogramJson(point.residual)},
                                 {"function", histogramJson(point.function)}});
    return json;
}

Json sensitivityJson(const CoefficientSensitivity& sensitivity)
{
    return {{"gradients", sensitivity.gradients},
            {"spearman", number(sensitivity.spearman)},
            {"overlap_top_1_percent", number(sensitivity.overlap)},
            {"energy_in_top_1_percent", number(sensitivity.topEnergy)},
            {"operator_energy_in_top_1_percent", number(sensitivity.topOperatorEnergy)},
            {"histogram",
             {{"bins", JointHistogram::bins},
              {"low", JointHistogram::low},
              {"high", JointHistogram::high},
              {"zero", sensitivity.histogram.left},
              {"counts", sensitivity.histogram.counts}}}};
}

} // namespace

Json numbers(const std::vector<double>& values)
{
    Json list = Json::array();
    for (const double value : values) list.push_back(number(value));
    return list;
}

void addPictures(Json& entry, const AnalysisResult& result)
{
    const AnalysisRequest& asked = result.request;
    if (asked.heatMap) entry["heat_map"] = result.heatMap ? heatMapJson(*result.heatMap) : Json();
    if (asked.split) entry["split"] = result.split ? splitJson(*result.split) : Json();
    if (asked.sensitivity) entry["sensitivity"] = result.sensitivity ? sensitivityJson(*result.sensitivity) : Json();
}

} // namespace alidade::cli
