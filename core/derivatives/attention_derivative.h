// SPDX-License-Identifier: Apache-2.0
// Derivatives of causal attention (attention.h), backwards and forwards. The weights of the positions are computed anew,
// tile by tile, so that memory does not grow with the square of the window.
#pragma once

#include "core/base/job.h"
#include "core/operators/attention.h"

#include <span>

namespace alidade {

/// Derivatives with respect to turned queries, turned keys and values; shaped like those.
struct AttentionDeltas {
    Matrix queries;
    Matrix keys;
    Matrix values;
};

/// What attend() makes of the derivatives with respect to its result.
/// @param queries, keys turned; values as projected; mixedDeltas windows * length x heads * headSize @throws Cancelled
AttentionDeltas attendBack(const Matrix& queries, const Matrix& keys, const Matrix& values, const Matrix& mixedDeltas,
                           Index length, const ModelConfig& config, const JobContext& job);

/// The transpose of turnHeads(), in place. @throws InvalidRequest if R3 is not orthogonal, Cancelled
void turnHeadsBack(Matrix& rows, Index length, const RotaryTable& table, const ModelConfig& config,
                   const AxisTransformPtr& online, const JobContext& job);

/// Changes of what enters attend(), and of its result to first order.
struct AttentionTangent {
    Matrix queries; ///< turned
    Matrix keys;    ///< turned
    Matrix values;
    Matrix mixed;   ///< result
};

/// Fills in `mixed` of every tangent; the attention weights are computed once for all. @throws Cancelled
void attendTangents(const Matrix& queries, const Matrix& keys, const Matrix& values, Index length,
                    const ModelConfig& config, std::span<AttentionTangent> tangents, const JobContext& job);

} // namespace alidade
