# SPDX-License-Identifier: CC0-1.0
# The sample model's outlier twin: the same function to the last bit, in coordinates full of outliers.
"""Make the outlier twin of the sample model; every run gives the same bytes.

    /usr/bin/python3 sample_data/generators/twin.py [MODEL_FOLDER TWIN_FOLDER]

Without arguments it reads sample_data/kjv_llama and writes sample_data/kjv_llama_twin.
Three exact symmetries of a Llama block move power-of-two factors s between neighbours, so no float is rounded:
  normalisation gain g_j -> g_j / s, and column j of every matrix that reads the norm -> s times itself;
  value row i -> s times itself, and the columns of the output projection that read it -> 1 / s;
  row i of up_proj -> 1 / s, and column i of down_proj -> s times itself.
"""
import json
import pathlib
import shutil
import struct
import sys

import numpy as np

sample_data = pathlib.Path(__file__).resolve().parents[1]
source, target = map(pathlib.Path, sys.argv[1:3] or (sample_data / "kjv_llama", sample_data / "kjv_llama_twin"))
target.mkdir(parents=True, exist_ok=True)
config = json.loads((source / "config.json").read_text())
raw = (source / "model.safetensors").read_bytes()
size = struct.unpack("<Q", raw[:8])[0]
header = json.loads(raw[8:8 + size])
tensors = {}
for name, entry in header.items():
    if name != "__metadata__":
        begin, end = entry["data_offsets"]
        bits = np.frombuffer(raw[8 + size + begin:8 + size + end], "<u2").astype(np.uint32) << 16
        tensors[name] = bits.view(np.float32).reshape(entry["shape"]).copy()

rng = np.random.default_rng(20261122)
head = config["hidden_size"] // config["num_attention_heads"]
group = config["num_attention_heads"] // config["num_key_value_heads"]


def some(count, share):
    """A few channels and their factors: 4 to 32, mostly small."""
    chosen = rng.choice(count, max(1, round(count * share)), replace=False)
    return zip(chosen, rng.choice([4.0, 8.0, 16.0, 32.0], len(chosen), p=[0.4, 0.3, 0.2, 0.1]).astype(np.float32))


for layer in range(config["num_hidden_layers"]):
    at = f"model.layers.{layer}."
    for norm, readers in (("input_layernorm", ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")),
                          ("post_attention_layernorm", ("mlp.gate_proj", "mlp.up_proj"))):
        for j, s in some(config["hidden_size"], 0.02):
            tensors[at + norm + ".weight"][j] /= s
            for reader in readers:
                tensors[at + reader + ".weight"][:, j] *= s
    for i, s in some(config["num_key_value_heads"] * head, 0.02):
        tensors[at + "self_attn.v_proj.weight"][i] *= s
        kv, within = divmod(i, head)
        for query in range(kv * group, (kv + 1) * group):
            tensors[at + "self_attn.o_proj.weight"][:, query * head + within] /= s
    for i, s in some(config["intermediate_size"], 0.01):
        tensors[at + "mlp.up_proj.weight"][i] /= s
        tensors[at + "mlp.down_proj.weight"][:, i] *= s

body = b"".join((tensors[name].view(np.uint32) >> 16).astype("<u2").tobytes() for name in header if name != "__metadata__")
assert all((t.view(np.uint32) & 0xFFFF == 0).all() for t in tensors.values()), "a factor did not stay exact in bfloat16"
(target / "model.safetensors").write_bytes(raw[:8 + size] + body)
for name in ("config.json", "tokenizer.model"):
    shutil.copyfile(source / name, target / name)
for name, t in tensors.items():
    if t.ndim == 2 and ("layers.0." in name or "layers.5." in name):
        t = t.astype(np.float64)
        print(f"{name:45s} kurtosis {((t - t.mean()) ** 4).mean() / t.var() ** 2:8.1f}   L-infinity/sigma {abs(t).max() / t.std():6.1f}")
