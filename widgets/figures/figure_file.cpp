// SPDX-License-Identifier: GPL-3.0-or-later
// Recipes out of pictures.
#include "widgets/figures/figure_file.h"

#include "widgets/bridge/view_state.h"
#include "widgets/plots/figure_form.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonDocument>
#include <QXmlStreamReader>
#include <QtEndian>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

constexpr char pngSignature[] = "\x89PNG\r\n\x1a\n";
constexpr qsizetype signatureBytes = 8;
constexpr int mostChunks = 100'000;

QString text(const char* words) { return QCoreApplication::translate("alidade", words); }

[[noreturn]] void refuse(const QString& sentence) { throw InvalidRequest(sentence.toStdString()); }

struct PngChunk {
    QByteArray whole; ///< length, type, data and checksum; empty: damaged, or too long to be of interest
    qint64 next = 0;
};

/// The chunk that begins at `at`.
PngChunk chunkAt(QFile& file, qint64 at)
{
    if (!file.seek(at)) return {};
    const QByteArray head = file.peek(8);
    if (head.size() < 8) return {};
    const qint64 bytes = 12 + qint64{qFromBigEndian<quint32>(head.constData())};
    if (at + bytes > file.size()) return {};
    return {bytes <= longestViewText ? file.read(bytes) : head, at + bytes};
}

bool carriesRecipe(const QByteArray& chunk)
{
    const QByteArray type = chunk.mid(4, 4);
    const bool isText = type == "tEXt" || type == "zTXt" || type == "iTXt";
    return isText && QByteArrayView(chunk).sliced(8).startsWith(QByteArrayView("alidade\0", 8));
}

/// Only this chunk is unpacked, by the decoder, which bounds how long a text may become: it gets a picture of one
/// pixel that holds nothing else. Asked for the text alone, it would fold the spaces in it.
QByteArray unpacked(const QByteArray& chunk)
{
    constexpr qsizetype headerEnd = signatureBytes + 25;
    QImage pixel(1, 1, QImage::Format_Grayscale8);
    pixel.fill(0);
    QByteArray picture;
    QBuffer buffer(&picture);
    buffer.open(QIODevice::WriteOnly);
    if (!pixel.save(&buffer, "png") || picture.size() < headerEnd) return {};
    picture.insert(headerEnd, chunk);
    return QImage::fromData(picture, "png").text(u"alidade"_s).toUtf8();
}

QByteArray recipeInPng(QFile& file)
{
    qint64 at = signatureBytes;
    for (int i = 0; i < mostChunks; ++i) {
        const PngChunk chunk = chunkAt(file, at);
        if (chunk.whole.isEmpty()) return {};
        if (carriesRecipe(chunk.whole)) return unpacked(chunk.whole);
        at = chunk.next;
    }
    return {};
}

/// The description of the whole drawing.
QByteArray recipeInSvg(const QByteArray& content)
{
    QXmlStreamReader xml(content);
    if (!xml.readNextStartElement() || xml.name() != "svg"_L1) return {};
    while (xml.readNextStartElement()) {
        if (xml.name() == "desc"_L1) return xml.readElementText(QXmlStreamReader::SkipChildElements).toUtf8();
        xml.skipCurrentElement();
    }
    return {};
}

/// From the metadata, which are not packed.
QByteArray recipeInPdf(const QByteArray& content)
{
    const QByteArray open("<alidade:recipe>");
    const QByteArray close("</alidade:recipe>");
    const qsizetype from = content.indexOf(open);
    const qsizetype to = content.indexOf(close, from);
    if (from < 0 || to < 0 || to - from > 2 * longestViewText) return {};
    const qsizetype begin = from + open.size();
    QXmlStreamReader xml("<recipe>" + content.mid(begin, to - begin) + "</recipe>");
    xml.readNextStartElement();
    return xml.readElementText(QXmlStreamReader::SkipChildElements).toUtf8();
}

QByteArray recipeIn(QFile& file)
{
    const QByteArray head = file.peek(signatureBytes);
    if (head == QByteArrayView(pngSignature, signatureBytes)) return recipeInPng(file);
    if (file.size() > longestFigure) refuse(text("The figure %1 is too long.").arg(file.fileName()));
    if (head.startsWith("%PDF")) return recipeInPdf(file.readAll());
    if (head.startsWith('<')) return recipeInSvg(file.readAll());
    return file.read(longestViewText + 1); // of its own
}

} // namespace

bool isFigureFile(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "png"_L1 || suffix == "svg"_L1 || suffix == "pdf"_L1) return true;
    QFile file(path);
    if (suffix != "json"_L1 || path.endsWith(".index.json"_L1, Qt::CaseInsensitive)) return false;
    if (file.size() > longestViewText || !file.open(QIODevice::ReadOnly)) return false;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(longestViewText), &error);
    return error.error != QJsonParseError::NoError ||
           document.object().value("format"_L1).toString() == QLatin1String(figureFormat);
}

QByteArray recipeInFile(const QString& path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile()) refuse(text("The figure %1 is not there, or is no file.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        refuse(text("The figure %1 cannot be read: %2.").arg(path, file.errorString()));
    const QByteArray recipe = recipeIn(file);
    if (recipe.isEmpty()) refuse(text("%1 carries no recipe that it could be made of again.").arg(path));
    if (recipe.size() > longestViewText) refuse(text("The recipe in %1 is too long.").arg(path));
    return recipe;
}

} // namespace alidade
