# SPDX-License-Identifier: GPL-3.0-or-later
# Metrics, coordinates and the uniform quantizer once more, written from their definitions in float64 numpy/scipy.
"""Shares no code with the program: whatever agrees with these numbers was computed twice."""
import heapq
import pathlib
import sys

import numpy as np
import scipy.linalg
from scipy import integrate, optimize, special, stats

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "sample_data" / "generators"))
import safetensors_file  # noqa: E402

MOST_ROWS = 2048  # of which the program takes all for distances
TOP_FRACTIONS = (0.001, 0.01, 0.1)


def load(file):
    """{name: float32 array} of a file under sample_data/."""
    return safetensors_file.read(ROOT / "sample_data" / file)


# ---- metrics -------------------------------------------------------------------------------------------------------

def metrics(w):
    """Every scalar metric of a matrix; definitions in references.json under `definitions`."""
    w = np.asarray(w, np.float64)
    n, square = w.size, w * w
    energy = square.sum()
    rms = np.sqrt(energy / n)
    mean = w.mean()
    m2, m4 = ((w - mean) ** 2).mean(), ((w - mean) ** 4).mean()
    magnitude = np.abs(w)
    singular = scipy.linalg.svdvals(w)
    p = singular / singular.sum()
    p = p[p > 0]
    falling = np.sort(square, axis=None)[::-1]
    result = dict(
        l2=np.sqrt(energy), linf=magnitude.max(), linf_over_l2=magnitude.max() / np.sqrt(energy), rms=rms,
        linf_over_sigma=magnitude.max() / rms, mean=mean, variance=m2, kurtosis=m4 / m2 ** 2,
        kurtosis_uncentred=n * (square * square).sum() / energy ** 2,
        beyond_3_sigma=(magnitude > 3 * rms).mean(), beyond_6_sigma=(magnitude > 6 * rms).mean(),
        participation_ratio=energy ** 2 / (square * square).sum(), effective_rank=np.exp(-(p * np.log(p)).sum()))
    for fraction in TOP_FRACTIONS:
        k = max(1, int(np.floor(fraction * n + 0.5)))
        result[f"top_energy_{fraction}"] = falling[:k].sum() / energy
    result.update(marginal_metrics(w, rms), **slice_metrics(w), **spectral_metrics(singular, w.shape))
    if w.shape[0] <= MOST_ROWS:
        result["twonn_dimension"] = two_nn(w)
    return {name: float(value) for name, value in result.items()}


def gaussian_crest(n):
    """E[max |g| / rms] of n standard normal numbers."""
    largest = integrate.quad(lambda x: -np.expm1(n * np.log1p(-2 * stats.norm.sf(x))) if x > 0 else 1.0, 0, 12,
                             epsabs=1e-13, epsrel=1e-12, limit=400)[0]
    return largest / np.exp(0.5 * np.log(2 / n) + special.gammaln((n + 1) / 2) - special.gammaln(n / 2))


def gini(values):
    ascending = np.sort(values, axis=None)
    n = ascending.size
    return ((2 * np.arange(1, n + 1) - n - 1) * ascending).sum() / (n * ascending.sum())


def symbol_entropy(x, step):
    """Bits of round(x / step) with Miller and Madow's correction."""
    counts = np.unique(np.rint(x / step), return_counts=True)[1]
    p = counts / x.size
    return -(p * np.log2(p)).sum() + (counts.size - 1) / (2 * x.size * np.log(2))


def spacing_entropy(x):
    """Vasicek's estimate in bits; a window cut off at an end counts the ranks that it has."""
    v, n = np.sort(x, axis=None), x.size
    m = min(max(int(np.floor(np.sqrt(n) + 0.5)), 1), (n - 1) // 2)
    low, high = np.maximum(np.arange(n) - m, 0), np.minimum(np.arange(n) + m, n - 1)
    width = v[high] - v[low]
    if (width <= 0).any():
        return np.nan
    return np.log2(n * width / (high - low)).mean()


def marginal_metrics(w, rms):
    """Metrics of the entries alone."""
    n, x, magnitude = w.size, w / rms, np.abs(w)
    d = w - w.mean()
    square = x * x
    positive = square[square > 0]
    falling = np.sort(magnitude, axis=None)[::-1]
    k = min(n - 1, max(10, int(np.floor(n / 1000 + 0.5))))
    logs = np.log(falling[:k] / falling[k]).sum()
    spacing = spacing_entropy(x)
    return dict(
        crest_excess=magnitude.max() / rms - gaussian_crest(n),
        skewness=(d ** 3).mean() / (d * d).mean() ** 1.5, excess_kurtosis=(d ** 4).mean() / (d * d).mean() ** 2 - 3,
        hill_index=k / logs if logs > 0 else np.nan, participation_ratio_over_n=n / (square * square).sum(),
        effective_count_over_n=np.exp(-(positive * np.log(positive)).sum() / n),
        hoyer=(np.sqrt(n) - magnitude.sum() / np.sqrt((w * w).sum())) / (np.sqrt(n) - 1),
        gini_abs=gini(magnitude), gini_square=gini(w * w), discrete_entropy=symbol_entropy(x, 1 / 4),
        histogram_entropy=symbol_entropy(x, 1 / 16) - 4, vasicek_entropy=spacing,
        negentropy=0.5 * np.log2(2 * np.pi * np.e) - spacing,
        gaussian_distance=np.abs(np.sort(x, axis=None) - special.ndtri((np.arange(n) + 0.5) / n)).mean())


def coding_gain(energies):
    """Bits; undefined where a row or column holds nothing but rounding noise."""
    if (energies <= 1e-11 * energies.mean()).any():
        return np.nan
    return 0.5 * (np.log2(energies.mean()) - np.log2(energies).mean())


def slice_metrics(w):
    result = {}
    for side, axis in (("columns", 0), ("rows", 1)):
        bits = coding_gain((w * w).sum(axis))
        result.update({f"coding_gain_{side}_bits": bits, f"coding_gain_{side}_db": 20 * np.log10(2) * bits})
    return result


def two_nn(w):
    """Facco's estimate over all rows, rows with a twin left out."""
    gram = w @ w.T
    norms = np.diag(gram)
    square = norms[:, None] + norms[None, :] - 2 * gram
    other = ~np.eye(len(w), dtype=bool)
    kept = ((square > 1e-12 * (norms[:, None] + norms[None, :])) | ~other).all(1)
    nearest = np.partition(np.where(other, square, np.inf), 1, axis=1)[:, :2]
    logs = 0.5 * np.log(nearest[kept, 1] / nearest[kept, 0])
    return (len(logs) - 1) / logs.sum() if len(logs) >= 3 and logs.sum() > 0 else np.nan


def marchenko_pastur_cdf(s, ratio):
    """Distribution of the singular values of noise with entries of variance 1 / larger side."""
    root = np.sqrt(ratio)
    angle = np.arccos(np.clip((s * s - 1 - ratio) / (2 * root), -1, 1))

    def density(t):  # 2 sin^2 t / (pi s^2) with s^2 = 1 + ratio + 2 root cos t, without cancellation near t = pi
        sine, cosine = np.sin(t / 2), np.cos(t / 2)
        return 8 * (sine * cosine) ** 2 / (np.pi * ((1 - root) ** 2 + 4 * root * cosine ** 2)) if ratio < 1 else \
            2 * sine ** 2 / np.pi
    return integrate.quad(density, angle, np.pi, epsabs=1e-12, epsrel=1e-11)[0]


def power_law(x):
    """Exponent of ascending positive values with the xmin of least Kolmogorov distance."""
    logs, best = np.log(x), (np.inf, np.nan)
    for first in range(len(x) - 1):
        tail = logs[first:] - logs[first]
        if tail.sum() <= 0:
            continue
        alpha = 1 + len(tail) / tail.sum()
        distance = np.abs(1 - np.exp((1 - alpha) * tail) - np.arange(len(tail)) / len(tail)).max()
        best = min(best, (distance, alpha))
    return best[1]


def spectral_metrics(s, shape):
    """Metrics of descending singular values."""
    energy = s * s
    p = energy / energy.sum()
    p = p[p > 0]
    result = dict(entropy_rank=np.exp(-(p * np.log(p)).sum()), spectrum_participation=1 / (p * p).sum(),
                  stable_rank=energy.sum() / energy[0], spectral_norm=s[0], ww_alpha=power_law(energy[s > 1e-7 * s[0]][::-1]))
    bulk = ("mp_sigma", "mp_spikes", "mp_spike_energy", "mp_distance", "gavish_donoho_rank")
    median, big, small = np.median(s), max(shape), min(shape)
    if median <= 1e-7 * s[0]:
        return dict(result, **{name: np.nan for name in bulk})
    g = small / big
    middle = optimize.brentq(lambda t: marchenko_pastur_cdf(t, g) - 0.5, 1 - np.sqrt(g), 1 + np.sqrt(g), xtol=1e-14)
    scale = median / middle
    a, b = np.sqrt(big - 1), np.sqrt(small)  # Johnstone's centre and width, 99 % point of Tracy and Widom
    edge = scale / np.sqrt(big) * np.sqrt((a + b) ** 2 + 2.0234 * (a + b) * (1 / a + 1 / b) ** (1 / 3))
    rest = s[s <= edge][::-1]
    law = np.array([marchenko_pastur_cdf(t, g) if t < 1 + np.sqrt(g) else 1.0 for t in rest / scale])
    steps = np.arange(len(rest) + 1) / len(rest)
    optimal = np.sqrt(2 * (g + 1) + 8 * g / (g + 1 + np.sqrt(g * g + 14 * g + 1))) / middle
    values = (scale / np.sqrt(big), (s > edge).sum(), energy[s > edge].sum() / energy.sum(),
              max(np.abs(law - steps[1:]).max(), np.abs(law - steps[:-1]).max()), (s > optimal * median).sum())
    return dict(result, **dict(zip(bulk, values)))


def near_threshold(w, width):
    """For 3 and 6 sigma: the share of entries so near the threshold that rounding may decide."""
    magnitude = np.abs(np.asarray(w, np.float64))
    rms = np.sqrt((magnitude ** 2).mean())
    return {f"beyond_{t}_sigma": float((np.abs(magnitude - t * rms) < width * t * rms).mean()) for t in (3, 6)}


# ---- coordinates ---------------------------------------------------------------------------------------------------

def with_signs(vectors):
    """Columns flipped so that each one's component of largest magnitude is positive."""
    largest = vectors[np.abs(vectors).argmax(0), np.arange(vectors.shape[1])]
    return vectors * np.where(largest < 0, -1.0, 1.0)


def pca_basis(w):
    """Orthogonal V (n x n), columns = eigenvectors of W^T W by falling eigenvalue."""
    w = np.asarray(w, np.float64)
    _, vectors = scipy.linalg.eigh(w.T @ w)
    return with_signs(vectors[:, ::-1])


def pca_basis_by_svd(w):
    """The same basis by another algorithm: right singular vectors."""
    return with_signs(scipy.linalg.svd(np.asarray(w, np.float64), full_matrices=True)[2].T)


def williamson_172():
    """Hadamard matrix of order 172 = 4 x 43 from four symmetric circulants (science table, masks of the first rows)."""
    t, blocks = 43, []
    for mask in (0x122867, 0x9AF02, 0x1A1594, 0x1E6D0E):
        row = np.ones(t, int)
        for k in range(1, (t - 1) // 2 + 1):
            row[k] = row[t - k] = -1 if mask >> (k - 1) & 1 else 1
        blocks.append(np.array([np.roll(row, i) for i in range(t)]))
    a, b, c, d = blocks
    return np.block([[a, b, c, d], [-b, a, -d, c], [-c, d, a, -b], [-d, -c, b, a]])


def hadamard(n):
    """Hadamard matrix (entries +-1) of order 2^k, or 172 (x) 2^k."""
    if n & (n - 1) == 0:
        return scipy.linalg.hadamard(n)
    if n % 172:
        raise ValueError(f"no Hadamard construction for order {n} here")
    matrix = np.kron(williamson_172(), scipy.linalg.hadamard(n // 172))
    if not np.array_equal(matrix @ matrix.T, n * np.eye(n, dtype=int)):
        raise ValueError("the masks do not give a Hadamard matrix")
    return matrix


# ---- symmetric uniform quantizer -----------------------------------------------------------------------------------

def grouped(w, granularity):
    """Slices (rows, columns) that share one scale: "tensor", "row", or groups of that many columns within a row."""
    rows, columns = w.shape
    if granularity == "tensor":
        return w.reshape(1, 1, -1), np.ones((1, 1, w.size), bool)
    size = columns if granularity == "row" else int(granularity)
    count = -(-columns // size)
    padded = np.zeros((rows, count * size), np.float32)
    inside = np.zeros((rows, count * size), bool)
    padded[:, :columns], inside[:, :columns] = w, True
    return padded.reshape(rows, count, size), inside.reshape(rows, count, size)


def huffman_mean_length(counts):
    """Mean code length in bits of a Huffman code: the weights of all merged nodes, over the total."""
    heap = [int(c) for c in counts if c]
    if len(heap) < 2:
        raise ValueError("a single symbol has no agreed Huffman length; such a case does not belong here")
    total, merged = sum(heap), 0
    heapq.heapify(heap)
    while len(heap) > 1:
        node = heapq.heappop(heap) + heapq.heappop(heap)
        merged += node
        heapq.heappush(heap, node)
    return merged / total


def uniform_quantizer(w, bits, granularity):
    """Round to nearest with scale absmax / (2^(b-1) - 1) in float16; w / scale in float32, errors in float64."""
    w = np.ascontiguousarray(w, np.float32)
    groups, inside = grouped(w, granularity)
    top = 2 ** (bits - 1) - 1
    scale = (np.abs(groups).max(-1, keepdims=True) / np.float32(top)).astype(np.float16).astype(np.float32)
    scale = np.where(scale == 0, np.float32(1), scale)
    symbols = np.clip(np.rint(groups / scale), -top - 1, top)[inside].astype(np.int64)
    decoded = (symbols * np.broadcast_to(scale, groups.shape)[inside].astype(np.float64))
    original = groups[inside].astype(np.float64)
    mse = ((original - decoded) ** 2).mean()
    counts = np.bincount(symbols + top + 1)
    share = counts[counts > 0] / w.size
    sqnr = float(10 * np.log10((original ** 2).mean() / mse)) if mse else None  # nothing lost: infinite, JSON null
    return dict(mse=float(mse), sqnr_db=sqnr,
                entropy_bits=float(-(share * np.log2(share)).sum()), huffman_bits=huffman_mean_length(counts),
                scale_bits=16 * scale.size / w.size, payload_bits=float(bits))
