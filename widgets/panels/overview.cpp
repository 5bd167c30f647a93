// SPDX-License-Identifier: GPL-3.0-or-later
// Which cards are on screen, what is computed for them, and what they say to the window.
#include "widgets/panels/overview.h"

#include "core/base/version.h"
#include "widgets/bridge/core_text.h"

#include <QJsonArray>
#include <QJsonDocument>
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
    for (const Board& board : m_boards)
        m_tabs->setTabToolTip(m_tabs->addTab(board.title), board.help);
    connect(m_grid, &CardGrid::maximisedChanged, this, [this] {
        chooseShown();
        emit maximisedChanged();
    });
    connect(m_tabs, &QTabBar::currentChanged, this, &Overview::showBoard);
    connect(&workbench, &Workbench::resultsChanged, this, &Overview::refreshRecipes);
    connect(&workbench.selection(), &Selection::chipsChanged, this, &Overview::refreshRecipes);
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
    const auto at = std::ranges::find(m_boards, id, &Board::id);
    if (at != m_boards.end()) m_tabs->setCurrentIndex(static_cast<int>(at - m_boards.begin()));
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
    refreshRecipes();
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

QString Overview::recipe(const ResultCard& card) const
{
    const Layer* layer = m_workbench.selectedLayer();
    if (!layer) return {};
    const Selection& selection = m_workbench.selection();
    QJsonArray commands;
    QJsonArray coordinates;
    const std::set<Part> parts = card.parts();
    for (const CoordinateChip& chip : selection.chips()) {
        if (!chip.visible) continue;
        coordinates.append(chip.id());
        if (card.commands()) continue;
        for (const Part part : parts.empty() ? std::set<Part>{Part::Statistics} : parts)
            if (part != Part::Coded || selection.coder())
                commands.append(fromCore(commandLine(m_workbench.selectedRequest(part, chip.request))));
    }
    if (const auto own = card.commands()) commands = QJsonArray::fromStringList(*own);
    QJsonObject json{{QStringLiteral("program"), QStringLiteral("Alidade")},
                     {QStringLiteral("version"), fromCore(programVersion())},
                     {QStringLiteral("file"), fromCore(m_workbench.model()->path)},
                     {QStringLiteral("fingerprint"), QString::number(m_workbench.model()->fingerprint, 16)},
                     {QStringLiteral("tensor"), fromCore(layer->tensor.name)},
                     {QStringLiteral("coordinates"), coordinates},
                     {QStringLiteral("commands"), commands}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Indented));
}

void Overview::refreshRecipes()
{
    for (ResultCard* card : std::as_const(m_cards))
        if (card->isShown()) card->view()->setRecipe(recipe(*card));
}

} // namespace alidade
