// SPDX-License-Identifier: GPL-3.0-or-later
// Filtering and numeric sorting of the layer table.
#include "widgets/models/layer_filter_model.h"

#include "widgets/models/layer_table_model.h"

#include <cmath>

namespace alidade {

LayerFilterModel::LayerFilterModel(LayerTableModel* source, QObject* parent)
    : QSortFilterProxyModel(parent), m_source(source)
{
    setSourceModel(source);
    setSortRole(LayerTableModel::SortRole);
}

void LayerFilterModel::setFilterText(const QString& text)
{
    LayerFilter filter = LayerFilter::parse(text, m_source->filterFields());
    m_error = filter.error();
    if (!filter.isValid()) return;
    m_filter = std::move(filter);
    invalidateFilter();
}

void LayerFilterModel::setPinned(const QString& tensor)
{
    if (m_pinned == tensor) return;
    m_pinned = tensor;
    if (!m_filter.isEmpty()) invalidateFilter();
}

bool LayerFilterModel::matches(int sourceRow) const
{
    const Layer* layer = m_source->layerAt(sourceRow);
    return layer && m_filter.matches(*layer, [this](const Layer& of, const QString& field) {
        return m_source->filterValue(of, field);
    });
}

int LayerFilterModel::matchCount() const
{
    const int shown = rowCount();
    const int pinned = m_source->rowOf(m_pinned);
    return pinned >= 0 && !matches(pinned) ? shown - 1 : shown;
}

bool LayerFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    if (sourceParent.isValid()) return false;
    if (m_filter.isEmpty()) return true;
    const Layer* layer = m_source->layerAt(sourceRow);
    return layer && (QString::fromStdString(layer->tensor.name) == m_pinned || matches(sourceRow));
}

bool LayerFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(LayerTableModel::SortRole);
    const QVariant b = right.data(LayerTableModel::SortRole);
    if (a.typeId() != QMetaType::Double || b.typeId() != QMetaType::Double)
        return QSortFilterProxyModel::lessThan(left, right);
    const double x = a.toDouble();
    const double y = b.toDouble();
    const bool ascending = sortOrder() == Qt::AscendingOrder;
    if (std::isnan(x) && std::isnan(y)) return false;
    if (std::isnan(x)) return !ascending;
    if (std::isnan(y)) return ascending;
    return x < y;
}

} // namespace alidade
