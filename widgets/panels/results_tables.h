// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a document: one at a time, searched, sorted, with flags and, where rows have one, a longer text.
// Thread rule: GUI thread.
#pragma once

#include "widgets/results/results_document.h"

#include <QMap>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTabBar;
class QTableView;
class QTextBrowser;

namespace alidade {

class ResultsRowFilter;
class ResultsTableModel;
class ThresholdBar;

class ResultsTables : public QWidget {
    Q_OBJECT

public:
    explicit ResultsTables(QWidget* parent = nullptr);

    /// Shows tables of a kind of document. The table in front, its order, selection and thresholds stay where the new
    /// tables have the same ids.
    void setTables(const QString& kind, const QList<ResultsTable>& tables);
    [[nodiscard]] QTableView* table() const { return m_table; }
    /// Id of the table in front.
    [[nodiscard]] QString current() const;
    void showTable(const QString& id);
    /// Puts the selected rows (all that are shown, if none is selected) with every column on the clipboard, as TSV with
    /// numbers in full. Number of rows.
    int copyRows();

signals:
    /// The user selected a row that this option of a choice shows, see ResultsTable::shows.
    void optionWanted(const QString& choice, const QString& option);

private:
    QWidget* makeLine();
    void makeTable();
    void showCurrent();
    void countFlags();
    void showDetail();

    QString m_kind;
    QList<ResultsTable> m_tables;
    QMap<QString, QList<ResultsThreshold>> m_thresholds; ///< that the user has set, by kind and table
    QString m_shown; ///< kind and table that are in the view
    ResultsTableModel* m_model = nullptr;
    ResultsRowFilter* m_rows = nullptr;
    QTabBar* m_tabs = nullptr;
    QLineEdit* m_search = nullptr;
    ThresholdBar* m_bar = nullptr;
    QTableView* m_table = nullptr;
    QTextBrowser* m_detail = nullptr;
};

} // namespace alidade
