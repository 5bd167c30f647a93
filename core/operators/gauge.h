// SPDX-License-Identifier: Apache-2.0
// The gauge group of a Llama-like model beyond rotations: scales, permutations and turns of rotary planes
// that move between neighbouring matrices without changing the function (science.md 1.8). Powers of two stay
// exact in every floating-point format as long as nothing leaves its range.
#pragma once

#include "core/operators/exact_weights.h"

#include <cstdint>
#include <vector>

namespace alidade {

/// What one block is changed by. An empty member changes nothing. Factors are finite and not zero; negative
/// ones are exact too.
struct BlockGauge {
    Eigen::VectorXd attentionChannels;   ///< hidden: gain j / s, column j of q, k, v times s
    Eigen::VectorXd feedForwardChannels; ///< hidden: gain j / s, column j of gate and up times s
    Eigen::VectorXd
        values; ///< keyValueHeads * headSize: row of v (and bias) times s, columns of o that read it / s
    Eigen::VectorXd neurons; ///< feedForward: row of up (and bias) times s, column of down / s
    Eigen::VectorXd
        planeScales; ///< keyValueHeads * headSize / 2: rotary plane of k times s, of the group's q / s
    Eigen::VectorXd planeAngles; ///< the same: the plane of k and of the group's q turned by so many radians
    std::vector<Index> neuronOrder; ///< neuron i is the one that was neuronOrder[i]; after scaling
};

/// Changes of coordinates of a whole model.
struct Gauge {
    std::vector<BlockGauge> blocks; ///< one per block
    Eigen::VectorXd
        finalChannels; ///< hidden: last gain j / s, column j of the head times s; only with a head

    /// That changes nothing.
    static Gauge identity(const ModelConfig& config);
    /// That takes everything back.
    [[nodiscard]] Gauge inverse() const;
    /// Factors that are no power of two, and angles: 0 if the gauge is exact in every floating-point format.
    [[nodiscard]] std::size_t inexactFactors() const;
    /// Factors that are not 1.
    [[nodiscard]] std::size_t changedFactors() const;
};

/// The same function in other coordinates. Products are in float64 and rounded once.
class GaugedWeights final : public ExactlyChangedWeights {
public:
    /// @throws InvalidRequest for sizes that do not fit the model, factors that are zero or not finite,
    /// planes of a model whose queries or keys are normalized, and last channels of a model with tied
    /// embeddings; Cancelled
    GaugedWeights(const ModelConfig& config, ModelWeightsPtr base, Gauge gauge, const JobContext& job);

    [[nodiscard]] const Gauge& gauge() const { return m_gauge; }

private:
    [[nodiscard]] MatrixD changed(const ParameterId& id, MatrixD weights,
                                  const JobContext& job) const override;
    [[nodiscard]] MatrixD inBlock(const ParameterId& id, MatrixD weights) const;
    /// Turns and scales the planes of the heads in rows (or of a bias).
    void changePlanes(MatrixD& weights, const ParameterId& id, const BlockGauge& gauge) const;

    ModelConfig m_config;
    Gauge m_gauge;
};

/// How many channels of a twin are made outliers, and by how much.
struct TwinOptions {
    double channelShare = 0.02; ///< of the channels of each norm
    double valueShare = 0.02;   ///< of the rows of v
    double neuronShare = 0.01;  ///< of the rows of up
    double planeShare = 0.0;    ///< of the rotary planes; must be 0 with norms of queries and keys
    bool permuteNeurons = false;
    std::vector<double> factors{4.0, 8.0, 16.0, 32.0};
    std::vector<double> probabilities{0.4, 0.3, 0.2, 0.1}; ///< of the factors
};

/// A gauge that fills a model with outliers: a few random channels of every kind, with random factors.
/// Columns that read a norm, rows of v, columns of down and planes of k grow. @throws InvalidRequest for
/// shares outside [0, 1] and factors without probabilities
Gauge makeOutlierTwin(const ModelConfig& config, std::uint64_t seed, const TwinOptions& options = {});

} // namespace alidade
