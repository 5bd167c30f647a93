// SPDX-License-Identifier: Apache-2.0
// Arithmetic in GF(p^k) by polynomials over GF(p); of degree 2 and 3 those without a root are irreducible.
#include "core/transforms/galois_field.h"

#include <array>

namespace alidade {

namespace {

constexpr int maximumDegree = 3;
using Digits = std::array<int, 2 * maximumDegree>;

Digits digitsOf(int a, int p)
{
    Digits digits{};
    for (int& digit : digits) {
        digit = a % p;
        a /= p;
    }
    return digits;
}

int valueOf(const Digits& digits, int p, int k)
{
    int value = 0;
    for (int i = k - 1; i >= 0; --i) value = value * p + digits[static_cast<std::size_t>(i)];
    return value;
}

int smallestFactor(int n)
{
    for (int d = 2; d * d <= n; ++d)
        if (n % d == 0) return d;
    return n;
}

/// k with q = p^k for the smallest prime factor p of q, or 0 where there is none that is small enough.
int degreeOf(int q)
{
    if (q < 3) return 0;
    const int p = smallestFactor(q);
    int k = 0;
    for (int rest = q; rest > 1; rest /= p, ++k)
        if (rest % p != 0) return 0;
    return p == 2 || k > maximumDegree ? 0 : k;
}

} // namespace

bool GaloisField::exists(int q) { return degreeOf(q) > 0; }

std::optional<GaloisField> GaloisField::create(int q)
{
    if (!exists(q)) return std::nullopt;
    return GaloisField(smallestFactor(q), degreeOf(q));
}

GaloisField::GaloisField(int p, int k) : m_p(p), m_k(k), m_q(1)
{
    for (int i = 0; i < k; ++i) m_q *= p;
    if (k > 1) findModulus();
    m_character.assign(static_cast<std::size_t>(m_q), std::int8_t{-1});
    for (int a = 1; a < m_q; ++a) m_character[static_cast<std::size_t>(multiply(a, a))] = 1;
    m_character[0] = 0;
}

void GaloisField::findModulus()
{
    for (int code = 0; code < m_q; ++code) {
        const Digits digits = digitsOf(code, m_p);
        std::vector<int> low(digits.begin(), digits.begin() + m_k);
        if (hasRoot(low)) continue;
        m_modulus = std::move(low);
        return;
    }
}

bool GaloisField::hasRoot(const std::vector<int>& polynomial) const
{
    for (int x = 0; x < m_p; ++x) {
        int value = 1; // the leading coefficient
        for (int i = m_k - 1; i >= 0; --i) value = (value * x + polynomial[static_cast<std::size_t>(i)]) % m_p;
        if (value == 0) return true;
    }
    return false;
}

int GaloisField::subtract(int a, int b) const
{
    Digits left = digitsOf(a, m_p);
    const Digits right = digitsOf(b, m_p);
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = (left[i] - right[i] + m_p) % m_p;
    return valueOf(left, m_p, m_k);
}

int GaloisField::multiply(int a, int b) const
{
    const Digits left = digitsOf(a, m_p);
    const Digits right = digitsOf(b, m_p);
    Digits product{};
    for (std::size_t i = 0; i < static_cast<std::size_t>(m_k); ++i)
        for (std::size_t j = 0; j < static_cast<std::size_t>(m_k); ++j)
            product[i + j] = (product[i + j] + left[i] * right[j]) % m_p;
    // x^k = -(low part of the modulus), from the highest power down.
    for (int power = 2 * m_k - 2; power >= m_k; --power) {
        const int factor = product[static_cast<std::size_t>(power)];
        product[static_cast<std::size_t>(power)] = 0;
        for (int i = 0; i < m_k; ++i) {
            int& digit = product[static_cast<std::size_t>(power - m_k + i)];
            digit = (digit + (m_p - factor) * m_modulus[static_cast<std::size_t>(i)]) % m_p;
        }
    }
    return valueOf(product, m_p, m_k);
}

} // namespace alidade
