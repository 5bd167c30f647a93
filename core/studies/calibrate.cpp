// SPDX-License-Identifier: Apache-2.0
// Moments come block by block and go to the file as they come.
#include "core/studies/calibrate.h"

#include "core/base/random.h"
#include "core/derivatives/calibration_moments.h"

#include <algorithm>
#include <limits>
#include <memory>

namespace alidade {

namespace {

/// Everything that will be written, in the order in which it is measured.
class Plan {
public:
    Plan(const OpenModel& model, const CalibrationRequest& request) : m_model(model), m_request(request)
    {
        const auto blocks = static_cast<int>(model.config.blocks);
        for (int i = 0; i < blocks; ++i) addBlock(request.gradients ? blocks - 1 - i : i);
    }

    [[nodiscard]] const std::vector<CalibrationPlan>& entries() const { return m_entries; }
    [[nodiscard]] std::string name(const ParameterId& id, const char* ending) const
    {
        return m_model.weights->tensor(id)->name + ending;
    }

private:
    void addBlock(int block)
    {
        for (const Place place : {Place::Query, Place::Output, Place::Gate, Place::Down}) {
            const ParameterId id{place, block};
            add(name(id, calibration_names::inputMoments), size(id, 1));
            m_entries.push_back({name(id, calibration_names::tokens), 1, 1, false});
        }
        if (!m_request.gradients) return;
        for (const Place place : blockProjections()) {
            const ParameterId id{place, block};
            add(name(id, calibration_names::outputGradientMoments), size(id, 0));
        }
    }
    void add(std::string name, Index size) { m_entries.push_back({std::move(name), size, size, m_request.float32}); }
    /// Outputs (0) or inputs (1) of a projection.
    [[nodiscard]] Index size(const ParameterId& id, std::size_t axis) const
    {
        return static_cast<Index>(m_model.weights->tensor(id)->shape[axis]);
    }

    const OpenModel& m_model;
    const CalibrationRequest& m_request;
    std::vector<CalibrationPlan> m_entries;
};

CalibrationFacts factsOf(const OpenModel& model, const ScoredWindows& windows)
{
    return {static_cast<std::uint64_t>(windows.inputs.size()), static_cast<std::uint64_t>(windows.facts.windows),
            static_cast<std::uint64_t>(windows.facts.context), model.weights->checkpoint().fingerprint(),
            hashOf(windows.inputs)};
}

} // namespace

std::uint64_t hashOf(const TokenWindows& tokens)
{
    std::uint64_t state = static_cast<std::uint64_t>(tokens.cols());
    std::uint64_t hash = 0;
    for (Index i = 0; i < tokens.size(); ++i) {
        state ^= static_cast<std::uint64_t>(tokens.data()[i]);
        hash = splitMix64(state) ^ (hash << 1U);
        state ^= hash;
    }
    return hash;
}

CalibrationReport calibrateModel(const OpenModel& model, const ScoredWindows& windows, const CalibrationRequest& request,
                                 const Registries& registries, const JobContext& job)
{
    CalibrationReport report;
    report.facts = factsOf(model, windows);
    report.loss = std::numeric_limits<double>::quiet_NaN();
    const Plan plan(model, request);
    CalibrationWriter writer(request.output, report.facts, plan.entries(), registries);
    const MomentSink inputs = [&](SiteMoments&& moments) {
        ++report.inputs;
        report.largest = std::max(report.largest, moments.mean.rows());
        writer.write(plan.name(moments.site, calibration_names::inputMoments), std::move(moments.mean), job.quiet());
        writer.write(plan.name(moments.site, calibration_names::tokens),
                     MatrixD::Constant(1, 1, static_cast<double>(moments.tokens)), job.quiet());
    };
    const MomentSink outputs = [&](SiteMoments&& moments) {
        ++report.gradients;
        writer.write(plan.name(moments.site, calibration_names::outputGradientMoments), std::move(moments.mean),
                     job.quiet());
    };
    if (request.gradients) {
        OutputMomentOptions options;
        options.inputs = inputs;
        const OutputLoss loss = request.textLabels ? labelLoss(windows.targets) : sampledLoss(request.seed);
        const double total = outputMoments(model.llama(), windows.inputs, loss, options, outputs, job);
        report.loss = total / static_cast<double>(request.textLabels ? scoredPositions(windows.targets)
                                                                     : windows.inputs.size());
    } else {
        inputMoments(model.llama(), windows.inputs, {}, inputs, job);
    }
    writer.finish();
    return report;
}

} // namespace alidade
