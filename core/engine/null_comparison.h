// SPDX-License-Identifier: Apache-2.0
// Metrics of null models beside those of the weights; science.md 0.4, 0.5, 2.0.
#pragma once

#include "core/base/job.h"
#include "core/engine/analysis.h"
#include "core/registry/registries.h"
#include "core/tensor/matrix.h"

#include <functional>
#include <map>
#include <string>

namespace alidade {

/// Fits the coordinate system to a drawn matrix and takes it there, in place.
using ToCoordinates = std::function<void(Matrix& drawn, const JobContext& job)>;

/// Every metric of `values` that needs a null, against each kind of null.
/// @param weights finite, in original coordinates
/// @param values metrics of the weights in the coordinates in question, by id
/// @throws InvalidRequest for an unknown null or a number of draws outside [1, 1000], Cancelled,
/// NumericalError
std::map<std::string, std::map<std::string, NullComparison>>
nullComparisons(const Matrix& weights, const std::map<std::string, double>& values,
                const NullRequest& request, const ToCoordinates& toCoordinates, const Registries& registries,
                const JobContext& job);

} // namespace alidade
