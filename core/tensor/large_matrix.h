// SPDX-License-Identifier: Apache-2.0
// Matrices of a size where the pages of memory matter.
#pragma once

#include "core/tensor/matrix.h"

namespace alidade {

/// An uninitialised rows x columns matrix on large pages where the system has them: the first touch of 64 MB
/// in small pages takes several times as long as any pass over them.
Matrix largeMatrix(Index rows, Index columns);

/// A copy of `values` on such memory, made by all threads.
Matrix largeCopy(const Matrix& values);

} // namespace alidade
