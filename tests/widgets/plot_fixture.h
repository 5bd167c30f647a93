// SPDX-License-Identifier: GPL-3.0-or-later
// A shown plot of two straight lines, and the gestures a user makes on it.
#pragma once

#include "tests/widgets/plot_samples.h"
#include "widgets/plots/plot_view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

namespace alidade::samples {

class PlotFixture {
public:
    PlotFixture()
    {
        view.resize(500, 340);
        view.show();
        view.activateWindow();
        isActive = QTest::qWaitForWindowActive(&view);
        show(linear());
    }

    QPoint at(double x, double y) const { return view.toWidget({x, y}).toPoint(); }

    void show(const PlotSpec& spec)
    {
        view.setSpec(spec);
        view.grab();
    }

    /// True if the view took the event.
    bool wheel(const QPoint& position, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWheelEvent event(position, view.mapToGlobal(position), {}, QPoint(0, 120 * notches), Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&view, &event);
        return event.isAccepted();
    }

    void drag(const QPoint& from, const QPoint& to, Qt::MouseButton button,
              Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(&view, button, modifiers, from);
        QMouseEvent move(QEvent::MouseMove, to, view.mapToGlobal(to), Qt::NoButton, button, modifiers);
        QApplication::sendEvent(&view, &move);
        QTest::mouseRelease(&view, button, modifiers, to);
    }

    PlotView view;
    bool isActive = false;
};

/// Within two per cent of `scale`.
inline bool close(double a, double b, double scale) { return std::abs(a - b) <= 0.02 * scale; }

} // namespace alidade::samples
