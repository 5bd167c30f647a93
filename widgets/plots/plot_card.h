// SPDX-License-Identifier: GPL-3.0-or-later
// A framed plot with a title line: title, room for controls, and the buttons every plot has. The plot inside
// draws the badge and the sentence of the empty state.
#pragma once

#include "widgets/plots/plot_spec.h"

#include <QFrame>

class QBoxLayout;
class QLabel;
class QToolButton;

namespace alidade {

class PlotView;

class PlotCard : public QFrame {
    Q_OBJECT

public:
    explicit PlotCard(QWidget* parent = nullptr);
    ~PlotCard() override;

    /// Shows `spec`: the title in the title line, the rest in the view.
    void setSpec(const PlotSpec& spec);

    /// The plot inside; connect to its signals. Lives as long as the card.
    PlotView* view() const { return m_view; }

    /// Puts `controls` (combo boxes) between the title and the buttons, or on a line of their own where the card is
    /// too narrow for both; the card takes ownership. Replaces and deletes former controls.
    void setControls(QWidget* controls);

    /// Shows the button as "restore" while the card is maximised.
    void setMaximised(bool maximised);
    bool isMaximised() const { return m_maximised; }

signals:
    /// The maximise/restore button was pressed or the title double-clicked.
    void maximiseRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeControls();
    void fitTitle();
    QToolButton* addButton(const QString& iconName);
    void buildTitleLine();
    void retranslate();

    PlotView* m_view = nullptr;
    QBoxLayout* m_titleLine = nullptr;
    QBoxLayout* m_controlLine = nullptr; ///< below the title; empty while the controls stand beside it
    QLabel* m_title = nullptr;
    QWidget* m_controls = nullptr;
    QToolButton* m_fit = nullptr;
    QToolButton* m_copy = nullptr;
    QToolButton* m_save = nullptr;
    QToolButton* m_maximise = nullptr;
    bool m_maximised = false;
};

} // namespace alidade
