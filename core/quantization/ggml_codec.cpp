// SPDX-License-Identifier: Apache-2.0
// Matrices of ggml blocks.
#include "core/quantization/ggml_codec.h"

#include "core/quantization/codebook_codec.h"
#include "core/quantization/grouping.h"
#include "core/quantization/shaped_codec.h"
#include "core/quantization/side_information.h"
#include "core/tensor/block_decoding.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace alidade {

namespace {

/// No block type here holds more than 65504 * 128 * 32; beyond, float32 sums of cubes could overflow.
constexpr float largestWeight = 1e9F;

class GgmlCodec final : public ShapedCodec {
public:
    GgmlCodec(const GgmlBlockType& type, Index rows, Index columns, std::vector<std::byte> scales)
        : ShapedCodec(rows, columns, scales), m_type(type), m_scales(std::move(scales))
    {}

    static Index blocksPerRow(const GgmlBlockType& type, Index columns)
    {
        const auto weights = static_cast<Index>(type.weights);
        return (columns + weights - 1) / weights;
    }

    /// The padded weights of one block.
    static std::vector<float> blockOf(const GgmlBlockType& type, const Matrix& values, Index row, Index block)
    {
        std::vector<float> weights(type.weights, 0.0F);
        const Index first = block * static_cast<Index>(type.weights);
        const Index count = std::min<Index>(static_cast<Index>(type.weights), values.cols() - first);
        std::transform(values.data() + row * values.cols() + first, values.data() + row * values.cols() + first + count,
                       weights.begin(), [](float w) { return std::clamp(w, -largestWeight, largestWeight); });
        return weights;
    }

    /// Calls body(row, block of the row, block of the matrix).
    template <typename Body>
    static void forEachBlock(const GgmlBlockType& type, Index rows, Index columns, const JobContext& job, Body body)
    {
        const Index blocks = blocksPerRow(type, columns);
        const Index rowsAtOnce = std::max<Index>(1, (Index{1} << 14) / std::max<Index>(1, columns));
        parallelChunks(rows, rowsAtOnce, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            for (Index row = begin; row < end; ++row)
                for (Index block = 0; block < blocks; ++block)
                    body(row, block, static_cast<std::size_t>(row * blocks + block));
        });
    }

    [[nodiscard]] Symbols encode(const Matrix& values, const JobContext& job) const override
    {
        requireShape(values);
        const Index padded = blocksPerRow(m_type, columns()) * static_cast<Index>(m_type.weights);
        Symbols symbols{std::vector<std::int16_t>(static_cast<std::size_t>(rows() * padded)), 0, 1 << m_type.bits,
                        padded};
        forEachBlock(m_type, rows(), columns(), job, [&](Index row, Index block, std::size_t index) {
            std::vector<std::byte> scales(m_type.scaleBytes);
            std::vector<std::uint8_t> codes(m_type.weights);
            m_type.quantize(blockOf(m_type, values, row, block), scales, codes);
            std::copy(codes.begin(), codes.end(),
                      symbols.values.begin() + static_cast<std::ptrdiff_t>(index * m_type.weights));
        });
        return symbols;
    }

    [[nodiscard]] Matrix decode(const Symbols& symbols, const JobContext& job) const override
    {
        const Index blocks = rows() * blocksPerRow(m_type, columns());
        requireSymbols(symbols, blocks * static_cast<Index>(m_type.weights), 0, 1 << m_type.bits);
        Matrix values(rows(), columns());
        forEachBlock(m_type, rows(), columns(), job, [&](Index row, Index block, std::size_t index) {
            const std::vector<float> decoded = decodedBlock(symbols, index);
            const Index first = block * static_cast<Index>(m_type.weights);
            const Index count = std::min<Index>(static_cast<Index>(m_type.weights), columns() - first);
            std::copy_n(decoded.begin(), count, values.data() + row * columns() + first);
        });
        return values;
    }

    [[nodiscard]] double fixedRate() const override { return m_type.bits; }

private:
    [[nodiscard]] std::vector<float> decodedBlock(const Symbols& symbols, std::size_t index) const
    {
        std::vector<std::uint8_t> codes(m_type.weights);
        for (std::size_t i = 0; i < codes.size(); ++i)
            codes[i] = static_cast<std::uint8_t>(symbols.values[index * codes.size() + i]);
        std::vector<std::byte> block(dtypeInfo(m_type.type).blockBytes);
        m_type.pack(std::span(m_scales).subspan(index * m_type.scaleBytes, m_type.scaleBytes), codes, block);
        std::vector<float> decoded(m_type.weights);
        decodeBlocks(m_type.type, block, std::span<float>(decoded));
        return decoded;
    }

    GgmlBlockType m_type;
    std::vector<std::byte> m_scales;
};

/// @throws DamagedData
void requireFiniteHalves(const GgmlBlockType& type, std::span<const std::byte> scales, const SideReader& reader)
{
    for (std::size_t block = 0; block < scales.size(); block += type.scaleBytes)
        for (const std::size_t at : type.halves) {
            std::uint16_t half = 0;
            std::memcpy(&half, scales.data() + block + at, sizeof half);
            if (!std::isfinite(halfToFloat(half))) reader.refuse("a scale is not a finite number");
        }
}

std::unique_ptr<const Codec> restoreGgml(const GgmlBlockType& type, Index rows, Index columns,
                                         std::span<const std::byte> bytes)
{
    SideReader reader(type.id, bytes);
    const auto blocks = static_cast<std::size_t>(rows * GgmlCodec::blocksPerRow(type, columns));
    reader.require(blocks, type.scaleBytes);
    const std::span<const std::byte> scales = reader.bytes(blocks * type.scaleBytes);
    reader.finish();
    requireFiniteHalves(type, scales, reader);
    return std::make_unique<GgmlCodec>(type, rows, columns, std::vector(scales.begin(), scales.end()));
}

std::unique_ptr<const Codec> designGgml(const GgmlBlockType& type, const Matrix& values, const JobContext& job)
{
    requireFinite(values);
    const Index blocks = values.rows() * GgmlCodec::blocksPerRow(type, values.cols());
    std::vector<std::byte> scales(static_cast<std::size_t>(blocks) * type.scaleBytes);
    GgmlCodec::forEachBlock(type, values.rows(), values.cols(), job, [&](Index row, Index block, std::size_t index) {
        std::vector<std::uint8_t> codes(type.weights);
        type.quantize(GgmlCodec::blockOf(type, values, row, block),
                      std::span(scales).subspan(index * type.scaleBytes, type.scaleBytes), codes);
    });
    return std::make_unique<GgmlCodec>(type, values.rows(), values.cols(), std::move(scales));
}

} // namespace

std::uint16_t finiteHalf(float value)
{
    constexpr float largestHalf = 65504.0F;
    return floatToHalf(std::clamp(value, -largestHalf, largestHalf));
}

QuantizerEntry ggmlEntry(std::string label, std::string help, const GgmlBlockType& type)
{
    return {
        type.id,
        std::move(label),
        std::move(help),
        {fixedBits(type.bits)},
        [type](const Parameters&) {
            return std::make_unique<DesignedBy>(
                [type](const Matrix& values, const JobContext& job) { return designGgml(type, values, job); });
        },
        [type](const Parameters&, Index rows, Index columns, std::span<const std::byte> bytes) {
            return restoreGgml(type, rows, columns, bytes);
        },
        {},
    };
}

} // namespace alidade
