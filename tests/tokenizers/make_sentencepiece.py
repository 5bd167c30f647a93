#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# The sample's tokenizer.model as a tokenizer.json, and the ids that SentencePiece's own library gives (Debian package
# python3-sentencepiece): make_sentencepiece.py TOKENIZER_MODEL OUT_FOLDER
import json
import pathlib
import sys

import sentencepiece

model, out = sys.argv[1], pathlib.Path(sys.argv[2])
sp = sentencepiece.SentencePieceProcessor(model_file=model)
pieces = [sp.id_to_piece(i) for i in range(sp.vocab_size())]
normal = {p: i for i, p in enumerate(pieces) if not (sp.is_control(i) or sp.is_unknown(i) or sp.is_byte(i))}

# As transformers' converter does: every split of a piece into two pieces, the best score first.
merges = []
for piece, place in normal.items():
    splits = [(piece[:i], piece[i:]) for i in range(1, len(piece)) if piece[:i] in normal and piece[i:] in normal]
    splits.sort(key=lambda pair: (normal[pair[0]], normal[pair[1]]))
    merges += [(-sp.get_score(place), pair) for pair in splits]
merges.sort(key=lambda entry: entry[0])

added = [{"id": i, "content": pieces[i], "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
          "special": True} for i in range(3)]
tokenizer = {
    "version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
    # The model drops spaces at both ends and makes one of several.
    "normalizer": {"type": "Sequence", "normalizers": [
        {"type": "Replace", "pattern": {"Regex": "\\A +| +\\z"}, "content": ""},
        {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
        {"type": "Prepend", "prepend": "\u2581"},
        {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
    "pre_tokenizer": None, "post_processor": None,
    "decoder": {"type": "Sequence", "decoders": [
        {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"},
        {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
    "model": {"type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None,
              "end_of_word_suffix": None, "fuse_unk": True, "byte_fallback": True, "ignore_merges": False,
              "vocab": {p: i for i, p in enumerate(pieces)}, "merges": [" ".join(pair) for _, pair in merges]}}
(out / "sample.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n")

texts = ["", " ", "  ", "a", "In the beginning God created the heaven and the earth.", "   leading", "trailing   ",
         "a  b   c", "tab\tand\nline\r\n", "\t", "한국어 문장입니다.", "😀 emoji 👍🏽", "日本語", "café naïve", "e\u0301",
         "1 Chronicles 12:34-56", "<s>not special</s> <unk> <0x0A>", "a▁mark", "a\u0000b", "\u00a0nbsp\u3000wide",
         "Supercalifragilisticexpialidocious", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "!?;:'\"()[]{}",
         "And it came to pass in those days, that there went out a decree from Caesar Augustus, that all the world "
         "should be taxed.", "ſ ﬁ Å ½"]
rows = [json.dumps({"text": t, "ids": sp.encode(t), "decoded": sp.decode(sp.encode(t))}, ensure_ascii=False) for t in texts]
(out / "sentencepiece.json").write_text('{"sample": [\n' + ",\n".join(rows) + "\n]}\n")
