// SPDX-License-Identifier: Apache-2.0
// The header of a NumPy array (.npy, or a member of an .npz); formats.md 5.
#pragma once

#include "core/checkpoint/byte_source.h"
#include "core/tensor/dtype.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// What a .npy header says.
struct NpyHeader {
    DType dtype = DType::F32;
    bool bigEndian = false;
    bool fortranOrder = false;        ///< first index fastest
    std::vector<std::uint64_t> shape; ///< slowest index of row-major order first, as NumPy shows it
    std::uint64_t elements = 0;
    std::uint64_t bytes = 0;      ///< size of the data
    std::uint64_t dataOffset = 0; ///< position of the data
    std::uint64_t hash = 0;       ///< hash of everything in front of the data
};

/// Reads and checks the header at the start of `source`: magic, version 1.0 to 3.0, a dictionary literal of
/// exactly descr, fortran_order and shape, sizes by checked arithmetic, data within the source.
/// @param path  named in errors
/// @param where put in front of every cause, e.g. "member 'x.npy': "
/// @throws FormatError
NpyHeader readNpyHeader(const ByteSource& source, const std::string& path, const std::string& where = {});

} // namespace alidade
