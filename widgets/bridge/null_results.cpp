// SPDX-License-Identifier: GPL-3.0-or-later
// One background request per chip.
#include "widgets/bridge/null_results.h"

#include <algorithm>

namespace alidade {

namespace {

const QString slotPrefix = QStringLiteral("nulls/");
constexpr int mostDraws = 4;
/// Beyond this a null takes minutes and gigabytes: the command line makes it for whoever wants it.
constexpr std::uint64_t mostWeights = std::uint64_t{1} << 26U;
constexpr std::uint64_t fewDrawsFrom = std::uint64_t{1} << 16U;

/// Fewer draws than the command line makes: somebody is looking, and the mean is what is shown.
int drawsFor(std::uint64_t elements)
{
    return elements > fewDrawsFrom ? 2 : std::min(mostDraws, defaultNullDraws(elements));
}

} // namespace

NullResults::NullResults(Workbench& workbench, QObject* parent)
    : QObject(parent), m_workbench(workbench),
      m_chips(static_cast<std::size_t>(workbench.selection().chips().size()))
{
    connect(&workbench, &Workbench::resultsChanged, this, &NullResults::follow);
    // At once, so that the bridge is not idle in between: the workbench has taken the result already.
    connect(&workbench.bridge(), &EngineBridge::resultReady, this, &NullResults::follow);
    connect(&workbench.bridge(), &EngineBridge::surveyed, this, &NullResults::take);
    connect(&workbench.bridge(), &EngineBridge::cancelled, this,
            [this](const QString& slot) { take(slot, {}); });
}

const AnalysisResult* NullResults::result(int chip) const
{
    return m_chips[static_cast<std::size_t>(chip)].result.get();
}

bool NullResults::isPending(int chip) const
{
    const OfChip& of = m_chips[static_cast<std::size_t>(chip)];
    return of.request && !of.ended;
}

const NullComparison* NullResults::comparison(int chip, const std::string& metric,
                                              const std::string& kind) const
{
    const AnalysisResult* known = result(chip);
    if (!known) return nullptr;
    const auto at = known->nulls.find(metric);
    if (at == known->nulls.end()) return nullptr;
    const auto found = at->second.find(kind);
    return found == at->second.end() ? nullptr : &found->second;
}

QString NullResults::slotName(int chip) const
{
    return slotPrefix + m_workbench.selection().chips().at(chip).id();
}

/// What to ask for a chip whose statistics and spectrum are there; nothing otherwise.
std::optional<AnalysisRequest> NullResults::wanted(int chip) const
{
    const ChipResults& results = m_workbench.results(chip);
    const AnalysisResult* statistics = results.result(Part::Statistics);
    const bool complete = statistics && !statistics->isPreview() && results.result(Part::Spectrum) &&
                          !results.part(Part::Statistics).pending && !results.part(Part::Spectrum).pending;
    if (!complete || statistics->nanCount + statistics->infCount > 0) return std::nullopt;
    if (statistics->rows * statistics->cols > mostWeights) return std::nullopt;
    AnalysisRequest request = results.result(Part::Spectrum)->request;
    const bool together = request.file == statistics->request.file &&
                          request.tensor == statistics->request.tensor &&
                          request.matrix == statistics->request.matrix &&
                          request.coordinates == statistics->request.coordinates;
    if (!together) return std::nullopt; // half of the parts still belong to what was selected before
    request.metrics.clear();
    for (const Metric& metric : m_workbench.registries().metrics)
        if (metric.needsNull) request.metrics.push_back(metric.id);
    NullRequest nulls;
    nulls.kinds = {"gaussian", "shuffled"};
    nulls.draws = drawsFor(statistics->rows * statistics->cols);
    request.nulls = nulls;
    return request;
}

void NullResults::follow()
{
    for (int chip = 0; chip < static_cast<int>(m_chips.size()); ++chip) {
        OfChip& of = m_chips[static_cast<std::size_t>(chip)];
        const std::optional<AnalysisRequest> request = wanted(chip);
        if (request == of.request) continue;
        of = {request, nullptr, false};
        if (!request) {
            m_workbench.bridge().cancel(slotName(chip));
            continue;
        }
        const QString label = m_workbench.selection().chips().at(chip).label;
        m_workbench.bridge().survey(slotName(chip), {*request}, tr("%1 · nulls").arg(label));
    }
}

void NullResults::take(const QString& slot, const QList<SurveyAnswer>& answers)
{
    for (int chip = 0; chip < static_cast<int>(m_chips.size()); ++chip) {
        OfChip& of = m_chips[static_cast<std::size_t>(chip)];
        if (slot != slotName(chip) || !of.request) continue;
        of.ended = true;
        for (const SurveyAnswer& answer : answers)
            if (answer.result && answer.result->request == *of.request) of.result = answer.result;
        emit changed();
    }
}

} // namespace alidade
