// SPDX-License-Identifier: Apache-2.0
#include "core/operators/rotation_plan.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace alidade {

namespace {

/// Streams of the seeds: part of the file format, since R3 and R4 are stored as their seeds.
enum Stream : std::uint64_t {
    ResidualStream = 1,
    OnlineHeadsStream = 3,
    FeedForwardStream = 4,
    FirstHeadStream = 16
};

struct OmissionName {
    Omission omission;
    const char* text;
};

constexpr std::array omissionNames{
    OmissionName{Omission::Nothing, "nothing"},
    OmissionName{Omission::Folding, "folding"},
    OmissionName{Omission::ResidualOutput, "residual-output"},
    OmissionName{Omission::ResidualDown, "residual-down"},
    OmissionName{Omission::ResidualHead, "residual-head"},
    OmissionName{Omission::Value, "value"},
    OmissionName{Omission::FeedForward, "feed-forward"},
};

RotationPtr make(const RotationChoice& choice, Index size, std::uint64_t stream, const std::string& name,
                 std::size_t which, const JobContext& job)
{
    switch (choice.kind) {
    case RotationKind::None:
        return nullptr;
    case RotationKind::Hadamard:
        return hadamardRotation(size, choice.seed, stream);
    case RotationKind::Haar:
        return haarRotation(size, choice.seed, stream, job);
    case RotationKind::Given:
        break;
    }
    if (which >= choice.matrices.size()) throw InvalidRequest("no matrix was given for " + name);
    RotationPtr made = matrixRotation(choice.matrices[which], "the matrix given for " + name, job);
    if (made->size() != size)
        throw InvalidRequest("the matrix given for " + name + " turns " + std::to_string(made->size()) +
                             " channels, but the model has " + std::to_string(size) + " there");
    return made;
}

std::vector<RotationPtr> makeHeads(const RotationChoice& choice, const ModelConfig& config,
                                   const JobContext& job)
{
    std::vector<RotationPtr> made;
    if (!choice.isWanted()) return made;
    const auto count = static_cast<std::size_t>(config.blocks * config.keyValueHeads);
    const bool given = choice.kind == RotationKind::Given;
    const std::size_t matrices = given ? choice.matrices.size() : count;
    const auto blocks = static_cast<std::size_t>(config.blocks);
    if (matrices != 1 && matrices != blocks && matrices != count)
        throw InvalidRequest(std::to_string(matrices) + " matrices were given for R2; the model takes 1, " +
                             std::to_string(blocks) + " (one per block) or " + std::to_string(count) +
                             " (one per block and key-value head)");
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t which = i * matrices / count;
        const bool same = i > 0 && which == (i - 1) * matrices / count;
        made.push_back(same ? made.back()
                            : make(choice, config.headSize, FirstHeadStream + i, "R2", which, job));
    }
    return made;
}

/// An omission shows something only where its rotation is.
void checkOmission(const RotationPlan& plan, const ModelConfig& config)
{
    const auto needs = [&plan](const RotationChoice& choice, const char* name) {
        if (!choice.isWanted())
            throw InvalidRequest("leaving out " + inQuotes(omissionText(plan.omission)) +
                                 " shows nothing without " + name);
    };
    switch (plan.omission) {
    case Omission::Nothing:
        break;
    case Omission::Folding:
    case Omission::ResidualOutput:
    case Omission::ResidualDown:
    case Omission::ResidualHead:
        needs(plan.residual, "a rotation of the residual stream");
        break;
    case Omission::Value:
        needs(plan.heads, "a rotation of the heads");
        break;
    case Omission::FeedForward:
        needs(plan.onlineFeedForward, "an online rotation of the feed-forward layer");
        break;
    }
    const bool isOfModel = plan.omission == Omission::Folding || plan.omission == Omission::ResidualHead;
    if (isOfModel && plan.omissionBlock >= 0)
        throw InvalidRequest(inQuotes(omissionText(plan.omission)) + " is not left out in one block alone");
    if (plan.omissionBlock >= static_cast<int>(config.blocks))
        throw InvalidRequest("the model has blocks 0 to " + std::to_string(config.blocks - 1) + ", not " +
                             std::to_string(plan.omissionBlock));
}

void addResidualPieces(const ModelConfig& config, std::vector<RotationPiece>& pieces)
{
    if (config.tiedEmbeddings)
        pieces.push_back({"untying", "lm_head: a copy of the embedding", PieceState::Fused,
                          "the last gain belongs to the head alone, so the two matrices become different"});
    pieces.push_back({"folding", "q, k, v, gate, up, lm_head: W <- W diag(g); g <- 1", PieceState::Fused,
                      "a norm without gain commutes with every orthogonal map, one with gain does not"});
    pieces.push_back({"R1", "embedding: E <- E R1", PieceState::Fused, "the residual stream begins rotated"});
    pieces.push_back({"R1", "q, k, v, gate, up, lm_head: W <- W R1", PieceState::Fused,
                      "what reads the residual stream turns it back"});
    pieces.push_back({"R1", "o, down: W <- R1^T W, bias <- R1^T bias", PieceState::Fused,
                      "what is added to the residual stream is rotated like it"});
}

void addImpossible(const ModelConfig& config, std::vector<RotationPiece>& pieces)
{
    pieces.push_back({"queries and keys", "q, k before the rotary embedding", PieceState::Impossible,
                      "only turns within the plane of one frequency commute with turns by the position"});
    pieces.push_back({"neurons", "gate, up before the gate's function", PieceState::Impossible,
                      "silu acts neuron by neuron: only permutations pass it, and signed scales of up"});
    pieces.push_back({"R1 of each block", "residual stream", PieceState::Impossible,
                      "the skip connection adds streams of two blocks: they must be rotated alike"});
    if (config.family == "qwen3")
        pieces.push_back(
            {"rotary planes", "q, k", PieceState::Impossible,
             "the gain of the norm of queries and keys stands between the weights and the rotary embedding"});
}

} // namespace

std::string rotationKindText(RotationKind kind)
{
    switch (kind) {
    case RotationKind::None:
        return "none";
    case RotationKind::Hadamard:
        return "hadamard";
    case RotationKind::Haar:
        return "haar";
    case RotationKind::Given:
        return "given";
    }
    return {};
}

RotationKind rotationKindFromText(const std::string& text)
{
    for (const RotationKind kind : {RotationKind::None, RotationKind::Hadamard, RotationKind::Haar})
        if (text == rotationKindText(kind)) return kind;
    throw InvalidRequest("there is no rotation " + inQuotes(text) + "; there are none, hadamard and haar");
}

std::string omissionText(Omission omission)
{
    return std::find_if(omissionNames.begin(), omissionNames.end(),
                        [omission](const OmissionName& one) { return one.omission == omission; })
        ->text;
}

Omission omissionFromText(const std::string& text)
{
    std::string list;
    for (const OmissionName& one : omissionNames) {
        if (text == one.text) return one.omission;
        list += (list.empty() ? "" : ", ") + std::string(one.text);
    }
    throw InvalidRequest(inQuotes(text) + " is nothing that can be left out; there are " + list);
}

std::vector<std::string> omissionTexts()
{
    std::vector<std::string> texts;
    for (const OmissionName& one : omissionNames)
        if (one.omission != Omission::Nothing) texts.emplace_back(one.text);
    return texts;
}

std::string pieceStateText(PieceState state)
{
    switch (state) {
    case PieceState::Fused:
        return "fused";
    case PieceState::Online:
        return "online";
    case PieceState::Impossible:
        return "impossible";
    }
    return {};
}

OnlineRotations MadeRotations::online() const
{
    return {.heads = onlineHeads ? onlineHeads->online() : nullptr,
            .feedForward = onlineFeedForward ? onlineFeedForward->online() : nullptr};
}

MadeRotations makeRotations(const RotationPlan& plan, const ModelConfig& config, const JobContext& job)
{
    checkOmission(plan, config);
    MadeRotations made;
    made.residual = make(plan.residual, config.hidden, ResidualStream, "R1", 0, job);
    made.heads = makeHeads(plan.heads, config, job);
    made.onlineHeads = make(plan.onlineHeads, config.headSize, OnlineHeadsStream, "R3", 0, job);
    made.onlineFeedForward =
        make(plan.onlineFeedForward, config.feedForward, FeedForwardStream, "R4", 0, job);
    return made;
}

RotationPtr onlineHeadsRotation(const RotationChoice& choice, Index headSize, const JobContext& job)
{
    return make(choice, headSize, OnlineHeadsStream, "R3", 0, job);
}

RotationPtr onlineFeedForwardRotation(const RotationChoice& choice, Index feedForward, const JobContext& job)
{
    return make(choice, feedForward, FeedForwardStream, "R4", 0, job);
}

std::vector<RotationPiece> rotationPieces(const RotationPlan& plan, const ModelConfig& config)
{
    std::vector<RotationPiece> pieces;
    if (plan.residual.isWanted()) addResidualPieces(config, pieces);
    if (plan.heads.isWanted()) {
        pieces.push_back({"R2", "v, rows of each key-value head: W <- R2^T W, bias <- R2^T bias",
                          PieceState::Fused, "attention mixes positions, not channels of a head"});
        pieces.push_back({"R2", "o, columns of each query head of the group: W <- W R2", PieceState::Fused,
                          "turns the mixed values back"});
    }
    if (plan.onlineHeads.isWanted())
        pieces.push_back(
            {"R3", "queries and keys after the rotary embedding: q R3, k R3", PieceState::Online,
             "the rotary embedding stands between the weights and this place; scores are invariant"});
    if (plan.onlineFeedForward.isWanted()) {
        pieces.push_back({"R4", "input of down: z <- z R4", PieceState::Online,
                          "silu stands between gate and this place"});
        pieces.push_back({"R4", "down: W <- W R4", PieceState::Fused, "turns the input back"});
    }
    addImpossible(config, pieces);
    return pieces;
}

} // namespace alidade
