# SPDX-License-Identifier: GPL-3.0-or-later
# What the makers of hostile corpora share: cases by name, and their expected.json.
"""A refused case has `reasons` (ids of FormatReason; the first is the intended one, the others are as true for a
reader that checks in another order) and `words`. An accepted case has `words` and the tensors with all values."""
import json
import math


class Corpus:
    """Cases to refuse and to accept, by file or folder name."""

    def __init__(self):
        self.bad = {}
        self.good = {}

    def refuse(self, name, reasons, words, content):
        if name in self.bad:
            raise ValueError(f"two cases are called {name}")
        self.bad[name] = dict(reasons=reasons.split(), words=words, content=content)

    def accept(self, name, words, content, tensors, warnings=0):
        if name in self.good:
            raise ValueError(f"two cases are called {name}")
        self.good[name] = dict(words=words, content=content, tensors=tensors, warnings=warnings)


def json_value(number):
    """A JSON value that keeps what a number cannot: non-finite values as strings."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return number


def tensor(name, dtype, values, shape=None):
    """An expected tensor; `values` is an array, or None (then with a shape) where it holds no real numbers."""
    if values is None:
        return dict(name=name, dtype=dtype, shape=list(shape), values=None)
    flat = values.astype("f8").reshape(-1).tolist()
    return dict(name=name, dtype=dtype, shape=list(values.shape), values=[json_value(v) for v in flat])


def write_lines(path, expected):
    """One line for each case, so that changes can be read."""
    lines = [f" {json.dumps(name)}: {json.dumps(facts, sort_keys=True, allow_nan=False)}"
             for name, facts in sorted(expected.items())]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def write_files(corpus, folder, good_folder):
    """One file for each case."""
    for cases, where in ((corpus.bad, folder), (corpus.good, good_folder)):
        where.mkdir(parents=True, exist_ok=True)
        for name, made in cases.items():
            (where / name).write_bytes(made["content"])
        write_lines(where / "expected.json", {
            name: {key: value for key, value in made.items() if key != "content"} for name, made in cases.items()})
