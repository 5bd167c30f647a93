# SPDX-License-Identifier: GPL-3.0-or-later
# The odd but valid GGUF files of tests/hostile/gguf_good/, with what a reader must find in them.
"""expected.json: file name -> {"words": ..., "tensors": [...], "metadata": {...}}: name, shape (slowest first), dtype
and, where it can be read, the values of a tensor in row-major order; the metadata as text where it matters."""
import json
import struct

from gguf_bytes import (ARRAY, BF16, BOOL, F16, F32, F32_VALUE, F64, F64_VALUE, I8, I64, I64_VALUE, I8_VALUE, IQ2_XXS,
                        Q4_0, Q8_0, STRING, U8, U16, U32, U64, I32, array, file, info, integer, kv, string, u32, u64)

RAMP = [i - 3.5 for i in range(8)]  # 32 bytes of float32, exact in every float type
FLOATS = struct.pack("<8f", *RAMP)


def found(name, shape, dtype, values=None):
    entry = dict(name=name, shape=shape, dtype=dtype)
    return entry if values is None else dict(entry, values=values)


A, B = found("a", [8], "F32", RAMP), found("b", [8], "F32", RAMP)
ONE = [info("a", [8], F32, 0)]


def good_cases():
    """{name: (words, raw, tensors, metadata)}"""
    cases = {}

    def case(name, words, raw, tensors, **metadata):
        cases[name] = (words, raw, tensors, metadata)

    def pairs(name, words, kvs, **metadata):
        case(name, words, file(kvs, ONE, FLOATS), [A], **metadata)

    # counts and versions
    case("nothing", "no tensors, no metadata, no padding: the smallest file", file(), [])
    case("nothing_padded", "no tensors, padded", file(data=b""), [])
    case("nothing_but_bytes", "no tensors, 40 bytes nobody asked for", file(data=bytes(40)), [])
    case("vocabulary_only", "metadata without tensors",
         file([kv("tokenizer.ggml.tokens", ARRAY, array(STRING, 2, string("a") + string("b")))]), [],
         **{"tokenizer.ggml.tokens": "[2 strings] a, b"})
    case("version_2", "version 2", file(infos=ONE, data=FLOATS, version=2), [A])

    # places
    two = [info("a", [8], F32, 0), info("b", [8], F32, 32)]
    case("two", "two tensors", file(infos=two, data=FLOATS * 2), [A, B])
    case("gap", "96 unused bytes between two tensors",
         file(infos=[info("a", [8], F32, 0), info("b", [8], F32, 128)], data=FLOATS + b"\xaa" * 96 + FLOATS), [A, B])
    case("gap_before", "the first tensor does not begin at 0",
         file(infos=[info("a", [8], F32, 64)], data=b"\xaa" * 64 + FLOATS), [A])
    case("any_order", "tensors described in another order than they lie",
         file(infos=[info("b", [8], F32, 32), info("a", [8], F32, 0)], data=FLOATS * 2), [B, A])
    case("bytes_behind", "bytes behind the last tensor", file(infos=ONE, data=FLOATS + bytes(100)), [A])
    case("last_unpadded", "the last tensor ends unaligned",
         file(infos=[info("a", [8], F32, 0), info("c", [3], F32, 32)], data=FLOATS + FLOATS[:12]),
         [A, found("c", [3], "F32", RAMP[:3])])
    for alignment in (1, 2, 8, 64, 4096):
        offset = -(-32 // alignment) * alignment
        case(f"alignment_{alignment}", f"general.alignment is {alignment}",
             file([integer("general.alignment", alignment)], [info("a", [8], F32, 0), info("b", [8], F32, offset)],
                  FLOATS + bytes(offset - 32) + FLOATS, alignment=alignment), [A, B],
             **{"general.alignment": str(alignment)})
    unaligned = [info("c", [3], I8, 0), info("b", [8], F32, 3)]
    case("alignment_1_unaligned", "floats at an odd address",
         file([integer("general.alignment", 1)], unaligned, b"\1\2\3" + FLOATS, alignment=1),
         [found("c", [3], "I8", [1, 2, 3]), B])
    case("alignment_late", "general.alignment behind other pairs",
         file([integer("x", 1), integer("y", 2), integer("general.alignment", 64)], ONE, FLOATS, alignment=64), [A])

    # shapes
    case("scalar", "no dimensions: one element", file(infos=[info("s", [], F32, 0)], data=FLOATS[:4]),
         [found("s", [], "F32", RAMP[:1])])
    case("rank_4", "four dimensions, the fastest first",
         file(infos=[info("r", [4, 2, 1, 1], F32, 0)], data=FLOATS), [found("r", [1, 1, 2, 4], "F32", RAMP)])
    case("trailing_ones", "dimensions of 1 are kept", file(infos=[info("r", [8, 1], F32, 0)], data=FLOATS),
         [found("r", [1, 8], "F32", RAMP)])
    for name, shape in (("one", [0]), ("fast", [0, 4]), ("slow", [4, 0]), ("four", [2 ** 62, 4, 0, 7])):
        case(f"zero_{name}", "a dimension of 0 before another tensor",
             file(infos=[info("z", shape, F32, 0), info("a", [8], F32, 0)], data=FLOATS),
             [found("z", shape[::-1], "F32", []), A])
    case("zero_last", "an empty tensor behind the unpadded last one",
         file(infos=[info("c", [3], F32, 0), info("z", [0], F32, 32)], data=FLOATS[:12]),
         [found("c", [3], "F32", RAMP[:3]), found("z", [0], "F32", [])])
    case("zero_blocks", "no rows of a block type", file(infos=[info("z", [32, 0], Q4_0, 0)]), [found("z", [0, 32], "Q4_0", [])])

    # types
    case("types", "plain types",
         file(infos=[info("f64", [2], F64, 0), info("f16", [2], F16, 32), info("bf16", [2], BF16, 64),
                     info("i64", [1], I64, 96)],
              data=struct.pack("<2d16x", 0.1, -2) + struct.pack("<2e28x", 1.5, -2) +
              struct.pack("<2H28x", 0x3FC0, 0xC000) + struct.pack("<q", -5)),
         [found("f64", [2], "F64", [0.1, -2.0]), found("f16", [2], "F16", [1.5, -2.0]),
          found("bf16", [2], "BF16", [1.5, -2.0]), found("i64", [1], "I64", [-5.0])])
    block = struct.pack("<e", 0.5) + bytes(range(32))
    case("q8_0", "two rows of one block", file(infos=[info("q", [32, 2], Q8_0, 0)], data=block * 2),
         [found("q", [2, 32], "Q8_0", [i / 2 for i in range(32)] * 2)])
    case("q8_0_nan", "a block whose scale is NaN is no reason to refuse",
         file(infos=[info("q", [32], Q8_0, 0)], data=b"\0\x7e" + bytes(32)), [found("q", [32], "Q8_0", ["NaN"] * 32)])
    case("listed_only", "a codebook type is listed beside others",
         file(infos=[info("q", [256], IQ2_XXS, 0), info("a", [8], F32, 96)], data=bytes(96) + FLOATS),
         [found("q", [256], "IQ2_XXS"), A])

    # names
    for name, stored, shown in (("empty", "", ""), ("long", "n" * 5000, "n" * 5000), ("unicode", "가중치", "가중치"),
                                ("not_utf8", b"a\xffb", "a\ufffdb"), ("line_break", "a\nb", "a\nb"),
                                ("bidi", "a\u202eb", "a\u202eb"), ("path", "../../etc/passwd", "../../etc/passwd"),
                                ("percent", "%s%n", "%s%n")):
        case(f"name_{name}", f"tensor name: {name}", file(infos=[info(stored, [8], F32, 0)], data=FLOATS),
             [found(shown, [8], "F32", RAMP)])

    # metadata
    pairs("all_values", "every type of value",
          [kv("u8", U8, b"\xff"), kv("i8", I8_VALUE, b"\xff"), integer("u16", 65535, U16), integer("u32", 7),
           kv("i32", I32, u32(2 ** 32 - 7)), kv("f32", F32_VALUE, struct.pack("<f", 0.1)), kv("bool", BOOL, b"\1"),
           kv("string", STRING, string("text")), integer("u64", 2 ** 64 - 1, U64), integer("i64", -2 ** 63, I64_VALUE),
           kv("f64", F64_VALUE, struct.pack("<d", 0.1))],
          u8="255", i8="-1", u16="65535", u32="7", i32="-7", f32="0.1", bool="true", string="text",
          u64="18446744073709551615", i64="-9223372036854775808", f64="0.1")
    pairs("arrays", "arrays of all lengths",
          [kv("none", ARRAY, array(STRING, 0, b"")), kv("one", ARRAY, array(U8, 1, b"\7")),
           kv("eight", ARRAY, array(I32, 8, b"".join(map(u32, range(8))))),
           kv("nine", ARRAY, array(U8, 9, bytes(range(9)))),
           kv("letters", ARRAY, array(STRING, 10, b"".join(string(c) for c in "abcdefghij"))),
           kv("bools", ARRAY, array(BOOL, 2, b"\0\1")), kv("long", ARRAY, array(STRING, 1, string("x" * 50)))],
          none="[0 strings]", one="[1 uint8] 7", eight="[8 int32 numbers] 0, 1, 2, 3, 4, 5, 6, 7",
          nine="[9 uint8 numbers] 0, 1, 2, 3, 4, 5, 6, 7, ...", letters="[10 strings] a, b, c, d, e, f, g, h, ...",
          bools="[2 bools] false, true", long="[1 string] " + "x" * 40 + "...")
    inner = array(U8, 2, b"\1\2") + array(STRING, 2, string("x") + string("")) + array(U64, 0, b"")
    pairs("nested_arrays", "arrays in an array, and a pair behind them",
          [kv("n", ARRAY, array(ARRAY, 3, inner)), kv("after", U8, b"\1")], n="[3 arrays]", after="1")
    deep = array(U8, 1, b"\1")
    for _ in range(7):
        deep = array(ARRAY, 1, deep)
    pairs("nested_8", "eight arrays inside one another", [kv("n", ARRAY, deep), kv("after", U8, b"\1")], n="[1 array]",
          after="1")
    pairs("nested_many", "400 empty arrays in an array",
          [kv("n", ARRAY, array(ARRAY, 400, array(ARRAY, 0, b"") * 400)), kv("after", U8, b"\1")],
          n="[400 arrays]", after="1")
    pairs("value_not_utf8", "a string value that is not UTF-8", [kv("k", STRING, string(b"a\xff\xfeb"))],
          k="a\ufffd\ufffdb")
    pairs("value_empty", "an empty string", [kv("k", STRING, u64(0))], k="")
    pairs("value_long", "a string of 70 000 bytes is cut", [kv("k", STRING, string("é" * 35000))],
          k="é" * 32767 + "...")
    pairs("value_template", "a chat template is text", [kv("tokenizer.chat_template", STRING, string("{{ 7 * 7 }}"))],
          **{"tokenizer.chat_template": "{{ 7 * 7 }}"})
    pairs("key_odd", "keys with spaces, capitals and no dot", [integer("A b", 1), integer("é", 2)], **{"A b": "1", "é": "2"})
    pairs("split_of_one", "one of one file",
          [integer("split.no", 0, U16), integer("split.count", 1, U16), integer("split.tensors.count", 1, I32)])
    pairs("split_count_0", "split.count is 0: not split", [integer("split.count", 0, U16)])

    # a model in two files; whichever is opened, both are read
    def numbered(number):
        return [integer("split.no", number, U16), integer("split.count", 2, U16),
                integer("split.tensors.count", 2, I32)]

    case("model-00001-of-00002", "the first of two files",
         file([kv("general.name", STRING, string("split"))] + numbered(0), ONE, FLOATS), [A, B],
         **{"general.name": "split"})
    case("model-00002-of-00002", "the second of two files",
         file(numbered(1), [info("b", [8], F32, 0)], FLOATS), [A, B], **{"general.name": "split"})
    case("named-00001-of-00009", "named like a part, but by its metadata it is none", file(infos=ONE, data=FLOATS), [A])
    return cases


def write_good(folder, cases):
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, (words, raw, tensors, metadata) in cases.items():
        (folder / f"{name}.gguf").write_bytes(raw)
        expected[f"{name}.gguf"] = dict(words=words, tensors=tensors, metadata=metadata)
    text = ",\n".join(f" {json.dumps(name)}: {json.dumps(expected[name], sort_keys=True)}" for name in sorted(expected))
    (folder / "expected.json").write_text("{\n" + text + "\n}\n")
    return len(cases)
