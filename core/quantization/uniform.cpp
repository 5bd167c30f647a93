// SPDX-License-Identifier: Apache-2.0
// Symmetric uniform round-to-nearest quantization; science.md 3.1, the convention of QuaRot and GPTQ:
// scale = max|w| / (2^(b-1) - 1) rounded to float16 before use, q = clamp(rint(w / scale), -2^(b-1), 2^(b-1)
// - 1).
#include "core/base/aligned_buffer.h"
#include "core/base/error.h"
#include "core/base/float16.h"
#include "core/base/parallel.h"
#include "core/kernels/quantize.h"
#include "core/quantization/quantizer.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace alidade {

namespace {

constexpr double scaleBits = 16.0;
constexpr float largestHalf = 65504.0F;

/// How many consecutive weights share a scale. Groups run along the input axis and end with the row.
struct Granularity {
    enum class Kind { Tensor, Row, Group } kind = Kind::Group;
    Index group = 128;
};

Granularity granularityOf(std::int64_t group)
{
    if (group < 0) return {Granularity::Kind::Tensor, 0};
    if (group == 0) return {Granularity::Kind::Row, 0};
    return {Granularity::Kind::Group, group};
}

class UniformCodec final : public Codec {
public:
    UniformCodec(int bits, Index rows, Index columns, Index groupSize, bool oneScale,
                 std::vector<float> scales)
        : m_bits(bits), m_rows(rows), m_columns(columns), m_groupSize(groupSize), m_oneScale(oneScale),
          m_scales(std::move(scales))
    {}

    [[nodiscard]] Symbols encode(const Matrix& values, const JobContext& job) const override
    {
        if (values.rows() != m_rows || values.cols() != m_columns)
            throw InvalidRequest("the codec was designed for a matrix of another shape");
        const int largest = (1 << (m_bits - 1)) - 1;
        Symbols symbols{std::vector<std::int16_t>(static_cast<std::size_t>(values.size())), -largest - 1,
                        1 << m_bits, m_columns};
        const auto low = static_cast<float>(-largest - 1);
        const auto high = static_cast<float>(largest);
        forEachGroup(job, [&](Index first, Index count, float scale) {
            const float* const in = values.data() + first;
            std::int16_t* const out = symbols.values.data() + first;
            for (Index i = 0; i < count; ++i)
                out[i] = static_cast<std::int16_t>(std::clamp(std::nearbyint(in[i] / scale), low, high));
        });
        return symbols;
    }

    [[nodiscard]] Matrix decode(const Symbols& symbols, const JobContext& job) const override
    {
        if (symbols.values.size() != static_cast<std::size_t>(m_rows * m_columns))
            throw InvalidRequest("there are not as many symbols as weights");
        Matrix values(m_rows, m_columns);
        forEachGroup(job, [&](Index first, Index count, float scale) {
            const std::int16_t* const in = symbols.values.data() + first;
            float* const out = values.data() + first;
            for (Index i = 0; i < count; ++i)
                out[i] = static_cast<float>(in[i]) * scale;
        });
        return values;
    }

    [[nodiscard]] double fixedRate() const override { return m_bits; }

    [[nodiscard]] std::vector<std::byte> sideInformation() const override
    {
        std::vector<std::byte> bytes;
        for (const float scale : m_scales) {
            const std::uint16_t half = floatToHalf(scale);
            bytes.push_back(static_cast<std::byte>(half & 0xFFU));
            bytes.push_back(static_cast<std::byte>(half >> 8U));
        }
        return bytes;
    }

    [[nodiscard]] double sideInformationBits() const override
    {
        return scaleBits * static_cast<double>(m_scales.size());
    }

private:
    /// Calls body(first weight, count, scale) for every group, rows in parallel.
    template <typename Body>
    void forEachGroup(const JobContext& job, Body body) const
    {
        const Index groupsPerRow = m_oneScale ? 1 : (m_columns + m_groupSize - 1) / m_groupSize;
        parallelChunks(m_rows, rowsPerTask(m_columns), job,
                       [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                           for (Index row = begin; row < end; ++row)
                               for (Index group = 0; group < groupsPerRow; ++group) {
                                   const Index first = group * m_groupSize;
                                   const Index scale = m_oneScale ? 0 : row * groupsPerRow + group;
                                   body(row * m_columns + first, std::min(m_groupSize, m_columns - first),
                                        m_scales[static_cast<std::size_t>(scale)]);
                               }
                       });
    }

    static Index rowsPerTask(Index columns)
    {
        return std::max<Index>(1, (Index{1} << 16) / std::max<Index>(1, columns));
    }

    int m_bits;
    Index m_rows;
    Index m_columns;
    Index m_groupSize;
    bool m_oneScale;
    std::vector<float> m_scales;
};

/// absmax / levels as a decoder gets it: a positive float16 (1 where everything rounds to zero).
float storedScale(float largest, int levels)
{
    const float scale = std::min(largestHalf, roundToHalf(largest / static_cast<float>(levels)));
    return scale > 0.0F ? scale : 1.0F;
}

constexpr const char* notFinite = "weights that hold NaN or Inf cannot be quantized";

int levelsOf(int bits) { return (1 << (bits - 1)) - 1; }

/// Largest |w| of the whole matrix. @throws Cancelled
float largestOf(const Matrix& values, const JobContext& job)
{
    constexpr std::int64_t chunk = 1 << 18;
    std::vector<float> parts(static_cast<std::size_t>((values.size() + chunk - 1) / chunk), 0.0F);
    parallelChunks(values.size(), chunk, job, [&](std::int64_t begin, std::int64_t end, std::int64_t part) {
        const auto count = static_cast<std::size_t>(end - begin);
        kernels::groupMaxima(values.data() + begin, count, count, &parts[static_cast<std::size_t>(part)]);
    });
    return parts.empty() ? 0.0F : *std::max_element(parts.begin(), parts.end());
}

/// Measures the symmetric uniform quantizer at several widths while a few thousand weights are in the cache.
class WidthSweep {
public:
    WidthSweep(const Matrix& values, Granularity granularity, std::span<const int> bits)
        : m_values(values), m_bits(bits), m_oneScale(granularity.kind == Granularity::Kind::Tensor),
          m_group(granularity.kind == Granularity::Kind::Group ? std::min(granularity.group, values.cols())
                                                               : values.cols())
    {}

    [[nodiscard]] std::vector<WidthMeasurement> run(const JobContext& job)
    {
        if (m_oneScale) m_largest = largestOf(m_values, job);
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
        std::vector<std::vector<std::uint64_t>> counts;
    };

    /// One thread's tables and buffers.
    struct Worker {
        std::vector<kernels::SymbolCounter> counters;
        std::vector<double> errors;
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
        for (Index row = begin; row < end; ++row)
            measureRow(m_values.data() + row * m_values.cols(), worker);
        Part part{worker.signal, worker.errors, {}};
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
        if (!std::isfinite(signal)) throw InvalidRequest(notFinite);
        worker.signal += signal;
        worker.scales.resize(worker.maxima.size());
        for (std::size_t i = 0; i < m_bits.size(); ++i) {
            const int levels = levelsOf(m_bits[i]);
            std::transform(worker.maxima.begin(), worker.maxima.end(), worker.scales.begin(),
                           [levels](float largest) { return storedScale(largest, levels); });
            worker.errors[i] += kernels::quantize(values, count, group, worker.scales.data(),
                                                  worker.maxima.data(), m_bits[i], worker.symbols.data());
            worker.counters[i].add(worker.symbols.data(), count);
        }
    }

    [[nodiscard]] std::vector<WidthMeasurement> total(const std::vector<Part>& parts) const
    {
        const Index groupsPerRow = m_group == 0 ? 0 : (m_values.cols() + m_group - 1) / m_group;
        const Index scales = m_oneScale ? 1 : m_values.rows() * groupsPerRow;
        std::vector<WidthMeasurement> all(m_bits.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i].fixedRate = m_bits[i];
            all[i].sideInformationBits = scaleBits * static_cast<double>(scales);
            all[i].counts.assign(std::size_t{1} << m_bits[i], 0);
            for (const Part& part : parts) {
                all[i].signalSquares += part.signal;
                all[i].squaredError += part.errors[i];
                std::transform(part.counts[i].begin(), part.counts[i].end(), all[i].counts.begin(),
                               all[i].counts.begin(), std::plus<>());
            }
        }
        return all;
    }

    const Matrix& m_values;
    std::span<const int> m_bits;
    bool m_oneScale;
    Index m_group;
    float m_largest = 0.0F;
};

/// Scales that share a row or stretch of `groupSize` weights, or one for the whole matrix.
std::size_t scaleCount(const Granularity& granularity, Index rows, Index columns)
{
    if (granularity.kind == Granularity::Kind::Tensor) return 1;
    const Index group = granularity.kind == Granularity::Kind::Group ? std::min(granularity.group, columns) : columns;
    return group == 0 ? 0 : static_cast<std::size_t>(rows * ((columns + group - 1) / group));
}

std::unique_ptr<const Codec> restoreUniform(const Parameters& parameters, Index rows, Index columns,
                                            std::span<const std::byte> bytes)
{
    const Granularity granularity = granularityOf(parameters.integer("group"));
    const std::size_t count = scaleCount(granularity, rows, columns);
    if (bytes.size() != 2 * count)
        throw DamagedData("the side information of the uniform quantizer is " + std::to_string(bytes.size()) +
                          " bytes long instead of " + std::to_string(2 * count));
    std::vector<float> scales;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const auto half = static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[i]) |
                                                     std::to_integer<unsigned>(bytes[i + 1]) << 8U);
        const float scale = halfToFloat(half);
        if (!(scale > 0.0F) || !std::isfinite(scale))
            throw DamagedData("a scale of the uniform quantizer is not a positive number");
        scales.push_back(scale);
    }
    const Index group = granularity.kind == Granularity::Kind::Group ? std::min(granularity.group, columns) : columns;
    return std::make_unique<UniformCodec>(static_cast<int>(parameters.integer("bits")), rows, columns,
                                          std::max<Index>(1, group), granularity.kind == Granularity::Kind::Tensor,
                                          std::move(scales));
}

class Uniform final : public Quantizer {
public:
    explicit Uniform(const Parameters& parameters)
        : m_bits(static_cast<int>(parameters.integer("bits"))),
          m_granularity(granularityOf(parameters.integer("group")))
    {}

    [[nodiscard]] std::unique_ptr<const Codec> design(const Matrix& values,
                                                      const JobContext& job) const override
    {
        if (!values.allFinite()) throw InvalidRequest(notFinite);
        const int levels = levelsOf(m_bits);
        const bool oneScale = m_granularity.kind == Granularity::Kind::Tensor;
        const Index groupSize = m_granularity.kind == Granularity::Kind::Group
                                    ? std::min(m_granularity.group, values.cols())
                                    : values.cols();
        std::vector<float> scales;
        if (oneScale)
            scales.push_back(storedScale(largestOf(values, job), levels));
        else
            scales = groupScales(values, groupSize, levels, job);
        return std::make_unique<UniformCodec>(m_bits, values.rows(), values.cols(),
                                              std::max<Index>(1, groupSize), oneScale, std::move(scales));
    }

private:
    static std::vector<float> groupScales(const Matrix& values, Index groupSize, int levels,
                                          const JobContext& job)
    {
        const Index groupsPerRow = groupSize == 0 ? 0 : (values.cols() + groupSize - 1) / groupSize;
        std::vector<float> scales(static_cast<std::size_t>(values.rows() * groupsPerRow));
        constexpr std::int64_t rowsAtOnce = 64;
        parallelChunks(values.rows(), rowsAtOnce, job,
                       [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                           for (Index row = begin; row < end; ++row)
                               kernels::groupMaxima(values.data() + row * values.cols(),
                                                    static_cast<std::size_t>(values.cols()),
                                                    static_cast<std::size_t>(groupSize),
                                                    scales.data() + row * groupsPerRow);
                       });
        std::transform(scales.begin(), scales.end(), scales.begin(),
                       [levels](float largest) { return storedScale(largest, levels); });
        return scales;
    }

    int m_bits;
    Granularity m_granularity;
};

} // namespace

void register_uniform(QuantizerRegistry& registry)
{
    registry.add({
        .id = "uniform",
        .label = "Symmetric uniform (absmax, round to nearest)",
        .help = "One step size per tensor, row or group, set by the largest weight and stored as float16. "
                "What most "
                "integer formats do, and the one that outliers hurt most.",
        .parameters = {integerParameter("bits", "Bits", "bits per symbol", 4, 2, 8),
                       integerParameter(
                           "group", "Group",
                           "weights that share a scale: 32, 64, 128, ...; 0 for a whole row, -1 for the "
                           "whole tensor",
                           128, -1, 1 << 24)},
        .make = [](const Parameters& parameters) { return std::make_unique<Uniform>(parameters); },
        .restore = restoreUniform,
        .measureWidths =
            [](const Matrix& values, const Parameters& parameters, std::span<const double> bits,
               const JobContext& job) {
                const std::vector<int> widths(bits.begin(), bits.end());
                return WidthSweep(values, granularityOf(parameters.integer("group")), widths).run(job);
            },
    });
}

} // namespace alidade
