// SPDX-License-Identifier: Apache-2.0
// What coordinates and quantizers do to a model's predictions: coordinates x quantizers x widths, with perplexity,
// divergence and rates, in a file that a stopped run goes on with. science.md 8.
#pragma once

#include "core/base/job.h"
#include "core/studies/evaluation.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace alidade {

/// What is studied: every combination.
struct ValidationRequest {
    std::string model;
    TextSource text;
    std::string calibration; ///< for coordinates and quantizers that use it; empty: none
    std::vector<ComponentRequest> coordinates;
    std::vector<ComponentRequest> quantizers; ///< without "bits"
    std::vector<double> bits;
    std::string pattern; ///< see QuantizationRecipe
};

/// One combination.
struct ValidationRow {
    std::string coordinates; ///< "hadamard:seed=1"
    std::string quantizer;   ///< "gptq:group=128", without its width
    std::vector<double> values; ///< by validationColumns()
};

/// Names of ValidationRow::values: bits, rates, perplexity, divergence and so on.
const std::vector<std::string>& validationColumns();

/// Value of a column. @throws InvalidRequest for a name there is not
double valueOf(const ValidationRow& row, const std::string& column);

/// The rate if the symbols took their entropy: entropy, scales and basis, in bits per weight; an estimate.
double entropyRate(const ValidationRow& row);

/// Runs what is not in the table yet and writes it to `table` (CSV, one line for each finished combination) as it comes;
/// at the end everything also goes to an HDF5 file beside it (.h5 instead of .csv). Combinations that the model cannot have
/// (a width that a quantizer has not) are left out and named in the returned notes.
/// @param row is told of every combination, those of an earlier run first
/// @throws InvalidRequest if `table` belongs to another study; FormatError, Error, Cancelled
std::vector<std::string> runValidationStudy(const ValidationRequest& request, const std::string& table,
                                            const std::function<void(const ValidationRow&)>& row,
                                            const Registries& registries, const JobContext& job);

/// A table that a study has written. @throws FormatError for a file that is none
struct ValidationTable {
    std::string study; ///< identifies what was studied
    std::string model; ///< its name
    std::vector<ValidationRow> rows;
};
ValidationTable readValidationTable(const std::string& path);

} // namespace alidade
