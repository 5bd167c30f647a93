// SPDX-License-Identifier: Apache-2.0
// What it takes to store an orthogonal matrix with few bits an entry, honestly: the basis in use is the one a
// decoder would have. science.md 1.0.
#pragma once

#include "core/base/job.h"
#include "core/base/parameters.h"
#include "core/transforms/axis_transform.h"

#include <string>

namespace alidade {

/// The parameter "basis-bits": bits an entry; 0 charges nothing and rounds nothing.
ParameterSpec basisBitsParameter();

/// The basis that a decoder has after it was sent `axes` with `bits` bits an entry: every axis is rounded to
/// 2^(bits-1) - 1 equal steps up to its largest magnitude, then the whole is replaced by its polar factor,
/// which the decoder computes as well. It is exactly orthogonal; what is lost is alignment alone.
/// @param axes n x n with the new axes as rows, orthogonal
/// @param bits 0 or at least 24: as it is; 2 to 23: rounded
/// @throws InvalidRequest for 1 bit, NumericalError, Cancelled
MatrixD roundedBasis(MatrixD axes, std::int64_t bits, const JobContext& job);

/// The transform onto `axes` (rows) after roundedBasis().
/// @param what    what the axes are, "principal axes"; the number of axes and the cost are said before and
/// after it
/// @param numbers how many numbers of `bits` bits a decoder is sent: n^2 for the matrix, n (n - 1) / 2 for
/// its angles
AxisTransformPtr storedBasis(MatrixD axes, std::int64_t bits, const std::string& what, double numbers,
                             const JobContext& job);

/// "dense, 16 bits an entry", "free of charge".
std::string basisCostText(std::int64_t bits);

} // namespace alidade
