// SPDX-License-Identifier: GPL-3.0-or-later
// Exported figures: physical size, clipping, text, fonts, embedded recipe, failures; and exported data.
#include "tests/widgets/plot_samples.h"
#include "widgets/plots/figure_export.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/theme.h"

#include <QFile>
#include <QImageReader>
#include <QMimeData>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace alidade;
using namespace Qt::StringLiterals;

namespace {

const QString recipe = u"{\"tensor\":\"L03 · down_proj\",\"note\":\"<a> & 하다마드\"}"_s;

FigureOptions options85()
{
    FigureOptions options;
    options.widthMm = 85.0;
    options.heightMm = 60.0;
    options.recipe = recipe;
    return options;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct SvgFacts {
    bool valid = false;
    int elements = 0;
    QStringList texts;
    QString desc;
    QString width;
    QString height;
    QList<QPointF> pathPoints; // of all paths with stroke colours of curves
    QStringList dashes;
};

// Reads what matters of the SVG; path points are mapped by the matrix of their group.
SvgFacts readSvg(const QByteArray& svg)
{
    SvgFacts facts;
    QXmlStreamReader xml(svg);
    QTransform matrix;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement()) continue;
        ++facts.elements;
        const auto attributes = xml.attributes();
        if (xml.name() == "svg"_L1) {
            facts.width = attributes.value("width"_L1).toString();
            facts.height = attributes.value("height"_L1).toString();
        }
        if (xml.name() == "g"_L1 && attributes.hasAttribute("transform"_L1)) {
            static const QRegularExpression number(u"-?[0-9.]+(?:e-?[0-9]+)?"_s);
            QList<double> m;
            auto it = number.globalMatch(attributes.value("transform"_L1).toString());
            while (it.hasNext())
                m.append(it.next().captured().toDouble());
            matrix = m.size() == 6 ? QTransform(m[0], m[1], m[2], m[3], m[4], m[5]) : QTransform();
        }
        if (attributes.hasAttribute("stroke-dasharray"_L1)) {
            facts.dashes.append(attributes.value("stroke-dasharray"_L1).toString());
        }
        if (xml.name() == "path"_L1) {
            static const QRegularExpression pair(u"[ML](-?[0-9.e-]+),(-?[0-9.e-]+)"_s);
            auto it = pair.globalMatch(attributes.value("d"_L1).toString());
            while (it.hasNext()) {
                const auto match = it.next();
                facts.pathPoints.append(
                    matrix.map(QPointF(match.captured(1).toDouble(), match.captured(2).toDouble())));
            }
        }
        if (xml.name() == "desc"_L1)
            facts.desc = xml.readElementText();
        else if (xml.name() == "text"_L1)
            facts.texts.append(xml.readElementText().trimmed());
    }
    facts.valid = !xml.hasError();
    return facts;
}

} // namespace

class TestFigures : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }

private slots:
    void initTestCase() { applyTheme(Theme::Dark); } // figures are light all the same

    void pngHasSizeResolutionAndRecipe()
    {
        const ExportOutcome outcome =
            saveFigure(samples::histograms(), options85(), FigureFormat::Png, path(u"a"_s));
        QVERIFY2(outcome.ok(), qPrintable(outcome.error));
        QCOMPARE(outcome.path, path(u"a.png"_s)); // the suffix follows the format
        const QImage image = QImageReader(outcome.path).read();
        QCOMPARE(image.size(), QSize(1004, 709));
        QCOMPARE(image.dotsPerMeterX(), 11811); // 300 dpi
        QCOMPARE(image.text(u"alidade"_s), recipe);
        QCOMPARE(image.pixelColor(2, 700), QColor(Qt::white));
    }

    void svgHasSizeTextAndRecipe()
    {
        const ExportOutcome outcome =
            saveFigure(samples::histograms(), options85(), FigureFormat::Svg, path(u"a.svg"_s));
        QVERIFY2(outcome.ok(), qPrintable(outcome.error));
        const SvgFacts facts = readSvg(contentOf(outcome.path));
        QVERIFY(facts.valid);
        QCOMPARE(facts.width, u"85.000mm"_s);
        QCOMPARE(facts.height, u"60.000mm"_s);
        QCOMPARE(facts.desc, recipe);
        QVERIFY(facts.texts.contains(u"10⁻³"_s) && facts.texts.contains(u"h3"_s));
        QVERIFY(facts.texts.join(u' ').contains(u"coefficient / σ"_s)); // Qt writes one element per script
        QVERIFY2(facts.elements < 500, qPrintable(QString::number(facts.elements)));
        QVERIFY(QSet<QString>(facts.dashes.begin(), facts.dashes.end()).size() >=
                3); // told apart without colour
    }

    void zoomedSvgStaysInsideThePlot()
    {
        PlotView view;
        view.resize(500, 340);
        view.setSpec(samples::histograms());
        view.grab();
        view.zoomTo({-1.5, 2.5}, {1e-3, 0.4});
        FigureOptions options = options85();
        options.legend = false;
        const SvgFacts facts = readSvg(figureSvg(view.visibleSpec(), options));
        QVERIFY(facts.pathPoints.size() > 200);
        // Without legend and title the plot area starts right of the y labels and ends above the x labels.
        const double width = 85.0 / 25.4 * 720.0;
        const double height = 60.0 / 25.4 * 720.0;
        for (const QPointF& point : facts.pathPoints) {
            QVERIFY2(point.x() > 0.05 * width && point.x() < width && point.y() > 0 &&
                         point.y() < 0.88 * height,
                     qPrintable(u"%1 %2"_s.arg(point.x()).arg(point.y())));
        }
    }

    void pdfHasSizeFontsAndRecipe()
    {
        PlotSpec spec = samples::histograms();
        spec.title = u"하다마드"_s;
        FigureOptions options = options85();
        options.title = true;
        const ExportOutcome outcome = saveFigure(spec, options, FigureFormat::Pdf, path(u"a.pdf"_s));
        QVERIFY2(outcome.ok(), qPrintable(outcome.error));
        const QByteArray pdf = contentOf(outcome.path);
        static const QRegularExpression box(u"/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"_s);
        const auto match = box.match(QString::fromLatin1(pdf));
        QVERIFY(match.hasMatch());
        QVERIFY(std::abs(match.captured(1).toDouble() * 25.4 / 72.0 - 85.0) < 1e-3);
        QVERIFY(std::abs(match.captured(2).toDouble() * 25.4 / 72.0 - 60.0) < 1e-3);
        QVERIFY(pdf.contains("/FontFile2"));
        QVERIFY(!pdf.contains("/DCTDecode")); // no JPEG
        QVERIFY(pdf.contains("recipe.json") && pdf.contains("/EmbeddedFile"));
        QVERIFY(pdf.contains("<alidade:recipe>{&quot;tensor&quot;"));
    }

    void figureIsTheSameWhateverTheScreen()
    {
        const PlotSpec spec = samples::linear();
        const QImage dark = figureImage(spec, options85());
        applyTheme(Theme::Light);
        QCOMPARE(figureImage(spec, options85()), dark);
        applyTheme(Theme::Dark);
    }

    void coincidingCurvesDifferInGrey()
    {
        PlotSpec spec = samples::linear();
        spec.series = {samples::line(u"hadamard"_s, 1.0, 11, 1), samples::line(u"random"_s, 1.0, 11, 2)};
        FigureOptions options = options85();
        options.legend = false;
        QSet<int> greys;
        const QImage image = figureImage(spec, options).convertToFormat(QImage::Format_Grayscale8);
        const int greyA = qGray(styleFor(1, false).colour.rgb());
        const int greyB = qGray(styleFor(2, false).colour.rgb());
        QVERIFY(std::abs(greyA - greyB) > 12);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                greys.insert(qGray(image.pixel(x, y)));
        }
        QVERIFY(greys.contains(greyA) && greys.contains(greyB));
    }

    void presetsHaveReadableType()
    {
        const QList<FigurePreset> presets = figurePresets();
        QVERIFY(presets.size() >= 3);
        for (const FigurePreset& preset : presets) {
            QVERIFY(preset.options.fontPt >= 7.0 && preset.options.lineWidthPt >= 0.75);
            QVERIFY(preset.name.contains(QString::number(preset.options.widthMm)));
        }
    }

    void failureIsASentenceAndKeepsTheOldFile()
    {
        const ExportOutcome outcome =
            saveFigure(samples::linear(), options85(), FigureFormat::Png, path(u"missing/folder/a.png"_s));
        QVERIFY(!outcome.ok());
        QVERIFY(outcome.error.contains(u"missing/folder/a.png"_s) && outcome.error.endsWith(u'.'));
        QVERIFY(saveData(samples::linear(), path(u"b"_s)).ok());
        QVERIFY(QFile::exists(path(u"b.csv"_s)));
    }

    void csvIsExactAndQuoted()
    {
        PlotSpec spec = samples::linear();
        spec.series[0].points = {{0.1, 1.0 / 3.0}, {2, std::nan("")}};
        spec.series[0].name = u"a, b"_s;
        spec.series[1].visible = false;
        const QList<QByteArray> lines = plotCsv(spec).split('\n');
        QCOMPARE(lines[0], QByteArray("series,position (mm),\"height, \"\"h\"\" (m)\"\r"));
        QVERIFY(lines[1].startsWith("\"a, b\",0.1,0.333"));
        QCOMPARE(lines[1].split(',').last().trimmed().toDouble(), 1.0 / 3.0);
        QCOMPARE(lines[2], QByteArray("\"a, b\",2,nan\r"));
        QCOMPARE(lines.size(), 4);
        QVERIFY(plotTsv(spec).startsWith("series\tposition (mm)\t"));
        QVERIFY(saveData(spec, path(u"c.tsv"_s)).ok());
        QCOMPARE(contentOf(path(u"c.tsv"_s)), plotTsv(spec));
    }
};

QTEST_MAIN(TestFigures)
#include "tst_figures.moc"
