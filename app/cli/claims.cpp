// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli claims: what the tour says, checked on a model.
#include "app/cli/command.h"
#include "core/base/text.h"
#include "core/studies/claims.h"

#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    std::string model;
    std::string tensor;
    std::string twin;
    std::string text;
    std::string coordinates = "hadamard";
    std::vector<std::string> only;
    std::uint64_t seed = 1;
    bool json = false;
};

/// What was given, and for the rest what is found beside the model.
ClaimRequest requestOf(const Options& options, AnalysisSession& session)
{
    ClaimRequest request = claimRequestFor(options.model, session, JobContext());
    if (!options.tensor.empty()) request.tensor = options.tensor;
    if (!options.twin.empty()) request.twin = options.twin;
    if (!options.text.empty()) request.text.text = options.text;
    request.coordinates = parseComponent(session.registries().coordinateSystems, options.coordinates);
    request.seed = options.seed;
    return request;
}

Json resultJson(const ClaimResult& result)
{
    const Claim& claim = claimOf(result.claim);
    Json json{{"claim", result.claim},
              {"title", claim.title},
              {"statement", claim.statement},
              {"verdict", verdictId(result.verdict)},
              {"sentence", validUtf8(result.sentence.text())},
              {"numbers", Json::array()}};
    for (const Measured& one : result.numbers)
        json["numbers"].push_back({{"name", one.name}, {"value", number(one.value)}, {"unit", one.unit}});
    return json;
}

void run(const Options& options, const Registries& registries)
{
    std::vector<std::string> ids = options.only;
    for (const std::string& id : ids) static_cast<void>(claimOf(id));
    if (ids.empty())
        for (const Claim& claim : claims()) ids.push_back(claim.id);
    AnalysisSession session(registries);
    const ClaimRequest request = requestOf(options, session);
    Json document{{"file", validUtf8(request.model)},
                  {"tensor", validUtf8(request.tensor)},
                  {"twin", validUtf8(request.twin)},
                  {"text", validUtf8(request.text.text)},
                  {"claims", Json::array()}};
    if (!options.json) std::cout << "tensor " << escaped(request.tensor) << '\n';
    for (const std::string& id : ids) {
        const ClaimResult result = checkClaim(id, request, session, JobContext());
        if (options.json) document["claims"].push_back(resultJson(result));
        else std::cout << id << ": " << verdictId(result.verdict) << "\n  " << result.sentence.text() << std::endl;
    }
    if (options.json) print(document);
}

} // namespace

void addClaims(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("claims", "The claims of the tour, checked on a model: some may not hold for it");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->model, "model file or folder")->required();
    command->add_option("--tensor", options->tensor, "the matrix that is looked at (default: the highest kurtosis)");
    command->add_option("--twin", options->twin,
                        "a model of the same function in other parameters (default: the folder with _twin behind its "
                        "name, or without)");
    command->add_option("--text", options->text,
                        "UTF-8 text for the claims about the model's function (default: test.txt beside it)");
    command->add_option("--coordinates", options->coordinates,
                        "the rotation that is compared with the file's axes (default hadamard)");
    command->add_option("--only", options->only, "ids of claims, separated by commas (default: all)")->delimiter(',');
    command->add_option("--seed", options->seed, "of vectors, rotations and orders that are drawn (default 1)");
    command->add_flag("--json", options->json, "one JSON document");
    command->callback([options, &registries] { run(*options, registries); });
}

} // namespace alidade::cli
