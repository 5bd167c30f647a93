# SPDX-License-Identifier: CC0-1.0
# The statistics of `alidade-cli inspect --json` for a list of float64 values, independent of the program.
"""Sums are exactly rounded (math.fsum), moments take two passes; undefined values are None."""
import math

import numpy as np

SAMPLES = 8


def sample(values):
    """JSON values; non-finite ones as strings."""
    names = {math.inf: "Infinity", -math.inf: "-Infinity"}
    return ["NaN" if math.isnan(v) else names.get(v, v) for v in values.tolist()]


def statistics(values):
    """Over the finite values, two passes, with exactly rounded sums (math.fsum)."""
    flat = values.reshape(-1)
    x = flat[np.isfinite(flat)].tolist()
    n = len(x)
    stats = dict(count=flat.size, nan_count=int(np.isnan(flat).sum()), inf_count=int(np.isinf(flat).sum()),
                 sum=math.fsum(x), l2=math.sqrt(math.fsum(v * v for v in x)), linf=None, mean=None, variance=None,
                 excess_kurtosis=None, min=None, max=None)
    if not x:
        return stats
    mean = math.fsum(x) / n
    m2 = math.fsum((v - mean) ** 2 for v in x) / n
    m4 = math.fsum((v - mean) ** 4 for v in x) / n
    if min(x) == max(x):
        m2 = 0.0
    stats.update(linf=max(map(abs, x)), mean=mean, variance=m2, min=min(x), max=max(x),
                 excess_kurtosis=m4 / m2 ** 2 - 3.0 if m2 else None)
    return stats
