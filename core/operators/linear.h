// SPDX-License-Identifier: Apache-2.0
// Products of activations with weights, through BLAS, in pieces short enough that a stop request is heard.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

namespace alidade {

/// Activations (tokens x in) times weights (out x in) transposed, plus a bias of every row if there is one.
/// @param bias 1 x out or null @return tokens x out @throws Cancelled
Matrix project(const Matrix& inputs, const Matrix& weights, const Matrix* bias, const JobContext& job);

/// The same into memory that is kept from product to product; `outputs` is given its size.
void project(const Matrix& inputs, const Matrix& weights, const Matrix* bias, Matrix& outputs, const JobContext& job);

/// What project() does to derivatives: gradients (tokens x out) times weights (out x in). @return tokens x in
/// @throws Cancelled
Matrix projectBack(const Matrix& gradients, const Matrix& weights, const JobContext& job);

/// outputs += inputs (tokens x in) times weights (out x in) transposed. @throws Cancelled
void addProjected(const Matrix& inputs, const Matrix& weights, Matrix& outputs, const JobContext& job);

/// inputs (tokens x in) += gradients (tokens x out) times weights (out x in). @throws Cancelled
void addProjectedBack(const Matrix& gradients, const Matrix& weights, Matrix& inputs, const JobContext& job);

/// gradient (out x in) += gradients (tokens x out) transposed times inputs (tokens x in): the derivative with respect to
/// the weights. @throws Cancelled
void addWeightGradient(ConstMatrixRef gradients, ConstMatrixRef inputs, Matrix& gradient, const JobContext& job);

} // namespace alidade
