// SPDX-License-Identifier: Apache-2.0
// The weights of the same function in rotated coordinates, parameter by parameter (science.md 1.8).
// Thread rule: as ModelWeights.
#pragma once

#include "core/operators/model_weights.h"
#include "core/operators/rotation_plan.h"

#include <optional>
#include <vector>

namespace alidade {

/// Another model's weights with rotations multiplied in. Products are in float64 and rounded once.
class RotatedWeights final : public ModelWeights {
public:
    /// @param config of `base` @throws as makeRotations()
    RotatedWeights(const ModelConfig& config, ModelWeightsPtr base, RotationPlan plan, const JobContext& job);

    [[nodiscard]] MatrixPtr load(const ParameterId& id, const JobContext& job) const override;
    /// The parameter before it is rounded to float32; nothing if there is none. @throws as load()
    [[nodiscard]] std::optional<MatrixD> exact(const ParameterId& id, const JobContext& job) const;

    /// The configuration of the rotated model: embeddings are no longer tied if the residual stream is rotated.
    [[nodiscard]] const ModelConfig& config() const { return m_config; }
    [[nodiscard]] const RotationPlan& plan() const { return m_plan; }
    [[nodiscard]] const MadeRotations& rotations() const { return m_made; }
    /// The rotated model. @throws Cancelled
    [[nodiscard]] static Llama model(std::shared_ptr<const RotatedWeights> weights);

private:
    /// What the base has there; the embedding for the head of an untied model.
    [[nodiscard]] MatrixPtr source(const ParameterId& id, const JobContext& job) const;
    [[nodiscard]] MatrixD changed(const ParameterId& id, MatrixD weights, const JobContext& job) const;
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
    ModelWeightsPtr m_base;
    RotationPlan m_plan;
    MadeRotations m_made;
};

/// All parameters of a model with this configuration that came from one with these parameters: a head appears where
/// embeddings are no longer tied.
std::vector<ParameterId> withHead(std::vector<ParameterId> parameters, const ModelConfig& config);

} // namespace alidade
