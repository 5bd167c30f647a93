// SPDX-License-Identifier: GPL-3.0-or-later
// Walks a window for texts that do not fit where they are shown and for letters that the font does not have.
#pragma once

#include "widgets/panels/main_window.h"
#include "widgets/panels/overview.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QAction>
#include <QCheckBox>
#include <QDockWidget>
#include <QGlyphRun>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QTabBar>
#include <QTextLayout>
#include <QToolButton>

namespace alidade {

/// True if a label cannot show its text whole.
inline bool isCut(const QLabel& label)
{
    if (label.text().isEmpty() || label.textFormat() == Qt::RichText) return false;
    if (label.wordWrap()) return label.heightForWidth(label.width()) > label.height() + 1;
    const int flags = qobject_cast<const PlotCard*>(label.parentWidget()) ? Qt::TextWordWrap : 0;
    const QRect needed = label.fontMetrics().boundingRect(label.contentsRect(), flags, label.text());
    return needed.width() > label.contentsRect().width() || needed.height() > label.height();
}

/// True if not every tab is on the bar in full.
inline bool isCut(const QTabBar& bar)
{
    for (int i = 0; i < bar.count(); ++i) {
        const QRect tab = bar.tabRect(i);
        if (tab.left() < 0 || tab.right() >= bar.width()) return true;
        if (bar.fontMetrics().horizontalAdvance(bar.tabText(i)) > tab.width()) return true;
    }
    return false;
}

/// Titles of axes that are longer than the plot even in the smaller letters that they may take.
inline QStringList cutTitles(const PlotView& view)
{
    constexpr double smallest = 0.8;
    QFont font = view.font();
    font.setPointSizeF(0.92 * smallest * font.pointSizeF());
    const QFontMetricsF metrics(font);
    const PlotSpec& spec = view.spec();
    QStringList cut;
    if (spec.series.isEmpty() && !spec.image) return cut; // a sentence in place of axes
    if (metrics.horizontalAdvance(spec.x.title) > view.width()) cut.append(spec.x.title);
    const double beside = view.height() - (spec.above ? 0.0 : view.plotArea().top());
    if (metrics.horizontalAdvance(spec.y.title) > beside - metrics.height()) cut.append(spec.y.title);
    if (spec.image && metrics.horizontalAdvance(spec.image->quantity) > view.plotArea().height())
        cut.append(spec.image->quantity);
    return cut;
}

/// Every visible text that is cut.
inline QStringList cutTexts(const MainWindow& window)
{
    QStringList cut;
    for (const QLabel* label : window.findChildren<QLabel*>())
        if (label->isVisible() && isCut(*label)) cut.append(label->text());
    for (const QTabBar* bar : window.findChildren<QTabBar*>())
        if (bar->isVisible() && isCut(*bar)) cut.append(QStringLiteral("tabs of ") + bar->objectName());
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        const auto* tool = qobject_cast<const QToolButton*>(button);
        const bool shown = tool ? tool->icon().isNull() || tool->toolButtonStyle() != Qt::ToolButtonIconOnly
                                : qobject_cast<const QPushButton*>(button) || qobject_cast<const QCheckBox*>(button);
        if (shown && button->isVisible() && !button->text().isEmpty() &&
            button->fontMetrics().horizontalAdvance(button->text()) > button->width())
            cut.append(button->text());
    }
    for (const PlotCard* card : window.overview()->cards())
        if (card->isVisible()) cut += cutTitles(*card->view());
    return cut;
}

/// Every text that can be seen or hovered.
inline QSet<QString> textsOf(const MainWindow& window)
{
    QSet<QString> texts;
    for (const QWidget* widget : window.findChildren<QWidget*>())
        texts += {widget->toolTip(), widget->accessibleName(), widget->windowTitle()};
    for (const QLabel* label : window.findChildren<QLabel*>())
        texts.insert(label->text());
    for (const QAction* action : window.findChildren<QAction*>())
        texts += {action->text(), action->toolTip()};
    for (const PlotCard* card : window.overview()->cards()) {
        const PlotSpec& spec = card->view()->spec();
        texts += {spec.title, spec.x.title, spec.y.title, spec.badge, spec.emptyMessage, spec.headline};
        for (const PlotSeries& series : spec.series)
            texts.insert(series.name);
        for (const QString& category : spec.x.categories + spec.y.categories)
            texts.insert(category);
    }
    return texts;
}

/// Whether a font, with its fallbacks, lacks letters of a text.
inline bool lacksGlyphs(const QString& text, const QFont& font)
{
    QTextLayout layout(QString(text).remove(QLatin1Char('\n')), font);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    for (const QGlyphRun& run : layout.glyphRuns())
        if (run.glyphIndexes().contains(0)) return true;
    return false;
}

} // namespace alidade
