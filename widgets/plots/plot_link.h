// SPDX-License-Identifier: GPL-3.0-or-later
// Plots that show the same axis: a zoom, a change of scale or the cursor in one shows in all. Thread rule: GUI
// thread only.
#pragma once

#include "widgets/plots/plot_view.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace alidade {

class PlotLink : public QObject {
    Q_OBJECT

public:
    /// Links nothing yet; cursors and x are linked by default, y is not.
    explicit PlotLink(QObject* parent = nullptr);

    /// Adds a view, which takes over what the others show. It may be destroyed at any time.
    void add(PlotView* view);
    void remove(PlotView* view);

    /// Switched off, every view keeps what it shows and the linked cursors disappear. Switched on again, all take
    /// over what the first view shows.
    void setEnabled(bool enabled);
    bool isEnabled() const { return m_enabled; }

    /// Whether ranges and scales of y are linked, too: for plots of the same two quantities.
    void setLinksY(bool linksY);
    bool linksY() const { return m_linksY; }

private:
    void copyState(const PlotView* from, PlotView* to) const;
    void spreadState(const PlotView* from) const;
    void spreadCursor(const PlotView* from, std::optional<double> x) const;

    QList<QPointer<PlotView>> m_views;
    bool m_enabled = true;
    bool m_linksY = false;
};

} // namespace alidade
