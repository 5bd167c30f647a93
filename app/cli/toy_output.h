// SPDX-License-Identifier: GPL-3.0-or-later
// What alidade-cli toy prints and writes.
#pragma once

#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/studies/toy_basis.h"
#include "core/studies/toy_expectations.h"

#include <span>
#include <string>
#include <vector>

namespace alidade::cli {

/// Headline numbers, shapes, coefficients needed, points and the hidden matrix of one experiment, as tables.
void printToy(const ToyBasis& toy);
/// One experiment with its functions, histograms and points.
Json toyJson(const ToyBasis& toy);

/// Mean and spread over seeds, as a table.
void printSpread(const std::vector<ToySpread>& spread);
Json spreadJson(const std::vector<ToySpread>& spread);

/// Measured, expected and whether they agree, as a table with a count below.
void printExpectations(const std::vector<ToyExpectation>& rows);
Json expectationsJson(const std::vector<ToyExpectation>& rows);

/// The points of all experiments as CSV; the name stays free until everything is written.
/// @throws Error if it cannot be written
void writeToyPoints(std::span<const ToyBasis> runs, const std::string& path);

} // namespace alidade::cli
