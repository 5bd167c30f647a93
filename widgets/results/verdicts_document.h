// SPDX-License-Identifier: GPL-3.0-or-later
// Verdicts on the theses of the theory.
#pragma once

#include "core/studies/verdicts.h"
#include "widgets/results/results_document.h"

namespace alidade {

ResultsKind verdictsKind();

using VerdictsPtr = std::shared_ptr<const Verdicts>;

/// A document of verdicts that are there already; theses without a result are listed as not tested yet.
ResultsDocumentPtr makeVerdictsDocument(const VerdictsPtr& verdicts);

/// Icon and word of a verdict.
ResultsMark markOf(Verdict verdict);
QString wordOf(Verdict verdict);

} // namespace alidade
