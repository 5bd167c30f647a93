// SPDX-License-Identifier: Apache-2.0
// Code lengths of a Huffman code (Huffman 1952).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// Length in bits of each symbol's code word; 0 for symbols that do not occur. A single symbol gets one bit, since a
/// decoder has to count symbols somehow.
std::vector<int> huffmanLengths(std::span<const std::uint64_t> counts);

/// Size of the Huffman-coded symbols in bits, without the code table.
std::uint64_t huffmanPayloadBits(std::span<const std::uint64_t> counts);

} // namespace alidade
