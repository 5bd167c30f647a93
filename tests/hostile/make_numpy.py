# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the NumPy files, archives and model folders that must be refused (npy/, npz/, sharded/) and accepted (*_good/).
"""Every run gives the same bytes (zlib 1.2).

    /usr/bin/python3 tests/hostile/make_numpy.py [OUTPUT_FOLDER]

The fields of the expected.json files: hostile_corpus.py.
"""
import pathlib
import sys

from hostile_corpus import write_files
from npy_cases import npy_corpus
from npz_cases import npz_corpus
from sharded_cases import write_folders


def main():
    here = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent
    for name, corpus in (("npy", npy_corpus()), ("npz", npz_corpus())):
        write_files(corpus, here / name, here / f"{name}_good")
        print(f"{name}: {len(corpus.bad)} files to refuse, {len(corpus.good)} to accept")
    bad, good = write_folders(here / "sharded", here / "sharded_good")
    print(f"sharded: {bad} folders to refuse, {good} to accept")


if __name__ == "__main__":
    main()
