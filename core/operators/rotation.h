// SPDX-License-Identifier: Apache-2.0
// Orthogonal maps of row vectors in float64: what is multiplied into weights. The same maps in float32 act
// online. Thread rule: immutable; applied by the thread that owns the OpenMP team.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"
#include "core/transforms/axis_transform.h"

#include <cstdint>
#include <memory>
#include <string>

namespace alidade {

/// A rectangular part of a MatrixD, changed in place.
using MatrixDRef = Eigen::Ref<MatrixD, 0, Eigen::OuterStride<>>;

/// x -> x R with an orthogonal R.
class Rotation {
public:
    virtual ~Rotation() = default;
    [[nodiscard]] virtual Index size() const = 0;
    /// m <- m R. @param m any number of rows, size() columns @throws Cancelled
    virtual void applyToRows(MatrixDRef m, const JobContext& job) const = 0;
    /// The same map in float32: applyToRows(..., Forward) of what is returned multiplies rows by R.
    [[nodiscard]] virtual AxisTransformPtr online() const = 0;
    /// "H172 (Williamson) x H4, random signs"
    [[nodiscard]] virtual std::string description() const = 0;

    /// m <- R^T m. @param m size() rows @throws Cancelled
    void applyToColumns(MatrixDRef m, const JobContext& job) const;
    /// max |R R^T - I| over all axes, or over 256 evenly spaced ones where there are more. @throws Cancelled
    [[nodiscard]] double orthogonalityError(const JobContext& job) const;
};

using RotationPtr = std::shared_ptr<const Rotation>;

/// Random signs, then Hadamard matrices (science.md 1.1): R = D H^T / sqrt n. Where there is no Hadamard
/// matrix of this order the axis is covered by smaller ones, and description() says so. @param stream of the
/// seed
RotationPtr hadamardRotation(Index size, std::uint64_t seed, std::uint64_t stream);

/// A uniformly random orthogonal matrix (science.md 1.2). @throws Cancelled
RotationPtr haarRotation(Index size, std::uint64_t seed, std::uint64_t stream, const JobContext& job);

/// R as a matrix, brought to the nearest orthogonal one. @param name for messages
/// @throws InvalidRequest if it is not square or max |R^T R - I| is above 1e-3, Cancelled
RotationPtr matrixRotation(MatrixD matrix, const std::string& name, const JobContext& job);

} // namespace alidade
