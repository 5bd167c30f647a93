// SPDX-License-Identifier: Apache-2.0
// Which rotations a Llama-like model is given, and which of them can be multiplied into its weights: R1 to R4
// of QuaRot and SpinQuant (science.md 1.8).
#pragma once

#include "core/operators/llama.h"
#include "core/operators/model_config.h"
#include "core/operators/rotation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace alidade {

enum class RotationKind {
    None,
    Hadamard, ///< random signs, then a Hadamard matrix
    Haar,     ///< uniformly random
    Given     ///< imported, or learned elsewhere
};

/// "none", "hadamard", "haar", "given".
std::string rotationKindText(RotationKind kind);
/// @throws InvalidRequest for anything but "none", "hadamard" and "haar"
RotationKind rotationKindFromText(const std::string& text);

/// One of the four rotations.
struct RotationChoice {
    RotationKind kind = RotationKind::None;
    std::uint64_t seed = 1;
    std::vector<MatrixD> matrices = {}; ///< R, acting as x R: if Given, one; of R2 one for all heads, one per
                                        ///< block, or one per block and key-value head, block by block

    [[nodiscard]] bool isWanted() const { return kind != RotationKind::None; }
};

/// A step that is left out to show that it was needed: a demonstration, the result is another function.
enum class Omission {
    Nothing,
    Folding,        ///< R1 without folding the gains of the norms first
    ResidualOutput, ///< o_proj without R1^T
    ResidualDown,   ///< down_proj without R1^T
    ResidualHead,   ///< lm_head without R1
    Value,          ///< o_proj without R2
    FeedForward     ///< down_proj without R4
};

/// "residual-output", as on the command line; "nothing".
std::string omissionText(Omission omission);
/// @throws InvalidRequest listing what there is
Omission omissionFromText(const std::string& text);
/// All but Nothing, as text.
std::vector<std::string> omissionTexts();

/// Rotations of a model. Default: none.
struct RotationPlan {
    RotationChoice residual = {};    ///< R1, hidden: one for the whole model
    RotationChoice heads = {};       ///< R2, headSize: values to output, one per block and key-value head
    RotationChoice onlineHeads = {}; ///< R3, headSize: queries and keys after the rotary embedding
    RotationChoice onlineFeedForward = {}; ///< R4, feedForward: the input of down_proj
    Omission omission = Omission::Nothing;
    int omissionBlock = -1; ///< only in this block; -1: in all. Folding and ResidualHead know no blocks
};

/// Whether a piece of a plan is part of the weights afterwards.
enum class PieceState { Fused, Online, Impossible };

/// "fused", "online", "impossible".
std::string pieceStateText(PieceState state);

/// What is done, or cannot be done, at one place of the model.
struct RotationPiece {
    std::string name;  ///< "R1"
    std::string where; ///< "o_proj, down_proj: W <- R1^T W"
    PieceState state = PieceState::Fused;
    std::string reason;
};

/// The rotations of a plan, made. Null where none is wanted.
struct MadeRotations {
    RotationPtr residual;
    std::vector<RotationPtr> heads; ///< blocks * keyValueHeads, or empty
    RotationPtr onlineHeads;
    RotationPtr onlineFeedForward;

    /// What Llama has to run with.
    [[nodiscard]] OnlineRotations online() const;
};

/// @throws InvalidRequest for matrices of other sizes or that are not orthogonal, and for an omission of what
/// is not planned; Cancelled
MadeRotations makeRotations(const RotationPlan& plan, const ModelConfig& config, const JobContext& job);

/// R3 and R4 from their seeds, as makeRotations() makes them: what a file stores. @throws InvalidRequest for
/// Given
RotationPtr onlineHeadsRotation(const RotationChoice& choice, Index headSize, const JobContext& job);
RotationPtr onlineFeedForwardRotation(const RotationChoice& choice, Index feedForward, const JobContext& job);

/// Every piece of the plan, in the order of the model, and what no plan can do with the reason why.
std::vector<RotationPiece> rotationPieces(const RotationPlan& plan, const ModelConfig& config);

} // namespace alidade
