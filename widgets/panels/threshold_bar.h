// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows of a table are flagged: a form for one threshold more, those that are set, and how many rows are beyond
// them. Thread rule: GUI thread.
#pragma once

#include "widgets/results/results_document.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace alidade {

class ThresholdBar : public QWidget {
    Q_OBJECT

public:
    explicit ThresholdBar(QWidget* parent = nullptr);

    /// Offers the columns of numbers of this table, and shows thresholds that are set for it.
    void setTable(const ResultsTable& table, const QList<ResultsThreshold>& thresholds);
    /// How many rows are beyond a threshold.
    void setCount(int flagged, int rows);
    [[nodiscard]] const QList<ResultsThreshold>& thresholds() const { return m_thresholds; }

signals:
    /// The user added or removed a threshold.
    void changed();
    void onlyFlaggedChanged(bool only);

private:
    void add();
    void remove(const ResultsThreshold& threshold);
    void showThresholds();
    void checkValue();

    ResultsTable m_table; ///< without rows
    QList<ResultsThreshold> m_thresholds;
    QComboBox* m_column = nullptr;
    QComboBox* m_side = nullptr;
    QLineEdit* m_value = nullptr;
    QToolButton* m_add = nullptr;
    QHBoxLayout* m_chips = nullptr;
    QLabel* m_count = nullptr;
    QCheckBox* m_only = nullptr;
};

} // namespace alidade
