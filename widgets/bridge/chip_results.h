// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of the selected tensor in one coordinate system, part by part. Thread rule: values.
#pragma once

#include "widgets/bridge/requests.h"

#include <array>
#include <optional>
#include <string>

namespace alidade {

/// One separately requested part of the results of a chip.
struct PartResult {
    std::optional<AnalysisRequest> request; ///< what was asked for last
    AnalysisResultPtr result;               ///< a preview until the exact one is there
    QString error;
    bool pending = false;
};

/// What is known of the selected tensor in one coordinate system.
struct ChipResults {
    std::array<PartResult, allParts.size()> parts; ///< by Part
    QString notApplicable;                         ///< why nothing was asked for

    [[nodiscard]] const PartResult& part(Part which) const { return parts[static_cast<std::size_t>(which)]; }
    [[nodiscard]] PartResult& part(Part which) { return parts[static_cast<std::size_t>(which)]; }
    /// The exact or preview result of a part, or null.
    [[nodiscard]] const AnalysisResult* result(Part which) const { return part(which).result.get(); }
    /// A metric from whichever part holds it; NaN if it is undefined, nothing if it is not known yet.
    [[nodiscard]] std::optional<double> metric(const std::string& id) const;
    /// The curve, with coded bytes if they are known; null if neither is.
    [[nodiscard]] const AnalysisResult* curve() const;
    /// The point of the curve at this bit width, or null.
    [[nodiscard]] const RateDistortionPoint* point(double bits) const;
};

} // namespace alidade
