// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of the metrics table show. Its rows are in metrics_rows.cpp.
#include "widgets/models/metrics_table_model.h"

#include "widgets/bridge/core_text.h"
#include "widgets/style/number_format.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double invariantWithin = 1e-5; // relative; ux.md 3.4

} // namespace

MetricsTableModel::MetricsTableModel(const Workbench& workbench, const NullResults& nulls, QObject* parent)
    : QAbstractTableModel(parent), m_workbench(workbench), m_nulls(nulls)
{
    refresh();
}

void MetricsTableModel::refresh()
{
    QList<int> chips;
    const QList<CoordinateChip>& all = m_workbench.selection().chips();
    for (int i = 0; i < all.size(); ++i)
        if (all.at(i).visible) chips.append(i);
    const bool coded = m_workbench.selection().coder().has_value();
    const bool calibrated = !m_workbench.selection().calibration().isEmpty();
    const bool sameShape =
        chips == m_chips && coded == m_coded && calibrated == m_calibrated && !m_rows.empty();
    if (!sameShape) beginResetModel();
    m_chips = chips;
    m_coded = coded;
    m_calibrated = calibrated;
    buildRows();
    if (!sameShape) return endResetModel();
    if (m_chips.isEmpty()) return;
    emit headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int MetricsTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MetricsTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_chips.size());
}

std::optional<double> MetricsTableModel::value(int row, int column) const
{
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    if (at.isHeading()) return std::nullopt;
    if (at.value) return at.value(m_workbench.results(m_chips.at(column)));
    const NullComparison* comparison = m_nulls.comparison(m_chips.at(column), at.metric, at.null);
    return comparison ? std::optional(comparison->mean) : std::nullopt;
}

bool MetricsTableModel::isInvariant(int row) const
{
    if (m_chips.size() < 2) return false;
    const std::optional<double> first = value(row, 0);
    if (!first || !std::isfinite(*first) || *first == 0.0) return false;
    for (int column = 1; column < m_chips.size(); ++column) {
        const std::optional<double> other = value(row, column);
        if (!other || !(std::abs(*other - *first) <= invariantWithin * std::abs(*first))) return false;
    }
    return true;
}

QString MetricsTableModel::display(int row, int column) const
{
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    if (at.isHeading()) return {};
    const ChipResults& results = m_workbench.results(m_chips.at(column));
    const std::optional<double> number = value(row, column);
    if (!number && !at.null.empty())
        return results.part(at.part).pending || m_nulls.isPending(m_chips.at(column)) ? QStringLiteral("·")
                                                                                      : QStringLiteral("–");
    if (!number)
        return results.part(at.part).error.isEmpty() && results.notApplicable.isEmpty() ? QStringLiteral("·")
                                                                                        : QStringLiteral("–");
    if (column > 0 && isInvariant(row)) return QStringLiteral("≡");
    return formatNumber(*number, 3);
}

/// Every null of the row's metric in this column: mean, spread and distance in units of it.
QString MetricsTableModel::nullText(int row, int column) const
{
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    const AnalysisResult* result = m_nulls.result(m_chips.at(column));
    if (at.metric.empty() || !result || !result->nulls.contains(at.metric)) return {};
    QString text;
    for (const auto& [kind, one] : result->nulls.at(at.metric)) {
        const QString label = componentText(m_workbench.registries().nulls.find(kind).label).toHtmlEscaped();
        text += QStringLiteral("<br>") +
                tr("%1: %2 ± %3 over %n draws", nullptr, one.draws)
                    .arg(label, formatNumber(one.mean), formatNumber(one.standardDeviation, 2));
        if (std::isfinite(one.z)) text += tr(", z = %1").arg(formatNumber(one.z, 3));
    }
    return text;
}

QString MetricsTableModel::cellToolTip(int row, int column) const
{
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    const ChipResults& results = m_workbench.results(m_chips.at(column));
    const std::optional<double> number = value(row, column);
    const QString name = m_workbench.selection().chips().at(m_chips.at(column)).label;
    if (at.isHeading()) return {};
    if (!number) {
        const QString& error = results.part(at.part).error;
        return !results.notApplicable.isEmpty() ? results.notApplicable : error;
    }
    const QString equal =
        isInvariant(row) ? tr("<br>≡ equal in all shown coordinates to a part in 100 000") : QString();
    return at.toolTip + QStringLiteral("<br>%1: %2").arg(name.toHtmlEscaped(), formatNumber(*number, 8)) +
           equal + nullText(row, column);
}

QVariant MetricsTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(index.row(), index.column());
    case Qt::ToolTipRole:
        return cellToolTip(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font;
        font.setBold(row.null.empty() && m_chips.at(index.column()) == m_workbench.selection().activeChip());
        font.setItalic(!row.null.empty());
        return font;
    }
    case Qt::ForegroundRole:
        return row.null.empty() ? QVariant()
                                : QVariant(QGuiApplication::palette().brush(QPalette::PlaceholderText));
    case SectionRole:
        return row.isHeading();
    case MetricRole:
        return fromCore(row.metric);
    case NullRole:
        return fromCore(row.null);
    case ValueRole: {
        const std::optional<double> number = value(index.row(), index.column());
        return number ? QVariant(*number) : QVariant();
    }
    default:
        return {};
    }
}

QVariant MetricsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        if (section < 0 || section >= rowCount()) return {};
        const Row& row = m_rows[static_cast<std::size_t>(section)];
        if (role == Qt::DisplayRole) return row.label;
        if (role == Qt::ToolTipRole) return row.toolTip;
        if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
        if (role == Qt::FontRole && (row.isHeading() || !row.null.empty())) {
            QFont font;
            font.setBold(row.isHeading());
            font.setItalic(!row.null.empty());
            return font;
        }
        if (role == Qt::ForegroundRole && !row.null.empty())
            return QGuiApplication::palette().brush(QPalette::PlaceholderText);
        return {};
    }
    if (section < 0 || section >= columnCount()) return {};
    const CoordinateChip& chip = m_workbench.selection().chips().at(m_chips.at(section));
    if (role == Qt::DisplayRole) return chip.label;
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        const AnalysisResult* result = m_workbench.results(m_chips.at(section)).result(Part::Statistics);
        const QString basis = result ? fromCore(result->basis) : QString();
        return chipDescription(chip, m_workbench.registries()) +
               (basis.isEmpty() ? QString() : QStringLiteral("\n") + basis);
    }
    return {};
}

} // namespace alidade
