// SPDX-License-Identifier: GPL-3.0-or-later
// Timing of operations beside the limit of the machine, measured in turns in the same run; perf.md 6.
#pragma once

#include "core/tensor/matrix.h"

#include <functional>
#include <string>
#include <vector>

namespace alidade::bench {

/// How long to measure; set once by main().
struct Effort {
    double seconds = 2.0; ///< of one group of measurements, at most about twice of it
    int rounds = 31;
    bool busy =
        false; ///< take the processor's time divided by the threads: for a machine that others use too
};

/// Seconds of several runs.
struct Timing {
    double median = 0.0;
    double minimum = 0.0;
};

/// Runs every body once unmeasured, then all of them in turns: a busy minute of the machine meets all alike.
/// At least three rounds, then until the effort is spent.
std::vector<Timing> timeTogether(const std::vector<std::function<void()>>& bodies, const Effort& effort);

/// What this machine can do at most with the threads that the program uses now, as bodies to be timed.
class Limits {
public:
    /// Works on buffers of `values` floats.
    explicit Limits(Index values);

    [[nodiscard]] double bytes() const { return static_cast<double>(m_from.size()) * sizeof(float); }
    /// Copies in pieces with memcpy: 2 bytes() go through memory.
    void copy();
    /// Multiplies in place: 2 bytes().
    void scale();
    /// Adds everything up: bytes().
    void read();
    /// Ends the program if the bodies did not do their work.
    void check() const;

private:
    Matrix m_from;
    Matrix m_to;
    std::vector<float> m_sums;
    float m_factor = 1.0F; ///< unknown to the compiler, which would leave out a product with 1
};

/// One line of the report.
struct Measurement {
    std::string operation;
    std::string shape;
    std::string implementation = "alidade";
    Timing timing;
    double bytes = 0.0; ///< that the operation must touch once; 0 if it is bound by arithmetic
    double flops = 0.0; ///< that it must do; 0 if it is bound by memory
    Timing limit = {};  ///< what the limit takes for the same bytes or flops; zeros if there is none
};

/// Prints one JSON line.
void report(const Measurement& measurement);

/// Prints one JSON line of another kind: a figure with its unit.
void reportFigure(const std::string& operation, const std::string& shape, const std::string& unit,
                  double value);

/// Seeded Gaussian weights with standard deviation 0.02.
Matrix randomMatrix(Index rows, Index columns);

/// Ends the program with a message if a benchmarked operation gave a wrong answer.
void require(bool correct, const std::string& what);

/// "4096x11008".
std::string shapeName(Index rows, Index columns);

/// Most memory that the process had at a time while `body` ran, above what it had before, in bytes; negative
/// where the system does not tell.
double peakAbove(const std::function<void()>& body);

/// Every operation of the core on one shape.
void benchCore(Index rows, Index columns, const Effort& effort, bool quick);
/// Reading every type of float from a file in the page cache.
void benchReading(Index rows, Index columns, const Effort& effort);
/// Encoding and decoding of Gaussian symbols of 4 bits; a symbol counts as one byte.
void benchEntropyCoding(Index rows, Index columns, const Effort& effort);
/// A window of 2048 tokens through a block of TinyLlama's shape, beside the bare products.
void benchPrefill(const Effort& effort);
/// Cost of the fast transform of a row against its length, 512 to 16384.
void benchScaling(const Effort& effort);

} // namespace alidade::bench
