// SPDX-License-Identifier: Apache-2.0
// Finite fields small enough for tables: what Paley's Hadamard matrices are made from.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace alidade {

/// GF(q) for odd prime powers q = p^k with k <= 3. Elements are 0 .. q-1, the digits of a polynomial in base p.
class GaloisField {
public:
    /// Whether create(q) would succeed.
    static bool exists(int q);
    /// The field with q elements, or nothing if q is not an odd prime power p^k with k <= 3.
    static std::optional<GaloisField> create(int q);

    [[nodiscard]] int size() const { return m_q; }
    [[nodiscard]] int subtract(int a, int b) const;
    [[nodiscard]] int multiply(int a, int b) const;
    /// Quadratic character: 0 for 0, 1 for squares, -1 for the rest.
    [[nodiscard]] int character(int a) const { return m_character[static_cast<std::size_t>(a)]; }

private:
    GaloisField(int p, int k);
    void findModulus();
    [[nodiscard]] bool hasRoot(const std::vector<int>& polynomial) const;

    int m_p = 0;
    int m_k = 0;
    int m_q = 0;
    std::vector<int> m_modulus;          ///< low coefficients of the monic irreducible polynomial
    std::vector<std::int8_t> m_character;
};

} // namespace alidade
