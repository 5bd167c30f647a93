// SPDX-License-Identifier: Apache-2.0
// The report of a sweep.
#pragma once

#include "core/reports/document.h"
#include "core/reports/figure_plan.h"
#include "core/studies/validation_study.h"
#include "core/studies/verdicts.h"

#include <optional>
#include <string>
#include <vector>

namespace alidade {

/// What a report has beside the numbers of the sweep.
struct ReportExtras {
    std::vector<PlannedFigure> figures; ///< those that were made
    std::string suffix;                 ///< of their files in figures/, "svg"
    std::string figureNote;             ///< why there are none, or not all; a sentence, may be empty
    std::optional<Verdicts> verdicts;
    std::optional<ValidationTable> study;
};

/// Everything in one document. An incomplete sweep is called so in the first line.
ReportDocument sweepReport(const SweepResults& results, const ReportExtras& extras, const Registries& registries);

} // namespace alidade
