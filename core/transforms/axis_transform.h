// SPDX-License-Identifier: Apache-2.0
// An invertible linear map of one axis of a matrix: what every coordinate system is made of.
// Thread rule: immutable after construction; any thread may apply it.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace alidade {

/// Which way a transform is applied.
enum class Direction { Forward, Inverse };

/// A map T of vectors of length size(). Unless isOrthogonal() says otherwise T is orthogonal.
class AxisTransform {
public:
    virtual ~AxisTransform() = default;

    /// Length of the axis.
    [[nodiscard]] virtual Index size() const = 0;

    /// Replaces every row x of `m` (any number of rows, size() columns) by T x or its inverse. @throws Cancelled
    virtual void applyToRows(MatrixRef m, Direction direction, const JobContext& job) const = 0;

    /// Replaces every column x of `m` (size() rows) by T x or its inverse. The default copies tiles of columns into
    /// rows that fit the cache, applies applyToRows() and copies back. @throws Cancelled
    virtual void applyToColumns(MatrixRef m, Direction direction, const JobContext& job) const;

    /// Bits that a decoder needs to know T, beyond the name of the system: 0, a 64-bit seed, a dense matrix.
    [[nodiscard]] virtual double sideInformationBits() const = 0;

    /// What restoreTransform() makes T of again (stored_transform.h); nothing where recipe and seed are enough. Its
    /// length is that of sideInformationBits() and a few bytes. @throws InvalidRequest for a basis that was not charged
    [[nodiscard]] virtual std::vector<std::byte> stored() const { return {}; }

    /// Measured max |<T e_i, T e_j> - delta_ij| over the axes, or over a seeded sample of probe vectors where the
    /// axis is long and T is not stored as a matrix. @throws Cancelled
    [[nodiscard]] virtual double orthogonalityError(const JobContext& job) const;

    /// What T is in the field's words: "H172 (Williamson) x H64, random signs".
    [[nodiscard]] virtual std::string description() const = 0;

    [[nodiscard]] virtual bool isOrthogonal() const { return true; }
};

using AxisTransformPtr = std::shared_ptr<const AxisTransform>;

/// The transform that applies each part to its own stretch of the axis, in order.
/// @param parts transforms of consecutive parts of the axis, at least one
AxisTransformPtr blockDiagonal(std::vector<AxisTransformPtr> parts);

} // namespace alidade
