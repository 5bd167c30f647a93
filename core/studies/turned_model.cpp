// SPDX-License-Identifier: Apache-2.0
#include "core/studies/turned_model.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/engine/calibration.h"
#include "core/engine/fit_input.h"
#include "core/operators/fisher_diagonal.h"

#include <algorithm>
#include <memory>

namespace alidade {

std::vector<TurnedMatrix> turnModel(const OpenModel& model, const TurnedModelRequest& request,
                                    const Registries& registries, const JobContext& job)
{
    const CoordinateSystemEntry& entry = registries.coordinateSystems.find(request.coordinates.id);
    const auto system = entry.make(resolveParameters(entry.parameters, request.coordinates.parameters));
    std::shared_ptr<const Calibration> calibration;
    if (!request.calibration.empty()) calibration = openCalibration(request.calibration, registries);
    std::vector<TurnedMatrix> all;
    const std::vector<ParameterId> chosen = chosenParameters(*model.weights, request.pattern);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        job.checkpoint(i, chosen.size());
        const TensorInfo& tensor = *model.weights->tensor(chosen[i]);
        Matrix weights = *model.weights->load(chosen[i], job.quiet());
        const FitInput input = fitInputFor(model.weights->checkpoint(), tensor, weights, weights.rows(), registries,
                                           calibration.get(), job.quiet());
        try {
            Basis basis = system->fit(input, job.quiet());
            if (!basis.isOrthogonal()) throw InvalidRequest(entry.label + " is not orthogonal");
            basis.forward(weights, job.quiet());
            all.push_back({chosen[i], tensor.name, std::move(basis), std::move(weights)});
        } catch (const InvalidRequest& error) {
            throw InvalidRequest("tensor " + inQuotes(tensor.name) + ": " + error.what());
        }
    }
    return all;
}

std::map<ParameterId, Matrix> fisherOf(const OpenModel& model, const std::vector<TurnedMatrix>& matrices,
                                       const ScoredWindows& windows, const SensitivityOptions& options,
                                       const JobContext& job)
{
    const auto find = [&matrices](const ParameterId& id) {
        return std::find_if(matrices.begin(), matrices.end(), [&id](const TurnedMatrix& one) { return one.id == id; });
    };
    FisherOptions fisher;
    fisher.tokenwise = !options.windowwise;
    fisher.windowwise = options.windowwise;
    fisher.choice = [&](const ParameterId& id) { return find(id) != matrices.end(); };
    fisher.turn = [&](const ParameterId& id, Matrix& inputs, Matrix& deltas) {
        // W' = L W R^T takes x' = R x and has y' = L y: gradients turn as outputs do.
        const Basis& basis = find(id)->basis;
        if (basis.columns()) basis.columns()->applyToRows(inputs, Direction::Forward, job.quiet());
        if (basis.rows()) basis.rows()->applyToRows(deltas, Direction::Forward, job.quiet());
    };
    std::map<ParameterId, Matrix> all;
    const OutputLoss loss = options.textLabels ? labelLoss(windows.targets) : sampledLoss(options.seed);
    fisherDiagonal(model.llama(), windows.inputs, loss, fisher,
                   [&](WeightFisher&& one) {
                       all.emplace(one.projection, options.windowwise ? std::move(one.windowwise) : std::move(one.tokenwise));
                   },
                   job);
    return all;
}

} // namespace alidade
