// SPDX-License-Identifier: Apache-2.0
// The encoder of streams. One level of streams goes through in steps that are each spread over the threads: count,
// choose models, encode all blocks of all streams, write. What escaped makes up the streams of the next level.
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

constexpr std::size_t countedAtOnce = std::size_t{1} << 20;
/// A stream of so many times fewer symbols than its range is not worth counting.
constexpr std::size_t sparse = 4;

struct Block {
    std::size_t stream = 0;
    Stream symbols;
    std::array<std::uint32_t, kernels::ransLanesMost> states{};
    std::uint16_t* words = nullptr; ///< room for one per symbol and the margin
    std::size_t wordCount = 0;
    std::vector<std::int16_t> escaped;
};

/// One stream of a level.
struct Plan {
    Stream symbols;
    RansModel model;
    RansLayout layout;
    std::optional<RansBlockEncoder> encoder;
    std::size_t firstBlock = 0;
};

/// Counts of every stream, or nothing for one too sparse to be counted.
std::vector<SymbolCounts> countStreams(std::span<const Stream> streams, const JobContext& job)
{
    struct Part {
        std::size_t stream;
        Stream symbols;
        SymbolCounts counts;
    };
    std::vector<Part> parts;
    for (std::size_t i = 0; i < streams.size(); ++i)
        for (std::size_t at = 0; at < streams[i].size(); at += countedAtOnce)
            parts.push_back({i, streams[i].subspan(at, std::min(countedAtOnce, streams[i].size() - at)), {}});
    parallelFor(static_cast<std::int64_t>(parts.size()), job, [&](std::int64_t i) {
        Part& part = parts[static_cast<std::size_t>(i)];
        if (part.symbols.size() == streams[part.stream].size() &&
            rangeOf(part.symbols).length() / sparse > part.symbols.size())
            return;
        part.counts = countSymbols(part.symbols);
    });
    std::vector<SymbolCounts> counts(streams.size());
    for (const Part& part : parts) counts[part.stream] = merged(counts[part.stream], part.counts);
    return counts;
}

void choosePlan(Plan& plan, const SymbolCounts& counts, bool mayEscape)
{
    if (plan.symbols.empty()) return;
    if (counts.total == 0) {
        const SymbolRange range = rangeOf(plan.symbols);
        plan.model = packedModel(range.lowest, range.highest);
        return;
    }
    plan.model = chooseModel(counts, mayEscape);
    if (plan.model.kind != RansModel::Kind::Table) return;
    plan.layout = layoutFor(plan.symbols.size(), static_cast<double>(counts.total) * histogramEntropy(counts.counts));
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
    block.wordCount = plan.encoder->encode(block.symbols, std::span(block.states).first(plan.layout.lanes), block.words);
    if (plan.model.table.escape > 0) block.escaped = escapesOf(block.symbols, plan.model);
}

std::vector<Block> blocksOf(std::vector<Plan>& plans)
{
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        Plan& plan = plans[i];
        plan.firstBlock = blocks.size();
        if (!plan.encoder) continue;
        const std::size_t total = plan.symbols.size();
        for (std::size_t k = 0; k < plan.layout.blocks; ++k) {
            const std::size_t begin = plan.layout.begin(k, total);
            const Stream symbols = plan.symbols.subspan(begin, plan.layout.begin(k + 1, total) - begin);
            blocks.push_back({i, symbols, {}, nullptr, 0, {}});
        }
    }
    return blocks;
}

/// Memory for the words of all blocks; most of it is never touched.
AlignedBuffer<std::uint16_t> roomFor(std::vector<Block>& blocks)
{
    std::size_t size = 0;
    for (const Block& block : blocks) size += block.symbols.size() + kernels::ransMargin;
    AlignedBuffer<std::uint16_t> room(size);
    adviseLargePages(room.data(), size * sizeof(std::uint16_t));
    std::uint16_t* words = room.data();
    for (Block& block : blocks) {
        block.words = words;
        words += block.symbols.size() + kernels::ransMargin;
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
        to.number((plan.layout.blocks - 1) * 8 + static_cast<std::uint64_t>(std::countr_zero(plan.layout.lanes)));
        for (std::size_t k = 0; k < plan.layout.blocks; ++k) {
            const Block& block = blocks[plan.firstBlock + k];
            to.number(block.wordCount);
            if (plan.model.table.escape > 0) to.number(block.escaped.size());
        }
    }
}

void encodeLevel(CodedWriter& to, std::span<const Stream> streams, int depth, const JobContext& job)
{
    const std::vector<SymbolCounts> counts = countStreams(streams, job);
    std::vector<Plan> plans(streams.size());
    parallelFor(static_cast<std::int64_t>(plans.size()), job, [&](std::int64_t i) {
        const auto at = static_cast<std::size_t>(i);
        plans[at].symbols = streams[at];
        choosePlan(plans[at], counts[at], depth < ransDepthMost);
    });
    std::vector<Block> blocks = blocksOf(plans);
    const AlignedBuffer<std::uint16_t> room = roomFor(blocks);
    parallelFor(static_cast<std::int64_t>(blocks.size()), job, [&](std::int64_t i) {
        Block& block = blocks[static_cast<std::size_t>(i)];
        encodeBlock(block, plans[block.stream]);
    });
    writeHeads(to, plans, blocks);
    std::size_t size = 0;
    for (const Block& block : blocks) size += block.wordCount * sizeof(std::uint16_t) + sizeof block.states;
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

void encodeStreams(CodedWriter& to, std::span<const std::span<const std::int16_t>> streams, const JobContext& job)
{
    encodeLevel(to, streams, 0, job);
}

} // namespace alidade
