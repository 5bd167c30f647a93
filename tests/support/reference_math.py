# SPDX-License-Identifier: GPL-3.0-or-later
# Metrics, coordinates and the uniform quantizer once more, written from their definitions in float64 numpy/scipy.
"""Shares no code with the program: whatever agrees with these numbers was computed twice."""
import heapq
import pathlib
import sys

import numpy as np
import scipy.linalg

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "sample_data" / "generators"))
import safetensors_file  # noqa: E402

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
    return {name: float(value) for name, value in result.items()}


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
