// SPDX-License-Identifier: Apache-2.0
// What a tensor takes while it is measured, and how much there is.
#include "core/sweep/sweep_memory.h"

#include "core/numerics/symmetric_eigen.h"
#include "core/sweep/sweep.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <sched.h>
#include <span>
#include <string>
#include <string_view>
#include <unistd.h>

namespace alidade {

namespace {

/// Coordinate systems that keep no matrix of the size of an axis.
constexpr std::array<std::string_view, 8> structured{"original",     "hadamard",        "dct",         "permutation",
                                                     "energy_order", "scaled_hadamard", "givens_path", "turned"};

/// Dense systems that turn both axes unless they are told otherwise; the others turn the columns.
constexpr std::array<std::string_view, 3> bothSided{"haar", "kfac", "svd"};

bool isOneOf(std::span<const std::string_view> ids, const ComponentRequest& coordinates)
{
    return std::find(ids.begin(), ids.end(), coordinates.id) != ids.end();
}

/// Lengths of the axes for which a square matrix is made; 0 for none.
struct DenseAxes {
    std::uint64_t rows = 0;
    std::uint64_t cols = 0;
};

DenseAxes denseAxes(const Layer& layer, const ComponentRequest& coordinates)
{
    if (isOneOf(structured, coordinates)) return {};
    const bool known = coordinates.parameters.has("side");
    const std::string side = known ? coordinates.parameters.text("side")
                                   : isOneOf(bothSided, coordinates) ? "both" : "columns";
    const bool solved = coordinates.id == "pca"; // which refuses longer axes before it begins
    const auto made = [solved](std::uint64_t length) {
        return solved && length > static_cast<std::uint64_t>(longestEigenAxis) ? 0 : length;
    };
    return {side == "columns" ? 0 : made(layer.rows), side == "rows" ? 0 : made(layer.cols)};
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
    std::uint64_t dense = 0; // one system at a time
    for (const ComponentRequest& coordinates : request.coordinates) {
        const DenseAxes axes = denseAxes(layer, coordinates);
        const auto [shorter, longer] = std::minmax(axes.rows, axes.cols);
        // Gram matrix, reflectors, eigenvectors, the work of the solver and of the proof of one axis; the basis of the other
        dense = std::max(dense, 5 * doubles * longer * longer + floats * shorter * shorter);
    }
    return need + dense;
}

double workEstimate(const Layer& layer, const SweepRequest& request)
{
    // Nanoseconds of one thread, as measured (docs/scaling.md).
    constexpr double perWeight = 15.0;
    constexpr double perProduct = 0.065; // of the Gram matrix and of the basis with the weights
    constexpr double perCube = 0.38;     // eigenvectors and the proof of the basis
    const double elements = static_cast<double>(layer.rows) * static_cast<double>(layer.cols);
    double work = 0.0;
    for (const ComponentRequest& coordinates : request.coordinates) {
        work += perWeight * elements;
        const DenseAxes axes = denseAxes(layer, coordinates);
        for (const std::uint64_t axis : {axes.rows, axes.cols}) {
            const auto length = static_cast<double>(axis);
            work += perProduct * elements * length + perCube * length * length * length;
        }
    }
    return work;
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
