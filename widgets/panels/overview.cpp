// SPDX-License-Identifier: GPL-3.0-or-later
// Which cards are on screen, what is computed for them, and what they say to the window.
#include "widgets/panels/overview.h"

#include "core/base/error.h"
#include "widgets/bridge/core_text.h"
#include "widgets/cards/compare_card.h"
#include "widgets/figures/figure_recipe.h"
#include "widgets/plots/plot_link.h"
#include "widgets/style/number_format.h"

#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace alidade {

Overview::Overview(Workbench& workbench, QWidget* parent)
    : QWidget(parent), m_workbench(workbench), m_kinds(cardKinds()), m_boards(boards())
{
    setObjectName(QStringLiteral("overview"));
    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(QStringLiteral("boards"));
    m_tabs->setAccessibleName(tr("Boards of plots"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_grid = new CardGrid(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_grid, 1);
    for (const CardKind& kind : m_kinds)
        addCard(kind);
    linkComparison();
    for (const Board& board : m_boards)
        m_tabs->setTabToolTip(m_tabs->addTab(board.title), board.help);
    connect(m_grid, &CardGrid::maximisedChanged, this, [this] {
        chooseShown();
        emit maximisedChanged();
    });
    connect(m_tabs, &QTabBar::currentChanged, this, &Overview::showBoard);
    showBoard(m_tabs->currentIndex());
}

void Overview::addCard(const CardKind& kind)
{
    ResultCard* card = kind.make(m_workbench);
    card->setParent(this);
    card->hide();
    m_cards.insert(kind.id, card);
    connectView(card);
    connect(card, &ResultCard::partsChanged, this, &Overview::chooseShown);
    connect(card, &ResultCard::optionsChanged, this, [this, card] { emit cardOptionsChanged(card); });
}

void Overview::connectView(ResultCard* card)
{
    PlotView* view = card->view();
    view->setRecipeSource([this, card] {
        if (!m_workbench.model()) return QString();
        FigureRecipe recipe = recipeOf(*card, m_workbench);
        recipe.view.board = board();
        return QString::fromUtf8(recipeText(recipe, m_workbench.registries()));
    });
    connect(view, &PlotView::readoutChanged, this, &Overview::readout);
    connect(view, &PlotView::hovered, this, [this, card](double x) { spreadCursor(card, x); });
    connect(view, &PlotView::hoverEnded, this, [this, card] { spreadCursor(card, std::nullopt); });
    connect(view, &PlotView::exported, this, &Overview::exported);
    connect(view, &PlotView::exportFailed, this, &Overview::exportFailed);
    connect(view, &PlotView::copied, this, &Overview::copied);
    connect(view, &PlotView::viewChanged, this,
            [this, card](const PlotViewState& before, const PlotViewState& after) {
                emit viewChanged(card, before, after);
            });
}

/// Both halves show the same plot on the same axes.
void Overview::linkComparison()
{
    auto* left = qobject_cast<CompareCard*>(card(QStringLiteral("compareLeft")));
    auto* right = qobject_cast<CompareCard*>(card(QStringLiteral("compareRight")));
    auto* link = new PlotLink(this);
    link->setLinksY(true);
    link->add(left->view());
    link->add(right->view());
    left->setPartner(right);
    right->setPartner(left);
}

QList<ResultCard*> Overview::allCards() const
{
    QList<ResultCard*> list;
    for (const CardKind& kind : m_kinds)
        list.append(m_cards.value(kind.id));
    return list;
}

QString Overview::board() const { return m_boards.at(m_tabs->currentIndex()).id; }

void Overview::setBoard(const QString& id)
{
    const auto at = id.isEmpty() ? m_boards.begin() : std::ranges::find(m_boards, id, &Board::id);
    if (at != m_boards.end()) m_tabs->setCurrentIndex(static_cast<int>(at - m_boards.begin()));
}

QMap<QString, QJsonObject> Overview::cardOptions() const
{
    QMap<QString, QJsonObject> options;
    for (const ResultCard* card : m_cards)
        if (const QJsonObject chosen = card->options(); !chosen.isEmpty()) options[card->id()] = chosen;
    return options;
}

QStringList Overview::restoreCards(const QMap<QString, QJsonObject>& options)
{
    QStringList refusals;
    // First those that go back: some share what they show with one that is named.
    for (const bool named : {false, true}) {
        for (const CardKind& kind : std::as_const(m_kinds)) {
            if (options.contains(kind.id) != named) continue;
            try {
                m_cards.value(kind.id)->setOptions(options.value(kind.id));
            } catch (const Error& error) {
                refusals.append(QStringLiteral("%1: %2").arg(kind.title, fromCore(error.what())));
            }
        }
    }
    return refusals;
}

bool Overview::showCard(const QString& kind)
{
    const auto has = [&kind](const Board& board) {
        return std::ranges::find(board.places, kind, &BoardPlace::kind) != board.places.end();
    };
    if (has(m_boards.at(m_tabs->currentIndex()))) return true;
    const auto at = std::ranges::find_if(m_boards, has);
    if (at == m_boards.end()) return false;
    m_tabs->setCurrentIndex(static_cast<int>(at - m_boards.begin()));
    return true;
}

void Overview::showBoard(int index)
{
    m_grid->clear();
    for (const BoardPlace& place : m_boards.at(index).places)
        m_grid->addCard(m_cards.value(place.kind), place.wide);
    chooseShown();
    emit boardChanged();
}

/// Cards on screen draw, and what they need is computed.
void Overview::chooseShown()
{
    std::set<Part> wanted;
    const QList<PlotCard*> onBoard = m_grid->cards();
    for (ResultCard* card : std::as_const(m_cards)) {
        const bool shown = isVisible() && onBoard.contains(card) && (!maximised() || maximised() == card);
        card->setShown(shown);
        if (shown) wanted.merge(card->parts());
    }
    std::erase_if(wanted, isAlwaysWanted);
    m_workbench.setWanted(wanted);
}

void Overview::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    chooseShown();
}

void Overview::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    chooseShown();
}

} // namespace alidade
