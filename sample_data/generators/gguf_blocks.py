# SPDX-License-Identifier: CC0-1.0
# ggml's block types in numpy: seeded random blocks, and their float32 values from the published formulas.
"""Independent of the program: whole arrays are unpacked bit by bit, all arithmetic is in float32 as ggml does it.

A decoder takes blocks as uint8 [n, bytes] and gives float32 [n, elements].
"""
import numpy as np

F32 = np.float32
LEVELS = np.array([-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113], F32)
DOUBLED_E2M1 = np.array([0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12], F32)


def f16(block, at):
    """A half at this byte, as a float32 column."""
    return np.ascontiguousarray(block[:, at:at + 2]).view("<f2").astype(F32)


def low_then_high(codes):
    """uint8 [n, k] -> [n, 2k]: all low nibbles, then all high nibbles."""
    return np.concatenate([codes & 15, codes >> 4], axis=1)


def bits(block, at, count):
    """`count` bits from this byte on, lowest first: [n, count] of 0 and 1."""
    return np.unpackbits(block[:, at:at + count // 8], axis=1, bitorder="little")


def crumbs(codes, run):
    """Two-bit fields in runs: for each `run` bytes, all lowest fields, then the next, ...: [n, 4 * bytes]."""
    groups = codes.reshape(len(codes), -1, 1, run)
    return ((groups >> np.array([0, 2, 4, 6], np.uint8).reshape(4, 1)) & 3).reshape(len(codes), -1)


def values(integers):
    return integers.astype(np.int32).astype(F32)


def q4_0(b):
    return f16(b, 0) * values(low_then_high(b[:, 2:]).astype(int) - 8)


def q4_1(b):
    return f16(b, 0) * values(low_then_high(b[:, 4:])) + f16(b, 2)


def q5_0(b):
    return f16(b, 0) * values((low_then_high(b[:, 6:]) | bits(b, 2, 32) << 4).astype(int) - 16)


def q5_1(b):
    return f16(b, 0) * values(low_then_high(b[:, 8:]) | bits(b, 4, 32) << 4) + f16(b, 2)


def q8_0(b):
    return f16(b, 0) * values(b[:, 2:].view(np.int8))


def q8_1(b):
    return f16(b, 0) * values(b[:, 4:].view(np.int8))


def sixteenths(per_group):
    """[n, 16] -> [n, 256]: one value for each run of 16 elements."""
    return np.repeat(per_group, 16, axis=1)


def q2_k(b):
    scale, minimum = values(b[:, :16] & 15), values(b[:, :16] >> 4)
    return (sixteenths(f16(b, 80) * scale) * values(crumbs(b[:, 16:80], 32))
            - sixteenths(f16(b, 82) * minimum))


def q3_k(b):
    packed = b[:, 96:108]
    low = np.concatenate([packed[:, :8] & 15, packed[:, :8] >> 4], axis=1)
    high = np.concatenate([(packed[:, 8:] >> shift) & 3 for shift in (0, 2, 4, 6)], axis=1)
    scale = (low | high << 4).astype(int) - 32
    third = np.concatenate([(b[:, :32] >> bit) & 1 for bit in range(8)], axis=1)
    code = crumbs(b[:, 32:96], 32).astype(int) - np.where(third, 0, 4)
    return sixteenths(f16(b, 108) * values(scale)) * values(code)


def k_scales(packed):
    """The twelve bytes of Q4_K and Q5_K: eight scales and eight minima of six bits."""
    first, second, third = packed[:, :4], packed[:, 4:8], packed[:, 8:]
    scale = np.concatenate([first & 63, (third & 15) | (first >> 6) << 4], axis=1)
    minimum = np.concatenate([second & 63, (third >> 4) | (second >> 6) << 4], axis=1)
    return values(scale), values(minimum)


def k_codes(codes):
    """128 bytes -> 256 nibbles: of each 32 bytes first the low ones, then the high ones."""
    return np.concatenate([low_then_high(codes[:, i:i + 32]) for i in range(0, 128, 32)], axis=1)


def k_value(b, code):
    scale, minimum = k_scales(b[:, 4:16])
    return np.repeat(f16(b, 0) * scale, 32, axis=1) * values(code) - np.repeat(f16(b, 2) * minimum, 32, axis=1)


def q4_k(b):
    return k_value(b, k_codes(b[:, 16:]))


def q5_k(b):
    fifth = np.concatenate([(b[:, 16:48] >> bit) & 1 for bit in range(8)], axis=1)
    return k_value(b, k_codes(b[:, 48:]) + 16 * fifth)


def q6_k(b):
    low = np.concatenate([low_then_high(b[:, i:i + 64]) for i in (0, 64)], axis=1)
    code = (low | crumbs(b[:, 128:192], 32) << 4).astype(int) - 32
    return sixteenths(f16(b, 208) * values(b[:, 192:208].view(np.int8))) * values(code)


def q8_k(b):
    return np.ascontiguousarray(b[:, :4]).view("<f4") * values(b[:, 4:260].view(np.int8))


def iq4_nl(b):
    return f16(b, 0) * LEVELS[low_then_high(b[:, 2:])]


def iq4_xs(b):
    high = np.ascontiguousarray(b[:, 2:4]).view("<u2")
    low = np.stack([b[:, 4:8] & 15, b[:, 4:8] >> 4], axis=2).reshape(len(b), 8)
    scale = (low | ((high >> np.arange(0, 16, 2, dtype=np.uint16)) & 3) << 4).astype(int) - 32
    levels = np.concatenate([LEVELS[low_then_high(b[:, i:i + 16])] for i in range(8, 136, 16)], axis=1)
    return np.repeat(f16(b, 0) * values(scale), 32, axis=1) * levels


def trits(codes, digits):
    """Base-3 digits, highest first: all first digits, then all second ones, ..."""
    fraction = np.concatenate([(codes.astype(int) * 3 ** t) % 256 for t in range(digits)], axis=1)
    return fraction * 3 // 256


def tq1_0(b):
    code = np.concatenate([trits(b[:, :32], 5), trits(b[:, 32:48], 5), trits(b[:, 48:52], 4)], axis=1)
    return f16(b, 52) * values(code - 1)


def tq2_0(b):
    return f16(b, 64) * values(crumbs(b[:, :64], 32).astype(int) - 1)


def mxfp4(b):
    halved = np.ldexp(1.0, b[:, :1].astype(int) - 128).astype(F32)
    with np.errstate(over="ignore"):
        return halved * DOUBLED_E2M1[low_then_high(b[:, 1:])]


def ue4m3(code):
    exponent, mantissa = (code >> 3 & 15).astype(int), (code & 7).astype(float)
    value = np.where(exponent == 0, np.ldexp(mantissa, -9), np.ldexp(1 + mantissa / 8, exponent - 7))
    return np.where(code == 0x7F, 0, value).astype(F32)


def nvfp4(b):
    levels = np.concatenate([DOUBLED_E2M1[low_then_high(b[:, i:i + 8])] for i in range(4, 36, 8)], axis=1)
    return sixteenths(ue4m3(b[:, :4]) * F32(0.5)) * levels


def q1_0(b):
    return np.where(bits(b, 2, 128), f16(b, 0), -f16(b, 0))


def q2_0(b):
    return f16(b, 0) * values(crumbs(b[:, 2:], 1).astype(int) - 1)


# name: (type id, elements, bytes, bytes where halves lie, decoder); codebook types have none
BLOCKS = {
    "Q4_0": (2, 32, 18, [0], q4_0), "Q4_1": (3, 32, 20, [0, 2], q4_1), "Q5_0": (6, 32, 22, [0], q5_0),
    "Q5_1": (7, 32, 24, [0, 2], q5_1), "Q8_0": (8, 32, 34, [0], q8_0), "Q8_1": (9, 32, 36, [0, 2], q8_1),
    "Q2_K": (10, 256, 84, [80, 82], q2_k), "Q3_K": (11, 256, 110, [108], q3_k),
    "Q4_K": (12, 256, 144, [0, 2], q4_k), "Q5_K": (13, 256, 176, [0, 2], q5_k), "Q6_K": (14, 256, 210, [208], q6_k),
    "Q8_K": (15, 256, 292, [], q8_k), "IQ4_NL": (20, 32, 18, [0], iq4_nl), "IQ4_XS": (23, 256, 136, [0], iq4_xs),
    "TQ1_0": (34, 256, 54, [52], tq1_0), "TQ2_0": (35, 256, 66, [64], tq2_0), "MXFP4": (39, 32, 17, [], mxfp4),
    "NVFP4": (40, 64, 36, [], nvfp4), "Q1_0": (41, 128, 18, [0], q1_0), "Q2_0": (42, 64, 18, [0], q2_0),
    "IQ2_XXS": (16, 256, 66, [], None), "IQ2_XS": (17, 256, 74, [], None), "IQ3_XXS": (18, 256, 98, [], None),
    "IQ1_S": (19, 256, 50, [], None), "IQ3_S": (21, 256, 110, [], None), "IQ2_S": (22, 256, 82, [], None),
    "IQ1_M": (29, 256, 56, [], None),
}


def random_blocks(name, count, rng):
    """uint8 [count, bytes]: any codes, scales that stay far from overflow."""
    _, _, size, halves, _ = BLOCKS[name]
    block = rng.integers(0, 256, (count, size), dtype=np.uint8)
    for at in halves:
        block[:, at:at + 2] = rng.normal(0, 0.05, (count, 1)).astype("<f2").view(np.uint8)
    if name == "Q8_K":
        block[:, :4] = rng.normal(0, 0.05, (count, 1)).astype("<f4").view(np.uint8)
    if name == "MXFP4":
        block[:, 0] = rng.integers(117, 133, count)
    return block


def decode(name, blocks):
    """float32 [blocks, elements], or None for a codebook type."""
    decoder = BLOCKS[name][4]
    return decoder(blocks).astype(F32, copy=False) if decoder else None
