// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of the layer table.
#include "widgets/models/layer_table_model.h"

#include "widgets/bridge/core_text.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QFont>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr std::array initialMetrics{"kurtosis", "linf_over_sigma"};
const QString unknownCell = QStringLiteral("·");
const QString unreadableCell = QStringLiteral("–");

/// "64×48", of a stack "8 × 64×48": the matrices stay together, and the column narrow.
QString shapeOf(const Layer& layer)
{
    const auto& shape = layer.tensor.shape;
    if (shape.empty()) return LayerTableModel::tr("scalar");
    QString text = QString::number(shape.front());
    for (std::size_t i = 1; i < shape.size(); ++i) {
        const bool matrixBegins = layer.isStack() && i + 2 == shape.size();
        text += (matrixBegins ? QStringLiteral(" × ") : QStringLiteral("×")) + QString::number(shape[i]);
    }
    return text;
}

/// What the list calls a tensor as long as no other is called so.
std::string briefName(const Layer& layer) { return layer.block ? layer.shortName() : layer.role; }

/// "8 × 64×48 (stack of 8)".
QString stackOf(const Layer& layer)
{
    return layer.isStack() ? LayerTableModel::tr("%1 (stack of %2)").arg(shapeOf(layer)).arg(layer.matrices)
                           : shapeOf(layer);
}

QString typeOf(const Layer& layer)
{
    const std::string_view name = dtypeInfo(layer.tensor.dtype).name;
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QString metricToolTip(const Metric& metric)
{
    QString text = QStringLiteral("<b>%1</b>").arg(componentText(metric.label).toHtmlEscaped());
    if (!metric.formula.empty())
        text += QStringLiteral("<br>") + componentText(metric.formula).toHtmlEscaped();
    if (!metric.help.empty()) text += QStringLiteral("<br>") + componentText(metric.help).toHtmlEscaped();
    return text;
}

} // namespace

LayerTableModel::LayerTableModel(const Registries& registries, QObject* parent) : QAbstractTableModel(parent)
{
    for (const Metric& metric : registries.metrics)
        if (!metric.expensive) m_metrics.push_back(&metric);
    m_ranges.resize(m_metrics.size());
}

void LayerTableModel::setSummary(const CheckpointSummaryPtr& summary)
{
    beginResetModel();
    m_summary = summary;
    m_rows.clear();
    m_results.clear();
    m_errors.clear();
    if (summary) {
        m_results.resize(summary->layers.size());
        for (std::size_t row = 0; row < summary->layers.size(); ++row)
            m_rows[summary->layers[row].tensor.name] = static_cast<int>(row);
    }
    findAmbiguous();
    m_ranges.assign(m_metrics.size(), Range());
    endResetModel();
}

void LayerTableModel::findAmbiguous()
{
    m_ambiguous.clear();
    if (!m_summary) return;
    std::unordered_map<std::string, int> uses;
    for (const Layer& layer : m_summary->layers)
        ++uses[briefName(layer)];
    for (const Layer& layer : m_summary->layers)
        m_ambiguous.push_back(uses[briefName(layer)] > 1);
}

void LayerTableModel::setResults(const std::vector<AnalysisResultPtr>& results)
{
    int first = std::numeric_limits<int>::max();
    int last = -1;
    bool replaced = false;
    for (const AnalysisResultPtr& result : results) {
        const auto at = m_rows.find(result->request.tensor);
        if (at == m_rows.end()) continue;
        AnalysisResultPtr& held = m_results[static_cast<std::size_t>(at->second)];
        replaced |= held && held != result;
        held = result;
        first = std::min(first, at->second);
        last = std::max(last, at->second);
    }
    if (last < 0) return;
    // Large models answer in hundreds of batches: what is new widens the ranges, only what is gone makes them anew.
    if (replaced) m_ranges.assign(m_metrics.size(), Range());
    widenRanges(replaced ? m_results : results);
    emit dataChanged(index(first, FixedColumnCount), index(last, columnCount() - 1));
}

void LayerTableModel::setError(const QString& tensor, const QString& reason)
{
    const int row = rowOf(tensor);
    if (row < 0) return;
    if (reason.isEmpty() ? m_errors.erase(row) == 0 : !m_errors.insert_or_assign(row, reason).second) return;
    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void LayerTableModel::widenRanges(const std::vector<AnalysisResultPtr>& results)
{
    for (const AnalysisResultPtr& result : results) {
        if (!result || !m_rows.contains(result->request.tensor)) continue;
        for (std::size_t i = 0; i < m_metrics.size(); ++i) {
            const auto at = result->metrics.find(m_metrics[i]->id);
            if (at == result->metrics.end() || !std::isfinite(at->second)) continue;
            Range& range = m_ranges[i];
            range.low = range.any ? std::min(range.low, at->second) : at->second;
            range.high = range.any ? std::max(range.high, at->second) : at->second;
            range.any = true;
        }
    }
}

const Layer* LayerTableModel::layerAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_summary->layers[static_cast<std::size_t>(row)] : nullptr;
}

int LayerTableModel::rowOf(const QString& tensor) const
{
    const auto at = m_rows.find(tensor.toStdString());
    return at == m_rows.end() ? -1 : at->second;
}

int LayerTableModel::metricColumn(const QString& id) const
{
    const auto at =
        std::ranges::find(m_metrics, id.toStdString(), [](const Metric* metric) { return metric->id; });
    return at == m_metrics.end() ? -1 : FixedColumnCount + static_cast<int>(at - m_metrics.begin());
}

bool LayerTableModel::isInitiallyVisible(int column) const
{
    if (column < TypeColumn) return true;
    return std::ranges::any_of(
        initialMetrics, [&](const char* id) { return metricColumn(QString::fromLatin1(id)) == column; });
}

QList<FilterField> LayerTableModel::filterFields() const
{
    QList<FilterField> fields{{QStringLiteral("layer"), {QStringLiteral("layer"), QStringLiteral("block")}},
                              {QStringLiteral("rows"), {QStringLiteral("rows"), QStringLiteral("out")}},
                              {QStringLiteral("cols"), {QStringLiteral("cols"), QStringLiteral("in")}},
                              {QStringLiteral("size"), {QStringLiteral("size")}}};
    for (const Metric* metric : m_metrics) {
        const QString id = fromCore(metric->id);
        // "energy0.01" and the like are typed as the id; the underscore may be left out.
        fields.append({id, {id, QString(id).remove(QLatin1Char('_'))}});
    }
    return fields;
}

std::optional<double> LayerTableModel::filterValue(const Layer& layer, const QString& fieldId) const
{
    if (fieldId == QLatin1String("layer")) {
        if (!layer.block) return std::nullopt;
        return static_cast<double>(*layer.block);
    }
    if (fieldId == QLatin1String("rows")) return static_cast<double>(layer.rows);
    if (fieldId == QLatin1String("cols")) return static_cast<double>(layer.cols);
    if (fieldId == QLatin1String("size")) return static_cast<double>(layer.tensor.elements);
    return metricValue(rowOf(fromCore(layer.tensor.name)), metricColumn(fieldId));
}

int LayerTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_summary ? 0 : static_cast<int>(m_summary->layers.size());
}

int LayerTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FixedColumnCount + static_cast<int>(m_metrics.size());
}

std::optional<double> LayerTableModel::metricValue(int row, int column) const
{
    if (row < 0 || column < FixedColumnCount) return std::nullopt;
    const AnalysisResultPtr& result = m_results[static_cast<std::size_t>(row)];
    if (!result) return std::nullopt;
    const auto at = result->metrics.find(m_metrics[static_cast<std::size_t>(column - FixedColumnCount)]->id);
    if (at == result->metrics.end()) return std::nullopt;
    return at->second;
}

QVariant LayerTableModel::display(int row, int column) const
{
    const Layer& layer = *layerAt(row);
    if (column == TensorColumn)
        return untrusted(m_ambiguous[static_cast<std::size_t>(row)] ? layer.tensor.name : briefName(layer));
    if (column == ShapeColumn) return shapeOf(layer);
    if (column == TypeColumn) return typeOf(layer);
    const std::optional<double> value = metricValue(row, column);
    if (value) return formatNumber(*value, 3);
    return m_errors.contains(row) ? unreadableCell : unknownCell;
}

QVariant LayerTableModel::sortKey(int row, int column) const
{
    const Layer& layer = *layerAt(row);
    if (column == ShapeColumn) return static_cast<double>(layer.tensor.elements);
    if (column == TypeColumn) return typeOf(layer);
    // Block numbers in order of size, and tensors outside the blocks where the file has them.
    if (column == TensorColumn) return static_cast<double>(row);
    return metricValue(row, column).value_or(std::numeric_limits<double>::quiet_NaN());
}

QVariant LayerTableModel::bar(int row, int column) const
{
    const std::optional<double> value = metricValue(row, column);
    if (!value || !std::isfinite(*value)) return {};
    const Range& range = m_ranges[static_cast<std::size_t>(column - FixedColumnCount)];
    if (range.high <= range.low) return {};
    if (range.low > 0.0) return std::log(*value / range.low) / std::log(range.high / range.low);
    return (*value - range.low) / (range.high - range.low);
}

QString LayerTableModel::toolTip(int row, int column) const
{
    const Layer& layer = *layerAt(row);
    const auto error = m_errors.find(row);
    const QString reason =
        error == m_errors.end() ? QString() : tr("Cannot be measured: %1").arg(error->second);
    if (column < FixedColumnCount) {
        const QString facts = tr("%1\n%2, %3, %4")
                                  .arg(untrusted(layer.tensor.name), stackOf(layer), typeOf(layer),
                                       formatBytes(layer.tensor.bytes));
        return plainToolTip(reason.isEmpty() ? facts : facts + QLatin1Char('\n') + reason);
    }
    if (metricValue(row, column)) return {};
    return reason.isEmpty() ? tr("Not measured yet") : plainToolTip(reason);
}

QVariant LayerTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(column == TensorColumn || column == TypeColumn
                                       ? Qt::AlignLeft | Qt::AlignVCenter
                                       : Qt::AlignRight | Qt::AlignVCenter);
    case Qt::DecorationRole:
        return column == TensorColumn && m_errors.contains(row) ? icon(QStringLiteral("warning"))
                                                                : QVariant();
    case Qt::AccessibleDescriptionRole:
        return m_errors.contains(row) ? tr("Cannot be measured: %1").arg(m_errors.at(row)) : QVariant();
    case SortRole:
        return sortKey(row, column);
    case BarRole:
        return bar(row, column);
    case NameRole:
        return fromCore(layerAt(row)->tensor.name);
    default:
        return {};
    }
}

QVariant LayerTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == Qt::DisplayRole) {
        if (section == TensorColumn) return tr("Tensor");
        if (section == ShapeColumn) return tr("Shape");
        if (section == TypeColumn) return tr("Type");
        const Metric& metric = *m_metrics[static_cast<std::size_t>(section - FixedColumnCount)];
        return componentText(metric.shortLabel.empty() ? metric.label : metric.shortLabel);
    }
    if (role == Qt::ToolTipRole && section >= FixedColumnCount)
        return metricToolTip(*m_metrics[static_cast<std::size_t>(section - FixedColumnCount)]);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(section == TensorColumn || section == TypeColumn
                                       ? Qt::AlignLeft | Qt::AlignVCenter
                                       : Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

} // namespace alidade
