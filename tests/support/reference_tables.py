# SPDX-License-Identifier: GPL-3.0-or-later
# Theory for references.json: values of the statistics for known distributions, and the Hadamard kurtosis identity.
"""Everything is integrated or drawn here; no number is typed in."""
import numpy as np
from scipy import integrate, special, stats

from reference_math import hadamard

SIZES = (32, 64, 128, 256, 1024, 4096, 2 ** 14, 2 ** 16, 2 ** 20, 2 ** 22, 2 ** 24)
FRACTIONS = (0.001, 0.01, 0.1)
SOURCES = dict(gaussian=stats.norm(), laplace=stats.laplace(scale=np.sqrt(0.5)),
               uniform=stats.uniform(-np.sqrt(3), 2 * np.sqrt(3)))


def integral(f, low, high):
    return integrate.quad(f, low, high, epsabs=1e-13, epsrel=1e-12, limit=400)[0]


def standard_errors(source, fraction, top_energy, threshold, kurtosis):
    """sqrt(n) times the asymptotic standard error, from influence functions of a unit-variance source."""
    def deviation(influence):
        inner = integral(lambda x: influence(x, 0.0) ** 2 * source.pdf(x), 0, threshold)
        outer = integral(lambda x: influence(x, 1.0) ** 2 * source.pdf(x), threshold, source.ppf(1 - 1e-16))
        return np.sqrt(2 * (inner + outer))
    return dict(
        top_energy=deviation(lambda x, top: top * x * x - top_energy * x * x - threshold ** 2 * (top - fraction)),
        participation=deviation(lambda x, top: 2 * (x * x - 1) / kurtosis - (x ** 4 - kurtosis) / kurtosis ** 2),
        kurtosis=deviation(lambda x, top: x ** 4 - kurtosis - 2 * kurtosis * (x * x - 1)))


def source_row(source):
    """Limits for n -> infinity of one unit-variance symmetric source, each with sqrt(n) times its standard error."""
    end = source.ppf(1 - 1e-16)
    kurtosis = 2 * integral(lambda x: x ** 4 * source.pdf(x), 0, end)
    row = {}
    for fraction in FRACTIONS:
        threshold = source.ppf(1 - fraction / 2)
        share = 2 * integral(lambda x: x * x * source.pdf(x), threshold, end)
        errors = standard_errors(source, fraction, share, threshold, kurtosis)
        row[f"top_energy_{fraction}"] = dict(value=share, error_times_sqrt_n=errors["top_energy"])
    row["kurtosis"] = dict(value=kurtosis, error_times_sqrt_n=errors["kurtosis"])
    row["participation_ratio_over_n"] = dict(value=1 / kurtosis, error_times_sqrt_n=errors["participation"])
    for t in (3, 6):
        share = 2 * source.sf(t)
        row[f"beyond_{t}_sigma"] = dict(value=share, error_times_sqrt_n=np.sqrt(share * (1 - share)))
    return row


def largest(n):
    """E max|x| of n unit-variance variables, and for the Gaussian E[max|x| / rms], which small n tell apart.

    A Gaussian vector's direction is independent of its norm, so E[max / rms] = E max / E rms.
    """
    gaussian = integral(lambda x: -np.expm1(n * np.log1p(-2 * stats.norm.sf(x))) if x > 0 else 1.0, 0, 12)
    rms = np.exp(0.5 * np.log(2 / n) + special.gammaln((n + 1) / 2) - special.gammaln(n / 2))
    laplace = (special.digamma(n + 1) + np.euler_gamma) / np.sqrt(2)  # harmonic number over sqrt 2
    return dict(n=n, gaussian_max=gaussian, gaussian_max_over_rms=gaussian / rms, laplace_max=laplace)


def marchenko_pastur(ratio):
    """Spectrum limits of a p x n matrix of i.i.d. entries with variance 1/n, ratio = p / n <= 1."""
    low, high = 1 - np.sqrt(ratio), 1 + np.sqrt(ratio)

    def mean(f):  # s = 1 + sqrt(ratio) cos t takes the square-root ends out of the integrand
        def term(t):
            s = 1 + np.sqrt(ratio) * np.cos(t)
            if s <= 0:
                return 0.0
            density = np.sqrt(max(0.0, (high ** 2 - s * s) * (s * s - low ** 2))) / (np.pi * ratio * s)
            return f(s) * density * np.sqrt(ratio) * np.sin(t)
        return integral(term, 0, np.pi)
    first = mean(lambda s: s)
    return dict(effective_rank_over_p=first * np.exp(-mean(lambda s: s * np.log(s)) / first), mean_singular_value=first)


def tables():
    return dict(
        sources={name: source_row(source) for name, source in SOURCES.items()},
        crest=[largest(n) for n in SIZES],
        marchenko_pastur=[dict(ratio=r, **marchenko_pastur(r)) for r in (1.0, 0.5, 256 / 688, 0.25, 0.0625)])


# ---- E kappa(n^-1/2 H D x) = 3 - 2 kappa(x) / n -------------------------------------------------------------------

def kappa(x):
    """Uncentred kurtosis of all entries."""
    return x.size * (x ** 4).sum() / (x * x).sum() ** 2


def predicted_kappa(w):
    """Mean over random signs, one sign vector for all rows; for a single row it is 3 - 2 kappa / n."""
    w = np.atleast_2d(w)
    rows_energy, rows_fourth, n = (w * w).sum(1), (w ** 4).sum(1), w.shape[1]
    return w.size * (3 * rows_energy ** 2 - 2 * rows_fourth).sum() / n / rows_energy.sum() ** 2


def predicted_block_kappa(x, block):
    """The same for a block-diagonal Hadamard matrix on one row."""
    energy = (x.reshape(-1, block) ** 2).sum(1)
    fourth = (x.reshape(-1, block) ** 4).sum(1)
    return x.size / block * (3 * energy ** 2 - 2 * fourth).sum() / energy.sum() ** 2


def drawn_kappa(w, draws, rng):
    """Mean and standard deviation over random sign vectors, by brute force."""
    w = np.atleast_2d(w)
    n = w.shape[1]
    h = hadamard(n).T / np.sqrt(n)
    values = [kappa((w * rng.choice([-1.0, 1.0], n)) @ h) for _ in range(draws)]
    return float(np.mean(values)), float(np.std(values, ddof=1))


def identity(name, w, draws, rng):
    mean, deviation = drawn_kappa(w, draws, rng)
    return dict(input=name, n=int(np.atleast_2d(w).shape[1]), kappa=kappa(w), expected_kappa=predicted_kappa(w),
                standard_deviation_per_draw=deviation, drawn_mean=mean, draws=draws)
