// SPDX-License-Identifier: GPL-3.0-or-later
// A table model over the points of a spec, and the window around it.
#include "widgets/plots/plot_table.h"

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

enum Column { SeriesColumn, XColumn, YColumn, ColumnCount };

class PointModel : public QAbstractTableModel {
public:
    PointModel(PlotSpec spec, QObject* parent) : QAbstractTableModel(parent), m_spec(std::move(spec))
    {
        for (qsizetype s = 0; s < m_spec.series.size(); ++s) {
            if (!m_spec.series[s].visible) continue;
            for (qsizetype p = 0; p < m_spec.series[s].points.size(); ++p)
                m_rows.append({s, p});
        }
    }

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : ColumnCount;
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        const auto [series, point] = m_rows[index.row()];
        const QPointF& value = m_spec.series[series].points[point];
        if (role == Qt::TextAlignmentRole && index.column() != SeriesColumn) {
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        }
        if (role != Qt::DisplayRole && role != Qt::UserRole) return {};
        if (index.column() == SeriesColumn) return m_spec.series[series].name;
        const double number = index.column() == XColumn ? value.x() : value.y();
        return role == Qt::UserRole ? QVariant(number) : QVariant(formatNumber(number));
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
            return QAbstractTableModel::headerData(section, orientation, role);
        }
        if (section == SeriesColumn) return QCoreApplication::translate("PlotTable", "Series");
        const QString title = section == XColumn ? m_spec.x.title : m_spec.y.title;
        return title.isEmpty() ? (section == XColumn ? u"x"_s : u"y"_s) : title;
    }

private:
    PlotSpec m_spec;
    QList<std::pair<qsizetype, qsizetype>> m_rows;
};

void copySelection(const QTableView* table)
{
    QString text;
    const QModelIndexList rows = table->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows) {
        const auto cell = [&row](int column) { return row.siblingAtColumn(column); };
        text += cell(SeriesColumn).data().toString() + u'\t' +
                formatExact(cell(XColumn).data(Qt::UserRole).toDouble()) + u'\t' +
                formatExact(cell(YColumn).data(Qt::UserRole).toDouble()) + u'\n';
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
    sorted->setSourceModel(new PointModel(spec, sorted));
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
