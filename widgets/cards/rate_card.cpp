// SPDX-License-Identifier: GPL-3.0-or-later
// The controls of the rate-distortion plot.
#include "widgets/cards/rate_card.h"

#include "widgets/cards/name_box.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QStandardItemModel>

#include <cmath>

namespace alidade {

namespace {

constexpr int labelFrom = 620; // px of card width

} // namespace

RateCard::RateCard(Workbench& workbench) : ResultCard(QStringLiteral("rate"), workbench)
{
    makeControls();
    connect(&selection(), &Selection::bitsChanged, this, &RateCard::refresh);
    connect(&selection(), &Selection::rateCountingChanged, this, [this] {
        showCounting();
        refresh();
    });
    connect(&selection(), &Selection::coderChanged, this, &RateCard::showCounting);
    connect(&selection(), &Selection::calibrationChanged, this, &RateCard::showCounting);
}

void RateCard::makeControls()
{
    auto* controls = new QWidget;
    auto* line = new QHBoxLayout(controls);
    line->setContentsMargins(0, 0, 0, 0);
    m_label = new QLabel(tr("rate counted as"), controls);
    m_count = new NameBox(14, 5, controls);
    m_count->setObjectName(QStringLiteral("rateCount"));
    m_count->setAccessibleName(tr("What counts as rate"));
    fillCounts();
    m_label->setBuddy(m_count);
    m_countBasis = new QCheckBox(tr("count basis bits"), controls);
    auto* quality = new NameBox(15, 5, controls);
    m_quality = quality;
    m_quality->setObjectName(QStringLiteral("rateQuality"));
    m_quality->setAccessibleName(tr("What counts as quality"));
    m_quality->addItem(tr("SQNR of weights"), false);
    m_quality->addItem(tr("SQNR of outputs"), true);
    quality->widenList();
    m_quality->setToolTip(tr("Error of the weights, or of the layer's output on the text of the "
                             "calibration (operator-weighted), for "
                             "this plot and the BD-rates in the table"));
    for (QWidget* widget : {static_cast<QWidget*>(m_quality), static_cast<QWidget*>(m_label),
                            static_cast<QWidget*>(m_count), static_cast<QWidget*>(m_countBasis)})
        line->addWidget(widget);
    m_countBasis->setObjectName(QStringLiteral("countBasisBits"));
    m_countBasis->setToolTip(
        tr("Charge what a decoder must be sent to know the axes. Without it, a fitted basis looks "
           "free, which it is only if it can be fused into a neighbouring layer."));
    setControls(controls);
    showCounting();
    connect(m_countBasis, &QCheckBox::toggled, &selection(), &Selection::setCountsBasisBits);
    connect(m_quality, &QComboBox::activated, this,
            [this](int index) { selection().setShowsOperatorQuality(m_quality->itemData(index).toBool()); });
    connect(m_count, &QComboBox::activated, this, [this](int index) {
        selection().setRateCount(static_cast<RateCount>(m_count->itemData(index).toInt()));
    });
}

void RateCard::fillCounts()
{
    const auto add = [this](const QString& name, RateCount count, const QString& help) {
        m_count->addItem(name, static_cast<int>(count));
        m_count->setItemData(m_count->count() - 1, help, Qt::ToolTipRole);
    };
    add(tr("fixed rate"), RateCount::FixedRate,
        tr("Symbols of equal length, as they are stored without an entropy coder."));
    add(tr("entropy estimate"), RateCount::EntropyEstimate,
        tr("The Shannon entropy of the symbols: an estimate, no file has this size."));
    add(tr("coded bytes"), RateCount::CodedBytes,
        tr("What the entropy coder wrote, tables included. Choose a coder in the toolbar first."));
    static_cast<NameBox*>(m_count)->widenList();
    m_count->setToolTip(
        tr("What stands for the symbols in the rate of this plot and of the comparisons in the table"));
}

void RateCard::showCounting()
{
    const auto indexOf = [this](RateCount count) { return m_count->findData(static_cast<int>(count)); };
    auto* items = qobject_cast<QStandardItemModel*>(m_count->model());
    items->item(indexOf(RateCount::CodedBytes))->setEnabled(selection().coder().has_value());
    m_count->setCurrentIndex(indexOf(selection().rateCounting().symbols));
    m_countBasis->setChecked(selection().countsBasisBits());
    m_quality->setVisible(!selection().calibration().isEmpty());
    m_quality->setCurrentIndex(m_quality->findData(selection().showsOperatorQuality()));
    fitControls();
}

PlotSpec RateCard::makeSpec() const
{
    return rateDistortionPlot(plottedChips(workbench()), workbench().selectedName(), selection().rateCounting(),
                              selection().bits());
}

/// The quality of outputs can be chosen where something shown has it; what is chosen stays, and the plot says
/// what is missing.
void RateCard::afterRefresh()
{
    bool known = selection().showsOperatorQuality();
    for (const PlottedChip& at : plottedChips(workbench()))
        if (const AnalysisResult* result = at.results.curve())
            for (const RateDistortionPoint& point : result->curve)
                known = known || !std::isnan(point.operatorError);
    auto* items = qobject_cast<QStandardItemModel*>(m_quality->model());
    items->item(m_quality->findData(true))->setEnabled(known);
}

/// In a narrow card the plot's name is worth more than words that the tooltips say as well.
void RateCard::resizeEvent(QResizeEvent* event)
{
    fitControls();
    ResultCard::resizeEvent(event);
}

void RateCard::fitControls()
{
    const int room = width() - (m_quality->isHidden() ? 0 : m_quality->sizeHint().width());
    const bool wide = room >= labelFrom;
    m_label->setVisible(wide);
    const QString text = wide ? tr("count basis bits") : tr("basis bits");
    if (m_countBasis->text() == text) return;
    m_countBasis->setText(text);
    m_countBasis->parentWidget()->updateGeometry(); // the line had been laid out for the other text
    layout()->activate();
}

} // namespace alidade
