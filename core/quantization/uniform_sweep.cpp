// SPDX-License-Identifier: Apache-2.0
// One pass over the weights for all widths of the plain uniform quantizer.
#include "core/quantization/uniform_sweep.h"

#include "core/base/aligned_buffer.h"
#include "core/base/error.h"
#include "core/base/float16.h"
#include "core/base/parallel.h"
#include "core/kernels/quantize.h"
#include "core/quantization/grouping.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace alidade {

namespace {

constexpr double scaleBits = 16.0;
constexpr float largestHalf = 65504.0F;

int levelsOf(int bits) { return (1 << (bits - 1)) - 1; }

/// absmax / levels as a decoder gets it. Where that is zero any scale gives the same zeros, and 1 divides.
float storedScale(float largest, int levels)
{
    const float scale = std::min(largestHalf, roundToHalf(largest / static_cast<float>(levels)));
    return scale > 0.0F ? scale : 1.0F;
}

/// Measures the symmetric uniform quantizer at several widths while a few thousand weights are in the cache.
class WidthSweep {
public:
    WidthSweep(const Matrix& values, std::int64_t group, std::span<const int> bits)
        : m_values(values), m_bits(bits), m_grouping(group, values.rows(), values.cols()),
          m_oneScale(m_grouping.oneForAll()),
          m_group(group > 0 ? std::min<Index>(group, values.cols()) : values.cols())
    {}

    [[nodiscard]] std::vector<WidthMeasurement> run(const JobContext& job)
    {
        if (m_oneScale) m_largest = groupMaxima(m_values, m_grouping, job).front();
        constexpr Index weightsPerPart = Index{1} << 20;
        const Index rows = std::max<Index>(1, weightsPerPart / std::max<Index>(1, m_values.cols()));
        std::vector<Part> parts(static_cast<std::size_t>((m_values.rows() + rows - 1) / rows));
        parallelChunks(m_values.rows(), rows, job,
                       [&](std::int64_t begin, std::int64_t end, std::int64_t part) {
                           parts[static_cast<std::size_t>(part)] = measureRows(begin, end);
                       });
        return total(parts);
    }

private:
    /// What one thread found.
    struct Part {
        double signal = 0.0;
        std::vector<double> errors;
        std::vector<float> largest;
        std::vector<std::vector<std::uint64_t>> counts;
    };

    /// One thread's tables and buffers.
    struct Worker {
        std::vector<kernels::SymbolCounter> counters;
        std::vector<double> errors;
        std::vector<float> largest; ///< errors
        double signal = 0.0;
        AlignedBuffer<std::uint8_t> symbols{kernels::quantizedAtOnce};
        std::vector<float> maxima;
        std::vector<float> scales;
    };

    [[nodiscard]] Part measureRows(Index begin, Index end) const
    {
        Worker worker;
        for (const int width : m_bits)
            worker.counters.emplace_back(width);
        worker.errors.assign(m_bits.size(), 0.0);
        worker.largest.assign(m_bits.size(), 0.0F);
        for (Index row = begin; row < end; ++row)
            measureRow(m_values.data() + row * m_values.cols(), worker);
        Part part{worker.signal, worker.errors, worker.largest, {}};
        for (const kernels::SymbolCounter& counter : worker.counters)
            part.counts.push_back(counter.counts());
        return part;
    }

    /// Pieces of a row are whole groups, or parts of a group that is longer than a piece.
    void measureRow(const float* row, Worker& worker) const
    {
        const auto columns = static_cast<std::size_t>(m_values.cols());
        const auto group = static_cast<std::size_t>(m_group);
        constexpr std::size_t most = kernels::quantizedAtOnce;
        if (group > most) {
            for (std::size_t at = 0; at < columns; at += group)
                measureLongGroup(row + at, std::min(group, columns - at), worker);
            return;
        }
        const std::size_t piece = most / group * group;
        for (std::size_t at = 0; at < columns; at += piece) {
            const std::size_t count = std::min(piece, columns - at);
            worker.maxima.resize((count + group - 1) / group);
            if (m_oneScale)
                std::fill(worker.maxima.begin(), worker.maxima.end(), m_largest);
            else
                kernels::groupMaxima(row + at, count, group, worker.maxima.data());
            measurePiece(row + at, count, group, worker);
        }
    }

    void measureLongGroup(const float* values, std::size_t count, Worker& worker) const
    {
        worker.maxima.assign(1, m_largest);
        if (!m_oneScale) kernels::groupMaxima(values, count, count, worker.maxima.data());
        for (std::size_t at = 0; at < count; at += kernels::quantizedAtOnce) {
            const std::size_t here = std::min(kernels::quantizedAtOnce, count - at);
            measurePiece(values + at, here, here, worker);
        }
    }

    void measurePiece(const float* values, std::size_t count, std::size_t group, Worker& worker) const
    {
        const double signal = kernels::sumOfSquares(values, count);
        if (!std::isfinite(signal)) throw InvalidRequest("weights that hold NaN or Inf cannot be quantized");
        worker.signal += signal;
        worker.scales.resize(worker.maxima.size());
        for (std::size_t i = 0; i < m_bits.size(); ++i) {
            const int levels = levelsOf(m_bits[i]);
            std::transform(worker.maxima.begin(), worker.maxima.end(), worker.scales.begin(),
                           [levels](float largest) { return storedScale(largest, levels); });
            const kernels::QuantizationError error =
                kernels::quantize(values, count, group, worker.scales.data(), worker.maxima.data(), m_bits[i],
                                  worker.symbols.data());
            worker.errors[i] += error.squares;
            worker.largest[i] = std::max(worker.largest[i], error.largest);
            worker.counters[i].add(worker.symbols.data(), count);
        }
    }

    [[nodiscard]] std::vector<WidthMeasurement> total(const std::vector<Part>& parts) const
    {
        std::vector<WidthMeasurement> all(m_bits.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i].fixedRate = m_bits[i];
            all[i].sideInformationBits = scaleBits * static_cast<double>(m_grouping.count());
            all[i].largestError = 0.0;
            all[i].counts.assign(std::size_t{1} << m_bits[i], 0);
            for (const Part& part : parts) {
                all[i].signalSquares += part.signal;
                all[i].squaredError += part.errors[i];
                all[i].largestError = std::max(all[i].largestError, static_cast<double>(part.largest[i]));
                std::transform(part.counts[i].begin(), part.counts[i].end(), all[i].counts.begin(),
                               all[i].counts.begin(), std::plus<>());
            }
        }
        return all;
    }

    const Matrix& m_values;
    std::span<const int> m_bits;
    Grouping m_grouping;
    bool m_oneScale;
    Index m_group;
    float m_largest = 0.0F;
};

} // namespace

std::vector<WidthMeasurement> sweepUniformWidths(const Matrix& values, std::int64_t group,
                                                 std::span<const int> bits, const JobContext& job)
{
    return WidthSweep(values, group, bits).run(job);
}

} // namespace alidade
