// SPDX-License-Identifier: Apache-2.0
// What passes between quantizers and entropy coders.
#pragma once

#include <cstdint>
#include <vector>

namespace alidade {

/// Integer symbols of a matrix, row-major, each in [smallest, smallest + alphabet). Mostly one per weight; vector
/// quantizers have fewer.
struct Symbols {
    std::vector<std::int16_t> values;
    std::int32_t smallest = 0;
    std::int32_t alphabet = 0; ///< at most 65536
    /// Symbols of a row of the matrix: what a coder needs to tell rows and columns apart. 0 if there are no rows.
    std::int64_t columns = 0;
    /// Symbols at the same place modulo `period` are alike; 1 unless the parts of a vector differ.
    std::int64_t period = 1;
    friend bool operator==(const Symbols&, const Symbols&) = default;
};

} // namespace alidade
