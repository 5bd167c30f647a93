// SPDX-License-Identifier: GPL-3.0-or-later
// Asking for curves while the map is on screen.
#include "widgets/cards/winner_card.h"

#include "widgets/bridge/core_text.h"
#include "widgets/cards/winner_plot.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/number_format.h"

#include <cmath>

namespace alidade {

WinnerCard::WinnerCard(Workbench& workbench)
    : ResultCard(QStringLiteral("winners"), workbench), m_survey(new CurveSurvey(workbench, this))
{
    connect(m_survey, &CurveSurvey::changed, this, &WinnerCard::refresh);
    connect(&selection(), &Selection::bitsChanged, this, &WinnerCard::refresh);
    connect(view(), &PlotView::clicked, this, &WinnerCard::selectAt);
}

void WinnerCard::shownChanged() { m_survey->setActive(isShown()); }

QString WinnerCard::question() const
{
    const RateCounting& counting = selection().rateCounting();
    const QString rate = counting.symbols == RateCount::FixedRate         ? tr("fixed rate")
                         : counting.symbols == RateCount::EntropyEstimate ? tr("entropy estimate")
                                                                          : tr("coded bytes");
    const QString basis = counting.basis ? QString() : tr(", basis not counted");
    const auto& quantizers = workbench().registries().quantizers;
    const std::string& id = selection().quantizer().id;
    const QString name = quantizers.contains(id) ? componentText(quantizers.find(id).label) : fromCore(id);
    return tr("%1 at %2 bits, %3%4").arg(name, formatNumber(selection().bits()), rate, basis);
}

PlotSpec WinnerCard::makeSpec() const { return winnerPlot(winnerMap(workbench(), *m_survey), question()); }

bool WinnerCard::isComplete() const
{
    const auto [done, all] = m_survey->progress();
    return done == all;
}

std::vector<AnalysisRequest> WinnerCard::requests() const
{
    std::vector<AnalysisRequest> list;
    for (const int chip : m_survey->chips())
        for (const Layer* layer : m_survey->layers())
            list.push_back(m_survey->request(chip, *layer));
    return list;
}

QStringList WinnerCard::problems() const
{
    QStringList sentences;
    for (const int chip : m_survey->chips())
        for (const Layer* layer : m_survey->layers())
            if (const QString error = m_survey->error(chip, *layer); !error.isEmpty())
                sentences.append(QStringLiteral("%1: %2").arg(selection().chips().at(chip).longLabel, error));
    return sentences;
}

std::optional<double> WinnerCard::positionOf(const Layer& layer) const
{
    return layer.block ? std::optional<double>(*layer.block) : std::nullopt;
}

void WinnerCard::selectAt(double x, double y)
{
    const auto block = static_cast<int>(std::lround(x));
    const QString role = m_survey->roles().value(static_cast<int>(std::lround(y)));
    for (const Layer* layer : m_survey->layers())
        if (*layer->block == block && untrusted(layer->role) == role)
            return selection().setTensor(fromCore(layer->tensor.name));
}

} // namespace alidade
