// SPDX-License-Identifier: GPL-3.0-or-later
// The plots of the window by name, so that what the user changed about them can be kept, undone and taken up again,
// even after the widgets themselves were made anew. Thread rule: GUI thread.
#pragma once

#include "widgets/plots/plot_view_state.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QString>

namespace alidade {

class PlotView;

class PlotRegister : public QObject {
    Q_OBJECT

public:
    explicit PlotRegister(QObject* parent = nullptr);

    /// Enters the plots of every card below `page` under the cards' object names; a name may come back with another
    /// plot when the first one is gone.
    void watchAll(QWidget* page);

    /// What was changed about the plots; those that are as they come are left out.
    [[nodiscard]] QMap<QString, PlotViewState> states() const;
    /// Takes up states(); plots that are not named go back to how they come. A plot that has nothing to show yet,
    /// or is on a board behind, waits until it shows something, because a new kind of axis would forget the zoom.
    void restore(const QMap<QString, PlotViewState>& states);
    /// Sets one plot now. Nothing happens if there is no such plot.
    void setState(const QString& name, const PlotViewState& state);
    /// For who knows that plots may have got their data.
    void takeWaiting();
    /// Forgets what waits, as for another model.
    void forgetWaiting() { m_waiting.clear(); }

signals:
    /// The user zoomed a plot or switched an axis.
    void changed(const QString& name, const alidade::PlotViewState& before, const alidade::PlotViewState& after);

private:
    QHash<QString, QPointer<PlotView>> m_views;
    QMap<QString, PlotViewState> m_waiting;
};

} // namespace alidade
