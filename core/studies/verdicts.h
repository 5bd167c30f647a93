// SPDX-License-Identifier: Apache-2.0
// The theory as statements that can fail: each thesis of the seed texts, of the ledger (science.md 9) and of the table of
// experiments E1 to E8 (science.md 6) with its measure, its threshold and what came of it on a whole model, matrix by
// matrix. Only numbers decide; a thesis that does not hold is a result like any other.
#pragma once

#include "core/base/job.h"
#include "core/engine/analysis_session.h"
#include "core/studies/claims.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// A statement of the theory that can be tested. All texts are in English and have translations (context "claims").
struct Thesis {
    std::string id;        ///< "e2-flattening-rate"; stable, in files
    std::string group;     ///< the claim of the theory that it belongs to: "Outliers"; theses of a group stand together
    std::string title;     ///< "Flattening saves rate"
    std::string source;    ///< where it comes from: "E2; seed 003, idea 5; ledger line 11"
    std::string statement; ///< what the theory says, in a sentence that can be wrong
    std::string measure;   ///< what is measured, in words
    std::string threshold; ///< from which number on it holds, and from which on it does not
    bool needsText = false; ///< cannot tell without a text
    bool needsTwin = false; ///< cannot tell without a twin
};

/// All of them; those of a group in a row.
const std::vector<Thesis>& theses();

/// @throws InvalidRequest that lists the ids there are
const Thesis& thesisOf(const std::string& id);

/// One matrix (or one kind of matrices over the depth, where the thesis is about that).
struct ThesisLayer {
    std::string layer; ///< tensor name out of the file, not escaped; of a kind "down_proj"
    Verdict verdict = Verdict::CannotTell;
    /// The first one decides; the same names in every layer of a thesis, none where the matrix has no finite weights.
    std::vector<Measured> numbers;
};

/// A thesis tested.
struct ThesisResult {
    std::string thesis; ///< id
    Verdict verdict = Verdict::CannotTell;
    ClaimSentence sentence;           ///< one of thesisPatterns(), with the numbers that decide
    std::vector<Measured> numbers;    ///< of the whole model; with layers also "layers", "holds" and "fails": counts
    std::vector<ThesisLayer> layers;  ///< empty where the thesis is about the whole model only

    /// How many layers have this verdict.
    [[nodiscard]] std::size_t count(Verdict wanted) const;
    /// @throws InvalidRequest for a name there is not
    [[nodiscard]] double value(const std::string& name) const;
};

/// Every pattern that the sentence of a ThesisResult can have, for translators; claimPatterns() among them.
const std::vector<std::string>& thesisPatterns();

/// Tests one thesis. Of the request the model, twin, text, coordinates (the rotation that is compared with the file's axes),
/// seed, mostMatrices and toy count; its tensor does not. Where something is missing (a text, a twin, a model that can be
/// run) the verdict is CannotTell and the sentence says what.
/// @throws InvalidRequest for an unknown thesis, FormatError, NumericalError, Cancelled
ThesisResult checkThesis(const std::string& id, const ClaimRequest& request, AnalysisSession& session,
                         const JobContext& job);

/// What theses were tested on, and what came of them.
struct Verdicts {
    std::string model;
    std::string twin; ///< empty: none
    std::string text; ///< or the file of tokens; empty: none
    std::uint64_t fingerprint = 0;      ///< Checkpoint::fingerprint() of the model
    std::size_t matricesInModel = 0;    ///< of the blocks
    std::size_t matrices = 0;           ///< looked at, spread evenly over them
    std::string coordinates;            ///< the rotation, "hadamard"
    std::uint64_t seed = 1;
    std::string version;                ///< of the program
    std::vector<ThesisResult> results;
};

/// A set without results, to be filled thesis by thesis. @throws FormatError, InvalidRequest for a model without matrices
Verdicts startVerdicts(const ClaimRequest& request, AnalysisSession& session);

/// The set as JSON, with every number at full length: the same set gives the same bytes.
std::string verdictsText(const Verdicts& verdicts);

/// Reads what verdictsText() made. @param name of the file, for messages
/// @throws FormatError for anything else, and for theses and verdicts that there are not
Verdicts verdictsFromText(std::string_view text, const std::string& name);

/// Writes the text beside `path` and renames it to it. @throws Error (disk)
void writeVerdicts(const std::string& path, const Verdicts& verdicts);

/// @throws FormatError
Verdicts readVerdicts(const std::string& path);

} // namespace alidade
