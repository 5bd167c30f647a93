// SPDX-License-Identifier: GPL-3.0-or-later
// Plain loops.
#include "tests/bench/textbook.h"

#include "core/base/float16.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace alidade::bench::textbook {

namespace {

constexpr std::int64_t chunkValues = 1 << 18;

} // namespace

Sums moments(const Matrix& values)
{
    Sums total;
    std::mutex mutex;
    parallelChunks(values.size(), chunkValues, JobContext(),
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       Sums sums;
                       sums.least = sums.most = values.data()[begin];
                       for (std::int64_t i = begin; i < end; ++i) {
                           const double x = static_cast<double>(values.data()[i]);
                           sums.power[0] += x;
                           sums.power[1] += x * x;
                           sums.power[2] += x * x * x;
                           sums.power[3] += x * x * x * x;
                           sums.least = std::min(sums.least, values.data()[i]);
                           sums.most = std::max(sums.most, values.data()[i]);
                       }
                       const std::scoped_lock lock(mutex);
                       for (int k = 0; k < 4; ++k)
                           total.power[k] += sums.power[k];
                       total.least = std::min(total.least, sums.least);
                       total.most = std::max(total.most, sums.most);
                   });
    return total;
}

std::vector<std::uint64_t> histogram(const Matrix& values, int bins, double range)
{
    std::vector<std::uint64_t> total(static_cast<std::size_t>(bins), 0);
    std::mutex mutex;
    parallelChunks(values.size(), chunkValues, JobContext(),
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       std::vector<std::uint64_t> counts(static_cast<std::size_t>(bins), 0);
                       for (std::int64_t i = begin; i < end; ++i) {
                           const double x = static_cast<double>(values.data()[i]);
                           if (!(x >= -range && x < range)) continue;
                           ++counts[static_cast<std::size_t>((x + range) / (2.0 * range) * bins)];
                       }
                       const std::scoped_lock lock(mutex);
                       for (std::size_t i = 0; i < total.size(); ++i)
                           total[i] += counts[i];
                   });
    return total;
}

double topEnergy(const Matrix& values, std::size_t count)
{
    std::vector<float> magnitudes(static_cast<std::size_t>(values.size()));
    std::transform(values.data(), values.data() + values.size(), magnitudes.begin(),
                   [](float value) { return std::abs(value); });
    const auto cut = magnitudes.begin() + static_cast<std::ptrdiff_t>(count);
    std::nth_element(magnitudes.begin(), cut, magnitudes.end(), std::greater<>());
    double energy = 0.0;
    for (auto value = magnitudes.begin(); value != cut; ++value)
        energy += static_cast<double>(*value) * static_cast<double>(*value);
    return energy;
}

void walshRows(Matrix& values, const std::vector<float>& signs)
{
    const Index n = values.cols();
    const float scale = 1.0F / std::sqrt(static_cast<float>(n));
    parallelFor(values.rows(), JobContext(), [&](std::int64_t row) {
        float* const x = &values(row, 0);
        for (Index i = 0; i < n; ++i)
            x[i] *= signs[static_cast<std::size_t>(i)];
        for (Index half = 1; half < n; half *= 2)
            for (Index block = 0; block < n; block += 2 * half)
                for (Index i = block; i < block + half; ++i) {
                    const float a = x[i];
                    const float b = x[i + half];
                    x[i] = a + b;
                    x[i + half] = a - b;
                }
        for (Index i = 0; i < n; ++i)
            x[i] *= scale;
    });
}

void walshColumns(Matrix& values, const std::vector<float>& signs)
{
    const Index n = values.rows();
    const float scale = 1.0F / std::sqrt(static_cast<float>(n));
    parallelFor(n, JobContext(),
                [&](std::int64_t row) { values.row(row) *= signs[static_cast<std::size_t>(row)]; });
    for (Index half = 1; half < n; half *= 2)
        parallelFor(n / 2, JobContext(), [&](std::int64_t pair) {
            const Index upper = pair / half * 2 * half + pair % half;
            float* const a = &values(upper, 0);
            float* const b = &values(upper + half, 0);
            for (Index i = 0; i < values.cols(); ++i) {
                const float sum = a[i] + b[i];
                b[i] = a[i] - b[i];
                a[i] = sum;
            }
        });
    parallelFor(n, JobContext(), [&](std::int64_t row) { values.row(row) *= scale; });
}

Coding quantize(const Matrix& values, Index group, int bits)
{
    const int levels = (1 << (bits - 1)) - 1;
    Coding total{0.0, std::vector<std::uint64_t>(std::size_t{1} << bits, 0)};
    std::mutex mutex;
    constexpr std::int64_t rowsAtOnce = 32;
    parallelChunks(
        values.rows(), rowsAtOnce, JobContext(), [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            Coding coding{0.0, std::vector<std::uint64_t>(std::size_t{1} << bits, 0)};
            for (Index row = begin; row < end; ++row)
                for (Index first = 0; first < values.cols(); first += group) {
                    const Index last = std::min(values.cols(), first + group);
                    float largest = 0.0F;
                    for (Index i = first; i < last; ++i)
                        largest = std::max(largest, std::abs(values(row, i)));
                    const float step = roundToHalf(largest / static_cast<float>(levels));
                    const float scale = step > 0.0F ? step : 1.0F;
                    for (Index i = first; i < last; ++i) {
                        const float q =
                            std::clamp(std::nearbyint(values(row, i) / scale),
                                       static_cast<float>(-levels - 1), static_cast<float>(levels));
                        const double error = static_cast<double>(values(row, i) - q * scale);
                        coding.squaredError += error * error;
                        ++coding.counts[static_cast<std::size_t>(static_cast<int>(q) + levels + 1)];
                    }
                }
            const std::scoped_lock lock(mutex);
            total.squaredError += coding.squaredError;
            for (std::size_t i = 0; i < total.counts.size(); ++i)
                total.counts[i] += coding.counts[i];
        });
    return total;
}

} // namespace alidade::bench::textbook
