// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of validation studies.
#pragma once

#include "core/studies/validation_study.h"
#include "widgets/results/results_document.h"

namespace alidade {

ResultsKind studyKind();

/// A document of a study that is there already.
ResultsDocumentPtr makeStudyDocument(const std::shared_ptr<const ValidationTable>& study);

} // namespace alidade
