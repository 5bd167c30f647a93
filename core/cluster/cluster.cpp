// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/cluster.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <filesystem>
#include <string>

namespace alidade {

namespace {

namespace fs = std::filesystem;

std::size_t countIn(const char* variable)
{
    const char* const text = std::getenv(variable);
    std::size_t count = 0;
    if (text == nullptr) return 0;
    const char* const end = text + std::strlen(text);
    const auto [stop, error] = std::from_chars(text, end, count);
    return error == std::errc() && stop == end ? count : 0;
}

/// Beside the program in a build, below lib where it is installed.
std::string modulePath()
{
    constexpr const char* name = "alidade_mpi.so";
    std::error_code failed;
    const fs::path here = fs::read_symlink("/proc/self/exe", failed).parent_path();
    for (const fs::path& path : {here / name, here / "../lib/alidade" / name})
        if (fs::is_regular_file(path, failed)) return path.string();
    throw Error("several processes were started together, but this alidade-cli was built or installed without its module "
                "for MPI, " +
                std::string(name));
}

/// The module stays in memory: MPI has threads and handlers that nobody can call back.
OpenClusterTransport moduleEntry()
{
    void* const module = ::dlopen(modulePath().c_str(), RTLD_NOW | RTLD_LOCAL);
    void* const entry = module == nullptr ? nullptr : ::dlsym(module, clusterModuleEntry);
    if (entry == nullptr) throw Error("MPI cannot be loaded: " + escaped(::dlerror(), 300));
    return reinterpret_cast<OpenClusterTransport>(entry);
}

std::unique_ptr<ClusterTransport> openTransport(OpenClusterTransport entry, std::size_t expected)
{
    std::array<char, 256> problem{};
    std::unique_ptr<ClusterTransport> transport(entry(problem.data(), problem.size()));
    if (!transport) throw Error(problem.data());
    if (transport->ranks() != static_cast<int>(expected))
        throw Error(std::to_string(expected) + " processes were started together, but MPI sees " +
                    std::to_string(transport->ranks()) +
                    ": start them by Open MPI's mpirun or by srun --mpi=pmix, or divide the tensors with --share");
    return transport;
}

} // namespace

std::size_t launchedProcesses()
{
    // Open MPI's mpirun; MPICH's, whose processes Open MPI does not see; any srun, with or without PMIx.
    for (const char* const variable : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"})
        if (const std::size_t count = countIn(variable); count > 0) return count;
    return 1;
}

std::chrono::duration<double> clusterPatience()
{
    constexpr std::chrono::duration<double> usual{30.0};
    const char* const text = std::getenv("ALIDADE_PATIENCE");
    if (text == nullptr || *text == '\0') return usual;
    char* end = nullptr;
    const double seconds = std::strtod(text, &end);
    constexpr double least = 0.1;
    if (*end != '\0' || !std::isfinite(seconds) || seconds < least)
        throw InvalidRequest("ALIDADE_PATIENCE is no number of seconds of at least 0.1");
    return std::chrono::duration<double>(seconds);
}

std::unique_ptr<TensorQueue> clusterQueue()
{
    const std::size_t expected = launchedProcesses();
    if (expected <= 1) return nullptr;
    const OpenClusterTransport entry = moduleEntry();
    return clusterQueueOver([entry, expected] { return openTransport(entry, expected); }, clusterPatience());
}

} // namespace alidade
