// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures in a QTextDocument that is laid out for paper: SVG stays made of lines, everything has its true size.
#pragma once

#include <QHash>
#include <QImage>
#include <QObject>
#include <QString>
#include <QSvgRenderer>
#include <QTextObjectInterface>

#include <memory>

namespace alidade {

/// Draws the pictures of one document. Those it does not know take no room.
class PictureObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    /// @param mostWidth of a picture, in units of the device; wider ones are made smaller
    /// @param unitsPerInch of the device
    PictureObject(const QSizeF& most, double unitsPerInch, QObject* parent);

    /// Reads a picture. False if it is none.
    bool add(const QString& name, const QString& file);

    QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                    const QTextFormat& format) override;

private:
    struct Picture {
        std::shared_ptr<QSvgRenderer> drawing; ///< null for an image
        QImage image;
        QSizeF size; ///< in units of the device
    };

    QSizeF m_most;
    double m_unitsPerInch;
    QHash<QString, Picture> m_pictures;
};

} // namespace alidade
