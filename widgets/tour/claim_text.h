// SPDX-License-Identifier: GPL-3.0-or-later
// What came of a claim, in the user's language. Needs no widgets, so that the tour can be checked without a window.
#pragma once

#include "core/studies/claims.h"

#include <QString>

namespace alidade {

/// The sentence with its numbers: the pattern is translated (context "claims"), then filled.
QString claimSentence(const ClaimSentence& sentence);

/// "Holds", "Does not hold here" or "Cannot tell".
QString verdictText(Verdict verdict);

} // namespace alidade
