// SPDX-License-Identifier: GPL-3.0-or-later
// rANS on Gaussian symbols of 4 bits: the streams alone, the whole coder, and a textbook's single state.
#include "core/base/parallel.h"
#include "core/entropy/histogram_entropy.h"
#include "core/entropy/rans_model.h"
#include "core/entropy/rans_streams.h"
#include "core/registry/registries.h"
#include "tests/bench/measurement.h"

#include <array>
#include <cmath>

namespace alidade::bench {

namespace {

/// Symbols of a step that gives an entropy of 4 bits.
Symbols gaussianSymbols(Index rows, Index columns)
{
    constexpr float step = 0.02F * 0.2581F;
    const Matrix weights = randomMatrix(rows, columns);
    Symbols symbols{std::vector<std::int16_t>(static_cast<std::size_t>(weights.size())), -64, 129, columns,
                    1};
    for (Index i = 0; i < weights.size(); ++i)
        symbols.values[static_cast<std::size_t>(i)] =
            static_cast<std::int16_t>(std::lround(weights.data()[i] / step));
    return symbols;
}

/// One state of 32 bits, bytes, divisions: what a first program does.
class Textbook {
public:
    explicit Textbook(const SymbolCounts& counts)
        : m_lowest(counts.lowest), m_frequencies(normalizedFrequencies(counts.counts, 12)), m_slots(4096)
    {
        std::uint32_t at = 0;
        for (std::size_t i = 0; i < m_frequencies.size(); ++i) {
            m_first.push_back(at);
            for (std::uint32_t k = 0; k < m_frequencies[i]; ++k)
                m_slots[at++] = static_cast<std::uint16_t>(i);
        }
    }
    void encode(const std::vector<std::int16_t>& symbols)
    {
        m_bytes.clear();
        m_state = lowest;
        for (std::size_t i = symbols.size(); i-- > 0;) {
            const auto at = static_cast<std::size_t>(symbols[i] - m_lowest);
            const std::uint32_t frequency = m_frequencies[at];
            for (; m_state >= frequency << 19; m_state >>= 8)
                m_bytes.push_back(static_cast<std::uint8_t>(m_state));
            m_state = (m_state / frequency << 12) + m_state % frequency + m_first[at];
        }
    }
    void decode(std::vector<std::int16_t>& symbols) const
    {
        std::uint32_t state = m_state;
        std::size_t left = m_bytes.size();
        for (std::int16_t& symbol : symbols) {
            const std::uint32_t slot = state & 4095;
            const std::size_t at = m_slots[slot];
            symbol = static_cast<std::int16_t>(m_lowest + static_cast<std::int32_t>(at));
            state = m_frequencies[at] * (state >> 12) + slot - m_first[at];
            for (; state < lowest; state = state << 8 | m_bytes[--left]) {
            }
        }
    }

private:
    static constexpr std::uint32_t lowest = 1U << 23;
    std::int32_t m_lowest;
    std::vector<std::uint32_t> m_frequencies;
    std::vector<std::uint32_t> m_first;
    std::vector<std::uint16_t> m_slots;
    std::vector<std::uint8_t> m_bytes;
    std::uint32_t m_state = lowest;
};

} // namespace

void benchEntropyCoding(Index rows, Index columns, const Effort& effort)
{
    const Symbols symbols = gaussianSymbols(rows, columns);
    const std::string shape = shapeName(rows, columns);
    const auto count = static_cast<double>(symbols.values.size());
    const SymbolCounts counts = countSymbols(symbols.values);
    const EntropyCoderEntry entry = builtinRegistries().entropyCoders.find("rans");
    const auto coder = entry.make(resolveParameters(entry.parameters, {}));
    const JobContext job;
    std::vector<std::byte> streams;
    std::vector<std::byte> bytes;
    std::vector<std::int16_t> back(symbols.values.size());
    std::vector<std::int16_t> single(symbols.values.size());
    Symbols whole;
    Textbook textbook(counts);
    const auto t =
        timeTogether({[&] {
                          CodedWriter to;
                          encodeStreams(to, std::array{std::span<const std::int16_t>(symbols.values)}, job);
                          streams = to.take();
                      },
                      [&] {
                          CodedReader from(streams);
                          decodeStreams(from, std::array{std::span(back)}, job);
                      },
                      [&] { bytes = coder->encode(symbols, job); },
                      [&] { whole = coder->decode(bytes, symbols.values.size(), job); },
                      [&] { textbook.encode(symbols.values); }, [&] { textbook.decode(single); }},
                     effort);
    report({"rans encode", shape, "alidade", t[0], count, 0.0, {}});
    report({"rans decode", shape, "alidade", t[1], count, 0.0, {}});
    report({"rans encode", shape, "coder with contexts auto", t[2], count, 0.0, {}});
    report({"rans decode", shape, "coder, memory included", t[3], count, 0.0, {}});
    report({"rans encode", shape, "textbook, one thread", t[4], count, 0.0, {}});
    report({"rans decode", shape, "textbook, one thread", t[5], count, 0.0, {}});
    const double ideal = count * histogramEntropy(counts.counts);
    reportFigure("rans", shape, "bits_above_entropy_per_symbol",
                 (8.0 * static_cast<double>(bytes.size()) - ideal) / count);
    require(back == symbols.values && single == symbols.values && whole == symbols, "rans");
    require(8.0 * static_cast<double>(bytes.size()) < 1.001 * ideal + 8.0 * 512.0, "rans");
}

} // namespace alidade::bench
