// SPDX-License-Identifier: Apache-2.0
// What the tour says, measured on the model that is open: each claim is a function that may find that it does not hold
// here. ux.md 3.8 and 3.9. The window and the command line only show the results.
#pragma once

#include "core/base/job.h"
#include "core/engine/analysis_session.h"
#include "core/studies/evaluation.h"
#include "core/studies/toy_basis.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// A statement that can be checked.
struct Claim {
    std::string id;        ///< "same-operator"
    std::string title;     ///< "Same operator, other axes"
    std::string statement; ///< what is claimed, and from which number on it counts as holding
};

/// The ten steps of the tour in its order, and an eleventh: operator, value-view, same-operator, outliers,
/// not-a-frequency-transform, concentration, rate-distortion, magnitude, functional-residual, toy, twin.
const std::vector<Claim>& claims();

/// @throws InvalidRequest that lists the ids there are
const Claim& claimOf(const std::string& id);

/// What came of it.
enum class Verdict { Holds, DoesNotHold, CannotTell };

/// "holds", "does-not-hold", "cannot-tell".
const char* verdictId(Verdict verdict);

/// A number behind a verdict.
struct Measured {
    std::string name; ///< stable: "kurtosis.original"
    double value = 0.0;
    std::string unit; ///< "dB", "bit/weight", "" without
};

/// A sentence that can be translated: the pattern is one of claimPatterns(), the values are finished text (numbers of four
/// digits, names out of files already escaped).
struct ClaimSentence {
    std::string pattern; ///< English, with %1, %2 ...
    std::vector<std::string> values;

    /// The English sentence.
    [[nodiscard]] std::string text() const;
};

/// The pattern (or its translation) with every %N replaced by values[N - 1].
std::string filledPattern(const std::string& pattern, std::span<const std::string> values);

/// Every pattern that a sentence can have, for translators.
const std::vector<std::string>& claimPatterns();

/// A claim checked.
struct ClaimResult {
    std::string claim; ///< id
    Verdict verdict = Verdict::CannotTell;
    std::vector<Measured> numbers;
    ClaimSentence sentence; ///< one sentence with the numbers that decide

    /// @throws InvalidRequest for a name there is not
    [[nodiscard]] double value(const std::string& name) const;
};

/// What the claims are checked on.
struct ClaimRequest {
    std::string model;   ///< file or folder
    std::string tensor;  ///< a matrix of it
    std::string twin;    ///< a model of the same function in other parameters; empty: none
    TextSource text;     ///< neither text nor tokens: claims that need a text cannot tell
    ComponentRequest coordinates{"hadamard", {}}; ///< the rotation that is compared with the file's axes
    std::uint64_t seed = 1;  ///< of the random vector, of rotations and orders that are drawn
    std::size_t mostMatrices = 64; ///< claims about all matrices take so many, spread evenly over the file
    ToyRequest toy; ///< of the claim "toy"; its own seed
    friend bool operator==(const ClaimRequest&, const ClaimRequest&) = default;
};

/// A request for this model with what can be found beside it: the matrix of the highest kurtosis (among up to
/// ClaimRequest::mostMatrices of them), a text ("test.txt" or "validation.txt"), and a folder of the same name with "_twin"
/// behind it or without. @throws FormatError, InvalidRequest for a model without matrices, Cancelled
ClaimRequest claimRequestFor(const std::string& model, AnalysisSession& session, const JobContext& job);

/// Checks one claim. Where something is missing (a text, a twin, a model that can be run) the verdict is CannotTell and
/// the sentence says what; damaged files throw.
/// @throws InvalidRequest for an unknown claim or tensor, FormatError, NumericalError, Cancelled
ClaimResult checkClaim(const std::string& id, const ClaimRequest& request, AnalysisSession& session,
                       const JobContext& job);

} // namespace alidade
