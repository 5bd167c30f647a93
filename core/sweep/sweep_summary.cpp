// SPDX-License-Identifier: Apache-2.0
// Medians of seeds, weighted sums of points.
#include "core/sweep/sweep_summary.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

ComponentRequest withoutSeed(const ComponentRequest& request)
{
    ComponentRequest plain{request.id, {}};
    for (const auto& [id, value] : request.parameters.values())
        if (id != "seed") plain.parameters.set(id, value);
    return plain;
}

const RateDistortionPoint* pointAt(std::span<const RateDistortionPoint> curve, double bits)
{
    const auto at = std::ranges::find(curve, bits, &RateDistortionPoint::bits);
    return at == curve.end() ? nullptr : &*at;
}

/// The gain of a curve over the reference; NaN where it has no point at that rate.
double gainOf(std::span<const RateDistortionPoint> reference, std::span<const RateDistortionPoint> curve, double bits,
              const RateCounting& counting)
{
    return bestCurve(reference, {curve}, bits, counting).gainDb;
}

double qualityOf(const RateDistortionPoint& point, const RateCounting& counting)
{
    return counting.operatorQuality ? point.operatorSqnrDb() : point.sqnrDb();
}

/// Tensors that have points in every coordinate system.
std::vector<const SweepTensor*> completeTensors(const SweepResults& results, std::size_t quantizer)
{
    std::vector<const SweepTensor*> complete;
    const std::size_t systems = results.request.coordinates.size();
    for (const SweepTensor& tensor : results.tensors) {
        bool all = tensor.cells.size() >= systems && tensor.weights > 0;
        for (std::size_t cell = 0; all && cell < systems; ++cell) all = !cellCurve(tensor, cell, quantizer).empty();
        if (all) complete.push_back(&tensor);
    }
    return complete;
}

/// Widths of the first tensor that every other one has in every coordinate system, ascending.
std::vector<double> commonWidths(const std::vector<const SweepTensor*>& tensors, std::size_t systems,
                                 std::size_t quantizer)
{
    std::vector<double> widths;
    if (tensors.empty()) return widths;
    for (const RateDistortionPoint& point : cellCurve(*tensors.front(), 0, quantizer)) {
        bool everywhere = true;
        for (const SweepTensor* tensor : tensors)
            for (std::size_t cell = 0; everywhere && cell < systems; ++cell)
                everywhere = pointAt(cellCurve(*tensor, cell, quantizer), point.bits) != nullptr;
        if (everywhere) widths.push_back(point.bits);
    }
    std::ranges::sort(widths);
    return widths;
}

/// Sums of a point's parts, each times the weights of its tensor.
struct PointSum {
    RateDistortionPoint sum;
    double weights = 0.0;
    double operatorNoise = 0.0;

    PointSum()
    {
        sum.codedBits = 0.0;
        sum.operatorPower = 0.0;
    }

    void add(const RateDistortionPoint& point, double count)
    {
        weights += count;
        for (double RateDistortionPoint::*part :
             {&RateDistortionPoint::payloadBits, &RateDistortionPoint::scaleBits, &RateDistortionPoint::basisBits,
              &RateDistortionPoint::entropyBits, &RateDistortionPoint::huffmanBits, &RateDistortionPoint::codedBits,
              &RateDistortionPoint::meanSquaredError, &RateDistortionPoint::signalPower,
              &RateDistortionPoint::operatorPower})
            sum.*part += count * (point.*part);
        operatorNoise += count * point.operatorPower * point.operatorError;
        sum.largestError = std::max(sum.largestError, point.largestError);
        sum.usedMoments = sum.usedMoments || point.usedMoments;
    }

    [[nodiscard]] RateDistortionPoint mean(double bits) const
    {
        RateDistortionPoint point = sum;
        point.bits = bits;
        for (double RateDistortionPoint::*part :
             {&RateDistortionPoint::payloadBits, &RateDistortionPoint::scaleBits, &RateDistortionPoint::basisBits,
              &RateDistortionPoint::entropyBits, &RateDistortionPoint::huffmanBits, &RateDistortionPoint::codedBits,
              &RateDistortionPoint::meanSquaredError, &RateDistortionPoint::signalPower,
              &RateDistortionPoint::operatorPower})
            point.*part /= weights;
        point.operatorError = sum.operatorPower > 0.0 ? operatorNoise / sum.operatorPower : nan;
        return point;
    }
};

RoleSummary summaryOf(const SweepResults& results, const std::vector<SweepFamily>& families, const std::string& metric,
                      const std::string& role, bool all)
{
    RoleSummary summary{role, 0, {}};
    std::vector<std::vector<double>> values(families.size());
    for (const SweepTensor& tensor : results.tensors) {
        if (!all && tensor.layer.role != role) continue;
        ++summary.tensors;
        for (std::size_t i = 0; i < families.size(); ++i)
            values[i].push_back(familyMetric(tensor, families[i], metric).median);
    }
    for (std::vector<double>& family : values) summary.families.push_back(spreadOf(std::move(family)));
    return summary;
}

} // namespace

std::vector<SweepFamily> sweepFamilies(const SweepRequest& request)
{
    std::vector<SweepFamily> families;
    std::vector<ComponentRequest> plain;
    for (std::size_t i = 0; i < request.coordinates.size(); ++i) {
        const ComponentRequest own = withoutSeed(request.coordinates[i]);
        const auto at = static_cast<std::size_t>(std::ranges::find(plain, own) - plain.begin());
        if (at == plain.size()) {
            plain.push_back(own);
            families.push_back({request.coordinates[i], {}});
        } else {
            families[at].coordinates = own;
        }
        families[at].members.push_back(i);
    }
    return families;
}

ValueSpread spreadOf(std::vector<double> values)
{
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty()) return {};
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    const double median = values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
    return {median, values.front(), values.back(), values.size()};
}

double cellMetric(const SweepTensor& tensor, std::size_t cell, const std::string& metric)
{
    const AnalysisResultPtr result = cell < tensor.cells.size() ? tensor.cells[cell].result : nullptr;
    if (!result) return nan;
    const auto at = result->metrics.find(metric);
    return at == result->metrics.end() ? nan : at->second;
}

const NullComparison* cellNull(const SweepTensor& tensor, std::size_t cell, const std::string& metric,
                               const std::string& null)
{
    const AnalysisResultPtr result = cell < tensor.cells.size() ? tensor.cells[cell].result : nullptr;
    if (!result) return nullptr;
    const auto of = result->nulls.find(metric);
    if (of == result->nulls.end()) return nullptr;
    const auto at = of->second.find(null);
    return at == of->second.end() ? nullptr : &at->second;
}

ValueSpread familyMetric(const SweepTensor& tensor, const SweepFamily& family, const std::string& metric)
{
    std::vector<double> values;
    for (const std::size_t cell : family.members) values.push_back(cellMetric(tensor, cell, metric));
    return spreadOf(std::move(values));
}

std::vector<RoleSummary> roleSummaries(const SweepResults& results, const std::vector<SweepFamily>& families,
                                       const std::string& metric)
{
    std::vector<RoleSummary> summaries{summaryOf(results, families, metric, {}, true)};
    for (const SweepTensor& tensor : results.tensors) {
        const std::string& role = tensor.layer.role;
        if (std::ranges::find(summaries.begin() + 1, summaries.end(), role, &RoleSummary::role) != summaries.end())
            continue;
        summaries.push_back(summaryOf(results, families, metric, role, false));
    }
    return summaries;
}

std::span<const RateDistortionPoint> cellCurve(const SweepTensor& tensor, std::size_t cell, std::size_t quantizer)
{
    if (cell >= tensor.cells.size() || quantizer >= tensor.cells[cell].curves.size()) return {};
    return tensor.cells[cell].curves[quantizer];
}

SweepWinner sweepWinner(const SweepTensor& tensor, const std::vector<SweepFamily>& families, std::size_t quantizer,
                        double bits, const RateCounting& counting)
{
    SweepWinner winner;
    const std::span<const RateDistortionPoint> reference = cellCurve(tensor, 0, quantizer);
    double best = nan;
    for (const SweepFamily& family : families) {
        std::vector<double> gains;
        for (const std::size_t cell : family.members)
            gains.push_back(gainOf(reference, cellCurve(tensor, cell, quantizer), bits, counting));
        winner.gains.push_back(spreadOf(std::move(gains)).median);
        if (!std::isnan(winner.gains.back()) && !(winner.gains.back() <= best)) best = winner.gains.back();
    }
    for (std::size_t i = 0; i < winner.gains.size(); ++i) {
        if (!(winner.gains[i] > best - noDifferenceDb)) continue;
        winner.shared = winner.family.has_value();
        if (winner.shared) break;
        winner.family = i;
        winner.gainDb = winner.gains[i];
    }
    winner.reference = winner.family == std::size_t{0};
    return winner;
}

std::vector<ModelCurve> modelCurves(const SweepResults& results, std::size_t quantizer)
{
    const std::size_t systems = results.request.coordinates.size();
    const std::vector<const SweepTensor*> tensors = completeTensors(results, quantizer);
    const std::vector<double> widths = commonWidths(tensors, systems, quantizer);
    std::vector<ModelCurve> curves(systems);
    for (std::size_t cell = 0; cell < systems; ++cell) {
        ModelCurve& curve = curves[cell];
        curve.tensors = tensors.size();
        for (const SweepTensor* tensor : tensors) curve.weights += tensor->weights;
        for (const double bits : widths) {
            PointSum sum;
            for (const SweepTensor* tensor : tensors)
                sum.add(*pointAt(cellCurve(*tensor, cell, quantizer), bits), static_cast<double>(tensor->weights));
            curve.points.push_back(sum.mean(bits));
        }
    }
    return curves;
}

std::vector<std::vector<FamilyPoint>> familyCurves(const SweepResults& results, const std::vector<SweepFamily>& families,
                                                   std::size_t quantizer, const RateCounting& counting)
{
    const std::vector<ModelCurve> curves = modelCurves(results, quantizer);
    std::vector<std::vector<FamilyPoint>> points(families.size());
    for (std::size_t i = 0; i < families.size(); ++i) {
        for (std::size_t at = 0; at < curves.front().points.size(); ++at) { // all have the same widths
            std::vector<double> rates;
            std::vector<double> qualities;
            for (const std::size_t cell : families[i].members) {
                const RateDistortionPoint& point = curves[cell].points[at];
                rates.push_back(countedRate(point, counting));
                qualities.push_back(qualityOf(point, counting));
            }
            points[i].push_back({curves.front().points[at].bits, spreadOf(std::move(rates)).median,
                                 spreadOf(std::move(qualities))});
        }
    }
    return points;
}

std::vector<FamilyTotal> familyTotals(const SweepResults& results, const std::vector<SweepFamily>& families,
                                      std::size_t quantizer, double bits, const RateCounting& counting)
{
    std::vector<FamilyTotal> totals(families.size());
    const std::vector<ModelCurve> curves = modelCurves(results, quantizer);
    for (std::size_t i = 0; i < families.size(); ++i) {
        std::vector<double> rates;
        std::vector<double> qualities;
        std::vector<double> gains;
        for (const std::size_t cell : families[i].members) {
            const std::vector<RateDistortionPoint>& points = curves[cell].points;
            totals[i].tensors = curves[cell].tensors;
            const RateDistortionPoint* point = pointAt(points, bits);
            if (!point) continue;
            rates.push_back(countedRate(*point, counting));
            qualities.push_back(qualityOf(*point, counting));
            gains.push_back(gainOf(curves.front().points, points, bits, counting));
        }
        totals[i].rate = spreadOf(std::move(rates)).median;
        totals[i].sqnrDb = spreadOf(std::move(qualities)).median;
        totals[i].gainDb = spreadOf(std::move(gains)).median;
    }
    for (const SweepTensor& tensor : results.tensors)
        if (const SweepWinner winner = sweepWinner(tensor, families, quantizer, bits, counting); winner.family)
            ++totals[*winner.family].wins;
    return totals;
}

} // namespace alidade
