// SPDX-License-Identifier: GPL-3.0-or-later
// Cells, flags and filters.
#include "widgets/results/results_table_model.h"

#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

const QString nothing = QStringLiteral("–");

qsizetype columnAt(const ResultsTable& table, const QString& id)
{
    return std::ranges::find(table.columns, id, &ResultsColumn::id) - table.columns.begin();
}

const char* iconOf(ResultsMark mark)
{
    return mark == ResultsMark::Good ? "ok" : mark == ResultsMark::Bad ? "cancel" : "info";
}

} // namespace

QString thresholdText(const ResultsTable& table, const ResultsThreshold& threshold)
{
    const qsizetype column = columnAt(table, threshold.column);
    const QString name = column < table.columns.size() ? table.columns.at(column).name : threshold.column;
    return QStringLiteral("%1 %2 %3").arg(name, threshold.isAbove ? QStringLiteral(">") : QStringLiteral("<"),
                                          formatExact(threshold.value));
}

void ResultsTableModel::setTable(const ResultsTable& table)
{
    beginResetModel();
    m_table = table;
    flag();
    endResetModel();
}

void ResultsTableModel::setThresholds(const QList<ResultsThreshold>& thresholds)
{
    m_thresholds = thresholds;
    flag();
    if (m_table.rows.isEmpty()) return;
    emit dataChanged(index(0, flagColumn), index(rowCount() - 1, flagColumn));
}

void ResultsTableModel::flag()
{
    m_flags.clear();
    m_flags.resize(m_table.rows.size());
    for (const ResultsThreshold& threshold : std::as_const(m_thresholds)) {
        const qsizetype column = columnAt(m_table, threshold.column);
        if (column == m_table.columns.size() || !m_table.columns.at(column).isNumber) continue;
        const QString words = thresholdText(m_table, threshold);
        for (qsizetype row = 0; row < m_table.rows.size(); ++row) {
            const double value = m_table.rows.at(row).at(column).toDouble(); // NaN is beyond nothing
            if (threshold.isAbove ? value > threshold.value : value < threshold.value) m_flags[row].append(words);
        }
    }
}

int ResultsTableModel::flaggedCount() const
{
    return static_cast<int>(std::ranges::count_if(m_flags, [](const QStringList& flags) { return !flags.isEmpty(); }));
}

int ResultsTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int ResultsTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : firstColumn + static_cast<int>(m_table.columns.size());
}

QVariant ResultsTableModel::flagData(int row, int role) const
{
    const QStringList& flags = m_flags.at(row);
    if (role == SortRole) return static_cast<double>(flags.size());
    if (flags.isEmpty()) return role == Qt::AccessibleTextRole ? tr("not flagged") : QVariant();
    if (role == Qt::DisplayRole) return flags.join(QStringLiteral(", "));
    if (role == Qt::DecorationRole) return icon(QStringLiteral("warning"));
    if (role == Qt::AccessibleTextRole) return tr("flagged: %1").arg(flags.join(QStringLiteral(", ")));
    return {};
}

QVariant ResultsTableModel::markData(int row, int role) const
{
    const ResultsMark mark = m_table.marks.value(row, ResultsMark::None);
    return role == Qt::DecorationRole && mark != ResultsMark::None ? icon(QString::fromLatin1(iconOf(mark)))
                                                                   : QVariant();
}

QVariant ResultsTableModel::data(const QModelIndex& index, int role) const
{
    if (index.column() == flagColumn) return flagData(index.row(), role);
    const qsizetype at = index.column() - firstColumn;
    const ResultsColumn& column = m_table.columns.at(at);
    const QVariant& cell = m_table.rows.at(index.row()).at(at);
    if (role == Qt::DecorationRole) return at == 0 ? markData(index.row(), role) : QVariant();
    if (role == Qt::TextAlignmentRole && column.isNumber)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == SortRole) return cell;
    if (role != Qt::DisplayRole) return {};
    if (!column.isNumber) return cell;
    return std::isnan(cell.toDouble()) ? nothing : formatNumber(cell.toDouble());
}

QVariant ResultsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) return QAbstractTableModel::headerData(section, orientation, role);
    if (section == flagColumn) {
        if (role == Qt::DisplayRole) return tr("flags");
        return role == Qt::ToolTipRole ? tr("Thresholds that the row goes beyond") : QVariant();
    }
    const ResultsColumn& column = m_table.columns.at(section - firstColumn);
    if (role == Qt::DisplayRole) return column.name;
    return role == Qt::ToolTipRole ? column.help : QVariant();
}

ResultsRowFilter::ResultsRowFilter(ResultsTableModel& model, QObject* parent)
    : QSortFilterProxyModel(parent), m_model(model)
{
    setSourceModel(&model);
    setSortRole(ResultsTableModel::SortRole);
}

void ResultsRowFilter::setWords(const QString& words)
{
    m_words = words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void ResultsRowFilter::setOnlyFlagged(bool only)
{
    m_onlyFlagged = only;
    invalidateFilter();
}

bool ResultsRowFilter::filterAcceptsRow(int row, const QModelIndex& /*parent*/) const
{
    if (m_onlyFlagged && !m_model.isFlagged(row)) return false;
    const ResultsTable& table = m_model.table();
    return std::ranges::all_of(m_words, [&](const QString& word) {
        for (qsizetype column = 0; column < table.columns.size(); ++column)
            if (!table.columns.at(column).isNumber &&
                table.rows.at(row).at(column).toString().contains(word, Qt::CaseInsensitive))
                return true;
        return false;
    });
}

/// Numbers that are not there stand last in ascending order.
bool ResultsRowFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    if (a.typeId() != QMetaType::Double || b.typeId() != QMetaType::Double)
        return QSortFilterProxyModel::lessThan(left, right);
    if (std::isnan(a.toDouble()) || std::isnan(b.toDouble()))
        return !std::isnan(a.toDouble()) && std::isnan(b.toDouble());
    return a.toDouble() < b.toDouble();
}

} // namespace alidade
