// SPDX-License-Identifier: GPL-3.0-or-later
// Filter, table, and their tie to the selection.
#include "widgets/panels/layer_panel.h"

#include "widgets/bridge/core_text.h"
#include "widgets/models/layer_filter_model.h"
#include "widgets/models/layer_table_model.h"
#include "widgets/models/metric_bar_delegate.h"
#include "widgets/panels/stack_bar.h"
#include "widgets/style/icons.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace alidade {

namespace {

constexpr int largeModel = 5000; // rows from which typing is debounced
constexpr int debounceMilliseconds = 60;
constexpr int namesMeasured = 200; // names repeat from block to block
constexpr int longestName = 190;   // px
constexpr int markWidth = 24;      // px

int defaultWidth(const QFontMetrics& metrics, int column)
{
    if (column == LayerTableModel::TensorColumn)
        return metrics.horizontalAdvance(QStringLiteral("L00 down_proj")) + 14;
    if (column == LayerTableModel::ShapeColumn)
        return metrics.horizontalAdvance(QStringLiteral("14336×4096")) + 10;
    if (column == LayerTableModel::TypeColumn) return metrics.horizontalAdvance(QStringLiteral("BF16")) + 14;
    return metrics.horizontalAdvance(QStringLiteral("Kurtosis")) + 14;
}

} // namespace

LayerPanel::LayerPanel(Workbench& workbench, QWidget* parent) : QWidget(parent), m_workbench(workbench)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("layerFilter"));
    m_filter->setPlaceholderText(tr("Filter: down_proj kurt>10 layer:4-12"));
    m_filter->setAccessibleName(tr("Filter of the layer list"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAcceptDrops(false); // a file dropped here is to be opened
    m_filter->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_remark = new QLabel(this);
    m_remark->setObjectName(QStringLiteral("filterRemark"));
    m_remark->setWordWrap(true);
    m_remark->setTextFormat(Qt::RichText);
    m_remark->hide();
    m_debounce = new QTimer(this);
    m_debounce->setSingleShot(true);
    m_debounce->setInterval(debounceMilliseconds);
    m_model = new LayerTableModel(workbench.registries(), this);
    m_shown = new LayerFilterModel(m_model, this);
    makeTable();
    m_stack = new StackBar(workbench, this);
    column->addWidget(m_filter);
    column->addWidget(m_remark);
    column->addWidget(m_table, 1);
    column->addWidget(m_stack);
    connectModels();
    m_model->setSummary(workbench.model());
    if (workbench.model()) takeKnown();
}

void LayerPanel::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("layerTable"));
    m_table->setAccessibleName(tr("Layers"));
    m_table->setModel(m_shown);
    m_table->setItemDelegate(new MetricBarDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle); // paths differ at their ends
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 7);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setMinimumSectionSize(28);
    for (int i = 0; i < m_model->columnCount(); ++i) {
        m_table->setColumnWidth(i, defaultWidth(m_table->fontMetrics(), i));
        m_table->setColumnHidden(i, !m_model->isInitiallyVisible(i));
    }
    // Kurtosis first, whatever the order of the registry.
    const int kurtosis = m_model->metricColumn(QStringLiteral("kurtosis"));
    if (kurtosis >= 0) header->moveSection(header->visualIndex(kurtosis), LayerTableModel::FixedColumnCount);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(LayerTableModel::TensorColumn, Qt::AscendingOrder);
}

void LayerPanel::connectModels()
{
    Selection& selection = m_workbench.selection();
    connect(m_filter, &QLineEdit::textChanged, &selection, &Selection::setFilter);
    connect(&selection, &Selection::filterChanged, this, [this] {
        if (m_filter->text() != m_workbench.selection().filter())
            m_filter->setText(m_workbench.selection().filter());
        if (m_model->rowCount() > largeModel)
            m_debounce->start();
        else
            applyFilter();
    });
    connect(m_debounce, &QTimer::timeout, this, &LayerPanel::applyFilter);
    connect(m_remark, &QLabel::linkActivated, m_filter, &QLineEdit::clear);
    connect(&m_workbench, &Workbench::modelChanged, this, [this] {
        m_following = true;
        m_model->setSummary(m_workbench.model());
        m_following = false;
        m_hasMarks = false;
        fitNames();
        applyFilter();
        showSelected();
    });
    connect(&m_workbench, &Workbench::surveyAdvanced, this, &LayerPanel::takeResults);
    connect(&selection, &Selection::tensorChanged, this, &LayerPanel::showSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &LayerPanel::selectCurrentRow);
    connect(m_table, &QTableView::customContextMenuRequested, this, &LayerPanel::showRowMenu);
    connect(m_table->horizontalHeader(), &QHeaderView::customContextMenuRequested, this,
            &LayerPanel::showColumnMenu);
}

void LayerPanel::fitNames()
{
    const QFontMetrics metrics = m_table->fontMetrics();
    for (const int column : {int(LayerTableModel::TensorColumn), int(LayerTableModel::ShapeColumn)}) {
        int width = 0;
        for (int row = 0; row < std::min(m_model->rowCount(), namesMeasured); ++row)
            width = std::max(width, metrics.horizontalAdvance(m_model->index(row, column).data().toString()));
        const int heading = m_table->horizontalHeader()->sectionSizeHint(column); // with its arrow of sorting
        m_table->setColumnWidth(column, std::min(std::max(width + 14, heading), longestName));
    }
}

QString LayerPanel::caption() const
{
    const int all = m_model->rowCount();
    const int shown = m_shown->matchCount();
    if (all == 0) return tr("Layers");
    return shown == all ? tr("Layers (%1)").arg(all) : tr("Layers (%1 of %2)").arg(shown).arg(all);
}

void LayerPanel::applyFilter()
{
    const QString text = m_workbench.selection().filter();
    m_following = true;
    m_shown->setFilterText(text);
    m_following = false;
    QFont font = m_filter->font();
    font.setUnderline(!m_shown->error().isEmpty());
    m_filter->setFont(font);
    QString remark = m_shown->error().toHtmlEscaped();
    if (remark.isEmpty() && m_model->rowCount() > 0 && m_shown->matchCount() == 0)
        remark = tr("No tensor matches <b>%1</b>. <a href=\"clear\">Clear the filter</a>")
                     .arg(text.toHtmlEscaped());
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
    m_filter->setAccessibleDescription(m_shown->error());
    showSelected();
    emit captionChanged();
}

void LayerPanel::selectCurrentRow()
{
    if (m_following) return;
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid())
        m_workbench.selection().setTensor(current.data(LayerTableModel::NameRole).toString());
}

void LayerPanel::showSelected()
{
    const QString tensor = m_workbench.selection().tensor();
    m_following = true;
    m_shown->setPinned(tensor);
    const QModelIndex row = m_shown->mapFromSource(m_model->index(m_model->rowOf(tensor), 0));
    if (!row.isValid())
        m_table->selectionModel()->clear();
    else if (m_table->currentIndex().row() != row.row() ||
             !m_table->selectionModel()->isRowSelected(row.row())) {
        m_table->selectionModel()->setCurrentIndex(row, QItemSelectionModel::ClearAndSelect |
                                                            QItemSelectionModel::Rows);
        m_table->scrollTo(row);
    }
    m_following = false;
}

void LayerPanel::takeResults(int chip, const QStringList& tensors)
{
    if (m_workbench.selection().chips().at(chip).request.id != originalCoordinates) return;
    std::vector<AnalysisResultPtr> results;
    m_following = true;
    bool anyError = false;
    for (const QString& tensor : tensors) {
        anyError |= !m_workbench.surveyError(chip, tensor.toStdString()).isEmpty();
        if (AnalysisResultPtr result = m_workbench.surveyed(chip, tensor.toStdString()))
            results.push_back(result);
        m_model->setError(tensor, m_workbench.surveyError(chip, tensor.toStdString()));
    }
    m_model->setResults(results);
    m_following = false;
    if (anyError && !m_hasMarks) { // room for the mark in front of the name
        m_hasMarks = true;
        m_table->setColumnWidth(LayerTableModel::TensorColumn,
                                m_table->columnWidth(LayerTableModel::TensorColumn) + markWidth);
    }
    emit captionChanged();
}

/// For a panel that is made while a model is open.
void LayerPanel::takeKnown()
{
    QStringList tensors;
    for (const Layer& layer : m_workbench.model()->layers)
        tensors.append(fromCore(layer.tensor.name));
    fitNames();
    const int original = m_workbench.selection().chipIndex(QString::fromLatin1(originalCoordinates));
    if (original >= 0) takeResults(original, tensors);
    m_filter->setText(m_workbench.selection().filter());
    applyFilter();
}

int LayerPanel::copyRows()
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& index) { return index.row(); });
    QStringList lines;
    QStringList names;
    for (int column = 0; column < m_shown->columnCount(); ++column)
        if (!m_table->isColumnHidden(column))
            names.append(m_shown->headerData(column, Qt::Horizontal).toString());
    lines.append(names.join(QLatin1Char('\t')));
    for (const QModelIndex& row : rows) {
        QStringList cells;
        for (int column = 0; column < m_shown->columnCount(); ++column) {
            if (m_table->isColumnHidden(column)) continue;
            const QModelIndex cell = row.siblingAtColumn(column);
            cells.append(
                cell.data(column == 0 ? int(LayerTableModel::NameRole) : int(Qt::DisplayRole)).toString());
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    if (!rows.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    return static_cast<int>(rows.size());
}

void LayerPanel::step(int by)
{
    const QModelIndex current = m_table->currentIndex();
    const int row = current.isValid() ? current.row() + by : 0;
    if (row >= 0 && row < m_shown->rowCount()) m_table->selectRow(row);
}

void LayerPanel::stepBlock(int by)
{
    const Layer* selected = m_workbench.selectedLayer();
    if (!selected || !selected->block) return;
    const Layer* best = nullptr;
    for (const Layer& layer : m_workbench.model()->layers) {
        if (!layer.block || layer.role != selected->role || layer.expert != selected->expert) continue;
        const int ahead = (*layer.block - *selected->block) * by;
        if (ahead > 0 && (!best || ahead < (*best->block - *selected->block) * by)) best = &layer;
    }
    if (best) m_workbench.selection().setTensor(fromCore(best->tensor.name));
}

void LayerPanel::showColumnMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (int column = 1; column < m_model->columnCount(); ++column) {
        QAction* action =
            menu->addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setToolTip(m_model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(column));
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { m_table->setColumnHidden(column, !shown); });
    }
    menu->popup(m_table->horizontalHeader()->mapToGlobal(position));
}

void LayerPanel::showRowMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(icon(QStringLiteral("copy")), tr("&Copy rows")), &QAction::triggered, this,
            &LayerPanel::copyRows);
    const Layer* layer = m_workbench.selectedLayer();
    if (layer)
        connect(menu->addAction(tr("&Filter by %1").arg(fromCore(layer->role))), &QAction::triggered, this,
                [this, role = fromCore(layer->role)] { m_filter->setText(role); });
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

QByteArray LayerPanel::columnState() const { return m_table->horizontalHeader()->saveState(); }

void LayerPanel::restoreColumnState(const QByteArray& state)
{
    // A state of other columns (another version, other metrics) is refused by the header, and nothing
    // changes.
    if (!state.isEmpty()) m_table->horizontalHeader()->restoreState(state);
}

} // namespace alidade
