// SPDX-License-Identifier: GPL-3.0-or-later
// A table model over the points of a spec, and the window around it.
#include "widgets/plots/plot_table.h"

#include "widgets/plots/plot_rows.h"
#include "widgets/style/number_format.h"

#include <QAbstractTableModel>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeySequence>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

// The fixed names of columns in the user's language; titles of axes are translated already.
QString shownName(const QString& column)
{
    if (column == "series"_L1) return QCoreApplication::translate("PlotTable", "Series");
    if (column == "lower"_L1) return QCoreApplication::translate("PlotTable", "Lower end");
    if (column == "upper"_L1) return QCoreApplication::translate("PlotTable", "Upper end");
    if (column == "arrow"_L1) return QCoreApplication::translate("PlotTable", "Arrow");
    if (column == "end"_L1) return QCoreApplication::translate("PlotTable", "From or to");
    if (column == "value"_L1) return QCoreApplication::translate("PlotTable", "Value");
    return column;
}

class RowModel : public QAbstractTableModel {
public:
    RowModel(const PlotSpec& spec, QObject* parent) : QAbstractTableModel(parent), m_rows(spec) {}

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.count());
    }

    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.columns().size());
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role != Qt::DisplayRole && role != Qt::UserRole && role != Qt::TextAlignmentRole) return {};
        const PlotField field = m_rows.field(index.row(), index.column());
        if (role == Qt::TextAlignmentRole && field.number) {
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        }
        if (role == Qt::TextAlignmentRole) return {};
        if (!field.number) return field.text;
        return role == Qt::UserRole ? QVariant(*field.number) : QVariant(formatNumber(*field.number));
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
            return QAbstractTableModel::headerData(section, orientation, role);
        }
        return shownName(m_rows.columns()[section]);
    }

private:
    PlotRows m_rows;
};

void copySelection(const QTableView* table)
{
    QString text;
    const QModelIndexList rows = table->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows) {
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            const QVariant value = row.siblingAtColumn(column).data(Qt::UserRole);
            const bool isNumber = value.metaType() == QMetaType(QMetaType::Double);
            if (column > 0) text += u'\t';
            text += isNumber ? formatExact(value.toDouble()) : value.toString();
        }
        text += u'\n';
    }
    if (!text.isEmpty()) QApplication::clipboard()->setText(text);
}

} // namespace

QWidget* makePlotTable(const PlotSpec& spec, QWidget* parent)
{
    auto* window = new QDialog(parent);
    window->setWindowTitle(spec.title);
    auto* table = new QTableView(window);
    table->setAccessibleName(spec.title);
    auto* sorted = new QSortFilterProxyModel(table);
    sorted->setSourceModel(new RowModel(spec, sorted));
    sorted->setSortRole(Qt::UserRole);
    table->setModel(sorted);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setAlternatingRowColors(true);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table->setSortingEnabled(true);
    auto* copy = new QAction(QCoreApplication::translate("PlotTable", "Copy rows"), table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(copy, &QAction::triggered, table, [table] { copySelection(table); });
    table->addAction(copy);
    table->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* layout = new QVBoxLayout(window);
    layout->addWidget(table);
    window->resize(480, 420);
    return window;
}

} // namespace alidade
