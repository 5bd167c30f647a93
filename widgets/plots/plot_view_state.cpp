// SPDX-License-Identifier: GPL-3.0-or-later
// What the user chose to see: ranges, scales, locks and their history.
#include "widgets/plots/plot_view_p.h"

#include <algorithm>

namespace alidade {

namespace {

bool overlaps(const AxisRange& a, const AxisRange& b) { return a.min <= b.max && b.min <= a.max; }

// The range to show on one axis: what was zoomed to while data is there, or always if locked; else the fit.
AxisRange shownRange(const std::optional<AxisRange>& zoomed, const AxisBounds& bounds, bool logarithmic, bool locked)
{
    if (!zoomed) return bounds.fit;
    const auto positions = toAxisRange(*zoomed, logarithmic);
    if (positions && locked) return withMinimumSpan(*positions, logarithmic);
    if (!positions || !overlaps(*positions, bounds.limit)) return bounds.fit;
    return clampedRange(*positions, bounds.limit, logarithmic);
}

// How far zoom and pan may go; from locked ranges at least as far as they are.
AxisRange limitFor(const AxisBounds& bounds, const AxisRange& shown, bool locked)
{
    if (!locked) return bounds.limit;
    return {std::min(bounds.limit.min, shown.min), std::max(bounds.limit.max, shown.max)};
}

} // namespace

bool PlotView::Private::logX(const PlotViewState& wanted) const
{
    return spec.image ? spec.x.logarithmic : wanted.logX.value_or(spec.x.logarithmic);
}

bool PlotView::Private::logY(const PlotViewState& wanted) const
{
    return spec.image ? spec.y.logarithmic : wanted.logY.value_or(spec.y.logarithmic);
}

PlotSpec PlotView::Private::specWithChoices() const
{
    PlotSpec shown = spec;
    if (!state.references) shown.references.clear();
    return shown;
}

AxisFrame PlotView::Private::frameFor(const PlotViewState& wanted) const
{
    const bool alongX = logX(wanted);
    const bool alongY = logY(wanted);
    const PlotBounds wantedBounds = boundsOf(spec, alongX, alongY);
    return {shownRange(wanted.x, wantedBounds.x, alongX, wanted.locked),
            shownRange(wanted.y, wantedBounds.y, alongY, wanted.locked), alongX, alongY, spec.y.reversed};
}

void PlotView::Private::changeState(const PlotViewState& next, bool remember)
{
    if (next == state) return;
    constexpr qsizetype mostSteps = 100;
    const PlotViewState before = state;
    if (remember) history.append(before);
    if (history.size() > mostSteps) history.removeFirst();
    state = next;
    apply();
    emit q->viewChanged(before, state);
}

void PlotView::Private::showFrame(const AxisRange& x, const AxisRange& y, bool remember)
{
    PlotViewState next = state;
    const AxisRange newX = clampedRange(x, limitFor(bounds.x, frame.x, state.locked), frame.logX);
    const AxisRange newY = clampedRange(y, limitFor(bounds.y, frame.y, state.locked), frame.logY);
    if (newX != frame.x) next.x = fromAxisRange(newX, frame.logX);
    if (newY != frame.y) next.y = fromAxisRange(newY, frame.logY);
    changeState(next, remember);
}

PlotViewState PlotView::viewState() const { return d->state; }

void PlotView::setViewState(const PlotViewState& state)
{
    if (state == d->state) return;
    d->state = state;
    d->apply();
}

AxisRange PlotView::xRange() const
{
    d->ensureApplied();
    return fromAxisRange(d->frame.x, d->frame.logX);
}

AxisRange PlotView::yRange() const
{
    d->ensureApplied();
    return fromAxisRange(d->frame.y, d->frame.logY);
}

bool PlotView::isLogX() const { return d->logX(d->state); }

bool PlotView::isLogY() const { return d->logY(d->state); }

bool PlotView::canZoomBack() const { return !d->history.isEmpty(); }

void PlotView::zoomTo(const AxisRange& x, const AxisRange& y)
{
    d->ensureApplied();
    const auto newX = toAxisRange(x, d->frame.logX);
    const auto newY = toAxisRange(y, d->frame.logY);
    d->showFrame(newX.value_or(d->frame.x), newY.value_or(d->frame.y), true);
}

void PlotView::fit()
{
    PlotViewState next = d->state;
    next.x = std::nullopt;
    next.y = std::nullopt;
    next.locked = false;
    if (d->state.locked) { // fitted once, then kept as before
        const AxisFrame fitted = d->frameFor(next);
        next.x = fromAxisRange(fitted.x, fitted.logX);
        next.y = fromAxisRange(fitted.y, fitted.logY);
        next.locked = true;
    }
    d->changeState(next, true);
}

void PlotView::zoomBack()
{
    if (d->history.isEmpty()) return;
    const PlotViewState former = d->history.takeLast();
    d->changeState(former, false);
}

void PlotView::setLogX(bool logarithmic)
{
    if (d->spec.image) return;
    PlotViewState next = d->state;
    next.logX = logarithmic;
    d->changeState(next, true);
}

void PlotView::setLogY(bool logarithmic)
{
    if (d->spec.image) return;
    PlotViewState next = d->state;
    next.logY = logarithmic;
    d->changeState(next, true);
}

void PlotView::setAxesLocked(bool locked)
{
    if (locked == d->state.locked) return;
    PlotViewState next = d->state;
    next.locked = locked;
    if (locked) {
        next.x = xRange();
        next.y = yRange();
    }
    d->changeState(next, true);
}

void PlotView::setReferencesShown(bool shown)
{
    PlotViewState next = d->state;
    next.references = shown;
    d->changeState(next, true);
}

void PlotView::resetView() { d->changeState({}, true); }

} // namespace alidade
