// SPDX-License-Identifier: Apache-2.0
// Texts whose numbers, sentences, tables and figures are filled in: a paper says nothing that was typed by hand.
#pragma once

#include "core/reports/document.h"
#include "core/reports/figure_plan.h"
#include "core/studies/toy_basis.h"
#include "core/studies/validation_study.h"
#include "core/studies/verdicts.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace alidade {

/// What can be filled in, by name. Names are words joined by dots: "twin.kurtosis.hadamard".
struct ReportParts {
    std::map<std::string, ReportTable> tables;
    std::map<std::string, std::string> numbers;   ///< finished text
    std::map<std::string, std::string> sentences; ///< one or more; plain text
    std::map<std::string, std::string> commands;
    std::map<std::string, ReportFigure> figures;
};

/// Adds what a sweep has, under names that begin with `prefix`.
void addSweepParts(ReportParts& parts, const std::string& prefix, const SweepResults& results,
                   const Registries& registries);
void addToyParts(ReportParts& parts, const ToyBasis& toy);
void addVerdictParts(ReportParts& parts, const std::string& prefix, const Verdicts& verdicts);
void addStudyParts(ReportParts& parts, const std::string& prefix, const ValidationTable& study);

/// Replaces {{table:NAME}}, {{figure:NAME}} and {{command:NAME}}, which stand on lines of their own, and {{number:NAME}}
/// and {{text:NAME}}, which may stand anywhere. Tables and figures are numbered in the order in which they occur;
/// {{ref:table:NAME}} and {{ref:figure:NAME}} are "Table 2", "Figure 1".
/// @throws InvalidRequest for a placeholder without a part, with the line, and for figures that are used twice or never
std::string filledTemplate(std::string_view text, const ReportParts& parts);

} // namespace alidade
