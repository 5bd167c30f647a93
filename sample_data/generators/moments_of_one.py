#!/usr/bin/env python3
# SPDX-License-Identifier: CC0-1.0
"""Writes sample_data/calibration/: the input moments of one matrix of the twin, for figures of sensitivity.

usage: moments_of_one.py ALIDADE_CLI      (which measures all of them first)
"""
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

SAMPLES = pathlib.Path(__file__).resolve().parent.parent
MATRIX = "model.layers.3.self_attn.q_proj.weight"


def read(path):
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    return json.loads(content[8:8 + length]), content[8 + length:]


def main(cli):
    with tempfile.TemporaryDirectory() as folder:
        whole = pathlib.Path(folder) / "whole.safetensors"
        subprocess.run([cli, "calibrate", SAMPLES / "kjv_llama_twin", "--text", SAMPLES / "kjv_llama" / "validation.txt",
                        "--float32", "-o", whole], check=True)
        header, data = read(whole)
    kept, parts, offset = {}, [], 0
    for name, entry in header.items():
        if name != "__metadata__" and not name.startswith(("calibration.", MATRIX + ".")):
            continue
        if name == "__metadata__":
            kept[name] = entry
            continue
        begin, end = entry["data_offsets"]
        kept[name] = {**entry, "data_offsets": [offset, offset + end - begin]}
        parts.append(data[begin:end])
        offset += end - begin
    words = json.dumps(kept, separators=(",", ":")).encode()
    words += b" " * (-len(words) % 8)
    target = SAMPLES / "calibration" / "twin_q_proj_3.safetensors"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(struct.pack("<Q", len(words)) + words + b"".join(parts))


if __name__ == "__main__":
    main(sys.argv[1])
