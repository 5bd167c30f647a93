// SPDX-License-Identifier: Apache-2.0
// Huffman's algorithm with a heap; ties are broken by the order of creation so that lengths are reproducible.
#include "core/entropy/huffman.h"

#include <functional>
#include <queue>
#include <utility>

namespace alidade {

std::vector<int> huffmanLengths(std::span<const std::uint64_t> counts)
{
    std::vector<int> lengths(counts.size(), 0);
    using Node = std::pair<std::uint64_t, std::size_t>; // weight, index of the node
    std::priority_queue<Node, std::vector<Node>, std::greater<>> heap;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0) heap.emplace(counts[i], i);
    if (heap.empty()) return lengths;
    if (heap.size() == 1) {
        lengths[heap.top().second] = 1;
        return lengths;
    }
    std::vector<std::size_t> parents(counts.size());
    while (heap.size() > 1) {
        const Node left = heap.top();
        heap.pop();
        const Node right = heap.top();
        heap.pop();
        const std::size_t parent = parents.size();
        parents.push_back(parent);
        parents[left.second] = parent;
        parents[right.second] = parent;
        heap.emplace(left.first + right.first, parent);
    }
    const std::size_t root = heap.top().second;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0) continue;
        for (std::size_t node = i; node != root; node = parents[node]) ++lengths[i];
    }
    return lengths;
}

std::uint64_t huffmanPayloadBits(std::span<const std::uint64_t> counts)
{
    const std::vector<int> lengths = huffmanLengths(counts);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) bits += counts[i] * static_cast<std::uint64_t>(lengths[i]);
    return bits;
}

} // namespace alidade
