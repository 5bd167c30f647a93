// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers over the angle of the axes.
#include "widgets/cards/turning_card.h"

#include "widgets/bridge/core_text.h"
#include "widgets/plots/plot_view.h"

#include <array>
#include <cmath>

namespace alidade {

namespace {

constexpr double stepDegrees = 2.5;

struct Line {
    const char* metric;
    Stroke stroke; ///< in plain ink: these are no coordinate systems
};

} // namespace

AngleCard::AngleCard(Workbench& workbench)
    : ResultCard(QStringLiteral("angle"), workbench),
      m_set(new RequestSet(workbench.bridge(), QStringLiteral("angle"), this))
{
    connect(&workbench, &Workbench::recomputeAsked, this, [this] {
        if (isShown()) m_set->retry();
    });
    connect(m_set, &RequestSet::changed, this, &AngleCard::refresh);
    connect(&workbench, &Workbench::modelChanged, this, &AngleCard::ask);
    connect(&selection(), &Selection::tensorChanged, this, &AngleCard::ask);
    connect(&selection(), &Selection::matrixChanged, this, &AngleCard::ask);
    connect(&selection(), &Selection::turningAngleChanged, this, &AngleCard::afterRefresh);
    connect(view(), &PlotView::clicked, this, [this](double x, double) { selection().setTurningAngle(x); });
}

void AngleCard::shownChanged()
{
    if (isShown()) return ask();
    m_set->pause();
}

void AngleCard::ask()
{
    if (!isShown()) return;
    const Layer* layer = workbench().selectedLayer();
    const bool axes = layer && (workbench().selectedMatrix() ? matrixHasAxes(*layer) : hasAxes(*layer));
    std::vector<AnalysisRequest> requests;
    for (double degrees = 0.0; axes && degrees <= fullTurn; degrees += stepDegrees)
        requests.push_back(
            workbench().selectedRequest(Part::Statistics, turnedBy(workbench().registries(), degrees)));
    m_set->ask(std::move(requests), tr("Turned by all angles · %1").arg(workbench().selectedName()));
}

void AngleCard::afterRefresh() { view()->setHairline(selection().turningAngle()); }

PlotSpec AngleCard::makeSpec() const
{
    const QString tensor = workbench().selectedName();
    PlotSpec spec;
    spec.title = titled(tr("Over the angle"), tensor);
    PlotSeries energy;
    energy.id = QStringLiteral("energy");
    energy.name = tr("energy / energy at 0°");
    energy.stroke = Stroke::Dotted;
    constexpr std::array lines{Line{"kurtosis", Stroke::Solid}, Line{"linf_over_sigma", Stroke::Dashed}};
    QList<PlotSeries> series;
    for (const Line& line : lines) {
        PlotSeries one;
        const Metric& metric = workbench().registries().metrics.find(line.metric);
        one.id = QString::fromLatin1(line.metric);
        one.name = componentText(metric.label);
        one.stroke = line.stroke;
        one.markers = true;
        series.append(one);
    }
    double first = NAN;
    for (std::size_t i = 0; i < m_set->requests().size(); ++i) {
        const AnalysisResultPtr& result = m_set->result(i);
        if (!m_set->error(i).isEmpty()) spec.emptyMessage = m_set->error(i);
        if (!result) continue;
        const double degrees = stepDegrees * static_cast<double>(i);
        if (i == 0) first = result->rms * result->rms;
        energy.points.append({degrees, result->rms * result->rms / first});
        for (qsizetype line = 0; line < series.size(); ++line) {
            const auto at = result->metrics.find(lines[static_cast<std::size_t>(line)].metric);
            if (at != result->metrics.end()) series[line].points.append({degrees, at->second});
        }
    }
    spec.series = series;
    spec.series.append(energy);
    spec.legend = true;
    spec.x = {tr("angle of the butterflies (degrees)"), QStringLiteral("angle"), false, false, 0.0, fullTurn, 0.0,
              fullTurn};
    spec.y = {tr("value"), QStringLiteral("value over angle"), true, false, 0.5, {}, {}, {}};
    spec.references.append(ReferenceLine::horizontal(3.0, tr("kurtosis of a Gaussian: 3")));
    if (spec.emptyMessage.isEmpty())
        spec.emptyMessage = !workbench().selectedLayer() ? tr("Select a tensor in the list of layers.")
                            : m_set->requests().empty()
                                ? tr("%1 is a vector: it has no input and output axes to turn.").arg(tensor)
                                : tr("Computing %1 …").arg(tensor);
    return spec;
}

} // namespace alidade
