// SPDX-License-Identifier: GPL-3.0-or-later
// Layout of the cards.
#include "widgets/panels/card_grid.h"

#include "widgets/plots/plot_card.h"

#include <QApplication>
#include <QGridLayout>
#include <QResizeEvent>

#include <utility>

namespace alidade {

namespace {

constexpr int twoColumnsFrom =
    600; // widget width in px; below, a plot would be narrower than its own labels allow
constexpr int leastCardHeight = 190;
constexpr int gap = 6;

} // namespace

CardGrid::CardGrid(QWidget* parent) : QScrollArea(parent)
{
    auto* content = new QWidget(this);
    m_layout = new QGridLayout(content);
    m_layout->setContentsMargins(gap, gap, gap, gap);
    m_layout->setSpacing(gap);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        for (const Entry& entry : m_entries)
            if (now && entry.card->isAncestorOf(now)) m_current = entry.card;
    });
}

void CardGrid::addCard(PlotCard* card, bool wide)
{
    m_entries.append({card, wide});
    card->setParent(widget());
    card->setMinimumHeight(leastCardHeight);
    connect(card, &PlotCard::maximiseRequested, this, &CardGrid::maximiseSender, Qt::UniqueConnection);
    m_columns = 0;
    arrange();
}

void CardGrid::clear()
{
    for (const Entry& entry : std::as_const(m_entries)) {
        m_layout->removeWidget(entry.card);
        entry.card->hide();
    }
    m_entries.clear();
    m_current = nullptr;
    m_columns = 0;
    if (!std::exchange(m_maximised, nullptr)) return;
    emit maximisedChanged();
}

void CardGrid::maximiseSender()
{
    auto* card = qobject_cast<PlotCard*>(sender());
    setMaximised(m_maximised ? nullptr : card);
}

QList<PlotCard*> CardGrid::cards() const
{
    QList<PlotCard*> list;
    for (const Entry& entry : m_entries)
        list.append(entry.card);
    return list;
}

PlotCard* CardGrid::currentCard() const
{
    if (m_maximised) return m_maximised;
    if (m_current) return m_current;
    return m_entries.isEmpty() ? nullptr : m_entries.first().card;
}

void CardGrid::setMaximised(PlotCard* card)
{
    if (m_maximised == card) return;
    m_maximised = card;
    m_columns = 0;
    arrange();
    emit maximisedChanged();
}

void CardGrid::toggleMaximised() { setMaximised(m_maximised ? nullptr : currentCard()); }

int CardGrid::columnsFor(int width) const { return width >= twoColumnsFrom ? 2 : 1; }

void CardGrid::arrange()
{
    const int columns = m_maximised ? 1 : columnsFor(viewport()->width());
    if (columns == m_columns) return;
    m_columns = columns;
    for (const Entry& entry : m_entries)
        m_layout->removeWidget(entry.card);
    for (int row = 0; row < m_layout->rowCount(); ++row)
        m_layout->setRowStretch(row, 0);
    int row = 0;
    int column = 0;
    for (const Entry& entry : m_entries) {
        const bool shown = !m_maximised || m_maximised == entry.card;
        entry.card->setVisible(shown);
        entry.card->setMaximised(m_maximised == entry.card);
        if (!shown) continue;
        const bool whole = entry.wide || columns == 1;
        if (whole && column > 0) {
            ++row;
            column = 0;
        }
        m_layout->addWidget(entry.card, row, column, 1, whole ? columns : 1);
        m_layout->setRowStretch(row, 1);
        column += whole ? columns : 1;
        if (column >= columns) {
            ++row;
            column = 0;
        }
    }
    for (int i = 0; i < 2; ++i)
        m_layout->setColumnStretch(i, i < columns ? 1 : 0);
}

void CardGrid::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

} // namespace alidade
