// SPDX-License-Identifier: GPL-3.0-or-later
// Validation studies in the window: curves, references, choices of the axes, the table, files that are none.
#include "tests/widgets/study_fixture.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/study_page.h"
#include "widgets/panels/study_plots.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QMimeData>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>

#include <algorithm>

using namespace alidade;

namespace {

bool opens(WindowFixture& at, const QString& path)
{
    at.window().openFile(path);
    return QTest::qWaitFor([&] { return at.window().showsStudy(); }, 20000);
}

ValidationTable tableOf(const QList<StudyLine>& lines)
{
    const QTemporaryDir folder;
    return readValidationTable(writeStudy(folder.filePath(QStringLiteral("study.csv")), lines).toStdString());
}

const PlotSeries& curve(const PlotSpec& spec, const QString& name)
{
    return *std::ranges::find(spec.series, name, &PlotSeries::name);
}

} // namespace

class StudyPageTest : public QObject {
    Q_OBJECT

private slots:
    void showsACurveForEachPair()
    {
        WindowFixture at;
        QVERIFY(opens(at, writeStudy(at.path(QStringLiteral("study.csv")), smallStudy())));
        const PlotSpec& spec = at.window().studyPage()->card()->view()->spec();
        QCOMPARE(spec.series.size(), 4);
        QVERIFY(spec.y.logarithmic);
        QVERIFY(spec.legend);
        const PlotSeries& gptq = curve(spec, QStringLiteral("hadamard:seed=1 · gptq:group=128"));
        QCOMPARE(gptq.points.size(), 3);
        QCOMPARE(gptq.points.first().x(), 2.125); // by rate, whatever the order in the file
        QCOMPARE(gptq.points.last(), QPointF(4.125, 0.3 / 256.0));
        QCOMPARE(spec.references.size(), 1);
        QCOMPARE(spec.references.first().value, 1e-4);
        QCOMPARE(at.window().studyPage()->table()->model()->rowCount(), 12);
        QVERIFY(at.window().windowTitle().contains(QStringLiteral("study.csv")));
    }

    void whatIsUnderTheCursorIsSaid()
    {
        WindowFixture at;
        QVERIFY(opens(at, writeStudy(at.path(QStringLiteral("study.csv")), smallStudy())));
        PlotView* view = at.window().studyPage()->card()->view();
        QSignalSpy said(at.window().studyPage(), &StudyPage::readout);
        const QPointF point = curve(view->spec(), QStringLiteral("hadamard:seed=1 · uniform")).points.first();
        QTest::mouseMove(view, view->toWidget(point).toPoint());
        QTRY_VERIFY(said.count() > 0);
        QVERIFY(said.last().at(0).toString().startsWith(view->spec().x.title + QStringLiteral(" = ")));
        QCOMPARE(said.last().at(0).toString(), view->readoutText());
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(view, &leave);
        QVERIFY(said.last().at(0).toString().isEmpty());
    }

    void axesAreChosen()
    {
        WindowFixture at;
        QVERIFY(opens(at, writeStudy(at.path(QStringLiteral("study.csv")), smallStudy())));
        StudyPage* page = at.window().studyPage();
        page->findChild<QComboBox*>(QStringLiteral("studyQuality"))->setCurrentIndex(1);
        page->findChild<QComboBox*>(QStringLiteral("studyRate"))->setCurrentIndex(1);
        const PlotSpec& spec = page->card()->view()->spec();
        QVERIFY(spec.y.title.contains(QStringLiteral("perplexity")));
        QVERIFY(!spec.y.logarithmic);
        QCOMPARE(spec.references.first().value, 10.0);
        QVERIFY(*spec.y.min < 10.0); // the line of the float model is in view
        QCOMPARE(spec.series.first().points.first().x(), 2.0 - 0.5 + 0.125);
    }

    void stylesTellCoordinatesAndQuantizersApart()
    {
        const PlotSpec spec =
            studyPlot(tableOf(smallStudy()), StudyRate::FixedLength, StudyQuality::Divergence);
        QSet<int> slotsSeen;
        for (const PlotSeries& series : spec.series)
            slotsSeen.insert(series.slot);
        QCOMPARE(slotsSeen.size(), 4);
        const int slot = curve(spec, QStringLiteral("hadamard:seed=1 · uniform")).slot;
        QCOMPARE(styleFor(slot, false), styleFor(1, false)); // as everywhere
        const int other = curve(spec, QStringLiteral("hadamard:seed=1 · gptq:group=128")).slot;
        QCOMPARE(styleFor(other, false).colour, styleFor(slot, false).colour);
        QVERIFY(styleFor(other, false).dash != styleFor(slot, false).dash);
    }

    void coordinatesOfOneKindHaveColoursOfTheirOwn()
    {
        const QList<StudyLine> lines{{QStringLiteral("hadamard:seed=1"), QStringLiteral("uniform"), 4.0, 0.1},
                                     {QStringLiteral("hadamard:seed=2"), QStringLiteral("uniform"), 4.0, 0.1},
                                     {QStringLiteral("kfac"), QStringLiteral("uniform"), 4.0, 0.1}};
        const PlotSpec spec = studyPlot(tableOf(lines), StudyRate::FixedLength, StudyQuality::Divergence);
        QSet<QRgb> colours;
        for (const PlotSeries& series : spec.series)
            colours.insert(styleFor(series.slot, false).colour.rgb());
        QCOMPARE(colours.size(), 3);
    }

    void aNoiseFloorFarBelowIsNamedNotShown()
    {
        const QList<StudyLine> lines{{QStringLiteral("original"), QStringLiteral("uniform"), 2.0, 300.0},
                                     {QStringLiteral("original"), QStringLiteral("uniform"), 3.0, 100.0}};
        const PlotSpec spec = studyPlot(tableOf(lines), StudyRate::FixedLength, StudyQuality::Divergence);
        QVERIFY(!spec.y.min);
        QVERIFY(spec.badge.contains(QStringLiteral("noise floor")));
    }

    void aStudyThatHasJustBegunSaysSo()
    {
        const PlotSpec spec = studyPlot(tableOf({}), StudyRate::FixedLength, StudyQuality::Perplexity);
        QVERIFY(spec.series.isEmpty());
        QVERIFY(spec.emptyMessage.contains(QStringLiteral("no finished combination")));
    }

    void refusesWhatIsNoStudy()
    {
        WindowFixture at;
        const QString path = at.path(QStringLiteral("groceries.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("what,how many\napples,3\n");
        file.close();
        at.window().openFile(path);
        QVERIFY(QTest::qWaitFor([&] { return !at.window().messageBar()->text().isEmpty(); }, 20000));
        const QString sentence = at.window().messageBar()->text();
        QVERIFY2(sentence.contains(QStringLiteral("groceries.csv")), qPrintable(sentence));
        QVERIFY2(sentence.contains(QStringLiteral("not the table of a validation study")),
                 qPrintable(sentence));
        QVERIFY(!at.window().showsStudy());
        QVERIFY(!QApplication::activeModalWidget());
    }

    void theModelComesBackAsItWas()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        const auto* docks = at.window().findChild<QDockWidget*>(QStringLiteral("layers"));
        QVERIFY(docks->isVisible());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(writeStudy(at.path(QStringLiteral("study.csv")), smallStudy()))});
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&at.window(), &enter);
        QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&at.window(), &drop);
        QVERIFY(QTest::qWaitFor([&] { return at.window().showsStudy(); }, 20000));
        QVERIFY(!docks->isVisible());
        QVERIFY(at.bench().model());
        emit at.window().studyPage()->closeRequested();
        QVERIFY(!at.window().showsStudy());
        QVERIFY(docks->isVisible());
        QVERIFY(at.window().windowTitle().contains(QStringLiteral("small.safetensors")));
        QVERIFY(at.settle());
    }

    void readsTheFileAgain()
    {
        WindowFixture at;
        const QString path = writeStudy(at.path(QStringLiteral("study.csv")), smallStudy().mid(0, 3));
        QVERIFY(opens(at, path));
        QCOMPARE(at.window().studyPage()->card()->view()->spec().series.size(), 1);
        writeStudy(path, smallStudy());
        emit at.window().studyPage()->readAgainRequested();
        QVERIFY(at.settle());
        QCOMPARE(at.window().studyPage()->card()->view()->spec().series.size(), 4);
    }

    void copiesWholeRows()
    {
        WindowFixture at;
        QVERIFY(opens(at, writeStudy(at.path(QStringLiteral("study.csv")), smallStudy())));
        QCOMPARE(at.window().studyPage()->copyRows(), 12);
        const QStringList lines = QApplication::clipboard()->text().trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 13);
        QCOMPARE(lines.at(1).count(QLatin1Char('\t')),
                 1 + static_cast<qsizetype>(validationColumns().size()));
    }
};

QTEST_MAIN(StudyPageTest)
#include "tst_study_page.moc"
