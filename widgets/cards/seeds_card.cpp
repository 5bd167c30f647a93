// SPDX-License-Identifier: GPL-3.0-or-later
// Requests for every seed, and the bands they make.
#include "widgets/cards/seeds_card.h"

#include "widgets/cards/name_box.h"

#include <QHBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>

namespace alidade {

namespace {

constexpr std::array counts{4, 8, 16, 32};
constexpr int usualCount = 8;
constexpr const char* seedId = "seed";

bool hasSeed(const CoordinateChip& chip) { return chip.request.parameters.has(seedId); }

/// Middle of an odd number of values, mean of the two in the middle of an even one. Sorts them.
double medianOf(std::vector<double>& values)
{
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

} // namespace

SeedsCard::SeedsCard(Workbench& workbench)
    : ResultCard(QStringLiteral("seeds"), workbench),
      m_set(new RequestSet(workbench.bridge(), QStringLiteral("seeds"), this))
{
    makeControls();
    connect(&workbench, &Workbench::recomputeAsked, this, [this] {
        if (isShown()) m_set->retry();
    });
    connect(m_set, &RequestSet::changed, this, &SeedsCard::refresh);
    connect(&workbench, &Workbench::modelChanged, this, &SeedsCard::ask);
    connect(&workbench, &Workbench::surveyAdvanced, this, &SeedsCard::refresh);
    connect(&selection(), &Selection::chipsChanged, this, &SeedsCard::ask);
    connect(&selection(), &Selection::depthRoleChanged, this, &SeedsCard::ask);
    connect(&selection(), &Selection::depthMetricChanged, this, &SeedsCard::refresh);
}

void SeedsCard::makeControls()
{
    auto* box = new NameBox(8, 5, this);
    m_count = box;
    m_count->setObjectName(QStringLiteral("seedCount"));
    m_count->setAccessibleName(tr("Number of seeds"));
    m_count->setToolTip(tr("Seeds that are drawn for every coordinate system that has one, beginning with its own"));
    for (const int count : counts)
        m_count->addItem(tr("%1 seeds").arg(count), count);
    m_count->setCurrentIndex(m_count->findData(usualCount));
    box->widenList();
    setControls(m_count);
    connect(m_count, &QComboBox::activated, this, [this] {
        ask();
        emit optionsChanged();
    });
}

void SeedsCard::shownChanged()
{
    if (isShown()) return ask();
    m_set->pause();
}

void SeedsCard::ask()
{
    if (!isShown()) return;
    std::vector<AnalysisRequest> requests;
    m_places.clear();
    const QString role = selection().depthRole();
    const QList<const Layer*> layers =
        workbench().model() ? layersInDepth(*workbench().model(), role) : QList<const Layer*>();
    const int seeds = m_count->currentData().toInt();
    for (int chip = 0; chip < selection().chips().size(); ++chip) {
        const CoordinateChip& at = selection().chips().at(chip);
        if (!at.visible || !hasSeed(at)) continue;
        for (int k = 0; k < seeds; ++k) {
            ComponentRequest coordinates = at.request;
            coordinates.parameters.set(seedId, at.request.parameters.integer(seedId) + k);
            for (qsizetype i = 0; i < layers.size(); ++i) {
                requests.push_back(surveyRequest(workbench().registries(), workbench().model()->path,
                                                 layers.at(i)->tensor.name, coordinates));
                if (at.needsCalibration) requests.back().calibration = selection().calibration().toStdString();
                m_places.push_back({chip, role.isEmpty() ? static_cast<double>(i)
                                                         : static_cast<double>(*layers.at(i)->block)});
            }
        }
    }
    m_set->ask(std::move(requests), tr("%n seed(s)", nullptr, seeds));
    refresh();
}

PlotSpec SeedsCard::makeSpec() const
{
    const auto& metrics = workbench().registries().metrics;
    const std::string id = selection().depthMetric().toStdString();
    if (!metrics.contains(id)) return {};
    bool waiting = false;
    QList<DepthLine> lines = depthLines(workbench(), &waiting);
    lines.removeIf([](const DepthLine& line) { return hasSeed(line.chip); });
    PlotSpec spec = depthPlot(lines, metrics.find(id), selection().depthRole(), waiting);
    spec.title = tr("Seed ensemble · %1").arg(spec.y.title);
    std::map<int, std::map<double, std::vector<double>>> values; // by chip and x
    for (std::size_t i = 0; i < m_places.size() && i < m_set->requests().size(); ++i) {
        const AnalysisResultPtr& result = m_set->result(i);
        if (!result) continue;
        const auto at = result->metrics.find(id);
        if (at != result->metrics.end() && std::isfinite(at->second))
            values[m_places[i].chip][m_places[i].x].push_back(at->second);
    }
    for (auto& [chip, byX] : values) {
        PlotSeries series = seriesFor({selection().chips().at(chip), chip == selection().activeChip(), {}});
        series.markers = true;
        for (auto& [x, ensemble] : byX) {
            series.points.append({x, medianOf(ensemble)}); // sorted now
            series.lower.append(ensemble.front());
            series.upper.append(ensemble.back());
        }
        series.name = tr("%1, median of %2 seeds, band from least to greatest")
                          .arg(series.name)
                          .arg(m_count->currentData().toInt());
        spec.series.append(series);
    }
    if (values.empty()) spec.emptyMessage = emptyText();
    return spec;
}

QString SeedsCard::emptyText() const
{
    if (!m_set->isComplete()) return tr("Measuring …");
    return tr("No visible coordinate system is drawn at random: show Hadamard or Haar.");
}

bool SeedsCard::isComplete() const
{
    bool waiting = false;
    depthLines(workbench(), &waiting);
    return m_set->isComplete() && !waiting;
}

std::vector<AnalysisRequest> SeedsCard::requests() const
{
    std::vector<AnalysisRequest> list;
    for (const CoordinateChip& chip : selection().chips())
        if (chip.visible && !hasSeed(chip))
            std::ranges::copy(depthRequests(workbench(), chip), std::back_inserter(list));
    std::ranges::copy(m_set->requests(), std::back_inserter(list));
    return list;
}

QStringList SeedsCard::problems() const
{
    QStringList sentences;
    for (int chip = 0; chip < selection().chips().size(); ++chip)
        if (selection().chips().at(chip).visible && !hasSeed(selection().chips().at(chip)))
            sentences.append(depthProblems(workbench(), chip));
    return sentences + m_set->errors();
}

QJsonObject SeedsCard::options() const { return {{QStringLiteral("seeds"), m_count->currentData().toInt()}}; }

void SeedsCard::setOptions(const QJsonObject& options)
{
    const QJsonValue seeds = options.value(QStringLiteral("seeds"));
    const int place = m_count->findData(seeds.isUndefined() ? usualCount : seeds.toInt());
    if (place < 0) throw InvalidRequest("the number of seeds must be 4, 8, 16 or 32");
    m_count->setCurrentIndex(place);
    ask();
}

} // namespace alidade
