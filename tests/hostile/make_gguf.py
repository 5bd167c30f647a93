# SPDX-License-Identifier: GPL-3.0-or-later
# Builds, byte by byte, the GGUF files that must be refused (gguf/) and those that must be accepted (gguf_good/).
"""Every run gives the same bytes.

    /usr/bin/python3 tests/hostile/make_gguf.py [OUTPUT_FOLDER]

gguf/expected.json: file name -> {"reasons": [ids], "words": what is wrong}. The ids are those of formatReasonId(); the
first is the intended one, the others are as true, for a reader that checks in another order.
"""
import json
import pathlib
import struct
import sys

from gguf_bytes import (ARRAY, BOOL, F16, F32, F64, I8, I32, Q4_0, Q4_K, Q8_0, STRING, U8, U16, U32, U64, array, file,
                        info, integer, kv, string, text, u32, u64)
from gguf_good import good_cases, write_good

CASES = {}
DATA = bytes(32)


def case(name, reasons, words, raw):
    if name in CASES:
        raise ValueError(f"two cases are called {name}")
    CASES[name] = dict(reasons=reasons.split(), words=words, raw=raw)


def tensor(name, reasons, words, *arguments, data=DATA, kvs=()):
    """A file with one tensor `a`."""
    case(name, reasons, words, file(kvs, [info("a", *arguments)], data))


def beginnings():
    case("empty_file", "truncated", "an empty file", b"")
    case("three_bytes", "truncated unknown-format", "3 bytes of the signature", b"GGU")
    case("magic_only", "truncated", "4 bytes: the signature alone", b"GGUF")
    case("magic_lower_case", "unknown-format", "the signature in small letters", b"gguf" + file()[4:])
    case("magic_reversed", "unknown-format", "the signature backwards", b"FUGG" + file()[4:])
    case("magic_ggml", "unknown-format", "the older container ggjt", b"tjgg" + u32(3) + bytes(40))
    case("magic_late", "unknown-format", "a byte before the signature", b"\0" + file())
    for version in (0, 4, 5, 2 ** 16 - 1, 2 ** 32 - 1):
        case(f"version_{version}", "unsupported", f"version {version}", file(version=version))
    case("version_1", "unsupported", "version 1 with its 32-bit lengths",
         b"GGUF" + u32(1) + u32(0) + u32(0))
    for version in (1, 2, 3):
        case(f"big_endian_{version}", "unsupported", f"a big-endian file of version {version}",
             b"GGUF" + struct.pack(">IQQ", version, 0, 0))


def counts():
    for name, count in (("minus_1", 2 ** 64 - 1), ("2_63", 2 ** 63), ("2_62", 2 ** 62), ("2_32", 2 ** 32),
                        ("wraps_by_24", 2 ** 64 // 24 + 1), ("one_more", 2)):
        case(f"tensors_{name}", "truncated too-many", f"{count} tensors announced, one there",
             file(infos=[info("a", [8], F32, 0)], data=DATA, tensors=count))
        case(f"pairs_{name}", "truncated too-many", f"{count} metadata pairs announced, one there",
             file([kv("k", U8, b"\1")], pairs=count))
    case("pairs_one_less", "truncated too-many bad-shape bad-type bad-text",
         "one metadata pair announced, two there: the second is read as a tensor",
         file([kv("a", U8, b"\1"), kv("b", U8, b"\1")], [info("t", [8], F32, 0)], DATA, pairs=1))
    case("tensors_without_infos", "truncated", "a tensor announced at the end of the file", file(tensors=1))


def keys():
    case("key_empty", "bad-text", "an empty key", file([kv("", U8, b"\1")]))
    case("key_nul", "bad-text", "a NUL in a key", file([kv("a\0b", U8, b"\1")]))
    case("key_twice", "duplicate-name", "a key given twice", file([kv("k", U8, b"\1"), kv("k", U8, b"\1")]))
    case("key_twice_types", "duplicate-name", "a key given twice, with other types",
         file([kv("k", U8, b"\1"), kv("j", U8, b"\1"), kv("k", STRING, string("x"))]))
    case("alignment_twice", "duplicate-name", "general.alignment given twice", file([integer("general.alignment", 32)] * 2))
    for name, length in (("minus_1", 2 ** 64 - 1), ("2_63", 2 ** 63), ("2_62", 2 ** 62), ("past_end", 1000),
                         ("wraps_position", 2 ** 64 - 24)):
        case(f"key_length_{name}", "truncated too-many", f"a key of {length} bytes",
             file([u64(length) + b"key" + u32(U8) + b"\1" + bytes(24)]))
    case("key_too_long", "too-many", "a key of 65 536 bytes", file([kv("k" * 65536, U8, b"\1")]))
    for kind in (13, 14, 255, 2 ** 16, 2 ** 31, 2 ** 32 - 1):
        case(f"value_type_{kind}", "bad-type", f"a value of type {kind}", file([kv("k", kind, bytes(16))]))
    case("bool_2", "bad-number", "a bool of 2", file([kv("k", BOOL, b"\2")]))
    case("bool_array_255", "bad-number", "a bool of 255 in an array", file([kv("k", ARRAY, array(BOOL, 20, b"\0" * 19 + b"\xff"))]))


def values():
    for name, length in (("minus_1", 2 ** 64 - 1), ("2_63", 2 ** 63), ("2_30", 2 ** 30), ("past_end", 9),
                         ("wraps_position", 2 ** 64 - 40)):
        case(f"string_length_{name}", "truncated", f"a string value of {length} bytes, 8 there",
             file([kv("k", STRING, u64(length) + b"12345678")]))
        case(f"string_in_array_length_{name}", "truncated", f"a string of {length} bytes in an array",
             file([kv("k", ARRAY, array(STRING, 2, string("ok") + u64(length) + b"12345678"))]))
    for name, kind in (("u8", U8), ("u64", U64), ("bool", BOOL), ("string", STRING), ("array", ARRAY)):
        for what, count in (("minus_1", 2 ** 64 - 1), ("2_61", 2 ** 61), ("2_29", 2 ** 29)):
            case(f"array_{name}_count_{what}", "truncated too-many", f"an array of {count} elements of type {name}",
                 file([kv("k", ARRAY, array(kind, count, bytes(16)))]))
    case("array_u64_count_wraps", "too-many truncated", "2^61 + 1 elements of 8 bytes: 8 bytes modulo 2^64",
         file([kv("k", ARRAY, array(U64, 2 ** 61 + 1, bytes(8)))]))
    for kind in (13, 99, 2 ** 32 - 1):
        case(f"array_type_{kind}", "bad-type", f"an array of elements of type {kind}",
             file([kv("k", ARRAY, array(kind, 1, bytes(16)))]))
    case("array_empty_of_unknown", "bad-type", "an empty array of an unknown type",
         file([kv("k", ARRAY, array(13, 0, b""))]))


def nested(depth, innermost):
    raw = innermost
    for _ in range(depth - 1):
        raw = array(ARRAY, 1, raw)
    return raw


def nesting():
    for depth in (9, 100, 5000):
        case(f"nesting_{depth}", "too-deep", f"{depth} arrays inside one another",
             file([kv("k", ARRAY, nested(depth, array(U8, 1, b"\1")))]))
    case("nesting_cut", "too-deep truncated", "60 000 bytes of array heads and no end",
         file([kv("k", ARRAY, array(ARRAY, 1, b"") * 5000)]))
    case("nested_count", "truncated too-many", "2^40 elements in an array in an array",
         file([kv("k", ARRAY, array(ARRAY, 1, array(U8, 2 ** 40, b"")))]))
    case("nested_type", "bad-type", "an unknown type in an array in an array",
         file([kv("k", ARRAY, array(ARRAY, 1, array(77, 1, bytes(8))))]))
    case("nested_string_past_end", "truncated", "a string past the end in an array in an array",
         file([kv("k", ARRAY, array(ARRAY, 1, array(STRING, 1, u64(2 ** 50))))]))
    case("nested_missing", "truncated", "an array of three arrays that holds two",
         file([kv("k", ARRAY, array(ARRAY, 3, array(U8, 1, b"\1") * 2))]))


def alignments():
    for value in (0, 3, 24, 33, 48, 2 ** 20 + 32, 2 ** 21, 2 ** 31, 2 ** 32 - 1, 2 ** 32 - 32):
        case(f"alignment_{value}", "bad-number", f"general.alignment is {value}",
             file([integer("general.alignment", value)], [info("a", [8], F32, 0)], DATA))
    for name, kind, raw in (("u8", U8, b"\x20"), ("u16", U16, b"\x20\0"), ("i32", I32, u32(32)), ("u64", U64, u64(32)),
                            ("f32", 6, struct.pack("<f", 32)), ("bool", BOOL, b"\1"), ("string", STRING, string("32")),
                            ("array", ARRAY, array(U32, 1, u32(32)))):
        case(f"alignment_of_type_{name}", "bad-type", f"general.alignment is of type {name}",
             file([kv("general.alignment", kind, raw)], [info("a", [8], F32, 0)], DATA))


def names():
    case("name_twice", "duplicate-name", "a tensor name given twice",
         file(infos=[info("a", [8], F32, 0), info("a", [8], F32, 32)], data=bytes(64)))
    case("name_twice_empty", "duplicate-name", "the empty name twice",
         file(infos=[info("", [8], F32, 0), info("", [8], F32, 32)], data=bytes(64)))
    case("name_nul", "bad-text", "a NUL in a tensor name", file(infos=[info("a\0b", [8], F32, 0)], data=DATA))
    for name, length in (("minus_1", 2 ** 64 - 1), ("2_63", 2 ** 63), ("2_40", 2 ** 40), ("past_end", 500)):
        case(f"name_length_{name}", "truncated too-many", f"a tensor name of {length} bytes",
             file(infos=[u64(length) + b"a" + u32(1) + u64(8) + u32(F32) + u64(0)], data=DATA))
    case("name_too_long", "too-many", "a tensor name of 65 536 bytes",
         file(infos=[info("n" * 65536, [8], F32, 0)], data=DATA))


def shapes():
    for rank in (5, 6, 2 ** 16, 2 ** 31, 2 ** 32 - 1):
        case(f"rank_{rank}", "bad-shape", f"{rank} dimensions",
             file(infos=[text("a") + u32(rank) + u64(1) * min(rank, 8) + u32(F32) + u64(0)], data=DATA))
    for name, shape in (("2_62_4", [2 ** 62, 4]), ("2_32_2_32", [2 ** 32, 2 ** 32]),
                        ("2_31_2_31_4", [2 ** 31, 2 ** 31, 4]), ("2_16_four_times", [2 ** 16] * 4),
                        ("2_62_2_62", [2 ** 62, 2 ** 62]), ("8_2_61", [8, 2 ** 61]), ("2_61_8", [2 ** 61, 8]),
                        ("3_and_inverse", [3, 0x2AAAAAAAAAAAAAAB])):
        tensor(f"product_{name}", "bad-shape truncated", f"shape {shape}: the product wraps", shape, F32, 0)
    for name, shape in (("2_62", [2 ** 62]), ("2_61", [2 ** 61]), ("2_60", [2 ** 60]), ("2_62_minus_32", [2 ** 62 - 32])):
        tensor(f"bytes_{name}_f64", "bad-shape truncated", f"shape {shape} of float64: the bytes wrap", shape, F64, 0)
    tensor("bytes_q4_0", "bad-shape truncated", "32 * 2^57 elements of Q4_0: multiplied before divided, 2 bytes",
           [2 ** 62 - 2 ** 62 % 32, 2], Q4_0, 0)
    tensor("bytes_q4_0_wraps", "bad-shape truncated", "elements * 18 wraps to few bytes",
           [0x0E38E38E38E38E40], Q4_0, 0)
    tensor("bytes_q4_k_wraps", "bad-shape truncated", "blocks * 144 wraps", [256, 0x01C71C71C71C71C8], Q4_K, 0)
    tensor("pad_wraps", "bad-shape truncated", "2^64 - 1 elements of int8: padding wraps to 0", [2 ** 64 - 1], I8, 0)
    tensor("pad_wraps_below", "bad-shape truncated", "2^64 - 32 bytes, already padded", [2 ** 64 - 32], I8, 0)
    for name, shape in (("minus_1", [2 ** 64 - 1]), ("2_63", [2 ** 63]), ("second_minus_1", [8, 2 ** 64 - 1]),
                        ("minus_1_twice", [2 ** 64 - 1, 2 ** 64 - 1]), ("beside_zero", [0, 2 ** 63])):
        tensor(f"negative_{name}", "bad-shape", f"shape {shape}: negative", shape, F32, 0)
    for name, shape, kind in (("q4_0_33", [33], Q4_0), ("q4_0_1", [1], Q4_0), ("q8_0_16_2", [16, 2], Q8_0),
                              ("q4_k_32", [32, 8], Q4_K), ("q4_k_257", [257], Q4_K), ("q4_k_scalar", [], Q4_K)):
        tensor(f"block_{name}", "bad-shape", f"rows {shape} are no whole blocks", shape, kind, 0, data=bytes(1024))


def types():
    for kind in (4, 5, 31, 32, 33, 36, 37, 38, 43, 44, 97, 133, 255, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1):
        tensor(f"type_{kind}", "bad-type", f"tensor type {kind}", [256], kind, 0, data=bytes(1024))


def places():
    for offset in (1, 4, 16, 31, 33):
        tensor(f"offset_{offset}", "bad-offset", f"offset {offset} at an alignment of 32", [8], F32, offset,
               data=bytes(128))
    tensor("offset_32_of_64", "bad-offset", "offset 32 at an alignment of 64", [8], F32, 32, data=bytes(128),
           kvs=[integer("general.alignment", 64)])
    for name, offset in (("at_end", 32), ("behind", 64), ("2_40", 2 ** 40), ("2_63", 2 ** 63), ("wraps", 2 ** 64 - 32)):
        tensor(f"data_{name}", "truncated", f"the data begins at {offset} of 32 bytes", [8], F32, offset)
    case("data_wraps_into_header", "truncated", "an offset that wraps back to the start of the file",
         file(infos=[info("a", [8], F32, 2 ** 64 - 96)], data=DATA))
    case("data_one_byte_short", "truncated", "the last byte of data is missing",
         file(infos=[info("a", [8], F32, 0)], data=bytes(31)))
    case("data_missing", "truncated", "no data", file(infos=[info("a", [8], F32, 0)], data=b""))
    case("data_missing_unpadded", "truncated", "the file ends with the tensor's description",
         file(infos=[info("a", [8], F32, 0)], data=None))
    case("second_beyond", "truncated", "the second of two tensors lies behind the data",
         file(infos=[info("a", [8], F32, 0), info("b", [8], F32, 32)], data=bytes(40)))
    case("empty_far_away", "truncated", "an empty tensor far behind the data",
         file(infos=[info("a", [8], F32, 0), info("b", [0], F32, 4096)], data=DATA))
    for name, shape, second in (("same", [8], 0), ("partly", [16], 32), ("inside", [64], 64)):
        case(f"overlap_{name}", "overlap", "two tensors over the same bytes",
             file(infos=[info("a", shape, F32, 0), info("b", [8], F32, second)], data=bytes(256)))
    case("overlap_backwards", "overlap", "the tensor that comes first in the file runs into the other",
         file(infos=[info("b", [8], F32, 32), info("a", [9], F32, 0)], data=bytes(64)))
    case("overlap_of_ten", "overlap", "ten tensors over one",
         file(infos=[info(f"t{i}", [8], F32, 0) for i in range(10)], data=DATA))
    case("overlap_blocks", "overlap", "a block tensor runs into the next",
         file(infos=[info("a", [32, 2], Q4_0, 0), info("b", [8], F32, 32)], data=bytes(96)))


def splits():
    part = [integer("split.no", 0, U16), integer("split.count", 3, U16), integer("split.tensors.count", 3, I32)]
    tensors = [info("a", [8], F32, 0)]
    case("split_misnamed", "missing", "one of three files, not named like one", file(part, tensors, DATA))
    case("lonely-00001-of-00003", "missing", "the first of three files, alone", file(part, tensors, DATA))
    case("lonely-00002-of-00004", "missing", "named as one of 4, but split.count is 3", file(part, tensors, DATA))
    case("split_count_string", "bad-type", "split.count is a string",
         file([kv("split.count", STRING, string("3"))], tensors, DATA))
    case("split_count_negative", "bad-number", "split.count is -1",
         file([kv("split.count", I32, u32(2 ** 32 - 1))], tensors, DATA))
    case("split_count_huge", "too-many", "65 535 files", file([integer("split.count", 65535, U16)], tensors, DATA))

    def model(name, words, reasons, first, second):
        case(f"{name}-00001-of-00002", reasons, words, first)
        case(f"{name}-00002-of-00002", reasons, words, second)

    def numbered(number, count=2, tensors=2):
        return [integer("split.no", number, U16), integer("split.count", count, U16),
                integer("split.tensors.count", tensors, I32)]

    other = [info("b", [8], F32, 0)]
    model("split_same_tensor", "one tensor in both files", "duplicate-name",
          file(numbered(0), tensors, DATA), file(numbered(1), tensors, DATA))
    model("split_wrong_total", "the files hold two tensors, three are announced", "size-mismatch",
          file(numbered(0, tensors=3), tensors, DATA), file(numbered(1, tensors=3), other, DATA))
    model("split_totals_differ", "the two files announce other numbers of tensors", "size-mismatch",
          file(numbered(0), tensors, DATA), file(numbered(1, tensors=5), other, DATA))
    model("split_same_place", "both files say that they are the first", "bad-header",
          file(numbered(0), tensors, DATA), file(numbered(0), other, DATA))
    model("split_exchanged", "the two files have exchanged their names", "bad-header",
          file(numbered(1), tensors, DATA), file(numbered(0), other, DATA))
    case("split_second_damaged-00001-of-00002", "truncated", "the second file is cut",
         file(numbered(0), tensors, DATA))
    case("split_second_damaged-00002-of-00002", "truncated", "the second file is cut",
         file(numbered(1), other, bytes(8)))
    case("split_second_whole-00001-of-00002", "bad-header missing", "the second file is no part of anything",
         file(numbered(0), tensors, DATA))


def truncations():
    """One file with all kinds of values, cut inside and between its parts."""
    pieces = [b"GGUF", u32(3), u64(2), u64(5)]
    for key, kind, value in (("n", U32, [u32(7)]), ("s", STRING, [u64(5), b"hello"]),
                             ("a", ARRAY, [u32(U16), u64(3), b"\1\0\2\0\3\0"]),
                             ("w", ARRAY, [u32(STRING), u64(2), u64(1), b"x", u64(2), b"yz"]),
                             ("m", ARRAY, [u32(ARRAY), u64(1), u32(U8), u64(2), b"\1\2"])):
        pieces += [u64(len(key)), key.encode(), u32(kind)] + value
    for name, offset in (("first", 0), ("second", 32)):
        pieces += [u64(len(name)), name.encode(), u32(2), u64(4), u64(2), u32(F32 if offset == 0 else F16), u64(offset)]
    end = sum(map(len, pieces))
    pieces += [bytes(-end % 32), bytes(32), bytes(16)]
    whole = b"".join(pieces)
    cuts = {sum(map(len, pieces[:i])) for i in range(1, len(pieces))}
    cuts |= {cut + 1 for cut in list(cuts) if cut % 3 == 0} | {len(whole) - 1}
    for cut in sorted(cuts - {4, len(whole)}):
        case(f"cut_at_{cut:03}", "truncated", f"a good file of {len(whole)} bytes cut after {cut}", whole[:cut])


def main():
    here = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent
    for build in (beginnings, counts, keys, values, nesting, alignments, names, shapes, types, places, splits,
                  truncations):
        build()
    folder = here / "gguf"
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, made in CASES.items():
        (folder / f"{name}.gguf").write_bytes(made["raw"])
        expected[f"{name}.gguf"] = dict(reasons=made["reasons"], words=made["words"])
    # Not refused by itself: the companion of a case above.
    (folder / "split_second_whole-00002-of-00002.gguf").write_bytes(file(infos=[info("b", [8], F32, 0)], data=DATA))
    (folder / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")
    count = write_good(here / "gguf_good", good_cases())
    print(f"{len(CASES)} files to refuse, {count} to accept")


if __name__ == "__main__":
    main()
