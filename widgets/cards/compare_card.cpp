// SPDX-License-Identifier: GPL-3.0-or-later
// Which plot and which coordinates a half of the comparison shows.
#include "widgets/cards/compare_card.h"

#include "widgets/cards/name_box.h"
#include "widgets/cards/tail_plots.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

/// A plot that can be compared.
struct Comparable {
    QString id;
    QString title;
    Part part = Part::Statistics;
    ChipsCard::Builder build;
};

QList<Comparable> comparables()
{
    return {{QStringLiteral("distribution"), CompareCard::tr("Distribution"), Part::Statistics, distributionPlot},
            {QStringLiteral("tail"), CompareCard::tr("Tail"), Part::Order, tailPlot},
            {QStringLiteral("qq"), CompareCard::tr("Q–Q"), Part::Order, quantilePlot},
            {QStringLiteral("energy"), CompareCard::tr("Energy compaction"), Part::Statistics, energyPlot}};
}

/// Lets an axis end where the data of both halves end.
void fixRange(AxisSpec& axis, const QList<PlotSeries>& series, double (QPointF::*coordinate)() const)
{
    double least = INFINITY;
    double greatest = -INFINITY;
    for (const PlotSeries& one : series) {
        for (const QPointF& point : one.points) {
            const double value = (point.*coordinate)();
            if (!std::isfinite(value) || (axis.logarithmic && value <= 0.0)) continue;
            least = std::min(least, value);
            greatest = std::max(greatest, value);
        }
    }
    if (!(least <= greatest)) return;
    constexpr double margin = 0.04;
    const double room = margin * (greatest - least);
    if (!axis.min) axis.min = axis.logarithmic ? least / (1.0 + margin) : least - room;
    if (!axis.max) axis.max = axis.logarithmic ? greatest * 1.5 : greatest + room;
}

} // namespace

CompareCard::CompareCard(const QString& id, int visiblePlace, Workbench& workbench)
    : ResultCard(id, workbench), m_place(visiblePlace)
{
    makeControls();
    connect(&selection(), &Selection::chipsChanged, this, &CompareCard::fillChips);
    fillChips();
}

void CompareCard::makeControls()
{
    auto* controls = new QWidget;
    auto* line = new QHBoxLayout(controls);
    line->setContentsMargins(0, 0, 0, 0);
    auto* chips = new NameBox(10, 5, controls);
    m_chips = chips;
    m_chips->setObjectName(id() + QStringLiteral("Chip"));
    m_chips->setAccessibleName(tr("Coordinates of this half"));
    m_chips->setToolTip(tr("Which of the shown coordinate systems stands here"));
    auto* plots = new NameBox(10, 5, controls);
    m_plots = plots;
    m_plots->setObjectName(id() + QStringLiteral("Plot"));
    m_plots->setAccessibleName(tr("Plot of the comparison"));
    m_plots->setToolTip(tr("What both halves show"));
    for (const Comparable& plot : comparables())
        m_plots->addItem(plot.title, plot.id);
    plots->widenList();
    line->addWidget(m_chips);
    line->addWidget(m_plots);
    setControls(controls);
    connect(m_chips, &QComboBox::activated, this, [this](int index) {
        m_chip = m_chips->itemData(index).toString();
        refresh();
        emit optionsChanged();
    });
    connect(m_plots, &QComboBox::currentIndexChanged, this, [this] {
        emit partsChanged();
        refresh();
        emit optionsChanged();
    });
}

void CompareCard::fillChips()
{
    const QSignalBlocker blocker(m_chips);
    m_chips->clear();
    for (const PlottedChip& at : plottedChips(workbench()))
        m_chips->addItem(at.chip.label, at.chip.id());
    m_chips->setCurrentIndex(m_chips->findData(chosenChip()));
}

/// The chosen chip while it is visible; otherwise the visible one of the half's place.
QString CompareCard::chipOf(const QString& chosen, int place) const
{
    if (m_chips->findData(chosen) >= 0) return chosen;
    return m_chips->itemData(std::min(place, m_chips->count() - 1)).toString();
}

/// Of the other half, on whose axes this one is drawn: a figure has only one of the two.
QString CompareCard::otherChip() const
{
    return m_partner ? m_partner->chosenChip() : chipOf(m_other, 1 - m_place);
}

QList<PlottedChip> CompareCard::drawnChips() const
{
    QList<PlottedChip> chips = plottedChips(workbench());
    const QStringList drawn{chosenChip(), otherChip()};
    chips.removeIf([&drawn](const PlottedChip& at) { return !drawn.contains(at.chip.id()); });
    return chips;
}

QString CompareCard::plot() const { return m_plots->currentData().toString(); }

void CompareCard::setPlot(const QString& id)
{
    const int place = m_plots->findData(id);
    if (place >= 0) m_plots->setCurrentIndex(place);
}

std::set<Part> CompareCard::parts() const { return {comparables().at(m_plots->currentIndex()).part}; }

void CompareCard::setPartner(CompareCard* partner)
{
    m_partner = partner;
    if (!partner) return;
    connect(partner, &ResultCard::optionsChanged, this, [this] {
        setPlot(m_partner->plot());
        refresh();
    });
}

PlotSpec CompareCard::makeSpec() const
{
    const QString chosen = chosenChip();
    QList<PlottedChip> chips = drawnChips();
    const Comparable plot = comparables().at(m_plots->currentIndex());
    const QString tensor = workbench().selectedName();
    PlotSpec spec = plot.build(chips, tensor);
    fixRange(spec.x, spec.series, &QPointF::x);
    fixRange(spec.y, spec.series, &QPointF::y);
    chips.removeIf([&](const PlottedChip& at) { return at.chip.id() != chosen; });
    const PlotSpec own = plot.build(chips, tensor);
    spec.series = own.series;
    spec.badge = own.badge;
    spec.emptyMessage = own.emptyMessage;
    if (!chips.isEmpty()) spec.title = titled(chips.first().chip.label, tensor);
    return spec;
}

QJsonObject CompareCard::options() const
{
    return {{QStringLiteral("plot"), plot()},
            {QStringLiteral("chip"), m_chip},
            {QStringLiteral("other"), m_partner ? m_partner->m_chip : m_other}};
}

void CompareCard::setOptions(const QJsonObject& options)
{
    const QString plot = options.value(QStringLiteral("plot")).toString(comparables().first().id);
    if (m_plots->findData(plot) < 0)
        throw InvalidRequest("a comparison shows distribution, tail, qq or energy, not '" + plot.toStdString() + "'");
    m_chip = options.value(QStringLiteral("chip")).toString();
    m_other = options.value(QStringLiteral("other")).toString();
    setPlot(plot);
    fillChips();
    refresh();
}

} // namespace alidade
