# SPDX-License-Identifier: GPL-3.0-or-later
# The odd but valid safetensors files of tests/hostile/safetensors_good/, with what a reader must find in them.
"""expected.json: file name -> {"words": ..., "tensors": [...]} with the fields of `alidade-cli inspect --json`;
`stats` is null where the type has no required statistics (then `first` and `last` are left out)."""
import json
import pathlib
import struct
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "sample_data" / "generators"))
from expected_statistics import SAMPLES, sample, statistics  # noqa: E402
from safetensors_file import DTYPES, from_bfloat16, to_bfloat16  # noqa: E402

BITS = {"F64": 64, "I64": 64, "U64": 64, "C64": 64, "F32": 32, "I32": 32, "U32": 32, "F16": 16, "BF16": 16, "I16": 16,
        "U16": 16, "I8": 8, "U8": 8, "BOOL": 8, "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8,
        "F8_E5M2FNUZ": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6}
UNSIGNED = {"U64": "<u8", "U32": "<u4", "U16": "<u2"}


def float8(exponent_bits, mantissa_bits, bias, pattern):
    """The value of one 8-bit pattern of F8_E4M3 (no infinity, mantissa 7 of the top exponent is NaN) or F8_E5M2."""
    sign = -1.0 if pattern & 0x80 else 1.0
    exponent = (pattern >> mantissa_bits) & (2 ** exponent_bits - 1)
    mantissa = pattern & (2 ** mantissa_bits - 1)
    if exponent == 2 ** exponent_bits - 1:
        if exponent_bits == 5:
            return np.nan if mantissa else sign * np.inf
        if mantissa == 7:
            return np.nan
    if exponent == 0:
        return sign * mantissa * 2.0 ** (1 - bias - mantissa_bits)
    return sign * (2 ** mantissa_bits + mantissa) * 2.0 ** (exponent - bias - mantissa_bits)


def decode(dtype, raw):
    """float64 values of the stored bytes, or None where the format asks for no statistics."""
    if dtype == "BF16":
        return from_bfloat16(np.frombuffer(raw, "<u2")).astype(np.float64)
    if dtype in ("F8_E4M3", "F8_E5M2"):
        layout = (4, 3, 7) if dtype == "F8_E4M3" else (5, 2, 15)
        return np.array([float8(*layout, pattern) for pattern in raw])
    kind = {**DTYPES, **UNSIGNED}.get(dtype)
    with np.errstate(invalid="ignore"):  # a signalling NaN becomes a quiet one
        return np.frombuffer(raw, kind).astype(np.float64) if kind else None


def tensor(name, dtype, shape, raw):
    if (int(np.prod(shape, dtype=object)) * BITS[dtype]) != 8 * len(raw):
        raise ValueError(f"{name}: {dtype} {shape} does not take {len(raw)} bytes")
    return dict(name=name, dtype=dtype, shape=list(shape), raw=raw)


def ramp(n):
    return (np.arange(n, dtype="<f4") - 1.5).tobytes()


def some_bytes(dtype):
    """24 elements: counting from 0, -5 where the type has a sign; any pattern where numpy lacks the type."""
    if dtype == "BF16":
        return to_bfloat16(np.arange(24) - 5.0).tobytes()
    if dtype == "BOOL" or dtype not in {**DTYPES, **UNSIGNED}:
        return bytes([0, 1] * (24 * BITS[dtype] // 16))
    return (np.arange(24) - (0 if dtype.startswith("U") else 5)).astype({**DTYPES, **UNSIGNED}[dtype]).tobytes()


def laid_out(tensors, written=None, escaped=None, metadata=None, separators=(",", ":")):
    """A file with the data in the order of `tensors`, the keys in the order of `written`, `escaped` names replaced."""
    offset, entries = 0, {}
    for t in tensors:
        entries[t["name"]] = dict(dtype=t["dtype"], shape=t["shape"], data_offsets=[offset, offset + len(t["raw"])])
        offset += len(t["raw"])
    names = written or list(entries)
    header = {} if metadata is None else {"__metadata__": metadata}
    header.update({name: entries[name] for name in names})
    text = json.dumps(header, separators=separators, ensure_ascii=False)
    for plain, other in (escaped or {}).items():
        text = text.replace(plain, other)
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw + b"".join(t["raw"] for t in tensors)


def good_cases(framed, entry):
    """{name: (words, bytes, tensors in the order of the data)}."""
    cases = {}

    def good(name, words, tensors, raw=None, **layout):
        cases[name] = (words, laid_out(tensors, **layout) if raw is None else raw, tensors)

    pair = [tensor("a", "F32", [2], ramp(2)), tensor("b", "F32", [3], ramp(3))]
    a = [tensor("a", "F32", [2], ramp(2))]
    text = f'{{"a":{entry()}}}'
    good("no_tensors", "the smallest file: no tensors", [])
    good("scalar", "shape [] is one element", [tensor("s", "F32", [], ramp(1))])
    good("zero_dimensions", "empty tensors before, between and behind others",
         [tensor("e0", "F32", [0], b""), a[0], tensor("e1", "I64", [3, 0, 5], b""),
          pair[1], tensor("e2", "U8", [0], b"")])
    good("only_empty", "nothing but empty tensors", [tensor("e0", "F32", [0], b""), tensor("e1", "F16", [4, 0], b"")])
    good("zero_by_huge", "a zero dimension beside 2^40", [tensor("e", "F64", [0, 2 ** 40], b"")])
    good("rank_twelve", "twelve dimensions", [tensor("r", "F32", [1, 2] + [1] * 9 + [3], ramp(6))])
    good("key_order", "keys in another order than the data", pair, written=["b", "a"])
    good("field_order", "the fields of an entry in another order", a,
         framed('{"a":{"data_offsets":[0,8],"shape":[2],"dtype":"F32"}}', ramp(2)))
    good("white_space", "spaces, tabs, carriage returns and line feeds between all tokens", a,
         framed(text.replace(":", " \t:\r\n ").replace(",", "\n,\t").replace("[", "[ ").replace("]", " ]"), ramp(2)))
    good("padded_spaces", "padded with spaces", a, framed(text + " " * 13, ramp(2)))
    good("padded_newlines", "padded with line feeds", a, framed(text + "\n" * 5, ramp(2)))
    good("escaped_keys", "field names and dtype written with escapes", a, framed(
        '{"\\u0061":{"\\u0064type":"F\\u0033\\u0032","sh\\u0061pe":[2],"data\\u005Foffsets":[0,8]}}', ramp(2)))
    good("all_escapes", "every escape of JSON in a name", [tensor('"\\/\b\f\n\r\t\u00e9', "F32", [1], ramp(1))],
         framed('{"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9":' + entry(shape="[1]", offsets="[0,4]") + "}", ramp(1)))
    good("metadata", "metadata behind the tensors, with an empty key and value", a,
         framed(text[:-1] + ',"__metadata__":{"":"","format":"pt"}}', ramp(2)))
    good("metadata_null", "metadata null", a, framed('{"__metadata__":null,' + text[1:], ramp(2)))
    good("metadata_empty", "metadata without keys", a, metadata={})
    for name, words, stored in (
            ("empty", "the empty name", ""), ("long", "a name of 5000 bytes", "n" * 5000),
            ("quotes", "quotes and backslashes", 'a"b\\c\'d'),
            ("line_breaks", "line breaks", "a\nb\r\nc\u2028d\u0085e"),
            ("bidi", "right-to-left override", "weight\u202etxt.exe"),
            ("escape_sequence", "a terminal escape sequence", "\x1b[31mred"),
            ("nul", "a NUL character", "a\0b"),
            ("emoji", "a character beyond U+FFFF", "\U0001f600"), ("delete", "U+007F", "a\x7fb"),
            ("korean", "Hangul", "\uac00\uc911\uce58"), ("path", "a name like a path", "../../etc/passwd"),
            ("noncharacter", "U+FFFE and U+10FFFF", "\ufffe\U0010ffff"), ("percent", "printf conversions", "%s%n%x"),
            ("html", "markup", "<b>bold</b><img src=x>")):
        good(f"name_{name}", words, [tensor(stored, "F32", [2], ramp(2))])
    good("name_surrogates", "a character beyond U+FFFF as two escapes", [tensor("\U0001f600", "F32", [2], ramp(2))],
         escaped={"\U0001f600": "\\ud83d\\uDE00"})
    good("names_alike", "names that differ after a NUL, in case, in normal form, by a space", [
        tensor(n, "F32", [1], ramp(1)) for n in ("a\0b", "a\0c", "A", "a", "a ", "\u00e9", "e\u0301", "dtype")])
    good("unaligned", "F32, F64 and F16 at odd addresses", [
        tensor("bytes", "U8", [3], bytes((1, 2, 3))), tensor("f32", "F32", [2], ramp(2)),
        tensor("f64", "F64", [2], np.array([0.1, -1e30], "<f8").tobytes()), tensor("one", "I8", [1], b"\x80"),
        tensor("f16", "F16", [3], np.array([65504, -6e-8, 1], "<f2").tobytes())], escaped={"}}": "}}  "})
    good("not_finite", "NaN of both signs and both infinities", [
        tensor("x", "F32", [5], struct.pack("<5I", 0x7FC00000, 0xFF800001, 0x7F800000, 0xFF800000, 0x3F800000))])
    good("float_extremes", "largest, smallest and negative zero", [
        tensor("x", "F32", [5], struct.pack("<5I", 0x7F7FFFFF, 0xFF7FFFFF, 1, 0x80000001, 0x80000000)),
        tensor("y", "BF16", [3], to_bfloat16([3.0e38, -1e-38, 1.0]).tobytes())])
    good("integers", "64-bit integers at their limits", [
        tensor("i64", "I64", [3], struct.pack("<3q", -2 ** 63, 2 ** 63 - 1, 0)),
        tensor("u64", "U64", [2], struct.pack("<2Q", 2 ** 64 - 1, 1)), tensor("bool", "BOOL", [3], b"\x01\x00\x01")])
    good("float8_patterns", "all 256 patterns of the 8-bit floats", [
        tensor(d, d, [16, 16], bytes(range(256))) for d in BITS if d.startswith("F8_")])
    good("all_dtypes", "24 elements of every type", [
        tensor(d, d, [2, 12], some_bytes(d)) for d in BITS])
    good("many", "300 small tensors", [tensor(f"t{i:03d}", "U8", [1], bytes([i % 256])) for i in range(300)],
         written=[f"t{i * 7 % 300:03d}" for i in range(300)])
    return cases


def write_good(folder, cases):
    """Write the files and expected.json; returns how many files."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, (words, raw, tensors) in cases.items():
        (folder / f"{name}.safetensors").write_bytes(raw)
        listed = []
        for t in tensors:
            values = decode(t["dtype"], t["raw"])
            found = dict(name=t["name"], dtype=t["dtype"], shape=t["shape"], stats=None)
            if values is not None:
                found.update(stats=statistics(values), first=sample(values[:SAMPLES]), last=sample(values[-SAMPLES:]))
            listed.append(found)
        expected[f"{name}.safetensors"] = dict(words=words, tensors=listed)
    lines = [f" {json.dumps(file)}: {json.dumps(found, sort_keys=True, allow_nan=False)}"
             for file, found in sorted(expected.items())]
    (folder / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    return len(cases)
