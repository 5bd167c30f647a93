// SPDX-License-Identifier: GPL-3.0-or-later
// What each card of the overview shows, and what a click on the depth profile selects.
#include "widgets/panels/overview.h"

#include "core/base/version.h"
#include "widgets/bridge/core_text.h"
#include "widgets/panels/name_box.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/number_format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include <cmath>

namespace alidade {

namespace {

constexpr int labelFrom = 620; // px of card width

} // namespace

Overview::Overview(Workbench& workbench, QWidget* parent) : CardGrid(parent), m_workbench(workbench)
{
    setObjectName(QStringLiteral("overview"));
    m_depth = makeCard(QStringLiteral("depthCard"), true);
    m_distribution = makeCard(QStringLiteral("distributionCard"), false);
    m_energy = makeCard(QStringLiteral("energyCard"), false);
    m_rate = makeCard(QStringLiteral("rateCard"), true);
    makeDepthControls();
    makeRateControls();

    Selection& selection = workbench.selection();
    connect(&workbench, &Workbench::modelChanged, this, &Overview::fillRoles);
    connect(&workbench, &Workbench::resultsChanged, this, &Overview::refreshResults);
    connect(&workbench, &Workbench::surveyAdvanced, this, [this](int chip, const QStringList&) {
        if (m_workbench.selection().chips().at(chip).visible) refreshDepth();
    });
    connect(&selection, &Selection::tensorChanged, this, &Overview::markSelected);
    connect(&selection, &Selection::chipsChanged, this, [this] {
        refreshResults();
        refreshDepth();
    });
    connect(&selection, &Selection::bitsChanged, this, &Overview::refreshResults);
    connect(&selection, &Selection::rateCountingChanged, this, [this] {
        showRateCounting();
        refreshResults();
    });
    connect(&selection, &Selection::coderChanged, this, &Overview::showRateCounting);
    connect(&selection, &Selection::depthMetricChanged, this, [this] {
        m_depthMetric->setCurrentIndex(m_depthMetric->findData(m_workbench.selection().depthMetric()));
        refreshDepth();
    });
    connect(&selection, &Selection::depthRoleChanged, this, [this] {
        m_depthRole->setCurrentIndex(m_depthRole->findData(m_workbench.selection().depthRole()));
        refreshDepth();
    });
    connect(m_depth->view(), &PlotView::clicked, this, [this](double x, double) { selectAtDepth(x); });
    fillRoles();
    refreshResults();
}

PlotCard* Overview::makeCard(const QString& name, bool wide)
{
    auto* card = new PlotCard;
    card->setObjectName(name);
    addCard(card, wide);
    PlotView* view = card->view();
    connect(view, &PlotView::hovered, this,
            [this, view](double x, const QList<QPair<QString, double>>& values) {
                QStringList parts{QStringLiteral("%1 = %2").arg(view->spec().x.title, formatNumber(x))};
                for (const auto& [series, value] : values)
                    parts.append(QStringLiteral("%1 %2").arg(series, formatNumber(value)));
                emit readout(parts.join(QStringLiteral("  ·  ")));
            });
    connect(view, &PlotView::hoverEnded, this, [this] { emit readout({}); });
    connect(view, &PlotView::exported, this, &Overview::exported);
    connect(view, &PlotView::exportFailed, this, &Overview::exportFailed);
    connect(view, &PlotView::copied, this, &Overview::copied);
    return card;
}

void Overview::makeDepthControls()
{
    auto* controls = new QWidget;
    auto* line = new QHBoxLayout(controls);
    line->setContentsMargins(0, 0, 0, 0);
    auto* metrics = new NameBox(9, 5, controls);
    m_depthMetric = metrics;
    m_depthMetric->setObjectName(QStringLiteral("depthMetric"));
    m_depthMetric->setAccessibleName(tr("Metric of the depth profile"));
    m_depthMetric->setToolTip(tr("Metric drawn over the depth of the model"));
    for (const Metric& metric : m_workbench.registries().metrics)
        if (!metric.expensive) m_depthMetric->addItem(componentText(metric.label), fromCore(metric.id));
    metrics->widenList();
    m_depthMetric->setCurrentIndex(m_depthMetric->findData(m_workbench.selection().depthMetric()));
    m_depthRole = new NameBox(9, 5, controls);
    m_depthRole->setObjectName(QStringLiteral("depthRole"));
    m_depthRole->setAccessibleName(tr("Role of the tensors in the depth profile"));
    m_depthRole->setToolTip(tr("Which tensor of every block is drawn"));
    line->addWidget(m_depthMetric);
    line->addWidget(m_depthRole);
    m_depth->setControls(controls);
    Selection& selection = m_workbench.selection();
    connect(m_depthMetric, &QComboBox::activated, &selection, [this](int index) {
        m_workbench.selection().setDepthMetric(m_depthMetric->itemData(index).toString());
    });
    connect(m_depthRole, &QComboBox::activated, &selection, [this](int index) {
        m_workbench.selection().setDepthRole(m_depthRole->itemData(index).toString());
    });
}

void Overview::makeRateControls()
{
    auto* controls = new QWidget;
    auto* line = new QHBoxLayout(controls);
    line->setContentsMargins(0, 0, 0, 0);
    m_rateLabel = new QLabel(tr("rate counted as"), controls);
    m_rate->installEventFilter(this);
    auto* box = new NameBox(14, 5, controls);
    m_rateCount = box;
    m_rateCount->setObjectName(QStringLiteral("rateCount"));
    m_rateCount->setAccessibleName(tr("What counts as rate"));
    const auto add = [this](const QString& name, RateCount count, const QString& help) {
        m_rateCount->addItem(name, static_cast<int>(count));
        m_rateCount->setItemData(m_rateCount->count() - 1, help, Qt::ToolTipRole);
    };
    add(tr("fixed rate"), RateCount::FixedRate,
        tr("Symbols of equal length, as they are stored without an entropy coder."));
    add(tr("entropy estimate"), RateCount::EntropyEstimate,
        tr("The Shannon entropy of the symbols: an estimate, no file has this size."));
    add(tr("coded bytes"), RateCount::CodedBytes,
        tr("What the entropy coder wrote, tables included. Choose a coder in the toolbar first."));
    box->widenList();
    m_rateCount->setToolTip(
        tr("What stands for the symbols in the rate of this plot and of the comparisons in the table"));
    m_rateLabel->setBuddy(m_rateCount);
    m_countBasis = new QCheckBox(tr("count basis bits"), controls);
    auto* quality = new NameBox(15, 5, controls);
    m_rateQuality = quality;
    m_rateQuality->setObjectName(QStringLiteral("rateQuality"));
    m_rateQuality->setAccessibleName(tr("What counts as quality"));
    m_rateQuality->addItem(tr("SQNR of weights"), false);
    m_rateQuality->addItem(tr("SQNR of outputs"), true);
    quality->widenList();
    m_rateQuality->setToolTip(tr("Error of the weights, or of the layer's output on the text of the "
                                 "calibration (operator-weighted), for "
                                 "this plot and the BD-rates in the table"));
    line->addWidget(m_rateQuality);
    line->addWidget(m_rateLabel);
    line->addWidget(m_rateCount);
    line->addWidget(m_countBasis);
    m_countBasis->setObjectName(QStringLiteral("countBasisBits"));
    m_countBasis->setToolTip(
        tr("Charge what a decoder must be sent to know the axes. Without it, a fitted basis looks "
           "free, which it is only if it can be fused into a neighbouring layer."));
    m_rate->setControls(controls);
    showRateCounting();
    connect(m_countBasis, &QCheckBox::toggled, &m_workbench.selection(), &Selection::setCountsBasisBits);
    connect(m_rateQuality, &QComboBox::activated, this, [this](int index) {
        m_workbench.selection().setShowsOperatorQuality(m_rateQuality->itemData(index).toBool());
    });
    connect(&m_workbench.selection(), &Selection::calibrationChanged, this, &Overview::showRateCounting);
    connect(m_rateCount, &QComboBox::activated, this, [this](int index) {
        m_workbench.selection().setRateCount(static_cast<RateCount>(m_rateCount->itemData(index).toInt()));
    });
}

void Overview::showRateCounting()
{
    const Selection& selection = m_workbench.selection();
    const auto indexOf = [this](RateCount count) { return m_rateCount->findData(static_cast<int>(count)); };
    auto* items = qobject_cast<QStandardItemModel*>(m_rateCount->model());
    items->item(indexOf(RateCount::CodedBytes))->setEnabled(selection.coder().has_value());
    m_rateCount->setCurrentIndex(indexOf(selection.rateCounting().symbols));
    m_countBasis->setChecked(selection.countsBasisBits());
    m_rateQuality->setVisible(!selection.calibration().isEmpty());
    m_rateQuality->setCurrentIndex(m_rateQuality->findData(selection.showsOperatorQuality()));
    fitRateControls();
}

/// The quality of outputs can be chosen where something shown has it; what is chosen stays, and the plot says
/// what is missing.
void Overview::offerQualities(const QList<PlottedChip>& chips)
{
    bool known = m_workbench.selection().showsOperatorQuality();
    for (const PlottedChip& at : chips)
        if (const AnalysisResult* result = at.results.curve())
            for (const RateDistortionPoint& point : result->curve)
                known = known || !std::isnan(point.operatorError);
    auto* items = qobject_cast<QStandardItemModel*>(m_rateQuality->model());
    items->item(m_rateQuality->findData(true))->setEnabled(known);
}

bool Overview::eventFilter(QObject* watched, QEvent* event)
{
    // In a narrow card the plot's name is worth more than words that the tooltips say as well.
    if (watched == m_rate && event->type() == QEvent::Resize) fitRateControls();
    return CardGrid::eventFilter(watched, event);
}

void Overview::fitRateControls()
{
    const int room = m_rate->width() - (m_rateQuality->isHidden() ? 0 : m_rateQuality->sizeHint().width());
    const bool wide = room >= labelFrom;
    m_rateLabel->setVisible(wide);
    m_countBasis->setText(wide ? tr("count basis bits") : tr("basis bits"));
}

void Overview::fillRoles()
{
    const QSignalBlocker blocker(m_depthRole);
    m_depthRole->clear();
    if (m_workbench.model())
        for (const RoleDepth& role : rolesInDepth(*m_workbench.model()))
            m_depthRole->addItem(role.role, role.role);
    m_depthRole->addItem(tr("every matrix"), QString());
    m_depthRole->setCurrentIndex(m_depthRole->findData(m_workbench.selection().depthRole()));
    refreshDepth();
}

void Overview::refreshResults()
{
    const QList<PlottedChip> chips = plottedChips(m_workbench);
    const QString tensor = m_workbench.selectedName();
    const Selection& selection = m_workbench.selection();
    m_distribution->setSpec(distributionPlot(chips, tensor));
    m_energy->setSpec(energyPlot(chips, tensor));
    offerQualities(chips);
    m_rate->setSpec(rateDistortionPlot(chips, tensor, selection.rateCounting(), selection.bits()));
    refreshRecipes();
}

void Overview::refreshDepth()
{
    const auto& metrics = m_workbench.registries().metrics;
    const std::string id = m_workbench.selection().depthMetric().toStdString();
    if (!metrics.contains(id)) return;
    bool waiting = false;
    const QList<DepthLine> lines = depthLines(m_workbench, &waiting);
    m_depth->setSpec(depthPlot(lines, metrics.find(id), m_workbench.selection().depthRole(), waiting));
    m_depth->view()->setRecipe(recipe(Part::Statistics));
    markSelected();
}

QString Overview::recipe(Part part) const
{
    const Layer* layer = m_workbench.selectedLayer();
    if (!layer) return {};
    const Selection& selection = m_workbench.selection();
    QJsonArray commands;
    QJsonArray coordinates;
    for (const CoordinateChip& chip : selection.chips()) {
        if (!chip.visible) continue;
        coordinates.append(chip.id());
        commands.append(fromCore(commandLine(m_workbench.selectedRequest(part, chip.request))));
    }
    QJsonObject json{{QStringLiteral("program"), QStringLiteral("Alidade")},
                     {QStringLiteral("version"), fromCore(programVersion())},
                     {QStringLiteral("file"), fromCore(m_workbench.model()->path)},
                     {QStringLiteral("fingerprint"), QString::number(m_workbench.model()->fingerprint, 16)},
                     {QStringLiteral("tensor"), fromCore(layer->tensor.name)},
                     {QStringLiteral("coordinates"), coordinates},
                     {QStringLiteral("commands"), commands}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Indented));
}

void Overview::refreshRecipes()
{
    m_distribution->view()->setRecipe(recipe(Part::Statistics));
    m_energy->view()->setRecipe(recipe(Part::Statistics));
    m_rate->view()->setRecipe(recipe(m_workbench.selection().coder() ? Part::Coded : Part::Curve));
}

void Overview::markSelected()
{
    const Layer* layer = m_workbench.selectedLayer();
    m_depth->view()->setHairline(layer ? depthPosition(m_workbench, *layer) : std::nullopt);
}

void Overview::selectAtDepth(double x)
{
    if (!m_workbench.model()) return;
    const QString role = m_workbench.selection().depthRole();
    const QList<const Layer*> layers = layersInDepth(*m_workbench.model(), role);
    const Layer* nearest = nullptr;
    double distance = INFINITY;
    for (qsizetype i = 0; i < layers.size(); ++i) {
        const double at = role.isEmpty() ? static_cast<double>(i) : static_cast<double>(*layers.at(i)->block);
        if (std::abs(at - x) >= distance) continue;
        distance = std::abs(at - x);
        nearest = layers.at(i);
    }
    if (nearest) m_workbench.selection().setTensor(fromCore(nearest->tensor.name));
}

} // namespace alidade
