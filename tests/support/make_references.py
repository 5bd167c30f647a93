# SPDX-License-Identifier: GPL-3.0-or-later
# Writes references.json: float64 numpy/scipy values of what `metrics` and `rate-distortion` print for the samples.
"""Every run gives the same bytes on one machine (BLAS runs on one thread); needs about half a minute.

    /usr/bin/python3 tests/support/make_references.py [OUTPUT_FILE]

Every value is a pair [value, absolute tolerance]. In the original coordinates tolerances only cover the order of
float64 sums. In turned coordinates the program may hold W' in float32, so each tolerance adds four times the largest
change seen when the same value is computed from three other roundings of W' (see `roundings`).
"""
import json
import math
import os
import pathlib
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")  # the order of sums must not depend on the machine

import numpy as np
import scipy

import reference_math as ref
import reference_tables as theory

PLAIN, TWIN = "kjv_llama/model.safetensors", "kjv_llama_twin/model.safetensors"
SYNTHETIC = "synthetic/planted_outliers.safetensors"
LAYERS = ["model.layers.0.self_attn.q_proj.weight", "model.layers.2.mlp.up_proj.weight",
          "model.layers.2.mlp.down_proj.weight"]
SYNTHETIC_KINDS = ["gaussian", "outlier_columns", "laplace", "low_rank_plus_noise", "row_lognormal", "constant"]
TENSORS = ([(PLAIN, name) for name in LAYERS + ["lm_head.weight"]] + [(TWIN, name) for name in LAYERS]
           + [(SYNTHETIC, f"synthetic.layers.0.{kind}.weight") for kind in SYNTHETIC_KINDS])
GRANULARITIES, BITS = ("tensor", "row", "32", "64", "128"), (2, 3, 4, 6, 8)
SPECTRAL = ("entropy_rank", "spectrum_participation", "stable_rank", "spectral_norm", "ww_alpha", "mp_sigma",
            "mp_spike_energy", "mp_distance")
# In null directions these measure the rounding of float32: without a reference where roundings disagree.
FRAGILE = ("vasicek_entropy", "negentropy", "hill_index", "twonn_dimension", "ww_alpha", "mp_spikes", "mp_spike_energy",
           "mp_sigma", "mp_distance", "gavish_donoho_rank", "skewness", "coding_gain_columns_db",
           "coding_gain_columns_bits", "coding_gain_rows_db", "coding_gain_rows_bits")
LARGEST_BASIS = 1024  # a bigger basis takes minutes here and proves nothing more

DEFINITIONS = {
    "shape": "out x in, rows x columns; N = rows * columns; all sums in float64",
    "l2, linf, linf_over_l2": "sqrt(sum w^2), max |w|, their ratio",
    "rms": "sigma, not centred: sqrt(sum w^2 / N)",
    "linf_over_sigma": "linf / rms",
    "mean, variance": "sum w / N; population variance m2",
    "kurtosis": "m4 / m2^2 with central moments (Gaussian 3)",
    "kurtosis_uncentred": "N sum w^4 / (sum w^2)^2",
    "beyond_3_sigma, beyond_6_sigma": "share of entries with |w| > 3 rms, 6 rms",
    "participation_ratio": "(sum w^2)^2 / sum w^4, a count",
    "effective_rank": "exp(-sum p ln p), p = s_i / sum s over singular values (Roy and Vetterli)",
    "top_energy_f": "share of sum w^2 in the k = max(1, floor(f N + 1/2)) largest w^2",
    "crest_excess": "linf_over_sigma - E of the same for N standard normal numbers",
    "skewness, excess_kurtosis": "m3 / m2^(3/2) with central moments; kurtosis - 3",
    "hill_index": "k / sum ln(x_i / x_(k+1)) over the k largest |w|, k = min(N - 1, max(10, floor(N / 1000 + 1/2)))",
    "participation_ratio_over_n, effective_count_over_n": "participation_ratio / N; exp(-sum p ln p) / N, p = w^2 / sum",
    "hoyer": "(sqrt N - sum |w| / sqrt(sum w^2)) / (sqrt N - 1)",
    "gini_abs, gini_square": "sum (2i - N - 1) a_(i) / (N sum a), a = |w| or w^2 ascending",
    "coding_gain_X": "1/2 log2 of arithmetic over geometric mean of the energies of the rows or columns, or 20 log10(2) "
                     "times that; null if one has less than 1e-11 of their mean",
    "discrete_entropy, histogram_entropy": "H(round(4 w / rms)); H(round(16 w / rms)) - 4; both + (K - 1) / (2 N ln 2)",
    "vasicek_entropy, negentropy": "mean of log2(N (x_high - x_low) / (high - low)), x = w / rms sorted, high and low m = "
                                   "floor(sqrt N + 1/2) ranks away or at the end; 1/2 log2(2 pi e) - that",
    "gaussian_distance": "mean |w_(i) / rms - Phi^-1((i - 1/2) / N)|",
    "twonn_dimension": "(N - 1) / sum ln(r2 / r1) over the rows without a twin; only up to 2048 rows",
    "entropy_rank, spectrum_participation, stable_rank, spectral_norm": "exp H(s^2 / sum s^2); (sum s^2)^2 / sum s^4; "
                                                                       "sum s^2 / s_1^2; s_1",
    "ww_alpha": "1 + n / sum ln(x / xmin) over s^2 >= xmin, xmin of least Kolmogorov distance, s > 1e-7 s_1",
    "mp_X, gavish_donoho_rank": "scale = median s / median of the Marchenko-Pastur law; mp_sigma = scale / sqrt(larger "
                                "side); spikes beyond the 99 % Tracy-Widom point; distance of the rest; s above omega "
                                "times the median; null where the median is below 1e-7 s_1",
    "pca columns": "W' = W V, V = eigenvectors of W^T W by falling eigenvalue, each with its component of largest "
                   "magnitude positive (mean, variance, kurtosis, entropy depend on the signs)",
    "pca rows, pca both": "W' = U^T W, U likewise from W W^T; W' = U^T W V",
    "hadamard_unsigned": "Sylvester matrix H in natural order, no random signs: columns W' = W H^T / sqrt n, "
                         "rows W' = H W / sqrt m",
    "uniform quantizer": "scale = absmax / (2^(b-1) - 1) in float32, then rounded to float16 (ties to even; 0 becomes "
                         "1); q = clip(rint(w / scale), -2^(b-1), 2^(b-1) - 1), the quotient in float32; groups run "
                         "along the columns within a row, the last may be short",
    "mse, sqnr_db": "mean (w' - q scale)^2; 10 log10(mean w'^2 / mse), null where mse is 0",
    "entropy_bits, huffman_bits": "Shannon entropy and mean Huffman code length of all symbols pooled, bits per weight",
    "scale_bits, payload_bits": "16 * number of scales / N; b",
}


def rounded(value, digits):
    return float(f"{value:.{digits}g}")


def pair(value, tolerance):
    """[value, tolerance] with the value cut where a digit is worth less than 1/1000 of the tolerance."""
    if value is not None and tolerance > 0:
        value = round(value, 3 - math.floor(math.log10(tolerance)))
    return [value, rounded(tolerance, 2)]


# ---- coordinates ---------------------------------------------------------------------------------------------------

def coordinates(w):
    """Yields (coordinates, side, list of W'): the reference first, then other roundings of the same."""
    w = np.asarray(w, np.float64)
    yield "original", None, [w]
    sides = {"columns": w.shape[1], "rows": w.shape[0]}
    small = [side for side, n in sides.items() if n <= LARGEST_BASIS]
    basis = {"columns": (ref.pca_basis, ref.pca_basis_by_svd)}
    for side in small + (["both"] if len(small) == 2 else []):
        turned = []
        for make in basis["columns"]:
            right = make(w) if side != "rows" else np.eye(w.shape[1])
            left = make(w.T) if side != "columns" else np.eye(w.shape[0])
            turned.append(left.T @ w @ right)
        right32, left32 = right.astype(np.float32), left.astype(np.float32)
        yield "pca", side, roundings(turned, left32.T @ w.astype(np.float32) @ right32)
    for side in small:
        n = sides[side]
        if n & (n - 1) == 0:
            h = ref.hadamard(n) / np.sqrt(n)
            turned = w @ h.T if side == "columns" else h @ w
            w32, h32 = w.astype(np.float32), h.astype(np.float32)
            yield "hadamard_unsigned", side, roundings([turned], w32 @ h32.T if side == "columns" else h32 @ w32)


def roundings(exact, single):
    """W' by float64, by another algorithm, by float32 products, and with noise of one float32 rounding."""
    noise = np.random.default_rng(7).standard_normal(exact[0].shape)
    return [*exact, single.astype(np.float64), exact[0] + 1e-7 * np.sqrt((exact[0] ** 2).mean()) * noise]


# ---- metrics -------------------------------------------------------------------------------------------------------

def metric_values(candidates):
    """[value, tolerance] of every metric; `candidates` as from `coordinates`."""
    w = candidates[0]
    exact = len(candidates) == 1
    found = [ref.metrics(candidate) for candidate in candidates]
    near = ref.near_threshold(w, 1e-9 if exact else 1e-5)
    full_rank = np.linalg.matrix_rank(w) == min(w.shape)
    values = {}
    left_out = [] if "twonn_dimension" in found[0] else ["twonn_dimension"]
    for name, value in found[0].items():
        if math.isnan(value):
            values[name] = pair(None, 0.0)
            if not all(math.isnan(other[name]) for other in found):
                left_out.append(name)
            continue
        scale = np.abs(w).mean() if name == "mean" else abs(value)
        base = (1e-9 if exact else 1e-5) * scale
        if value == 0:
            base = 1e-12
        if name in near:
            base = near[name] + 1e-12
        if name in ("effective_rank",) + SPECTRAL:  # null singular values are rounding noise of any size up to sqrt(epsilon)
            base = (1e-5 if exact else 1e-4) * scale if full_rank else 2e-3 * scale
        change = max(abs(other[name] - value) for other in found)
        if not change <= 0.01 * scale and name in FRAGILE:
            left_out.append(name)
        values[name] = pair(value, base + 4 * change)
    return dict(values={name: value for name, value in values.items() if name not in left_out}, left_out=left_out)


# ---- rate and distortion -------------------------------------------------------------------------------------------

def curve(candidates):
    """Points of all granularities and bits; a point is left out when rounding noise decides its symbols."""
    exact = len(candidates) == 1
    base = dict(mse=1e-9, sqnr_db=1e-8, entropy_bits=1e-9, huffman_bits=1e-9) if exact else \
        dict(mse=1e-4, sqnr_db=5e-4, entropy_bits=5e-5, huffman_bits=5e-5)
    points, left_out = [], []
    for granularity in GRANULARITIES:
        for bits in BITS:
            found = [ref.uniform_quantizer(w, bits, granularity) for w in candidates]
            value = found[0]
            change = {name: max(abs(other[name] - value[name]) for other in found) if value[name] is not None else 0.0
                      for name in base}
            if change["entropy_bits"] > 1e-3 or change["sqnr_db"] > 1e-2:
                left_out.append([granularity, bits])
                continue
            point = {name: pair(value[name], base[name] * (value[name] if name == "mse" else 1) + 4 * change[name])
                     for name in base}
            point.update(granularity=granularity, bits=bits, payload_bits=[value["payload_bits"], 0.0],
                         scale_bits=pair(value["scale_bits"], 1e-12))
            points.append(point)
    return dict(points=points, left_out=left_out)


# ---- theory --------------------------------------------------------------------------------------------------------

def identities(files):
    rng = np.random.default_rng(20261125)
    ramp = np.arange(1.0, 257.0)
    one_hot = np.zeros(256)
    one_hot[5] = 1.0
    row = files[TWIN][LAYERS[0]][0].astype(np.float64)
    down = files[TWIN][LAYERS[2]][0].astype(np.float64)
    rows = [theory.identity("one-hot, n = 256 (exactly 1 for every sign vector)", one_hot, 50, rng),
            theory.identity("ramp x_i = i + 1, n = 256", ramp, 4000, rng),
            theory.identity("all ones, n = 256", np.ones(256), 4000, rng),
            theory.identity(f"{TWIN} {LAYERS[0]} row 0", row, 4000, rng),
            theory.identity(f"{TWIN} {LAYERS[2]} row 0, order 688 = 172 x 4", down, 2000, rng)]
    for file, name in [(PLAIN, LAYERS[0]), (TWIN, LAYERS[0]), (TWIN, LAYERS[1]), (TWIN, LAYERS[2])]:
        rows.append(theory.identity(f"{file} {name}", files[file][name].astype(np.float64), 100, rng))
    for entry in rows:
        error = abs(entry["drawn_mean"] - entry["expected_kappa"])
        if error > 4 * entry["standard_deviation_per_draw"] / np.sqrt(entry["draws"]) + 1e-9:
            raise SystemExit(f"the identity fails for {entry['input']}: {entry}")
    blocks = [dict(input=f"{TWIN} {LAYERS[0]} row 0", block=b, expected_kappa=theory.predicted_block_kappa(row, b))
              for b in (16, 64, 256)]
    return dict(whole=rows, blocks=blocks, use="the mean of K signed transforms lies within "
                "4 standard_deviation_per_draw / sqrt K of expected_kappa (uncentred kurtosis of W D H^T / sqrt n, "
                "one sign vector for all rows)")


def tidy(node):
    """Ten digits for every number that is not already part of a pair."""
    if isinstance(node, dict):
        return {key: tidy(value) for key, value in node.items()}
    if isinstance(node, list):
        return [tidy(value) for value in node]
    return rounded(node, 10) if isinstance(node, float) else node


def dump(document):
    """JSON with sorted keys, one entry of `metrics` and one point a line."""
    def line(node):
        return json.dumps(node, sort_keys=True, allow_nan=False)

    sections = []
    for key in sorted(document):
        node = document[key]
        if key == "metrics":
            text = "[\n" + ",\n".join("  " + line(entry) for entry in node) + "\n ]"
        elif key == "rate_distortion":
            entries = []
            for entry in node:
                head = line({name: value for name, value in entry.items() if name != "points"})[:-1]
                points = ",\n".join("    " + line(point) for point in entry["points"])
                entries.append(f'  {head}, "points": [\n{points}\n  ]}}')
            text = "[\n" + ",\n".join(entries) + "\n ]"
        else:
            text = json.dumps(node, sort_keys=True, allow_nan=False, indent=1).replace("\n", "\n ")
        sections.append(f" {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def main():
    default = pathlib.Path(__file__).resolve().parent / "references.json"
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    files = {file: ref.load(file) for file in (PLAIN, TWIN, SYNTHETIC)}
    metrics, curves = [], []
    for file, name in TENSORS:
        w = files[file][name]
        for coordinate, side, candidates in coordinates(w):
            where = dict(file=file, tensor=name, shape=list(w.shape), coordinates=coordinate, side=side)
            metrics.append(dict(where, **metric_values(candidates)))
            wanted = coordinate == "original" or (coordinate, side) == ("pca", "columns")
            if wanted and not (coordinate == "pca" and name.endswith(".constant.weight")):  # rank one: all noise
                curves.append(dict(where, **curve(candidates)))
    document = dict(
        about="Independent float64 references; every value in `metrics` and `rate_distortion` is [value, absolute "
              "tolerance]. Files are relative to sample_data/. Metrics in `left_out` have no reference: twonn_dimension of "
              "more than 2048 rows, and what depends on rounding noise in null directions. Points in `left_out` ([granularity, bits]) depend on "
              "rounding noise in null directions and have no reference.",
        definitions=DEFINITIONS, metrics=metrics, rate_distortion=curves, hadamard_kurtosis=tidy(identities(files)),
        distributions=tidy(theory.tables()), made_with=f"numpy {np.__version__}, scipy {scipy.__version__}")
    path.write_text(dump(document))


if __name__ == "__main__":
    main()
