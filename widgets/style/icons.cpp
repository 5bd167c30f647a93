// SPDX-License-Identifier: GPL-3.0-or-later
// An icon engine that draws an SVG in the colour the palette has at the moment of painting.
#include "widgets/style/icons.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

// The drawings sit in a static library; without this call the linker would drop them.
static void loadIconResources() { Q_INIT_RESOURCE(alidade); }

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

QColor strokeColour(QIcon::Mode mode)
{
    const QPalette palette = QApplication::palette();
    if (mode == QIcon::Disabled) return palette.color(QPalette::Disabled, QPalette::ButtonText);
    if (mode == QIcon::Selected) return palette.color(QPalette::Active, QPalette::HighlightedText);
    return palette.color(QPalette::Active, QPalette::ButtonText);
}

class PaletteIconEngine : public QIconEngine {
public:
    explicit PaletteIconEngine(QByteArray drawing) : m_drawing(std::move(drawing)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        QByteArray coloured = m_drawing;
        coloured.replace("currentColor", strokeColour(mode).name().toLatin1());
        QSvgRenderer renderer(coloured);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QRgb colour = strokeColour(mode).rgb();
        const quint64 key = (static_cast<quint64>(colour) << 32U) |
                            (static_cast<quint64>(size.width() & 0xffff) << 16U) |
                            static_cast<quint64>(size.height() & 0xffff);
        const auto known = m_pixmaps.constFind(key);
        if (known != m_pixmaps.constEnd()) return *known;
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        painter.end();
        m_pixmaps.insert(key, pixmap);
        return pixmap;
    }

    QIconEngine* clone() const override { return new PaletteIconEngine(*this); }
    QString key() const override { return u"alidade-palette"_s; }

private:
    QByteArray m_drawing;
    QHash<quint64, QPixmap> m_pixmaps;
};

} // namespace

QIcon icon(const QString& name)
{
    loadIconResources();
    QFile file(u":/alidade/icons/"_s + name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QIcon(new PaletteIconEngine(file.readAll()));
}

QStringList iconNames()
{
    loadIconResources();
    QStringList names = QDir(u":/alidade/icons"_s).entryList({u"*.svg"_s}, QDir::Files, QDir::Name);
    for (QString& name : names)
        name.chop(4);
    names.removeAll(u"alidade"_s);
    return names;
}

QIcon applicationIcon()
{
    loadIconResources();
    QFile file(u":/alidade/icons/alidade.svg"_s);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QIcon(new PaletteIconEngine(file.readAll()));
}

} // namespace alidade
