# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the HDF5 files that must be refused (hdf5/) and accepted (hdf5_good/): damaged, lying, or leading elsewhere.
"""Every run gives files of the same content (h5py 3.7 with HDF5 1.10).

    /usr/bin/python3 tests/hostile/make_hdf5.py [OUTPUT_FOLDER]

hdf5/expected.json: file name -> {"reasons": [ids], "words": what is wrong}; the first reason is the intended one. The
files are packed as Qt's qCompress does (u32 length, big-endian, and a zlib stream), to be unpacked beside each other;
canary.h5 and canary.bin, which the tests put one folder up, must never be read.
hdf5_good/expected.json: file name -> tensors with all their values, or null.
"""
import json
import pathlib
import struct
import sys
import zlib

import h5py
import numpy as np
from h5py import h5d, h5f, h5p, h5s, h5t

from hdf5_good import stored, write_good

CASES = {}
FOLDER = pathlib.Path()
SMALL = np.arange(77, dtype=np.float32).reshape(7, 11)


def case(name, reasons, words):
    """Registers a function that writes (path) as the maker of a file."""
    def register(make):
        CASES[name] = dict(reasons=reasons.split(), words=words, make=make)
        return make
    return register


def patch(path, old, new, count=1):
    """Replaces bytes that stand `count` times in the file; the formats used here have no checksums."""
    raw = path.read_bytes()
    if raw.count(old) != count or len(old) != len(new):
        raise ValueError(f"{path.name}: the bytes to change stand {raw.count(old)} times")
    path.write_bytes(raw.replace(old, new))


def u64(*values):
    return struct.pack(f"<{len(values)}Q", *values)


def plain(path, **how):
    """One 7 x 11 float32 dataset `a` and a neighbour; returns the address of a's data."""
    with h5py.File(path, "w", libver="earliest") as file:
        made = file.create_dataset("a", data=SMALL, **how)
        file["b"] = np.arange(5, dtype=np.int64)
        return made.id.get_offset()


@case("data_past_end", "truncated", "contiguous data that runs past the end of the file: libhdf5 reads zeros")
def _(path):
    address = plain(path)
    patch(path, u64(address, SMALL.nbytes), u64(path.stat().st_size - 16, SMALL.nbytes))


@case("data_far_past_end", "truncated", "contiguous data at an address near 2^64")
def _(path):
    patch(path, u64(plain(path), SMALL.nbytes), u64(2 ** 64 - 300, SMALL.nbytes))


@case("shape_larger", "size-mismatch", "a shape larger than the contiguous size: libhdf5 reads the neighbours")
def _(path):
    plain(path)
    patch(path, u64(7, 11), u64(9, 11), path.read_bytes().count(u64(7, 11)))


@case("shape_smaller", "size-mismatch", "a shape smaller than the contiguous size")
def _(path):
    plain(path)
    patch(path, u64(7, 11), u64(5, 11), path.read_bytes().count(u64(7, 11)))


@case("shape_wraps", "bad-shape bad-header size-mismatch", "a shape whose product wraps to the right size")
def _(path):
    plain(path)
    patch(path, u64(7, 11), u64(2 ** 63, 2 ** 2), path.read_bytes().count(u64(7, 11)))


@case("overlap", "overlap", "two datasets over the same bytes")
def _(path):
    with h5py.File(path, "w", libver="earliest") as file:
        first = file.create_dataset("a", data=SMALL).id.get_offset()
        second = file.create_dataset("b", data=SMALL * 2).id.get_offset()
    patch(path, u64(second, SMALL.nbytes), u64(first + 8, SMALL.nbytes))


@case("compact_shape_larger", "size-mismatch bad-header", "a shape larger than compact data")
def _(path):
    compact = h5p.create(h5p.DATASET_CREATE)
    compact.set_layout(h5d.COMPACT)
    with h5py.File(path, "w", libver="earliest") as file:
        stored(file, "a", h5t.IEEE_F32LE, SMALL, None, compact)
    patch(path, u64(7, 11), u64(70, 11), path.read_bytes().count(u64(7, 11)))


@case("chunk_tree_cycle", "reader-stopped bad-header read-failed", "a chunk tree that is its own child: libhdf5 crashes")
def _(path):
    plain(path, chunks=(3, 4))
    raw = bytearray(path.read_bytes())
    node = raw.index(b"TREE\x01")
    raw[node + 5] = 1
    key = 8 + 8 * 3  # chunk size, filter mask, one offset per dimension and one for the element
    for child in range(struct.unpack_from("<H", raw, node + 6)[0]):
        struct.pack_into("<Q", raw, node + 24 + key + child * (key + 8), node)
    path.write_bytes(raw)


@case("chunk_past_end", "read-failed truncated", "a chunk whose address lies past the end of the file")
def _(path):
    plain(path, chunks=(7, 11))
    raw = bytearray(path.read_bytes())
    node = raw.index(b"TREE\x01")
    struct.pack_into("<Q", raw, node + 24 + 8 + 8 * 3, len(raw) - 20)
    path.write_bytes(raw)


def first_chunk_key(raw):
    """Offset of the first entry of a chunk tree: stored size, filter mask, offsets, address."""
    return raw.index(b"TREE\x01") + 24


@case("chunk_short", "size-mismatch", "a chunk without filters that is stored short: libhdf5 reads what lies in memory")
def _(path):
    plain(path, chunks=(7, 11))
    raw = bytearray(path.read_bytes())
    struct.pack_into("<I", raw, first_chunk_key(raw), 100)
    path.write_bytes(raw)


@case("chunks_shared", "overlap", "two chunks over the same bytes")
def _(path):
    plain(path, chunks=(4, 11))
    raw = bytearray(path.read_bytes())
    key, entry = first_chunk_key(raw), 8 + 8 * 3
    struct.pack_into("<Q", raw, key + 2 * entry + 8, *struct.unpack_from("<Q", raw, key + entry))
    path.write_bytes(raw)


def direct_case(name, words, content, mask=0, libver="earliest"):
    @case(name, "size-mismatch", words)
    def _(path):
        with h5py.File(path, "w", libver=libver) as file:
            made = file.create_dataset("a", SMALL.shape, "f4", chunks=SMALL.shape, compression="gzip")
            made.id.write_direct_chunk((0, 0), zlib.compress(content), filter_mask=mask)


direct_case("stream_short", "a sound deflate stream of too few bytes: libhdf5 reads what lies in memory", SMALL.tobytes()[:100])
direct_case("stream_short_latest", "the same in the latest format", SMALL.tobytes()[:100], libver="latest")
direct_case("stream_long", "a sound deflate stream of too many bytes", SMALL.tobytes() * 3)
direct_case("filter_skipped", "a deflate stream that claims not to be one", SMALL.tobytes(), mask=1)


@case("nbit_belief", "size-mismatch", "an nbit filter made for other chunks")
def _(path):
    with h5py.File(path, "w", libver="earliest") as file:
        plist = h5p.create(h5p.DATASET_CREATE)
        plist.set_chunk(SMALL.shape)
        plist.set_filter(h5py.h5z.FILTER_NBIT)
        stored(file, "a", h5t.STD_I32LE, SMALL.astype(np.int32), None, plist)
    patch(path, struct.pack("<IIII", 8, 1, 77, 1), struct.pack("<IIII", 8, 1, 66, 1))


@case("gzip_damaged", "read-failed", "a damaged deflate stream")
def _(path):
    with h5py.File(path, "w") as file:
        made = file.create_dataset("a", data=np.tile(SMALL, (20, 1)), chunks=(140, 11), compression="gzip")
        info = made.id.get_chunk_info(0)
    raw = bytearray(path.read_bytes())
    raw[info.byte_offset + 30:info.byte_offset + 60] = bytes(30)
    path.write_bytes(raw)


@case("checksum_wrong", "read-failed", "a chunk that does not match its Fletcher checksum")
def _(path):
    with h5py.File(path, "w") as file:
        info = file.create_dataset("a", data=SMALL, chunks=(7, 11), fletcher32=True).id.get_chunk_info(0)
    raw = bytearray(path.read_bytes())
    raw[info.byte_offset + 3] ^= 1
    path.write_bytes(raw)


@case("lzf", "unsupported", "a filter that only h5py has")
def _(path):
    with h5py.File(path, "w") as file:
        file.create_dataset("a", data=SMALL, chunks=(7, 11), compression="lzf")


@case("unknown_filter", "unsupported", "a filter with a made-up number")
def _(path):
    with h5py.File(path, "w", libver="earliest") as file:
        file.create_dataset("a", data=SMALL, chunks=(7, 11), compression="lzf")
    patch(path, struct.pack("<H", 32000), struct.pack("<H", 31999))


@case("huge_chunk", "too-many", "a chunk of 320 MB")
def _(path):
    with h5py.File(path, "w") as file:
        file.create_dataset("a", (80_000_000,), "f4", chunks=(80_000_000,), compression="gzip")


@case("shape_bomb", "size-mismatch", "a terabyte that was never written")
def _(path):
    with h5py.File(path, "w") as file:
        file.create_dataset("a", (2 ** 20, 2 ** 18), "f4")


@case("chunk_bomb", "size-mismatch", "chunks that were never written, and many of them")
def _(path):
    with h5py.File(path, "w") as file:
        file.create_dataset("a", (2 ** 40, 2 ** 18), "u1", chunks=(2 ** 10, 2 ** 10), compression="gzip")


@case("slash_in_name", "bad-text", "a link whose name is a path")
def _(path):
    with h5py.File(path, "w", libver="earliest") as file:
        file["aaXbb"] = SMALL
    patch(path, b"aaXbb", b"aa/bb")


@case("same_name_twice", "duplicate-name", "two links of one name")
def _(path):
    with h5py.File(path, "w", libver="earliest") as file:
        file["name_one"] = SMALL
        file["name_two"] = SMALL
    patch(path, b"name_two", b"name_one")


@case("deep_groups", "too-deep", "3000 nested groups")
def _(path):
    with h5py.File(path, "w", libver="latest") as file:
        inner = file.id
        for _level in range(3000):
            inner = h5py.h5g.create(inner, b"g")


def link_case(name, reasons, words, target, inside="/secret"):
    @case(name, reasons, words)
    def _(path):
        with h5py.File(path, "w") as file:
            file["own"] = SMALL
            file["link"] = h5py.ExternalLink(target, inside)


link_case("link_parent", "unsafe-path", "an external link to ../", "../canary.h5")
link_case("link_parent_inside", "unsafe-path", "an external link with .. in the middle", "here/../../canary.h5")
link_case("link_absolute", "unsafe-path", "an external link to an absolute path", "/etc/passwd")
link_case("link_backslash", "unsafe-path", "an external link with a backslash", "..\\canary.h5")
link_case("link_through_folder", "unsafe-path", "an external link through a folder that is a symbolic link", "elsewhere/canary.h5")
link_case("link_missing_file", "missing", "an external link to a file that is not there", "nobody.h5")
link_case("link_missing_object", "missing", "an external link to an object that is not there", "helper_hop.h5", "/nothing")
link_case("link_no_hdf5", "bad-header", "an external link to a file of another kind", "no_hdf5.h5")
link_case("link_hop", "unsafe-path", "an external link to a file of the folder that links on to ../", "helper_hop.h5", "/hop")
link_case("link_hop_inside", "unsafe-path", "a path that goes through such a link", "helper_hop.h5", "/hop/more")
link_case("link_soft_hop", "unsafe-path", "an external link to a soft link through such a link", "helper_hop.h5", "/soft")
link_case("link_folder", "not-a-file", "an external link to a folder", "here")


@case("link_soft", "unsafe-path", "a soft link through an external link to ../")
def _(path):
    with h5py.File(path, "w") as file:
        file["zz"] = h5py.ExternalLink("../canary.h5", "/")
        file["soft"] = h5py.SoftLink("/zz/secret")


@case("link_circle", "too-deep", "external links in a circle")
def _(path):
    with h5py.File(path, "w") as file:
        file["link"] = h5py.ExternalLink(path.name, "/link")


def helper_hop(path):
    """Stands in the folder and leads out of it."""
    with h5py.File(path, "w") as file:
        file["hop"] = h5py.ExternalLink("../canary.h5", "/secret")
        file["soft"] = h5py.SoftLink("/hop")
        layout = h5py.VirtualLayout((4,), "f4")
        layout[:] = h5py.VirtualSource("../canary.h5", "secret", (4,))
        file.create_virtual_dataset("virtual", layout)
        file.create_dataset("raw", (4,), "f4", external=[("../canary.bin", 0, 16)])


def raw_case(name, reasons, words, parts):
    @case(name, reasons, words)
    def _(path):
        with h5py.File(path, "w") as file:
            file.create_dataset("raw", (4,), "f4", external=parts)


raw_case("raw_parent", "unsafe-path", "raw data in ../", [("../canary.bin", 0, 16)])
raw_case("raw_absolute", "unsafe-path", "raw data in /etc/passwd", [("/etc/passwd", 0, 16)])
raw_case("raw_device", "unsafe-path", "raw data in /dev/zero", [("/dev/zero", 0, h5f.UNLIMITED)])
raw_case("raw_missing", "missing", "raw data in a file that is not there", [("nobody.bin", 0, 16)])
raw_case("raw_short", "truncated", "raw data that is shorter than announced", [("short.bin", 0, 16)])
raw_case("raw_offset", "truncated", "raw data that begins behind the end", [("short.bin", 2 ** 40, h5f.UNLIMITED)])


def virtual_case(name, reasons, words, source, dataset="secret", **extra):
    @case(name, reasons, words)
    def _(path):
        layout = h5py.VirtualLayout((4,), "f4")
        layout[:] = h5py.VirtualSource(source, dataset, (4,))
        with h5py.File(path, "w", libver="latest") as file:
            for key, link in extra.items():
                file[key] = link
            file.create_virtual_dataset("virtual", layout)


virtual_case("virtual_parent", "unsafe-path", "a virtual dataset over ../", "../canary.h5")
virtual_case("virtual_absolute", "unsafe-path", "a virtual dataset over an absolute path", "/etc/passwd")
virtual_case("virtual_missing_file", "missing", "a virtual dataset over a file that is not there", "nobody.h5")
virtual_case("virtual_missing", "missing", "a virtual dataset over a dataset that is not there", ".", "nothing")
virtual_case("virtual_itself", "unsafe-path", "a virtual dataset over itself: libhdf5 crashes", ".", "virtual")
virtual_case("virtual_nested", "unsafe-path", "a virtual dataset over one that leads out", "helper_hop.h5", "virtual")
virtual_case("virtual_raw", "unsafe-path", "a virtual dataset over raw data", "helper_hop.h5", "raw")
virtual_case("virtual_link", "unsafe-path", "a virtual dataset over an external link", "helper_hop.h5", "hop")
virtual_case("virtual_soft", "unsafe-path", "a virtual dataset over a soft link", ".", "soft", soft=h5py.SoftLink("/other"))
virtual_case("virtual_group", "missing", "a virtual dataset over a group", ".", "/")


@case("virtual_pattern", "unsupported unsafe-path", "a virtual dataset over files of ../ by a pattern")
def _(path):
    whole = h5s.create_simple((4,), (h5s.UNLIMITED,))
    whole.select_hyperslab((0,), (h5s.UNLIMITED,), (4,), (4,))
    plist = h5p.create(h5p.DATASET_CREATE)
    plist.set_virtual(whole, b"../canary%b.h5", b"secret", h5s.create_simple((4,)))
    with h5py.File(path, "w", libver="latest") as file:
        h5d.create(file.id, b"virtual", h5t.IEEE_F32LE, h5s.create_simple((4,), (h5s.UNLIMITED,)), plist)


@case("virtual_mutual", "unsafe-path", "two virtual datasets over each other: libhdf5 crashes")
def _(path):
    with h5py.File(path, "w", libver="latest") as file:
        for name, other in (("one", "two"), ("two", "one")):
            layout = h5py.VirtualLayout((4,), "f4")
            layout[:] = h5py.VirtualSource(".", other, (4,))
            file.create_virtual_dataset(name, layout)


@case("virtual_short_source", "size-mismatch", "a virtual dataset that needs more than its source has")
def _(path):
    layout = h5py.VirtualLayout((9,), "f4")
    layout[:] = h5py.VirtualSource(".", "short", (9,))
    with h5py.File(path, "w", libver="latest") as file:
        file["short"] = np.arange(4, dtype=np.float32)
        file.create_virtual_dataset("virtual", layout)


def write_canaries(folder):
    """Values that no listing may ever show."""
    with h5py.File(folder / "canary.h5", "w") as canary:
        canary["secret"] = np.full(4, 31337.0, np.float32)
    (folder / "canary.bin").write_bytes(np.full(4, 31337.0, np.float32).tobytes())


def pack(path):
    raw = path.read_bytes()
    path.unlink()
    path.with_name(path.name + ".z").write_bytes(struct.pack(">I", len(raw)) + zlib.compress(raw, 9))


def write_bad(folder):
    helpers = [folder / name for name in ("short.bin", "no_hdf5.h5", "helper_hop.h5", "canary.h5", "canary.bin")]
    helpers[0].write_bytes(bytes(15))
    helpers[1].write_bytes(b"text, and nothing else\n")
    helper_hop(helpers[2])
    write_canaries(folder)
    expected = {}
    for name, facts in CASES.items():
        path = folder / (name + ".h5")
        facts["make"](path)
        pack(path)
        expected[path.name] = dict(reasons=facts["reasons"], words=facts["words"])
    for path in helpers:
        pack(path)
    return expected


def write_json(path, value):
    path.write_text(json.dumps(value, indent=None, ensure_ascii=False, separators=(",", ":")).replace("},", "},\n") + "\n")


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    (folder / "hdf5_good").mkdir(parents=True, exist_ok=True)
    (folder / "hdf5").mkdir(exist_ok=True)
    write_json(folder / "hdf5" / "expected.json", write_bad(folder / "hdf5"))
    write_json(folder / "hdf5_good" / "expected.json", write_good(folder / "hdf5_good"))


if __name__ == "__main__":
    main()
