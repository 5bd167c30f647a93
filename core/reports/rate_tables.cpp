// SPDX-License-Identifier: Apache-2.0
// Tables of rates: quality at each width, differences from the reference, winners.
#include "core/reports/sweep_names.h"
#include "core/reports/sweep_tables.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace alidade {

namespace {

/// A number of every seed of a family: the median.
template <typename ValueOf> double overSeeds(const SweepFamily& family, const ValueOf& valueOf)
{
    std::vector<double> values;
    for (const std::size_t member : family.members) values.push_back(valueOf(member));
    return spreadOf(std::move(values)).median;
}

/// Ways to count a rate that a sweep has numbers for.
struct Counting {
    std::string header;
    RateCounting counting;
};

std::vector<Counting> countingsOf(const SweepRequest& request)
{
    std::vector<Counting> all{{"Fixed, with basis", {RateCount::FixedRate, true}},
                              {"Fixed, without", {RateCount::FixedRate, false}},
                              {"Entropy, with basis", {RateCount::EntropyEstimate, true}},
                              {"Entropy, without", {RateCount::EntropyEstimate, false}}};
    if (!request.coder) return all;
    all.push_back({"Coded, with basis", {RateCount::CodedBytes, true}});
    all.push_back({"Coded, without", {RateCount::CodedBytes, false}});
    return all;
}

std::string countText(RateCount count)
{
    if (count == RateCount::FixedRate) return "symbols of fixed length";
    return count == RateCount::CodedBytes ? "coded bytes" : "symbols by their entropy (an estimate)";
}

std::string coverage(const SweepView& view, const ModelCurve& curve)
{
    const std::string all = withThousands(view.results.tensors.size());
    return "over " + withThousands(curve.tensors) + " of " + all + " tensors with " + withThousands(curve.weights) +
           " weights";
}

} // namespace

ReportTable qualityTable(const SweepView& view, std::size_t quantizer)
{
    const std::vector<ModelCurve> curves = modelCurves(view.results, quantizer);
    ReportTable table{quantizerLabel(view.results.request.quantizers[quantizer], view.registries) + ", " +
                          coverage(view, curves.front()) +
                          ": SQNR of all weights together in dB, and the rates in bits per weight with scales and basis "
                          "(fixed length / by entropy, which is an estimate).",
                      {"Coordinates"},
                      {}};
    const std::vector<RateDistortionPoint>& widths = curves.front().points;
    for (const RateDistortionPoint& point : widths) {
        table.header.push_back(widthText(point.bits) + " b: dB");
        table.header.push_back("bit/weight");
    }
    for (std::size_t f = 0; f < view.families.size(); ++f) {
        std::vector<std::string> row{view.label(f)};
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const auto at = [&](std::size_t member) -> const RateDistortionPoint& { return curves[member].points[i]; };
            const SweepFamily& family = view.families[f];
            row.push_back(reportNumber(overSeeds(family, [&](std::size_t m) { return at(m).sqnrDb(); })));
            row.push_back(reportNumber(overSeeds(family, [&](std::size_t m) { return at(m).rate(); })) + " / " +
                          reportNumber(overSeeds(family, [&](std::size_t m) { return at(m).entropyRate(); })));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

double modelGainBits(const SweepView& view, std::size_t quantizer, std::size_t family, const RateCounting& counting)
{
    const std::vector<ModelCurve> curves = modelCurves(view.results, quantizer);
    return overSeeds(view.families[family], [&](std::size_t member) {
        return compareCurves(curves.front().points, curves[member].points, counting).rateBits;
    });
}

ReportTable gainTable(const SweepView& view, std::size_t quantizer)
{
    const std::vector<Counting> countings = countingsOf(view.results.request);
    const std::vector<ModelCurve> curves = modelCurves(view.results, quantizer);
    ReportTable table{quantizerLabel(view.results.request.quantizers[quantizer], view.registries) +
                          ": mean difference of rate from the first coordinate system at equal SQNR (Bjontegaard), in bits "
                          "per weight; below 0 fewer bits are needed. A dash stands where the curves do not overlap.",
                      {"Coordinates"},
                      {}};
    for (const Counting& one : countings) table.header.push_back(one.header);
    for (std::size_t f = 1; f < view.families.size(); ++f) {
        std::vector<std::string> row{view.label(f)};
        for (const Counting& one : countings)
            row.push_back(reportDifference(overSeeds(view.families[f], [&](std::size_t member) {
                return compareCurves(curves.front().points, curves[member].points, one.counting).rateBits;
            })));
        table.rows.push_back(std::move(row));
    }
    return table;
}

ReportTable winnerTable(const SweepView& view, std::size_t quantizer, RateCount count)
{
    const double bits = usualWidth(view.results.request);
    const RateCounting counting{count, true};
    ReportTable table{quantizerLabel(view.results.request.quantizers[quantizer], view.registries) + ", rates of " +
                          countText(count) + ": number of tensors for which a coordinate system has the highest SQNR at the "
                          "rate that the first one has at " + widthText(bits) +
                          " bits, basis counted; the first one counts where it is as good within 0.1 dB.",
                      {"Role", "Tensors"},
                      {}};
    for (std::size_t f = 0; f < view.families.size(); ++f) table.header.push_back(view.label(f));
    std::vector<std::string> roles{""};
    std::map<std::string, std::vector<std::size_t>> wins;
    std::map<std::string, std::size_t> tensors;
    for (const SweepTensor& tensor : view.results.tensors) {
        const SweepWinner winner = sweepWinner(tensor, view.families, quantizer, bits, counting);
        if (!winner.family) continue;
        if (std::ranges::find(roles, tensor.layer.role) == roles.end()) roles.push_back(tensor.layer.role);
        for (const std::string& role : {std::string(), tensor.layer.role}) {
            auto& row = wins[role];
            row.resize(view.families.size());
            ++row[winner.reference ? 0 : *winner.family];
            ++tensors[role];
        }
    }
    for (const std::string& role : roles) {
        if (!wins.contains(role)) continue;
        std::vector<std::string> row{role.empty() ? "all" : role, withThousands(tensors[role])};
        for (const std::size_t number : wins[role]) row.push_back(withThousands(number));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace alidade
