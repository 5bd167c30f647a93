// SPDX-License-Identifier: GPL-3.0-or-later
// Requests for the parts of a result and the layers of a depth profile.
#include "widgets/bridge/requests.h"

#include "core/engine/calibration.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace alidade {

namespace {

std::vector<std::string> metricIds(const Registries& registries, bool expensive)
{
    std::vector<std::string> ids;
    for (const Metric& metric : registries.metrics)
        if (metric.expensive == expensive) ids.push_back(metric.id);
    return ids;
}

AnalysisRequest basicRequest(const std::string& file, const std::string& tensor,
                             const ComponentRequest& coordinates)
{
    AnalysisRequest request;
    request.file = file;
    request.tensor = tensor;
    request.coordinates = coordinates;
    return request;
}

} // namespace

AnalysisRequest statisticsRequest(const Registries& registries, const std::string& file,
                                  const std::string& tensor, const ComponentRequest& coordinates)
{
    AnalysisRequest request = surveyRequest(registries, file, tensor, coordinates);
    request.distribution = true;
    request.energy = true;
    return request;
}

AnalysisRequest curveRequest(const std::string& file, const std::string& tensor,
                             const ComponentRequest& coordinates, const Selection& selection)
{
    AnalysisRequest request = basicRequest(file, tensor, coordinates);
    const QList<double>& bits = selection.bitChoices();
    request.curve = CurveRequest{.quantizer = selection.quantizer(), .bits = {bits.begin(), bits.end()}};
    request.curve->bounds = true;
    return request;
}

AnalysisRequest codedRequest(const std::string& file, const std::string& tensor,
                             const ComponentRequest& coordinates, const Selection& selection)
{
    if (!selection.coder()) return basicRequest(file, tensor, coordinates);
    AnalysisRequest request = curveRequest(file, tensor, coordinates, selection);
    request.curve->coder = selection.coder();
    return request;
}

AnalysisRequest spectrumRequest(const Registries& registries, const std::string& file,
                                const std::string& tensor, const ComponentRequest& coordinates)
{
    AnalysisRequest request = basicRequest(file, tensor, coordinates);
    request.metrics = metricIds(registries, true);
    return request;
}

AnalysisRequest surveyRequest(const Registries& registries, const std::string& file,
                              const std::string& tensor, const ComponentRequest& coordinates)
{
    AnalysisRequest request = basicRequest(file, tensor, coordinates);
    request.metrics = metricIds(registries, false);
    return request;
}

AnalysisRequest profilesRequest(const std::string& file, const std::string& tensor,
                                const ComponentRequest& coordinates, std::vector<std::string> profiles)
{
    AnalysisRequest request = basicRequest(file, tensor, coordinates);
    request.profiles = std::move(profiles);
    return request;
}

AnalysisRequest sensitivityRequest(const std::string& file, const std::string& tensor,
                                   const ComponentRequest& coordinates)
{
    AnalysisRequest request = basicRequest(file, tensor, coordinates);
    request.sensitivity = true;
    return request;
}

AnalysisRequest pictureRequest(const std::string& file, const std::string& tensor,
                               const ComponentRequest& coordinates)
{
    AnalysisRequest request = basicRequest(file, tensor, coordinates);
    request.heatMap = HeatMapRequest{};
    return request;
}

AnalysisRequest splitRequest(const std::string& file, const std::string& tensor,
                             const ComponentRequest& coordinates, double bits)
{
    AnalysisRequest request = basicRequest(file, tensor, coordinates);
    request.split = SplitRequest{.ranks = {}, .bits = std::clamp(bits, leastSplitBits, mostSplitBits)};
    return request;
}

bool hasAxes(const Layer& layer) { return layer.rows > 1 && layer.cols > 1; }

bool matrixHasAxes(const Layer& layer) { return layer.matrixRows() > 1 && layer.cols > 1; }

bool isCalibration(const CheckpointSummary& summary)
{
    constexpr std::string_view imatrixSums = ".in_sum2"; // llama.cpp
    const std::array<std::string_view, 3> endings{calibration_names::inputMoments,
                                                  calibration_names::inputEnergies, imatrixSums};
    return std::ranges::any_of(summary.layers, [&endings](const Layer& layer) {
        return std::ranges::any_of(
            endings, [&layer](std::string_view ending) { return layer.tensor.name.ends_with(ending); });
    });
}

QList<RoleDepth> rolesInDepth(const CheckpointSummary& summary)
{
    QList<RoleDepth> roles;
    std::set<std::pair<std::string, int>> seen;
    for (const Layer& layer : summary.layers) {
        if (!layer.block || !hasAxes(layer) || !seen.insert({layer.role, *layer.block}).second) continue;
        const QString role = QString::fromStdString(layer.role);
        const auto at = std::ranges::find(roles, role, &RoleDepth::role);
        if (at == roles.end())
            roles.append({role, 1});
        else
            ++at->blocks;
    }
    roles.removeIf([](const RoleDepth& role) { return role.blocks < 2; });
    return roles;
}

QList<const Layer*> layersInDepth(const CheckpointSummary& summary, const QString& role)
{
    const std::string wanted = role.toStdString();
    QList<const Layer*> layers;
    for (const Layer& layer : summary.layers)
        if (hasAxes(layer) && (wanted.empty() || (layer.block && layer.role == wanted)))
            layers.append(&layer);
    if (!wanted.empty())
        std::ranges::stable_sort(layers, {}, [](const Layer* layer) { return *layer->block; });
    return layers;
}

} // namespace alidade
