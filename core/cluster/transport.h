// SPDX-License-Identifier: Apache-2.0
// Short messages among the processes that a launcher has started together. What stands behind it is the business of a
// module of its own (mpi_transport.cpp), which is loaded only where it is needed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace alidade {

/// A message: a kind and numbers.
using ClusterWords = std::vector<std::uint64_t>;

/// A message that has arrived.
struct ClusterMessage {
    int from = 0;
    ClusterWords words;
};

/// One process among several. Thread rule: the thread that opened it calls every member, the destructor too.
class ClusterTransport {
public:
    virtual ~ClusterTransport() = default;

    [[nodiscard]] virtual int rank() const = 0;
    [[nodiscard]] virtual int ranks() const = 0;
    /// Processes among them on this machine, this one included.
    [[nodiscard]] virtual int ranksHere() const = 0;
    /// Sends without waiting. What is sent to a process that is lost goes nowhere, without a word.
    virtual void send(int to, const ClusterWords& words) = 0;
    /// The next message that has arrived, from whomever; messages of one process come in their order. Does not wait.
    virtual std::optional<ClusterMessage> receive() = 0;
    /// Ends together with all others: waits until each of them has called it. Without this call the process ends alone.
    virtual void endTogether() = 0;
};

/// What the module exports under clusterModuleEntry: the transport of this process, opened by the calling thread, or null
/// and a sentence in `problem` (of `bytes` bytes).
using OpenClusterTransport = ClusterTransport* (*)(char* problem, std::size_t bytes);
constexpr const char* clusterModuleEntry = "alidadeOpenClusterTransport";

} // namespace alidade
