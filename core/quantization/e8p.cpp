// SPDX-License-Identifier: Apache-2.0
// The codebook E8P of QuIP# (Tseng et al. 2024): 65536 points of E8 + 1/4, 16 bits for eight weights, for rotated
// weights. A word is the number of one of 256 patterns of magnitudes (half-integers; 227 of norm^2 <= 10 and 29 of
// 12), seven signs - the eighth makes the sum even - and the sign of the shift by 1/4. Built from its generator.
// Side information: the rms of the groups as float16.
#include "core/quantization/codebook_codec.h"
#include "core/quantization/grouping.h"
#include "core/quantization/octets.h"
#include "core/quantization/shaped_codec.h"

#include <cmath>

namespace alidade {

namespace {

constexpr int offset = 32768; // symbols are words minus this: int16

struct Pattern {
    Octet magnitudes;
    float norm;   ///< squared
    bool oddSum; ///< without signs: then an odd number of them is negative
};

Pattern patternOf(const std::array<int, 8>& doubled)
{
    Pattern pattern{};
    int sum = 0;
    for (std::size_t i = 0; i < doubled.size(); ++i) {
        pattern.magnitudes[i] = 0.5F * static_cast<float>(doubled[i]);
        pattern.norm += pattern.magnitudes[i] * pattern.magnitudes[i];
        sum += doubled[i];
    }
    pattern.oddSum = sum / 2 % 2 != 0;
    return pattern;
}

/// All with |x|^2 <= 10, in ascending order of their digits: 1 to 5 halves.
void addSmall(std::vector<Pattern>& all)
{
    for (int number = 0; number < 6561; ++number) {
        std::array<int, 8> doubled{};
        int norm = 0; // 4 |x|^2
        for (int i = 0, rest = number; i < 8; ++i, rest /= 3) {
            doubled[static_cast<std::size_t>(7 - i)] = 2 * (rest % 3) + 1;
            norm += (2 * (rest % 3) + 1) * (2 * (rest % 3) + 1);
        }
        if (norm <= 40) all.push_back(patternOf(doubled));
    }
}

/// 29 of the 56 with |x|^2 = 12, which are five 3/2 and three 1/2: QuIP#'s choice. Four have their 3/2 in one of
/// the first and all of the last places, 24 in three of the first and two of the last, one is left over.
void addPadding(std::vector<Pattern>& all)
{
    const auto withHigh = [](std::initializer_list<std::size_t> places) {
        std::array<int, 8> doubled{};
        doubled.fill(1);
        for (const std::size_t place : places)
            doubled[place] = 3;
        return doubled;
    };
    for (std::size_t i = 0; i < 4; ++i)
        all.push_back(patternOf(withHigh({i, 4, 5, 6, 7})));
    for (std::size_t low = 4; low-- > 0;)
        for (std::size_t a = 4; a < 8; ++a)
            for (std::size_t b = a + 1; b < 8; ++b) {
                std::array<int, 8> doubled = withHigh({0, 1, 2, 3, a, b});
                doubled[low] = 1;
                all.push_back(patternOf(doubled));
            }
    all.push_back(patternOf(withHigh({0, 1, 4, 5, 6})));
}

std::vector<Pattern> patterns()
{
    std::vector<Pattern> all;
    addSmall(all);
    addPadding(all);
    return all;
}

class E8pCodec final : public ShapedCodec {
public:
    E8pCodec(const Grouping& grouping, ScaleTable scales, float spread, std::span<const std::byte> side)
        : ShapedCodec(grouping.rows(), grouping.columns(), side), m_patterns(patterns()),
          m_oneForAll(grouping.oneForAll()), m_scales(std::move(scales)), m_spread(spread)
    {}

    [[nodiscard]] Symbols encode(const Matrix& values, const JobContext& job) const override
    {
        requireShape(values);
        Symbols symbols{std::vector<std::int16_t>(static_cast<std::size_t>(rows() * octetsPerRow(columns()))),
                        -offset, 65536, octetsPerRow(columns())};
        forEachOctet(rows(), columns(), job, [&](Index row, Index column, std::size_t octet) {
            symbols.values[octet] =
                static_cast<std::int16_t>(nearestWord(octetOf(values, row, column, divisorOf(scaleOf(row)))) - offset);
        });
        return symbols;
    }

    [[nodiscard]] Matrix decode(const Symbols& symbols, const JobContext& job) const override
    {
        requireSymbols(symbols, rows() * octetsPerRow(columns()), -offset, 65536);
        Matrix values(rows(), columns());
        forEachOctet(rows(), columns(), job, [&](Index row, Index column, std::size_t octet) {
            putOctet(pointOf(symbols.values[octet] + offset), scaleOf(row), row, column, values);
        });
        return values;
    }

    [[nodiscard]] double fixedRate() const override { return 16.0; }

private:
    [[nodiscard]] float scaleOf(Index row) const
    {
        return m_scales[m_oneForAll ? 0 : static_cast<std::size_t>(row)] / m_spread;
    }

    [[nodiscard]] Octet pointOf(int word) const
    {
        const Pattern& pattern = m_patterns[static_cast<std::size_t>(word >> 8)];
        const float shift = (word & 1) != 0 ? -0.25F : 0.25F;
        bool odd = pattern.oddSum;
        Octet point{};
        for (std::size_t i = 0; i < 7; ++i) {
            const bool negative = ((word >> (1 + i)) & 1) != 0;
            odd = odd != negative;
            point[i] = (negative ? -pattern.magnitudes[i] : pattern.magnitudes[i]) + shift;
        }
        point[7] = (odd ? -pattern.magnitudes[7] : pattern.magnitudes[7]) + shift;
        return point;
    }

    /// For each shift and pattern the best signs are those of the vector, but that one that costs least is turned if
    /// the sum would be odd.
    [[nodiscard]] int nearestWord(const Octet& x) const
    {
        int best = 0;
        float most = -std::numeric_limits<float>::infinity();
        for (const int shift : {0, 1}) {
            Octet sizes{};
            int negatives = 0;
            for (std::size_t i = 0; i < x.size(); ++i) {
                const float y = std::clamp(x[i] - (shift != 0 ? -0.25F : 0.25F), -1e15F, 1e15F);
                sizes[i] = std::abs(y);
                if (y < 0.0F) negatives |= 1 << i;
            }
            considerShift(sizes, negatives, shift, most, best);
        }
        return best;
    }

    void considerShift(const Octet& sizes, int negatives, int shift, float& most, int& best) const
    {
        // |y - s|^2 = |y|^2 - 2 <y, s> + |s|^2, and |y|^2 differs between the shifts.
        float own = 0.0F;
        for (const float size : sizes)
            own += size * size;
        const bool oddSigns = __builtin_popcount(static_cast<unsigned>(negatives)) % 2 != 0;
        for (std::size_t number = 0; number < m_patterns.size(); ++number) {
            const Pattern& pattern = m_patterns[number];
            float product = 0.0F;
            float least = std::numeric_limits<float>::infinity();
            for (std::size_t i = 0; i < 8; ++i) {
                const float part = sizes[i] * pattern.magnitudes[i];
                product += part;
                least = std::min(least, part);
            }
            const bool turn = oddSigns != pattern.oddSum;
            const float gain = 2.0F * (turn ? product - 2.0F * least : product) - pattern.norm - own;
            if (!(gain > most)) continue;
            most = gain;
            best = wordOf(number, turn ? negatives ^ (1 << cheapest(sizes, pattern)) : negatives, shift);
        }
    }

    static int cheapest(const Octet& sizes, const Pattern& pattern)
    {
        int place = 0;
        for (int i = 1; i < 8; ++i) {
            const auto at = static_cast<std::size_t>(i);
            const auto before = static_cast<std::size_t>(place);
            if (sizes[at] * pattern.magnitudes[at] < sizes[before] * pattern.magnitudes[before]) place = i;
        }
        return place;
    }

    static int wordOf(std::size_t pattern, int negatives, int shift)
    {
        return static_cast<int>(pattern) << 8 | (negatives & 0x7F) << 1 | shift;
    }

    std::vector<Pattern> m_patterns;
    bool m_oneForAll;
    ScaleTable m_scales;
    float m_spread;
};

Grouping groupingOf(const Parameters& parameters, Index rows, Index columns)
{
    return {parameters.integer("group"), rows, columns};
}

std::unique_ptr<const Codec> restoreE8p(const Parameters& parameters, Index rows, Index columns,
                                        std::span<const std::byte> bytes)
{
    const Grouping grouping = groupingOf(parameters, rows, columns);
    SideReader reader("e8p", bytes);
    ScaleTable scales(ScaleFormat::Float16, grouping.count(), reader);
    reader.finish();
    return std::make_unique<E8pCodec>(grouping, std::move(scales), static_cast<float>(parameters.real("spread")),
                                      bytes);
}

} // namespace

void register_e8p(QuantizerRegistry& registry)
{
    ParameterSpec group = groupParameter(wholeRow);
    group.help = "weights that share a scale: row or tensor";
    group.minimum = static_cast<double>(wholeTensor);
    group.maximum = static_cast<double>(wholeRow);
    group.names = {{"row", wholeRow}, {"tensor", wholeTensor}};
    ParameterSpec bits = fixedBits(2);
    bits.help = "bits per weight: a symbol of 16 bits for eight weights";
    registry.add({
        .id = "e8p",
        .label = "E8P (QuIP#)",
        .help = "Eight weights at a time by 65536 points of the lattice E8, for rotated weights. A little worse than "
                "ecsq at the same 2 bits, but needs no entropy coder. Slow.",
        .parameters = {bits, group,
                       realParameter("spread", "Spread",
                                     "rms of the weights in units of the codebook; 1.03 in QuIP#, best 1.04", 1.04, 0.5,
                                     2.0)},
        .make =
            [](const Parameters& parameters) {
                return std::make_unique<DesignedBy>([parameters](const Matrix& values, const JobContext& job) {
                    requireFinite(values);
                    const Grouping grouping = groupingOf(parameters, values.rows(), values.cols());
                    SideWriter writer;
                    ScaleTable(ScaleFormat::Float16, groupRms(values, grouping, job)).write(writer);
                    return restoreE8p(parameters, values.rows(), values.cols(), writer.take());
                });
            },
        .restore = restoreE8p,
    });
}

} // namespace alidade
