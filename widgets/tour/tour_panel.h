// SPDX-License-Identifier: GPL-3.0-or-later
// The card of the tour: where it is, what the step says, what its check has found. Not modal: everything else can be
// used meanwhile. Thread rule: GUI thread.
#pragma once

#include "widgets/tour/tour.h"

#include <QWidget>

class QFrame;
class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace alidade {

class TourPanel : public QWidget {
    Q_OBJECT

public:
    /// @param tour must outlive the panel
    explicit TourPanel(Tour& tour, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* addText(const char* name, QVBoxLayout* column);
    QFrame* makeVerdict();
    void makeButtons(QVBoxLayout* column);
    void showStep();
    void showCheck();

    Tour& m_tour;
    QScrollArea* m_scroll = nullptr;
    QLabel* m_place = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_icon = nullptr;
    QLabel* m_word = nullptr;
    QLabel* m_sentence = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_skip = nullptr;
};

} // namespace alidade
