// SPDX-License-Identifier: Apache-2.0
// Every thesis with its test.
#pragma once

#include "core/studies/claim_checks.h"
#include "core/studies/verdicts.h"

#include <vector>

namespace alidade {

struct ThesisEntry {
    Thesis thesis;
    ThesisResult (*test)(const ClaimInput& input) = nullptr;
};

/// In the order of theses().
const std::vector<ThesisEntry>& thesisEntries();

} // namespace alidade
