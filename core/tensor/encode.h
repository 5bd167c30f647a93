// SPDX-License-Identifier: Apache-2.0
// Numbers back to stored elements, little-endian: the inverse of decode() for values that came from such
// elements.
#pragma once

#include "core/tensor/dtype.h"

#include <cstddef>
#include <span>

namespace alidade {

/// True if encode() can write this type.
bool isEncodable(DType type);

/// Converts values to stored elements. Every value must be one that the type holds exactly (NaN payloads
/// aside).
/// @param out exactly the storage of values.size() elements
/// @throws NumericalError for a value that the type does not hold, InvalidRequest for a type that is not
/// encodable
void encode(DType type, std::span<const double> values, std::span<std::byte> out);

} // namespace alidade
