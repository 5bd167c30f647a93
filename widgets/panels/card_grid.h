// SPDX-License-Identifier: GPL-3.0-or-later
// The centre of the window: plot cards in two columns, in one where there is little room, or a single one
// maximised. Thread rule: GUI thread.
#pragma once

#include <QList>
#include <QScrollArea>

class QGridLayout;

namespace alidade {

class PlotCard;

class CardGrid : public QScrollArea {
    Q_OBJECT

public:
    explicit CardGrid(QWidget* parent = nullptr);

    /// Appends a card and becomes its parent. A wide card has a row of its own.
    void addCard(PlotCard* card, bool wide);
    /// Takes every card out and hides it; they stay children of the grid.
    void clear();
    [[nodiscard]] QList<PlotCard*> cards() const;

    /// Shows only this card, or all again (null).
    void setMaximised(PlotCard* card);
    [[nodiscard]] PlotCard* maximised() const { return m_maximised; }
    /// Maximises the card that has the focus (the first if none has), or shows all again.
    void toggleMaximised();
    /// The card with the focus, else the one that had it last, else the first.
    [[nodiscard]] PlotCard* currentCard() const;

signals:
    void maximisedChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Entry {
        PlotCard* card = nullptr;
        bool wide = false;
    };

    void arrange();
    void maximiseSender();
    [[nodiscard]] int columnsFor(int width) const;

    QList<Entry> m_entries;
    QGridLayout* m_layout = nullptr;
    PlotCard* m_maximised = nullptr;
    PlotCard* m_current = nullptr;
    int m_columns = 0;
};

} // namespace alidade
