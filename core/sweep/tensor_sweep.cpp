// SPDX-License-Identifier: Apache-2.0
#include "core/sweep/tensor_sweep.h"

#include "core/base/error.h"
#include "core/sweep/content_hash.h"

namespace alidade {

namespace {

/// Runs `measure`; the sentence of what stands against it, or nothing.
template <typename Measure> std::string obstacleTo(const Measure& measure)
{
    try {
        measure();
        return {};
    } catch (const FormatError&) {
        throw; // the file is not what it was: no note in results
    } catch (const Error& error) {
        return error.what();
    }
}

SweepCell sweepCell(AnalysisRequest request, const SweepRequest& sweep, AnalysisSession& session, const JobContext& job)
{
    const Registries& registries = session.registries();
    const auto curveOf = [&](const ComponentRequest& quantizer) {
        return CurveRequest{quantizer, widthsOf(quantizer, sweep.bits, registries), sweep.coder, false, false};
    };
    SweepCell cell;
    if (!sweep.quantizers.empty()) request.curve = curveOf(sweep.quantizers.front());
    cell.note = obstacleTo([&] { cell.result = session.analyse(request, job); });
    if (!cell.note.empty() && request.curve) { // coordinates that are not orthogonal, weights that are not finite
        AnalysisRequest plain = request;
        plain.curve.reset();
        const std::string note = obstacleTo([&] { cell.result = session.analyse(plain, job); });
        if (!note.empty()) {
            cell.note = note;
            return cell;
        }
    }
    if (cell.result) cell.curves.push_back(cell.result->curve);
    AnalysisRequest other = request;
    other.metrics.clear();
    other.nulls.reset();
    for (std::size_t i = 1; i < sweep.quantizers.size() && cell.result; ++i) {
        other.curve = curveOf(sweep.quantizers[i]);
        std::vector<RateDistortionPoint> points;
        const std::string note = obstacleTo([&] { points = session.analyse(other, job)->curve; });
        if (cell.note.empty()) cell.note = note;
        cell.curves.push_back(std::move(points));
    }
    return cell;
}

} // namespace

SweepTensor sweepTensor(const Layer& layer, const SweepRequest& request, AnalysisSession& session, const JobContext& job)
{
    SweepTensor tensor;
    tensor.layer = layer;
    tensor.layer.tensor.file.clear(); // results of one model do not depend on how it is cut into files
    tensor.weights = layer.tensor.elements;
    tensor.contentHash = contentHash(*session.checkpoint(request.model), layer.tensor, job);
    AnalysisRequest one;
    one.file = request.model;
    one.tensor = layer.tensor.name;
    one.metrics = request.metrics;
    one.nulls = request.nulls;
    one.calibration = request.calibration;
    for (const ComponentRequest& coordinates : request.coordinates) {
        one.coordinates = coordinates;
        tensor.cells.push_back(sweepCell(one, request, session, job));
    }
    return tensor;
}

} // namespace alidade
