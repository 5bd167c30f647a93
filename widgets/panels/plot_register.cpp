// SPDX-License-Identifier: GPL-3.0-or-later
// Names and states of plots.
#include "widgets/panels/plot_register.h"

#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

namespace alidade {

PlotRegister::PlotRegister(QObject* parent) : QObject(parent) {}

void PlotRegister::watchAll(QWidget* page)
{
    for (const PlotCard* card : page->findChildren<PlotCard*>()) {
        const QString name = card->objectName();
        if (name.isEmpty() || m_views.value(name) == card->view()) continue;
        m_views[name] = card->view();
        connect(card->view(), &PlotView::viewChanged, this,
                [this, name](const PlotViewState& before, const PlotViewState& after) {
                    m_waiting.remove(name); // what the user does counts more
                    emit changed(name, before, after);
                });
    }
}

QMap<QString, PlotViewState> PlotRegister::states() const
{
    QMap<QString, PlotViewState> states = m_waiting;
    for (auto at = m_views.begin(); at != m_views.end(); ++at) {
        if (!at.value() || states.contains(at.key())) continue;
        const PlotViewState state = at.value()->viewState();
        if (state != PlotViewState{}) states[at.key()] = state;
    }
    return states;
}

void PlotRegister::restore(const QMap<QString, PlotViewState>& states)
{
    m_waiting = states;
    for (auto at = m_views.begin(); at != m_views.end(); ++at)
        if (at.value() && !states.contains(at.key())) at.value()->setViewState({});
    takeWaiting();
}

void PlotRegister::setState(const QString& name, const PlotViewState& state)
{
    m_waiting.remove(name);
    if (PlotView* view = m_views.value(name)) view->setViewState(state);
}

void PlotRegister::takeWaiting()
{
    for (auto at = m_waiting.begin(); at != m_waiting.end();) {
        PlotView* view = m_views.value(at.key());
        const bool shows = view && view->isVisible() && (!view->spec().series.isEmpty() || view->spec().image);
        if (!shows) {
            ++at;
            continue;
        }
        view->setViewState(at.value());
        at = m_waiting.erase(at);
    }
}

} // namespace alidade
