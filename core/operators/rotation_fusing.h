// SPDX-License-Identifier: Apache-2.0
// The weights of the same function in rotated coordinates, parameter by parameter (science.md 1.8).
// Thread rule: as ModelWeights.
#pragma once

#include "core/operators/exact_weights.h"
#include "core/operators/rotation_plan.h"

#include <memory>

namespace alidade {

/// Another model's weights with rotations multiplied in. Products are in float64 and rounded once.
class RotatedWeights final : public ExactlyChangedWeights {
public:
    /// @param config of `base` @throws as makeRotations()
    RotatedWeights(const ModelConfig& config, ModelWeightsPtr base, RotationPlan plan, const JobContext& job);

    /// The configuration of the rotated model: embeddings are no longer tied if the residual stream is
    /// rotated.
    [[nodiscard]] const ModelConfig& config() const { return m_config; }
    [[nodiscard]] const RotationPlan& plan() const { return m_plan; }
    [[nodiscard]] const MadeRotations& rotations() const { return m_made; }
    /// The rotated model. @throws Cancelled
    [[nodiscard]] static Llama model(std::shared_ptr<const RotatedWeights> weights);

private:
    /// The embedding for the head of an untied model.
    [[nodiscard]] MatrixPtr source(const ParameterId& id, const JobContext& job) const override;
    [[nodiscard]] MatrixD changed(const ParameterId& id, MatrixD weights,
                                  const JobContext& job) const override;
    /// Columns of a reader of the residual stream.
    void changeReader(MatrixD& weights, const ParameterId& norm, const JobContext& job) const;
    void changeValue(MatrixD& weights, const ParameterId& id, const JobContext& job) const;
    void changeOutput(MatrixD& weights, const ParameterId& id, const JobContext& job) const;
    void changeDown(MatrixD& weights, const ParameterId& id, const JobContext& job) const;
    [[nodiscard]] bool folds() const;
    [[nodiscard]] bool omits(Omission omission, int block) const;
    [[nodiscard]] const Rotation& head(int block, Index keyValueHead) const;

    ModelConfig m_config;
    bool m_untied = false; ///< the base has no head of its own, but this model does
    RotationPlan m_plan;
    MadeRotations m_made;
};

} // namespace alidade
