// SPDX-License-Identifier: Apache-2.0
// Parameters that coordinate systems share, and blocks.
#include "core/transforms/coordinate_system.h"

#include "core/base/error.h"

#include <algorithm>

namespace alidade {

namespace {

constexpr std::int64_t largestSeed = std::int64_t{1} << 53;
constexpr std::int64_t largestBlock = std::int64_t{1} << 24;

AxisTransformPtr blocksOf(Side axis, Index length, Index step,
                          const std::function<AxisTransformPtr(Side, Index, Index)>& make)
{
    std::vector<AxisTransformPtr> parts;
    for (Index at = 0; at < length; at += step) parts.push_back(make(axis, at, std::min(step, length - at)));
    return blockDiagonal(std::move(parts));
}

} // namespace

std::optional<Basis> CoordinateSystem::preview(const FitInput&, const JobContext&) const { return std::nullopt; }

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

ParameterSpec blockParameter(std::int64_t fallback)
{
    ParameterSpec spec = integerParameter("block", "Block",
                                          "size of the diagonal blocks in channels; full (0) transforms the whole axis "
                                          "at once, head one attention head at a time",
                                          fallback, headBlock, largestBlock);
    spec.names = {{"full", 0}, {"head", headBlock}};
    return spec;
}

ParameterSpec seedParameter()
{
    return integerParameter("seed", "Seed", "seed of the random choices; the decoder needs only this", 42, 0,
                            largestSeed);
}

Index blockLength(const FitInput& input, Side axis, std::int64_t block)
{
    const bool rows = axis == Side::Rows;
    const Index length = rows ? input.weights.rows() : input.weights.cols();
    if (block == 0) return length;
    if (block != headBlock) return std::min<Index>(length, block);
    const Index head = rows ? input.rowHead : input.columnHead;
    if (head > 0) return std::min(length, head);
    throw InvalidRequest("the size of an attention head along the " + sideText(axis) +
                         " of this tensor is unknown: q, k and v projections have heads along the rows, o projections "
                         "along the columns, and the size comes from the model's configuration");
}

const MatrixD& requiredMoments(const std::shared_ptr<const MatrixD>& moments, Index length, const std::string& system,
                               const std::string& what)
{
    if (!moments)
        throw InvalidRequest(system + " needs the " + what +
                             " of this tensor: give a calibration file (--calibration), which alidade-cli calibrate makes");
    if (moments->rows() != length || moments->cols() != length)
        throw InvalidRequest(system + " got " + what + " of " + std::to_string(moments->rows()) + " channels for " +
                             std::to_string(length));
    return *moments;
}

Basis makeBasis(const FitInput& input, Side side, std::int64_t block,
                const std::function<AxisTransformPtr(Side axis, Index first, Index length)>& make)
{
    const Matrix& weights = input.weights;
    if (weights.size() == 0) throw InvalidRequest("a tensor without elements has no coordinates to change");
    AxisTransformPtr rows;
    AxisTransformPtr columns;
    if (side != Side::Columns)
        rows = blocksOf(Side::Rows, weights.rows(), blockLength(input, Side::Rows, block), make);
    if (side != Side::Rows)
        columns = blocksOf(Side::Columns, weights.cols(), blockLength(input, Side::Columns, block), make);
    return {std::move(rows), std::move(columns)};
}

} // namespace alidade
