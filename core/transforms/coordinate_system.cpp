// SPDX-License-Identifier: Apache-2.0
// Parameters that coordinate systems share, and blocks.
#include "core/transforms/coordinate_system.h"

#include "core/base/error.h"

namespace alidade {

namespace {

constexpr std::int64_t largestSeed = std::int64_t{1} << 53;
constexpr std::int64_t largestBlock = std::int64_t{1} << 24;

AxisTransformPtr blocksOf(Side axis, Index length, std::int64_t block,
                          const std::function<AxisTransformPtr(Side, Index, Index)>& make)
{
    const Index step = block == 0 ? length : std::min<Index>(length, block);
    std::vector<AxisTransformPtr> parts;
    for (Index at = 0; at < length; at += step) parts.push_back(make(axis, at, std::min(step, length - at)));
    return blockDiagonal(std::move(parts));
}

} // namespace

std::string sideText(Side side)
{
    switch (side) {
    case Side::Rows: return "rows";
    case Side::Columns: return "columns";
    case Side::Both: return "both";
    }
    return "both";
}

Side sideFromText(const std::string& text)
{
    for (const Side side : {Side::Rows, Side::Columns, Side::Both})
        if (sideText(side) == text) return side;
    throw InvalidRequest("side must be rows, columns or both, not '" + text + "'");
}

ParameterSpec sideParameter(Side fallback)
{
    return choiceParameter("side", "Side",
                           "which axes change: rows (output channels), columns (input channels), or both",
                           sideText(fallback), {"rows", "columns", "both"});
}

ParameterSpec blockParameter()
{
    return integerParameter("block", "Block",
                            "size of the diagonal blocks in channels; 0 transforms the whole axis at once", 0, 0,
                            largestBlock);
}

ParameterSpec seedParameter()
{
    return integerParameter("seed", "Seed", "seed of the random choices; the decoder needs only this", 42, 0,
                            largestSeed);
}

Basis makeBasis(const Matrix& weights, Side side, std::int64_t block,
                const std::function<AxisTransformPtr(Side axis, Index first, Index length)>& make)
{
    if (weights.size() == 0) throw InvalidRequest("a tensor without elements has no coordinates to change");
    AxisTransformPtr rows;
    AxisTransformPtr columns;
    if (side != Side::Columns) rows = blocksOf(Side::Rows, weights.rows(), block, make);
    if (side != Side::Rows) columns = blocksOf(Side::Columns, weights.cols(), block, make);
    return {std::move(rows), std::move(columns)};
}

} // namespace alidade
