// SPDX-License-Identifier: Apache-2.0
// What a tensor takes while it is measured, and how much there is.
#include "core/sweep/sweep_memory.h"

#include "core/sweep/sweep.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <sched.h>
#include <string>
#include <unistd.h>

namespace alidade {

namespace {

/// Coordinate systems that keep no matrix of the size of an axis.
constexpr std::array<std::string_view, 8> structured{"original",     "hadamard",        "dct",         "permutation",
                                                     "energy_order", "scaled_hadamard", "givens_path", "turned"};

bool isStructured(const ComponentRequest& coordinates)
{
    return std::find(structured.begin(), structured.end(), coordinates.id) != structured.end();
}

} // namespace

std::uint64_t memoryNeed(const Layer& layer, const SweepRequest& request)
{
    constexpr std::uint64_t floats = 4;
    constexpr std::uint64_t doubles = 8;
    const std::uint64_t elements = layer.rows * layer.cols;
    // Weights, coefficients, what the residual or a quantizer makes of them; symbols and sorted magnitudes.
    std::uint64_t copies = 5;
    if (request.nulls) ++copies;
    std::uint64_t need = copies * floats * elements;
    const bool dense = !std::all_of(request.coordinates.begin(), request.coordinates.end(), isStructured);
    if (dense) { // Gram matrix, eigenvectors and the solver's work of one axis at a time, the basis of both
        const std::uint64_t longer = std::max(layer.rows, layer.cols);
        const std::uint64_t shorter = std::min(layer.rows, layer.cols);
        const std::uint64_t axis = std::max(layer.cols, shorter);
        need += 4 * doubles * axis * axis + (longer <= 2 * layer.cols ? doubles * shorter * shorter : 0);
    }
    return need;
}

double workEstimate(const Layer& layer)
{
    constexpr double spectra = 512.0; // from this size on the cubic part outweighs the passes over the weights
    return static_cast<double>(layer.rows) * static_cast<double>(layer.cols) *
           (1.0 + static_cast<double>(std::min(layer.rows, layer.cols)) / spectra);
}

int processorsFor(int processes)
{
    const int all = std::max(1, static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)));
    cpu_set_t bound;
    const bool known = ::sched_getaffinity(0, sizeof bound, &bound) == 0; // not on machines of more than 1024
    return std::clamp(all / std::max(1, processes), 1, known ? std::max(1, CPU_COUNT(&bound)) : all);
}

std::uint64_t availableMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string line;
    while (std::getline(file, line)) {
        if (!line.starts_with("MemAvailable:")) continue;
        constexpr std::uint64_t kibibyte = 1024;
        return std::stoull(line.substr(line.find_first_of("0123456789"))) * kibibyte;
    }
    return std::uint64_t{8} << 30U;
}

} // namespace alidade
