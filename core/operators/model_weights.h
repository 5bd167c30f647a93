// SPDX-License-Identifier: Apache-2.0
// The one interface through which a model gets its weights. Rotated, quantized and decoded weights are other
// implementations of it; the function of the model does not know.
// Thread rule: immutable; load() is called by the thread that owns the OpenMP team.
#pragma once

#include "core/base/job.h"
#include "core/checkpoint/checkpoint.h"
#include "core/operators/model_config.h"
#include "core/operators/parameter_id.h"
#include "core/tensor/matrix.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace alidade {

using MatrixPtr = std::shared_ptr<const Matrix>;

/// Weights by parameter.
class ModelWeights {
public:
    virtual ~ModelWeights() = default;
    /// The parameter as out x in (vectors 1 x n), or null if the model has none there. @throws FormatError,
    /// InvalidRequest, Cancelled
    [[nodiscard]] virtual MatrixPtr load(const ParameterId& id, const JobContext& job) const = 0;
};

using ModelWeightsPtr = std::shared_ptr<const ModelWeights>;

/// Weights read from an open file each time they are asked for: no more than what is in use is in memory.
class CheckpointWeights final : public ModelWeights {
public:
    /// @throws InvalidRequest naming the first tensor that `config` wants and the file does not have in this shape, and
    /// tensors of the blocks that the function would not use
    CheckpointWeights(std::shared_ptr<const Checkpoint> checkpoint, const ModelConfig& config);

    [[nodiscard]] MatrixPtr load(const ParameterId& id, const JobContext& job) const override;
    /// What the file calls a parameter; null if it has none there.
    [[nodiscard]] const TensorInfo* tensor(const ParameterId& id) const;
    /// All parameters there are, in order of ParameterId.
    [[nodiscard]] std::vector<ParameterId> parameters() const;
    [[nodiscard]] const Checkpoint& checkpoint() const { return *m_checkpoint; }

private:
    std::shared_ptr<const Checkpoint> m_checkpoint;
    std::map<ParameterId, const TensorInfo*> m_tensors;
};

/// Another model's weights, some of them replaced.
class ReplacedWeights final : public ModelWeights {
public:
    ReplacedWeights(ModelWeightsPtr base, std::map<ParameterId, MatrixPtr> replacements)
        : m_base(std::move(base)), m_replacements(std::move(replacements))
    {}

    [[nodiscard]] MatrixPtr load(const ParameterId& id, const JobContext& job) const override;

private:
    ModelWeightsPtr m_base;
    std::map<ParameterId, MatrixPtr> m_replacements;
};

/// Another model's weights, each changed as it is loaded.
class ChangedWeights final : public ModelWeights {
public:
    using Change = std::function<MatrixPtr(const ParameterId& id, MatrixPtr weights, const JobContext& job)>;
    /// @param change gets every parameter that there is and returns what takes its place
    ChangedWeights(ModelWeightsPtr base, Change change) : m_base(std::move(base)), m_change(std::move(change)) {}

    [[nodiscard]] MatrixPtr load(const ParameterId& id, const JobContext& job) const override;

private:
    ModelWeightsPtr m_base;
    Change m_change;
};

/// All weights of a small model in memory: for tests and for work that comes back to every block many times.
class KeptWeights final : public ModelWeights {
public:
    KeptWeights() = default;
    explicit KeptWeights(std::map<ParameterId, MatrixPtr> weights) : m_weights(std::move(weights)) {}
    /// Loads these parameters. @throws as load()
    KeptWeights(const ModelWeights& from, const std::vector<ParameterId>& parameters, const JobContext& job);

    [[nodiscard]] MatrixPtr load(const ParameterId& id, const JobContext& job) const override;

private:
    std::map<ParameterId, MatrixPtr> m_weights;
};

} // namespace alidade
