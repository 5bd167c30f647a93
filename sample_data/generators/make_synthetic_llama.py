# SPDX-License-Identifier: CC0-1.0
# Makes a checkpoint of any size in the shape of a Llama: for timing and for tests of whole-model runs, not for meaning.
"""Writes OUTPUT_FOLDER/model.safetensors (bfloat16) and config.json, tensor by tensor, so that memory stays small.

    /usr/bin/python3 sample_data/generators/make_synthetic_llama.py OUTPUT_FOLDER [--shape tinyllama|small]

Weights are Gaussian (standard deviation 0.02) plus what trained weights show: columns of different energy (log-normal), a
low-rank part that grows with depth, and in every down_proj two input channels scaled by 16. Seeded: every run gives the
same bytes.
"""
import argparse
import json
import pathlib
import struct

import numpy as np

import safetensors_file

SEED, SIGMA = 20261126, 0.02
SHAPES = {
    # hidden, feed-forward, blocks, heads, key-value heads, vocabulary
    "tinyllama": (2048, 5632, 22, 32, 4, 32000),  # TinyLlama-1.1B
    "small": (64, 176, 3, 4, 2, 256),
}


def tensors(shape):
    """(name, rows, columns) in the order of Hugging Face; vectors have no columns."""
    hidden, wide, blocks, heads, groups, words = shape
    key = hidden // heads * groups
    yield "model.embed_tokens.weight", words, hidden
    for block in range(blocks):
        at = f"model.layers.{block}."
        yield at + "input_layernorm.weight", hidden, None
        yield at + "mlp.down_proj.weight", hidden, wide
        yield at + "mlp.gate_proj.weight", wide, hidden
        yield at + "mlp.up_proj.weight", wide, hidden
        yield at + "post_attention_layernorm.weight", hidden, None
        yield at + "self_attn.k_proj.weight", key, hidden
        yield at + "self_attn.o_proj.weight", hidden, hidden
        yield at + "self_attn.q_proj.weight", hidden, hidden
        yield at + "self_attn.v_proj.weight", key, hidden
    yield "model.norm.weight", hidden, None
    yield "lm_head.weight", words, hidden


def weights(rng, name, rows, columns, blocks):
    """One tensor in float32."""
    if columns is None:
        return np.ones(rows, np.float32)
    values = rng.standard_normal((rows, columns), np.float32)
    values *= (SIGMA * np.exp(0.3 * rng.standard_normal(columns))).astype(np.float32)
    block = int(name.split(".")[2]) if name.startswith("model.layers.") else 0
    rank = 4
    left = rng.standard_normal((rows, rank), np.float32)
    right = rng.standard_normal((rank, columns), np.float32)
    values += np.float32(SIGMA * 0.5 * (1 + block / blocks) / np.sqrt(rank)) * (left @ right)
    if "down_proj" in name:
        values[:, rng.choice(columns, 2, replace=False)] *= 16
    return values


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--shape", choices=SHAPES, default="tinyllama")
    arguments = parser.parse_args()
    shape = SHAPES[arguments.shape]
    hidden, wide, blocks, heads, groups, words = shape
    arguments.folder.mkdir(parents=True, exist_ok=True)
    header, end = {}, 0
    for name, rows, columns in tensors(shape):
        size = 2 * rows * (columns or 1)
        header[name] = dict(dtype="BF16", shape=[rows] if columns is None else [rows, columns],
                            data_offsets=[end, end + size])
        end += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    rng = np.random.default_rng(SEED)
    with open(arguments.folder / "model.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name, rows, columns in tensors(shape):
            file.write(safetensors_file.to_bfloat16(weights(rng, name, rows, columns, blocks)).tobytes())
    config = dict(architectures=["LlamaForCausalLM"], model_type="llama", hidden_act="silu", torch_dtype="bfloat16",
                  vocab_size=words, hidden_size=hidden, intermediate_size=wide, num_hidden_layers=blocks,
                  num_attention_heads=heads, num_key_value_heads=groups, max_position_embeddings=2048,
                  rms_norm_eps=1e-05, rope_theta=10000.0, tie_word_embeddings=False, bos_token_id=1, eos_token_id=2)
    (arguments.folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")


if __name__ == "__main__":
    main()
