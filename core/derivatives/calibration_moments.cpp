// SPDX-License-Identifier: Apache-2.0
#include "core/derivatives/calibration_moments.h"

#include "core/numerics/second_moments.h"

#include <map>

namespace alidade {

namespace {

/// The sums of one block (or of the head), by site.
class SiteSums {
public:
    SiteSums(SiteChoice choice, const MomentSink& sink) : m_choice(std::move(choice)), m_sink(sink) {}

    void add(const ParameterId& site, ConstMatrixRef rows, const JobContext& job)
    {
        if (!m_sink || !isWanted(site)) return;
        m_sums.try_emplace(site, rows.cols()).first->second.add(rows, job);
    }

    /// Hands out what there is in order of ParameterId, which is that of blockProjections().
    void finish(const JobContext& job)
    {
        while (!m_sums.empty()) {
            job.checkpoint();
            auto node = m_sums.extract(m_sums.begin());
            const Index tokens = node.mapped().count();
            m_sink({node.key(), node.mapped().takeMean(), tokens});
        }
    }

    [[nodiscard]] bool isWanted(const ParameterId& site) const
    {
        return m_choice ? m_choice(site) : site.place != Place::Head;
    }

private:
    SiteChoice m_choice;
    const MomentSink& m_sink;
    std::map<ParameterId, SecondMomentSum> m_sums;
};

} // namespace

ParameterId inputSite(const ParameterId& projection)
{
    ParameterId site = projection;
    site.bias = false;
    if (site.place == Place::Key || site.place == Place::Value) site.place = Place::Query;
    if (site.place == Place::Up) site.place = Place::Gate;
    return site;
}

void inputMoments(const Llama& model, const TokenWindows& tokens, const SiteChoice& choice, const MomentSink& sink,
                  const JobContext& job)
{
    const JobContext quiet = job.quiet();
    const Index blocks = model.config().blocks;
    SiteSums sums(choice, sink);
    Matrix stream = model.embed(tokens, quiet);
    PassOptions options;
    options.memory = std::make_shared<BlockMemory>();
    for (Index block = 0; block < blocks; ++block) {
        job.checkpoint(static_cast<std::uint64_t>(block), static_cast<std::uint64_t>(blocks));
        options.tap = [&](Place place, ConstMatrixRef inputs) {
            sums.add({place, static_cast<int>(block)}, inputs, quiet);
        };
        model.runBlock(model.loadBlock(block, quiet), tokens.cols(), stream, options, quiet);
        sums.finish(quiet);
    }
    if (!sums.isWanted({Place::Head})) return;
    model.finish(stream, {}, quiet);
    sums.add({Place::Head}, stream, quiet);
    sums.finish(quiet);
}

double outputMoments(const Llama& model, const TokenWindows& tokens, const OutputLoss& loss,
                     const OutputMomentOptions& options, const MomentSink& sink, const JobContext& job)
{
    const JobContext quiet = job.quiet();
    SiteSums inputSums(options.inputChoice, options.inputs);
    SiteSums outputSums(options.choice, sink);
    GradientObserver observer;
    observer.head = outputSums.isWanted({Place::Head}) || (options.inputs && inputSums.isWanted({Place::Head}));
    observer.tap = [&](const ParameterId& projection, ConstMatrixRef inputs, ConstMatrixRef deltas) {
        outputSums.add(projection, deltas, quiet);
        if (inputSite(projection) == projection) inputSums.add(projection, inputs, quiet);
    };
    observer.blockDone = [&](Index) {
        inputSums.finish(quiet);
        outputSums.finish(quiet);
    };
    return LossGradient(model, options.gradient).run(tokens, loss, observer, job);
}

} // namespace alidade
