// SPDX-License-Identifier: Apache-2.0
// Small tables as HDF5: named arrays of doubles with attributes. For results (curves, images), not for weights.
// Thread rule: libhdf5 is not thread-safe; one call at a time in a process, none beside a checkpoint writer.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace alidade {

/// A UTF-8 text or a number attached to a file or an array.
struct ArrayAttribute {
    std::string name;
    std::variant<std::string, double> value;
};

/// One dataset.
struct NamedArray {
    std::string name; ///< no "/": datasets lie at the root
    std::vector<std::size_t> shape;
    std::vector<double> values; ///< row-major; as many as the shape says
    std::vector<ArrayAttribute> attributes;
};

/// Writes the arrays to a temporary file beside `path`, then renames it.
/// @throws InvalidRequest (no array, a name with "/", values and shape differ), Error (disk, HDF5)
void writeHdf5Arrays(const std::string& path, const std::vector<NamedArray>& arrays,
                     const std::vector<ArrayAttribute>& attributes);

} // namespace alidade
