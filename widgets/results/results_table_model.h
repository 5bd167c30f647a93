// SPDX-License-Identifier: GPL-3.0-or-later
// A table of results with a column that says which thresholds a row goes beyond. Only formats. Thread rule: GUI thread.
#pragma once

#include "widgets/results/results_document.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace alidade {

/// "kurtosis > 10", with the column's name.
QString thresholdText(const ResultsTable& table, const ResultsThreshold& threshold);

class ResultsTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// SortRole: a double for numbers and for flags, a string for words.
    enum Role { SortRole = Qt::UserRole };
    /// The column before those of the table.
    static constexpr int flagColumn = 0;
    static constexpr int firstColumn = 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const ResultsTable& table);
    /// Those of columns that the table has not flag nothing.
    void setThresholds(const QList<ResultsThreshold>& thresholds);
    [[nodiscard]] const ResultsTable& table() const { return m_table; }
    [[nodiscard]] bool isFlagged(int row) const { return !m_flags.at(row).isEmpty(); }
    [[nodiscard]] int flaggedCount() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void flag();
    [[nodiscard]] QVariant flagData(int row, int role) const;
    [[nodiscard]] QVariant markData(int row, int role) const;

    ResultsTable m_table;
    QList<ResultsThreshold> m_thresholds;
    QList<QStringList> m_flags; ///< of each row: the thresholds it is beyond, in words
};

/// Rows that have every word that is looked for in one of their texts.
class ResultsRowFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ResultsRowFilter(ResultsTableModel& model, QObject* parent = nullptr);

    void setWords(const QString& words);
    void setOnlyFlagged(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    ResultsTableModel& m_model;
    QStringList m_words;
    bool m_onlyFlagged = false;
};

} // namespace alidade
