// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli rotate: the same function with rotated weights, as a folder; and the demonstration that it
// takes all of its rotations.
#include "app/cli/model_change.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/operators/online_rotations.h"
#include "core/operators/rotation_fusing.h"

#include <algorithm>
#include <iostream>
#include <optional>
#include <span>

namespace alidade::cli {

namespace {

struct Options {
    std::string model;
    std::string output;
    std::string residual = "hadamard";
    std::string residualFile;
    std::string residualTensor;
    std::string heads = "hadamard";
    std::string onlineHeads = "none";
    std::string onlineFeedForward = "none";
    std::uint64_t seed = 1;
    std::string type = "f32";
    std::string drop = "nothing";
    int dropBlock = -1;
    bool json = false;
};

/// One of the rotations of the plan, as it was made.
struct MadeRow {
    std::string name;
    RotationKind kind;
    Index size = 0;
    std::size_t count = 0;
    std::string description;
    double error = 0.0; ///< of orthogonality, the largest of all
};

/// A matrix in float64; an empty name means the only tensor of the file.
MatrixD matrixOf(const std::string& path, const std::string& name, const Registries& registries)
{
    const auto checkpoint = openCheckpoint(path, registries.checkpointFormats);
    if (name.empty() && checkpoint->tensors().size() != 1)
        throw InvalidRequest(escapedPath(path) + " holds " + std::to_string(checkpoint->tensors().size()) +
                             " tensors: name one with --residual-tensor");
    const TensorInfo& tensor = name.empty() ? checkpoint->tensors().front() : checkpoint->find(name);
    if (!tensor.isMatrix())
        throw InvalidRequest("tensor " + inQuotes(tensor.name) + " of " + escapedPath(path) +
                             " is not a matrix");
    MatrixD values(static_cast<Index>(tensor.shape[0]), static_cast<Index>(tensor.shape[1]));
    checkpoint->read(tensor, 0, std::span<double>(values.data(), static_cast<std::size_t>(values.size())));
    return values;
}

RotationPlan planOf(const Options& options, const Registries& registries)
{
    const auto choice = [&options](const std::string& kind) {
        return RotationChoice{rotationKindFromText(kind), options.seed};
    };
    RotationChoice residual = choice(options.residual);
    if (!options.residualFile.empty())
        residual = {RotationKind::Given,
                    options.seed,
                    {matrixOf(options.residualFile, options.residualTensor, registries)}};
    return {.residual = std::move(residual),
            .heads = choice(options.heads),
            .onlineHeads = choice(options.onlineHeads),
            .onlineFeedForward = choice(options.onlineFeedForward),
            .omission = omissionFromText(options.drop),
            .omissionBlock = options.dropBlock};
}

void addRow(const std::string& name, const RotationChoice& choice, const std::vector<RotationPtr>& made,
            std::vector<MadeRow>& rows)
{
    if (made.empty() || !made.front()) return;
    MadeRow row{name, choice.kind, made.front()->size(), made.size(), made.front()->description()};
    for (const RotationPtr& one : made)
        row.error = std::max(row.error, one->orthogonalityError(JobContext()));
    rows.push_back(std::move(row));
}

std::vector<MadeRow> madeRows(const RotatedWeights& rotated)
{
    std::vector<MadeRow> rows;
    const RotationPlan& plan = rotated.plan();
    const MadeRotations& made = rotated.rotations();
    addRow("R1", plan.residual, {made.residual}, rows);
    addRow("R2", plan.heads, made.heads, rows);
    addRow("R3", plan.onlineHeads, {made.onlineHeads}, rows);
    addRow("R4", plan.onlineFeedForward, {made.onlineFeedForward}, rows);
    return rows;
}

/// What the command has to say.
struct Outcome {
    std::vector<MadeRow> made;
    std::vector<RotationPiece> pieces;
    std::optional<ModelFolderReport> written;
    LogitDifference difference;
    std::vector<MatrixChange> changes;
};

std::string demonstrationText(const RotationPlan& plan)
{
    return "left out on purpose: " + omissionText(plan.omission) +
           (plan.omissionBlock < 0 ? std::string() : " of block " + std::to_string(plan.omissionBlock)) +
           "; the result is another function";
}

Json documentOf(const Options& options, const RotationPlan& plan, const Outcome& outcome)
{
    Json document{{"model", validUtf8(options.model)},
                  {"output", nullptr},
                  {"dtype", options.type},
                  {"seed", options.seed}};
    if (outcome.written) document["output"] = validUtf8(options.output);
    document["demonstration"] = nullptr;
    if (plan.omission != Omission::Nothing)
        document["demonstration"] = {
            {"left_out", omissionText(plan.omission)},
            {"block", plan.omissionBlock < 0 ? Json(nullptr) : Json(plan.omissionBlock)},
            {"note", demonstrationText(plan)}};
    document["rotations"] = Json::array();
    for (const MadeRow& row : outcome.made)
        document["rotations"].push_back({{"name", row.name},
                                         {"kind", rotationKindText(row.kind)},
                                         {"size", row.size},
                                         {"count", row.count},
                                         {"description", row.description},
                                         {"orthogonality_error", number(row.error)}});
    document["pieces"] = Json::array();
    for (const RotationPiece& piece : outcome.pieces)
        document["pieces"].push_back({{"name", piece.name},
                                      {"where", piece.where},
                                      {"state", pieceStateText(piece.state)},
                                      {"reason", piece.reason}});
    document["logits"] = toJson(outcome.difference);
    document["written"] = outcome.written ? toJson(*outcome.written) : Json(nullptr);
    document["tensors"] = toJson(outcome.changes);
    return document;
}

void printOutcome(const Options& options, const RotationPlan& plan, const Outcome& outcome)
{
    if (plan.omission != Omission::Nothing) std::cout << "DEMONSTRATION, " << demonstrationText(plan) << '\n';
    Table made{{"rotation", "size", "count", "what", "|R R^T - I|"}, {}};
    for (const MadeRow& row : outcome.made)
        made.rows.push_back({row.name, std::to_string(row.size), std::to_string(row.count), row.description,
                             readable(row.error)});
    printAligned(made);
    Table pieces{{"piece", "state", "where", "why"}, {}};
    for (const RotationPiece& piece : outcome.pieces)
        pieces.rows.push_back({piece.name, pieceStateText(piece.state), piece.where, piece.reason});
    printAligned(pieces);
    printChanges(outcome.changes);
    printDifference(outcome.difference);
    if (outcome.written) printWritten(options.output, *outcome.written);
}

void rotate(const Options& options, const Registries& registries)
{
    const RotationPlan plan = planOf(options, registries);
    if (options.output.empty() && plan.omission == Omission::Nothing) throw CLI::RequiredError("--output");
    const OriginalModel original = openOriginal(options.model, registries);
    if (!options.output.empty()) requireNewModelFolder(original.weights->checkpoint(), options.output);
    const auto rotated =
        std::make_shared<const RotatedWeights>(original.config, original.weights, plan, JobContext());
    Outcome outcome;
    outcome.made = madeRows(*rotated);
    outcome.pieces = rotationPieces(plan, original.config);
    Llama changed = RotatedWeights::model(rotated);
    if (!options.output.empty()) {
        const ModelFolderContent content{
            .source = *original.weights,
            .config = rotated->config(),
            .weights = *rotated,
            .storedAs = storedAsFromText(options.type),
            .otherFiles = {{rotationsFileName, rotationsJson(plan, original.config)}}};
        outcome.written =
            writeModelFolder(content, options.output, registries.checkpointWriters, JobContext());
        // What is compared is what was written, not what was meant to be.
        changed = openLlama(openCheckpoint(options.output, registries.checkpointFormats));
    }
    outcome.difference = changeOfLogits(changed, original);
    outcome.changes = matrixChanges(original, changed.weights());
    if (options.json)
        print(documentOf(options, plan, outcome));
    else
        printOutcome(options, plan, outcome);
}

CLI::Option* addKind(CLI::App& command, const char* flag, std::string& kind, const char* help)
{
    return command.add_option(flag, kind, help)->check(CLI::IsMember({"hadamard", "haar", "none"}));
}

} // namespace

void addRotate(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("rotate", "Write the same function with rotated weights");
    const auto options = std::make_shared<Options>();
    command->add_option("MODEL", options->model, "model folder, or the file of weights in it")->required();
    command->add_option("-o,--output", options->output, "new folder; may be left out with --drop");
    CLI::Option* const residual =
        addKind(*command, "--residual", options->residual, "R1, of the residual stream (default hadamard)");
    CLI::Option* const file =
        command
            ->add_option("--residual-file", options->residualFile,
                         "R1 from a file: an orthogonal matrix, learned elsewhere, that acts as W R1")
            ->excludes(residual);
    command
        ->add_option("--residual-tensor", options->residualTensor,
                     "its name in the file, if there are several")
        ->needs(file);
    addKind(*command, "--heads", options->heads, "R2, of values and output, head by head (default hadamard)");
    addKind(*command, "--online-heads", options->onlineHeads,
            "R3, of queries and keys while the model runs (default none)");
    addKind(*command, "--online-feed-forward", options->onlineFeedForward,
            "R4, before down_proj while the model runs (default none)");
    command->add_option("--seed", options->seed, "of all rotations (default 1)");
    command->add_option("--dtype", options->type, "f32, bf16 or same as the model (default f32)")
        ->check(CLI::IsMember({"f32", "bf16", "same"}));
    CLI::Option* const drop =
        command
            ->add_option("--drop", options->drop,
                         "demonstration: leave out one counter-rotation and see the function collapse")
            ->check(CLI::IsMember(omissionTexts()));
    command
        ->add_option("--drop-block", options->dropBlock,
                     "only in this block, counted from 0 (default: in all)")
        ->needs(drop)
        ->check(CLI::NonNegativeNumber);
    command->add_flag("--json", options->json, "one JSON document");
    command->callback([options, &registries] { rotate(*options, registries); });
}

} // namespace alidade::cli
