// SPDX-License-Identifier: GPL-3.0-or-later
// Conversion, reduction and clipping of polylines.
#include "widgets/plots/series_shape.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace alidade {

namespace {

constexpr double largest = 1e300;

bool ascending(const QList<QPointF>& points)
{
    return std::is_sorted(points.begin(), points.end(),
                          [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); });
}

void uniteRange(std::optional<AxisRange>& range, const std::optional<AxisRange>& other)
{
    if (!other) return;
    range = range ? AxisRange{std::min(range->min, other->min), std::max(range->max, other->max)} : *other;
}

void uniteValue(std::optional<AxisRange>& range, double value) { uniteRange(range, AxisRange{value, value}); }

QPointF between(const QPointF& a, const QPointF& b, double t)
{
    return {a.x() + t * (b.x() - a.x()), a.y() + t * (b.y() - a.y())};
}

void appendDistinct(QList<QPointF>& points, const QPointF& point)
{
    if (points.isEmpty() || points.last() != point) points.append(point);
}

// Parameters in (0, 1) at which the segment crosses the four border lines, ascending.
QList<double> crossings(const QPointF& a, const QPointF& b, const AxisRange& x, const AxisRange& y)
{
    QList<double> at;
    const auto add = [&at](double from, double to, double border) {
        if ((from < border) == (to < border) || from == to) return;
        const double t = (border - from) / (to - from);
        if (t > 0.0 && t < 1.0) at.append(t);
    };
    add(a.x(), b.x(), x.min);
    add(a.x(), b.x(), x.max);
    add(a.y(), b.y(), y.min);
    add(a.y(), b.y(), y.max);
    std::sort(at.begin(), at.end());
    return at;
}

// The parameter interval of segment a-b inside the rectangle, if any.
std::optional<std::array<double, 2>> liangBarsky(const QPointF& a, const QPointF& b, const AxisRange& x,
                                                 const AxisRange& y)
{
    const double dx = b.x() - a.x();
    const double dy = b.y() - a.y();
    const std::array<double, 4> p{-dx, dx, -dy, dy};
    const std::array<double, 4> q{a.x() - x.min, x.max - a.x(), a.y() - y.min, y.max - a.y()};
    double enter = 0.0;
    double leave = 1.0;
    for (std::size_t k = 0; k < 4; ++k) {
        if (p[k] == 0.0) {
            if (q[k] < 0.0) return std::nullopt;
            continue;
        }
        const double t = q[k] / p[k];
        if (p[k] < 0.0)
            enter = std::max(enter, t);
        else
            leave = std::min(leave, t);
        if (enter > leave) return std::nullopt;
    }
    return std::array<double, 2>{enter, leave};
}

// Appends first, lowest, highest and last of points[begin, end) in index order, without repeats.
void appendExtremes(QList<QPointF>& out, const QList<QPointF>& points, qsizetype begin, qsizetype end)
{
    qsizetype low = begin;
    qsizetype high = begin;
    for (qsizetype i = begin; i < end; ++i) {
        if (points[i].y() < points[low].y()) low = i;
        if (points[i].y() > points[high].y()) high = i;
    }
    std::array<qsizetype, 4> keep{begin, low, high, end - 1};
    std::sort(keep.begin(), keep.end());
    const auto stop = std::unique(keep.begin(), keep.end());
    for (auto it = keep.begin(); it != stop; ++it)
        out.append(points[*it]);
}

} // namespace

void Extent::unite(const Extent& other)
{
    uniteRange(x, other.x);
    uniteRange(y, other.y);
}

Extent extentOf(const QList<QPointF>& points, bool logX, bool logY)
{
    Extent extent;
    for (const QPointF& point : points) {
        const double px = toAxis(point.x(), logX);
        const double py = toAxis(point.y(), logY);
        if (std::isfinite(px)) uniteValue(extent.x, px);
        if (std::isfinite(px) && std::isfinite(py)) uniteValue(extent.y, py);
    }
    return extent;
}

QList<QPointF> axisPoints(const QList<QPointF>& points, bool logX, bool logY, double logFloor)
{
    QList<QPointF> out;
    out.reserve(points.size());
    for (const QPointF& point : points) {
        const double px = toAxis(point.x(), logX);
        if (!std::isfinite(px) || std::isnan(point.y())) continue;
        const double py = logY && point.y() <= 0.0 ? logFloor : toAxis(point.y(), logY);
        out.append({std::clamp(px, -largest, largest), std::clamp(py, -largest, largest)});
    }
    return out;
}

QList<QPointF> stepCorners(const QList<QPointF>& points)
{
    QList<QPointF> out;
    out.reserve(2 * points.size());
    for (qsizetype i = 0; i + 1 < points.size(); ++i) {
        out.append(points[i]);
        out.append({points[i + 1].x(), points[i].y()});
    }
    return out;
}

QList<QPointF> envelope(const QList<QPointF>& points, qsizetype limit)
{
    if (points.size() <= limit || limit < 8) return points;
    const qsizetype columns = limit / 4;
    QList<QPointF> out;
    out.reserve(limit);
    if (!ascending(points)) {
        for (qsizetype c = 0; c < columns; ++c) {
            appendExtremes(out, points, c * points.size() / columns, (c + 1) * points.size() / columns);
        }
        return out;
    }
    const double start = points.first().x();
    const double width = (points.last().x() - start) / static_cast<double>(columns);
    qsizetype begin = 0;
    for (qsizetype c = 1; c <= columns && begin < points.size(); ++c) {
        const double stop = start + static_cast<double>(c) * width;
        qsizetype end = begin;
        while (end < points.size() && (c == columns || points[end].x() < stop))
            ++end;
        if (end > begin) appendExtremes(out, points, begin, end);
        begin = end;
    }
    return out;
}

QList<QPointF> around(const QList<QPointF>& points, const AxisRange& range)
{
    if (points.size() < 3 || !ascending(points)) return points;
    const auto less = [](const QPointF& p, double x) { return p.x() < x; };
    const auto greater = [](double x, const QPointF& p) { return x < p.x(); };
    auto begin = std::lower_bound(points.begin(), points.end(), range.min, less);
    auto end = std::upper_bound(begin, points.end(), range.max, greater);
    if (begin != points.begin()) --begin;
    if (end != points.end()) ++end;
    return QList<QPointF>(begin, end);
}

QList<QPointF> clampedPolyline(const QList<QPointF>& points, const AxisRange& x, const AxisRange& y)
{
    const auto clamped = [&](const QPointF& p) {
        return QPointF(std::clamp(p.x(), x.min, x.max), std::clamp(p.y(), y.min, y.max));
    };
    QList<QPointF> out;
    out.reserve(points.size());
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (i > 0) {
            const QPointF& a = points[i - 1];
            const QPointF& b = points[i];
            const QList<double> cuts = crossings(a, b, x, y);
            for (const double t : cuts)
                appendDistinct(out, clamped(between(a, b, t)));
        }
        appendDistinct(out, clamped(points[i]));
    }
    return out;
}

QList<QList<QPointF>> clippedPolyline(const QList<QPointF>& points, const AxisRange& x, const AxisRange& y)
{
    QList<QList<QPointF>> pieces;
    const auto inside = [&](const QPointF& p) {
        return QPointF(std::clamp(p.x(), x.min, x.max), std::clamp(p.y(), y.min, y.max));
    };
    for (qsizetype i = 1; i < points.size(); ++i) {
        const QPointF& a = points[i - 1];
        const QPointF& b = points[i];
        const auto part = liangBarsky(a, b, x, y);
        if (!part) continue;
        const QPointF from = inside((*part)[0] == 0.0 ? a : between(a, b, (*part)[0]));
        const QPointF to = inside((*part)[1] == 1.0 ? b : between(a, b, (*part)[1]));
        if (pieces.isEmpty() || pieces.last().last() != from) pieces.append({from});
        appendDistinct(pieces.last(), to);
    }
    pieces.removeIf([](const QList<QPointF>& piece) { return piece.size() < 2; });
    return pieces;
}

QList<QPointF> curvePoints(const PlotSeries& series, const AxisFrame& frame)
{
    const double floor = frame.y.min - std::max(1.0, frame.y.span());
    QList<QPointF> points = axisPoints(series.points, frame.logX, frame.logY, floor);
    if (series.stepped) points = stepCorners(points);
    return envelope(around(points, frame.x));
}

QList<QPointF> markerPoints(const PlotSeries& series, const AxisFrame& frame)
{
    QList<QPointF> points = axisPoints(series.points, frame.logX, frame.logY, frame.y.min - 1.0);
    const double edgeX = 1e-9 * frame.x.span();
    const double edgeY = 1e-9 * frame.y.span();
    points.removeIf([&](const QPointF& p) {
        return p.x() < frame.x.min - edgeX || p.x() > frame.x.max + edgeX || p.y() < frame.y.min - edgeY ||
               p.y() > frame.y.max + edgeY;
    });
    return envelope(points);
}

qsizetype nearestSample(const PlotSeries& series, double x, bool logX)
{
    const double wanted = toAxis(x, logX);
    qsizetype best = -1;
    double bestDistance = 0.0;
    for (qsizetype i = 0; i < series.points.size(); ++i) {
        const double distance = std::abs(toAxis(series.points[i].x(), logX) - wanted);
        if (!std::isfinite(distance) || (best >= 0 && distance >= bestDistance)) continue;
        best = i;
        bestDistance = distance;
    }
    return best;
}

std::optional<double> valueAt(const PlotSeries& series, double x, bool logX, bool logY)
{
    const QList<QPointF>& points = series.points;
    if (series.arrows || points.isEmpty() || !std::isfinite(x)) return std::nullopt;
    if (!series.line || !ascending(points)) {
        const qsizetype nearest = nearestSample(series, x, logX);
        return nearest < 0 ? std::nullopt : std::optional(points[nearest].y());
    }
    const auto greater = [](double value, const QPointF& p) { return value < p.x(); };
    const auto after = std::upper_bound(points.begin(), points.end(), x, greater);
    if (after == points.begin()) return std::nullopt;
    const QPointF& left = *(after - 1);
    if (left.x() == x) {
        const bool pastLastBin = series.stepped && after == points.end() && points.size() > 1;
        return pastLastBin ? (after - 2)->y() : left.y();
    }
    if (after == points.end()) return std::nullopt;
    if (series.stepped) return left.y();
    const QPointF& right = *after;
    const double from = toAxis(left.x(), logX);
    const double t = (toAxis(x, logX) - from) / (toAxis(right.x(), logX) - from);
    const bool useLog = logY && left.y() > 0.0 && right.y() > 0.0;
    const double a = toAxis(left.y(), useLog);
    const double b = toAxis(right.y(), useLog);
    const double value = fromAxis(a + t * (b - a), useLog);
    return std::isfinite(t) ? std::optional(value) : std::nullopt;
}

} // namespace alidade
