// SPDX-License-Identifier: Apache-2.0
// rANS as a coder: within a thousandth of the empirical entropy, tables included where there are symbols
// enough to pay for them. docs/entropy.md describes the bytes.
#include "core/base/aligned_buffer.h"
#include "core/base/error.h"
#include "core/entropy/entropy_coder.h"
#include "core/entropy/rans_streams.h"
#include "core/entropy/symbol_contexts.h"
#include "core/entropy/symbol_header.h"

#include <algorithm>
#include <array>

namespace alidade {

namespace {

using Kind = ContextMap::Kind;

bool hasBands(const ContextMap& map) { return map.kind == Kind::Row || map.kind == Kind::Column; }

/// The streams of a map, one after another in `symbols`.
template <typename Symbol>
std::vector<std::span<Symbol>> cut(std::span<Symbol> symbols, const ContextMap& map)
{
    std::vector<std::span<Symbol>> streams;
    std::size_t at = 0;
    for (const std::size_t size : map.sizes()) {
        streams.push_back(symbols.subspan(at, size));
        at += size;
    }
    return streams;
}

/// Symbols on large pages if there are many: their first touch takes longer than decoding them.
std::vector<std::int16_t> zeros(std::size_t count)
{
    std::vector<std::int16_t> values;
    values.reserve(count);
    adviseLargePages(values.data(), count * sizeof(std::int16_t));
    values.resize(count);
    return values;
}

/// Header and all.
std::vector<std::byte> encodeWith(const Symbols& symbols, const ContextMap& map, const JobContext& job)
{
    CodedWriter to;
    writeHeader(to, symbols);
    if (symbols.values.empty()) return to.take();
    to.byte(static_cast<std::uint8_t>(map.kind));
    if (hasBands(map)) {
        to.number(map.count);
        encodeStreams(to, std::array{std::span<const std::int16_t>(map.bands)}, job);
    }
    const bool sorted = map.kind != Kind::None;
    const std::vector<std::int16_t> streams =
        sorted ? map.gather(symbols.values, job) : std::vector<std::int16_t>();
    encodeStreams(to, cut(std::span<const std::int16_t>(sorted ? streams : symbols.values), map), job);
    return to.take();
}

/// The map of a body; its bands are read as well. @throws DamagedData
ContextMap readMap(CodedReader& from, const Symbols& header, std::uint64_t count, const JobContext& job)
{
    const std::uint8_t kind = from.byte("the kind of contexts");
    if (kind > static_cast<std::uint8_t>(Kind::Column))
        throw DamagedData("the coded symbols are damaged: there is no kind of contexts " +
                          std::to_string(kind));
    ContextMap map = ContextMap::none(static_cast<std::size_t>(count));
    map.kind = static_cast<Kind>(kind);
    if (map.kind == Kind::None) return map;
    map.columns = map.kind == Kind::Position ? header.period : header.columns;
    const auto total = static_cast<std::int64_t>(count);
    const auto most = static_cast<std::int64_t>(mostContexts);
    if (map.columns < 1 || total % map.columns != 0 || (map.kind == Kind::Position && map.columns > most))
        throw DamagedData("the coded symbols are damaged: their contexts do not fit their shape");
    map.rows = total / map.columns;
    if (!hasBands(map)) {
        map.count = static_cast<std::size_t>(map.columns);
        for (std::size_t i = 0; i < map.count; ++i)
            map.bands.push_back(static_cast<std::int16_t>(i));
        return map;
    }
    map.count = static_cast<std::size_t>(from.number(mostContexts, "the number of bands"));
    map.bands.resize(static_cast<std::size_t>(map.kind == Kind::Row ? map.rows : map.columns));
    decodeStreams(from, std::array{std::span(map.bands)}, job);
    const auto outside = [&](std::int16_t band) {
        return band < 0 || static_cast<std::size_t>(band) >= map.count;
    };
    if (std::any_of(map.bands.begin(), map.bands.end(), outside))
        throw DamagedData("the coded symbols are damaged: there is no such band");
    return map;
}

class Rans : public EntropyCoder {
public:
    explicit Rans(const Parameters& parameters) : m_contexts(parameters.text("contexts")) {}

    [[nodiscard]] std::vector<std::byte> encode(const Symbols& symbols, const JobContext& job) const override
    {
        job.checkpoint();
        const JobContext quiet = job.quiet();
        const ContextChoice choice = chooseContexts(symbols, m_contexts, quiet);
        job.checkpoint(1, 3);
        std::vector<std::byte> bytes = encodeWith(symbols, choice.map, quiet);
        // Where there are many more bytes than expected, the choice may have been wrong: then both are tried.
        const bool doubtful =
            choice.map.kind != Kind::None && 8.0 * static_cast<double>(bytes.size()) > 1.001 * choice.bits;
        if (m_contexts != "auto" || !doubtful) return bytes;
        std::vector<std::byte> plain = encodeWith(symbols, ContextMap::none(symbols.values.size()), quiet);
        return plain.size() < bytes.size() ? std::move(plain) : std::move(bytes);
    }

    [[nodiscard]] Symbols decode(std::span<const std::byte> bytes, std::uint64_t mostSymbols,
                                 const JobContext& job) const override
    {
        job.checkpoint();
        CodedReader from(bytes);
        auto [symbols, count] = readHeader(from, mostSymbols);
        if (count > 0) decodeBody(from, symbols, count, job);
        from.requireEnd();
        requireInAlphabet(symbols);
        return std::move(symbols);
    }

private:
    static void decodeBody(CodedReader& from, Symbols& symbols, std::uint64_t count, const JobContext& job)
    {
        const JobContext quiet = job.quiet();
        const ContextMap map = readMap(from, symbols, count, quiet);
        symbols.values = zeros(static_cast<std::size_t>(count));
        if (map.kind == Kind::None) {
            decodeStreams(from, cut(std::span(symbols.values), map), quiet);
            return;
        }
        std::vector<std::int16_t> streams = zeros(symbols.values.size());
        decodeStreams(from, cut(std::span(streams), map), quiet);
        map.scatter(streams, symbols.values, quiet);
    }

    std::string m_contexts;
};

} // namespace

void register_rans(EntropyCoderRegistry& registry)
{
    registry.add({
        .id = "rans",
        .label = "rANS",
        .help =
            "Range asymmetric numeral systems: fractions of bits, within a thousandth of the entropy of the "
            "symbols and their tables.",
        .parameters = {choiceParameter(
            "contexts", "Contexts",
            "symbols that share a table: all, those of rows or columns of like variance, or "
            "those of a place of the vectors; auto takes what is expected to be smallest",
            "auto", {"auto", "none", "row", "column", "position"})},
        .make = [](const Parameters& parameters) { return std::make_unique<Rans>(parameters); },
    });
}

} // namespace alidade
