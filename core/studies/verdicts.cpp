// SPDX-License-Identifier: Apache-2.0
// The list of theses, and how one is tested.
#include "core/studies/verdicts.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/base/version.h"
#include "core/studies/thesis_checks.h"
#include "core/studies/thesis_list.h"

#include <algorithm>
#include <limits>

namespace alidade {

namespace {

const ThesisEntry& entryOf(const std::string& id)
{
    std::string known;
    for (const ThesisEntry& entry : thesisEntries()) {
        if (entry.thesis.id == id) return entry;
        known += (known.empty() ? "" : ", ") + entry.thesis.id;
    }
    throw InvalidRequest("there is no thesis '" + escaped(id) + "'; known are " + known);
}

} // namespace

const std::vector<Thesis>& theses()
{
    static const std::vector<Thesis> list = [] {
        std::vector<Thesis> all;
        for (const ThesisEntry& entry : thesisEntries()) all.push_back(entry.thesis);
        return all;
    }();
    return list;
}

const Thesis& thesisOf(const std::string& id) { return entryOf(id).thesis; }

std::size_t ThesisResult::count(Verdict wanted) const
{
    return static_cast<std::size_t>(std::count_if(layers.begin(), layers.end(), [wanted](const ThesisLayer& layer) {
        return layer.verdict == wanted;
    }));
}

double ThesisResult::value(const std::string& name) const
{
    const auto found =
        std::find_if(numbers.begin(), numbers.end(), [&name](const Measured& one) { return one.name == name; });
    if (found == numbers.end()) throw InvalidRequest("the thesis '" + thesis + "' has no number '" + name + "'");
    return found->value;
}

ThesisResult checkThesis(const std::string& id, const ClaimRequest& request, AnalysisSession& session,
                         const JobContext& job)
{
    const ThesisEntry& entry = entryOf(id);
    job.checkpoint();
    ThesisResult result = entry.test({request, session, job});
    result.thesis = id;
    return result;
}

Verdicts startVerdicts(const ClaimRequest& request, AnalysisSession& session)
{
    Verdicts verdicts;
    verdicts.model = request.model;
    verdicts.twin = request.twin;
    verdicts.text = request.text.text.empty() ? request.text.tokens : request.text.text;
    verdicts.fingerprint = session.checkpoint(request.model)->fingerprint();
    verdicts.matricesInModel =
        matricesOf(request.model, "", std::numeric_limits<std::size_t>::max(), session).size();
    if (verdicts.matricesInModel == 0) throw InvalidRequest(escapedPath(request.model) + " holds no matrix");
    verdicts.matrices = std::min(verdicts.matricesInModel, request.mostMatrices);
    verdicts.coordinates = request.coordinates.id;
    verdicts.seed = request.seed;
    verdicts.version = programVersion();
    return verdicts;
}

} // namespace alidade
