// SPDX-License-Identifier: Apache-2.0
// The decoder of streams, level by level as the encoder wrote them. Nothing in the bytes is believed before
// it was checked against the lengths that the caller knows.
#include "core/base/parallel.h"
#include "core/entropy/bit_stream.h"
#include "core/entropy/rans_block.h"
#include "core/entropy/rans_layout.h"
#include "core/entropy/rans_streams.h"

#include <array>
#include <cstring>
#include <optional>

namespace alidade {

namespace {

static_assert(std::endian::native == std::endian::little); // states and words are stored as they are

using Stream = std::span<std::int16_t>;

struct Block {
    std::size_t stream = 0;
    Stream symbols;
    std::size_t wordCount = 0;
    std::size_t escapeCount = 0;
    std::span<const std::byte> coded;        ///< states and words
    std::span<const std::int16_t> escaped{}; ///< what its escapes stand for
};

struct Plan {
    RansModel model;
    RansLayout layout;
    std::optional<RansBlockDecoder> decoder;
};

[[noreturn]] void refuse(const char* why)
{
    throw DamagedData(std::string("the coded symbols are damaged: ") + why);
}

void readPacked(CodedReader& from, Stream symbols, const RansModel& model)
{
    const auto width = static_cast<std::uint64_t>(model.width);
    BitReader bits(from.bytes((symbols.size() * width + 7) / 8, "packed symbols"));
    for (std::int16_t& symbol : symbols)
        symbol =
            static_cast<std::int16_t>(model.table.lowest + static_cast<std::int32_t>(bits.get(model.width)));
    if (!bits.endsWithZeros()) refuse("bits follow packed symbols");
}

/// Blocks of one stream; `from` stands behind its model.
void readBlocks(CodedReader& from, std::size_t stream, Stream symbols, Plan& plan, std::vector<Block>& blocks)
{
    constexpr std::size_t fewestPerBlock = std::size_t{1} << 16;
    const std::uint64_t layout =
        from.number((symbols.size() / fewestPerBlock + 1) * 8, "the number of blocks");
    plan.layout.blocks = static_cast<std::size_t>(layout / 8 + 1);
    plan.layout.lanes = std::size_t{1} << (layout % 8);
    for (std::size_t k = 0; k < plan.layout.blocks; ++k) {
        const std::size_t begin = plan.layout.begin(k, symbols.size());
        Block block;
        block.stream = stream;
        block.symbols = symbols.subspan(begin, plan.layout.begin(k + 1, symbols.size()) - begin);
        block.wordCount =
            static_cast<std::size_t>(from.number(block.symbols.size(), "the length of a block"));
        if (plan.model.table.escape > 0)
            block.escapeCount =
                static_cast<std::size_t>(from.number(block.symbols.size(), "the number of escapes"));
        blocks.push_back(block);
    }
}

/// Symbols decoded at a time: a multiple of all lanes.
constexpr std::size_t piece = std::size_t{1} << 14;

/// The words of a block that are next, at an even address and with the margins that the fast loops need. They
/// are copied part by part: fresh memory for all of them would take longer than decoding.
class WordWindow {
public:
    explicit WordWindow(std::span<const std::byte> coded)
        : m_front(coded.size() / sizeof(std::uint16_t)), m_coded(coded),
          m_buffer(std::min(m_front, most) + 2 * kernels::ransMargin, 0)
    {}

    /// The last words that are left: all, or enough for a piece.
    std::span<const std::uint16_t> words()
    {
        if (m_count >= piece || m_front == 0) return {m_buffer.data() + kernels::ransMargin, m_count};
        const std::size_t left = m_front + m_count;
        m_count = std::min(left, most);
        m_front = left - m_count;
        const auto next = m_coded.subspan(m_front * sizeof(std::uint16_t), m_count * sizeof(std::uint16_t));
        std::memcpy(m_buffer.data() + kernels::ransMargin, next.data(), next.size());
        return {m_buffer.data() + kernels::ransMargin, m_count};
    }
    /// So many of words() are left.
    void keep(std::size_t count) { m_count = count; }
    [[nodiscard]] bool isEmpty() const { return m_front + m_count == 0; }

private:
    static constexpr std::size_t most = 3 * piece;
    std::size_t m_front; ///< words before those in the buffer
    std::size_t m_count = 0;
    std::span<const std::byte> m_coded;
    std::vector<std::uint16_t> m_buffer;
};

/// Puts symbols that escaped in their places. @return how many
std::size_t fillEscapes(Stream symbols, std::int16_t escape, std::span<const std::int16_t> escaped)
{
    constexpr std::size_t run = 64;
    std::size_t next = 0;
    for (std::size_t at = 0; at < symbols.size(); at += run) {
        const Stream part = symbols.subspan(at, std::min(run, symbols.size() - at));
        unsigned any = 0;
        for (const std::int16_t symbol : part)
            any |= static_cast<unsigned>(symbol == escape);
        if (any == 0) continue;
        for (std::int16_t& symbol : part) {
            if (symbol != escape) continue;
            if (next == escaped.size()) refuse("there are more escapes than escaped symbols");
            symbol = escaped[next++];
        }
    }
    return next;
}

/// Decodes a block piece by piece, so that escapes are looked for while the symbols are in the cache.
void decodeBlock(const Block& block, const Plan& plan)
{
    std::array<std::uint32_t, kernels::ransLanesMost> all{};
    const std::span states = std::span(all).first(plan.layout.lanes);
    std::memcpy(states.data(), block.coded.data(), states.size_bytes());
    for (const std::uint32_t state : states)
        if (state < kernels::ransLowest) refuse("a state is too small");
    WordWindow window(block.coded.subspan(states.size_bytes()));
    auto escaped = block.escaped;
    const std::int16_t escape = escapeSymbol(plan.model.table);
    for (std::size_t begin = 0; begin < block.symbols.size(); begin += piece) {
        const Stream symbols = block.symbols.subspan(begin, std::min(piece, block.symbols.size() - begin));
        const std::ptrdiff_t left = plan.decoder->decode(symbols, states, window.words());
        if (left < 0) refuse("a block is shorter than it needs");
        window.keep(static_cast<std::size_t>(left));
        if (plan.model.table.escape > 0) escaped = escaped.subspan(fillEscapes(symbols, escape, escaped));
    }
    if (!window.isEmpty() || !escaped.empty()) refuse("a block is longer than it needs");
    for (const std::uint32_t state : states)
        if (state != kernels::ransLowest) refuse("a block does not end as it must");
}

void decodeLevel(CodedReader& from, std::span<const Stream> streams, int depth, const JobContext& job);

/// Reads the streams of what escaped, and hands every block its part.
std::vector<std::vector<std::int16_t>> readEscaped(CodedReader& from, const std::vector<Plan>& plans,
                                                   std::vector<Block>& blocks, int depth,
                                                   const JobContext& job)
{
    std::vector<std::size_t> sizes(plans.size(), 0);
    for (const Block& block : blocks)
        sizes[block.stream] += block.escapeCount;
    std::vector<std::vector<std::int16_t>> escaped(plans.size());
    std::vector<Stream> streams;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        if (plans[i].model.table.escape == 0) continue;
        if (depth >= ransDepthMost) refuse("escapes lie too deep");
        escaped[i].resize(sizes[i]);
        streams.emplace_back(escaped[i]);
    }
    if (streams.empty()) return escaped;
    decodeLevel(from, streams, depth + 1, job);
    std::vector<std::size_t> at(plans.size(), 0);
    for (Block& block : blocks) {
        block.escaped =
            std::span<const std::int16_t>(escaped[block.stream]).subspan(at[block.stream], block.escapeCount);
        at[block.stream] += block.escapeCount;
    }
    return escaped;
}

void decodeLevel(CodedReader& from, std::span<const Stream> streams, int depth, const JobContext& job)
{
    std::vector<Plan> plans(streams.size());
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        if (streams[i].empty()) continue;
        plans[i].model = readModel(from);
        const RansModel& model = plans[i].model;
        if (model.kind == RansModel::Kind::Constant)
            std::fill(streams[i].begin(), streams[i].end(), static_cast<std::int16_t>(model.table.lowest));
        if (model.kind == RansModel::Kind::Packed) readPacked(from, streams[i], model);
        if (model.kind == RansModel::Kind::Table) readBlocks(from, i, streams[i], plans[i], blocks);
    }
    for (Block& block : blocks)
        block.coded = from.bytes(plans[block.stream].layout.lanes * sizeof(std::uint32_t) +
                                     block.wordCount * sizeof(std::uint16_t),
                                 "a block");
    const auto escaped = readEscaped(from, plans, blocks, depth, job);
    // Tables are made last, where most damage has already been found.
    parallelFor(static_cast<std::int64_t>(plans.size()), job, [&](std::int64_t i) {
        Plan& plan = plans[static_cast<std::size_t>(i)];
        if (plan.model.kind == RansModel::Kind::Table) plan.decoder.emplace(plan.model);
    });
    parallelFor(static_cast<std::int64_t>(blocks.size()), job, [&](std::int64_t i) {
        const Block& block = blocks[static_cast<std::size_t>(i)];
        decodeBlock(block, plans[block.stream]);
    });
}

} // namespace

void decodeStreams(CodedReader& from, std::span<const std::span<std::int16_t>> streams, const JobContext& job)
{
    decodeLevel(from, streams, 0, job);
}

} // namespace alidade
