# SPDX-License-Identifier: GPL-3.0-or-later
# The .npz files to refuse and to accept, byte by byte: formats.md 5 and the zip application note.
"""An archive is a list of members; every field of it can be made to lie."""
import struct
import zlib

import numpy as np

from hostile_corpus import Corpus, tensor
from npy_cases import DATA, GOOD, header, npy

ARRAY = np.arange(6, dtype="<f4").reshape(2, 3)
TIME = struct.pack("<HH", 0, 0x0021)  # 1980-01-01


def deflate(raw, level=6):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(raw) + packer.flush()


class Member:
    """One member and what its two headers say; None means the truth."""

    def __init__(self, name="a.npy", raw=None, method=0, **lies):
        self.name = name.encode() if isinstance(name, str) else name
        self.raw = npy() if raw is None else raw
        self.method = method
        self.lies = lies

    def get(self, key, truth):
        return self.lies.get(key, truth)

    def data(self):
        return self.get("data", deflate(self.raw) if self.method == 8 else self.raw)

    def flags(self):
        return self.get("flags", 0)

    def local(self):
        size, packed = len(self.raw), len(self.data())
        name = self.get("local_name", self.name)
        extra = self.get("local_extra", b"")
        streamed = self.flags() & 8
        crc, packed, size = (0, 0, 0) if streamed else (zlib.crc32(self.raw), packed, size)
        packed, size = self.get("local_sizes", (packed, size))
        head = struct.pack("<4sHHH", self.get("local_signature", b"PK\x03\x04"), 20,
                           self.get("local_flags", self.flags()), self.get("local_method", self.method)) + TIME
        head += struct.pack("<IIIHH", crc, packed, size, self.get("local_name_length", len(name)), len(extra))
        descriptor = b""
        if streamed:
            descriptor = b"PK\x07\x08" + struct.pack("<III", zlib.crc32(self.raw), len(self.data()), len(self.raw))
        return head + name + extra + self.data() + descriptor

    def central(self, offset):
        extra = self.get("extra", b"")
        return (struct.pack("<4sHHHH", self.get("signature", b"PK\x01\x02"), 20, 20, self.flags(), self.method) + TIME +
                struct.pack("<IIIHHHHHII", self.get("crc", zlib.crc32(self.raw)), self.get("packed", len(self.data())),
                            self.get("size", len(self.raw)), len(self.name), self.get("extra_length", len(extra)), 0,
                            self.get("disk", 0), 0, 0, self.get("offset", offset)) + self.name + extra)


def archive(*members, prefix=b"", comment=b"", between=b"", behind=b"", zip64=False, absolute=False, end=None, end64=None,
            locator=None):
    """The members one after the other, the directory, the end. `end` and the like replace single fields."""
    body, directory = b"", b""
    start = len(prefix) if absolute else 0
    for member in members:
        offset = start + len(body)
        if not member.get("unwritten", False):
            body += member.local()
        if not member.get("hidden", False):
            directory += member.central(offset)
    count = sum(not member.get("hidden", False) for member in members)
    fields = dict(disk=0, start_disk=0, here=count, count=count, size=len(directory),
                  offset=start + len(body), comment=len(comment))
    tail = between
    if zip64:
        wide = {**fields, "record": 44, **(end64 or {})}
        at = start + len(body) + len(directory) + len(between)
        where = {**dict(at=at, disk=0, disks=1), **(locator or {})}
        tail += struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", wide["record"], 45, 45, wide["disk"], wide["start_disk"],
                            wide["here"], wide["count"], wide["size"], wide["offset"])
        tail += struct.pack("<4sIQI", b"PK\x06\x07", where["disk"], where["at"], where["disks"])
        fields.update(here=0xFFFF, count=0xFFFF, size=0xFFFFFFFF, offset=0xFFFFFFFF)
    fields.update(end or {})
    tail += struct.pack("<4sHHHHIIH", b"PK\x05\x06", *fields.values()) + comment
    return prefix + body + directory + tail + behind


def zip64_extra(*values):
    return struct.pack("<HH", 1, 8 * len(values)) + b"".join(struct.pack("<Q", v) for v in values)


def ends(refuse):
    whole = archive(Member())
    refuse("empty_file", "truncated", "an empty file", b"")
    refuse("start_only", "truncated", "nothing but a local signature", b"PK\x03\x04")
    for part in (0.25, 0.5, 0.75, 0.95):
        refuse(f"cut_{int(part * 100)}", "truncated", f"cut at {part:.0%}", whole[:int(len(whole) * part)])
    refuse("one_byte_short", "truncated", "the last byte is missing", whole[:-1])
    refuse("byte_behind", "truncated", "a byte behind the end record", archive(Member(), behind=b"\0"))
    refuse("comment_longer", "truncated", "a comment announced longer than it is",
           archive(Member(), comment=b"hello", end=dict(comment=6)))
    refuse("several_disks", "unsupported", "disk 1", archive(Member(), end=dict(disk=1)))
    refuse("count_here", "unsupported", "two counts that differ", archive(Member(), end=dict(here=2)))
    refuse("count_too_many", "too-many truncated", "60000 members announced",
           archive(Member(), end=dict(here=60000, count=60000)))
    refuse("count_one_more", "too-many truncated bad-header", "one member too many announced",
           archive(Member(), end=dict(here=2, count=2)))
    refuse("count_one_less", "size-mismatch", "one member less announced",
           archive(Member(), Member("b.npy"), end=dict(here=1, count=1)))
    refuse("directory_too_large", "bad-offset truncated", "a directory larger than the file",
           archive(Member(), end=dict(size=1 << 30)))
    refuse("directory_huge", "bad-offset truncated", "a directory of 4 GiB", archive(Member(), end=dict(size=0xFFFFFFFE)))
    refuse("directory_offset", "bad-offset", "a directory behind the file", archive(Member(), end=dict(offset=1 << 30)))
    refuse("directory_offset_one", "bad-offset", "a directory one byte behind", archive(Member(), end=dict(
        offset=len(Member().local()) + 1)))
    refuse("directory_gap", "bad-offset bad-header", "8 bytes between directory and end record",
           archive(Member(), between=bytes(8)))
    refuse("directory_early", "bad-offset bad-header", "a directory announced one byte early",
           archive(Member(), end=dict(offset=len(Member().local()) - 1)))
    refuse("directory_short", "bad-offset bad-header truncated", "a directory announced two bytes too short",
           archive(Member(), end=dict(size=len(Member().central(0)) - 2)))
    refuse("zip64_offset", "bad-offset bad-header", "a zip64 directory behind the file",
           archive(Member(), zip64=True, end64=dict(offset=2 ** 63)))
    refuse("zip64_wraps", "bad-offset too-many", "a zip64 directory of 2^64 - 1 bytes",
           archive(Member(), zip64=True, end64=dict(size=2 ** 64 - 1)))
    refuse("zip64_count", "too-many", "2^61 members", archive(Member(), zip64=True, end64=dict(
        here=2 ** 61, count=2 ** 61)))
    refuse("zip64_locator", "bad-offset", "a locator that points elsewhere",
           archive(Member(), zip64=True, locator=dict(at=0)))
    refuse("zip64_locator_wraps", "bad-offset", "a locator at 2^64 - 1",
           archive(Member(), zip64=True, locator=dict(at=2 ** 64 - 1)))
    refuse("zip64_record_size", "bad-header", "a zip64 record of another size",
           archive(Member(), zip64=True, end64=dict(record=2 ** 40)))
    refuse("zip64_contradiction", "bad-header", "the two end records give two offsets",
           archive(Member(), zip64=True, end=dict(offset=1)))


def members(refuse):
    def bad(name, reasons, words, *all_members, **parts):
        refuse(name, reasons, words, archive(*all_members, **parts))

    bad("central_signature", "bad-header", "an entry of the directory without signature", Member(signature=b"PK\0\0"))
    bad("local_signature", "bad-header", "no local header where it should be", Member(local_signature=b"PK\0\0"))
    bad("local_name", "bad-header", "another name in the local header", Member(local_name=b"b.npy"))
    bad("local_name_longer", "bad-header", "a longer name in the local header", Member(local_name=b"a.npyx"))
    bad("local_name_past_end", "bad-header bad-offset", "a local name of 65535 bytes", Member(local_name_length=0xFFFF))
    bad("local_method", "bad-header", "another method in the local header", Member(local_method=8))
    bad("duplicate", "duplicate-name", "a name given twice", Member(), Member())
    bad("duplicate_deflated", "duplicate-name", "a name given twice, once deflated", Member(), Member(method=8))
    bad("name_nul", "bad-text", "a NUL in a name", Member("a\0.npy"))
    bad("name_utf8", "bad-text", "a name flagged as UTF-8 that is not", Member(b"\xff\xfe.npy", flags=0x800))
    bad("encrypted", "unsupported", "encryption flagged", Member(flags=1))
    bad("encrypted_strong", "unsupported", "strong encryption flagged", Member(flags=0x41))
    bad("encrypted_local", "unsupported bad-header", "encryption flagged in the local header only", Member(local_flags=1))
    for method in (1, 9, 12, 14, 93, 99):
        bad(f"method_{method}", "unsupported", f"compression method {method}", Member(method=method))
    bad("disk", "unsupported", "a member on disk 1", Member(disk=1))
    bad("offset_behind", "bad-offset", "a member behind the directory", Member(offset=1 << 30))
    bad("offset_in_directory", "bad-offset bad-header", "a member in the directory", Member(offset=len(Member().local())))
    bad("offset_wrong", "bad-header", "a member one byte off", Member(offset=1))
    bad("stored_past_end", "bad-offset", "a stored member that reaches into the directory",
        Member(size=len(npy()) + 40, packed=len(npy()) + 40))
    bad("deflated_past_end", "bad-offset", "a deflated member that reaches into the directory",
        Member(method=8, packed=4000))
    bad("stored_sizes", "size-mismatch", "a stored member with two sizes", Member(size=len(npy()) - 1))
    bad("same_bytes", "overlap duplicate-name", "one member listed twice", Member(), Member(offset=0, unwritten=True))
    inner = Member("b.npy")
    outer = Member("a.npy", inner.local())
    refuse("member_in_member", "overlap", "a member inside another one", fifield(outer, inner))
    bad("extra_cut", "bad-header", "an extra field longer than there is", Member(extra=struct.pack("<HH", 1, 40)))
    bad("extra_length", "truncated bad-header", "extra fields past the directory", Member(extra_length=0xFFFF))
    bad("zip64_missing", "bad-header", "sizes said to be elsewhere", Member(size=0xFFFFFFFF, packed=0xFFFFFFFF))
    bad("zip64_short", "bad-header", "a zip64 field with one number of two",
        Member(size=0xFFFFFFFF, packed=0xFFFFFFFF, extra=zip64_extra(len(npy()))))
    bad("zip64_size_wraps", "bad-offset size-mismatch", "a stored member of 2^64 - 1 bytes",
        Member(size=0xFFFFFFFF, packed=0xFFFFFFFF, extra=zip64_extra(2 ** 64 - 1, 2 ** 64 - 1)))
    bad("zip64_offset_wraps", "bad-offset", "a member at 2^64 - 8", Member(
        offset=0xFFFFFFFF, extra=zip64_extra(2 ** 64 - 8)))


def fifield(outer, inner):
    """Two entries, the second of which lies in the data of the first."""
    body = outer.local()
    at = len(body) - len(outer.data())
    directory = outer.central(0) + inner.central(at)
    return body + directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 2, 2, len(directory), len(body), 0)


def contents(refuse):
    def bad(name, reasons, words, *all_members):
        refuse(name, reasons, words, archive(*all_members))

    packed = deflate(npy())
    bad("crc_stored", "size-mismatch", "a wrong checksum, stored", Member(crc=1))
    bad("crc_deflated", "size-mismatch", "a wrong checksum, deflated", Member(method=8, crc=1))
    bad("crc_empty", "size-mismatch", "a checksum of an empty member", Member(), Member("x", b"", crc=1))
    bad("crc_other", "size-mismatch", "a wrong checksum of a member that is no array", Member(), Member("x", b"y", crc=1))
    bad("crc_complex", "size-mismatch", "a wrong checksum of numbers that are only listed",
        Member(raw=npy(header("'<c8'", shape="(3,)")), crc=1))
    bad("size_less", "size-mismatch truncated", "unpacks to one byte more than announced", Member(method=8, size=len(npy()) - 1))
    bad("size_more", "size-mismatch", "unpacks to one byte less than announced", Member(method=8, size=len(npy()) + 1))
    bad("size_much_more", "size-mismatch", "unpacks to far less than announced", Member(method=8, size=50_000))
    bad("ratio", "size-mismatch", "announces what deflate cannot reach", Member(method=8, size=1 << 31))
    bad("ratio_zip64", "size-mismatch", "announces 2^62 bytes", Member(
        method=8, size=0xFFFFFFFF, extra=zip64_extra(2 ** 62)))
    bad("deflate_cut", "size-mismatch", "compressed data that ends early", Member(method=8, data=packed[:-6]))
    bad("deflate_no_end", "size-mismatch", "compressed data without an end",
        Member(method=8, data=packed_without_end(npy())))
    bad("deflate_rest", "size-mismatch", "bytes behind the compressed data", Member(method=8, data=packed + b"rest"))
    bad("deflate_damaged", "bad-header size-mismatch", "a bad block type", Member(method=8, data=b"\x07" + packed[1:]))
    bad("deflate_zlib", "bad-header size-mismatch", "zlib instead of raw deflate",
        Member(method=8, data=zlib.compress(npy())))
    bad("deflate_empty", "size-mismatch", "no compressed data at all", Member(method=8, data=b"", size=1))
    zeros = npy(header("'<f4'", shape=f"({3 << 28},)"), b"")
    bad("bomb_overlap", "overlap bad-header", "many members over one block", Member(),
        *(Member(f"b{i}.npy", offset=0) for i in range(50)))
    bad("array_past_member", "truncated", "an array larger than its member", Member(raw=npy(header(shape="(2, 4)"))),
        Member("b.npy"))
    bad("array_past_member_deflated", "truncated", "an array larger than its member, deflated",
        Member(method=8, raw=zeros))
    bad("array_huge_header", "header-too-large truncated", "a member that asks for a header of 4 GiB",
        Member(raw=b"\x93NUMPY\x02\x00\xff\xff\xff\xff"))
    bad("array_empty", "truncated", "a member of no bytes", Member(raw=b""))
    bad("array_object", "bad-type", "Python objects", Member(), Member("b.npy", npy(header("'|O'"), b"\x80\x04N.")))
    bad("array_text", "bad-type", "text", Member(raw=npy(header("'<U3'"))))
    bad("array_no_magic", "bad-header", "a member that is no array", Member(raw=b"hello world, this is text"))
    bad("pytorch", "unsupported", "a PyTorch file", Member("archive/data.pkl", b"\x80\x02}q\x00."),
        Member("archive/data/0", DATA))
    bad("keras", "unsupported", "a Keras archive", Member("config.json", b"{}"), Member("model.weights.h5", b"\x89HDF"))
    bad("no_arrays", "unknown-format", "a zip archive of text", Member("readme.txt", b"hello"))


def packed_without_end(raw):
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(raw) + packer.flush(zlib.Z_SYNC_FLUSH)


def good_archives(accept):
    one = [tensor("a", "F32", ARRAY)]

    def good(name, words, *all_members, tensors=one, warnings=0, **parts):
        accept(name, words, archive(*all_members, **parts), tensors, warnings)

    good("stored", "a stored member", Member())
    good("deflated", "a deflated member", Member(method=8))
    good("as_numpy", "the zip64 field that numpy puts into local headers",
         Member(local_extra=zip64_extra(len(npy()), len(npy())), local_sizes=(0xFFFFFFFF, 0xFFFFFFFF)))
    good("streamed", "sizes behind the data, stored", Member(flags=8))
    good("streamed_deflated", "sizes behind the data, deflated", Member(method=8, flags=8), Member("b.npy", flags=8),
         tensors=one + [tensor("b", "F32", ARRAY)])
    good("central_zip64", "all three numbers in the zip64 field", Member(
        size=0xFFFFFFFF, packed=0xFFFFFFFF, offset=0xFFFFFFFF, extra=zip64_extra(len(npy()), len(npy()), 0)))
    good("central_zip64_offset", "only the offset in the zip64 field, behind another field", Member(
        offset=0xFFFFFFFF, extra=struct.pack("<HHI", 0x5455, 4, 7) + zip64_extra(0)))
    good("zip64_end", "a zip64 end record", Member(), zip64=True)
    good("comment", "a comment", Member(), comment=b"made by hand")
    good("comment_longest", "a comment of 65535 bytes", Member(), comment=b"x" * 65535)
    good("prefixed", "another file in front, offsets without it", Member(), prefix=b"#!/bin/sh\nexit 0\n" + bytes(50))
    good("prefixed_shifted", "another file in front, offsets with it", Member(), prefix=bytes(99), absolute=True)
    good("prefixed_zip64", "another file in front of a zip64 archive", Member(), prefix=bytes(99), zip64=True)
    good("nothing", "an archive of nothing", tensors=[])
    good("holes", "members that are not listed", Member("b.npy", hidden=True), Member(), Member("c.npy", hidden=True))
    good("folders", "folders and other members beside arrays", Member("deep/"), Member("deep/a.npy"),
         Member("notes.txt", b"hello"), tensors=[tensor("deep/a", "F32", ARRAY)], warnings=1)
    good("path_names", "names like paths are only labels", Member("../../etc/passwd.npy"), Member("/abs.npy"),
         Member("c:\\a.npy"), tensors=[tensor(n, "F32", ARRAY) for n in ("../../etc/passwd", "/abs", "c:\\a")])
    good("empty_name", "nothing but the suffix", Member(".npy"), tensors=[tensor("", "F32", ARRAY)])
    good("utf8_name", "a name flagged as UTF-8", Member("가중치\u202e.npy", flags=0x800),
         tensors=[tensor("가중치\u202e", "F32", ARRAY)])
    good("code_page_437", "a name in code page 437", Member(b"\x84\xe1.npy"), tensors=[tensor("äß", "F32", ARRAY)])
    vector = np.array([0.5, np.nan, -np.inf])
    good("two_orders", "one array in either order", Member("c.npy", npy(header("'<f4'"), DATA), 8),
         Member("f.npy", npy(header("'<f4'", "True"), ARRAY.tobytes("F")), 8),
         tensors=[tensor("c", "F32", ARRAY), tensor("f", "F32", ARRAY)])
    good("trailing_bytes", "bytes behind the array in its member", Member(raw=npy() + b"more", method=8))
    good("special", "non-finite numbers", Member("v.npy", npy(header("'<f8'", shape="(3,)"), vector.tobytes()), 8),
         tensors=[tensor("v", "F64", vector)])
    good("stored_blocks", "deflate without compression", Member(method=8, data=deflate(npy(), 0)))
    ramp = np.arange(600, dtype="<f4")
    many = [Member(f"t{i:03d}.npy", npy(header(shape="(2,)"), ramp[2 * i:2 * i + 2].tobytes()), 8 * (i % 2))
            for i in range(300)]
    good("many", "300 members", *many,
         tensors=[tensor(f"t{i:03d}", "F32", ramp[2 * i:2 * i + 2]) for i in range(300)])
    accept("complex", "numbers that are only listed", archive(Member(raw=npy(header("'<c8'", shape="(3,)")))),
           [tensor("a", "C64", None, (3,))], 0)


def npz_corpus():
    corpus = Corpus()
    for build in (ends, members, contents):
        build(lambda name, reasons, words, raw: corpus.refuse(f"{name}.npz", reasons, words, raw))
    good_archives(lambda name, words, raw, tensors, warnings: corpus.accept(f"{name}.npz", words, raw, tensors, warnings))
    return corpus
