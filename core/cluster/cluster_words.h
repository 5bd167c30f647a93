// SPDX-License-Identifier: Apache-2.0
// Kinds of messages among the processes of a sweep: the first word of each.
#pragma once

#include <cstdint>

namespace alidade {

/// To process 0: Ready to Bye. From process 0: Give to End. Alive goes both ways.
enum class ClusterWord : std::uint64_t {
    Alive,
    Ready,    ///< knows the tensors and is about to ask
    Ask,      ///< wants a number; then a bit for each number that fits into its memory, 64 to a word
    Finished, ///< then the number
    Leave,    ///< measures nothing more although not all is done: it failed or was interrupted
    Bye,      ///< after Close: can end at any time
    Give,     ///< then the number
    Nothing,  ///< of what is left nothing fits, or it is with others
    Done,     ///< every number is finished
    Close,    ///< the sweep ends, done or not
    End,      ///< then 1 if all end together, 0 if some are lost and each one ends alone
};

constexpr std::uint64_t wordOf(ClusterWord word) { return static_cast<std::uint64_t>(word); }

/// How often signs of life are given, by the patience of those who wait for them.
constexpr double signsPerPatience = 10.0;

} // namespace alidade
