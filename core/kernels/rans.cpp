// SPDX-License-Identifier: Apache-2.0
// One vector of states at a time, all lanes of a block in registers where they fit. Several vectors hide the
// latency of gathers; perf.md found 64 to 128 lanes best.
#include "core/kernels/rans.h"

#include "core/kernels/simd.h"

#include <algorithm>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/rans.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef ALIDADE_RANS_EXPANSIONS
#define ALIDADE_RANS_EXPANSIONS
namespace alidade::kernels {

/// For each mask of `lanes` bits: which of the words that follow belongs to each lane whose bit is set.
template <std::size_t lanes>
constexpr std::array<std::uint8_t, (std::size_t{1} << lanes) * lanes> expansions()
{
    std::array<std::uint8_t, (std::size_t{1} << lanes) * lanes> table{};
    for (std::size_t mask = 0; mask < std::size_t{1} << lanes; ++mask) {
        std::uint8_t next = 0;
        for (std::size_t lane = 0; lane < lanes; ++lane)
            if ((mask >> lane & 1U) != 0) table[mask * lanes + lane] = next++;
    }
    return table;
}

/// The reverse: the lanes whose bits are set, in order.
template <std::size_t lanes>
constexpr std::array<std::uint8_t, (std::size_t{1} << lanes) * lanes> compressions()
{
    std::array<std::uint8_t, (std::size_t{1} << lanes) * lanes> table{};
    for (std::size_t mask = 0; mask < std::size_t{1} << lanes; ++mask) {
        std::size_t next = 0;
        for (std::size_t lane = 0; lane < lanes; ++lane)
            if ((mask >> lane & 1U) != 0) table[mask * lanes + next++] = static_cast<std::uint8_t>(lane);
    }
    return table;
}

} // namespace alidade::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace alidade::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Words = hn::CappedTag<std::uint32_t, 16>;
using Integers = hn::RebindToSigned<Words>;
using Floats = hn::RebindToFloat<Words>;
using Shorts = hn::Rebind<std::uint16_t, Words>;
using Vector = hn::Vec<Words>;
using Mask = hn::Mask<Words>;

constexpr std::size_t lanes = hn::MaxLanes(Words());

/// Entries of a table. A gather keeps lanes that its mask leaves out, so it waits for its target register. GCC drops
/// zeros in front of it once it sees a full mask, takes the register that the vector before has just computed, and
/// nothing overlaps: decoding is three times slower. Hence a mask it cannot see through.
HWY_INLINE Vector gathered(const std::uint32_t* table, hn::Vec<Integers> at)
{
#if HWY_TARGET <= HWY_AVX3 && HWY_ARCH_X86
    __mmask16 all = 0xFFFF;
    asm("" : "+r"(all));
    return Vector{_mm512_mask_i32gather_epi32(_mm512_setzero_si512(), all, at.raw, table, 4)};
#elif HWY_TARGET == HWY_AVX2
    __m256i all = _mm256_set1_epi32(-1);
    asm("" : "+x"(all));
    return Vector{_mm256_mask_i32gather_epi32(_mm256_setzero_si256(), reinterpret_cast<const int*>(table),
                                              at.raw, all, 4)};
#else
    return hn::GatherIndex(Words(), table, at);
#endif
}

#if !(HWY_TARGET <= HWY_AVX3 && HWY_ARCH_X86)
/// The lanes that a table has for the bits of the mask.
HWY_INLINE Vector rearranged(Vector values, const std::uint8_t* table, Mask mask)
{
    const Words w;
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(w, mask, bits);
    const auto places = hn::LoadU(hn::Rebind<std::uint8_t, Words>(), table + bits[0] * lanes);
    return hn::TableLookupLanes(values, hn::IndicesFromVec(w, hn::PromoteTo(w, places)));
}
#endif

/// The lanes of the mask first. Highway 1.0.3 copies its table to the stack in every call unless there is an
/// instruction for it.
HWY_INLINE Vector compressed(Vector values, Mask mask)
{
#if HWY_TARGET <= HWY_AVX3 && HWY_ARCH_X86
    return hn::Compress(values, mask);
#else
    static constexpr auto table = compressions<lanes>();
    return rearranged(values, table.data(), mask);
#endif
}

/// Frequencies and reciprocals of indices from the tables in memory.
struct ManyIndices {
    explicit ManyIndices(const RansEncodeTable& from) : table(from) {}
    HWY_INLINE Vector entries(Vector index) const
    {
        return gathered(table.entries.data(), hn::BitCast(Integers(), index));
    }
    HWY_INLINE Vector reciprocals(Vector index) const
    {
        return gathered(table.reciprocals.data(), hn::BitCast(Integers(), index));
    }
    const RansEncodeTable& table;
};

#if HWY_TARGET <= HWY_AVX3 && HWY_ARCH_X86
/// The same from registers: a gather of 16 lanes takes as long as all the rest.
struct FewIndices {
    static constexpr std::uint16_t most = 64;
    explicit FewIndices(const RansEncodeTable& table)
    {
        for (std::size_t i = 0; i < 4; ++i) {
            entryParts[i] = hn::Load(Words(), table.entries.data() + i * lanes);
            reciprocalParts[i] = hn::Load(Words(), table.reciprocals.data() + i * lanes);
        }
    }
    static HWY_INLINE Vector chosen(const Vector* parts, Vector index)
    {
        const __m512i low = _mm512_permutex2var_epi32(parts[0].raw, index.raw, parts[1].raw);
        const __m512i high = _mm512_permutex2var_epi32(parts[2].raw, index.raw, parts[3].raw);
        return Vector{
            _mm512_mask_mov_epi32(low, _mm512_test_epi32_mask(index.raw, _mm512_set1_epi32(32)), high)};
    }
    HWY_INLINE Vector entries(Vector index) const { return chosen(entryParts, index); }
    HWY_INLINE Vector reciprocals(Vector index) const { return chosen(reciprocalParts, index); }
    Vector entryParts[4];
    Vector reciprocalParts[4];
};
#endif

/// What all vectors of a block share.
template <typename Indices>
struct Encoder {
    explicit Encoder(const RansEncodeTable& table)
        : indices(table), lowest(hn::Set(Shorts(), static_cast<std::uint16_t>(table.lowest))),
          last(hn::Set(Shorts(), table.last))
    {}

    /// One symbol of each lane of a vector into the states; appends words. The quotient from the reciprocal
    /// is right or one too small, whatever the rounding, so that the new states are exact.
    HWY_INLINE Vector encode(const std::int16_t* symbols, Vector state, std::uint16_t*& words) const
    {
        const Words w;
        const Integers s;
        const Floats f;
        const Shorts h;
        const auto stored = hn::LoadU(h, reinterpret_cast<const std::uint16_t*>(symbols));
        const Vector index = hn::PromoteTo(w, hn::Min(hn::Sub(stored, lowest), last));
        const Vector entry = indices.entries(index);
        const auto reciprocal = hn::BitCast(f, indices.reciprocals(index));
        const Vector frequency = hn::And(entry, hn::Set(w, 0xFFFFU));
        const auto full =
            hn::Not(hn::Lt(hn::BitCast(s, hn::ShiftRight<20>(state)), hn::BitCast(s, frequency)));
        const Mask over = hn::RebindMask(w, full);
        hn::StoreU(hn::TruncateTo(h, compressed(state, over)), h, words);
        words += hn::CountTrue(w, over);
        const Vector x = hn::IfThenElse(over, hn::ShiftRight<16>(state), state);
        const auto half = hn::ConvertTo(f, hn::BitCast(s, hn::ShiftRight<1>(x)));
        const Vector quotient = hn::BitCast(w, hn::ConvertTo(s, hn::Mul(half, reciprocal)));
        const Vector rest = hn::Sub(x, hn::Mul(quotient, frequency));
        const auto isRest = hn::Lt(hn::BitCast(s, rest), hn::BitCast(s, frequency));
        const Vector corrected = hn::Add(rest, hn::Sub(hn::Set(w, std::uint32_t{ransSlots}), frequency));
        const Vector low = hn::IfThenElse(hn::RebindMask(w, isRest), rest, corrected);
        return hn::Add(hn::Add(hn::ShiftLeft<ransPrecision>(quotient), low), hn::ShiftRight<16>(entry));
    }

    /// A group, its vectors written out: a loop would keep the states in memory.
    template <std::size_t... v>
    HWY_INLINE void encodeGroup(const std::int16_t* symbols, Vector* all, std::uint16_t*& words,
                                std::index_sequence<v...>) const
    {
        ((all[v] = encode(symbols + v * lanes, all[v], words)), ...);
    }

    Indices indices;
    hn::Vec<Shorts> lowest;
    hn::Vec<Shorts> last;
};

/// Whole groups of one symbol per lane, the last group first. @return words written
template <std::size_t groupLanes, typename Indices>
std::size_t encodeGroups(const RansEncodeTable& table, const std::int16_t* symbols, std::size_t groups,
                         std::uint32_t* states, std::uint16_t* words)
{
    const Words w;
    constexpr std::size_t vectors = groupLanes / lanes;
    const Encoder<Indices> encoder(table);
    Vector all[vectors];
    for (std::size_t v = 0; v < vectors; ++v)
        all[v] = hn::LoadU(w, states + v * lanes);
    std::uint16_t* to = words;
    for (std::size_t group = groups; group-- > 0;)
        encoder.encodeGroup(symbols + group * groupLanes, all, to, std::make_index_sequence<vectors>());
    for (std::size_t v = 0; v < vectors; ++v)
        hn::StoreU(all[v], w, states + v * lanes);
    return static_cast<std::size_t>(to - words);
}

template <typename Indices>
std::size_t encodeLanes(const RansEncodeTable& table, const std::int16_t* symbols, std::size_t groups,
                        std::size_t groupLanes, std::uint32_t* states, std::uint16_t* words)
{
    switch (groupLanes) {
    case 16:
        return encodeGroups<16, Indices>(table, symbols, groups, states, words);
    case 32:
        return encodeGroups<32, Indices>(table, symbols, groups, states, words);
    case 64:
        return encodeGroups<64, Indices>(table, symbols, groups, states, words);
    default:
        return encodeGroups<128, Indices>(table, symbols, groups, states, words);
    }
}

/// The words from `words` on, one for each lane of the mask in order; anything in the other lanes.
HWY_INLINE Vector expanded(const std::uint16_t* words, Mask mask)
{
    const Vector next = hn::PromoteTo(Words(), hn::LoadU(Shorts(), words));
#if HWY_TARGET <= HWY_AVX3 && HWY_ARCH_X86
    return Vector{_mm512_maskz_expand_epi32(mask.raw, next.raw)};
#else
    static constexpr auto table = expansions<lanes>();
    return rearranged(next, table.data(), mask);
#endif
}

/// What all vectors of a block share.
struct Decoder {
    explicit Decoder(const RansDecodeTable& table)
        : entries(table.entries.data()), lowest(hn::Set(Shorts(), static_cast<std::uint16_t>(table.lowest)))
    {}

    /// The next symbol of each lane of a vector of states; takes words from the end.
    HWY_INLINE Vector decode(Vector state, std::int16_t* symbols, const std::uint16_t*& words) const
    {
        const Words w;
        const Shorts h;
        const Vector low = hn::Set(w, std::uint32_t{ransSlots - 1});
        const Vector entry = gathered(entries, hn::BitCast(Integers(), hn::And(state, low)));
        const Vector quotient = hn::ShiftRight<ransPrecision>(state);
        const Vector inSymbol = hn::And(hn::ShiftRight<ransPrecision>(entry), low);
        const Vector x = hn::Add(hn::Mul(hn::And(entry, low), quotient), inSymbol);
        const auto index = hn::TruncateTo(h, hn::ShiftRight<24>(entry));
        hn::StoreU(hn::Add(index, lowest), h, reinterpret_cast<std::uint16_t*>(symbols));
        const Mask under = hn::Eq(hn::ShiftRight<16>(x), hn::Zero(w));
        words -= hn::CountTrue(w, under);
        const Vector refilled = hn::Or(hn::ShiftLeft<16>(x), expanded(words, under));
        return hn::IfThenElse(under, refilled, x);
    }

    /// A group, its vectors written out, the last one first.
    template <std::size_t... v>
    HWY_INLINE void decodeGroup(std::int16_t* symbols, Vector* all, const std::uint16_t*& words,
                                std::index_sequence<v...>) const
    {
        constexpr std::size_t last = sizeof...(v) - 1;
        ((all[last - v] = decode(all[last - v], symbols + (last - v) * lanes, words)), ...);
    }

    const std::uint32_t* entries;
    hn::Vec<Shorts> lowest;
};

/// Whole groups of one symbol per lane. @return where the words that are left end, or nullptr if there were
/// too few
template <std::size_t groupLanes>
const std::uint16_t* decodeGroups(const RansDecodeTable& table, std::int16_t* symbols, std::size_t groups,
                                  std::uint32_t* states, const std::uint16_t* begin, const std::uint16_t* end)
{
    const Words w;
    constexpr std::size_t vectors = groupLanes / lanes;
    static_assert(groupLanes <= ransMargin);
    const Decoder decoder(table);
    Vector all[vectors];
    for (std::size_t v = 0; v < vectors; ++v)
        all[v] = hn::LoadU(w, states + v * lanes);
    for (std::size_t group = 0; group < groups; ++group) {
        decoder.decodeGroup(symbols + group * groupLanes, all, end, std::make_index_sequence<vectors>());
        if (end < begin) return nullptr;
    }
    for (std::size_t v = 0; v < vectors; ++v)
        hn::StoreU(all[v], w, states + v * lanes);
    return end;
}

/// The loops for the lanes that fill vectors on every instruction set: 16, 32, 64 and 128.
std::size_t encodeGroupsHere(const RansEncodeTable& table, const std::int16_t* symbols, std::size_t groups,
                             std::size_t groupLanes, std::uint32_t* states, std::uint16_t* words)
{
#if HWY_TARGET <= HWY_AVX3 && HWY_ARCH_X86
    if (table.last < FewIndices::most)
        return encodeLanes<FewIndices>(table, symbols, groups, groupLanes, states, words);
#endif
    return encodeLanes<ManyIndices>(table, symbols, groups, groupLanes, states, words);
}

const std::uint16_t* decodeGroupsHere(const RansDecodeTable& table, std::int16_t* symbols, std::size_t groups,
                                      std::size_t groupLanes, std::uint32_t* states,
                                      const std::uint16_t* begin, const std::uint16_t* end)
{
    switch (groupLanes) {
    case 16:
        return decodeGroups<16>(table, symbols, groups, states, begin, end);
    case 32:
        return decodeGroups<32>(table, symbols, groups, states, begin, end);
    case 64:
        return decodeGroups<64>(table, symbols, groups, states, begin, end);
    default:
        return decodeGroups<128>(table, symbols, groups, states, begin, end);
    }
}

} // namespace alidade::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace alidade::kernels {

HWY_EXPORT(encodeGroupsHere);
HWY_EXPORT(decodeGroupsHere);

namespace {

constexpr std::size_t lanesOfVectors = 16; ///< fewer lanes are left to plain code

std::uint16_t* encodeOne(const RansEncodeTable& table, std::int16_t symbol, std::uint32_t& state,
                         std::uint16_t* words)
{
    const auto index = static_cast<std::uint16_t>(symbol - table.lowest);
    const std::uint32_t entry = table.entries[std::min(index, table.last)];
    const std::uint32_t frequency = entry & 0xFFFFU;
    if (state >> 20 >= frequency) {
        *words++ = static_cast<std::uint16_t>(state);
        state >>= 16;
    }
    state = (state / frequency << ransPrecision) + state % frequency + (entry >> 16);
    return words;
}

std::int16_t decodeOne(const RansDecodeTable& table, std::uint32_t& state, const std::uint16_t*& words)
{
    constexpr std::uint32_t low = ransSlots - 1;
    const std::uint32_t entry = table.entries[state & low];
    state = (entry & low) * (state >> ransPrecision) + (entry >> ransPrecision & low);
    if (state < ransLowest) state = state << 16 | *--words;
    return static_cast<std::int16_t>(table.lowest + static_cast<std::int32_t>(entry >> 24));
}

} // namespace

std::size_t ransEncode(const RansEncodeTable& table, std::span<const std::int16_t> symbols,
                       std::span<std::uint32_t> states, std::uint16_t* words)
{
    std::fill(states.begin(), states.end(), ransLowest);
    const std::size_t inVectors = states.size() < lanesOfVectors ? 0 : symbols.size() / states.size();
    std::uint16_t* to = words;
    for (std::size_t group = ransGroups(symbols.size(), states.size()); group-- > inVectors;) {
        const auto part = ransGroup(symbols, states.size(), group);
        for (std::size_t lane = 0; lane < part.size(); ++lane)
            to = encodeOne(table, part[lane], states[lane], to);
    }
    if (inVectors > 0)
        to += HWY_DYNAMIC_DISPATCH(encodeGroupsHere)(table, symbols.data(), inVectors, states.size(),
                                                     states.data(), to);
    return static_cast<std::size_t>(to - words);
}

std::ptrdiff_t ransDecode(const RansDecodeTable& table, std::span<std::int16_t> symbols,
                          std::span<std::uint32_t> states, std::span<const std::uint16_t> words)
{
    const std::uint16_t* const begin = words.data();
    const std::uint16_t* end = begin + words.size();
    const std::size_t inVectors = states.size() < lanesOfVectors ? 0 : symbols.size() / states.size();
    if (inVectors > 0)
        end = HWY_DYNAMIC_DISPATCH(decodeGroupsHere)(table, symbols.data(), inVectors, states.size(),
                                                     states.data(), begin, end);
    if (end == nullptr) return -1;
    for (std::size_t group = inVectors; group < ransGroups(symbols.size(), states.size()); ++group) {
        const auto part = ransGroup(symbols, states.size(), group);
        for (std::size_t lane = part.size(); lane-- > 0;)
            part[lane] = decodeOne(table, states[lane], end);
        if (end < begin) return -1;
    }
    return end - begin;
}

} // namespace alidade::kernels
#endif
