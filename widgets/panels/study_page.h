// SPDX-License-Identifier: GPL-3.0-or-later
// A validation study: its plot, with choices of both axes, and its table. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/engine_bridge.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace alidade {

class PlotCard;
class StudyTableModel;

class StudyPage : public QWidget {
    Q_OBJECT

public:
    explicit StudyPage(QWidget* parent = nullptr);

    /// Shows a study that was read from this file.
    void setStudy(const QString& path, const StudyPtr& study);
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] PlotCard* card() const { return m_card; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    /// Puts the selected rows (all, if none is) with every column on the clipboard, as TSV. Number of rows.
    int copyRows();

signals:
    /// The user wants to see what is in the file now.
    void readAgainRequested();
    void closeRequested();
    /// As of Overview.
    void readout(const QString& text);
    void exported(const QString& path);
    void exportFailed(const QString& sentence);
    void copied(const QString& sentence);

private:
    QWidget* makeHeading();
    QWidget* makeControls();
    void makeTable();
    void connectPlot();
    void refresh();
    [[nodiscard]] QString recipe() const;

    QString m_path;
    StudyPtr m_study;
    PlotCard* m_card = nullptr;
    QTableView* m_table = nullptr;
    StudyTableModel* m_model = nullptr;
    QLabel* m_caption = nullptr;
    QComboBox* m_rate = nullptr;
    QComboBox* m_quality = nullptr;
};

} // namespace alidade
