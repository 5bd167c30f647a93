// SPDX-License-Identifier: GPL-3.0-or-later
// The metrics dock.
#include "widgets/panels/metrics_panel.h"

#include "widgets/bridge/core_text.h"
#include "widgets/models/metrics_table_model.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace alidade {

MetricsPanel::MetricsPanel(Workbench& workbench, NullResults& nulls, QWidget* parent)
    : QWidget(parent), m_workbench(workbench), m_nulls(&nulls)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    m_tensor = new QLabel(this);
    m_tensor->setTextFormat(Qt::PlainText);
    m_tensor->setWordWrap(true);
    m_model = new MetricsTableModel(workbench, *m_nulls, this);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("metricsTable"));
    m_table->setAccessibleName(tr("Metrics per coordinate system"));
    m_table->setModel(m_model);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::ContiguousSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 6);
    m_table->verticalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    QFont names = font();
    names.setPointSizeF(0.92 * names.pointSizeF());
    m_table->horizontalHeader()->setFont(names);
    m_table->verticalHeader()->setTextElideMode(Qt::ElideRight);
    m_table->verticalHeader()->setMaximumWidth(
        m_table->fontMetrics().horizontalAdvance(tr("Coded (Huffman)")) + 12);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_basis = new QLabel(this);
    m_basis->setTextFormat(Qt::PlainText);
    m_basis->setWordWrap(true);
    m_basis->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_tensor);
    column->addWidget(m_table, 1);
    column->addWidget(m_basis);
    connect(&workbench, &Workbench::resultsChanged, this, &MetricsPanel::refresh);
    connect(m_nulls, &NullResults::changed, this, &MetricsPanel::refresh);
    connect(&workbench.selection(), &Selection::chipsChanged, this, &MetricsPanel::refresh);
    connect(&workbench.selection(), &Selection::bitsChanged, this, &MetricsPanel::refresh);
    connect(&workbench.selection(), &Selection::coderChanged, this, &MetricsPanel::refresh);
    connect(&workbench.selection(), &Selection::rateCountingChanged, this, &MetricsPanel::refresh);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint& position) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        connect(menu->addAction(icon(QStringLiteral("copy")), tr("&Copy the table")), &QAction::triggered,
                this, &MetricsPanel::copyTable);
        menu->popup(m_table->viewport()->mapToGlobal(position));
    });
    refresh();
}

void MetricsPanel::refresh()
{
    m_model->refresh();
    spanHeadings();
    m_table->horizontalHeader()->setMinimumSectionSize(widestName());
    const Layer* layer = m_workbench.selectedLayer();
    m_tensor->setText(layer ? tr("%1 · %2 · %3 · %4")
                                  .arg(m_workbench.selectedName(),
                                       fromCore(shapeText(layer->tensor.shape))
                                           .replace(QStringLiteral(" x "), QStringLiteral("×")),
                                       fromCore(std::string(dtypeInfo(layer->tensor.dtype).name)),
                                       formatBytes(layer->tensor.bytes))
                            : tr("No tensor is selected."));
    m_basis->setText(basisText());
    m_basis->setVisible(!m_basis->text().isEmpty());
}

/// What the columns need to show the names of the coordinates whole, within reason, and numbers.
int MetricsPanel::widestName() const
{
    constexpr int forNumbers = 58;
    constexpr int most = 110;
    constexpr int margins = 8;
    const QFontMetrics metrics = m_table->horizontalHeader()->fontMetrics();
    int widest = forNumbers;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const QString name = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        widest = std::max(widest, metrics.horizontalAdvance(name) + margins);
    }
    return std::min(widest, most);
}

void MetricsPanel::spanHeadings()
{
    m_table->clearSpans();
    if (m_model->columnCount() < 2) return;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->index(row, 0).data(MetricsTableModel::SectionRole).toBool())
            m_table->setSpan(row, 0, 1, m_model->columnCount());
}

QString MetricsPanel::basisText() const
{
    QStringList lines;
    const QList<CoordinateChip>& chips = m_workbench.selection().chips();
    for (int chip = 0; chip < chips.size(); ++chip) {
        if (!chips.at(chip).visible || chips.at(chip).request.id == originalCoordinates) continue;
        const AnalysisResult* result = m_workbench.results(chip).result(Part::Statistics);
        if (result && !result->basis.empty())
            lines.append(QStringLiteral("%1: %2").arg(chips.at(chip).label, componentText(result->basis)));
    }
    return lines.join(QLatin1Char('\n'));
}

void MetricsPanel::copyTable()
{
    QStringList lines;
    QStringList names{tr("metric")};
    for (int column = 0; column < m_model->columnCount(); ++column)
        names.append(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(names.join(QLatin1Char('\t')));
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStringList cells{m_model->headerData(row, Qt::Vertical, Qt::DisplayRole).toString()};
        for (int column = 0; column < m_model->columnCount(); ++column) {
            const QVariant number = m_model->index(row, column).data(MetricsTableModel::ValueRole);
            cells.append(number.isValid() ? formatExact(number.toDouble()) : QString());
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

} // namespace alidade
