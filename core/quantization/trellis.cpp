// SPDX-License-Identifier: Apache-2.0
// Trellis-coded quantization on the bitshift trellis of QTIP (Tseng et al. 2024) with a quantile codebook: the levels
// of the 2^L states are quantiles of the normal distribution in a seeded random order. Rows over their rms, cut
// into segments that each start anywhere (no tail-biting). Side information: the rows' rms as float16, then the start
// states as uint16.
#include "core/base/random.h"
#include "core/numerics/normal.h"
#include "core/quantization/grouping.h"
#include "core/quantization/scale_formats.h"
#include "core/quantization/shaped_codec.h"
#include "core/quantization/viterbi.h"

#include <numeric>

namespace alidade {

namespace {

/// Two decoders must have the same order.
constexpr std::uint64_t orderSeed = 12;

BitshiftTrellis trellisOf(const Parameters& parameters)
{
    const auto stateBits = static_cast<int>(parameters.integer("states"));
    const std::size_t states = std::size_t{1} << stateBits;
    std::vector<float> levels(states);
    for (std::size_t i = 0; i < states; ++i)
        levels[i] = static_cast<float>(normalQuantile((static_cast<double>(i) + 0.5) / static_cast<double>(states)));
    Random random(orderSeed, static_cast<std::uint64_t>(stateBits));
    for (std::size_t i = states; i > 1; --i)
        std::swap(levels[i - 1], levels[random.below(i)]);
    return {static_cast<int>(parameters.integer("bits")), stateBits, std::move(levels)};
}

/// Rows cut so that the choices of one segment take 64 MB at most.
struct Segments {
    Index columns;
    Index length;
    Index perRow;
    Index count;

    Segments(const Parameters& parameters, Index rows, Index width) : columns(width)
    {
        constexpr Index longest = 4096;
        constexpr Index bytes = Index{1} << 26;
        length = std::min(longest, bytes >> (parameters.integer("states") - parameters.integer("bits")));
        perRow = (columns + length - 1) / length;
        count = rows * perRow;
    }

    /// Calls body(segment, row, first weight in the matrix, weights) for all, on several threads. @throws Cancelled
    template <typename Body>
    void forEach(const JobContext& job, Body body) const
    {
        parallelFor(count, job, [&](std::int64_t segment) {
            const Index row = segment / perRow;
            const Index column = segment % perRow * length;
            body(static_cast<std::size_t>(segment), static_cast<std::size_t>(row), row * columns + column,
                 std::min(length, columns - column));
        });
    }
};

std::vector<float> scaled(const Matrix& values, Index first, Index count, float scale)
{
    std::vector<float> all(values.data() + first, values.data() + first + count);
    const float divisor = divisorOf(scale);
    for (float& value : all)
        value /= divisor;
    return all;
}

class TrellisCodec final : public ShapedCodec {
public:
    TrellisCodec(const Parameters& parameters, Index rows, Index columns, ScaleTable scales,
                 std::vector<std::uint16_t> starts, std::span<const std::byte> side)
        : ShapedCodec(rows, columns, side), m_bits(static_cast<int>(parameters.integer("bits"))),
          m_trellis(trellisOf(parameters)), m_segments(parameters, rows, columns), m_scales(std::move(scales)),
          m_starts(std::move(starts))
    {}

    [[nodiscard]] Symbols encode(const Matrix& values, const JobContext& job) const override
    {
        requireShape(values);
        Symbols symbols{std::vector<std::int16_t>(static_cast<std::size_t>(values.size())), 0, 1 << m_bits, columns()};
        m_segments.forEach(job, [&](std::size_t segment, std::size_t row, Index first, Index count) {
            const auto path = m_trellis.best(scaled(values, first, count, m_scales[row]), m_starts[segment]);
            std::copy(path.inputs.begin(), path.inputs.end(), symbols.values.begin() + first);
        });
        return symbols;
    }

    [[nodiscard]] Matrix decode(const Symbols& symbols, const JobContext& job) const override
    {
        requireSymbols(symbols, rows() * columns(), 0, 1 << m_bits);
        Matrix values(rows(), columns());
        m_segments.forEach(job, [&](std::size_t segment, std::size_t row, Index first, Index count) {
            std::uint32_t state = m_starts[segment];
            for (Index i = first; i < first + count; ++i) {
                state = m_trellis.next(state, static_cast<std::uint32_t>(symbols.values[static_cast<std::size_t>(i)]));
                values.data()[i] = m_trellis.level(state) * m_scales[row];
            }
        });
        return values;
    }

    [[nodiscard]] double fixedRate() const override { return m_bits; }

private:
    int m_bits;
    BitshiftTrellis m_trellis;
    Segments m_segments;
    ScaleTable m_scales;
    std::vector<std::uint16_t> m_starts;
};

std::unique_ptr<const Codec> restoreTrellis(const Parameters& parameters, Index rows, Index columns,
                                            std::span<const std::byte> bytes)
{
    const Segments segments(parameters, rows, columns);
    SideReader reader("trellis", bytes);
    ScaleTable scales(ScaleFormat::Float16, Grouping(wholeRow, rows, columns).count(), reader);
    reader.require(static_cast<std::size_t>(segments.count), sizeof(std::uint16_t));
    std::vector<std::uint16_t> starts;
    for (Index i = 0; i < segments.count; ++i) {
        starts.push_back(reader.number<std::uint16_t>());
        if (starts.back() >> parameters.integer("states") != 0) reader.refuse("there is no such start state");
    }
    reader.finish();
    return std::make_unique<TrellisCodec>(parameters, rows, columns, std::move(scales), std::move(starts), bytes);
}

std::unique_ptr<const Codec> designTrellis(const Parameters& parameters, const Matrix& values, const JobContext& job)
{
    requireFinite(values);
    const BitshiftTrellis trellis = trellisOf(parameters);
    const Segments segments(parameters, values.rows(), values.cols());
    const ScaleTable scales(ScaleFormat::Float16,
                            groupRms(values, Grouping(wholeRow, values.rows(), values.cols()), job));
    std::vector<std::uint16_t> starts(static_cast<std::size_t>(segments.count));
    segments.forEach(job, [&](std::size_t segment, std::size_t row, Index first, Index count) {
        constexpr Index decided = 128; // whatever follows these does not change the best start any more
        const auto path = trellis.best(scaled(values, first, std::min(decided, count), scales[row]), std::nullopt);
        starts[segment] = static_cast<std::uint16_t>(path.start);
    });
    SideWriter writer;
    scales.write(writer);
    for (const std::uint16_t start : starts)
        writer.number(start);
    return restoreTrellis(parameters, values.rows(), values.cols(), writer.take());
}

} // namespace

void register_trellis(QuantizerRegistry& registry)
{
    registry.add({
        .id = "trellis",
        .label = "Trellis-coded (QTIP)",
        .help = "Each weight's level depends on the bits of the weights before it: near the rate-distortion function "
                "at a fixed rate, for rotated weights. Expensive: 2^states operations per weight.",
        .parameters = {integerParameter("bits", "Bits", "bits per weight", 2, 1, 4),
                       integerParameter("states", "States",
                                        "bits of a state, L: the time doubles with each, and the error falls", 12, 6,
                                        16)},
        .make =
            [](const Parameters& parameters) {
                return std::make_unique<DesignedBy>([parameters](const Matrix& values, const JobContext& job) {
                    return designTrellis(parameters, values, job);
                });
            },
        .restore = restoreTrellis,
    });
}

} // namespace alidade
