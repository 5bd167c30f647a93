// SPDX-License-Identifier: Apache-2.0
// One small function for each block type: `in` is one block, `out` its elements. Layouts: formats.md 4.
// Bit exactness rests on the order of the float32 operations; this file is compiled without contraction to
// FMA.
#include "core/tensor/block_decoding.h"

#include "core/base/float16.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace alidade {

namespace {

using Bytes = const std::uint8_t* __restrict;
using Floats = float* __restrict;

template <typename Number>
Number load(Bytes at)
{
    Number value; // files promise no alignment
    std::memcpy(&value, at, sizeof value);
    return value;
}

float half(Bytes at) { return halfToFloat(load<std::uint16_t>(at)); }

/// 2 * `count` elements: the low nibbles of in[0..count), then their high nibbles, each through `value(q,
/// i)`.
template <int count, typename Value>
void nibbles(Bytes in, Floats out, Value value)
{
    for (int i = 0; i < count; ++i)
        out[i] = value(in[i] & 15, i);
    for (int i = 0; i < count; ++i)
        out[count + i] = value(in[i] >> 4, count + i);
}

/// E2M1 codes doubled, which makes them integers; ggml gives code 8 (negative zero) the value +0.
constexpr std::array<float, 16> doubledE2M1{0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

/// The levels of the non-linear 4-bit types.
constexpr std::array<float, 16> iq4Levels{-127, -104, -83, -65, -49, -35, -22, -10,
                                          1,    13,   25,  38,  53,  69,  89,  113};

// ---- blocks of 32
// --------------------------------------------------------------------------------------------------

void decodeQ4_0(Bytes in, Floats out)
{
    const float d = half(in);
    nibbles<16>(in + 2, out, [d](int q, int) { return static_cast<float>(q - 8) * d; });
}

void decodeQ4_1(Bytes in, Floats out)
{
    const float d = half(in);
    const float m = half(in + 2);
    nibbles<16>(in + 4, out, [d, m](int q, int) { return static_cast<float>(q) * d + m; });
}

void decodeQ5_0(Bytes in, Floats out)
{
    const float d = half(in);
    const auto high = load<std::uint32_t>(in + 2);
    nibbles<16>(in + 6, out, [d, high](int q, int i) {
        return static_cast<float>((q | static_cast<int>((high >> i) & 1u) << 4) - 16) * d;
    });
}

void decodeQ5_1(Bytes in, Floats out)
{
    const float d = half(in);
    const float m = half(in + 2);
    const auto high = load<std::uint32_t>(in + 4);
    nibbles<16>(in + 8, out, [d, m, high](int q, int i) {
        return static_cast<float>(q | static_cast<int>((high >> i) & 1u) << 4) * d + m;
    });
}

template <int count>
void scaledBytes(float d, Bytes in, Floats out)
{
    for (int i = 0; i < count; ++i)
        out[i] = static_cast<float>(static_cast<std::int8_t>(in[i])) * d;
}

void decodeQ8_0(Bytes in, Floats out) { scaledBytes<32>(half(in), in + 2, out); }

/// The second half, d times the sum of the codes, serves dot products only.
void decodeQ8_1(Bytes in, Floats out) { scaledBytes<32>(half(in), in + 4, out); }

void decodeIQ4_NL(Bytes in, Floats out)
{
    const float d = half(in);
    nibbles<16>(in + 2, out, [d](int q, int) { return d * iq4Levels[static_cast<std::size_t>(q)]; });
}

/// 2^(code - 128), as bits; code 255 is 2^127, not NaN.
float halvedE8M0(std::uint32_t code)
{
    return std::bit_cast<float>(code < 2 ? 0x00200000u << code : (code - 1) << 23);
}

void decodeMXFP4(Bytes in, Floats out)
{
    const float d = halvedE8M0(in[0]);
    nibbles<16>(in + 1, out, [d](int q, int) { return doubledE2M1[static_cast<std::size_t>(q)] * d; });
}

// ---- blocks of 64 and 128
// ------------------------------------------------------------------------------------------

/// Half of an unsigned E4M3 scale: the top bit is not looked at, 0x7F is 0, and 15 is an ordinary exponent.
float halvedUE4M3(std::uint32_t code)
{
    constexpr SmallFloat format{4, 3, 7, SmallFloat::Special::None};
    return code == 0x7F ? 0.0F : decodeSmallFloat(code & 0x7Fu, format) * 0.5F;
}

void decodeNVFP4(Bytes in, Floats out)
{
    for (int group = 0; group < 4; ++group) {
        const float d = halvedUE4M3(in[group]);
        nibbles<8>(in + 4 + 8 * group, out + 16 * group,
                   [d](int q, int) { return doubledE2M1[static_cast<std::size_t>(q)] * d; });
    }
}

void decodeQ1_0(Bytes in, Floats out)
{
    const float d = half(in);
    for (int i = 0; i < 128; ++i)
        out[i] = ((in[2 + i / 8] >> (i % 8)) & 1) != 0 ? d : -d;
}

void decodeQ2_0(Bytes in, Floats out)
{
    const float d = half(in);
    for (int i = 0; i < 64; ++i)
        out[i] = static_cast<float>(((in[2 + i / 4] >> (2 * (i % 4))) & 3) - 1) * d;
}

// ---- super-blocks of 256: element 128 h + 32 j + l, with h = half, j = 0..3, l = 0..31
// -------------------------------

void decodeQ2_K(Bytes in, Floats out)
{
    Bytes codes = in + 16;
    const float d = half(in + 80);
    const float dmin = half(in + 82);
    for (int sub = 0; sub < 16; ++sub) { // 16 elements each: sub = 8 h + 2 j + l / 16
        const float scale = d * static_cast<float>(in[sub] & 15);
        const float offset = dmin * static_cast<float>(in[sub] >> 4);
        Bytes q = codes + 32 * (sub / 8) + 16 * (sub % 2);
        const int shift = 2 * (sub / 2 % 4);
        for (int l = 0; l < 16; ++l)
            out[16 * sub + l] = scale * static_cast<float>((q[l] >> shift) & 3) - offset;
    }
}

/// Six-bit scale `i` of a Q3_K block: four low bits in the first eight bytes, two high bits in the last four.
int scaleQ3_K(Bytes scales, int i)
{
    const int low = i < 8 ? scales[i] & 15 : scales[i - 8] >> 4;
    const int high = (scales[8 + i % 4] >> (2 * (i / 4))) & 3;
    return (low | high << 4) - 32;
}

void decodeQ3_K(Bytes in, Floats out)
{
    const float d = half(in + 108);
    for (int sub = 0; sub < 16; ++sub) {
        const float scale = d * static_cast<float>(scaleQ3_K(in + 96, sub));
        Bytes high = in + 16 * (sub % 2);
        Bytes q = in + 32 + 32 * (sub / 8) + 16 * (sub % 2);
        const int shift = 2 * (sub / 2 % 4);
        const int bit = sub / 2; // 4 h + j
        for (int l = 0; l < 16; ++l) {
            const int code = ((q[l] >> shift) & 3) | ((high[l] >> bit) & 1) << 2;
            out[16 * sub + l] = scale * static_cast<float>(code - 4);
        }
    }
}

struct ScaleAndMinimum {
    int scale;
    int minimum;
};

/// Six-bit scale and minimum of sub-block j = 0..7 of Q4_K and Q5_K, packed into 12 bytes.
ScaleAndMinimum packedScale(Bytes sc, int j)
{
    if (j < 4) return {sc[j] & 63, sc[j + 4] & 63};
    return {(sc[j + 4] & 15) | (sc[j - 4] >> 6) << 4, (sc[j + 4] >> 4) | (sc[j] >> 6) << 4};
}

void decodeQ4_K(Bytes in, Floats out)
{
    const float d = half(in);
    const float dmin = half(in + 2);
    for (int j = 0; j < 8; ++j) {
        const auto [s, m] = packedScale(in + 4, j);
        const float scale = d * static_cast<float>(s);
        const float offset = dmin * static_cast<float>(m);
        Bytes q = in + 16 + 32 * (j / 2);
        const int shift = 4 * (j % 2);
        for (int l = 0; l < 32; ++l)
            out[32 * j + l] = scale * static_cast<float>((q[l] >> shift) & 15) - offset;
    }
}

void decodeQ5_K(Bytes in, Floats out)
{
    const float d = half(in);
    const float dmin = half(in + 2);
    Bytes high = in + 16;
    for (int j = 0; j < 8; ++j) {
        const auto [s, m] = packedScale(in + 4, j);
        const float scale = d * static_cast<float>(s);
        const float offset = dmin * static_cast<float>(m);
        Bytes q = in + 48 + 32 * (j / 2);
        const int shift = 4 * (j % 2);
        for (int l = 0; l < 32; ++l) {
            const int code = ((q[l] >> shift) & 15) + ((high[l] >> j) & 1) * 16;
            out[32 * j + l] = scale * static_cast<float>(code) - offset;
        }
    }
}

void decodeQ6_K(Bytes in, Floats out)
{
    const float d = half(in + 208);
    for (int sub = 0; sub < 16; ++sub) { // 8 h + 2 j + l / 16
        const int h = sub / 8;
        const int j = sub / 2 % 4;
        Bytes low = in + 64 * h + 32 * (j % 2) + 16 * (sub % 2);
        Bytes high = in + 128 + 32 * h + 16 * (sub % 2);
        const int lowShift = j < 2 ? 0 : 4;
        const float scale = d * static_cast<float>(static_cast<std::int8_t>(in[192 + sub]));
        for (int l = 0; l < 16; ++l) {
            const int code = ((low[l] >> lowShift) & 15) | ((high[l] >> (2 * j)) & 3) << 4;
            out[16 * sub + l] = scale * static_cast<float>(code - 32);
        }
    }
}

void decodeQ8_K(Bytes in, Floats out) { scaledBytes<256>(load<float>(in), in + 4, out); }

void decodeIQ4_XS(Bytes in, Floats out)
{
    const float d = half(in);
    const unsigned high = load<std::uint16_t>(in + 2);
    for (int j = 0; j < 8; ++j) {
        const int low = (in[4 + j / 2] >> (4 * (j % 2))) & 15;
        const int scale = (low | static_cast<int>((high >> (2 * j)) & 3u) << 4) - 32;
        const float dl = d * static_cast<float>(scale);
        nibbles<16>(in + 8 + 16 * j, out + 32 * j,
                    [dl](int q, int) { return dl * iq4Levels[static_cast<std::size_t>(q)]; });
    }
}

/// `digits` base-3 digits of each of `count` bytes, all first digits first.
void ternary(Bytes in, int count, int digits, float d, Floats out)
{
    unsigned power = 1;
    for (int t = 0; t < digits; ++t, power *= 3)
        for (int i = 0; i < count; ++i) {
            const unsigned digit = (((in[i] * power) & 255u) * 3) >> 8;
            out[t * count + i] = static_cast<float>(static_cast<int>(digit) - 1) * d;
        }
}

void decodeTQ1_0(Bytes in, Floats out)
{
    const float d = half(in + 52);
    ternary(in, 32, 5, d, out);
    ternary(in + 32, 16, 5, d, out + 160);
    ternary(in + 48, 4, 4, d, out + 240);
}

void decodeTQ2_0(Bytes in, Floats out)
{
    const float d = half(in + 64);
    for (int run = 0; run < 8; ++run) { // 4 h + j
        Bytes q = in + 32 * (run / 4);
        const int shift = 2 * (run % 4);
        for (int l = 0; l < 32; ++l)
            out[32 * run + l] = static_cast<float>(((q[l] >> shift) & 3) - 1) * d;
    }
}

// ---- all types
// -----------------------------------------------------------------------------------------------------

using DecodeBlock = void (*)(Bytes in, Floats out);
using DecodeRun = void (*)(Bytes in, std::size_t blocks, std::size_t blockBytes, std::size_t blockElements,
                           Floats out);

/// Instantiated for each type, so that the compiler can put the block's code into the loop.
template <DecodeBlock one>
void decodeRun(Bytes in, std::size_t blocks, std::size_t blockBytes, std::size_t blockElements, Floats out)
{
    for (std::size_t block = 0; block < blocks; ++block)
        one(in + block * blockBytes, out + block * blockElements);
}

struct Decoder {
    DType type;
    DecodeRun run;
};

constexpr std::array decoders{
    Decoder{DType::Q4_0, decodeRun<decodeQ4_0>},     Decoder{DType::Q4_1, decodeRun<decodeQ4_1>},
    Decoder{DType::Q5_0, decodeRun<decodeQ5_0>},     Decoder{DType::Q5_1, decodeRun<decodeQ5_1>},
    Decoder{DType::Q8_0, decodeRun<decodeQ8_0>},     Decoder{DType::Q8_1, decodeRun<decodeQ8_1>},
    Decoder{DType::Q2_K, decodeRun<decodeQ2_K>},     Decoder{DType::Q3_K, decodeRun<decodeQ3_K>},
    Decoder{DType::Q4_K, decodeRun<decodeQ4_K>},     Decoder{DType::Q5_K, decodeRun<decodeQ5_K>},
    Decoder{DType::Q6_K, decodeRun<decodeQ6_K>},     Decoder{DType::Q8_K, decodeRun<decodeQ8_K>},
    Decoder{DType::IQ4_NL, decodeRun<decodeIQ4_NL>}, Decoder{DType::IQ4_XS, decodeRun<decodeIQ4_XS>},
    Decoder{DType::TQ1_0, decodeRun<decodeTQ1_0>},   Decoder{DType::TQ2_0, decodeRun<decodeTQ2_0>},
    Decoder{DType::MXFP4, decodeRun<decodeMXFP4>},   Decoder{DType::NVFP4, decodeRun<decodeNVFP4>},
    Decoder{DType::Q1_0, decodeRun<decodeQ1_0>},     Decoder{DType::Q2_0, decodeRun<decodeQ2_0>},
};

DecodeRun decoderOf(DType type)
{
    const auto found =
        std::find_if(decoders.begin(), decoders.end(), [type](const Decoder& d) { return d.type == type; });
    assert(found != decoders.end());
    return found->run;
}

} // namespace

void decodeBlocks(DType type, std::span<const std::byte> bytes, std::span<float> out)
{
    const DTypeInfo& info = dtypeInfo(type);
    const std::size_t blocks = out.size() / info.blockElements;
    assert(blocks * info.blockElements == out.size() && blocks * info.blockBytes == bytes.size());
    decoderOf(type)(reinterpret_cast<const std::uint8_t*>(bytes.data()), blocks, info.blockBytes,
                    info.blockElements, out.data());
}

void decodeBlocks(DType type, std::span<const std::byte> bytes, std::span<double> out)
{
    const DTypeInfo& info = dtypeInfo(type);
    std::array<float, 1024> values{}; // a multiple of every block
    const std::size_t step = values.size() / info.blockElements * info.blockElements;
    for (std::size_t done = 0; done < out.size(); done += step) {
        const std::size_t count = std::min(step, out.size() - done);
        const std::size_t first = done / info.blockElements * info.blockBytes;
        decodeBlocks(type, bytes.subspan(first, count / info.blockElements * info.blockBytes),
                     std::span(values).first(count));
        std::copy_n(values.begin(), count, out.begin() + static_cast<std::ptrdiff_t>(done));
    }
}

} // namespace alidade
