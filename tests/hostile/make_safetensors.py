# SPDX-License-Identifier: GPL-3.0-or-later
# Builds, byte by byte, the safetensors files that must be refused (safetensors/) and accepted (safetensors_good/).
"""Every run gives the same bytes.

    /usr/bin/python3 tests/hostile/make_safetensors.py [OUTPUT_FOLDER]

safetensors/expected.json: file name -> {"reasons": [ids], "words": what is wrong}. The first reason is the intended
one; the others are as true, for a reader that checks in another order.
"""
import json
import pathlib
import struct
import sys

from safetensors_good import good_cases, write_good

CASES = {}


def case(name, reasons, words, raw):
    if name in CASES:
        raise ValueError(f"two cases are called {name}")
    CASES[name] = dict(reasons=reasons.split(), words=words, raw=raw)


def framed(text, data=b"", length=None):
    """A file with this header text (str or bytes) and a true, or a given, header length."""
    text = text.encode() if isinstance(text, str) else text
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def entry(dtype="F32", shape="[2]", offsets="[0,8]"):
    return f'{{"dtype":"{dtype}","shape":{shape},"data_offsets":{offsets}}}'


def one(dtype="F32", shape="[2]", offsets="[0,8]", size=8):
    """A file with one tensor `a`."""
    return framed(f'{{"a":{entry(dtype, shape, offsets)}}}', bytes(size))


GOOD = f'{{"a":{entry()}}}'  # the one-tensor header that most cases damage; needs 8 bytes of data
DATA = bytes(8)


def lengths():
    case("empty_file", "too_short", "an empty file", b"")
    case("four_bytes", "too_short", "4 bytes: shorter than the length field", b"\x02\0\0\0")
    case("seven_bytes", "too_short", "7 bytes: shorter than the length field", bytes(7))
    case("length_only", "too_short json_syntax", "8 bytes: a header of length 0 and nothing else", bytes(8))
    case("nine_bytes", "too_short json_syntax", "9 bytes: a header of one brace", framed("{"))
    case("length_zero", "json_syntax", "header length 0 before a good header", framed(GOOD, DATA, 0))
    case("length_one_too_many", "header_past_end", "the header is announced one byte longer than the file",
         framed("{}", b"", 3))
    case("length_one_too_few", "json_syntax", "the announced header ends before its last brace",
         framed(GOOD, DATA, len(GOOD) - 1))
    case("length_takes_data", "json_syntax", "the announced header takes the data in",
         framed(GOOD, DATA, len(GOOD) + 8))
    case("length_at_cap", "header_past_end", "100 000 000 bytes of header announced, 2 there",
         framed("{}", b"", 100_000_000))
    case("length_over_cap", "header_too_large header_past_end", "one byte over the cap of 100 000 000 announced",
         framed("{}", b"", 100_000_001))
    for name, value in (("2_63", 2 ** 63), ("2_64_minus_1", 2 ** 64 - 1), ("2_64_minus_8", 2 ** 64 - 8),
                        ("2_64_minus_6", 2 ** 64 - 6), ("2_32_plus_2", 2 ** 32 + 2)):
        case(f"length_{name}", "header_too_large header_past_end", f"header length {value}: 8 + length may wrap",
             framed("{}", b"", value))
    case("length_big_endian", "header_too_large header_past_end", "the length field in big-endian order",
         struct.pack(">Q", len(GOOD)) + GOOD.encode() + DATA)


def encodings():
    for name, bad, words in (
            ("overlong_nul", b"\xc0\x80", "NUL in two bytes"), ("overlong_2", b"\xc0\xaf", "'/' in two bytes"),
            ("overlong_3", b"\xe0\x80\xaf", "'/' in three bytes"),
            ("overlong_4", b"\xf0\x80\x80\xaf", "'/' in four bytes"),
            ("surrogate_high", b"\xed\xa0\x80", "U+D800"), ("surrogate_low", b"\xed\xbf\xbf", "U+DFFF"),
            ("surrogate_pair", b"\xed\xa0\xbd\xed\xb8\x80", "a surrogate pair (CESU-8)"),
            ("continuation", b"\x80", "a continuation byte alone"),
            ("truncated", b"\xc3", "a two-byte start before a quote"),
            ("truncated_4", b"\xf0\x9f\x98", "three of four bytes"), ("beyond", b"\xf4\x90\x80\x80", "U+110000"),
            ("f5", b"\xf5\x80\x80\x80", "start byte 0xF5"), ("ff", b"\xff", "byte 0xFF"),
            ("latin1", b"caf\xe9", "Latin-1")):
        case(f"utf8_{name}", "not_utf8", f"a tensor name with invalid UTF-8: {words}",
             framed(b'{"' + bad + b'":' + entry().encode() + b"}", DATA))
    case("utf8_in_metadata", "not_utf8", "invalid UTF-8 in a metadata value",
         framed(b'{"__metadata__":{"k":"\xc1\xbf"},"a":' + entry().encode() + b"}", DATA))
    case("utf8_outside_strings", "not_utf8 json_syntax", "a stray 0xA0 between tokens",
         framed(GOOD.encode() + b"\xa0", DATA))
    case("utf16", "not_utf8 json_syntax", "the header in UTF-16 with a byte order mark",
         framed(GOOD.encode("utf-16"), DATA))
    case("bom", "json_syntax", "a UTF-8 byte order mark before the brace", framed("\ufeff" + GOOD, DATA))


def syntax():
    def bad(name, text, words, data=DATA):
        case(f"json_{name}", "json_syntax", words, framed(text, data))

    bad("trailing_comma_object", GOOD[:-1] + ",}", "comma before the last brace")
    bad("trailing_comma_array", f'{{"a":{entry(shape="[2,]")}}}', "comma before a bracket")
    bad("leading_comma", "{," + GOOD[1:], "comma after the first brace")
    bad("two_commas", f'{{"a":{entry(shape="[1,,2]")}}}', "two commas in an array")
    bad("missing_comma", GOOD.replace(',"shape"', '"shape"'), "no comma between members")
    bad("missing_colon", GOOD.replace('"a":', '"a"'), "no colon after a key")
    bad("missing_value", '{"a":}', "a key without a value", b"")
    bad("missing_brace", GOOD[:-1], "the last brace is missing")
    bad("mismatched_bracket", GOOD.replace("[2]", "[2}"), "an array closed by a brace")
    bad("extra_brace", GOOD + "}", "one brace too many")
    bad("second_object", GOOD + "{}", "a second object after the first")
    bad("trailing_text", GOOD + " x", "text after the object")
    bad("line_comment", GOOD + "// comment", "a line comment")
    bad("block_comment", "/* comment */" + GOOD, "a block comment")
    bad("nul_padding", GOOD + "\0" * 6, "padded with NUL bytes instead of spaces")
    bad("nul_between", GOOD.replace(":", "\0:", 1), "a NUL byte between tokens")
    bad("form_feed", GOOD.replace(":", ":\f", 1), "form feed as white space")
    bad("vertical_tab", GOOD.replace(":", ":\v", 1), "vertical tab as white space")
    bad("no_break_space", GOOD.replace(":", ":\u00a0", 1), "U+00A0 as white space")
    bad("single_quotes", GOOD.replace('"a"', "'a'"), "a name in single quotes")
    bad("unquoted_key", GOOD.replace('"a"', "a"), "a name without quotes")
    bad("python_literal", '{"__metadata__":None,' + GOOD[1:], "None instead of null")
    bad("literal_case", '{"__metadata__":NULL,' + GOOD[1:], "NULL instead of null")
    bad("literal_cut", '{"__metadata__":nul,' + GOOD[1:], "nul instead of null")
    bad("unclosed_string", '{"a', "the header ends inside a string", b"")
    bad("ends_in_escape", '{"a\\', "the header ends inside an escape", b"")
    bad("ends_in_unicode_escape", '{"a\\u00', "the header ends inside a \\u escape", b"")
    bad("only_spaces", " " * 16, "nothing but white space", b"")
    for name, text in (("escape_x", "\\x41"), ("escape_capital_u", "\\U0041"), ("escape_zero", "\\0"),
                       ("escape_quote", "\\'"),
                       ("escape_short", "\\u12"), ("escape_sign", "\\u+123"), ("escape_space", "\\u 123"),
                       ("escape_not_hex", "\\u00g0"), ("escape_braces", "\\u{41}")):
        bad(name, GOOD.replace('"a"', f'"{text}"'), f"the escape {text}")
    for name, text in (("lone_high", "\\ud83d"), ("lone_low", "\\ude00"), ("reversed", "\\ude00\\ud83d"),
                       ("high_then_letter", "\\ud83dx"), ("high_then_escape", "\\ud83d\\u0041"),
                       ("high_high", "\\ud83d\\ud83d")):
        bad(f"surrogate_{name}", GOOD.replace('"a"', f'"{text}"'), f"unpaired surrogate escape {text}")
    for name, raw in (("newline", "\n"), ("tab", "\t"), ("nul", "\0"), ("01", "\x01"), ("1f", "\x1f")):
        bad(f"raw_control_{name}", GOOD.replace('"a"', f'"a{raw}b"'), "a raw control character in a string")
    for name, text in (("array", "[]"), ("string", '"abc"'), ("number", "12"), ("null", "null"), ("true", "true")):
        case(f"top_level_{name}", "bad_header json_syntax", "the header is not an object", framed(text.ljust(8)))


def numbers():
    def bad(name, text, words, reasons="json_number json_syntax"):
        case(f"number_{name}", reasons, words, one(shape=f"[{text}]", size=8))

    for name, text in (("nan", "NaN"), ("infinity", "Infinity"), ("minus_infinity", "-Infinity"), ("plus", "+2"),
                       ("leading_zero", "02"), ("hex", "0x2"), ("dot_end", "2."), ("dot_start", ".2"),
                       ("minus_alone", "-"),
                       ("exponent_empty", "2e"), ("underscore", "2_0"), ("suffix", "2u")):
        bad(name, text, f"{text} is not a JSON number")
    for name, text in (("float", "2.0"), ("exponent", "2e0"), ("exponent_large", "1e999999"), ("fraction", "2.5"),
                       ("negative", "-2"), ("above_2_63", str(2 ** 63 + 1)), ("above_2_64", str(2 ** 64 + 2)),
                       ("hundred_digits", "9" * 100)):
        bad(name, text, f"a dimension of {text[:24]}: not a whole number from 0 to 2^63", "json_number size_overflow")
    case("number_negative_offset", "json_number", "negative offsets", one(offsets="[-8,0]"))
    case("number_float_offset", "json_number", "a fractional offset", one(offsets="[0.0,8]"))
    case("number_offset_wraps", "json_number", "offsets that are right modulo 2^64",
         one(offsets=f"[{2 ** 64},{2 ** 64 + 8}]"))


def duplicates():
    def bad(name, text, words, data=DATA):
        case(f"duplicate_{name}", "json_duplicate_key", words, framed(text, data))

    half = entry(shape="[1]", offsets="[0,4]")
    rest = entry(shape="[1]", offsets="[4,8]")
    bad("tensor", f'{{"a":{half},"a":{rest}}}', "a tensor name given twice")
    bad("tensor_same", f'{{"a":{entry()},"a":{entry()}}}', "a tensor entry repeated word for word")
    bad("tensor_escaped", f'{{"b":{half},"\\u0062":{rest}}}', "one name, once written with an escape")
    bad("tensor_slash", f'{{"a/b":{half},"a\\/b":{rest}}}', "one name, its slash once escaped")
    bad("tensor_emoji", f'{{"\U0001f600":{half},"\\ud83d\\ude00":{rest}}}', "one name, raw and as a surrogate pair")
    bad("tensor_empty", f'{{"":{half},"":{rest}}}', "the empty name twice")
    bad("field", f'{{"a":{entry()[:-1]},"dtype":"F32"}}}}', "dtype twice in an entry")
    bad("field_differs", f'{{"a":{entry()[:-1]},"data_offsets":[0,4]}}}}', "data_offsets twice, with other numbers")
    bad("field_escaped", f'{{"a":{entry()[:-1]},"\\u0064type":"I32"}}}}', "dtype twice, once written with an escape")
    bad("metadata", f'{{"__metadata__":{{}},"__metadata__":{{}},{GOOD[1:]}', "__metadata__ twice")
    bad("metadata_escaped", f'{{"__metadata__":{{}},"__metadata\\u005f_":{{}},{GOOD[1:]}',
        "__metadata__ twice, once escaped")
    bad("metadata_key", f'{{"__metadata__":{{"k":"1","k":"2"}},{GOOD[1:]}', "a metadata key twice")
    bad("metadata_key_escaped", f'{{"__metadata__":{{"k":"1","\\u006b":"2"}},{GOOD[1:]}',
        "a metadata key twice, once escaped")


def nesting():
    for depth in (65, 1000, 100_000):
        case(f"nesting_arrays_{depth}", "json_nesting bad_entry json_syntax", f"{depth} arrays inside one another",
             framed('{"a":{"shape":' + "[" * depth + "]" * (depth if depth < 100_000 else 0) + "}}"))
    case("nesting_objects", "json_nesting bad_metadata json_syntax",
         "1000 objects inside one another as a metadata value",
         framed('{"__metadata__":{"k":' + '{"a":' * 1000 + "{}" + "}" * 1000 + "}}"))


def entries():
    def bad(name, text, words, reason="bad_entry"):
        case(f"entry_{name}", reason, words, framed(f'{{"a":{text}}}', DATA))

    for name, text in (("null", "null"), ("string", '"F32"'), ("number", "8"),
                       ("array", '["F32",[2],[0,8]]'), ("empty", "{}")):
        bad(name, text, f"a tensor entry that is {text}")
    bad("no_dtype", '{"shape":[2],"data_offsets":[0,8]}', "an entry without dtype")
    bad("no_shape", '{"dtype":"F32","data_offsets":[0,8]}', "an entry without shape")
    bad("no_offsets", '{"dtype":"F32","shape":[2]}', "an entry without data_offsets")
    for name, text in (("null", "null"), ("number", "2"), ("string", '"2"'), ("object", '{"0":2}'), ("nested", "[[2]]"),
                       ("of_strings", '["2"]'), ("of_bools", "[true,true]"), ("of_null", "[null]")):
        bad(f"shape_{name}", entry(shape=text), f"shape is {text}", "bad_entry json_number")
    for name, text in (("null", "null"), ("one", "[8]"), ("three", "[0,8,8]"), ("none", "[]"), ("strings", '["0","8"]'),
                       ("object", '{"begin":0,"end":8}'), ("number", "8")):
        bad(f"offsets_{name}", entry(offsets=text), f"data_offsets is {text}", "bad_entry json_number")
    for name, text in (("number", "32"), ("null", "null"), ("array", '["F32"]')):
        bad(f"dtype_{name}", entry().replace('"F32"', text), f"dtype is {text}")
    for name, text in (("lower_case", "f32"), ("unknown", "F128"), ("empty", ""), ("space", "F32 "), ("ggml", "Q4_0"),
                       ("long", "F" * 500), ("nul", "F32\\u0000")):
        bad(f"dtype_{name}", entry(dtype=text), f"unknown dtype {text[:16]!r}", "unknown_dtype")
    for name, text in (("number", '{"k":1}'), ("null", '{"k":null}'), ("bool", '{"k":true}'), ("object", '{"k":{}}'),
                       ("array_value", '{"k":["v"]}'), ("array", '["k","v"]'), ("string", '"kv"'), ("zero", "0")):
        case(f"metadata_{name}", "bad_metadata", f"__metadata__ is {text}, not a map of strings",
             framed(f'{{"__metadata__":{text},{GOOD[1:]}', DATA))


def sizes():
    for name, dtype, shape in (
            ("2_32_squared", "U8", [2 ** 32, 2 ** 32]), ("2_62_by_4", "U8", [2 ** 62, 4]),
            ("2_31_2_31_4", "U8", [2 ** 31, 2 ** 31, 4]), ("2_16_four_times", "U8", [2 ** 16] * 4),
            ("2_62_squared", "U8", [2 ** 62, 2 ** 62]), ("largest_squared", "U8", [2 ** 63 - 1, 2 ** 63 - 1]),
            ("bytes_f32", "F32", [2 ** 62]), ("bytes_f64", "F64", [2 ** 61]), ("bits_u8", "U8", [2 ** 61]),
            ("bits_f64", "F64", [2 ** 58]), ("bits_f4", "F4", [2 ** 62]), ("bits_f6", "F6_E2M3", [2 ** 62])):
        case(f"overflow_{name}", "size_overflow size_mismatch", f"{dtype} {shape} with no data: a wrapped product is 0",
             one(dtype, json.dumps(shape), "[0,0]", 0))
    case("overflow_wraps_to_eight", "size_overflow size_mismatch", "a product that wraps to the 8 bytes that are there",
         one("F32", json.dumps([2 ** 62 + 2]), "[0,8]", 8))
    case("overflow_offsets", "end_mismatch size_mismatch", "data_offsets up to 2^63 - 1",
         one("U8", "[2]", f"[0,{2 ** 63 - 1}]"))
    case("half_bytes_f4", "size_mismatch", "three 4-bit elements: not whole bytes", one("F4", "[3]", "[0,2]", 2))
    case("half_bytes_f6", "size_mismatch", "three 6-bit elements: not whole bytes", one("F6_E3M2", "[3]", "[0,3]", 3))
    case("size_too_small", "size_mismatch", "shape needs 12 bytes, offsets give 8", one(shape="[3]"))
    case("size_too_large", "size_mismatch", "shape needs 4 bytes, offsets give 8", one(shape="[1]"))
    case("size_zero_dimension", "size_mismatch", "a zero dimension with 8 bytes", one(shape="[0,2]"))
    case("size_scalar", "size_mismatch", "a scalar with 8 bytes of F32", one(shape="[]"))


def ranges():
    def two(name, reasons, words, first, second, size, third=None):
        """F32 vectors over byte ranges; a range that runs backwards or is empty gets shape [0]."""
        parts = [f'"{key}":' + entry(shape=f"[{max(0, r[1] - r[0]) // 4}]", offsets=f"[{r[0]},{r[1]}]")
                 for key, r in zip("abc", (first, second, third)) if r]
        case(name, reasons, words, framed("{" + ",".join(parts) + "}", bytes(size)))

    case("reversed_offsets", "offsets_reversed", "begin 8 behind end 0", one(shape="[0]", offsets="[8,0]"))
    two("reversed_second", "offsets_reversed", "the second tensor runs backwards over the first", (0, 8), (8, 4), 8)
    two("hole_between", "hole", "4 unused bytes between two tensors", (0, 8), (12, 16), 16)
    two("overlap_same", "overlap", "two tensors over the same bytes", (0, 8), (0, 8), 8)
    two("overlap_partly", "overlap", "the second tensor begins inside the first", (0, 8), (4, 12), 12)
    two("overlap_inside", "overlap", "the second tensor lies inside the first", (0, 16), (4, 8), 16)
    two("overlap_and_hole", "overlap hole", "an overlap and a hole of the same size", (0, 8), (4, 8), 12, (8, 12))
    two("empty_inside", "overlap hole", "an empty tensor inside another", (0, 8), (4, 4), 8)
    two("empty_beyond", "end_mismatch hole", "an empty tensor far behind the data", (0, 8), (4096, 4096), 8)
    two("first_offset", "first_offset hole", "the first tensor begins at 4", (4, 12), (12, 16), 16)
    two("end_before_file", "end_mismatch", "4 bytes behind the last tensor", (0, 8), (8, 12), 16)
    two("end_beyond_file", "end_mismatch", "the last tensor ends behind the file", (0, 8), (8, 16), 12)
    case("one_byte_short", "end_mismatch", "the last byte of data is missing", framed(GOOD, bytes(7)))
    case("one_byte_more", "end_mismatch", "one byte behind the data", framed(GOOD, bytes(9)))
    case("no_data", "end_mismatch", "the data is missing", framed(GOOD))
    case("no_tensors_but_data", "end_mismatch", "no tensors, 8 bytes of data", framed("{}", DATA))
    case("zip_behind", "end_mismatch", "an empty zip archive behind the data",
         framed(GOOD, DATA + b"PK\x05\x06" + bytes(18)))
    many = ",".join(f'"t{i}":{entry()}' for i in range(10))
    case("ten_over_one", "overlap", "ten tensors over the same bytes", framed("{" + many + "}", DATA))


def other_files():
    def bad(name, words, raw):
        case(f"not_{name}", "not_safetensors header_too_large header_past_end too_short other_format", words, raw)

    bad("html", "a web page saved under this name",
        b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body></body></html>\n")
    bad("text", "plain text", b"These are not the weights you are looking for.\n")
    bad("lfs_pointer", "a Git LFS pointer instead of the file",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12906992\n")
    bad("json", "the JSON header without its length", GOOD.encode())
    bad("pickle", "a pickle", b"\x80\x02}q\x00X\x01\x00\x00\x00aq\x01K\x01s.")
    bad("zip", "the start of a zip archive, as torch.save writes", b"PK\x03\x04" + bytes(26) + b"archive/data.pkl")
    bad("gzip", "a gzip stream", b"\x1f\x8b\x08\x00" + bytes(20))
    bad("gguf", "a GGUF file cut after its version", b"GGUF\x03\x00\x00\x00")
    bad("npy", "a .npy file cut in its header", b"\x93NUMPY\x01\x00\x76\x00{'descr': '<f4'")
    bad("hdf5", "an HDF5 file cut behind its signature", b"\x89HDF\r\n\x1a\n" + bytes(8))
    bad("elf", "a program", b"\x7fELF\x02\x01\x01" + bytes(25))
    bad("zeros", "64 zero bytes", bytes(64))
    CASES["not_zeros"]["reasons"].append("json_syntax")
    bad("ones", "64 bytes 0xFF", b"\xff" * 64)


def main():
    here = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent
    for build in (lengths, encodings, syntax, numbers, duplicates, nesting, entries, sizes, ranges, other_files):
        build()
    folder = here / "safetensors"
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, made in CASES.items():
        (folder / f"{name}.safetensors").write_bytes(made["raw"])
        expected[f"{name}.safetensors"] = dict(reasons=made["reasons"], words=made["words"])
    (folder / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")
    count = write_good(here / "safetensors_good", good_cases(framed, entry))
    print(f"{len(CASES)} files to refuse, {count} to accept")


if __name__ == "__main__":
    main()
