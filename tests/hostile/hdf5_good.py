# SPDX-License-Identifier: GPL-3.0-or-later
# HDF5 files that must be accepted: every type, byte order, layout and link that the reader promises to read.
"""Called by make_hdf5.py. Each file's expected tensors are its numpy arrays, decoded to float64 by numpy."""
import ctypes
import math
import pathlib

import h5py
import numpy as np
from h5py import h5d, h5f, h5o, h5p, h5s, h5t

RNG = np.random.default_rng(20261124)


def number(value):
    names = {math.inf: "Infinity", -math.inf: "-Infinity"}
    if value == 0 and math.copysign(1, value) < 0:
        return "-0"  # not every JSON reader keeps the sign of -0.0
    return "NaN" if math.isnan(value) else names.get(value, value)


def entry(name, dtype, array):
    values = np.asarray(array).astype(np.float64)
    return dict(name=name, shape=list(values.shape), dtype=dtype, values=[number(v) for v in values.reshape(-1).tolist()])


def custom_float(size, fields, bias, order=h5t.ORDER_LE):
    """A float type by its bit fields (sign, exponent, exponent bits, mantissa, mantissa bits)."""
    kind = (h5t.IEEE_F32LE if order == h5t.ORDER_LE else h5t.IEEE_F32BE).copy()
    kind.set_fields(*fields)
    kind.set_precision(8 * size)
    kind.set_size(size)
    kind.set_ebias(bias)
    return kind


BFLOAT16 = (2, (15, 7, 8, 0, 7), 127)
SMALL_FLOATS = {
    "F8_E4M3": (1, (7, 3, 4, 0, 3), 7),
    "F8_E5M2": (1, (7, 2, 5, 0, 2), 15),
    "F8_E4M3FNUZ": (1, (7, 3, 4, 0, 3), 8),
    "F8_E5M2FNUZ": (1, (7, 2, 5, 0, 2), 16),
}


def small_value(name, code):
    """Value of an 8-bit float by the table of the number formats, in plain arithmetic."""
    size, (_, _, ebits, _, mbits), bias = SMALL_FLOATS[name]
    sign = -1.0 if code & 0x80 else 1.0
    exponent, mantissa = (code >> mbits) & ((1 << ebits) - 1), code & ((1 << mbits) - 1)
    if name.endswith("FNUZ") and code == 0x80:
        return math.nan
    if name == "F8_E4M3" and code & 0x7F == 0x7F:
        return math.nan
    if name == "F8_E5M2" and exponent == 31:
        return math.nan if mantissa else sign * math.inf
    scaled = mantissa + ((1 << mbits) if exponent else 0)
    return sign * math.ldexp(scaled, max(exponent, 1) - bias - mbits)


def stored(file, name, kind, array, shape=None, plist=None):
    """Writes the bytes of `array` as elements of the low-level type `kind`, without conversion."""
    space = h5s.create_simple(shape or array.shape)
    made = h5d.create(file.id, name.encode(), kind, space, plist)
    made.write(h5s.ALL, h5s.ALL, np.ascontiguousarray(array), mtype=kind)


def types(path):
    expected = []
    with h5py.File(path, "w") as file:
        for order, label in (("<", "little"), (">", "big")):
            for code, dtype in (("i1", "I8"), ("i2", "I16"), ("i4", "I32"), ("i8", "I64"),
                                ("u1", "U8"), ("u2", "U16"), ("u4", "U32"), ("u8", "U64")):
                limits = np.iinfo(code)
                array = np.array([[limits.min, limits.max, 0], [1, 77, limits.max // 3]], order + code)
                file[f"{label}/{code}"] = array
                expected.append(entry(f"{label}/{code}", dtype, array))
            for code, dtype in (("f2", "F16"), ("f4", "F32"), ("f8", "F64")):
                array = np.array([1.5, -0.0, np.inf, -np.inf, np.nan, np.finfo(code).max, np.finfo(code).tiny,
                                  np.finfo(code).smallest_subnormal], order + code)
                file[f"{label}/{code}"] = array
                expected.append(entry(f"{label}/{code}", dtype, array))
            words = np.array([0x3FC0, 0x8000, 0x7F80, 0xFF80, 0x7FC1, 0x0001, 0x7F7F], np.uint16)
            value = (words.astype(np.uint32) << 16).view(np.float32)
            kind = custom_float(*BFLOAT16, h5t.ORDER_LE if order == "<" else h5t.ORDER_BE)
            stored(file, f"{label}/bf16", kind, words.astype(order + "u2"))
            expected.append(entry(f"{label}/bf16", "BF16", value))
        for name in SMALL_FLOATS:
            stored(file, f"small/{name}" if "small" in file else file.create_group("small").name + "/" + name,
                   custom_float(*SMALL_FLOATS[name]), np.arange(256, dtype=np.uint8))
            expected.append(entry(f"small/{name}", name, [small_value(name, code) for code in range(256)]))
        odd_types(file, expected)
        without_numbers(file)
    return expected


def odd_types(file, expected):
    """Legal types that no float or integer of the machine is."""
    file["mask"] = np.array([[True, False], [False, True], [True, True]])
    expected.append(entry("mask", "BOOL", [[1, 0], [0, 1], [1, 1]]))
    colours = h5py.enum_dtype({"RED": 2, "GREEN": -3, "BLUE": 7}, basetype=">i2")
    file.create_dataset("colours", data=np.array([2, 7, -3], ">i2"), dtype=colours)
    expected.append(entry("colours", "I16", [2, 7, -3]))
    three = h5t.STD_I32LE.copy()
    three.set_precision(24)
    three.set_size(3)
    stored(file, "int24", three, np.array([1, 0, 0, 255, 255, 255, 0, 0, 128], np.uint8), (3,))
    expected.append(entry("int24", "I32", [1, -1, -(2 ** 23)]))
    twelve = h5t.STD_U16BE.copy()
    twelve.set_precision(12)
    twelve.set_offset(3)
    stored(file, "uint12", twelve, np.array([0xABC << 3, 0x001 << 3], ">u2"), (2,))
    expected.append(entry("uint12", "U16", [0xABC, 1]))
    odd = custom_float(2, (15, 9, 6, 0, 9), 31)
    stored(file, "float_e6m9", odd, np.array([31 << 9, (32 << 9) | 1 | 0x8000], np.uint16), (2,))
    expected.append(entry("float_e6m9", "F32", [1.0, -2.0 * (1 + 2 ** -9)]))
    file["long_double"] = np.array([1.25, -3.5], np.longdouble)
    expected.append(entry("long_double", "F64", [1.25, -3.5]))
    file["complex64"] = np.array([1 + 2j], np.complex64)
    file["complex128"] = np.array([[1 + 2j, 3j]], np.complex128)
    expected.append(dict(name="complex64", shape=[1], dtype="C64", values=None))
    expected.append(dict(name="complex128", shape=[1, 2], dtype="C128", values=None))


def without_numbers(file):
    """Left out, with a warning."""
    file["other/text"] = "hello"
    file["other/texts"] = np.array([b"ab", b"cd"])
    file["other/compound"] = np.array([(1, 2.0)], [("a", "i4"), ("b", "f4")])
    file["other/opaque"] = np.array([np.void(b"\x01\x02")])
    ragged = file.create_dataset("other/ragged", (2,), dtype=h5py.vlen_dtype(np.int32))
    ragged[0] = [1, 2, 3]
    references = file.create_dataset("other/reference", (1,), dtype=h5py.ref_dtype)
    references[0] = file["mask"].ref
    file.create_dataset("other/array", (2,), dtype=np.dtype(("<f4", (3,))))
    file["other/empty"] = h5py.Empty("f4")


def codes(path):
    """All 65536 patterns of float16 and bfloat16, packed; the test knows their values itself."""
    with h5py.File(path, "w") as file:
        patterns = np.arange(65536, dtype=np.uint16)
        for order, label in (("<", "little"), (">", "big")):
            file.create_dataset(f"f16_{label}", data=patterns.view(np.float16).astype(order + "f2"), chunks=(4096,),
                                compression="gzip", compression_opts=9, shuffle=True)
            # astype may quieten NaN patterns: write the bytes themselves
            file[f"f16_{label}"].id.write(h5s.ALL, h5s.ALL, patterns.astype(order + "u2"),
                                          mtype=file[f"f16_{label}"].id.get_type())
            plist = h5p.create(h5p.DATASET_CREATE)
            plist.set_chunk((4096,))
            plist.set_shuffle()
            plist.set_deflate(9)
            kind = custom_float(*BFLOAT16, h5t.ORDER_LE if order == "<" else h5t.ORDER_BE)
            stored(file, f"bf16_{label}", kind, patterns.astype(order + "u2"), None, plist)


def layouts(path, libver):
    expected = []
    matrix = RNG.standard_normal((13, 7)).astype(np.float32)
    cube = RNG.integers(-1000, 1000, (3, 5, 4, 6)).astype(np.int32)
    with h5py.File(path, "w", libver=libver) as file:
        def put(name, array, dtype, **how):
            file.create_dataset(name, data=array, **how)
            expected.append(entry(name, dtype, array))

        put("contiguous", matrix, "F32")
        put("chunked", matrix, "F32", chunks=(4, 3))
        put("gzip", matrix, "F32", chunks=(5, 7), compression="gzip")
        put("shuffle_gzip_f16", matrix.astype(np.float16), "F16", chunks=(3, 4), compression="gzip", shuffle=True)
        put("fletcher32", matrix, "F32", chunks=(4, 4), fletcher32=True)
        put("everything", matrix.astype(">f8"), "F64", chunks=(6, 2), compression="gzip", shuffle=True, fletcher32=True)
        put("scaleoffset", cube, "I32", chunks=(2, 2, 2, 3), scaleoffset=0)
        put("szip", cube, "I32", chunks=(3, 5, 4, 2), compression="szip")
        put("rank4", cube, "I32", chunks=(2, 3, 3, 4), compression="gzip")
        put("big_endian_chunks", cube.astype(">i4"), "I32", chunks=(1, 5, 2, 6))
        put("growing", matrix, "F32", chunks=(4, 3), maxshape=(None, 7), compression="gzip")
        put("growing_both", matrix, "F32", chunks=(4, 3), maxshape=(None, None))
        put("one_chunk", matrix, "F32", chunks=(13, 7), compression="gzip")
        put("scalar", np.float64(-0.75), "F64")
        put("no_rows", np.zeros((0, 7), np.float32), "F32")
        put("no_rows_chunked", np.zeros((0, 7), np.float32), "F32", chunks=(4, 7), maxshape=(None, 7))
        sparse(file, matrix, expected)
        special_layouts(file, matrix, expected)
        library_filters(file, expected)
        if libver == "latest":
            plain_edges(file, expected)
        attributes(file)
    return expected


def sparse(file, matrix, expected):
    """Chunks and whole datasets that were never written hold the fill value."""
    holes = file.create_dataset("missing_chunks", (13, 7), "f4", chunks=(4, 3), fillvalue=-2.5)
    holes[4:8, 3:6] = matrix[4:8, 3:6]
    value = np.full((13, 7), -2.5, np.float32)
    value[4:8, 3:6] = matrix[4:8, 3:6]
    expected.append(entry("missing_chunks", "F32", value))
    file.create_dataset("never_written", (3, 4), ">i2", fillvalue=9)
    expected.append(entry("never_written", "I16", np.full((3, 4), 9)))
    file.create_dataset("never_written_f16", (5,), "f2")
    expected.append(entry("never_written_f16", "F16", np.zeros(5)))
    undefined = h5p.create(h5p.DATASET_CREATE)
    undefined.set_fill_time(h5d.FILL_TIME_NEVER)
    h5d.create(file.id, b"never_filled", h5t.IEEE_F32LE, h5s.create_simple((6,)), undefined)
    expected.append(entry("never_filled", "F32", np.zeros(6)))


def special_layouts(file, matrix, expected):
    compact = h5p.create(h5p.DATASET_CREATE)
    compact.set_layout(h5d.COMPACT)
    stored(file, "compact", h5t.IEEE_F32LE, matrix, None, compact)
    expected.append(entry("compact", "F32", matrix))
    early = h5p.create(h5p.DATASET_CREATE)
    early.set_chunk((4, 3))
    early.set_alloc_time(h5d.ALLOC_TIME_EARLY)
    stored(file, "early_chunks", h5t.IEEE_F32LE, matrix, None, early)
    expected.append(entry("early_chunks", "F32", matrix))


def library_filters(file, expected):
    """Filters that the library has to undo, and edge chunks that were not filtered at all."""
    values = RNG.integers(0, 4096, (9, 8)).astype(np.uint16)
    twelve = h5t.STD_U16LE.copy()
    twelve.set_precision(12)
    nbit = h5p.create(h5p.DATASET_CREATE)
    nbit.set_chunk((4, 5))
    nbit.set_filter(h5py.h5z.FILTER_NBIT)
    stored(file, "nbit", twelve, values, None, nbit)
    expected.append(entry("nbit", "U16", values))
    file.create_dataset("scaleoffset_gzip", data=values, chunks=(4, 5), scaleoffset=0, compression="gzip", shuffle=True)
    expected.append(entry("scaleoffset_gzip", "U16", values))
    smooth = np.arange(72, dtype=np.int32).reshape(9, 8)
    file.create_dataset("szip_smooth", data=smooth, chunks=(9, 8), compression="szip")
    expected.append(entry("szip_smooth", "I32", smooth))


def plain_edges(file, expected):
    """Chunks that stick out of the dataset stay unfiltered (an option that h5py does not offer)."""
    plist = h5p.create(h5p.DATASET_CREATE)
    plist.set_chunk((4, 5))
    plist.set_deflate(6)
    library = ctypes.CDLL("libhdf5_serial.so.103")
    library.H5Pset_chunk_opts.argtypes = [ctypes.c_int64, ctypes.c_uint]
    if library.H5Pset_chunk_opts(plist.id, 2) < 0:
        raise RuntimeError("the library does not know the option")
    values = np.arange(72, dtype=np.float64).reshape(9, 8)
    stored(file, "plain_edges", h5t.IEEE_F64LE, values, None, plist)
    expected.append(entry("plain_edges", "F64", values))


def attributes(file):
    file.attrs["model_type"] = "llama"
    file.attrs["fixed"] = np.bytes_(b"fixed text")
    file.attrs["layers"] = np.int16(12)
    file.attrs["rate"] = 0.125
    file.attrs["names"] = ["embed", "head"]
    file.attrs["sizes"] = np.array([3, -4], ">i8")
    file.attrs["nothing"] = h5py.Empty("f4")
    file.attrs["reference"] = file["gzip"].ref


def groups(path):
    """Deep groups, cycles, diamonds, tied datasets, soft links, a group stored in many nodes."""
    expected = []
    with h5py.File(path, "w", libver="latest") as file:
        inner = file
        for level in range(80):
            inner = inner.create_group(f"g{level}")
        inner["deep"] = np.arange(3, dtype=np.float32)
        name = "/".join(f"g{level}" for level in range(80)) + "/deep"
        expected.append(entry(name, "F32", [0, 1, 2]))
        inner["up"] = file["/"]
        file["g0/self"] = file["g0"]
        diamond = file.create_group("z_diamond")
        for level in range(40):
            below = diamond.create_group("left")
            diamond["right"] = below
            diamond = below
        diamond["end"] = np.int32(5)
        expected.append(entry("z_diamond/" + "left/" * 40 + "end", "I32", 5))
        file["tied_a"] = np.array([1.5, 2.5])
        file["tied_b"] = file["tied_a"]
        expected += [entry("tied_a", "F64", [1.5, 2.5]), entry("tied_b", "F64", [1.5, 2.5])]
        file["a_soft"] = h5py.SoftLink("/z_diamond/left/../tied_a")
        file["a_soft_dataset"] = h5py.SoftLink("tied_a")
        file["a_soft_chain"] = h5py.SoftLink("/a_soft_dataset")
        expected += [entry("a_soft_dataset", "F64", [1.5, 2.5]), entry("a_soft_chain", "F64", [1.5, 2.5])]
        file["a_soft_group"] = h5py.SoftLink("/g0")
        file["a_soft_cycle"] = h5py.SoftLink("/a_soft_group/self/g1")
        file["dangling"] = h5py.SoftLink("/nowhere/at/all")
        file["loop_a"] = h5py.SoftLink("/loop_b")
        file["loop_b"] = h5py.SoftLink("/loop_a")
        many = file.create_group("many")
        for i in range(40):
            many[f"t{i:02}"] = np.int8(i)
            expected.append(entry(f"many/t{i:02}", "I8", i))
        file["한글 이름/Größe"] = np.uint8(7)
        expected.append(entry("한글 이름/Größe", "U8", 7))
        file["type"] = np.dtype("f4")
    return expected


def user_block(path):
    array = np.arange(6, dtype=np.float32).reshape(2, 3)
    with h5py.File(path, "w", userblock_size=8192) as file:
        file["plain"] = array
        file.create_dataset("packed", data=array, compression="gzip")
    with open(path, "r+b") as raw:
        raw.write(b"a user block may hold anything")
    return [entry("plain", "F32", array), entry("packed", "F32", array)]


def linked(folder):
    """External links, a virtual dataset and raw files that stay in the folder; returns {file: expected}."""
    part = np.arange(12, dtype=np.float32).reshape(3, 4)
    (folder / "sub").mkdir(exist_ok=True)
    with h5py.File(folder / "linked_part.h5", "w") as file:
        file["group/part"] = part
        file["packed"] = part.astype(">f2")
        file["back"] = h5py.ExternalLink("external.h5", "/own")
    with h5py.File(folder / "sub" / "below.h5", "w") as file:
        file["below"] = np.int16(4)
        file["beside"] = h5py.ExternalLink("beside.h5", "/x")
    with h5py.File(folder / "sub" / "beside.h5", "w") as file:
        file["x"] = np.int16(6)
    with h5py.File(folder / "external.h5", "w") as file:
        file["own"] = np.float32(1.5)
        file["link"] = h5py.ExternalLink("linked_part.h5", "/group")
        file["one"] = h5py.ExternalLink("./linked_part.h5", "packed")
        file["through"] = h5py.SoftLink("/link/part")
        file["round"] = h5py.ExternalLink("linked_part.h5", "/back")
        file["sub"] = h5py.ExternalLink("sub/below.h5", "/")
    external = [entry("own", "F32", 1.5), entry("one", "F16", part), entry("round", "F32", 1.5), entry("sub/below", "I16", 4),
                entry("through", "F32", part), entry("link/part", "F32", part), entry("sub/beside", "I16", 6)]
    layout = h5py.VirtualLayout((3, 10), ">f4")
    layout[:, 0:4] = h5py.VirtualSource("linked_part.h5", "group/part", (3, 4))
    layout[0, 4:9] = h5py.VirtualSource(".", "row", (5,))
    with h5py.File(folder / "virtual.h5", "w", libver="latest") as file:
        file["row"] = np.arange(5, dtype=np.int32)
        file.create_virtual_dataset("whole", layout, fillvalue=-1)
    whole = np.full((3, 10), -1.0)
    whole[:, 0:4], whole[0, 4:9] = part, np.arange(5)
    virtual = [entry("row", "I32", range(5)), entry("whole", "F32", whole)]
    (folder / "raw.bin").write_bytes(b"skip" + part.tobytes())
    with h5py.File(folder / "raw.h5", "w") as file:
        file.create_dataset("raw", (3, 4), "f4", external=[("raw.bin", 4, 16), ("raw.bin", 20, h5f.UNLIMITED)])
    return {"linked_part.h5": None, "external.h5": external, "virtual.h5": virtual, "raw.h5": [entry("raw", "F32", part)]}


def write_good(folder: pathlib.Path):
    """Returns {file: expected tensors, or None for the files that the others need}."""
    expected = {"types.h5": types(folder / "types.h5")}
    expected["layouts.h5"] = layouts(folder / "layouts.h5", "earliest")
    expected["layouts_latest.h5"] = layouts(folder / "layouts_latest.h5", "latest")
    expected["groups.h5"] = groups(folder / "groups.h5")
    expected["user_block.h5"] = user_block(folder / "user_block.h5")
    codes(folder / "codes.h5")
    expected.update(linked(folder))
    return expected
