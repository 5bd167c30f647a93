# SPDX-License-Identifier: GPL-3.0-or-later
# The model folders to refuse and to accept: indexes of sharded safetensors and Hugging Face layout, formats.md 1 and 3.
"""A case is a folder. `open` in expected.json says what is opened in it: a file, or "" for the folder itself.
canary.safetensors lies beside the folders of the cases: whoever lists the tensor in it left the folder of a case."""
import json
import struct

import numpy as np

from hostile_corpus import tensor, write_lines

INDEX = "model.safetensors.index.json"
ONE, TWO = "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"


def shard(**arrays):
    """A safetensors file of float32 arrays."""
    entries, data = {}, b""
    for name, array in arrays.items():
        raw = np.asarray(array, "<f4").tobytes()
        entries[name] = dict(dtype="F32", shape=list(np.shape(array)), data_offsets=[len(data), len(data) + len(raw)])
        data += raw
    text = json.dumps(entries).encode()
    return struct.pack("<Q", len(text)) + text + data


def index(weight_map, total=20, **more):
    return json.dumps({"metadata": {"total_size": total}, "weight_map": weight_map, **more})


A, B = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([-1.0])
FILES = {ONE: shard(a=A), TWO: shard(b=B)}
MAP = {"a": ONE, "b": TWO}
TENSORS = [tensor("a", "F32", A), tensor("b", "F32", B)]


class Link(str):
    """Content of a case's file that is a symbolic link to this target."""


class Folders:
    """Cases by name; a case is {relative path: bytes, text or Link}."""

    def __init__(self):
        self.bad = {}
        self.good = {}

    def refuse(self, name, reasons, words, files, opened=INDEX):
        self.bad[name] = dict(files=files, facts=dict(reasons=reasons.split(), words=words, open=opened))

    def accept(self, name, words, files, opened=INDEX, tensors=None, warnings=0, metadata=None):
        self.good[name] = dict(files=files, facts=dict(
            words=words, open=opened, tensors=TENSORS if tensors is None else tensors, warnings=warnings,
            metadata=metadata or {}, format="safetensors-sharded" if opened == INDEX else "hf-folder"))


def paths(folders):
    def bad(name, path, words, reasons="unsafe-path"):
        folders.refuse(f"path_{name}", reasons, words, {INDEX: index({"a": ONE, "canary": path}), **FILES})

    bad("parent", "../canary.safetensors", "one folder up")
    bad("parent_twice", "../../sharded/canary.safetensors", "two folders up")
    bad("inside", "x/../../canary.safetensors", "up after down")
    bad("back_again", f"x/../{ONE}", "down and up, back to where it was")
    bad("dot_parent", "./../canary.safetensors", "'./' before '../'")
    bad("slashes_parent", "x//..//../canary.safetensors", "double slashes")
    bad("ends_in_parent", "x/..", "nothing but a way up")
    bad("absolute", "/etc/passwd.safetensors", "an absolute path")
    bad("absolute_twice", "//etc/passwd.safetensors", "two slashes in front")
    bad("passwd", "/etc/passwd", "an absolute path of another kind of file")
    bad("device", "/dev/zero", "a device")
    bad("nul", f"{ONE}\0.safetensors", "a NUL")
    bad("nul_end", "../canary.safetensors\0", "a NUL at the end")
    bad("backslash", "..\\canary.safetensors", "a backslash")
    bad("drive", "C:/canary.safetensors", "a drive")
    bad("scheme", "file:///etc/passwd.safetensors", "a file address")
    bad("scheme_web", "https://example.invalid/model.safetensors", "a web address")
    bad("empty", "", "an empty path")
    bad("folder", "./", "the folder itself")
    bad("long", "a/" * 3000 + ONE, "a path of 6000 characters")
    bad("other_suffix", "model.txt", "another suffix")
    bad("capital_suffix", "model.SAFETENSORS", "the suffix in capitals")
    bad("suffix_with_slash", ONE + "/", "a slash behind the suffix")
    bad("pickle", "pytorch_model-00001-of-00002.bin", "a pickle", "unsupported")
    bad("percent", "%2e%2e/canary.safetensors", "escapes of web addresses, which are none here", "missing")
    bad("home", "~/canary.safetensors", "a tilde, which is none here", "missing")


def texts(folders):
    good = index(MAP)

    def bad(name, reasons, words, text):
        folders.refuse(f"json_{name}", reasons, words, {INDEX: text, **FILES})

    bad("empty", "truncated", "an empty file", "")
    bad("not", "bad-header", "no JSON", "weights: 3\n")
    bad("cut", "bad-header", "cut in the middle", good[:40])
    bad("trailing", "bad-header", "text behind the object", good + " x")
    bad("second", "bad-header", "a second object", good + good)
    bad("comma", "bad-header", "a comma too many", good[:-1] + ",}")
    bad("comment", "bad-header", "a comment", "// index\n" + good)
    bad("bom", "bad-header", "a byte order mark", "\ufeff" + good)
    bad("utf8", "bad-text bad-header", "a name that is not UTF-8", good.encode().replace(b'"b"', b'"\xff"'))
    bad("surrogate", "bad-text", "half a surrogate pair in a name", good.replace('"b"', '"\\ud83d"'))
    bad("array", "bad-header", "an array", "[" + good + "]")
    bad("null", "bad-header", "null", "null")
    bad("no_map", "bad-header", "no weight_map", '{"metadata": {}}')
    bad("map_null", "bad-header", "weight_map null", '{"metadata": {}, "weight_map": null}')
    bad("map_array", "bad-header", "weight_map an array", '{"weight_map": [["a", "b"]]}')
    bad("file_number", "bad-header", "a number as file", index({"a": 1}))
    bad("file_null", "bad-header", "null as file", index({"a": None}))
    bad("file_array", "bad-header", "a list of files", index({"a": [ONE]}))
    bad("duplicate_tensor", "duplicate-name", "a tensor twice", good.replace('"b"', '"a"'))
    bad("duplicate_escaped", "duplicate-name", "a tensor twice, once escaped", good.replace('"b"', '"\\u0061"'))
    bad("duplicate_map", "duplicate-name", "weight_map twice", good[:-1] + ', "weight_map": {}}')
    bad("duplicate_other", "duplicate-name", "an unknown key twice inside", good[:-1] + ', "x": {"y": 1, "y": 2}}')
    bad("duplicate_total", "duplicate-name", "total_size twice",
        good.replace('"total_size": 20', '"total_size": 20, "total_size": 20'))
    bad("deep", "too-deep", "1000 arrays in an unknown key", good[:-1] + ', "x": ' + "[" * 1000 + "]" * 1000 + "}")
    bad("number", "bad-number", "a number that is none", good.replace("20", "020"))


def shards(folders):
    def bad(name, reasons, words, files, text=None):
        folders.refuse(f"shard_{name}", reasons, words, {INDEX: text or index(MAP), **files})

    bad("missing", "missing", "a shard that is not there", {ONE: FILES[ONE]})
    bad("all_missing", "missing", "no shard is there", {})
    bad("without_tensor", "missing", "a tensor that is not in its shard", {ONE: shard(a=A), TWO: shard(c=B)})
    bad("swapped", "missing", "shards swapped", {ONE: FILES[TWO], TWO: FILES[ONE]})
    bad("is_folder", "not-a-file", "a shard that is a folder", {ONE: FILES[ONE], TWO + "/" + ONE: FILES[ONE]})
    bad("dangling", "missing", "a link to nothing", {ONE: FILES[ONE], TWO: Link("nowhere")})
    bad("circle", "cannot-open", "a link to itself", {ONE: FILES[ONE], TWO: Link(TWO)})
    bad("empty", "truncated", "an empty shard", {ONE: FILES[ONE], TWO: b""})
    bad("cut", "truncated", "a shard without its last byte", {ONE: FILES[ONE], TWO: FILES[TWO][:-1]})
    bad("html", "header-too-large bad-header truncated", "a web page as shard",
        {ONE: FILES[ONE], TWO: b"<!DOCTYPE html><html><head></head></html>"})
    bad("pointer", "header-too-large truncated", "a Git LFS pointer as shard",
        {ONE: FILES[ONE], TWO: b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64})
    bad("hole", "bad-offset", "a shard with a hole", {ONE: FILES[ONE], TWO: FILES[TWO].replace(b"[0, 4]", b"[4, 8]")})


def layouts(folders):
    pickle = b"\x80\x02}q\x00."

    def bad(name, reasons, words, files):
        folders.refuse(f"folder_{name}", reasons, words, files, "")

    bad("pickle", "unsupported", "only pytorch_model.bin", {"pytorch_model.bin": pickle, "config.json": "{}"})
    bad("pickle_sharded", "unsupported", "only shards of pickles", {
        "pytorch_model.bin.index.json": index({"a": "pytorch_model-00001-of-00001.bin"}),
        "pytorch_model-00001-of-00001.bin": pickle})
    bad("config_only", "unknown-format", "only config.json", {"config.json": "{}"})
    bad("gguf", "unknown-format", "only a GGUF file", {"model-Q4_0.gguf": b"GGUF\x03\0\0\0"})
    bad("ambiguous", "unknown-format", "two files and no index", {"x.safetensors": shard(a=A), "y.safetensors": shard(b=B)})
    bad("damaged", "truncated", "a damaged model.safetensors", {"model.safetensors": shard(a=A)[:-1]})
    bad("index_path", "unsafe-path", "an index that leaves the folder", {
        INDEX: index({"canary": "../canary.safetensors"})})
    bad("index_preferred", "missing", "an index without its shards beside a good model.safetensors", {
        INDEX: index(MAP), "model.safetensors": shard(a=A, b=B)})
    bad("weights_folder", "not-a-file", "model.safetensors is a folder", {"model.safetensors/x.txt": b"x"})


def good_indexes(folders):
    def good(name, words, files, **more):
        folders.accept(name, words, files, **more)

    good("plain", "two shards", {INDEX: index(MAP), **FILES})
    good("links", "the Hugging Face cache: links to blobs outside of the folder", {
        INDEX: Link("../links_blobs/index"), ONE: Link("../links_blobs/one"), TWO: Link("../links_blobs/two")})
    good("links_folder", "the same, opened as a folder", {
        INDEX: Link("../links_blobs/index"), ONE: Link("../links_blobs/one"), TWO: Link("../links_blobs/two"),
        "config.json": '{"model_type": "llama"}'}, opened="", metadata={"model_type": "llama"})
    good("sub_folder", "shards in a folder below, with a dot and double slashes", {
        INDEX: index({"a": f"weights/{ONE}", "b": f"./weights//{TWO}"}),
        f"weights/{ONE}": FILES[ONE], f"weights/{TWO}": FILES[TWO]})
    good("dots_in_name", "dots that are no way up", {
        INDEX: index({"a": "..a.safetensors", "b": "b..safetensors"}),
        "..a.safetensors": FILES[ONE], "b..safetensors": FILES[TWO]})
    good("one_shard", "both tensors in one shard", {
        INDEX: index({"a": "model.safetensors", "b": "./model.safetensors"}), "model.safetensors": shard(b=B, a=A)})
    good("extra_tensor", "a tensor that the index does not name", {
        INDEX: index(MAP), ONE: shard(a=A, extra=B), TWO: FILES[TWO]}, warnings=1)
    good("many_extra", "more of them than are mentioned", {
        INDEX: index(MAP), ONE: shard(a=A, **{f"x{i}": B for i in range(9)}), TWO: FILES[TWO]}, warnings=4)
    good("in_both", "a tensor in two shards", {INDEX: index(MAP), ONE: shard(a=A, b=B), TWO: FILES[TWO]}, warnings=1)
    good("wrong_total", "a wrong total_size", {INDEX: index(MAP, 21), **FILES}, warnings=1)
    good("float_total", "a total_size with a fraction", {INDEX: index(MAP, 20.0), **FILES}, warnings=1)
    good("text_total", "a total_size in quotes", {INDEX: index(MAP, "20"), **FILES}, warnings=1)
    good("no_metadata", "no metadata", {INDEX: json.dumps({"weight_map": MAP}), **FILES}, warnings=1)
    good("metadata_text", "metadata that is text", {
        INDEX: json.dumps({"metadata": "x", "weight_map": MAP}), **FILES}, warnings=1)
    good("more_keys", "keys that nobody knows", {INDEX: index(MAP, more={"x": [1, {"y": None}, True, "z"]}), **FILES})
    good("escapes", "escapes and white space", {
        INDEX: "\n\t" + index(MAP).replace('"a"', '"\\u0061"').replace("/", "\\/").replace(",", " ,\r\n"), **FILES})
    good("no_tensors", "no tensors", {INDEX: index({}, 0)}, tensors=[], warnings=1)


def good_layouts(folders):
    single = {"model.safetensors": shard(a=A, b=B)}
    config = json.dumps({"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 48,
                         "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 97, "rope_theta": 10000.0,
                         "tie_word_embeddings": False, "quantization_config": {"quant_method": "gptq"}})
    facts = {"architecture": "LlamaForCausalLM", "model_type": "llama", "hidden_size": "48", "num_hidden_layers": "2",
             "num_attention_heads": "4", "vocab_size": "97", "rope_theta": "10000.0", "tie_word_embeddings": "false",
             "quantization": "gptq"}

    def good(name, words, files, **more):
        folders.accept(f"folder_{name}", words, files, opened="", **more)

    good("single", "model.safetensors and config.json", {**single, "config.json": config}, metadata=facts)
    good("sharded", "an index", {INDEX: index(MAP), **FILES, "config.json": config}, metadata=facts)
    good("index_first", "an index beside model.safetensors", {
        INDEX: index(MAP), **FILES, "model.safetensors": shard(c=B), "config.json": config})
    good("other_name", "one file of another name", {"adapter.safetensors": single["model.safetensors"],
                                                    "config.json": config})
    good("preferred", "model.safetensors among others", {**single, "x.safetensors": shard(c=B), "config.json": config})
    good("pickle_beside", "a pickle beside safetensors", {
        **single, "pytorch_model.bin": b"\x80\x02}q\x00.", "config.json": config})
    good("no_config", "no config.json", single, warnings=1)
    good("config_damaged", "a damaged config.json", {**single, "config.json": config[:50]}, warnings=1)
    good("config_array", "config.json is an array", {**single, "config.json": "[1]"}, warnings=1)
    good("config_empty", "an empty config.json", {**single, "config.json": ""}, warnings=1)
    good("config_deep", "config.json of 100 000 brackets", {**single, "config.json": "[" * 100_000}, warnings=1)
    good("config_types", "sizes of other types", {**single, "config.json": json.dumps({
        "hidden_size": "48", "vocab_size": [97], "num_hidden_layers": None, "architectures": "x"})},
        metadata={"hidden_size": "48"})
    good("config_folder", "config.json is a folder", {**single, "config.json/x": b""}, warnings=1)
    good("text_config", "facts one level down", {**single, "config.json": json.dumps({
        "model_type": "vision", "text_config": {"hidden_size": 48, "model_type": "llama"}})},
        metadata={"model_type": "vision", "hidden_size": "48"})
    good("tokenizer", "tokenizer files", {
        **single, "config.json": config, "tokenizer.model": b"\x0a\x05",
        "tokenizer.json": json.dumps({"model": {"type": "BPE", "vocab": {"a": 0, "b": 1}}}),
        "tokenizer_config.json": json.dumps({"tokenizer_class": "LlamaTokenizer", "chat_template": "{{ 7 * 7 }}"})},
        metadata={**facts, "tokenizer": "tokenizer.json, BPE, 2 tokens", "tokenizer_class": "LlamaTokenizer"})
    good("tokenizer_damaged", "damaged tokenizer files", {
        **single, "config.json": config, "tokenizer.json": "{", "tokenizer_config.json": "\xff\xfe"}, warnings=2)
    good("tokenizer_array", "a vocabulary of pairs", {
        **single, "config.json": config, "tokenizer.json": json.dumps({"model": {
            "type": "Unigram", "vocab": [["a", -1.0], ["b", -2.0], ["c", -3.0]]}})},
        metadata={"tokenizer": "tokenizer.json, Unigram, 3 tokens"})


def write_case(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            path.unlink(missing_ok=True)
            path.symlink_to(content)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def write_folders(bad_folder, good_folder):
    """Write all cases; returns how many are refused and accepted."""
    folders = Folders()
    for build in (paths, texts, shards, layouts, good_indexes, good_layouts):
        build(folders)
    for where, cases in ((bad_folder, folders.bad), (good_folder, folders.good)):
        for name, case in cases.items():
            write_case(where / name, case["files"])
        write_lines(where / "expected.json", {name: case["facts"] for name, case in cases.items()})
    write_case(bad_folder, {"canary.safetensors": shard(canary=[31337.0])})
    write_case(good_folder / "links_blobs", {"index": index(MAP), "one": FILES[ONE], "two": FILES[TWO]})
    return len(folders.bad), len(folders.good)
