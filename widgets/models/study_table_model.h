// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a validation study as they are in its file. Only formats. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/engine_bridge.h"

#include <QAbstractTableModel>

namespace alidade {

class StudyTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// SortRole: a double for numbers, a string for words.
    enum Role { SortRole = Qt::UserRole };
    /// The columns before the numbers.
    enum WordColumn { CoordinatesColumn, QuantizerColumn, WordColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Another study, or null for none.
    void setStudy(const StudyPtr& study);
    /// Column of a number of validationColumns(), or -1.
    [[nodiscard]] static int columnOf(const std::string& name);
    /// Whether a column is shown until the user widens the table.
    [[nodiscard]] static bool isInitiallyVisible(int column);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    StudyPtr m_study;
};

} // namespace alidade
