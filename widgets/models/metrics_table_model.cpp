// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the metrics table: registry metrics, the curve at the chosen bits, exactness of the change of
// coordinates.
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

QString toolTipText(const QString& name, const QString& formula, const QString& unit, const QString& help,
                    const QString& badge)
{
    QString text = QStringLiteral("<b>%1</b>").arg(name.toHtmlEscaped());
    if (!unit.isEmpty()) text += QStringLiteral(" (%1)").arg(unit.toHtmlEscaped());
    for (const QString& line : {formula, help, badge})
        if (!line.isEmpty()) text += QStringLiteral("<br>") + line.toHtmlEscaped();
    return text;
}

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
    const bool sameShape = chips == m_chips && !m_rows.empty();
    if (!sameShape) beginResetModel();
    m_chips = chips;
    buildRows();
    if (!sameShape) return endResetModel();
    if (m_chips.isEmpty()) return;
    emit headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void MetricsTableModel::buildRows()
{
    m_rows.clear();
    addMetrics();
    addCurveRows();
    addResidualRows();
}

void MetricsTableModel::addMetrics()
{
    QString group;
    for (const Metric& metric : m_workbench.registries().metrics) {
        if (const QString heading = componentText(metric.group); heading != group) {
            group = heading;
            Row row;
            row.label = heading;
            m_rows.push_back(std::move(row));
        }
        const QString badge = metric.invariant ? tr("≡ The same in every orthogonal coordinate system.")
                                               : tr("Depends on the coordinate system.");
        Row row;
        row.label = componentText(metric.shortLabel.empty() ? metric.label : metric.shortLabel);
        row.toolTip = toolTipText(componentText(metric.label), componentText(metric.formula),
                                  componentText(metric.unit), componentText(metric.help), badge);
        row.value = [id = metric.id](const ChipResults& results) { return results.metric(id); };
        row.part = metric.expensive ? Part::Spectrum : Part::Statistics;
        row.metric = metric.id;
        m_rows.push_back(std::move(row));
        if (metric.needsNull) addNullRow(metric);
    }
}

/// Below a number that means nothing alone: what chance makes of it in the same coordinates.
void MetricsTableModel::addNullRow(const Metric& metric)
{
    const NullModel& model = m_workbench.registries().nulls.find(metric.shownNull);
    Row row;
    row.label = tr("  null: %1").arg(metric.shownNull == "gaussian" ? tr("noise") : componentText(model.id));
    row.toolTip =
        toolTipText(tr("%1 of a null model").arg(componentText(metric.label)), componentText(model.label), {},
                    componentText(model.help),
                    tr("It goes through the same change of coordinates. What the weights have beyond it is "
                       "theirs."));
    row.part = Part::Spectrum;
    row.metric = metric.id;
    row.null = metric.shownNull;
    m_rows.push_back(std::move(row));
}

void MetricsTableModel::addCurveRows()
{
    const int bits = m_workbench.selection().bits();
    Row heading;
    heading.label = tr("At %1 bits").arg(bits);
    heading.part = Part::Curve;
    m_rows.push_back(std::move(heading));
    const auto add = [this, bits](const QString& label, const QString& unit, const QString& help,
                                  double (*read)(const RateDistortionPoint&)) {
        Row row;
        row.label = label;
        row.toolTip = toolTipText(label, {}, unit, help, {});
        row.value = [bits, read](const ChipResults& results) -> std::optional<double> {
            const RateDistortionPoint* point = results.point(bits);
            if (!point) return std::nullopt;
            return read(*point);
        };
        row.part = Part::Curve;
        m_rows.push_back(std::move(row));
    };
    add(tr("SQNR"), tr("dB"), tr("10 log₁₀ of signal power over squared error. 6.02 dB are worth one bit."),
        [](const RateDistortionPoint& point) { return point.sqnrDb(); });
    add(tr("MSE"), tr("squared units of the weights"),
        tr("Mean squared error of the weights; an orthogonal change of coordinates keeps it."),
        [](const RateDistortionPoint& point) { return point.meanSquaredError; });
    add(tr("Entropy"), tr("bits/weight"),
        tr("Shannon entropy of the symbols: an estimate of what an entropy coder would need. Flattening "
           "outliers "
           "usually raises it."),
        [](const RateDistortionPoint& point) { return point.entropyBits; });
    add(tr("Huffman"), tr("bits/weight"),
        tr("Mean length of a Huffman code of the symbols, code table included."),
        [](const RateDistortionPoint& point) { return point.huffmanBits; });
    add(tr("Scales"), tr("bits/weight"), tr("Scales and other side information of the quantizer."),
        [](const RateDistortionPoint& point) { return point.scaleBits; });
    add(tr("Basis"), tr("bits/weight"),
        tr("What a decoder must be sent to know the axes. A seed costs next to nothing, a fitted basis a "
           "great deal."),
        [](const RateDistortionPoint& point) { return point.basisBits; });
}

void MetricsTableModel::addResidualRows()
{
    Row heading;
    heading.label = tr("Exactness");
    m_rows.push_back(std::move(heading));
    const auto add = [this](const QString& label, const QString& formula, const QString& help,
                            double (*read)(const Residual&)) {
        Row row;
        row.label = label;
        row.toolTip = toolTipText(label, formula, {}, help, {});
        row.value = [read](const ChipResults& results) -> std::optional<double> {
            const AnalysisResult* result = results.result(Part::Statistics);
            if (!result || !result->residualMeasured) return std::nullopt;
            return read(result->residual);
        };
        m_rows.push_back(std::move(row));
    };
    add(tr("Orthogonality"), tr("max |TᵀT − I|"), tr("How far the axes are from orthogonal."),
        [](const Residual& residual) { return residual.orthogonality; });
    add(tr("Energy"), tr("| ‖W′‖ / ‖W‖ − 1 |"),
        tr("How far the change of coordinates is from keeping the energy."),
        [](const Residual& residual) { return residual.energy; });
    add(tr("Round trip"), tr("max |T⁻¹(T(W)) − W| / max |W|"),
        tr("How far there-and-back is from the weights."),
        [](const Residual& residual) { return residual.roundTrip; });
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
