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
#include <QMetaMethod>
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

QString filterFor(const QString& suffix)
{
    if (suffix == u"tsv"_s) return PlotView::tr("Tab-separated values (*.tsv)");
    if (suffix == u"h5"_s) return PlotView::tr("HDF5 (*.h5)");
    return PlotView::tr("Comma-separated values (*.csv)");
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
    logX->setEnabled(!d->spec.image && (isLogX() || hasPositive(extent, true)));
    connect(logX, &QAction::toggled, this, &PlotView::setLogX);
    QAction* logY = menu->addAction(tr("Log y"));
    logY->setCheckable(true);
    logY->setChecked(isLogY());
    logY->setEnabled(!d->spec.image && (isLogY() || hasPositive(extent, false)));
    connect(logY, &QAction::toggled, this, &PlotView::setLogY);
    QAction* references = menu->addAction(tr("Show references"));
    references->setCheckable(true);
    references->setChecked(referencesShown());
    references->setEnabled(!d->spec.references.isEmpty());
    connect(references, &QAction::toggled, this, &PlotView::setReferencesShown);
    QAction* lock = menu->addAction(tr("Lock axes"));
    lock->setCheckable(true);
    lock->setChecked(axesLocked());
    connect(lock, &QAction::toggled, this, &PlotView::setAxesLocked);
    menu->addSeparator();

    QAction* back = menu->addAction(icon(u"zoom-back"_s), tr("Zoom back"), this, &PlotView::zoomBack);
    back->setEnabled(canZoomBack());
    QAction* whole = menu->addAction(icon(u"fit"_s), tr("Fit"), this, &PlotView::fit);
    whole->setEnabled(d->state.x.has_value() || d->state.y.has_value());
    QAction* reset = menu->addAction(tr("Reset"), this, &PlotView::resetView);
    reset->setEnabled(d->state != PlotViewState{});
    menu->addSeparator();
    menu->addAction(icon(u"table"_s), tr("Show as table…"), this, &PlotView::showTable);
    if (isSignalConnected(QMetaMethod::fromSignal(&PlotView::explainRequested)))
        menu->addAction(tr("What is this?"), this, &PlotView::explainRequested);
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
    emit copied(textDataProblem(d->spec).isEmpty() ? tr("Figure copied as image, SVG and table.")
                                                   : tr("Figure copied as image and SVG."));
}

void PlotView::copyData()
{
    const QString problem = textDataProblem(d->spec);
    if (!problem.isEmpty()) return emit exportFailed(problem);
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
    const QStringList suffixes = textDataProblem(d->spec).isEmpty() ? QStringList{u"csv"_s, u"tsv"_s, u"h5"_s}
                                                                    : QStringList{u"h5"_s};
    QStringList filters;
    for (const QString& suffix : suffixes)
        filters.append(filterFor(suffix));
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(suffixes.first());
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, suffixes](const QString& filter) {
        for (const QString& suffix : suffixes) {
            if (filter == filterFor(suffix)) dialog->setDefaultSuffix(suffix);
        }
    });
    dialog->selectFile(fileStem(d->spec.title) + u'.' + suffixes.first());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const ExportOutcome outcome = alidade::saveData(d->spec, path, recipe());
        if (outcome.ok())
            emit exported(outcome.path);
        else
            emit exportFailed(outcome.error);
    });
    dialog->open();
}

void PlotView::showTable()
{
    const QString problem = textDataProblem(d->spec);
    if (!problem.isEmpty()) return emit exportFailed(problem);
    QWidget* table = makePlotTable(d->spec, this);
    table->setAttribute(Qt::WA_DeleteOnClose);
    table->show();
}

} // namespace alidade
