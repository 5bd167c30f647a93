// SPDX-License-Identifier: GPL-3.0-or-later
// Exported figures: physical size, clipping, text, fonts, embedded recipe, failures; and exported data.
#include "tests/widgets/plot_samples.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/figures/figure_file.h"
#include "widgets/figures/figure_recipe.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/plots/figure_dialog.h"
#include "widgets/plots/colour_map.h"
#include "widgets/plots/figure_export.h"
#include "widgets/plots/figure_form.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/theme.h"

#include <QCheckBox>
#include <QFile>
#include <QImageReader>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMimeData>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <array>
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

Q_DECLARE_METATYPE(alidade::FigureFormat)

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

    void imagesAreLosslessAndClipped()
    {
        PlotSpec spec = samples::smallImage();
        spec.x.min = 0.7;
        spec.x.max = 2.6;
        const QByteArray svg = figureSvg(spec, options85());
        static const QRegularExpression tag(
            u"<image x=\"([0-9.-]+)\" y=\"([0-9.-]+)\" width=\"([0-9.]+)\" height=\"([0-9.]+)\"[^>]*base64,([^\"]+)"_s);
        const auto match = tag.match(QString::fromLatin1(svg));
        QVERIFY(match.hasMatch());
        const double left = match.captured(1).toDouble();
        const double right = left + match.captured(3).toDouble();
        const double bottom = match.captured(2).toDouble() + match.captured(4).toDouble();
        QVERIFY(left > 0.05 * 2409 && right < 0.95 * 2409 && bottom < 0.9 * 1701); // inside the sheet, beside the bar
        const QImage embedded = QImage::fromData(QByteArray::fromBase64(match.captured(5).toLatin1()));
        const LevelColours colours = levelColours(*spec.image, paperColours());
        const auto pixelAt = [&](double x, double y) {
            return embedded.pixel(static_cast<int>((x - 0.7) / 1.9 * embedded.width()),
                                  static_cast<int>(y / 3.0 * embedded.height()));
        };
        QCOMPARE(pixelAt(0.75, 0.5), colours[levelOf(*spec.image, 0)]);
        QCOMPARE(pixelAt(1.02, 1.5), colours[levelOf(*spec.image, 11)]);
        QCOMPARE(pixelAt(2.55, 2.9), colours[levelOf(*spec.image, 22)]);
        const QByteArray pdf = figurePdf(spec, options85());
        QVERIFY(pdf.contains("/Subtype /Image"));
        QVERIFY(!pdf.contains("/DCTDecode") && !pdf.contains("/Interpolate true"));
    }

    void bandsAndArrowsNeedNoTransparency()
    {
        PlotSpec spec = samples::bandsAndArrows();
        spec.x.min = 1.4; // cuts bands, arrows and curves
        spec.x.max = 7.1;
        spec.y.min = 3.0;
        spec.y.max = 9.0;
        FigureOptions options = options85();
        options.legend = false;
        const QByteArray svg = figureSvg(spec, options);
        QVERIFY(!svg.contains("<image"));
        static const QRegularExpression translucent(u"(fill|stroke)-opacity=\"0\\.[0-9]*[1-9]"_s);
        QVERIFY(!translucent.match(QString::fromUtf8(svg)).hasMatch());
        const SvgFacts facts = readSvg(svg);
        QVERIFY(facts.pathPoints.size() > 40);
        for (const QPointF& point : facts.pathPoints) {
            QVERIFY2(point.x() > 0.05 * 2409 && point.x() < 2409 && point.y() > 0 && point.y() < 0.88 * 1701,
                     qPrintable(u"%1 %2"_s.arg(point.x()).arg(point.y())));
        }
    }

    void csvOfEverything()
    {
        const PlotSpec image = samples::smallImage();
        const QList<QByteArray> cells = plotTsv(image).split('\n');
        QCOMPARE(cells[0], QByteArray("column\trow\t|w|"));
        QCOMPARE(cells[1], QByteArray("0.5\t0.5\t0"));
        QCOMPARE(cells[8], QByteArray("3.5\t1.5\t13"));
        QCOMPARE(cells[10], QByteArray("1.5\t2.5\tnan"));
        QCOMPARE(cells.size(), 14);
        QVERIFY(plotTsv(samples::winners()).split('\n')[2] == "layer 01\tq_proj\tHadamard");

        const QList<QByteArray> bands = plotCsv(samples::bandsAndArrows()).split('\n');
        QCOMPARE(bands[0], QByteArray("series,block,rate (bits/weight),lower,upper,arrow,end\r"));
        QCOMPARE(bands[3], QByteArray("median,2,2,1.6,3.6,,\r"));
        QCOMPARE(bands[23], QByteArray("moved,1,8,,,1,from\r"));
        QCOMPARE(bands[26], QByteArray("moved,8,4,,,2,to\r"));

        PlotSpec both = image;
        both.above = PlotMarginal{u"rms"_s, {{0.5, 0.1}, {1.5, 0.2}}, false};
        both.beside = PlotMarginal{u"max"_s, {{0.5, 7.0}}, false};
        const QList<QByteArray> rows = plotCsv(both).split('\n');
        QCOMPARE(rows[0], QByteArray("series,column,row,|w|\r"));
        QCOMPARE(rows[1], QByteArray("|w|,0.5,0.5,0\r"));
        QCOMPARE(rows[14], QByteArray("rms,1.5,,0.2\r"));
        QCOMPARE(rows[15], QByteArray("max,,0.5,7\r"));
    }

    void tooManyRowsAreSaid()
    {
        PlotSpec spec = samples::smallImage();
        spec.image->columns = 1001;
        spec.image->rows = 1000;
        spec.image->cells = std::make_shared<std::vector<float>>(1'001'000, 0.5F);
        QVERIFY(textDataProblem(samples::smallImage()).isEmpty());
        const ExportOutcome outcome = saveData(spec, path(u"large.csv"_s));
        QVERIFY(outcome.error.contains(u"HDF5"_s));
        QVERIFY(!QFile::exists(path(u"large.csv"_s)));
        QVERIFY(saveData(spec, path(u"large.h5"_s)).ok());
    }

    // Contiguous little-endian doubles: what was written can be seen in the bytes.
    void hdf5HoldsEverySeries()
    {
        PlotSpec spec = samples::bandsAndArrows();
        spec.series[2].name = u"median"_s; // a second one of this name
        spec.series[1].name = u"a/b"_s;
        const ExportOutcome outcome = saveData(spec, path(u"rates.h5"_s), recipe);
        QVERIFY2(outcome.ok(), qPrintable(outcome.error));
        const auto bytes = contentOf(outcome.path);
        QVERIFY(bytes.startsWith("\x89HDF"));
        QVERIFY(bytes.contains(recipe.toUtf8()));
        QVERIFY(bytes.contains("block\trate (bits/weight)\tlower\tupper"));
        for (const char* name : {"median", "median (2)", "a\u2215b"})
            QVERIFY2(bytes.contains(name), name);
        const std::array<double, 4> row{2.0, 2.0, 1.6, 3.6}; // of the median
        QVERIFY(bytes.contains(QByteArray(reinterpret_cast<const char*>(row.data()), sizeof row)));
        QVERIFY(!saveData(spec, path(u"missing/rates.h5"_s)).ok());
        QVERIFY(!saveData(PlotSpec{}, path(u"empty.h5"_s)).ok());
        QVERIFY(!QFile::exists(path(u"empty.h5"_s)));
    }

    void figuresCarryTheirFormAndGiveItBack_data()
    {
        QTest::addColumn<FigureFormat>("format");
        QTest::newRow("png") << FigureFormat::Png;
        QTest::newRow("svg") << FigureFormat::Svg;
        QTest::newRow("pdf") << FigureFormat::Pdf;
    }

    void figuresCarryTheirFormAndGiveItBack()
    {
        QFETCH(FigureFormat, format);
        FigureOptions options = options85();
        options.dpi = 96;
        options.recipe = u"{\"format\":\"alidade-figure\",\"note\":\"<a>  & 하다마드\\u0007\"}"_s;
        const ExportOutcome outcome = saveFigure(samples::histograms(), options, format, path(u"carried"_s));
        QVERIFY2(outcome.ok(), qPrintable(outcome.error));
        const QByteArray carried = recipeInFile(outcome.path);
        QCOMPARE(QString::fromUtf8(carried), carriedRecipe(options));
        const FigureOptions form = formFromJson(QJsonDocument::fromJson(carried).object()[u"size"_s].toObject());
        QVERIFY(form.widthMm == 85.0 && form.heightMm == 60.0 && form.dpi == 96 && form.legend && !form.title);

        // What is cut off anywhere is read or refused, and nothing else happens.
        const QByteArray whole = contentOf(outcome.path);
        for (qsizetype length = 0; length < whole.size(); length += 1 + whole.size() / 97) {
            QFile cut(path(u"cut"_s));
            QVERIFY(cut.open(QIODevice::WriteOnly) && cut.write(whole.left(length)) == length);
            cut.close();
            try {
                QVERIFY(!recipeInFile(cut.fileName()).isEmpty());
            } catch (const Error& error) {
                QVERIFY(QByteArray(error.what()).contains(cut.fileName().toUtf8()));
            }
        }
    }

    void formsOutOfRangeAreRefused()
    {
        for (const auto& [key, value] : std::initializer_list<std::pair<QString, QJsonValue>>{
                 {u"widthMm"_s, 1e9}, {u"fontPt"_s, 5.9}, {u"dpi"_s, 300.5}, {u"title"_s, 1},
                 {u"preset"_s, u"poster"_s}, {u"depthMm"_s, 1}})
            QVERIFY_EXCEPTION_THROWN(formFromJson({{key, value}}), InvalidRequest);
        QCOMPARE(formFromJson({{u"preset"_s, u"slide"_s}}).widthMm, 254.0);
    }

    void pdfHasNoDateAndItsOffsetsAreTrue()
    {
        const QByteArray pdf = figurePdf(samples::histograms(), options85());
        QVERIFY(!pdf.contains("/CreationDate") && !pdf.contains("/ModDate"));
        QVERIFY(pdf == figurePdf(samples::histograms(), options85()));
        const qsizetype table = pdf.mid(pdf.lastIndexOf("startxref\n") + 10).split(' ').first().toLongLong();
        QVERIFY(pdf.mid(table).startsWith("xref\n0 "));
        const QList<QByteArray> lines = pdf.mid(table).split('\n');
        const int objects = lines.at(1).split(' ').last().toInt();
        QVERIFY(objects > 10);
        for (int object = 1; object < objects; ++object) {
            const qsizetype offset = lines.at(object + 2).left(10).toLongLong();
            QVERIFY(pdf.mid(offset).startsWith(QByteArray::number(object) + " 0 obj"));
        }
    }

    void previewTurnsGrey()
    {
        FigureDialog dialog(samples::histograms(), recipe, u"a"_s);
        const auto* preview = dialog.findChild<QLabel*>(u"figurePreview"_s);
        const auto isGrey = [preview] { return preview->pixmap().toImage().allGray(); };
        QVERIFY(!isGrey());
        dialog.findChild<QCheckBox*>(u"greyPreview"_s)->setChecked(true);
        QVERIFY(isGrey());
    }

    void aFigureOpensTheViewItShows()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        const QString tensor = u"model.layers.1.self_attn.q_proj.weight"_s;
        at.selection().setTensor(tensor);
        at.selection().setChipVisible(at.selection().chipIndex(u"pca"_s), false);
        QVERIFY(at.settle());
        PlotView* view = at.window().overview()->distributionCard()->view();
        view->zoomTo({-1.0, 1.0}, {0.05, 0.5});
        FigureOptions options = options85();
        options.recipe = view->recipe();
        const ExportOutcome outcome = saveFigure(view->visibleSpec(), options, FigureFormat::Svg, path(u"view"_s));
        QVERIFY(outcome.ok());
        const PlotViewState zoomed = view->viewState();

        at.selection().setTensor(u"model.layers.2.mlp.down_proj.weight"_s);
        at.selection().showAllChips();
        view->fit();
        at.window().overview()->setBoard(u"outliers"_s);
        QVERIFY(at.settle());
        at.window().openFile(outcome.path);
        QTRY_COMPARE(at.selection().tensor(), tensor);
        QVERIFY(at.settle());
        QCOMPARE(at.window().overview()->board(), u"overview"_s);
        QVERIFY(!at.selection().chips().at(at.selection().chipIndex(u"pca"_s)).visible);
        QTRY_VERIFY(view->viewState() == zoomed);

        const QString before = at.window().messageBar()->text();
        QFile plain(path(u"plain.png"_s));
        QVERIFY(plain.open(QIODevice::WriteOnly) && plain.write("\x89PNG\r\n\x1a\n") == 8);
        plain.close();
        at.window().openFile(plain.fileName());
        QVERIFY(at.window().messageBar()->text().contains(u"carries no recipe"_s) && before.isEmpty());
        QCOMPARE(at.selection().tensor(), tensor);
    }
};

QTEST_MAIN(TestFigures)
#include "tst_figures.moc"
