// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the number of a metric cell with a thin bar under it, so that a column reads as a profile of the
// model.
#pragma once

#include <QStyledItemDelegate>

namespace alidade {

/// For columns whose cells answer LayerTableModel::BarRole.
class MetricBarDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace alidade
