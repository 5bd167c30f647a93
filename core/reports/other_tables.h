// SPDX-License-Identifier: Apache-2.0
// Tables of the other results that a report or a paper shows: verdicts, validation studies, the toy experiment.
#pragma once

#include "core/reports/document.h"
#include "core/studies/toy_basis.h"
#include "core/studies/validation_study.h"
#include "core/studies/verdicts.h"

namespace alidade {

/// A row for each thesis: title, source, verdict, layers that agree, the sentence with the numbers.
ReportTable verdictTable(const Verdicts& verdicts);

/// "12 theses hold, 9 do not, of 3 it cannot be told."
std::string verdictSentence(const Verdicts& verdicts);

/// A row for each combination: rates, SQNR, perplexity, divergence.
ReportTable studyTable(const ValidationTable& study);

/// The toy experiment: distribution of each list of numbers; numbers needed for an error; headline numbers.
ReportTable toyParameterTable(const ToyBasis& toy);
ReportTable toyNeededTable(const ToyBasis& toy);
ReportTable toyScalarTable(const ToyBasis& toy);

} // namespace alidade
