// SPDX-License-Identifier: Apache-2.0
// What the parts of a sweep are called in reports.
#pragma once

#include "core/sweep/sweep_summary.h"

#include <string>
#include <string_view>

namespace alidade {

/// "Hadamard", "Hadamard, side both (4 seeds)".
std::string familyLabel(const SweepFamily& family, const Registries& registries);

/// A word for keys: "hadamard", "pca:side=both": the request without its seed if it has several.
std::string familyKey(const SweepFamily& family);

/// "Uniform, group 128".
std::string quantizerLabel(const ComponentRequest& quantizer, const Registries& registries);

/// "4", "2.5".
std::string widthText(double bits);

/// The width at which winners are named: 4 if the sweep has it, else the middle one; NaN without widths.
double usualWidth(const SweepRequest& request);

/// The last part of a path, with what is in front of it for names that say nothing ("model.safetensors").
std::string modelName(std::string_view path);

} // namespace alidade
