// SPDX-License-Identifier: Apache-2.0
// The lattice E8 = D8 u (D8 + 1/2), where D8 holds the integer vectors of even sum. Conway and Sloane 1982.
#pragma once

#include <array>

namespace alidade {

using Octet = std::array<float, 8>;

/// A point of E8 as eight integers without redundancy: twice the first coordinate, whose lowest bit says which of the
/// two cosets it is; the integer parts of the next six; half the integer part of the last, whose lowest bit is
/// the parity of the others.
using E8Symbols = std::array<int, 8>;

/// The nearest point: of the nearest ones of the two cosets the nearer. Coordinates are beneath 2^20.
Octet nearestE8(const Octet& x);
/// The symbols of a point of E8.
E8Symbols symbolsOfE8(const Octet& point);
/// The point of any eight integers.
Octet pointOfE8(const E8Symbols& symbols);

} // namespace alidade
