// SPDX-License-Identifier: GPL-3.0-or-later
// Tabs, search, flags.
#include "widgets/panels/results_tables.h"

#include "widgets/panels/threshold_bar.h"
#include "widgets/results/results_table_model.h"
#include "widgets/style/number_format.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabBar>
#include <QTableView>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace alidade {

namespace {

constexpr int rowsMeasured = 100; // for the widths of columns: looking at every row of a large sweep takes long
constexpr int widestColumn = 420;

} // namespace

ResultsTables::ResultsTables(QWidget* parent) : QWidget(parent), m_model(new ResultsTableModel(this))
{
    m_rows = new ResultsRowFilter(*m_model, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeLine());
    m_bar = new ThresholdBar(this);
    column->addWidget(m_bar);
    makeTable();
    m_detail = new QTextBrowser(this);
    m_detail->setObjectName(QStringLiteral("resultsDetail"));
    m_detail->setAccessibleName(tr("The selected row in full"));
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_table);
    split->addWidget(m_detail);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    column->addWidget(split, 1);
    connect(m_bar, &ThresholdBar::changed, this, [this] {
        m_thresholds[m_shown] = m_bar->thresholds();
        m_model->setThresholds(m_bar->thresholds());
        m_rows->invalidate();
        countFlags();
    });
    connect(m_bar, &ThresholdBar::onlyFlaggedChanged, m_rows, &ResultsRowFilter::setOnlyFlagged);
}

QWidget* ResultsTables::makeLine()
{
    auto* widget = new QWidget(this);
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    m_tabs = new QTabBar(widget);
    m_tabs->setObjectName(QStringLiteral("resultsTabs"));
    m_tabs->setAccessibleName(tr("Tables"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_search = new QLineEdit(widget);
    m_search->setObjectName(QStringLiteral("resultsSearch"));
    m_search->setAccessibleName(tr("Search the rows"));
    m_search->setPlaceholderText(tr("Search the rows"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(240);
    line->addWidget(m_tabs, 1);
    line->addWidget(m_search);
    connect(m_tabs, &QTabBar::currentChanged, this, &ResultsTables::showCurrent);
    connect(m_search, &QLineEdit::textChanged, m_rows, &ResultsRowFilter::setWords);
    return widget;
}

void ResultsTables::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("resultsTable"));
    m_table->setModel(m_rows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 6);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->horizontalHeader()->setResizeContentsPrecision(rowsMeasured);
    m_table->setSortingEnabled(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row) {
        showDetail();
        const ResultsTable& table = m_model->table();
        const QString option = row.isValid() ? table.shows.value(m_rows->mapToSource(row).row()) : QString();
        if (!option.isEmpty()) emit optionWanted(table.showsChoice, option);
    });
}

QString ResultsTables::current() const { return m_tables.value(m_tabs->currentIndex()).id; }

void ResultsTables::showTable(const QString& id)
{
    for (qsizetype i = 0; i < m_tables.size(); ++i)
        if (m_tables.at(i).id == id) m_tabs->setCurrentIndex(static_cast<int>(i));
}

void ResultsTables::setTables(const QString& kind, const QList<ResultsTable>& tables)
{
    const QString before = current();
    const bool sameTabs = m_kind == kind && m_tabs->count() == tables.size();
    m_kind = kind;
    m_tables = tables;
    {
        const QSignalBlocker blocker(m_tabs);
        if (!sameTabs) {
            while (m_tabs->count() > 0)
                m_tabs->removeTab(0);
            for (const ResultsTable& table : tables)
                m_tabs->addTab(table.title);
        }
        for (int i = 0; i < m_tabs->count(); ++i)
            m_tabs->setTabText(i, tables.at(i).title);
        m_tabs->setCurrentIndex(0);
        showTable(before);
    }
    showCurrent();
}

void ResultsTables::showCurrent()
{
    if (m_tables.isEmpty()) return;
    const ResultsTable& table = m_tables.at(std::max(0, m_tabs->currentIndex()));
    const QString name = m_kind + QLatin1Char('/') + table.id;
    const bool isSame = name == m_shown && table.columns.size() == m_model->table().columns.size();
    const QModelIndex at = m_rows->mapToSource(m_table->currentIndex());
    const int row = isSame ? at.row() : -1;
    m_shown = name;
    const QList<ResultsThreshold> thresholds = m_thresholds.value(name, table.usual);
    m_model->setTable(table);
    m_model->setThresholds(thresholds);
    m_bar->setTable(table, thresholds);
    m_table->setAccessibleName(table.title);
    if (!isSame) {
        m_table->sortByColumn(-1, Qt::AscendingOrder);
        for (int column = 0; column < m_model->columnCount(); ++column)
            m_table->setColumnHidden(column, column >= ResultsTableModel::firstColumn &&
                                                 !table.columns.at(column - ResultsTableModel::firstColumn).isShown);
        m_table->resizeColumnsToContents();
        for (int column = 0; column < m_model->columnCount(); ++column)
            if (m_table->columnWidth(column) > widestColumn) m_table->setColumnWidth(column, widestColumn);
    }
    m_detail->setVisible(!table.details.isEmpty());
    const QModelIndex again = row >= 0 && row < m_model->rowCount()
                                  ? m_rows->mapFromSource(m_model->index(row, ResultsTableModel::firstColumn))
                                  : QModelIndex();
    if (again.isValid()) m_table->setCurrentIndex(again);
    else if (!table.details.isEmpty()) // something to read from the start, without a row being chosen
        m_table->selectionModel()->setCurrentIndex(m_rows->index(0, ResultsTableModel::firstColumn),
                                                   QItemSelectionModel::NoUpdate);
    showDetail();
    countFlags();
}

void ResultsTables::countFlags()
{
    m_bar->setCount(m_model->flaggedCount(), m_model->rowCount());
    const bool any = m_model->flaggedCount() > 0;
    m_table->setColumnHidden(ResultsTableModel::flagColumn, !any);
    if (any) m_table->resizeColumnToContents(ResultsTableModel::flagColumn);
}

void ResultsTables::showDetail()
{
    const QModelIndex at = m_rows->mapToSource(m_table->currentIndex());
    const QStringList& details = m_model->table().details;
    m_detail->setPlainText(at.isValid() ? details.value(at.row())
                                        : tr("Select a row to read it in full."));
}

int ResultsTables::copyRows()
{
    QList<int> chosen;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        chosen.append(index.row());
    std::ranges::sort(chosen);
    if (chosen.isEmpty()) {
        chosen.resize(m_rows->rowCount());
        std::iota(chosen.begin(), chosen.end(), 0);
    }
    const QList<ResultsColumn>& columns = m_model->table().columns;
    QStringList cells{m_model->headerData(ResultsTableModel::flagColumn, Qt::Horizontal, Qt::DisplayRole).toString()};
    for (const ResultsColumn& column : columns)
        cells.append(column.name);
    QStringList lines{cells.join(QLatin1Char('\t'))};
    for (const int row : chosen) {
        cells = {m_rows->index(row, ResultsTableModel::flagColumn).data().toString()};
        for (int column = 0; column < columns.size(); ++column) {
            const QVariant value =
                m_rows->index(row, ResultsTableModel::firstColumn + column).data(ResultsTableModel::SortRole);
            cells.append(columns.at(column).isNumber ? formatExact(value.toDouble()) : value.toString());
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    return static_cast<int>(chosen.size());
}

} // namespace alidade
