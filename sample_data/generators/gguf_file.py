# SPDX-License-Identifier: CC0-1.0
# Writes GGUF files (version 3, little-endian) from arrays and from raw blocks.
"""Layout: "GGUF", u32 version, u64 tensors, u64 metadata pairs, the pairs, the tensor descriptions, padding, data."""
import struct

import numpy as np

ALIGNMENT = 32
TYPES = {"F32": 0, "F16": 1, "I8": 24, "I16": 25, "I32": 26, "I64": 27, "F64": 28, "BF16": 30}


def string(text):
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def pair(key, value):
    """One metadata pair: str, bool, int (uint32), float (float32), or a list of str or int."""
    if isinstance(value, str):
        return string(key) + struct.pack("<I", 8) + string(value)
    if isinstance(value, bool):
        return string(key) + struct.pack("<IB", 7, value)
    if isinstance(value, int):
        return string(key) + struct.pack("<II", 4, value)
    if isinstance(value, float):
        return string(key) + struct.pack("<If", 6, value)
    if all(isinstance(item, str) for item in value):
        return string(key) + struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(string, value))
    return string(key) + struct.pack("<IIQ", 9, 5, len(value)) + np.asarray(value, "<i4").tobytes()


def padded(raw):
    return raw + bytes(-len(raw) % ALIGNMENT)


def write(path, tensors, metadata):
    """tensors: list of (name, type id, shape row-major, raw bytes); metadata: {key: value}."""
    infos, data = b"", b""
    for name, kind, shape, raw in tensors:
        infos += string(name) + struct.pack("<I", len(shape))
        infos += b"".join(struct.pack("<Q", n) for n in reversed(shape))  # the fastest dimension comes first
        infos += struct.pack("<IQ", kind, len(data))
        data += padded(raw)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata))
    head += b"".join(pair(key, value) for key, value in metadata.items())
    path.write_bytes(padded(head + infos) + data)
