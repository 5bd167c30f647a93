// SPDX-License-Identifier: Apache-2.0
// A measured tensor as words (JSON) and numbers: the one form in which results lie on a disk, in parts and in the
// results file alike.
#pragma once

#include "core/sweep/sweep_results.h"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <vector>

namespace alidade {

/// Where the numbers of a cell lie; decided by the request alone.
struct RecordShape {
    std::size_t facts = 0;   ///< of the cell: shape, counts, rms, basis, residuals
    std::size_t metrics = 0;
    std::size_t kinds = 0;   ///< of nulls
    std::size_t points = 0;  ///< of all quantizers

    static constexpr std::size_t nullFields = 4;   ///< mean, standard deviation, z, draws
    static constexpr std::size_t pointFields = 13;

    /// Numbers of one cell: facts, metrics, nulls by metric and kind, points.
    [[nodiscard]] std::size_t size() const
    {
        return facts + metrics + metrics * kinds * nullFields + points * pointFields;
    }
};

/// @throws InvalidRequest for unknown components
RecordShape recordShape(const SweepRequest& request, const Registries& registries);

/// Names of the numbers, in their order, for people who read the file with other programs.
const std::vector<std::string>& factNames();
const std::vector<std::string>& nullNames();
const std::vector<std::string>& pointNames();
/// Quantizer and bits of every point, "uniform:group=128 @ 4".
std::vector<std::string> pointWords(const SweepRequest& request, const Registries& registries);

/// A tensor on its way to or from a disk.
struct SweepRecord {
    nlohmann::ordered_json words;
    std::vector<double> numbers; ///< cells by RecordShape::size()
};

SweepRecord recordOf(const SweepTensor& tensor, const SweepRequest& request, const Registries& registries);

/// @param run version, fingerprint and request of the results
/// @throws DamagedData if words and numbers do not fit the request
SweepTensor tensorOf(const SweepRecord& record, const SweepResults& run, const Registries& registries);

} // namespace alidade
