// SPDX-License-Identifier: Apache-2.0
// Huffman's code as a coder: the best one that gives every symbol whole bits. Its distance to rANS is what
// whole bits cost.
#include "core/entropy/entropy_coder.h"
#include "core/entropy/prefix_code.h"
#include "core/entropy/rans_model.h"
#include "core/entropy/symbol_header.h"

#include <limits>

namespace alidade {

namespace {

constexpr std::size_t symbolsAtOnce = std::size_t{1} << 20; ///< between two looks at the stop request

void encodeValues(CodedWriter& to, const Symbols& symbols, const JobContext& job)
{
    const SymbolCounts counted = countSymbols(symbols.values);
    to.signedNumber(counted.lowest);
    const bool several = counted.counts.size() > 1;
    to.byte(several ? 1 : 0);
    if (!several) return;
    const PrefixCode code = PrefixCode::forCounts(counted.counts);
    code.write(to);
    BitWriter bits;
    for (std::size_t i = 0; i < symbols.values.size(); ++i) {
        if (i % symbolsAtOnce == 0) job.checkpoint(i, symbols.values.size());
        code.put(bits, static_cast<std::size_t>(symbols.values[i] - counted.lowest));
    }
    to.bytes(bits.take());
}

void decodeValues(CodedReader& from, Symbols& symbols, std::uint64_t count, const JobContext& job)
{
    const auto lowest = static_cast<std::int32_t>(from.signedNumber(std::numeric_limits<std::int16_t>::min(),
                                                                    std::numeric_limits<std::int16_t>::max(),
                                                                    "the first symbol"));
    const bool several = from.byte("the kind of code") != 0;
    if (!several) {
        symbols.values.assign(static_cast<std::size_t>(count), static_cast<std::int16_t>(lowest));
        return;
    }
    const PrefixCode code = PrefixCode::read(from);
    if (count > from.left() * std::uint64_t{8})
        throw DamagedData("the coded symbols are damaged: there are fewer bits than symbols need");
    BitReader bits(from.bytes(from.left(), "the symbols"));
    symbols.values.resize(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < symbols.values.size(); ++i) {
        if (i % symbolsAtOnce == 0) job.checkpoint(i, symbols.values.size());
        symbols.values[i] = static_cast<std::int16_t>(lowest + static_cast<std::int32_t>(code.get(bits)));
    }
    if (!bits.endsWithZeros() || !bits.atLastByte())
        throw DamagedData("the coded symbols are damaged: their bits do not end where they must");
}

class Huffman : public EntropyCoder {
public:
    [[nodiscard]] std::vector<std::byte> encode(const Symbols& symbols, const JobContext& job) const override
    {
        job.checkpoint();
        CodedWriter to;
        writeHeader(to, symbols);
        if (!symbols.values.empty()) encodeValues(to, symbols, job);
        return to.take();
    }

    [[nodiscard]] Symbols decode(std::span<const std::byte> bytes, std::uint64_t mostSymbols,
                                 const JobContext& job) const override
    {
        job.checkpoint();
        CodedReader from(bytes);
        auto [symbols, count] = readHeader(from, mostSymbols);
        if (count > 0) decodeValues(from, symbols, count, job);
        from.requireEnd();
        requireInAlphabet(symbols);
        return std::move(symbols);
    }
};

} // namespace

void register_huffman_coder(EntropyCoderRegistry& registry)
{
    registry.add(
        {.id = "huffman",
         .label = "Huffman",
         .help = "Whole bits for every symbol, as few as its frequency allows, at least 1. Costs 0.03 to 0.1 "
                 "bits per weight more than rANS, and far more below 1 bit.",
         .parameters = {},
         .make = [](const Parameters&) { return std::make_unique<Huffman>(); }});
}

} // namespace alidade
