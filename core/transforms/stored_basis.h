// SPDX-License-Identifier: Apache-2.0
// What it takes to store an orthogonal matrix with few bits an entry, honestly: the basis in use is the one a
// decoder would have. science.md 1.0.
#pragma once

#include "core/base/job.h"
#include "core/base/parameters.h"
#include "core/transforms/axis_transform.h"
#include "core/transforms/stored_transform.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// The parameter "basis-bits": bits an entry; 0 charges nothing and rounds nothing.
ParameterSpec basisBitsParameter();

/// What is sent of an orthogonal matrix.
enum class BasisCoding {
    Entries,    ///< n^2 entries, of which the decoder takes the polar factor
    Reflectors, ///< n (n + 1) / 2 - 1 entries of Householder vectors, and n signs
};

/// An orthogonal matrix as a decoder has it, and what it is sent.
struct CodedBasis {
    MatrixD axes;                  ///< new axes as rows
    std::vector<std::byte> stored; ///< for restoreTransform(); empty if nothing is charged
    double bits = 0.0;             ///< of the numbers in it
};

/// The basis that a decoder has after it was sent `axes` with `bits` bits a number. Every axis (or Householder vector)
/// is rounded to 2^(bits-1) - 1 equal steps up to its largest magnitude; its length is known to be one. What comes out
/// is exactly orthogonal: what is lost is alignment alone.
/// @param axes n x n with the new axes as rows, orthogonal
/// @param bits 0: as it is and free of charge; 2 to 32
/// @throws InvalidRequest for 1 bit, NumericalError, Cancelled
CodedBasis codedBasis(MatrixD axes, std::int64_t bits, BasisCoding coding, const JobContext& job);

/// The transform onto `axes` (rows) after codedBasis().
/// @param what what the axes are, "principal axes"; their number is said before it
AxisTransformPtr storedBasis(MatrixD axes, std::int64_t bits, BasisCoding coding, const std::string& what,
                             const JobContext& job);

/// The transform of StoredKind::Entries or Reflectors, whose bytes after the kind begin `bytes`.
/// @throws DamagedData, NumericalError, Cancelled
AxisTransformPtr restoreStoredBasis(StoredKind kind, std::span<const std::byte>& bytes, Index length,
                                    const JobContext& job);

/// "16 bits each", "free of charge".
std::string basisCostText(std::int64_t bits);

} // namespace alidade
