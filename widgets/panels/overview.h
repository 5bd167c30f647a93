// SPDX-License-Identifier: GPL-3.0-or-later
// The centre of the window: tabs of boards, each a few cards that answer one question together. Only the cards
// of the board in front are computed and drawn. Thread rule: GUI thread.
#pragma once

#include "widgets/cards/card_kinds.h"
#include "widgets/panels/card_grid.h"
#include "widgets/plots/plot_view.h"

#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QWidget>

class QTabBar;

namespace alidade {

class Overview : public QWidget {
    Q_OBJECT

public:
    /// @param workbench must outlive the overview
    explicit Overview(Workbench& workbench, QWidget* parent = nullptr);

    /// Brings a board to the front (the first, if the id is empty); one that there is not is left alone.
    void setBoard(const QString& id);
    [[nodiscard]] QString board() const;
    /// Brings the first board with this kind of plot to the front. False if none has it.
    bool showCard(const QString& kind);
    /// The card of a kind, or null. There is one of each, whatever board it is on.
    [[nodiscard]] ResultCard* card(const QString& kind) const { return m_cards.value(kind); }
    /// Every card, in the order of the kinds.
    [[nodiscard]] QList<ResultCard*> allCards() const;
    /// The cards of the board in front.
    [[nodiscard]] QList<PlotCard*> cards() const { return m_grid->cards(); }
    /// What was chosen on each card alone, by its kind.
    [[nodiscard]] QMap<QString, QJsonObject> cardOptions() const;
    /// Takes up cardOptions(); cards that are not named go back to how they come.
    /// @return one sentence for each card that refuses its options
    QStringList restoreCards(const QMap<QString, QJsonObject>& options);
    [[nodiscard]] QTabBar* tabs() const { return m_tabs; }

    [[nodiscard]] ResultCard* depthCard() const { return card(QStringLiteral("depth")); }
    [[nodiscard]] ResultCard* distributionCard() const { return card(QStringLiteral("distribution")); }
    [[nodiscard]] ResultCard* energyCard() const { return card(QStringLiteral("energy")); }
    [[nodiscard]] ResultCard* rateCard() const { return card(QStringLiteral("rate")); }

    /// As of CardGrid, for the board in front.
    void setMaximised(PlotCard* card) { m_grid->setMaximised(card); }
    [[nodiscard]] PlotCard* maximised() const { return m_grid->maximised(); }
    void toggleMaximised() { m_grid->toggleMaximised(); }
    [[nodiscard]] PlotCard* currentCard() const { return m_grid->currentCard(); }

signals:
    void boardChanged();
    void maximisedChanged();
    /// Values under the cursor of a plot, for the status bar; empty when the cursor has left.
    void readout(const QString& text);
    /// A plot was written to a file.
    void exported(const QString& path);
    /// One sentence on what could not be written.
    void exportFailed(const QString& sentence);
    /// One sentence on what was put on the clipboard.
    void copied(const QString& sentence);
    /// The user changed the zoom or the axes of a card's plot.
    void viewChanged(alidade::ResultCard* card, const alidade::PlotViewState& before,
                     const alidade::PlotViewState& after);
    /// The user chose something about one card alone.
    void cardOptionsChanged(alidade::ResultCard* card);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void addCard(const CardKind& kind);
    void connectView(ResultCard* card);
    void linkComparison();
    void showBoard(int index);
    void chooseShown();
    void spreadCursor(const ResultCard* from, std::optional<double> x);

    Workbench& m_workbench;
    QList<CardKind> m_kinds;
    QList<Board> m_boards;
    QHash<QString, ResultCard*> m_cards;
    QTabBar* m_tabs = nullptr;
    CardGrid* m_grid = nullptr;
};

} // namespace alidade
