# SPDX-License-Identifier: GPL-3.0-or-later
# The .npy files to refuse and to accept, byte by byte: formats.md 5.
"""Headers are written by hand, so that they can say what numpy never would."""
import struct

import numpy as np

from hostile_corpus import Corpus, tensor

GOOD = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
DATA = np.arange(6, dtype="<f4").tobytes()


def npy(text=GOOD, data=DATA, version=(1, 0), length=None, pad=64, end="\n"):
    """A file with this header text (str or bytes), padded so that the data starts at a multiple of `pad`."""
    raw = text.encode("utf-8" if version[0] == 3 else "latin-1") if isinstance(text, str) else text
    frame = 10 if version[0] == 1 else 12
    raw += b" " * (-(frame + len(raw) + len(end)) % pad) + end.encode()
    size = len(raw) if length is None else length
    return b"\x93NUMPY" + bytes(version) + struct.pack("<H" if version[0] == 1 else "<I", size) + raw + data


def header(descr="'<f4'", order="False", shape="(2, 3)"):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}"


def frames(refuse):
    refuse("empty_file", "truncated", "an empty file", b"")
    refuse("five_bytes", "truncated", "5 bytes: shorter than the magic", b"\x93NUMP")
    refuse("magic_only", "truncated", "6 bytes: nothing but the magic", b"\x93NUMPY")
    refuse("eight_bytes", "truncated", "magic and version, no length", b"\x93NUMPY\x01\x00")
    refuse("half_length", "truncated", "version 2 with two bytes of its length", b"\x93NUMPY\x02\x00\x76\x00")
    refuse("length_past_end", "truncated", "a header longer than the file", npy(length=0x4000))
    refuse("length_huge", "header-too-large truncated", "12 bytes that ask for a header of 4 GiB",
           b"\x93NUMPY\x02\x00\xff\xff\xff\xff")
    refuse("length_over_cap", "header-too-large", "a padded header of 64 KiB and one byte",
           npy(GOOD + " " * (65537 - len(GOOD) - 1), version=(2, 0), pad=1))
    refuse("length_zero", "bad-header", "a header of no bytes", npy(length=0))
    refuse("length_short", "bad-header", "a header cut before its brace", npy(length=20))
    for version in ((0, 0), (1, 1), (2, 1), (4, 0), (255, 255)):
        refuse(f"version_{version[0]}_{version[1]}", "unsupported", f"version {version}",
               b"\x93NUMPY" + bytes(version) + npy()[8:])
    refuse("magic_wrong", "bad-header unknown-format", "another first byte", b"\x92" + npy()[1:])
    refuse("not_html", "bad-header unknown-format", "a web page", b"<!DOCTYPE html><html></html>")
    refuse("not_pickle", "bad-header unknown-format", "a pickle", b"\x80\x04\x95" + bytes(40))


def grammar(refuse):
    def bad(name, text, words, reasons="bad-header", **frame):
        refuse(f"header_{name}", reasons, words, npy(text, **frame))

    bad("no_line_break", GOOD, "no line break at the end", end="")
    bad("nul_padding", GOOD + "\0" * 8, "padded with NUL")
    bad("trailing_text", GOOD + "x", "text behind the brace")
    bad("two_dicts", GOOD + GOOD, "two dictionaries")
    bad("no_brace", GOOD[1:], "no opening brace")
    bad("unclosed", GOOD[:-3], "no closing brace")
    bad("list", "['<f4', False, (2, 3)]", "a list")
    bad("call", "dict(descr='<f4', fortran_order=False, shape=(2, 3))", "a call")
    bad("code", "__import__('os').system('true')", "code")
    bad("code_in_shape", header(shape="(2, __import__('os').getpid())"), "code in the shape")
    bad("f_string", header(descr="f'<f4'"), "an f-string")
    bad("bytes", header(descr="b'<f4'"), "a bytes literal")
    bad("raw_string", header(descr="r'<f4'"), "a raw string")
    bad("triple_quotes", header(descr="'''<f4'''"), "a string in three quotes", "bad-header bad-type")
    bad("joined_strings", header(descr="'<' 'f4'"), "two strings side by side", "bad-header bad-type")
    bad("escape", header(descr="'\\x3cf4'"), "an escape in a string")
    bad("open_string", "{'descr': '<f4", "the header ends inside a string")
    bad("mixed_quotes", header(descr="'<f4\""), "one quote of each kind", "bad-header bad-type")
    bad("none", header(descr="None"), "None as type")
    bad("order_number", header(order="0"), "0 as fortran_order")
    bad("order_string", header(order="'False'"), "a string as fortran_order")
    bad("order_lower", header(order="false"), "false in lower case")
    bad("order_longer", header(order="Falsehood"), "a longer word that begins with False")
    bad("order_expression", header(order="False or True"), "an expression")
    bad("no_colon", GOOD.replace("'descr':", "'descr'"), "no colon")
    bad("no_comma", GOOD.replace("False,", "False"), "no comma")
    bad("two_commas", GOOD.replace("False,", "False,,"), "two commas")
    bad("leading_comma", GOOD.replace("{", "{,"), "a comma after the brace")
    bad("comment", GOOD.replace("{", "{ # comment\n"), "a comment")
    bad("nested", header(shape="((2, 3),)"), "a tuple in the shape")
    bad("deep", header(shape="(" * 5000 + ")" * 5000), "5000 brackets")
    bad("nul_inside", GOOD.replace(" ", "\0", 1), "a NUL between tokens")
    bad("missing_shape", "{'descr': '<f4', 'fortran_order': False}", "no shape")
    bad("missing_order", "{'descr': '<f4', 'shape': (2, 3)}", "no fortran_order")
    bad("missing_descr", "{'fortran_order': False, 'shape': (2, 3)}", "no descr")
    bad("empty_dict", "{}", "an empty dictionary")
    bad("extra_key", GOOD[:-1] + "'extra': True, }", "a fourth key")
    bad("key_case", GOOD.replace("descr", "Descr"), "a key with a capital")
    bad("duplicate", GOOD[:-1] + "'shape': (3, 2), }", "shape given twice", "duplicate-name")
    bad("duplicate_other_quote", GOOD[:-1] + '"descr": "<f4", }', "descr twice in two quotes", "duplicate-name")
    bad("utf8", b"{'descr': '\xff\xfe', 'fortran_order': False, 'shape': ()}", "version 3 that is not UTF-8",
        "bad-text bad-type", version=(3, 0))


def shapes(refuse):
    def bad(name, shape, words, reasons="bad-header", data=DATA):
        refuse(f"shape_{name}", reasons, words, npy(header(shape=shape), data))

    bad("number", "(24)", "a number in brackets")
    bad("list", "[6, 4]", "a list")
    bad("plain", "24", "a number")
    bad("only_comma", "(,)", "a tuple of a comma")
    bad("two_commas", "(2,,3)", "two commas")
    bad("no_comma", "(2 3)", "no comma")
    bad("float", "(2.0, 3)", "a float")
    bad("exponent", "(2e0, 3)", "an exponent")
    bad("hex", "(0x2, 3)", "a hexadecimal number")
    bad("underscore", "(2_0, 3)", "an underscore")
    bad("long", "(2L, 3L)", "the long integers of Python 2")
    bad("leading_zero", "(02, 3)", "a leading zero")
    bad("plus", "(+2, 3)", "a sign")
    bad("string", "('2', 3)", "a string")
    bad("none", "(None, 3)", "None")
    bad("unclosed", "(2, 3", "no closing bracket")
    bad("negative", "(-2, 3)", "a negative dimension", "bad-shape bad-header")
    bad("minus_one", "(-1,)", "-1, which numpy means as 'the rest'", "bad-shape bad-header")
    bad("above_2_62", f"({2 ** 62 + 1},)", "2^62 + 1", "bad-shape")
    bad("above_2_64", f"({2 ** 64 + 6},)", "2^64 + 6: 6 if it wraps", "bad-shape")
    bad("hundred_digits", "(" + "9" * 100 + ",)", "a number of 100 digits", "bad-shape")
    bad("rank_65", "(" + "1, " * 65 + ")", "65 dimensions", "bad-shape")
    for name, text in (("2_62_by_4", (2 ** 62, 4)), ("2_32_squared", (2 ** 32, 2 ** 32)),
                       ("2_31_2_31_4", (2 ** 31, 2 ** 31, 4)), ("2_16_four_times", (2 ** 16,) * 4),
                       ("bytes_wrap", (2 ** 62,))):
        bad(f"overflow_{name}", str(text), f"{text}: the size wraps to 0", "bad-shape truncated", b"")
    bad("wraps_to_size", f"({2 ** 62 - 1}, 2, 2)", "a size that wraps into the file", "bad-shape truncated")
    bad("too_large", "(2, 4)", "32 bytes announced, 24 there", "truncated")
    bad("no_data", "(2, 3)", "the data is missing", "truncated", b"")
    bad("one_byte_short", "(2, 3)", "the last byte is missing", "truncated", DATA[:-1])
    bad("scalar_no_data", "()", "a scalar without data", "truncated", b"")


def types(refuse):
    for name, descr, words in (
            ("object", "|O", "Python objects"), ("object_8", "|O8", "Python objects, as old numpy wrote them"),
            ("bytes", "|S5", "byte strings"), ("text", "<U5", "text"), ("void", "|V2", "raw bytes"),
            ("date", "<M8[ns]", "dates"), ("span", "<m8[s]", "time spans"), ("long_double", "<f16", "long double"),
            ("f12", "<f12", "long double of 32 bits"), ("f3", "<f3", "a float of 3 bytes"),
            ("f1", "<f1", "a float of 1 byte"), ("c32", "<c32", "complex long double"), ("i3", "<i3", "i3"),
            ("i16", "<i16", "i16"), ("u0", "<u0", "u0"), ("b2", "|b2", "b2"), ("empty", "", "an empty type"),
            ("order_only", "<", "a byte order alone"), ("no_size", "<f", "no size"), ("no_order", "f4", "no byte order"),
            ("name", "float32", "a name"), ("space", "<f4 ", "a space behind"), ("space_front", " <f4", "a space before"),
            ("bang", "!f4", "an unknown byte order"), ("repeat", "<2f4", "a count"), ("two", "<f4,<f4", "two types"),
            ("padded_size", "<f04", "a zero before the size"), ("capital", "<F4", "a capital letter"),
            ("huge_size", "<f99999999999999999999", "a size of 20 digits"), ("sub_array", "(3,)<f4", "a sub-array")):
        refuse(f"type_{name}", "bad-type", f"{words}: '{descr}'", npy(header(descr=f"'{descr}'")))
    refuse("type_structured", "bad-type", "a structured type", npy(header(descr="[('x', '<f4'), ('y', '<i4')]")))
    refuse("type_structured_object", "bad-type", "a structured type with objects", npy(header(descr="[('x', '|O')]")))
    refuse("type_sub_array_tuple", "bad-type", "a sub-array", npy(header(descr="('<f4', (3,))")))


def good_headers(accept):
    values = np.arange(6, dtype="<f4").reshape(2, 3)

    def good(name, words, raw, array=values, dtype="F32"):
        accept(name, words, raw, [tensor(name, dtype, array)])

    good("plain", "what numpy writes", npy())
    good("version_2", "version 2.0", npy(version=(2, 0)))
    good("version_3", "version 3.0", npy(version=(3, 0)))
    good("pad_16", "data at a multiple of 16 only, as old versions wrote", npy(pad=16))
    good("unaligned", "data at an odd address", npy(GOOD + " ", pad=1))
    good("double_quotes", "double quotes", npy(GOOD.replace("'", '"')))
    good("both_quotes", "either quote", npy(GOOD.replace("'descr'", '"descr"')))
    good("no_trailing_comma", "no trailing comma", npy(GOOD.replace("), }", ")}")))
    good("key_order", "keys in another order", npy("{'shape': (2, 3), 'fortran_order': False, 'descr': '<f4'}"))
    good("no_spaces", "no spaces at all", npy(GOOD.replace(" ", "")))
    good("many_spaces", "spaces and tabs everywhere",
         npy("  { 'descr' :\t'<f4' , 'fortran_order'  : False , 'shape' : ( 2 , 3 , ) , } "))
    good("line_breaks", "line breaks between tokens", npy(GOOD.replace(", ", ",\n")))
    good("shape_trailing_comma", "a comma behind the last dimension", npy(header(shape="(2, 3,)")))
    good("header_64k", "a header of exactly 64 KiB", npy(GOOD + " " * (65536 - len(GOOD) - 1), version=(2, 0), pad=1))
    good("longer_file", "bytes behind the data", npy(data=DATA + b"more"))
    good("one_dimension", "a vector", npy(header(shape="(6,)")), values.reshape(6))
    good("scalar", "a scalar", npy(header(shape="()"), DATA[4:8]), np.array(1.0, "<f4"))
    accept("rank_64", "64 dimensions", npy(header(shape="(" + "1, " * 63 + "6)")),
           [dict(tensor("rank_64", "F32", values), shape=[1] * 63 + [6])])
    good("empty", "no elements", npy(header(shape="(0,)"), b""), np.zeros(0, "<f4"))
    accept("empty_wide", "a zero dimension beside huge ones", npy(header(shape=f"({2 ** 62}, 0, {2 ** 62})"), b""),
           [dict(tensor("empty_wide", "F32", np.zeros(0)), shape=[2 ** 62, 0, 2 ** 62])])


def good_values(accept):
    def good(name, words, array, dtype, descr=None, order="C"):
        accept(name, words, npy(header(f"'{descr or array.dtype.str}'", str(order == "F"), str(array.shape)),
                                array.tobytes(order)), [tensor(name, dtype, array)])

    numbers = np.array([[-7, 3, 100], [0, 5, -128]])
    kinds = dict(f2="F16", f4="F32", f8="F64", i1="I8", i2="I16", i4="I32", i8="I64", u1="U8", u2="U16", u4="U32",
                 u8="U64", b1="BOOL")
    for kind, dtype in kinds.items():
        array = np.abs(numbers) if kind[0] == "u" else numbers.astype(bool) if kind == "b1" else numbers
        for order, word in (("<", "little"), (">", "big")):
            good(f"{kind}_{word}", f"{dtype}, {word}-endian", array.astype(order + kind), dtype, order + kind)
    good("native", "native byte order", numbers.astype("<f4"), "F32", "=f4")
    good("order_irrelevant", "'|' with a float", numbers.astype("<f4"), "F32", "|f4")
    good("limits", "64-bit integers at their limits", np.array([-2 ** 63, 2 ** 63 - 1, -1], ">i8"), "I64")
    good("special", "NaN, infinities, subnormal, negative zero",
         np.array([np.nan, np.inf, -np.inf, 1e-45, -0.0, 3.4e38], ">f4"), "F32")
    rng = np.random.default_rng(20261124)
    for shape in ((2, 3), (3, 2), (1, 5), (5, 1), (2, 3, 4), (4, 1, 3), (2, 1, 3, 2), (2, 3, 0)):
        for kind, dtype in (("<f4", "F32"), (">i2", "I16")):
            array = (rng.standard_normal(shape) * 100).astype(kind)
            text = "x".join(map(str, shape))
            good(f"fortran_{text}_{dtype}", f"first index fastest, {shape}, {kind}", array, dtype, order="F")
    for kind, dtype in (("<c8", "C64"), (">c16", "C128")):
        array = np.array([[1 + 2j, 3 - 4j]], kind)
        accept(f"complex_{dtype}", "complex numbers are only listed",
               npy(header(f"'{kind}'", "False", "(1, 2)"), array.tobytes()),
               [tensor(f"complex_{dtype}", dtype, None, (1, 2))])


def npy_corpus():
    corpus = Corpus()

    def refuse(name, reasons, words, raw):
        corpus.refuse(f"{name}.npy", reasons, words, raw)

    def accept(name, words, raw, tensors):
        corpus.accept(f"{name}.npy", words, raw, tensors)

    for build in (frames, grammar, shapes, types):
        build(refuse)
    for build in (good_headers, good_values):
        build(accept)
    return corpus
