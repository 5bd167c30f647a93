# SPDX-License-Identifier: CC0-1.0
# Writes and reads safetensors files byte by byte, and rounds to bfloat16; needs nothing but numpy.
"""A safetensors file is u64 header length, JSON header (padded with spaces to a multiple of 8), data."""
import json
import struct

import numpy as np

DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1",
          "U8": "u1", "BOOL": "?"}


def to_bfloat16(values):
    """The 16-bit patterns of finite values rounded to bfloat16, to nearest, ties to even."""
    bits = np.asarray(values, np.float32).view(np.uint32)
    return ((bits + (0x7FFF + ((bits >> 16) & 1))) >> 16).astype("<u2")


def from_bfloat16(bits):
    """float32 values of bfloat16 bit patterns; exact."""
    return (np.asarray(bits).astype(np.uint32) << 16).view(np.float32)


def write(path, tensors, metadata=None):
    """Write {name: (dtype name, array of the stored type)} in that order, touching each other from offset 0."""
    header, body = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, (dtype, array) in tensors.items():
        data = np.asarray(array, DTYPES[dtype]).tobytes()  # row-major
        header[name] = dict(dtype=dtype, shape=list(np.shape(array)), data_offsets=[len(body), len(body) + len(data)])
        body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def read(path):
    """{name: array} of a file known to be good; bfloat16 comes back as float32."""
    raw = path.read_bytes()
    start = 8 + struct.unpack("<Q", raw[:8])[0]
    tensors = {}
    for name, entry in json.loads(raw[8:start]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            array = np.frombuffer(raw[start + begin:start + end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
            tensors[name] = from_bfloat16(array) if entry["dtype"] == "BF16" else array
    return tensors
