// SPDX-License-Identifier: GPL-3.0-or-later
// Linking by view states. `setViewState` and `setLinkedCursor` emit nothing, so no loop can arise.
#include "widgets/plots/plot_link.h"

namespace alidade {

PlotLink::PlotLink(QObject* parent) : QObject(parent) {}

void PlotLink::add(PlotView* view)
{
    if (m_views.contains(view)) return;
    m_views.removeAll(nullptr);
    if (m_enabled && !m_views.isEmpty()) copyState(m_views.first(), view);
    m_views.append(view);
    connect(view, &PlotView::viewChanged, this, [this, view] { spreadState(view); });
    connect(view, &PlotView::hovered, this, [this, view](double x) { spreadCursor(view, x); });
    connect(view, &PlotView::hoverEnded, this, [this, view] { spreadCursor(view, std::nullopt); });
}

void PlotLink::remove(PlotView* view)
{
    if (!m_views.removeOne(view)) return;
    disconnect(view, nullptr, this, nullptr);
    view->setLinkedCursor(std::nullopt);
}

void PlotLink::setEnabled(bool enabled)
{
    if (enabled == m_enabled) return;
    if (!enabled) spreadCursor(nullptr, std::nullopt);
    m_enabled = enabled;
    m_views.removeAll(nullptr);
    if (enabled && !m_views.isEmpty()) spreadState(m_views.first());
}

void PlotLink::setLinksY(bool linksY)
{
    m_linksY = linksY;
    m_views.removeAll(nullptr);
    if (linksY && !m_views.isEmpty()) spreadState(m_views.first());
}

void PlotLink::copyState(const PlotView* from, PlotView* to) const
{
    const PlotViewState source = from->viewState();
    PlotViewState next = to->viewState();
    next.x = source.x;
    next.logX = source.logX;
    if (m_linksY) {
        next.y = source.y;
        next.logY = source.logY;
    }
    next.locked = next.locked && next.x && next.y;
    to->setViewState(next);
}

void PlotLink::spreadState(const PlotView* from) const
{
    if (!m_enabled) return;
    for (const QPointer<PlotView>& view : m_views) {
        if (view && view != from) copyState(from, view);
    }
}

void PlotLink::spreadCursor(const PlotView* from, std::optional<double> x) const
{
    if (!m_enabled) return;
    for (const QPointer<PlotView>& view : m_views) {
        if (view && view != from) view->setLinkedCursor(x);
    }
}

} // namespace alidade
