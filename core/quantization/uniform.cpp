// SPDX-License-Identifier: Apache-2.0
// Symmetric uniform round-to-nearest quantization; science.md 3.1, the convention of QuaRot and GPTQ:
// scale = max|w| / (2^(b-1) - 1) rounded to float16 before use, q = clamp(rint(w / scale), -2^(b-1), 2^(b-1) - 1).
#include "core/base/error.h"
#include "core/base/float16.h"
#include "core/base/parallel.h"
#include "core/quantization/quantizer.h"

#include <algorithm>
#include <cmath>

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
    UniformCodec(int bits, Index rows, Index columns, Index groupSize, bool oneScale, std::vector<float> scales)
        : m_bits(bits), m_rows(rows), m_columns(columns), m_groupSize(groupSize), m_oneScale(oneScale),
          m_scales(std::move(scales))
    {
    }

    [[nodiscard]] Symbols encode(const Matrix& values, const JobContext& job) const override
    {
        if (values.rows() != m_rows || values.cols() != m_columns)
            throw InvalidRequest("the codec was designed for a matrix of another shape");
        const int largest = (1 << (m_bits - 1)) - 1;
        Symbols symbols{std::vector<std::int16_t>(static_cast<std::size_t>(values.size())), -largest - 1,
                        1 << m_bits};
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
            for (Index i = 0; i < count; ++i) out[i] = static_cast<float>(in[i]) * scale;
        });
        return values;
    }

    [[nodiscard]] double fixedRate() const override { return m_bits; }

    [[nodiscard]] double sideInformationBits() const override
    {
        return scaleBits * static_cast<double>(m_scales.size());
    }

private:
    /// Calls body(first weight, count, scale) for every group, rows in parallel.
    template <typename Body> void forEachGroup(const JobContext& job, Body body) const
    {
        const Index groupsPerRow = m_oneScale ? 1 : (m_columns + m_groupSize - 1) / m_groupSize;
        parallelChunks(m_rows, rowsPerTask(m_columns), job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            for (Index row = begin; row < end; ++row)
                for (Index group = 0; group < groupsPerRow; ++group) {
                    const Index first = group * m_groupSize;
                    const Index scale = m_oneScale ? 0 : row * groupsPerRow + group;
                    body(row * m_columns + first, std::min(m_groupSize, m_columns - first),
                         m_scales[static_cast<std::size_t>(scale)]);
                }
        });
    }

    static Index rowsPerTask(Index columns) { return std::max<Index>(1, (Index{1} << 16) / std::max<Index>(1, columns)); }

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

class Uniform final : public Quantizer {
public:
    explicit Uniform(const Parameters& parameters)
        : m_bits(static_cast<int>(parameters.integer("bits"))), m_granularity(granularityOf(parameters.integer("group")))
    {
    }

    [[nodiscard]] std::unique_ptr<const Codec> design(const Matrix& values, const JobContext& job) const override
    {
        if (!values.allFinite()) throw InvalidRequest("weights that hold NaN or Inf cannot be quantized");
        const int levels = (1 << (m_bits - 1)) - 1;
        const bool oneScale = m_granularity.kind == Granularity::Kind::Tensor;
        const Index groupSize =
            m_granularity.kind == Granularity::Kind::Group ? std::min(m_granularity.group, values.cols()) : values.cols();
        std::vector<float> scales;
        if (oneScale)
            scales.push_back(storedScale(values.size() > 0 ? values.cwiseAbs().maxCoeff() : 0.0F, levels));
        else
            scales = groupScales(values, groupSize, levels, job);
        return std::make_unique<UniformCodec>(m_bits, values.rows(), values.cols(), std::max<Index>(1, groupSize),
                                              oneScale, std::move(scales));
    }

private:
    static std::vector<float> groupScales(const Matrix& values, Index groupSize, int levels, const JobContext& job)
    {
        const Index groupsPerRow = groupSize == 0 ? 0 : (values.cols() + groupSize - 1) / groupSize;
        std::vector<float> scales(static_cast<std::size_t>(values.rows() * groupsPerRow));
        constexpr std::int64_t rowsAtOnce = 64;
        parallelChunks(values.rows(), rowsAtOnce, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            for (Index row = begin; row < end; ++row)
                for (Index group = 0; group < groupsPerRow; ++group) {
                    const Index first = group * groupSize;
                    const auto part = values.row(row).segment(first, std::min(groupSize, values.cols() - first));
                    scales[static_cast<std::size_t>(row * groupsPerRow + group)] =
                        storedScale(part.cwiseAbs().maxCoeff(), levels);
                }
        });
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
        .help = "One step size per tensor, row or group, set by the largest weight and stored as float16. What most "
                "integer formats do, and the one that outliers hurt most.",
        .parameters = {integerParameter("bits", "Bits", "bits per symbol", 4, 2, 8),
                       integerParameter("group", "Group",
                                        "weights that share a scale: 32, 64, 128, ...; 0 for a whole row, -1 for the "
                                        "whole tensor",
                                        128, -1, 1 << 24)},
        .make = [](const Parameters& parameters) { return std::make_unique<Uniform>(parameters); },
    });
}

} // namespace alidade
