// SPDX-License-Identifier: Apache-2.0
#include "core/operators/scoring.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/operators/linear.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

/// Residual streams of all models together; windows beyond that go through the models in another round.
constexpr double streamBytes = 192.0 * 1024 * 1024;
/// Logits of all models together.
constexpr double logitBytes = 64.0 * 1024 * 1024;
constexpr std::int64_t rowsPerTask = 8;

/// The position of a scored token.
struct Scored {
    Index row = 0;    ///< in the stream
    Index window = 0; ///< in the scores
    Index column = 0;
    std::int32_t target = 0;
};

std::vector<Scored> scoredTokens(const TokenWindows& targets, Index firstWindow)
{
    std::vector<Scored> tokens;
    for (Index window = 0; window < targets.rows(); ++window) {
        Index column = 0;
        for (Index i = 0; i < targets.cols(); ++i)
            if (targets(window, i) >= 0)
                tokens.push_back({window * targets.cols() + i, firstWindow + window, column++, targets(window, i)});
    }
    return tokens;
}

/// Logits of one token as a distribution.
struct Prediction {
    Eigen::ArrayXd logits;
    double logSum = 0.0;

    explicit Prediction(const Eigen::Ref<const Eigen::RowVectorXf>& row) : logits(row.cast<double>().transpose().array())
    {
        const double largest = logits.maxCoeff();
        logSum = largest + std::log((logits - largest).exp().sum());
    }
    [[nodiscard]] double negativeLog(Index token) const { return logSum - logits(token); }
    [[nodiscard]] Index top() const
    {
        Index best = 0;
        logits.maxCoeff(&best);
        return best;
    }
};

/// One token of two models.
struct TokenComparison {
    double divergence = 0.0;
    bool sameTop = false;
    double squaredChange = 0.0;
    double largestDifference = 0.0;
};

TokenComparison compare(const Prediction& first, const Eigen::ArrayXd& probabilities, const Prediction& other, Index target)
{
    const Eigen::ArrayXd difference = first.logits - other.logits;
    TokenComparison result;
    // The same logits give exactly zero; rounding may give less than zero elsewhere.
    result.divergence = std::max(0.0, (probabilities * difference).sum() - (first.logSum - other.logSum));
    result.sameTop = first.top() == other.top();
    const double change = std::exp(-other.negativeLog(target)) - std::exp(-first.negativeLog(target));
    result.squaredChange = change * change;
    result.largestDifference = difference.abs().maxCoeff();
    return result;
}

/// The scores of some tokens whose logits are at hand.
void scoreTile(std::span<const Matrix> logits, std::span<const Scored> tokens, std::span<TokenScores> scores,
               const JobContext& job)
{
    const std::size_t others = scores.size() - 1;
    std::vector<TokenComparison> compared(tokens.size() * others);
    parallelChunks(static_cast<std::int64_t>(tokens.size()), rowsPerTask, job.quiet(),
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       for (std::int64_t i = begin; i < end; ++i) {
                           const Scored& token = tokens[static_cast<std::size_t>(i)];
                           const Prediction first(logits[0].row(i));
                           const Eigen::ArrayXd probabilities =
                               others > 0 ? Eigen::ArrayXd((first.logits - first.logSum).exp()) : Eigen::ArrayXd();
                           scores[0].negativeLogLikelihood(token.window, token.column) = first.negativeLog(token.target);
                           for (std::size_t k = 0; k < others; ++k) {
                               const Prediction other(logits[k + 1].row(i));
                               TokenScores& score = scores[k + 1];
                               TokenComparison& result = compared[static_cast<std::size_t>(i) * others + k];
                               result = compare(first, probabilities, other, token.target);
                               score.negativeLogLikelihood(token.window, token.column) = other.negativeLog(token.target);
                               score.divergence(token.window, token.column) = result.divergence;
                           }
                       }
                   });
    for (std::size_t i = 0; i < tokens.size(); ++i)
        for (std::size_t k = 0; k < others; ++k) {
            const TokenComparison& result = compared[i * others + k];
            scores[k + 1].sameTop += result.sameTop ? 1 : 0;
            scores[k + 1].squaredProbabilityChange += result.squaredChange;
            scores[k + 1].largestLogitDifference =
                std::max(scores[k + 1].largestLogitDifference, result.largestDifference);
        }
}

void requireSameVocabulary(std::span<const ScoredModel> models)
{
    if (models.empty()) throw InvalidRequest("there is no model to score");
    for (const ScoredModel& one : models)
        if (one.model->config().vocabulary != models.front().model->config().vocabulary)
            throw InvalidRequest("models with different vocabularies cannot be compared");
}

/// Some windows through all models.
void scoreRound(std::span<const ScoredModel> models, const TokenWindows& inputs, const TokenWindows& targets,
                Index firstWindow, std::span<TokenScores> scores, const JobContext& job)
{
    std::vector<Matrix> streams;
    for (const ScoredModel& one : models) streams.push_back(one.model->embed(inputs, job));
    Index depth = 0;
    for (const ScoredModel& one : models) depth = std::max(depth, one.model->config().blocks);
    const auto steps = static_cast<std::uint64_t>(depth) * models.size() + models.size();
    std::uint64_t done = 0;
    const auto memory = std::make_shared<BlockMemory>();
    for (Index block = 0; block < depth; ++block)
        for (std::size_t k = 0; k < models.size(); ++k) {
            job.checkpoint(done++, steps);
            const Llama& model = *models[k].model;
            if (block >= model.config().blocks) continue;
            PassOptions options;
            options.bfloat16Activations = models[k].bfloat16Activations;
            options.memory = memory;
            model.runBlock(model.loadBlock(block, job), inputs.cols(), streams[k], options, job);
        }
    std::vector<MatrixPtr> heads;
    for (std::size_t k = 0; k < models.size(); ++k) {
        PassOptions options;
        options.bfloat16Activations = models[k].bfloat16Activations;
        models[k].model->finish(streams[k], options, job);
        heads.push_back(models[k].model->loadHead(job));
    }
    scoreStreams(streams, heads, targets, firstWindow, scores, job.part(static_cast<double>(done) / static_cast<double>(steps), 1.0));
}

} // namespace

std::vector<TokenScores> emptyScores(std::size_t models, const ScoredWindows& windows, const JobContext& job)
{
    std::vector<TokenScores> scores(models);
    for (std::size_t k = 0; k < models; ++k) {
        job.checkpoint();
        scores[k].negativeLogLikelihood = MatrixD::Zero(windows.facts.windows, windows.facts.scored);
        if (k > 0) scores[k].divergence = MatrixD::Zero(windows.facts.windows, windows.facts.scored);
    }
    return scores;
}

void scoreStreams(std::span<const Matrix> streams, std::span<const MatrixPtr> heads, const TokenWindows& targets,
                  Index firstWindow, std::span<TokenScores> scores, const JobContext& job)
{
    const std::vector<Scored> tokens = scoredTokens(targets, firstWindow);
    const Index vocabulary = heads.front()->rows();
    const double perToken = 4.0 * static_cast<double>(vocabulary) * static_cast<double>(streams.size());
    const auto tile = static_cast<std::size_t>(std::clamp(logitBytes / perToken, 16.0, 1024.0));
    std::vector<Matrix> logits(streams.size());
    Matrix rows;
    for (std::size_t at = 0; at < tokens.size(); at += tile) {
        job.checkpoint(at, tokens.size());
        const std::span<const Scored> some = std::span(tokens).subspan(at, std::min(tile, tokens.size() - at));
        for (std::size_t k = 0; k < streams.size(); ++k) {
            rows.resize(static_cast<Index>(some.size()), streams[k].cols());
            for (std::size_t i = 0; i < some.size(); ++i)
                rows.row(static_cast<Index>(i)) = streams[k].row(some[i].row);
            project(rows, *heads[k], nullptr, logits[k], job);
        }
        scoreTile(logits, some, scores, job);
    }
}

std::vector<TokenScores> scoreSideBySide(std::span<const ScoredModel> models, const ScoredWindows& windows,
                                         const JobContext& job)
{
    requireSameVocabulary(models);
    if (windows.targets.maxCoeff() >= models.front().model->config().vocabulary)
        throw InvalidRequest("the text has token " + std::to_string(windows.targets.maxCoeff()) +
                             ", but the model's vocabulary ends at " +
                             std::to_string(models.front().model->config().vocabulary - 1) + ": is this its tokenizer?");
    std::vector<TokenScores> scores = emptyScores(models.size(), windows, job);
    const ProtocolFacts& facts = windows.facts;
    const double perWindow = 4.0 * static_cast<double>(models.size()) * static_cast<double>(facts.context) *
                             static_cast<double>(models.front().model->config().hidden);
    const auto atOnce = std::max<Index>(1, static_cast<Index>(streamBytes / perWindow));
    for (Index at = 0; at < facts.windows; at += atOnce) {
        const Index count = std::min(atOnce, facts.windows - at);
        const auto total = static_cast<double>(facts.windows);
        scoreRound(models, windows.inputs.middleRows(at, count), windows.targets.middleRows(at, count), at, scores,
                   job.part(static_cast<double>(at) / total, static_cast<double>(at + count) / total));
    }
    return scores;
}

} // namespace alidade
