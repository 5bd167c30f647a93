// SPDX-License-Identifier: Apache-2.0
// The list of claims, and what is found beside a model.
#include "core/studies/claims.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/studies/claim_checks.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <limits>

namespace alidade {

namespace {

namespace fs = std::filesystem;

struct Entry {
    Claim claim;
    ClaimResult (*check)(const ClaimInput& input) = nullptr;
};

const std::vector<Entry>& entries()
{
    static const std::vector<Entry> all{
        {{"operator", "Weights as an operator",
          "A weight matrix is a map y = Wx: finite for a random x, and the same from every reading of the file."},
         checkOperator},
        {{"value-view", "The value-centric view",
          "Read as data, this tensor has outliers: kurtosis above 10 and weights beyond 6 sigma."},
         checkValueView},
        {{"same-operator", "Same operator, other axes",
          "(WQ)(Q^T x) is Wx to 1e-5 and the spectral norm the same to 1e-6, while kurtosis or L-infinity / sigma change by "
          "more than 1 %."},
         checkSameOperator},
        {{"outliers", "Outliers are relative to axes",
          "Some matrices have kurtosis above 10 in the axes of the file, and at most half as many after a rotation."},
         checkOutliers},
        {{"not-a-frequency-transform", "An axis change is not a frequency transform",
          "Random order of the channels leaves the kurtosis after random rotations within its spread over seeds (|z| < 4) "
          "and moves that after the DCT beyond its spread over orders (|z| > 4)."},
         checkFrequency},
        {{"concentration", "Flattening is not concentration",
          "The share of coefficients that holds 90 % of the energy is below that of Gaussian noise by a tenth in the axes of "
          "the file, within a tenth of it after a rotation, and in principal axes a tenth below that of noise in its own."},
         checkConcentration},
        {{"rate-distortion", "Rate and distortion",
          "A rotation gains more than 0.3 dB at 4 bits of fixed width, and at most 0.1 dB with entropy coding."},
         checkRates},
        {{"magnitude", "Magnitude is not sensitivity",
          "The rank correlation of a weight's magnitude and its Fisher sensitivity is below 0.2 within columns; above 0.5 "
          "the claim fails, between it is not decided."},
         checkMagnitude},
        {{"functional-residual", "Functional part and residual",
          "At 20 dB a low-rank part and its residual take fewer bits together than the matrix alone, factors paid for."},
         checkSplit},
        {{"toy", "Toy: Fourier and a network",
          "A function fitted equally well (to 3 dB) by Fourier coefficients and by a network has parameters whose kurtosis "
          "and whose bits at twice the error differ by more than a factor of two."},
         checkToy},
        {{"twin", "One operator, two parameter files",
          "The twin's logits agree to 1e-4 of their norm, while the kurtosis of down_proj differs more than twofold and "
          "the logarithm of perplexity after rounding to 4 bits by more than 0.05."},
         checkTwin},
    };
    return all;
}

const Entry& entryOf(const std::string& id)
{
    std::string known;
    for (const Entry& entry : entries()) {
        if (entry.claim.id == id) return entry;
        known += (known.empty() ? "" : ", ") + entry.claim.id;
    }
    throw InvalidRequest("there is no claim '" + id + "'; known are " + known);
}

/// The folder that a model is in, or that it is.
fs::path folderOfModel(const fs::path& model)
{
    std::error_code ignored;
    return fs::is_directory(model, ignored) ? model : model.parent_path();
}

/// The same model in the folder with "_twin" behind its name, or without; empty if there is none.
std::string twinOf(const std::string& model)
{
    static constexpr std::string_view suffix = "_twin";
    std::error_code failure;
    fs::path path = fs::absolute(model, failure).lexically_normal();
    if (failure) return {};
    if (!path.has_filename()) path = path.parent_path(); // "folder/"
    const fs::path folder = folderOfModel(path);
    std::string name = folder.filename().string();
    if (name.ends_with(suffix)) name.resize(name.size() - suffix.size());
    else name += suffix;
    fs::path twin = folder.parent_path() / name;
    if (folder != path) twin /= path.filename();
    return fs::exists(twin, failure) ? twin.string() : std::string();
}

std::string textBeside(const std::string& model)
{
    if (model.empty()) return {};
    std::error_code ignored;
    for (const char* name : {"test.txt", "validation.txt"}) {
        const fs::path text = folderOfModel(model) / name;
        if (fs::is_regular_file(text, ignored)) return text.string();
    }
    return {};
}

} // namespace

const std::vector<Claim>& claims()
{
    static const std::vector<Claim> list = [] {
        std::vector<Claim> all;
        for (const Entry& entry : entries()) all.push_back(entry.claim);
        return all;
    }();
    return list;
}

const Claim& claimOf(const std::string& id) { return entryOf(id).claim; }

const char* verdictId(Verdict verdict)
{
    if (verdict == Verdict::Holds) return "holds";
    return verdict == Verdict::DoesNotHold ? "does-not-hold" : "cannot-tell";
}

double ClaimResult::value(const std::string& name) const
{
    const auto found =
        std::find_if(numbers.begin(), numbers.end(), [&name](const Measured& one) { return one.name == name; });
    if (found == numbers.end()) throw InvalidRequest("the claim '" + claim + "' has no number '" + name + "'");
    return found->value;
}

ClaimRequest claimRequestFor(const std::string& model, AnalysisSession& session, const JobContext& job)
{
    ClaimRequest request;
    request.model = model;
    request.twin = twinOf(model);
    request.text.text = textBeside(model);
    if (request.text.text.empty()) request.text.text = textBeside(request.twin);
    const std::vector<std::string> names = matricesOf(model, "", request.mostMatrices, session);
    if (names.empty()) throw InvalidRequest(escapedPath(model) + " holds no matrix");
    double highest = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const JobContext part = job.part(static_cast<double>(i) / static_cast<double>(names.size()),
                                         static_cast<double>(i + 1) / static_cast<double>(names.size()));
        const double kurtosis =
            metricsOf(model, names[i], {"original", {}}, {"kurtosis"}, {request, session, part}).at("kurtosis");
        if (!request.tensor.empty() && !(kurtosis > highest)) continue;
        request.tensor = names[i];
        if (kurtosis > highest) highest = kurtosis;
    }
    return request;
}

ClaimResult checkClaim(const std::string& id, const ClaimRequest& request, AnalysisSession& session,
                       const JobContext& job)
{
    ClaimResult result = entryOf(id).check({request, session, job});
    result.claim = id;
    return result;
}

} // namespace alidade
