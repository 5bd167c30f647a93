// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures between lines of text.
#include "widgets/figures/picture_object.h"

#include <QPainter>
#include <QTextFormat>

#include <algorithm>

namespace alidade {

namespace {

constexpr double svgUnitsPerInch = 90.0;       // as Qt reads lengths in mm
constexpr double metresPerInch = 0.0254;

} // namespace

PictureObject::PictureObject(const QSizeF& most, double unitsPerInch, QObject* parent)
    : QObject(parent), m_most(most), m_unitsPerInch(unitsPerInch)
{
}

bool PictureObject::add(const QString& name, const QString& file)
{
    Picture picture;
    if (file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        picture.drawing = std::make_shared<QSvgRenderer>(file);
        if (!picture.drawing->isValid()) return false;
        picture.size = QSizeF(picture.drawing->defaultSize()) * (m_unitsPerInch / svgUnitsPerInch);
    } else {
        picture.image = QImage(file);
        if (picture.image.isNull()) return false;
        picture.size = QSizeF(picture.image.width() / (picture.image.dotsPerMeterX() * metresPerInch),
                              picture.image.height() / (picture.image.dotsPerMeterY() * metresPerInch)) *
                       m_unitsPerInch;
    }
    const double scale =
        std::min({1.0, m_most.width() / picture.size.width(), m_most.height() / picture.size.height()});
    picture.size *= scale;
    m_pictures.insert(name, picture);
    return true;
}

QSizeF PictureObject::intrinsicSize(QTextDocument*, int, const QTextFormat& format)
{
    return m_pictures.value(format.toImageFormat().name()).size;
}

void PictureObject::drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int, const QTextFormat& format)
{
    const Picture picture = m_pictures.value(format.toImageFormat().name());
    if (picture.drawing) picture.drawing->render(painter, rect);
    else if (!picture.image.isNull()) painter->drawImage(rect, picture.image);
}

} // namespace alidade
