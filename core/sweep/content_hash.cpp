// SPDX-License-Identifier: Apache-2.0
#include "core/sweep/content_hash.h"

#include <algorithm>
#include <memory>
#include <span>
#include <vector>
#include <xxhash.h>

namespace alidade {

std::uint64_t contentHash(const Checkpoint& checkpoint, const TensorInfo& tensor, const JobContext& job)
{
    constexpr std::uint64_t pieceElements = std::uint64_t{1} << 20U; // a multiple of every block type
    std::unique_ptr<XXH3_state_t, int (*)(XXH3_state_t*)> state(XXH3_createState(), [](XXH3_state_t* used) {
        return static_cast<int>(XXH3_freeState(used));
    });
    XXH3_64bits_reset(state.get());
    std::vector<float> piece(static_cast<std::size_t>(std::min(pieceElements, tensor.elements)));
    for (std::uint64_t at = 0; at < tensor.elements; at += pieceElements) {
        job.checkpoint(at, tensor.elements);
        const auto count = static_cast<std::size_t>(std::min(pieceElements, tensor.elements - at));
        checkpoint.read(tensor, at, std::span(piece).first(count));
        XXH3_64bits_update(state.get(), piece.data(), count * sizeof(float));
    }
    return XXH3_64bits_digest(state.get());
}

} // namespace alidade
