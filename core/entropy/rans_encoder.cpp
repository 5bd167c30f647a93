// SPDX-License-Identifier: Apache-2.0
// The encoder of streams. One level of streams goes through in steps that are each spread over the threads:
// count, choose models, encode all blocks of all streams, write. What escaped makes up the streams of the
// next level.
#include "core/base/aligned_buffer.h"
#include "core/base/parallel.h"
#include "core/entropy/bit_stream.h"
#include "core/entropy/histogram_entropy.h"
#include "core/entropy/rans_block.h"
#include "core/entropy/rans_layout.h"
#include "core/entropy/rans_streams.h"
#include "core/entropy/symbol_range.h"

#include <array>
#include <optional>

namespace alidade {

namespace {

using Stream = std::span<const std::int16_t>;

/// A stream of so many times fewer symbols than its range is not worth counting.
constexpr std::size_t sparse = 4;

struct Block {
    std::size_t stream = 0;
    Stream symbols;
    std::array<std::uint32_t, kernels::ransLanesMost> states{};
    std::size_t room = 0; ///< words that there may be, and the margin
    std::uint16_t* words = nullptr;
    std::size_t wordCount = 0;
    std::vector<std::int16_t> escaped;
};

/// One stream of a level.
struct Plan {
    Stream symbols;
    RansLayout layout;
    std::vector<SymbolCounts> counts; ///< of each block; empty for a stream too sparse to be counted
    RansModel model;
    std::optional<RansBlockEncoder> encoder;
    std::size_t firstBlock = 0;

    [[nodiscard]] Stream block(std::size_t number) const
    {
        const std::size_t begin = layout.begin(number, symbols.size());
        return symbols.subspan(begin, layout.begin(number + 1, symbols.size()) - begin);
    }
};

std::vector<Plan> countedPlans(std::span<const Stream> streams, const JobContext& job)
{
    std::vector<Plan> plans(streams.size());
    std::vector<std::pair<std::size_t, std::size_t>> parts; // stream, block
    for (std::size_t i = 0; i < streams.size(); ++i) {
        plans[i].symbols = streams[i];
        plans[i].layout = layoutFor(streams[i].size());
        if (streams[i].empty()) continue;
        const bool isSparse =
            plans[i].layout.blocks == 1 && rangeOf(streams[i]).length() / sparse > streams[i].size();
        if (isSparse) continue;
        plans[i].counts.resize(plans[i].layout.blocks);
        for (std::size_t k = 0; k < plans[i].layout.blocks; ++k)
            parts.emplace_back(i, k);
    }
    parallelFor(static_cast<std::int64_t>(parts.size()), job, [&](std::int64_t i) {
        const auto [stream, block] = parts[static_cast<std::size_t>(i)];
        plans[stream].counts[block] = countSymbols(plans[stream].block(block));
    });
    return plans;
}

void chooseModelOf(Plan& plan, bool mayEscape)
{
    if (plan.symbols.empty()) return;
    if (plan.counts.empty()) {
        const SymbolRange range = rangeOf(plan.symbols);
        plan.model = packedModel(range.lowest, range.highest);
        return;
    }
    SymbolCounts all;
    for (const SymbolCounts& counts : plan.counts)
        all = merged(all, counts);
    plan.model = chooseModel(all, mayEscape);
    if (plan.model.kind != RansModel::Kind::Table) return;
    plan.layout.lanes =
        lanesFor(plan.layout.blocks, static_cast<double>(all.total) * histogramEntropy(all.counts));
    plan.encoder.emplace(plan.model);
}

/// The symbols of a block that its model leaves out, in order. Runs without any are passed over quickly.
std::vector<std::int16_t> escapesOf(Stream symbols, const RansModel& model)
{
    constexpr std::size_t run = 64;
    std::vector<std::int16_t> escaped;
    const auto& frequencies = model.table.frequencies;
    const bool gaps = std::find(frequencies.begin(), frequencies.end(), 0U) != frequencies.end();
    const auto lowest = static_cast<std::uint16_t>(model.table.lowest);
    const auto length = static_cast<std::uint16_t>(frequencies.size());
    for (std::size_t at = 0; at < symbols.size(); at += run) {
        const Stream part = symbols.subspan(at, std::min(run, symbols.size() - at));
        unsigned outside = gaps ? 1 : 0;
        for (const std::int16_t symbol : part)
            outside |= static_cast<unsigned>(static_cast<std::uint16_t>(symbol - lowest) >= length);
        if (outside == 0) continue;
        for (const std::int16_t symbol : part)
            if (!model.has(symbol)) escaped.push_back(symbol);
    }
    return escaped;
}

void encodeBlock(Block& block, const Plan& plan)
{
    block.wordCount =
        plan.encoder->encode(block.symbols, std::span(block.states).first(plan.layout.lanes), block.words);
    if (plan.model.table.escape > 0) block.escaped = escapesOf(block.symbols, plan.model);
}

std::vector<Block> blocksOf(std::vector<Plan>& plans)
{
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        Plan& plan = plans[i];
        plan.firstBlock = blocks.size();
        if (!plan.encoder) continue;
        for (std::size_t k = 0; k < plan.layout.blocks; ++k) {
            const std::size_t room = mostWords(plan.counts[k], plan.model.table) + kernels::ransMargin;
            blocks.push_back({i, plan.block(k), {}, room, nullptr, 0, {}});
        }
    }
    return blocks;
}

/// Memory for the words of all blocks.
AlignedBuffer<std::uint16_t> roomFor(std::vector<Block>& blocks)
{
    std::size_t size = 0;
    for (const Block& block : blocks)
        size += block.room;
    AlignedBuffer<std::uint16_t> room(size);
    adviseLargePages(room.data(), size * sizeof(std::uint16_t));
    std::uint16_t* words = room.data();
    for (Block& block : blocks) {
        block.words = words;
        words += block.room;
    }
    return room;
}

void writePacked(CodedWriter& to, const Plan& plan)
{
    BitWriter bits;
    for (const std::int16_t symbol : plan.symbols)
        bits.put(static_cast<std::uint64_t>(symbol - plan.model.table.lowest), plan.model.width);
    to.bytes(bits.take());
}

void writeHeads(CodedWriter& to, const std::vector<Plan>& plans, const std::vector<Block>& blocks)
{
    for (const Plan& plan : plans) {
        if (plan.symbols.empty()) continue;
        writeModel(to, plan.model);
        if (plan.model.kind == RansModel::Kind::Packed) writePacked(to, plan);
        if (!plan.encoder) continue;
        to.number((plan.layout.blocks - 1) * 8 +
                  static_cast<std::uint64_t>(std::countr_zero(plan.layout.lanes)));
        for (std::size_t k = 0; k < plan.layout.blocks; ++k) {
            const Block& block = blocks[plan.firstBlock + k];
            to.number(block.wordCount);
            if (plan.model.table.escape > 0) to.number(block.escaped.size());
        }
    }
}

void encodeLevel(CodedWriter& to, std::span<const Stream> streams, int depth, const JobContext& job)
{
    std::vector<Plan> plans = countedPlans(streams, job);
    parallelFor(static_cast<std::int64_t>(plans.size()), job, [&](std::int64_t i) {
        chooseModelOf(plans[static_cast<std::size_t>(i)], depth < ransDepthMost);
    });
    std::vector<Block> blocks = blocksOf(plans);
    const AlignedBuffer<std::uint16_t> room = roomFor(blocks);
    parallelFor(static_cast<std::int64_t>(blocks.size()), job, [&](std::int64_t i) {
        Block& block = blocks[static_cast<std::size_t>(i)];
        encodeBlock(block, plans[block.stream]);
    });
    writeHeads(to, plans, blocks);
    std::size_t size = 0;
    for (const Block& block : blocks)
        size += block.wordCount * sizeof(std::uint16_t) + sizeof block.states;
    to.reserve(size);
    std::vector<std::vector<std::int16_t>> escaped;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        const Plan& plan = plans[block.stream];
        to.bytes(std::as_bytes(std::span(block.states).first(plan.layout.lanes)));
        to.bytes(std::as_bytes(std::span(block.words, block.wordCount)));
        if (plan.model.table.escape == 0) continue;
        if (i == plan.firstBlock) escaped.emplace_back();
        escaped.back().insert(escaped.back().end(), block.escaped.begin(), block.escaped.end());
    }
    if (escaped.empty()) return;
    encodeLevel(to, std::vector<Stream>(escaped.begin(), escaped.end()), depth + 1, job);
}

} // namespace

void encodeStreams(CodedWriter& to, std::span<const std::span<const std::int16_t>> streams,
                   const JobContext& job)
{
    encodeLevel(to, streams, 0, job);
}

} // namespace alidade
