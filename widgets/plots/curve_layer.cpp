// SPDX-License-Identifier: GPL-3.0-or-later
// A bare QChart in a scene of its own, with a pool of line series.
#include "widgets/plots/curve_layer.h"

#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QPainter>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

namespace alidade {

class CurveLayer::Private {
public:
    struct Entry {
        QLineSeries* series = nullptr;
        LayerCurve curve;
    };

    Private();
    void addSeries();
    QValueAxis* addAxis(Qt::Alignment side);

    QGraphicsScene scene;
    QChart* chart = nullptr; // owned by the scene
    QValueAxis* xAxis = nullptr;
    QValueAxis* yAxis = nullptr;
    QList<Entry> pool;
    QRectF area;
};

CurveLayer::Private::Private()
{
    scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    chart = new QChart;
    scene.addItem(chart);
    chart->legend()->hide(); // its markers would be painted over the plot
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setBackgroundVisible(false);
    chart->setPlotAreaBackgroundVisible(false);
    chart->setMargins(QMargins());
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    xAxis = addAxis(Qt::AlignBottom);
    yAxis = addAxis(Qt::AlignLeft);
}

QValueAxis* CurveLayer::Private::addAxis(Qt::Alignment side)
{
    auto* axis = new QValueAxis;
    chart->addAxis(axis, side);
    axis->setRange(0.0, 1.0);
    axis->setVisible(false);
    return axis;
}

void CurveLayer::Private::addSeries()
{
    auto* series = new QLineSeries;
    chart->addSeries(series);
    series->attachAxis(xAxis);
    series->attachAxis(yAxis);
    series->setPen(QPen(Qt::NoPen)); // in place of the chart theme's
    pool.append(Entry{series, {{}, QPen(Qt::NoPen)}});
}

CurveLayer::CurveLayer() = default;

CurveLayer::~CurveLayer() = default;

/// Charts are costly, and a window has many plots that nobody looks at yet.
CurveLayer::Private& CurveLayer::made()
{
    if (!d) d = std::make_unique<Private>();
    return *d;
}

void CurveLayer::setGeometry(const QSizeF& size, const QRectF& area)
{
    made();
    if (d->chart->size() == size && d->area == area) return;
    d->area = area;
    d->scene.setSceneRect(QRectF(QPointF(0, 0), size));
    d->chart->resize(size);
    d->chart->setPlotArea(area);
}

void CurveLayer::setCurves(const QList<LayerCurve>& curves)
{
    made();
    while (d->pool.size() < curves.size())
        d->addSeries();
    for (qsizetype i = 0; i < d->pool.size(); ++i) {
        Private::Entry& entry = d->pool[i];
        const LayerCurve wanted = i < curves.size() ? curves[i] : LayerCurve{{}, entry.curve.pen};
        if (entry.curve.pen != wanted.pen) entry.series->setPen(wanted.pen);
        if (entry.curve.points != wanted.points) entry.series->replace(wanted.points);
        entry.series->setVisible(!wanted.points.isEmpty());
        entry.curve = wanted;
    }
}

void CurveLayer::render(QPainter& painter)
{
    const QRectF canvas = made().scene.sceneRect();
    d->scene.render(&painter, canvas, canvas, Qt::IgnoreAspectRatio);
}

int CurveLayer::seriesCount() const { return d ? static_cast<int>(d->pool.size()) : 0; }

} // namespace alidade
