// SPDX-License-Identifier: GPL-3.0-or-later
// The layer table filtered and sorted. The pinned tensor (the selected one) always stays in the list;
// undefined and unknown values sort last in both directions. Thread rule: GUI thread.
#pragma once

#include "widgets/models/layer_filter.h"

#include <QSortFilterProxyModel>

namespace alidade {

class LayerTableModel;

class LayerFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit LayerFilterModel(LayerTableModel* source, QObject* parent = nullptr);

    /// Sets the filter. An invalid text leaves the list as it is and makes error() say why.
    void setFilterText(const QString& text);
    [[nodiscard]] QString error() const { return m_error; }
    /// Tensors that match, the pinned one not counted if it is there only because it is pinned.
    [[nodiscard]] int matchCount() const;

    /// The tensor that stays whatever the filter says.
    void setPinned(const QString& tensor);

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    [[nodiscard]] bool matches(int sourceRow) const;

    LayerTableModel* m_source = nullptr;
    LayerFilter m_filter;
    QString m_error;
    QString m_pinned;
};

} // namespace alidade
