# SPDX-License-Identifier: GPL-3.0-or-later
# The parts of a GGUF file as bytes, with nothing checked: for building wrong ones.
import struct

U8, I8_VALUE, U16, I16_VALUE, U32, I32, F32_VALUE, BOOL, STRING, ARRAY, U64, I64_VALUE, F64_VALUE = range(13)
F32, F16, Q4_0, Q8_0, Q4_K, IQ2_XXS, I8, I64, F64, BF16 = 0, 1, 2, 8, 12, 16, 24, 27, 28, 30
INTEGERS = {U8: "B", I8_VALUE: "b", U16: "H", I16_VALUE: "h", U32: "I", I32: "i", U64: "Q", I64_VALUE: "q"}


def u32(value):
    return struct.pack("<I", value)


def u64(value):
    return struct.pack("<Q", value)


def string(value):
    """A length and its bytes; str or bytes."""
    raw = value.encode() if isinstance(value, str) else value
    return u64(len(raw)) + raw


text = string


def kv(key, kind, value):
    return string(key) + u32(kind) + value


def integer(key, value, kind=U32):
    return kv(key, kind, struct.pack("<" + INTEGERS[kind], value))


def array(kind, count, elements):
    return u32(kind) + u64(count) + elements


def info(name, shape, kind, offset):
    """A tensor's description; `shape` in the file's order, fastest first."""
    return string(name) + u32(len(shape)) + b"".join(map(u64, shape)) + u32(kind) + u64(offset)


def file(kvs=(), infos=(), data=None, version=3, tensors=None, pairs=None, alignment=32):
    """A whole file; without data it ends unpadded. Counts are true unless given."""
    head = b"GGUF" + u32(version) + u64(len(infos) if tensors is None else tensors)
    head += u64(len(kvs) if pairs is None else pairs) + b"".join(kvs) + b"".join(infos)
    return head if data is None else head + bytes(-len(head) % alignment) + data
