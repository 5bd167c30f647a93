// SPDX-License-Identifier: Apache-2.0
// The only source that knows MPI: a module that alidade-cli loads when a launcher started it. One thread makes every call
// of MPI, from its initialisation to its end (MPI_THREAD_FUNNELED). Errors are returned, not fatal: a lost process is
// noticed by its silence.
#define OMPI_SKIP_MPICXX 1
#include "core/cluster/transport.h"

#include <cstdio>
#include <list>
#include <mpi.h>

namespace alidade {

namespace {

constexpr int tag = 1;

/// A message on its way: MPI reads it until the request is complete.
struct Sending {
    ClusterWords words;
    MPI_Request request = MPI_REQUEST_NULL;
};

class MpiTransport final : public ClusterTransport {
public:
    MpiTransport()
    {
        MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
        MPI_Comm_rank(MPI_COMM_WORLD, &m_rank);
        MPI_Comm_size(MPI_COMM_WORLD, &m_ranks);
        MPI_Comm here = MPI_COMM_NULL;
        if (MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &here) != MPI_SUCCESS) return;
        MPI_Comm_size(here, &m_here);
        MPI_Comm_free(&here);
    }

    [[nodiscard]] int rank() const override { return m_rank; }
    [[nodiscard]] int ranks() const override { return m_ranks; }
    [[nodiscard]] int ranksHere() const override { return m_here; }

    void send(int to, const ClusterWords& words) override
    {
        forgetSent();
        m_sending.push_back({words, MPI_REQUEST_NULL});
        Sending& sending = m_sending.back();
        const int count = static_cast<int>(sending.words.size());
        if (MPI_Isend(sending.words.data(), count, MPI_UINT64_T, to, tag, MPI_COMM_WORLD, &sending.request) != MPI_SUCCESS)
            m_sending.pop_back();
    }

    std::optional<ClusterMessage> receive() override
    {
        forgetSent();
        int isThere = 0;
        MPI_Status status{};
        const int found = MPI_Iprobe(MPI_ANY_SOURCE, tag, MPI_COMM_WORLD, &isThere, &status);
        if (found != MPI_SUCCESS || isThere == 0) return std::nullopt;
        int count = 0;
        MPI_Get_count(&status, MPI_UINT64_T, &count);
        ClusterMessage message{status.MPI_SOURCE, ClusterWords(static_cast<std::size_t>(count < 0 ? 0 : count))};
        const int got = MPI_Recv(message.words.data(), count, MPI_UINT64_T, status.MPI_SOURCE, tag, MPI_COMM_WORLD, &status);
        if (got != MPI_SUCCESS || message.words.empty()) return std::nullopt;
        return message;
    }

    void endTogether() override { MPI_Finalize(); }

private:
    /// Messages to a lost process may stay here for ever; they are few and small.
    void forgetSent()
    {
        for (auto sending = m_sending.begin(); sending != m_sending.end();) {
            int isSent = 0;
            const bool failed = MPI_Test(&sending->request, &isSent, MPI_STATUS_IGNORE) != MPI_SUCCESS;
            sending = failed || isSent != 0 ? m_sending.erase(sending) : std::next(sending);
        }
    }

    int m_rank = 0;
    int m_ranks = 1;
    int m_here = 1;
    std::list<Sending> m_sending; ///< whose words do not move
};

} // namespace

extern "C" __attribute__((visibility("default"))) ClusterTransport* alidadeOpenClusterTransport(char* problem,
                                                                                               std::size_t bytes)
{
    int isOpen = 0;
    MPI_Initialized(&isOpen);
    int provided = 0;
    if (isOpen != 0 || MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided) != MPI_SUCCESS) {
        std::snprintf(problem, bytes, "MPI cannot be initialised");
        return nullptr;
    }
    if (provided < MPI_THREAD_FUNNELED) {
        std::snprintf(problem, bytes, "this MPI does not bear a program with threads");
        return nullptr;
    }
    return new MpiTransport; // the loader's unique_ptr owns it
}

} // namespace alidade
