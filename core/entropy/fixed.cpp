// SPDX-License-Identifier: Apache-2.0
// Symbols of equal length: what a rate means when nothing is entropy-coded.
#include "core/entropy/bit_stream.h"
#include "core/entropy/entropy_coder.h"
#include "core/entropy/symbol_header.h"

#include <algorithm>
#include <bit>

namespace alidade {

namespace {

constexpr std::size_t symbolsAtOnce = std::size_t{1} << 20; ///< between two looks at the stop request

int widthOf(std::int32_t alphabet)
{
    return alphabet < 2 ? 0 : std::bit_width(static_cast<std::uint32_t>(alphabet - 1));
}

class Fixed : public EntropyCoder {
public:
    [[nodiscard]] std::vector<std::byte> encode(const Symbols& symbols, const JobContext& job) const override
    {
        job.checkpoint();
        CodedWriter to;
        writeHeader(to, symbols);
        const int width = widthOf(symbols.alphabet);
        BitWriter bits;
        for (std::size_t i = 0; i < symbols.values.size(); ++i) {
            if (i % symbolsAtOnce == 0) job.checkpoint(i, symbols.values.size());
            bits.put(static_cast<std::uint64_t>(symbols.values[i] - symbols.smallest), width);
        }
        to.bytes(bits.take());
        return to.take();
    }

    [[nodiscard]] Symbols decode(std::span<const std::byte> bytes, std::uint64_t mostSymbols,
                                 const JobContext& job) const override
    {
        job.checkpoint();
        CodedReader from(bytes);
        auto [symbols, count] = readHeader(from, mostSymbols);
        const int width = widthOf(symbols.alphabet);
        if (width > 0 && count > from.left() * std::uint64_t{8} / static_cast<unsigned>(width))
            throw DamagedData("the coded symbols are damaged: there are fewer bits than symbols need");
        BitReader bits(from.bytes((count * static_cast<unsigned>(width) + 7) / 8, "the symbols"));
        from.requireEnd();
        symbols.values.resize(static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < symbols.values.size(); ++i) {
            if (i % symbolsAtOnce == 0) job.checkpoint(i, symbols.values.size());
            symbols.values[i] =
                static_cast<std::int16_t>(symbols.smallest + static_cast<std::int32_t>(bits.get(width)));
        }
        if (!bits.endsWithZeros()) throw DamagedData("the coded symbols are damaged: bits follow their end");
        requireInAlphabet(symbols);
        return std::move(symbols);
    }
};

} // namespace

void register_fixed(EntropyCoderRegistry& registry)
{
    registry.add(
        {.id = "fixed",
         .label = "Fixed length",
         .help = "As many bits for every symbol as the alphabet needs, rounded up: no entropy coding.",
         .parameters = {},
         .make = [](const Parameters&) { return std::make_unique<Fixed>(); }});
}

} // namespace alidade
