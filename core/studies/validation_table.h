// SPDX-License-Identifier: Apache-2.0
// The file of a validation study while it grows: CSV, a header and a line for each finished combination.
#pragma once

#include "core/studies/validation_study.h"

#include <string>
#include <vector>

namespace alidade {

/// Rows on disk. A line is written whole and flushed, so that a killed run loses the combination it was at and no other.
class ValidationTableFile {
public:
    /// Takes over the rows that are there. @throws InvalidRequest if the file belongs to another study, FormatError
    ValidationTableFile(std::string path, std::string study, std::string model);

    [[nodiscard]] const std::vector<ValidationRow>& rows() const { return m_rows; }
    [[nodiscard]] bool has(const std::string& coordinates, const std::string& quantizer, double bits) const;
    /// @throws Error when the disk is full
    void add(const ValidationRow& row);
    /// Writes all rows to the HDF5 file beside the table: `results` (rows x columns, float64) and, as UTF-8 bytes with a
    /// line each, `columns`, `combinations` and `study`. @throws Error
    void finish(const Registries& registries) const;

private:
    std::string m_path;
    std::string m_study;
    std::string m_model;
    std::vector<ValidationRow> m_rows;
};

} // namespace alidade
