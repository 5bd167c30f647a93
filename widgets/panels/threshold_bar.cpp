// SPDX-License-Identifier: GPL-3.0-or-later
// The form and the thresholds that are set.
#include "widgets/panels/threshold_bar.h"

#include "widgets/bridge/core_text.h"
#include "widgets/cards/name_box.h"
#include "widgets/results/results_table_model.h"
#include "widgets/style/icons.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <optional>

namespace alidade {

namespace {

constexpr qsizetype mostThresholds = 4; // more than fit beside the form

std::optional<double> numberIn(const QString& text)
{
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber); // as numbers are written everywhere here
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace

ThresholdBar::ThresholdBar(QWidget* parent) : QWidget(parent)
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(2, 0, 0, 0);
    auto* label = new QLabel(tr("Flag rows with"), this);
    m_column = new NameBox(14, 6, this);
    m_column->setObjectName(QStringLiteral("thresholdColumn"));
    m_column->setAccessibleName(tr("Column of the threshold"));
    label->setBuddy(m_column);
    m_side = new QComboBox(this);
    m_side->setObjectName(QStringLiteral("thresholdSide"));
    m_side->setAccessibleName(tr("Above or below"));
    m_side->addItems({QStringLiteral(">"), QStringLiteral("<")});
    m_value = new QLineEdit(this);
    m_value->setObjectName(QStringLiteral("thresholdValue"));
    m_value->setAccessibleName(tr("Value of the threshold"));
    m_value->setToolTip(tr("A number such as 10, 0.3 or 1e-3"));
    m_value->setMaximumWidth(80);
    m_add = new QToolButton(this);
    m_add->setObjectName(QStringLiteral("thresholdAdd"));
    m_add->setText(tr("Flag"));
    m_add->setIcon(icon(QStringLiteral("add")));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setToolTip(tr("Flags every row whose number lies beyond the value"));
    m_chips = new QHBoxLayout;
    m_chips->setSpacing(4);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("flaggedCount"));
    m_only = new QCheckBox(tr("only flagged"), this);
    m_only->setObjectName(QStringLiteral("onlyFlagged"));
    m_only->setToolTip(tr("Hides the rows that are not flagged"));
    for (QWidget* widget : std::initializer_list<QWidget*>{label, m_column, m_side, m_value, m_add})
        line->addWidget(widget);
    line->addLayout(m_chips);
    line->addStretch(1);
    line->addWidget(m_count);
    line->addWidget(m_only);
    connect(m_value, &QLineEdit::textChanged, this, &ThresholdBar::checkValue);
    connect(m_value, &QLineEdit::returnPressed, this, &ThresholdBar::add);
    connect(m_add, &QToolButton::clicked, this, &ThresholdBar::add);
    connect(m_only, &QCheckBox::toggled, this, &ThresholdBar::onlyFlaggedChanged);
    checkValue();
}

void ThresholdBar::setTable(const ResultsTable& table, const QList<ResultsThreshold>& thresholds)
{
    const QString before = m_column->currentData().toString();
    m_table = table;
    m_table.rows.clear();
    m_table.details.clear();
    m_thresholds = thresholds;
    m_column->clear();
    for (const ResultsColumn& column : table.columns)
        if (column.isNumber) m_column->addItem(column.name, column.id);
    static_cast<NameBox*>(m_column)->widenList();
    m_column->setCurrentIndex(std::max(0, m_column->findData(before)));
    checkValue();
    showThresholds();
}

void ThresholdBar::setCount(int flagged, int rows)
{
    m_count->setText(m_thresholds.isEmpty() ? QString() : tr("%1 of %2 rows flagged").arg(flagged).arg(rows));
    m_only->setEnabled(!m_thresholds.isEmpty());
    if (m_thresholds.isEmpty()) m_only->setChecked(false);
}

void ThresholdBar::checkValue()
{
    m_add->setEnabled(m_column->count() > 0 && numberIn(m_value->text()) && m_thresholds.size() < mostThresholds);
}

void ThresholdBar::add()
{
    if (!m_add->isEnabled()) return;
    const ResultsThreshold threshold{m_column->currentData().toString(), m_side->currentIndex() == 0,
                                     *numberIn(m_value->text())};
    if (m_thresholds.contains(threshold)) return;
    m_thresholds.append(threshold);
    m_value->clear();
    showThresholds();
    emit changed();
}

void ThresholdBar::remove(const ResultsThreshold& threshold)
{
    m_thresholds.removeAll(threshold);
    checkValue();
    showThresholds();
    emit changed();
}

void ThresholdBar::showThresholds()
{
    while (QLayoutItem* item = m_chips->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was pressed
        delete item;
    }
    for (const ResultsThreshold& threshold : std::as_const(m_thresholds)) {
        const QString words = thresholdText(m_table, threshold);
        auto* chip = new QToolButton(this);
        chip->setText(words);
        chip->setIcon(icon(QStringLiteral("close")));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setToolTip(plainToolTip(tr("Removes the threshold %1").arg(words)));
        chip->setAccessibleName(tr("Remove the threshold %1").arg(words));
        connect(chip, &QToolButton::clicked, this, [this, threshold] { remove(threshold); });
        m_chips->addWidget(chip);
    }
}

} // namespace alidade
