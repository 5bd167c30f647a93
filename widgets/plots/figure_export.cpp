// SPDX-License-Identifier: GPL-3.0-or-later
// Drawing and encoding of figures. The unit is 1/10 pt, so that fonts are whole pixel sizes with exact
// metrics.
#include "widgets/plots/figure_export.h"

#include "widgets/plots/figure_form.h"
#include "widgets/plots/figure_pdf.h"
#include "widgets/plots/plot_painter.h"
#include "widgets/plots/plot_ranges.h"
#include "widgets/style/fonts.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <array>
#include <cmath>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

constexpr double unitsPerPoint = 10.0;
constexpr double unitsPerInch = 72.0 * unitsPerPoint;
constexpr double mmPerInch = 25.4;

/// Translation context for the sentences and names in this file.
struct Figure {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

QSizeF sizeInUnits(const FigureOptions& options) { return options.sizeMm() * (unitsPerInch / mmPerInch); }

PlotInk paperInk(const PlotSpec& spec, const FigureOptions& options)
{
    const double pt = unitsPerPoint;
    const double fontPt = std::clamp(options.fontPt, smallestFontPt, largestFontPt);
    PlotInk ink;
    ink.font = withFallbacks(QGuiApplication::font());
    ink.font.setPixelSize(static_cast<int>(std::lround(fontPt * pt)));
    ink.font.setHintingPreference(QFont::PreferNoHinting);
    ink.lineWidth = options.lineWidthPt * pt;
    ink.axisWidth = std::max(0.4, 0.5 * options.lineWidthPt) * pt;
    ink.gap = 0.38 * fontPt * pt;
    ink.tickLength = 0.35 * fontPt * pt;
    ink.markerSize = 0.52 * fontPt * pt;
    ink.colours = paperColours();
    ink.showTitle = options.title;
    ink.showLegend = options.legend && std::count_if(spec.series.begin(), spec.series.end(),
                                                     [](const PlotSeries& s) { return s.visible; }) > 0;
    ink.print = true;
    return ink;
}

AxisFrame frameOf(const PlotSpec& spec)
{
    const PlotBounds bounds = boundsOf(spec, spec.x.logarithmic, spec.y.logarithmic);
    return {bounds.x.fit, bounds.y.fit, spec.x.logarithmic, spec.y.logarithmic, spec.y.reversed};
}

// XML 1.0 allows no control characters but tab and line ends, and not the last two codes.
QString xmlText(const QString& raw)
{
    QString clean;
    for (const QChar c : raw) {
        const bool isControl = c.unicode() < 0x20 && c != u'\n' && c != u'\t' && c != u'\r';
        if (!isControl && c.unicode() < 0xfffe) clean.append(c);
    }
    return clean.toHtmlEscaped();
}

QByteArray xmpPacket(const PlotSpec& spec, const QString& recipe)
{
    const QString packet =
        u"<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:alidade=\"urn:alidade:figure\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%1</rdf:li></rdf:Alt></dc:title>\n"
        "<xmp:CreatorTool>Alidade</xmp:CreatorTool>\n"
        "<alidade:recipe>%2</alidade:recipe>\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n"_s;
    return packet.arg(xmlText(spec.title), xmlText(recipe)).toUtf8();
}

QString suffixOf(FigureFormat format)
{
    switch (format) {
    case FigureFormat::Png:
        return u"png"_s;
    case FigureFormat::Svg:
        return u"svg"_s;
    case FigureFormat::Pdf:
        return u"pdf"_s;
    }
    return {};
}

QByteArray encoded(const PlotSpec& spec, const FigureOptions& options, FigureFormat format)
{
    if (format == FigureFormat::Svg) return figureSvg(spec, options);
    if (format == FigureFormat::Pdf) return figurePdf(spec, options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    figureImage(spec, options).save(&buffer, "png");
    return bytes;
}

// QSvgGenerator knows only whole pixels and one family per font: put the true size and the fallbacks in.
QByteArray finishSvg(QByteArray svg, const PlotSpec& spec, const FigureOptions& options, const QFont& font)
{
    QString document = QString::fromUtf8(svg);
    const QSizeF mm = options.sizeMm();
    const QSizeF units = sizeInUnits(options);
    const auto number = [](double value) { return QString::number(value, 'f', 3); };
    static const QRegularExpression rootTag(u"<svg[^>]*>"_s);
    const QString root =
        u"<svg width=\"%1mm\" height=\"%2mm\" viewBox=\"0 0 %3 %4\"\n"
        " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        "version=\"1.2\" baseProfile=\"tiny\">"_s.arg(number(mm.width()), number(mm.height()),
                                                      number(units.width()), number(units.height()));
    static const QRegularExpression notes(u"<title>.*?</title>|<desc>.*?</desc>"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    document.remove(notes);
    const QString title = u"\n<title>%1</title>\n<desc>%2</desc>\n"_s;
    const auto match = rootTag.match(document);
    const QString head = root + title.arg(xmlText(spec.title), xmlText(carriedRecipe(options)));
    document.replace(match.capturedStart(), match.capturedLength(), head);
    const QStringList families = font.families();
    if (!families.isEmpty()) {
        document.replace(u"font-family=\"%1\""_s.arg(families.first()),
                         u"font-family=\"%1, sans-serif\""_s.arg(families.join(u", "_s)));
    }
    return document.toUtf8();
}

} // namespace

ExportOutcome writeWholeFile(const QString& path, const QByteArray& bytes)
{
    if (bytes.isEmpty()) return {path, Figure::tr("The figure is too large to be drawn in memory.")};
    const QFileInfo present(path); // what is renamed onto a device would take its place
    if (present.exists() && !present.isFile())
        return {path, Figure::tr("Could not write “%1”: it is there already and no file.").arg(path)};
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    if (written) return {path, {}};
    return {path, Figure::tr("Could not write “%1”: %2.").arg(path, file.errorString())};
}

QSizeF FigureOptions::sizeMm() const
{
    const double width = std::clamp(widthMm, 20.0, 1200.0);
    const double automatic = width * (width > 150.0 ? 0.5 : 0.68);
    return {width, heightMm > 0.0 ? std::clamp(heightMm, 15.0, 1200.0) : automatic};
}

QList<FigurePreset> figurePresets()
{
    const auto preset = [](const QString& id, const QString& name, double width, double height, double font,
                           double line) {
        FigureOptions options;
        options.widthMm = width;
        options.heightMm = height;
        options.fontPt = font;
        options.lineWidthPt = line;
        options.title = id == u"slide"_s;
        return FigurePreset{id, name, options};
    };
    return {preset(u"single"_s, Figure::tr("Single column, 85 mm"), 85.0, 0.0, 8.0, 0.9),
            preset(u"middle"_s, Figure::tr("One and a half columns, 120 mm"), 120.0, 0.0, 8.0, 1.0),
            preset(u"text"_s, Figure::tr("Text width, 139.7 mm"), 139.7, 0.0, 9.0, 1.0),
            preset(u"double"_s, Figure::tr("Double column, 178 mm"), 178.0, 0.0, 9.0, 1.0),
            preset(u"slide"_s, Figure::tr("Slide 16:9, 254 mm"), 254.0, 142.875, 16.0, 2.0)};
}

void drawFigure(QPainter& painter, const PlotSpec& spec, const FigureOptions& options)
{
    const PlotInk ink = paperInk(spec, options);
    const AxisFrame frame = frameOf(spec);
    const QRectF sheet(QPointF(0, 0), sizeInUnits(options));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.setRenderHint(QPainter::LosslessImageRendering);
    const PlotLayout layout = layoutPlot(spec, frame, sheet, ink);
    paintBehind(painter, spec, frame, layout, ink);
    paintCurves(painter, spec, frame, layout, ink);
    paintFront(painter, spec, frame, layout, ink);
}

QImage figureImage(const PlotSpec& spec, const FigureOptions& options)
{
    const int dpi = std::clamp(options.dpi, 36, 1200);
    const QSize pixels = (options.sizeMm() * (dpi / mmPerInch)).toSize();
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull()) return image;
    image.fill(Qt::white);
    image.setDotsPerMeterX(static_cast<int>(std::lround(dpi / mmPerInch * 1000.0)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QPainter painter(&image);
    const QSizeF units = sizeInUnits(options);
    painter.scale(pixels.width() / units.width(), pixels.height() / units.height());
    drawFigure(painter, spec, options);
    painter.end();
    image.setText(u"Title"_s, spec.title);
    image.setText(u"Software"_s, u"Alidade"_s);
    if (!options.recipe.isEmpty()) image.setText(u"alidade"_s, carriedRecipe(options));
    return image;
}

QByteArray figureSvg(const PlotSpec& spec, const FigureOptions& options)
{
    QByteArray svg;
    QBuffer buffer(&svg);
    buffer.open(QIODevice::WriteOnly);
    const QSizeF units = sizeInUnits(options);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(unitsPerInch));
    generator.setSize(units.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), units));
    QPainter painter(&generator);
    drawFigure(painter, spec, options);
    painter.end();
    buffer.close();
    return finishSvg(svg, spec, options, paperInk(spec, options).font);
}

QByteArray figurePdf(const PlotSpec& spec, const FigureOptions& options)
{
    const FixedHashOrder fixed; // of the fonts in the file
    const QString recipe = carriedRecipe(options);
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(options.sizeMm(), QPageSize::Millimeter, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(static_cast<int>(unitsPerInch));
    writer.setTitle(spec.title);
    writer.setCreator(u"Alidade"_s);
    writer.setDocumentXmpMetadata(xmpPacket(spec, recipe));
    if (!recipe.isEmpty()) writer.addFileAttachment(u"recipe.json"_s, recipe.toUtf8(), u"application/json"_s);
    QPainter painter(&writer);
    drawFigure(painter, spec, options);
    painter.end();
    setExactMediaBox(pdf, options.sizeMm());
    removeDate(pdf);
    return pdf;
}

std::optional<FigureFormat> formatOfPath(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    for (const FigureFormat format : {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf}) {
        if (suffix == suffixOf(format)) return format;
    }
    return std::nullopt;
}

ExportOutcome saveFigure(const PlotSpec& spec, const FigureOptions& options, FigureFormat format,
                         const QString& path)
{
    const QString whole = formatOfPath(path) == format ? path : path + u'.' + suffixOf(format);
    return writeWholeFile(whole, encoded(spec, options, format));
}

std::unique_ptr<QMimeData> figureMimeData(const PlotSpec& spec, const FigureOptions& options)
{
    auto data = std::make_unique<QMimeData>();
    data->setImageData(figureImage(spec, options));
    data->setData(u"image/png"_s, encoded(spec, options, FigureFormat::Png));
    data->setData(u"image/svg+xml"_s, figureSvg(spec, options));
    if (textDataProblem(spec).isEmpty()) data->setText(QString::fromUtf8(plotTsv(spec)));
    return data;
}

} // namespace alidade
