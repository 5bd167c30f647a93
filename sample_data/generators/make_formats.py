# SPDX-License-Identifier: CC0-1.0
# Makes formats/: the same few tensors in every container format, all GGUF block types, and the expected values.
"""Every run gives the same bytes (numpy 1.24, h5py 3.7 with HDF5 1.10, zlib 1.2).

    /usr/bin/python3 sample_data/generators/make_formats.py [OUTPUT_FOLDER]

expected.json: {"files": {file name: {"format": ..., "tensors": [...]}}, ...}; an entry has the fields of
`alidade-cli inspect --json`, and `dtype_also` where a second name for the stored type is as right.
expected_blocks.json: {tensor of tiny_blocks.gguf: its float32 values, little-endian, as hexadecimal digits}.
"""
import json
import pathlib
import sys

import h5py
import numpy as np

import gguf_blocks
import gguf_file
import safetensors_file
from expected_statistics import SAMPLES, sample, statistics
from safetensors_file import from_bfloat16, to_bfloat16

SEED = 20261124


def source_tensors():
    """{name: (dtype name, array of the stored type)}; bfloat16 as its 16-bit patterns."""
    rng = np.random.default_rng(SEED)
    matrix = rng.standard_normal((24, 40)).astype(np.float32)
    tiny = np.finfo(np.float32).smallest_subnormal
    special = np.array([[1.5, np.nan, -2.25, np.inf, 0.0, -0.0], [-np.inf, tiny, np.nan, 7.0, -3.5, 0.125]], np.float32)
    return {
        "matrix_f32": ("F32", matrix),
        "matrix_f16": ("F16", rng.standard_normal((16, 12)).astype(np.float16)),
        "matrix_bf16": ("BF16", to_bfloat16(rng.standard_normal((12, 20)))),
        "vector_f32": ("F32", (3.0 + 0.25 * rng.standard_normal(37)).astype(np.float32)),
        "scalar_f32": ("F32", np.float32(-0.6180340051651001)),
        "cube_i32": ("I32", rng.integers(-(2 ** 31), 2 ** 31, (3, 5, 7)).astype(np.int32)),
        "mask_bool": ("BOOL", rng.random((6, 5)) < 0.3),
        "special_f32": ("F32", special),
        "only_nonfinite_f32": ("F32", np.array([np.nan, np.inf, -np.inf], np.float32)),
        "empty_f32": ("F32", np.zeros((0, 4), np.float32)),
    }


def decoded(dtype, array):
    """The values as float64."""
    return (from_bfloat16(array) if dtype == "BF16" else np.asarray(array)).astype(np.float64)


def entry(name, dtype, array, stored=None, also=None):
    """One expected tensor; `stored` where a container holds it as another type."""
    values = decoded(dtype, array)
    result = dict(name=name, shape=list(values.shape), dtype=stored or dtype, stats=statistics(values),
                  first=sample(values.reshape(-1)[:SAMPLES]), last=sample(values.reshape(-1)[-SAMPLES:]))
    return {**result, "dtype_also": also} if also else result


def bfloat16_type():
    """bfloat16 as a custom HDF5 float: sign bit 15, 8 exponent bits from 7 with bias 127, 7 mantissa bits."""
    kind = h5py.h5t.IEEE_F32LE.copy()
    kind.set_fields(15, 7, 8, 0, 7)
    kind.set_precision(16)
    kind.set_size(2)
    kind.set_ebias(127)
    return kind


def write_hdf5(path, tensors):
    """Every layout and type the reader must know, in nested groups; returns the expected entries."""
    expected = []
    with h5py.File(path, "w") as file:
        def put(group, name, order="", **layout):
            dtype, array = tensors[name]
            where = f"{group}/{name}"
            if dtype == "BF16":
                kind = bfloat16_type()
                space = h5py.h5s.create_simple(array.shape)
                parent = file.require_group(group)
                untimed = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
                untimed.set_obj_track_times(False)
                made = h5py.h5d.create(parent.id, name.encode(), kind, space, untimed)
                made.write(h5py.h5s.ALL, h5py.h5s.ALL, np.ascontiguousarray(array), mtype=kind)
            else:
                stored = np.asarray(array)
                file.create_dataset(where, data=stored.astype(stored.dtype.newbyteorder(order)) if order else stored,
                                    **layout)
            expected.append(entry(where, dtype, array, also={"BF16": "F32", "BOOL": "I8"}.get(dtype)))

        for name in tensors:
            put("model/contiguous", name)
        packed = dict(compression="gzip", compression_opts=6, shuffle=True)
        put("model/chunked", "matrix_f32", chunks=(7, 16), fletcher32=True, **packed)  # partial edge chunks
        put("model/chunked", "matrix_f16", chunks=(5, 5), **packed)
        put("model/chunked", "cube_i32", chunks=(2, 2, 4), **packed)
        put("model/chunked", "special_f32", chunks=(1, 4), **packed)
        for name in ("matrix_f32", "matrix_f16", "cube_i32"):
            put("model/big_endian", name, order=">")
    return expected


def write_gguf(path, tensors):
    """GGUF has no booleans: there they are int8."""
    stored = {name: ("I8", array.astype(np.int8)) if dtype == "BOOL" else (dtype, np.asarray(array))
              for name, (dtype, array) in tensors.items()}
    gguf_file.write(path, [(name, gguf_file.TYPES[dtype], array.shape, array.tobytes())
                           for name, (dtype, array) in stored.items()],
                    {"general.architecture": "none", "general.name": "tiny",
                     "general.alignment": gguf_file.ALIGNMENT, "tiny.generator": "make_formats.py",
                     "tiny.scale": 0.5, "tiny.flag": True, "tiny.numbers": list(range(-3, 9)),
                     "tiny.words": ["north", "east", "south", "west"]})
    return [entry(name, dtype, array) for name, (dtype, array) in stored.items()]


def write_blocks(path):
    """Three blocks of every block type; returns the expected entries and the float32 values in hexadecimal."""
    rng = np.random.default_rng(SEED + 1)
    stored, expected, hexadecimal = [], [], {}
    for dtype, (kind, elements, _, _, _) in gguf_blocks.BLOCKS.items():
        name, shape = f"block.{dtype.lower()}", (3, elements)
        blocks = gguf_blocks.random_blocks(dtype, 3, rng)
        stored.append((name, kind, shape, blocks.tobytes()))
        values = gguf_blocks.decode(dtype, blocks)
        if values is None:
            expected.append(dict(name=name, shape=list(shape), dtype=dtype, stats=None, first=[], last=[]))
            continue
        hexadecimal[name] = values.astype("<f4").tobytes().hex()
        expected.append(entry(name, dtype, values))
    gguf_file.write(path, stored, {"general.architecture": "none", "general.name": "tiny_blocks"})
    return expected, hexadecimal


def write_all(folder):
    tensors = source_tensors()
    native = {name: from_bfloat16(array) if dtype == "BF16" else array for name, (dtype, array) in tensors.items()}
    as_numpy = [entry(name, dtype, array, stored="F32" if dtype == "BF16" else None)
                for name, (dtype, array) in tensors.items()]
    matrix = tensors["matrix_f32"][1]

    safetensors_file.write(folder / "tiny.safetensors", tensors,
                           {"generator": "sample_data/generators/make_formats.py"})
    np.savez(folder / "tiny.npz", **native)
    np.savez_compressed(folder / "tiny_compressed.npz", **native)
    np.save(folder / "tiny.npy", matrix)
    np.save(folder / "tiny_fortran_big_endian.npy", np.asfortranarray(matrix.astype(">f4")))
    hdf5 = write_hdf5(folder / "tiny.h5", tensors)
    gguf = write_gguf(folder / "tiny.gguf", tensors)
    blocks, hexadecimal = write_blocks(folder / "tiny_blocks.gguf")
    (folder / "expected_blocks.json").write_text(json.dumps(hexadecimal, indent=1) + "\n")
    return {
        "tiny.safetensors": dict(format="safetensors", tensors=[entry(n, *t) for n, t in tensors.items()]),
        "tiny.npz": dict(format="npz", tensors=as_numpy),
        "tiny_compressed.npz": dict(format="npz", tensors=as_numpy),
        "tiny.npy": dict(format="npy", tensors=[entry("tiny", "F32", matrix)]),
        "tiny_fortran_big_endian.npy": dict(format="npy", tensors=[entry("tiny_fortran_big_endian", "F32", matrix)]),
        "tiny.h5": dict(format="hdf5", tensors=hdf5),
        "tiny.gguf": dict(format="gguf", tensors=gguf),
        "tiny_blocks.gguf": dict(format="gguf", tensors=blocks),
    }


def main():
    default = pathlib.Path(__file__).resolve().parents[1] / "formats"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    folder.mkdir(parents=True, exist_ok=True)
    document = dict(
        about="Independent statistics (two-pass, exactly rounded float64 sums) of the files in this folder, over "
              "finite elements; variance is the population variance. `first` and `last` hold up to 8 elements in "
              "row-major order.",
        tolerances=dict(sum="1e-9 of sum |x|", mean="1e-9 of sum |x| / n", l2=1e-9, linf=1e-9,
                        variance="1e-9 + 2e-13 |mean| / std, relative", excess_kurtosis=1e-6, samples=1e-7),
        files=write_all(folder))
    text = json.dumps(document, indent=1, sort_keys=True, allow_nan=False)
    (folder / "expected.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
