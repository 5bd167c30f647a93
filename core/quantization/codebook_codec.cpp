// SPDX-License-Identifier: Apache-2.0
// Coding with a table of levels, and the entries of formats that are little more than such a table.
#include "core/quantization/codebook_codec.h"

#include "core/quantization/shaped_codec.h"

#include <cmath>

namespace alidade {

namespace {

/// Thresholds t so that the level of x is the number of t <= x.
std::vector<float> thresholdsOf(const Codebook& codebook)
{
    const std::vector<float>& levels = codebook.levels;
    const auto zero = std::lower_bound(levels.begin(), levels.end(), 0.0F) - levels.begin();
    std::vector<float> thresholds;
    for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
        const auto middle = static_cast<float>(0.5 * (static_cast<double>(levels[i]) + levels[i + 1]));
        const bool lowerIsEven = (static_cast<std::ptrdiff_t>(i) - zero) % 2 == 0;
        const bool tieGoesDown = codebook.tiesToEven && lowerIsEven;
        thresholds.push_back(tieGoesDown ? std::nextafter(middle, std::numeric_limits<float>::max()) : middle);
    }
    return thresholds;
}

class CodebookCodec final : public ShapedCodec {
public:
    CodebookCodec(Codebook codebook, const Grouping& grouping, ScaleTable scales, std::span<const std::byte> side)
        : ShapedCodec(grouping.rows(), grouping.columns(), side), m_codebook(std::move(codebook)),
          m_thresholds(thresholdsOf(m_codebook)), m_grouping(grouping), m_scales(std::move(scales))
    {}

    [[nodiscard]] Symbols encode(const Matrix& values, const JobContext& job) const override
    {
        requireShape(values);
        Symbols symbols{std::vector<std::int16_t>(static_cast<std::size_t>(values.size())), 0, alphabet(), columns()};
        m_grouping.forEachRun(job, [&](Index first, Index count, std::size_t group) {
            const float divisor = divisorOf(m_scales[group]);
            for (Index i = first; i < first + count; ++i)
                symbols.values[static_cast<std::size_t>(i)] = levelOf(values.data()[i] / divisor);
        });
        return symbols;
    }

    [[nodiscard]] Matrix decode(const Symbols& symbols, const JobContext& job) const override
    {
        requireSymbols(symbols, rows() * columns(), 0, alphabet());
        Matrix values(rows(), columns());
        m_grouping.forEachRun(job, [&](Index first, Index count, std::size_t group) {
            const float scale = m_scales[group];
            for (Index i = first; i < first + count; ++i) {
                const std::int16_t symbol = symbols.values[static_cast<std::size_t>(i)];
                values.data()[i] = m_codebook.levels[static_cast<std::size_t>(symbol)] * scale;
            }
        });
        return values;
    }

    [[nodiscard]] double fixedRate() const override { return m_codebook.fixedRate; }

private:
    [[nodiscard]] std::int32_t alphabet() const { return static_cast<std::int32_t>(m_codebook.levels.size()); }

    [[nodiscard]] std::int16_t levelOf(float x) const
    {
        if (m_thresholds.size() > 15)
            return static_cast<std::int16_t>(std::upper_bound(m_thresholds.begin(), m_thresholds.end(), x) -
                                             m_thresholds.begin());
        int level = 0; // no branches that depend on the weight
        for (const float threshold : m_thresholds)
            level += x >= threshold ? 1 : 0;
        return static_cast<std::int16_t>(level);
    }

    Codebook m_codebook;
    std::vector<float> m_thresholds;
    Grouping m_grouping;
    ScaleTable m_scales;
};

std::unique_ptr<const Codec> restoreBlocks(const BlockFormat& format, Index rows, Index columns,
                                           std::span<const std::byte> bytes)
{
    const Grouping grouping(format.group, rows, columns);
    SideReader reader(format.name, bytes);
    ScaleTable scales(format.scale, grouping.count(), reader);
    reader.finish();
    return codebookCodec(format.codebook, grouping, std::move(scales), bytes);
}

std::unique_ptr<const Codec> designBlocks(const BlockFormat& format, const Matrix& values, const JobContext& job)
{
    requireFinite(values);
    std::vector<float> wanted = groupMaxima(values, Grouping(format.group, values.rows(), values.cols()), job);
    std::transform(wanted.begin(), wanted.end(), wanted.begin(), format.scaleFor);
    SideWriter writer;
    ScaleTable(format.scale, wanted).write(writer);
    return restoreBlocks(format, values.rows(), values.cols(), writer.take());
}

} // namespace

Codebook floatCodebook(const SmallFloat& format)
{
    Codebook codebook;
    const auto largest = static_cast<int>(largestCode(format));
    for (int code = -largest; code <= largest; ++code) {
        const float magnitude = decodeSmallFloat(static_cast<std::uint32_t>(std::abs(code)), format);
        codebook.levels.push_back(code < 0 ? -magnitude : magnitude);
    }
    codebook.fixedRate = 1 + format.exponentBits + format.mantissaBits;
    codebook.tiesToEven = true;
    return codebook;
}

std::unique_ptr<const Codec> codebookCodec(Codebook codebook, const Grouping& grouping, ScaleTable scales,
                                           std::span<const std::byte> side)
{
    return std::make_unique<CodebookCodec>(std::move(codebook), grouping, std::move(scales), side);
}

std::function<float(float)> scaleToLargest(float largestLevel)
{
    return [largestLevel](float largest) { return largest / largestLevel; };
}

std::function<float(float)> scaleOfMicroscaling(int largestExponent)
{
    return [largestExponent](float largest) {
        return largest > 0.0F ? std::ldexp(1.0F, std::ilogb(largest) - largestExponent) : 0.0F;
    };
}

QuantizerEntry blockFormatEntry(std::string id, std::string label, std::string help,
                                std::vector<ParameterSpec> parameters,
                                std::function<BlockFormat(const Parameters&)> format)
{
    const auto make = [format](const Parameters& resolved) -> std::unique_ptr<const Quantizer> {
        return std::make_unique<DesignedBy>([made = format(resolved)](const Matrix& values, const JobContext& job) {
            return designBlocks(made, values, job);
        });
    };
    const auto restore = [format](const Parameters& resolved, Index rows, Index columns,
                                  std::span<const std::byte> bytes) {
        return restoreBlocks(format(resolved), rows, columns, bytes);
    };
    return {std::move(id), std::move(label), std::move(help), std::move(parameters), make, restore, {}};
}

ParameterSpec fixedBits(std::int64_t bits)
{
    return integerParameter("bits", "Bits", "bits per symbol, which this format does not let one choose", bits, bits,
                            bits);
}

} // namespace alidade
