// SPDX-License-Identifier: GPL-3.0-or-later
// The function of a Llama-like model once more, in float64 and as plainly as possible, so that its derivatives can be
// taken by differences; and small random models of every kind.
#pragma once

#include "core/operators/llama.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace alidade::test {

/// A model whose weights can be changed one by one.
struct ReferenceModel {
    ModelConfig config;
    std::map<ParameterId, MatrixD> weights;
    MatrixD headRotation;        ///< R3 as y = R x; empty for none
    MatrixD feedForwardRotation; ///< R4
};

/// The kinds of model that the tests want.
struct TinyModelKind {
    const char* name = "plain";
    RopeLayout layout = RopeLayout::HalfSplit;
    bool biases = false;
    bool headNorms = false;
    bool tied = false;
    bool rotations = false;
    Index blocks = 2;
    Index slidingWindow = 0;
};

/// A random model: hidden 16, feed-forward 44, 4 query heads that share 2 key-value heads of size 8, vocabulary 50, two
/// blocks. Every matrix, norm and bias is random, seeded.
class TinyModel {
public:
    explicit TinyModel(const TinyModelKind& kind, std::uint64_t seed = 1);

    [[nodiscard]] const Llama& llama() const { return *m_llama; }
    [[nodiscard]] const ReferenceModel& reference() const { return m_reference; }
    [[nodiscard]] const std::map<ParameterId, MatrixPtr>& weights() const { return m_weights; }

private:
    std::map<ParameterId, MatrixPtr> m_weights;
    ReferenceModel m_reference;
    std::unique_ptr<Llama> m_llama;
};

/// All the kinds: both layouts, biases, norms of heads, a sliding window, tied embeddings, online rotations.
std::vector<TinyModelKind> tinyModelKinds();

/// Seeded tokens.
TokenWindows randomTokens(Index windows, Index length, Index vocabulary, std::uint64_t seed = 5);

/// windows * length x vocabulary.
MatrixD referenceLogits(const ReferenceModel& model, const TokenWindows& tokens);

/// ln of the softmax of every row.
MatrixD logProbabilities(const MatrixD& logits);

/// Sum of -ln p(label); positions with a negative label are left out.
double referenceLoss(const ReferenceModel& model, const TokenWindows& tokens, const TokenWindows& labels);

} // namespace alidade::test
