// SPDX-License-Identifier: GPL-3.0-or-later
// Data, view state and drawing of PlotView. The picture is kept in a pixmap and made anew only when data,
// view, size or palette changed; the crosshair is painted over it.
#include "widgets/plots/figure_export.h"
#include "widgets/plots/plot_view_p.h"
#include "widgets/style/number_format.h"

#include <QEvent>
#include <QPainter>

#include <cmath>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

constexpr int redrawInterval = 40; // ms: at most 25 redraws a second

QString quantityOf(const AxisSpec& axis) { return axis.quantity.isEmpty() ? axis.title : axis.quantity; }

} // namespace

PlotView::Private::Private(PlotView* view) : q(view)
{
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, q, [this] { ensureApplied(); });
}

void PlotView::Private::schedule()
{
    specPending = true;
    q->update();
    if (!q->isVisible() || timer.isActive()) return;
    const qint64 elapsed = sinceApply.isValid() ? sinceApply.elapsed() : redrawInterval;
    if (elapsed >= redrawInterval)
        ensureApplied();
    else
        timer.start(static_cast<int>(redrawInterval - elapsed));
}

void PlotView::Private::ensureApplied()
{
    if (specPending) apply();
}

void PlotView::Private::apply()
{
    specPending = false;
    sinceApply.start();
    bounds = boundsOf(spec, logX(state), logY(state));
    frame = frameFor(state);
    drawable = hasDrawablePoints(spec, frame);
    levels = spec.image ? imageLevels(*spec.image, levels) : nullptr;
    if (cycled >= spec.series.size() || (cycled >= 0 && !spec.series[cycled].visible)) cycled = -1;
    describe();
    invalidate();
}

void PlotView::Private::invalidate()
{
    cacheStale = true;
    layout = layoutPlot(spec, frame, QRectF(q->rect()), makeInk());
    q->update();
}

void PlotView::Private::describe()
{
    q->setAccessibleName(spec.title.isEmpty() ? PlotView::tr("Plot") : spec.title);
    if (!spec.headline.isEmpty() || !drawable) {
        q->setAccessibleDescription(drawable ? spec.headline : emptySentence());
        return;
    }
    QStringList sentences;
    if (levels && levels->anyValue) {
        sentences.append(PlotView::tr("%1 times %2 cells, values from %3 to %4")
                             .arg(QString::number(levels->image.columns), QString::number(levels->image.rows),
                                  formatNumber(static_cast<double>(levels->least)),
                                  formatNumber(static_cast<double>(levels->most))));
    }
    for (const PlotSeries& series : spec.series) {
        const Extent extent = extentOf(series.points, false, false);
        if (!series.visible || !extent.x || !extent.y) continue;
        sentences.append(PlotView::tr("%1: %2 points, x from %3 to %4, y from %5 to %6")
                             .arg(series.name, QString::number(series.points.size()),
                                  formatNumber(extent.x->min), formatNumber(extent.x->max),
                                  formatNumber(extent.y->min), formatNumber(extent.y->max)));
    }
    q->setAccessibleDescription(sentences.join(u". "_s));
}

QString PlotView::Private::emptySentence() const
{
    const auto has = [this](const auto& wanted) {
        return std::any_of(spec.series.begin(), spec.series.end(), [&wanted](const PlotSeries& series) {
            return series.visible && std::any_of(series.points.begin(), series.points.end(), wanted);
        });
    };
    if (has([](const QPointF& point) { return std::isfinite(point.x()) && std::isfinite(point.y()); }))
        return PlotView::tr("No value can be shown on this axis. Try the linear scale.");
    if (has([](const QPointF&) { return true; })) return PlotView::tr("None of these values is defined.");
    return spec.emptyMessage.isEmpty() ? PlotView::tr("Nothing to show yet.") : spec.emptyMessage;
}

PlotInk PlotView::Private::makeInk() const
{
    PlotInk ink;
    ink.font = q->font();
    if (ink.font.pointSizeF() > 0) ink.font.setPointSizeF(0.92 * ink.font.pointSizeF());
    ink.colours = plotColours(q->palette());
    ink.showLegend = spec.legend;
    return ink;
}

QList<LayerCurve> PlotView::Private::layerCurves() const
{
    const PlotInk ink = makeInk();
    // One view to each side: far enough that the border is never seen, near enough for the painter.
    const AxisRange wideX{frame.x.min - frame.x.span(), frame.x.max + frame.x.span()};
    const AxisRange wideY{frame.y.min - frame.y.span(), frame.y.max + frame.y.span()};
    QList<LayerCurve> drawn;
    const QList<qsizetype> order = drawingOrder(spec);
    for (const qsizetype index : order) {
        const PlotSeries& series = spec.series[index];
        if (!series.line || series.arrows) continue;
        QList<QPointF> points = clampedPolyline(curvePoints(series, frame), wideX, wideY);
        for (QPointF& point : points) {
            const double up = (point.y() - frame.y.min) / frame.y.span();
            point = {(point.x() - frame.x.min) / frame.x.span(), frame.reversedY ? 1.0 - up : up};
        }
        drawn.append({points, curvePen(series, ink)});
    }
    return drawn;
}

void PlotView::Private::drawCache()
{
    const qreal ratio = q->devicePixelRatioF();
    const QSize pixels = (QSizeF(q->size()) * ratio).toSize();
    if (cache.size() != pixels) cache = QPixmap(pixels);
    cache.setDevicePixelRatio(ratio);
    cacheStale = false;
    QPainter painter(&cache);
    painter.setRenderHint(QPainter::Antialiasing);
    const PlotInk ink = makeInk();
    if (!drawable) {
        painter.fillRect(q->rect(), ink.colours.background);
        painter.setPen(mixed(ink.colours.background, ink.colours.ink, 0.7));
        painter.setFont(ink.font);
        const QRectF box = QRectF(q->rect()).adjusted(16, 8, -16, -8);
        painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, emptySentence());
        return;
    }
    const PlotSpec shown = specWithChoices();
    paintBehind(painter, shown, frame, layout, ink, levels.get());
    const QList<LayerCurve> drawn = layerCurves();
    if (!drawn.isEmpty()) {
        curves.setGeometry(QSizeF(q->size()), layout.area);
        curves.setCurves(drawn);
        curves.render(painter);
    }
    paintFront(painter, shown, frame, layout, ink);
}

OverlayState PlotView::Private::overlayState() const
{
    OverlayState overlay;
    overlay.hairline = hairline;
    overlay.linkedCursor = linkedCursor;
    overlay.cursor = cursor.x;
    overlay.cell = cursor.cell;
    overlay.arrow = cursor.arrow;
    overlay.pointer = pointer;
    overlay.series = cycled;
    overlay.rubber = gesture == Gesture::Rubber ? rubberRect(modifiers) : QRectF();
    overlay.focused = q->hasFocus();
    return overlay;
}

PlotView::PlotView(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    d->apply();
}

PlotView::~PlotView() = default;

void PlotView::setSpec(const PlotSpec& spec)
{
    if (spec == d->spec) return;
    const bool sameX = quantityOf(spec.x) == quantityOf(d->spec.x);
    const bool sameY = quantityOf(spec.y) == quantityOf(d->spec.y);
    if (!sameX) d->state.x = std::nullopt, d->state.logX = std::nullopt;
    if (!sameY) d->state.y = std::nullopt, d->state.logY = std::nullopt;
    if (!sameX || !sameY) d->history.clear(), d->state.locked = false;
    d->spec = spec;
    d->cursor.cell = std::nullopt; // may not exist any more
    d->cursor.arrow = std::nullopt;
    d->schedule();
}

const PlotSpec& PlotView::spec() const { return d->spec; }

PlotSpec PlotView::visibleSpec() const
{
    d->ensureApplied();
    PlotSpec shown = d->specWithChoices();
    shown.x.logarithmic = d->frame.logX;
    shown.y.logarithmic = d->frame.logY;
    shown.x.min = xRange().min;
    shown.x.max = xRange().max;
    shown.y.min = yRange().min;
    shown.y.max = yRange().max;
    return shown;
}

void PlotView::setRecipe(const QString& recipe) { d->recipe = recipe; }

void PlotView::setRecipeSource(const std::function<QString()>& source) { d->recipeSource = source; }

QString PlotView::recipe() const { return d->recipeSource ? d->recipeSource() : d->recipe; }

void PlotView::setHairline(std::optional<double> x)
{
    if (d->hairline == x) return;
    d->hairline = x;
    update();
}

std::optional<double> PlotView::hairline() const { return d->hairline; }

void PlotView::setLinkedCursor(std::optional<double> x)
{
    if (d->linkedCursor == x) return;
    d->linkedCursor = x;
    update();
}

QPointF PlotView::toWidget(const QPointF& value) const
{
    d->ensureApplied();
    return d->layout.toPainter({toAxis(value.x(), d->frame.logX), toAxis(value.y(), d->frame.logY)},
                               d->frame);
}

QPointF PlotView::fromWidget(const QPointF& position) const
{
    d->ensureApplied();
    const QPointF at = d->layout.toAxisPosition(position, d->frame);
    return {fromAxis(at.x(), d->frame.logX), fromAxis(at.y(), d->frame.logY)};
}

QRectF PlotView::plotArea() const
{
    d->ensureApplied();
    return d->layout.area;
}

QSize PlotView::sizeHint() const { return {360, 240}; }

QSize PlotView::minimumSizeHint() const { return {160, 110}; }

void PlotView::paintEvent(QPaintEvent* /*event*/)
{
    d->ensureApplied();
    const bool rightSize = d->cache.size() == (QSizeF(size()) * devicePixelRatioF()).toSize();
    if (d->cacheStale || !rightSize) d->drawCache();
    QPainter painter(this);
    painter.drawPixmap(0, 0, d->cache);
    painter.setRenderHint(QPainter::Antialiasing);
    if (d->drawable) paintOverlay(painter, d->spec, d->frame, d->layout, d->makeInk(), d->overlayState());
}

void PlotView::resizeEvent(QResizeEvent* /*event*/) { d->invalidate(); }

void PlotView::showEvent(QShowEvent* /*event*/) { d->ensureApplied(); }

void PlotView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    const QEvent::Type type = event->type();
    if (type == QEvent::PaletteChange || type == QEvent::FontChange || type == QEvent::StyleChange)
        d->invalidate();
    if (type == QEvent::LanguageChange) d->apply();
}

} // namespace alidade
