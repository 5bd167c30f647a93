// SPDX-License-Identifier: Apache-2.0
// The standard normal distribution: the null that most numbers are compared with.
#pragma once

#include <cstdint>

namespace alidade {

/// Phi(x), accurate in both tails.
double normalCdf(double x);

/// Phi^-1(p) to about 1e-15 relative: the start of Hastings (Abramowitz and Stegun 26.2.23) and two steps of
/// Halley. Minus or plus infinity at 0 and 1. @param p in [0, 1]
double normalQuantile(double p);

/// E[max |g| / rms(g)] of `count` standard normal numbers, by quadrature of science.md 2.1; NaN for none.
/// Direction and norm of a Gaussian vector are independent, so that it is E max |g| over E rms.
double expectedGaussianCrest(std::uint64_t count);

} // namespace alidade
