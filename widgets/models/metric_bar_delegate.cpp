// SPDX-License-Identifier: GPL-3.0-or-later
// The bar under a number.
#include "widgets/models/metric_bar_delegate.h"

#include "widgets/models/layer_table_model.h"
#include "widgets/style/palette.h"

#include <QPainter>

#include <algorithm>

namespace alidade {

void MetricBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant share = index.data(LayerTableModel::BarRole);
    if (!share.isValid()) return;
    const QRectF cell = QRectF(option.rect).adjusted(4, 0, -4, -2);
    const qreal width = std::clamp(share.toDouble(), 0.0, 1.0) * cell.width();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QPalette& palette = option.palette;
    const QColor colour =
        selected ? palette.color(QPalette::HighlightedText)
                 : mixed(palette.color(QPalette::Base), palette.color(QPalette::Highlight), 0.75);
    painter->fillRect(QRectF(cell.right() - std::max(width, 1.0), cell.bottom() - 2, std::max(width, 1.0), 2),
                      colour);
}

} // namespace alidade
