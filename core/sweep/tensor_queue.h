// SPDX-License-Identifier: Apache-2.0
// Who measures which tensor. A sweep asks for its next tensor and says when one is finished; processes that share a
// sweep share a queue (see core/cluster), or divide the tensors among them beforehand.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace alidade {

/// The tensors of one sweep, as numbers 0 .. count - 1 in descending order of their work.
class TensorQueue {
public:
    virtual ~TensorQueue() = default;

    /// Says which numbers are to be measured, before the first take(): all but those found finished. Processes that share
    /// a queue all say the same.
    virtual void fill(std::vector<std::size_t> numbers) = 0;
    /// The next number that this process shall measure among those for which `fits` (by the memory that is free) is true;
    /// nothing if none of the rest fits now or there is none. Called by one thread at a time; it may wait for other
    /// processes, but not longer than a few milliseconds.
    virtual std::optional<std::size_t> take(const std::function<bool(std::size_t)>& fits) = 0;
    /// A number that take() gave is measured and its part is on the disk.
    virtual void finished(std::size_t number) = 0;
    /// True once every number that this process could still get is finished, by whomever.
    virtual bool isDone() = 0;
    /// Whether this process writes the results file when all is done. One of those that share a queue does, and every one
    /// of those that divide the tensors beforehand, if it finds that all are there: their files are the same.
    [[nodiscard]] virtual bool writesResults() const { return true; }
    /// Whether it writes unfinished results as well; no two processes of a sweep may.
    [[nodiscard]] virtual bool writesOnTheWay() const { return true; }
    /// Numbers that other processes have finished in this run, as far as this one knows.
    [[nodiscard]] virtual std::vector<std::size_t> finishedByOthers() const { return {}; }
    /// Processes of the sweep on this machine, which share its processors and its memory.
    [[nodiscard]] virtual int processesHere() const { return 1; }
    /// A sentence on processes that were lost; empty if none was.
    [[nodiscard]] virtual std::string trouble() const { return {}; }
};

/// The queue of a process that works alone, or as number `share` of `shares` processes that divide the tensors by turns
/// (share, share + shares, ...), as jobs of an array do.
std::unique_ptr<TensorQueue> localQueue(std::size_t share = 0, std::size_t shares = 1);

} // namespace alidade
