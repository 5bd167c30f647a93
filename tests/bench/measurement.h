// SPDX-License-Identifier: GPL-3.0-or-later
// Timing of operations beside the limit of the machine, measured in the same run; perf.md 6.
#pragma once

#include "core/tensor/matrix.h"

#include <functional>
#include <string>
#include <vector>

namespace alidade::bench {

/// Seconds of several runs.
struct Timing {
    double median = 0.0;
    double minimum = 0.0;
};

/// Runs `body` once unmeasured, then until `rounds` runs or about two seconds are over, at least three times.
Timing timeOf(const std::function<void()>& body, int rounds = 9);

/// What this machine can do at most, with the threads that the program uses.
struct Limits {
    double copyBytesPerSecond = 0.0;  ///< bytes read plus bytes written by a parallel copy
    double readBytesPerSecond = 0.0;  ///< bytes read by a parallel sum
    double gemmFlopsPerSecond = 0.0;  ///< float32 products through BLAS
};

/// Measures the limits on buffers of `values` floats.
Limits measureLimits(Index values);

/// One line of the report.
struct Measurement {
    std::string operation;
    std::string shape;
    std::string implementation = "alidade";
    Timing timing;
    double bytes = 0.0;         ///< that the operation must touch once; 0 if it is bound by arithmetic
    double flops = 0.0;         ///< that it must do; 0 if it is bound by memory
    double limitPerSecond = 0.0; ///< bytes or flops per second of the limit
};

/// Prints one JSON line.
void report(const Measurement& measurement);

/// Seeded Gaussian weights.
Matrix gaussianMatrix(Index rows, Index columns);

/// Ends the program with a message if a benchmarked operation gave a wrong answer.
void require(bool correct, const std::string& what);

/// "4096x11008".
std::string shapeName(Index rows, Index columns);

/// Every operation of the core on one shape.
void benchCore(Index rows, Index columns);

} // namespace alidade::bench
