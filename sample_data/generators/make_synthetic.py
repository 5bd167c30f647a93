# SPDX-License-Identifier: CC0-1.0
# Makes synthetic/planted_outliers.safetensors: six matrices whose structure is known because it was planted.
"""Seeded draws rounded to bfloat16; every run gives the same bytes.

    /usr/bin/python3 sample_data/generators/make_synthetic.py [OUTPUT_FILE]

All shapes are out x in (rows x columns); SIGMA = 0.02 is the standard deviation before structure is added.
"""
import pathlib
import sys

import numpy as np

import safetensors_file

SEED, SIGMA = 20261123, 0.02
WIDE, SQUARE = (256, 688), (256, 256)


def matrices():
    """The six matrices by name, in float64 before rounding."""
    rng = np.random.default_rng(SEED)
    gaussian = SIGMA * rng.standard_normal(WIDE)

    # The same draws with three columns scaled, to a kurtosis near 1000. The factors are powers of two, so dividing
    # gives back `gaussian` exactly.
    outlier_columns = gaussian.copy()
    for column, factor in ((512, 64.0), (310, 32.0), (67, 16.0)):
        outlier_columns[:, column] *= factor

    laplace = rng.laplace(scale=SIGMA / np.sqrt(2.0), size=SQUARE)

    # Eight rank-one terms of halving energy over noise; outer products are summed one by one because a
    # matrix product's last bits depend on the BLAS.
    low_rank = SIGMA * rng.standard_normal(SQUARE)
    for k in range(8):
        u, v = rng.standard_normal(SQUARE[0]), rng.standard_normal(SQUARE[1])
        low_rank += SIGMA * 2.0 ** (-k / 2) * np.outer(u, v)

    row_lognormal = np.exp(0.5 * rng.standard_normal((SQUARE[0], 1))) * SIGMA * rng.standard_normal(SQUARE)

    # Rows without any variation: an unsigned Hadamard transform puts each row's energy into one coefficient.
    constant = np.broadcast_to(SIGMA * rng.standard_normal((SQUARE[0], 1)), SQUARE)

    return dict(gaussian=gaussian, outlier_columns=outlier_columns, laplace=laplace, low_rank_plus_noise=low_rank,
                row_lognormal=row_lognormal, constant=constant)


def main():
    default = pathlib.Path(__file__).resolve().parents[1] / "synthetic" / "planted_outliers.safetensors"
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    path.parent.mkdir(parents=True, exist_ok=True)
    tensors = {f"synthetic.layers.0.{name}.weight": ("BF16", safetensors_file.to_bfloat16(values))
               for name, values in matrices().items()}
    safetensors_file.write(path, tensors, {
        "synthetic": "drawn at random, never trained: not the weights of any model",
        "generator": "sample_data/generators/make_synthetic.py",
        "seed": str(SEED),
        "sigma": str(SIGMA),
        "rounding": "float64 to float32 to bfloat16, ties to even",
    })
    for name, w in safetensors_file.read(path).items():
        w = w.astype(np.float64)
        print(f"{name:45s} {w.shape} kurtosis {((w - w.mean()) ** 4).mean() / w.var() ** 2:8.2f} "
              f"L-infinity/rms {abs(w).max() / np.sqrt((w * w).mean()):6.1f}")


if __name__ == "__main__":
    main()
