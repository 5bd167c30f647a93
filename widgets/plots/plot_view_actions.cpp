// SPDX-License-Identifier: GPL-3.0-or-later
// Menu, clipboard, files and table of PlotView. Dialogs are opened, never waited for: computing goes on
// behind them.
#include "widgets/plots/figure_dialog.h"
#include "widgets/plots/figure_export.h"
#include "widgets/plots/plot_table.h"
#include "widgets/plots/plot_view_p.h"
#include "widgets/style/icons.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

// A file name from a title: letters, digits and dashes only.
QString fileStem(const QString& title)
{
    QString stem;
    for (const QChar c : title) {
        if (c.isLetterOrNumber())
            stem.append(c.toLower());
        else if (!stem.endsWith(u'-'))
            stem.append(u'-');
    }
    while (stem.endsWith(u'-'))
        stem.chop(1);
    return stem.isEmpty() ? u"figure"_s : stem;
}

bool hasPositive(const Extent& extent, bool alongX)
{
    const auto& range = alongX ? extent.x : extent.y;
    return range.has_value() && range->max > 0.0;
}

} // namespace

FigureOptions PlotView::Private::clipboardOptions() const
{
    constexpr double screenDpi = 96.0;
    FigureOptions options;
    options.widthMm = q->width() / screenDpi * 25.4;
    options.heightMm = q->height() / screenDpi * 25.4;
    options.fontPt = q->font().pointSizeF() > 0 ? 0.92 * q->font().pointSizeF() : 9.0;
    options.lineWidthPt = 1.2;
    options.dpi = static_cast<int>(2 * screenDpi);
    options.title = true;
    options.recipe = q->recipe();
    return options;
}

void PlotView::addActionsTo(QMenu* menu)
{
    d->ensureApplied();
    menu->addAction(icon(u"copy"_s), tr("Copy figure"), this, &PlotView::copyFigure);
    menu->addAction(tr("Copy data"), this, &PlotView::copyData);
    menu->addAction(icon(u"save-figure"_s), tr("Save figure…"), this, &PlotView::saveFigure);
    menu->addAction(icon(u"save-data"_s), tr("Save data…"), this, &PlotView::saveData);
    menu->addSeparator();

    const Extent extent = visibleExtent(d->spec, false, false);
    QAction* logX = menu->addAction(tr("Log x"));
    logX->setCheckable(true);
    logX->setChecked(isLogX());
    logX->setEnabled(isLogX() || hasPositive(extent, true));
    connect(logX, &QAction::toggled, this, &PlotView::setLogX);
    QAction* logY = menu->addAction(tr("Log y"));
    logY->setCheckable(true);
    logY->setChecked(isLogY());
    logY->setEnabled(isLogY() || hasPositive(extent, false));
    connect(logY, &QAction::toggled, this, &PlotView::setLogY);
    menu->addSeparator();

    QAction* back = menu->addAction(icon(u"zoom-back"_s), tr("Zoom back"), this, &PlotView::zoomBack);
    back->setEnabled(canZoomBack());
    QAction* whole = menu->addAction(icon(u"fit"_s), tr("Fit"), this, &PlotView::fit);
    whole->setEnabled(d->state.x.has_value() || d->state.y.has_value());
    menu->addSeparator();
    menu->addAction(icon(u"table"_s), tr("Show as table…"), this, &PlotView::showTable);
}

void PlotView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addActionsTo(menu);
    const bool byKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKeyboard ? mapToGlobal(rect().center()) : event->globalPos());
    event->accept();
}

void PlotView::copyFigure()
{
    QGuiApplication::clipboard()->setMimeData(figureMimeData(visibleSpec(), d->clipboardOptions()).release());
    emit copied(tr("Figure copied as image, SVG and table."));
}

void PlotView::copyData()
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(plotTsv(d->spec)));
    emit copied(tr("Data copied as a table."));
}

void PlotView::saveFigure()
{
    auto* dialog = new FigureDialog(visibleSpec(), recipe(), fileStem(d->spec.title), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FigureDialog::exported, this, &PlotView::exported);
    connect(dialog, &FigureDialog::exportFailed, this, &PlotView::exportFailed);
    dialog->open();
}

void PlotView::saveData()
{
    auto* dialog = new QFileDialog(this, tr("Save data"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Comma-separated values (*.csv)"), tr("Tab-separated values (*.tsv)")});
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(u".tsv"_s) ? u"tsv"_s : u"csv"_s);
    });
    dialog->selectFile(fileStem(d->spec.title) + u".csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const ExportOutcome outcome = alidade::saveData(d->spec, path);
        if (outcome.ok())
            emit exported(outcome.path);
        else
            emit exportFailed(outcome.error);
    });
    dialog->open();
}

void PlotView::showTable()
{
    QWidget* table = makePlotTable(d->spec, this);
    table->setAttribute(Qt::WA_DeleteOnClose);
    table->show();
}

} // namespace alidade
