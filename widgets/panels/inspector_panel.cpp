// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of facts and metadata, its search line, and copying from it.
#include "widgets/panels/inspector_panel.h"

#include "widgets/bridge/core_text.h"
#include "widgets/models/inspector_model.h"
#include "widgets/style/icons.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace alidade {

namespace {

constexpr std::size_t muchMetadata = 2000; // entries from which typing is debounced
constexpr int debounceMilliseconds = 120;

/// A cell in one line, whole.
QString cellText(const QModelIndex& cell)
{
    return untrusted(cell.data(InspectorModel::FullTextRole).toString().toStdString(),
                     std::numeric_limits<std::size_t>::max());
}

} // namespace

InspectorPanel::InspectorPanel(Workbench& workbench, QWidget* parent)
    : QWidget(parent), m_workbench(workbench), m_model(new InspectorModel(workbench.registries(), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    m_empty =
        new QLabel(tr("No model is open. Open a file or a folder to read what it says about itself."), this);
    m_empty->setObjectName(QStringLiteral("inspectorEmpty"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("inspectorSearch"));
    m_search->setPlaceholderText(tr("Search the metadata"));
    m_search->setAccessibleName(tr("Search the metadata"));
    m_search->setClearButtonEnabled(true);
    m_search->setAcceptDrops(false); // a file dropped here is to be opened
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_debounce = new QTimer(this);
    m_debounce->setSingleShot(true);
    m_debounce->setInterval(debounceMilliseconds);
    makeTree();
    column->addWidget(m_search);
    column->addWidget(m_tree, 1);
    column->addWidget(m_empty, 1);
    connect(m_search, &QLineEdit::textChanged, this, [this] {
        const CheckpointSummaryPtr& model = m_workbench.model();
        if (model && model->metadata.size() > muchMetadata)
            m_debounce->start();
        else
            applySearch();
    });
    connect(m_debounce, &QTimer::timeout, this, &InspectorPanel::applySearch);
    connect(&workbench, &Workbench::modelChanged, this, &InspectorPanel::showModel);
    connect(&workbench, &Workbench::surveyAdvanced, this, [this](int, const QStringList& tensors) {
        if (tensors.contains(m_workbench.selection().tensor())) showTensor();
    });
    connect(&workbench.selection(), &Selection::tensorChanged, this, &InspectorPanel::showTensor);
    connect(&workbench.selection(), &Selection::matrixChanged, this, &InspectorPanel::showTensor);
    showModel();
}

void InspectorPanel::makeTree()
{
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("inspectorTree"));
    m_tree->setAccessibleName(tr("Model, tensor and metadata"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true); // a hundred thousand rows are laid out without asking each
    m_tree->setAlternatingRowColors(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setTextElideMode(Qt::ElideMiddle); // paths and names differ at their ends
    m_tree->setIndentation(12);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->setSectionsMovable(false);
    m_tree->setColumnWidth(InspectorModel::NameColumn,
                           m_tree->fontMetrics().horizontalAdvance(QStringLiteral("general.architecture.")));
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &InspectorPanel::showMenu);
}

void InspectorPanel::showModel()
{
    const CheckpointSummaryPtr& model = m_workbench.model();
    m_model->setSummary(model);
    m_search->setVisible(model != nullptr);
    m_tree->setVisible(model != nullptr);
    m_empty->setVisible(model == nullptr);
    openGroups();
    showTensor();
}

void InspectorPanel::showTensor()
{
    const Layer* layer = m_workbench.selectedLayer();
    const bool wasEmpty = m_model->rowCount(m_model->groupIndex(InspectorModel::TensorGroup)) == 0;
    m_model->setTensor(layer, m_workbench.selectedMatrix(),
                       layer ? m_workbench.unreadable(layer->tensor.name) : QString());
    if (wasEmpty && layer) m_tree->expand(m_model->groupIndex(InspectorModel::TensorGroup));
}

void InspectorPanel::applySearch()
{
    m_model->setFilterText(m_search->text());
    openGroups();
    if (!m_search->text().isEmpty())
        m_tree->scrollTo(m_model->groupIndex(InspectorModel::MetadataGroup),
                         QAbstractItemView::PositionAtTop);
}

void InspectorPanel::openGroups()
{
    for (int group = 0; group < m_model->rowCount(); ++group) {
        m_tree->setFirstColumnSpanned(group, {}, true);
        m_tree->expand(m_model->groupIndex(static_cast<InspectorModel::Group>(group)));
    }
}

int InspectorPanel::copyRows()
{
    QModelIndexList rows = m_tree->selectionModel()->selectedRows(InspectorModel::NameColumn);
    rows.removeIf([](const QModelIndex& row) { return !row.parent().isValid(); });
    std::ranges::sort(rows, {},
                      [](const QModelIndex& row) { return std::pair(row.parent().row(), row.row()); });
    QString text;
    for (const QModelIndex& row : rows)
        text += cellText(row) + QLatin1Char('\t') +
                cellText(row.siblingAtColumn(InspectorModel::ValueColumn)) + QLatin1Char('\n');
    if (!rows.isEmpty()) QGuiApplication::clipboard()->setText(text);
    return static_cast<int>(rows.size());
}

void InspectorPanel::copyValue()
{
    const QModelIndex value = m_tree->currentIndex().siblingAtColumn(InspectorModel::ValueColumn);
    QGuiApplication::clipboard()->setText(value.data(InspectorModel::FullTextRole).toString());
}

void InspectorPanel::showMenu(const QPoint& position)
{
    const QModelIndex at = m_tree->indexAt(position);
    if (!at.isValid() || !at.parent().isValid()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(icon(QStringLiteral("copy")), tr("&Copy rows")), &QAction::triggered, this,
            &InspectorPanel::copyRows);
    connect(menu->addAction(tr("Copy the &value as it is")), &QAction::triggered, this,
            &InspectorPanel::copyValue);
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

} // namespace alidade
