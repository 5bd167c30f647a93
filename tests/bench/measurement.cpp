// SPDX-License-Identifier: GPL-3.0-or-later
// Timing and limits.
#include "tests/bench/measurement.h"

#include "core/base/parallel.h"
#include "core/base/random.h"

#include <algorithm>
#include <cblas.h>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>

namespace alidade::bench {

namespace {

constexpr double longEnough = 2.0;
constexpr std::int64_t streamChunk = 1 << 18;

double secondsOf(const std::function<void()>& body)
{
    const auto begin = std::chrono::steady_clock::now();
    body();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

Timing timeOf(const std::function<void()>& body, int rounds)
{
    double total = secondsOf(body);
    std::vector<double> runs;
    while (static_cast<int>(runs.size()) < rounds && (total < longEnough || runs.size() < 3)) {
        runs.push_back(secondsOf(body));
        total += runs.back();
    }
    std::sort(runs.begin(), runs.end());
    return {runs[runs.size() / 2], runs.front()};
}

Limits measureLimits(Index values)
{
    const JobContext job;
    std::vector<float> from(static_cast<std::size_t>(values), 1.0F);
    std::vector<float> to(static_cast<std::size_t>(values), 0.0F);
    const double bytes = static_cast<double>(values) * sizeof(float);
    Limits limits;
    limits.copyBytesPerSecond = 2.0 * bytes / timeOf([&] {
        parallelChunks(values, streamChunk, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            std::memcpy(to.data() + begin, from.data() + begin, static_cast<std::size_t>(end - begin) * sizeof(float));
        });
    }).median;
    std::vector<float> sums(static_cast<std::size_t>(values / streamChunk + 1));
    limits.readBytesPerSecond = bytes / timeOf([&] {
        parallelChunks(values, streamChunk, job, [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
            float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
            for (std::int64_t i = begin; i < end; ++i) sum += from[static_cast<std::size_t>(i)];
            sums[static_cast<std::size_t>(chunk)] = sum;
        });
    }).median;
    require(sums[0] > 0.0F && to[0] == 1.0F, "limits");
    constexpr Index n = 2048;
    const Matrix a = gaussianMatrix(n, n);
    Matrix c(n, n);
    const auto size = static_cast<blasint>(n);
    limits.gemmFlopsPerSecond = 2.0 * static_cast<double>(n * n * n) / timeOf([&] {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1.0F, a.data(), size, a.data(), size,
                    0.0F, c.data(), size);
    }).median;
    return limits;
}

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
    line["fraction_of_limit"] = m.limitPerSecond > 0.0 ? nlohmann::ordered_json(work / m.timing.median / m.limitPerSecond)
                                                       : nlohmann::ordered_json(nullptr);
    std::cout << line.dump() << std::endl;
}

Matrix gaussianMatrix(Index rows, Index columns)
{
    Matrix matrix(rows, columns);
    Random random(1);
    for (Index i = 0; i < matrix.size(); ++i) matrix.data()[i] = static_cast<float>(0.02 * random.normal());
    return matrix;
}

void require(bool correct, const std::string& what)
{
    if (correct) return;
    std::cerr << "alidade-bench: wrong answer of " << what << '\n';
    std::exit(1);
}

std::string shapeName(Index rows, Index columns) { return std::to_string(rows) + "x" + std::to_string(columns); }

} // namespace alidade::bench
