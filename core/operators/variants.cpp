// SPDX-License-Identifier: Apache-2.0
#include "core/operators/variants.h"

#include "core/base/error.h"

#include <algorithm>
#include <memory>

namespace alidade {

namespace {

/// Residual streams that are kept, one before each block and one after the last.
constexpr double keptBytes = 192.0 * 1024 * 1024;

/// One round of windows: the model's streams, then variant after variant.
class Round {
public:
    Round(const Llama& model, TokenWindows inputs, TokenWindows targets, Index firstWindow, const JobContext& job)
        : m_model(model), m_inputs(std::move(inputs)), m_targets(std::move(targets)), m_firstWindow(firstWindow)
    {
        const Index blocks = model.config().blocks;
        m_options.memory = std::make_shared<BlockMemory>();
        m_streams.push_back(model.embed(m_inputs, job));
        for (Index block = 0; block < blocks; ++block) {
            job.checkpoint(static_cast<std::uint64_t>(block), static_cast<std::uint64_t>(blocks));
            Matrix stream = m_streams.back();
            model.runBlock(model.loadBlock(block, job), m_inputs.cols(), stream, m_options, job);
            m_streams.push_back(std::move(stream));
        }
        m_final = m_streams.back();
        model.finish(m_final, {}, job);
        m_head = model.loadHead(job);
    }

    /// Adds this round's tokens to the scores of the model (once) and of a variant.
    void score(const Variant& variant, TokenScores& model, TokenScores& scores, const JobContext& job) const
    {
        const Llama changed(m_model.config(), variant.weights, m_model.online());
        const Index blocks = m_model.config().blocks;
        const Index start = std::clamp<Index>(variant.firstBlock, -1, blocks);
        Matrix stream = start < 0 ? changed.embed(m_inputs, job) : m_streams[static_cast<std::size_t>(start)];
        for (Index block = std::max<Index>(0, start); block < blocks; ++block)
            changed.runBlock(changed.loadBlock(block, job), m_inputs.cols(), stream, m_options, job);
        changed.finish(stream, {}, job);
        const std::vector<Matrix> streams{m_final, std::move(stream)};
        const std::vector<MatrixPtr> heads{m_head, changed.loadHead(job)};
        std::vector<TokenScores> both;
        both.push_back(std::move(model));
        both.push_back(std::move(scores));
        scoreStreams(streams, heads, m_targets, m_firstWindow, both, job.quiet());
        model = std::move(both[0]);
        scores = std::move(both[1]);
    }

    void scoreModel(TokenScores& model, const JobContext& job) const
    {
        const std::vector<Matrix> streams{m_final};
        const std::vector<MatrixPtr> heads{m_head};
        std::vector<TokenScores> one;
        one.push_back(std::move(model));
        scoreStreams(streams, heads, m_targets, m_firstWindow, one, job.quiet());
        model = std::move(one.front());
    }

private:
    const Llama& m_model;
    TokenWindows m_inputs;
    TokenWindows m_targets;
    Index m_firstWindow;
    PassOptions m_options;
    std::vector<Matrix> m_streams; ///< before each block, and after the last
    Matrix m_final;                ///< after finish()
    MatrixPtr m_head;
};

Index windowsAtOnce(const ModelConfig& config, Index context)
{
    const double perWindow = 4.0 * static_cast<double>(config.blocks + 4) * static_cast<double>(config.hidden) *
                             static_cast<double>(context);
    return std::max<Index>(1, static_cast<Index>(keptBytes / perWindow));
}

} // namespace

Index firstBlockOf(const ParameterId& id, Index blocks)
{
    if (id.place == Place::Embedding) return -1;
    return id.block < 0 ? blocks : id.block;
}

VariantScores scoreVariants(const Llama& model, const ScoredWindows& windows, std::size_t count,
                            const std::function<Variant(std::size_t)>& make, const JobContext& job)
{
    std::vector<TokenScores> scores = emptyScores(count + 1, windows, job);
    VariantScores result;
    result.model = std::move(scores.front());
    result.variants.assign(std::make_move_iterator(scores.begin() + 1), std::make_move_iterator(scores.end()));
    const Index all = windows.facts.windows;
    const Index atOnce = windowsAtOnce(model.config(), windows.facts.context);
    for (Index at = 0; at < all; at += atOnce) {
        const Index some = std::min(atOnce, all - at);
        const JobContext part = job.part(static_cast<double>(at) / static_cast<double>(all),
                                         static_cast<double>(at + some) / static_cast<double>(all));
        const Round round(model, windows.inputs.middleRows(at, some), windows.targets.middleRows(at, some), at,
                          part.part(0.0, 1.0 / static_cast<double>(count + 1)));
        if (count == 0) round.scoreModel(result.model, part);
        for (std::size_t i = 0; i < count; ++i) {
            part.checkpoint(i + 1, count + 1);
            round.score(make(i), result.model, result.variants[i], part.quiet());
        }
    }
    return result;
}

} // namespace alidade
