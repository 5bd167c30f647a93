// SPDX-License-Identifier: Apache-2.0
// The Jacobian of x -> x r with r = (mean x^2 + epsilon)^(-1/2) is r I - r^3 x x^T / n: symmetric, so that one function
// serves both directions.
#include "core/derivatives/activations_derivative.h"

#include "core/base/parallel.h"

#include <cmath>

namespace alidade {

namespace {

constexpr std::int64_t rowsPerTask = 32;

using Row = Eigen::RowVectorXf;

template <typename Body> void forRows(Index rows, const JobContext& job, Body&& body)
{
    parallelChunks(rows, rowsPerTask, job.quiet(), [&body](std::int64_t begin, std::int64_t end, std::int64_t) {
        for (std::int64_t row = begin; row < end; ++row) body(row);
    });
}

float inverseRms(const Eigen::Ref<const Row>& x, double epsilon)
{
    const double mean = static_cast<double>(x.squaredNorm()) / static_cast<double>(x.size());
    return static_cast<float>(1.0 / std::sqrt(mean + epsilon));
}

/// The Jacobian of the normalization at x times a change of x.
Row normalizationChange(const Eigen::Ref<const Row>& x, const Eigen::Ref<const Row>& change, float inverse)
{
    const float along = inverse * inverse * x.dot(change) / static_cast<float>(x.size());
    return inverse * (change - along * x);
}

} // namespace

void addRmsNormBack(const Matrix& input, const Matrix* gain, double epsilon, const Matrix& outputDeltas,
                    Matrix& inputDeltas, const JobContext& job)
{
    forRows(input.rows(), job, [&](Index row) {
        Row deltas = outputDeltas.row(row);
        if (gain) deltas = deltas.cwiseProduct(gain->row(0));
        inputDeltas.row(row) += normalizationChange(input.row(row), deltas, inverseRms(input.row(row), epsilon));
    });
}

void rmsNormHeadsBack(const Matrix& input, const Matrix& gain, Index headSize, double epsilon, Matrix& deltas,
                      const JobContext& job)
{
    forRows(input.rows(), job, [&](Index row) {
        for (Index at = 0; at < input.cols(); at += headSize) {
            const auto x = input.row(row).segment(at, headSize);
            const Row scaled = deltas.row(row).segment(at, headSize).cwiseProduct(gain.row(0));
            deltas.row(row).segment(at, headSize) = normalizationChange(x, scaled, inverseRms(x, epsilon));
        }
    });
}

void gatedSiluBack(const Matrix& gate, const Matrix& up, Matrix& productDeltas, Matrix& gateDeltas,
                   const JobContext& job)
{
    gateDeltas.resize(gate.rows(), gate.cols());
    forRows(gate.rows(), job, [&](Index row) {
        const auto g = gate.row(row).array();
        auto deltas = productDeltas.row(row).array();
        const Eigen::Array<float, 1, Eigen::Dynamic> s = 1.0F / (1.0F + (-g).exp());
        gateDeltas.row(row).array() = deltas * up.row(row).array() * s * (1.0F + g * (1.0F - s));
        deltas *= g * s;
    });
}

void rmsNormTangent(const Matrix& input, const Matrix& inputTangent, const Matrix* gain, const Matrix* gainTangent,
                    double epsilon, Matrix& output, const JobContext& job)
{
    output.resize(input.rows(), input.cols());
    forRows(input.rows(), job, [&](Index row) {
        const float inverse = inverseRms(input.row(row), epsilon);
        Row change = normalizationChange(input.row(row), inputTangent.row(row), inverse);
        if (gain) change = change.cwiseProduct(gain->row(0));
        if (gainTangent) change += inverse * input.row(row).cwiseProduct(gainTangent->row(0));
        output.row(row) = change;
    });
}

void rmsNormHeadsTangent(const Matrix& input, const Matrix& gain, const Matrix* gainTangent, Index headSize,
                         double epsilon, Matrix& tangents, const JobContext& job)
{
    forRows(input.rows(), job, [&](Index row) {
        for (Index at = 0; at < input.cols(); at += headSize) {
            const auto x = input.row(row).segment(at, headSize);
            const float inverse = inverseRms(x, epsilon);
            Row change = normalizationChange(x, tangents.row(row).segment(at, headSize), inverse);
            change = change.cwiseProduct(gain.row(0));
            if (gainTangent) change += inverse * x.cwiseProduct(gainTangent->row(0));
            tangents.row(row).segment(at, headSize) = change;
        }
    });
}

void gatedSiluTangent(const Matrix& gate, const Matrix& up, Matrix& gateTangent, const Matrix& upTangent,
                      const JobContext& job)
{
    forRows(gate.rows(), job, [&](Index row) {
        const auto g = gate.row(row).array();
        auto tangent = gateTangent.row(row).array();
        const Eigen::Array<float, 1, Eigen::Dynamic> s = 1.0F / (1.0F + (-g).exp());
        tangent = tangent * up.row(row).array() * s * (1.0F + g * (1.0F - s)) + g * s * upTangent.row(row).array();
    });
}

} // namespace alidade
