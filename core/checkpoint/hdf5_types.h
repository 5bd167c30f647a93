// SPDX-License-Identifier: Apache-2.0
// Worker side: which of our element types an HDF5 type is. Names of types in the file play no part
// (formats.md 6).
#pragma once

#include "core/checkpoint/hdf5_handle.h"
#include "core/tensor/dtype.h"

#include <cstddef>
#include <optional>
#include <string>

namespace alidade::hdf5 {

/// A numeric HDF5 type.
struct NumericType {
    DType dtype = DType::F32;   ///< what is listed, and what elements are delivered as
    bool plain = false;         ///< stored bytes are already the little-endian layout of `dtype`
    std::size_t storedSize = 0; ///< bytes of one stored element
    Handle memory; ///< memory type for H5Dread that gives the layout of `dtype`; none for complex types
};

/// The numeric type of `type`, or nothing for strings, compounds, references and everything else without a
/// number.
std::optional<NumericType> numericType(hid_t type);

/// What a type without numbers is called in a warning: "text", "compound", "reference", ...
std::string otherTypeNoun(hid_t type);

} // namespace alidade::hdf5
