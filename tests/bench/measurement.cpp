// SPDX-License-Identifier: GPL-3.0-or-later
// Timing and limits.
#include "tests/bench/measurement.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/tensor/large_matrix.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

namespace alidade::bench {

namespace {

constexpr std::int64_t streamChunk = 1 << 18;

double now(bool busy)
{
    timespec time{};
    clock_gettime(busy ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double secondsOf(const std::function<void()>& body, bool busy)
{
    const double begin = now(busy);
    body();
    return (now(busy) - begin) / (busy ? workerThreads() : 1);
}

/// A line of /proc/self/status in bytes, or a negative number.
double statusBytes(const std::string& key)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(key)) return 1024.0 * std::strtod(line.c_str() + key.size(), nullptr);
    return -1.0;
}

} // namespace

std::vector<Timing> timeTogether(const std::vector<std::function<void()>>& bodies, const Effort& effort)
{
    std::vector<std::vector<double>> runs(bodies.size());
    double total = 0.0;
    for (const auto& body : bodies)
        total += secondsOf(body, effort.busy);
    for (int round = 0; round < effort.rounds && (round < 3 || total < effort.seconds); ++round)
        for (std::size_t i = 0; i < bodies.size(); ++i) {
            runs[i].push_back(secondsOf(bodies[i], effort.busy));
            total += runs[i].back();
        }
    std::vector<Timing> timings;
    for (std::vector<double>& times : runs) {
        std::sort(times.begin(), times.end());
        timings.push_back({times[times.size() / 2], times.front()});
    }
    return timings;
}

Limits::Limits(Index values)
    : m_from(largeMatrix(1, values)), m_to(largeMatrix(1, values)),
      m_sums(static_cast<std::size_t>(values / streamChunk + 1), 0.0F)
{
    m_from.setOnes();
    m_to.setZero();
}

void Limits::copy()
{
    parallelChunks(m_from.size(), streamChunk, JobContext(),
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       std::memcpy(m_to.data() + begin, m_from.data() + begin,
                                   static_cast<std::size_t>(end - begin) * sizeof(float));
                   });
}

void Limits::scale()
{
    parallelChunks(m_to.size(), streamChunk, JobContext(),
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       float* const values = m_to.data();
                       const float factor = m_factor;
#pragma omp simd
                       for (std::int64_t i = begin; i < end; ++i)
                           values[i] *= factor;
                   });
}

void Limits::read()
{
    parallelChunks(m_from.size(), streamChunk, JobContext(),
                   [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
                       // One value of each line of the cache: nothing but the memory is waited for.
                       constexpr std::int64_t line = 16;
                       float sum = 0.0F;
                       const float* const values = m_from.data();
                       for (std::int64_t i = begin; i < end; i += line)
                           sum += values[i];
                       m_sums[static_cast<std::size_t>(chunk)] = sum;
                   });
}

void Limits::check() const { require(m_to(0, m_to.size() - 1) == 1.0F && !(m_sums[0] < 0.0F), "limits"); }

void report(const Measurement& m)
{
    nlohmann::ordered_json line;
    line["op"] = m.operation;
    line["shape"] = m.shape;
    line["impl"] = m.implementation;
    line["threads"] = workerThreads();
    line["median_s"] = m.timing.median;
    line["min_s"] = m.timing.minimum;
    const double work = m.bytes > 0.0 ? m.bytes : m.flops;
    line[m.bytes > 0.0 ? "gb_per_s" : "gflops"] = work / m.timing.median * 1e-9;
    const auto share = [](double limit, double seconds) {
        return limit > 0.0 ? nlohmann::ordered_json(limit / seconds) : nlohmann::ordered_json(nullptr);
    };
    line["fraction_of_limit"] = share(m.limit.median, m.timing.median);
    line["fraction_of_limit_best"] = share(m.limit.minimum, m.timing.minimum);
    std::cout << line.dump() << std::endl;
}

void reportFigure(const std::string& operation, const std::string& shape, const std::string& unit,
                  double value)
{
    nlohmann::ordered_json line;
    line["op"] = operation;
    line["shape"] = shape;
    line["threads"] = workerThreads();
    line[unit] = value;
    std::cout << line.dump() << std::endl;
}

Matrix randomMatrix(Index rows, Index columns)
{
    Matrix matrix = largeMatrix(rows, columns);
    parallelFor(rows, JobContext(), [&](std::int64_t row) {
        Random random(1, static_cast<std::uint64_t>(row));
        for (Index i = 0; i < columns; ++i)
            matrix(row, i) = static_cast<float>(0.02 * random.normal());
    });
    return matrix;
}

void require(bool correct, const std::string& what)
{
    if (correct) return;
    std::cerr << "alidade-bench: wrong answer of " << what << '\n';
    std::exit(1);
}

std::string shapeName(Index rows, Index columns)
{
    return std::to_string(rows) + "x" + std::to_string(columns);
}

double peakAbove(const std::function<void()>& body)
{
    {
        std::ofstream reset("/proc/self/clear_refs");
        reset << "5"; // forgets the peak
    }
    const double before = statusBytes("VmRSS:");
    body();
    const double peak = statusBytes("VmHWM:");
    return before < 0.0 || peak < 0.0 ? -1.0 : std::max(0.0, peak - before);
}

} // namespace alidade::bench
