// SPDX-License-Identifier: Apache-2.0
// What all changes of weights that keep a model's function share: float64 arithmetic, rounded once at the
// end.
#pragma once

#include "core/operators/model_weights.h"

#include <optional>
#include <vector>

namespace alidade {

/// Another model's weights, each changed in float64 as it is loaded: one parameter is in memory at a time,
/// and of embedding and head only some rows are in float64.
class ExactlyChangedWeights : public ModelWeights {
public:
    explicit ExactlyChangedWeights(ModelWeightsPtr base) : m_base(std::move(base)) {}

    [[nodiscard]] MatrixPtr load(const ParameterId& id, const JobContext& job) const final;
    /// The parameter before it is rounded to float32; nothing if there is none. @throws as load()
    [[nodiscard]] std::optional<MatrixD> exact(const ParameterId& id, const JobContext& job) const;

protected:
    [[nodiscard]] const ModelWeights& base() const { return *m_base; }
    /// What is changed to become this parameter; null if there is none. The default asks the base for the
    /// same one.
    [[nodiscard]] virtual MatrixPtr source(const ParameterId& id, const JobContext& job) const;
    /// @param weights the parameter, or some rows of embedding or head @throws as load()
    [[nodiscard]] virtual MatrixD changed(const ParameterId& id, MatrixD weights,
                                          const JobContext& job) const = 0;

private:
    ModelWeightsPtr m_base;
};

/// All parameters of a model with this configuration that came from one with these parameters: a head appears
/// where embeddings are no longer tied.
std::vector<ParameterId> withHead(std::vector<ParameterId> parameters, const ModelConfig& config);

} // namespace alidade
