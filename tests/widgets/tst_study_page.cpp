// SPDX-License-Identifier: GPL-3.0-or-later
// Files of results in the window: studies, sweeps, verdicts; curves, choices, tables with flags, files that are none.
#include "core/sweep/sweep_results.h"
#include "tests/widgets/study_fixture.h"
#include "tests/widgets/sweep_fixture.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/results_page.h"
#include "widgets/panels/results_tables.h"
#include "widgets/panels/threshold_bar.h"
#include "widgets/results/results_table_model.h"
#include "widgets/results/study_plots.h"
#include "widgets/results/sweep_document.h"
#include "widgets/results/verdicts_document.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

using namespace alidade;

namespace {

bool opens(WindowFixture& at, const QString& path)
{
    at.window().openFile(path);
    return QTest::qWaitFor([&] { return at.window().showsResults(); }, 20000);
}

ValidationTable tableOf(const QList<StudyLine>& lines)
{
    const QTemporaryDir folder;
    return readValidationTable(writeStudy(folder.filePath(QStringLiteral("study.csv")), lines).toStdString());
}

QAction* studyAction(WindowFixture& at, const char* text)
{
    const QList<QAction*> actions = at.window().findChildren<QAction*>();
    return *std::ranges::find(actions, QString::fromUtf8(text), &QAction::text);
}

/// A figure of the made sweep.
PlotSpec sweepFigure(const Registries& registries, const char* id, const QMap<const char*, const char*>& chosen)
{
    ChosenOptions options;
    for (auto at = chosen.begin(); at != chosen.end(); ++at)
        options[QString::fromLatin1(at.key())] = QString::fromLatin1(at.value());
    const QList<ResultsFigure> figures = makeSweepDocument(madeSweep(4, 4))->figures(registries);
    const ResultsFigure& figure = requireFigure(figures, QString::fromLatin1(id));
    return figure.plot(requireChoices(figure, options));
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
        const PlotSpec& spec = at.window().resultsPage()->card()->view()->spec();
        QCOMPARE(spec.series.size(), 4);
        QVERIFY(spec.y.logarithmic);
        QVERIFY(spec.legend);
        const PlotSeries& gptq = curve(spec, QStringLiteral("hadamard:seed=1 · gptq:group=128"));
        QCOMPARE(gptq.points.size(), 3);
        QCOMPARE(gptq.points.first().x(), 2.125); // by rate, whatever the order in the file
        QCOMPARE(gptq.points.last(), QPointF(4.125, 0.3 / 256.0));
        QCOMPARE(spec.references.size(), 1);
        QCOMPARE(spec.references.first().value, 1e-4);
        QCOMPARE(at.window().resultsPage()->table()->model()->rowCount(), 12);
        QVERIFY(at.window().windowTitle().contains(QStringLiteral("study.csv")));
    }

    void whatIsUnderTheCursorIsSaid()
    {
        WindowFixture at;
        QVERIFY(opens(at, writeStudy(at.path(QStringLiteral("study.csv")), smallStudy())));
        PlotView* view = at.window().resultsPage()->card()->view();
        QSignalSpy said(at.window().resultsPage(), &ResultsPage::readout);
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
        ResultsPage* page = at.window().resultsPage();
        page->findChild<QComboBox*>(QStringLiteral("results.quality"))->setCurrentIndex(1);
        page->findChild<QComboBox*>(QStringLiteral("results.rate"))->setCurrentIndex(1);
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
        QVERIFY(!at.window().showsResults());
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
        QVERIFY(QTest::qWaitFor([&] { return at.window().showsResults(); }, 20000));
        QVERIFY(!docks->isVisible());
        QVERIFY(at.bench().model());
        emit at.window().resultsPage()->closeRequested();
        QVERIFY(!at.window().showsResults());
        QVERIFY(docks->isVisible());
        QVERIFY(at.window().windowTitle().contains(QStringLiteral("small.safetensors")));
        QVERIFY(at.settle());
    }

    void readsTheFileAgain()
    {
        WindowFixture at;
        const QString path = writeStudy(at.path(QStringLiteral("study.csv")), smallStudy().mid(0, 3));
        QVERIFY(opens(at, path));
        QCOMPARE(at.window().resultsPage()->card()->view()->spec().series.size(), 1);
        writeStudy(path, smallStudy());
        emit at.window().resultsPage()->readAgainRequested();
        QVERIFY(at.settle());
        QCOMPARE(at.window().resultsPage()->card()->view()->spec().series.size(), 4);
    }

    void copiesWholeRows()
    {
        WindowFixture at;
        QVERIFY(opens(at, writeStudy(at.path(QStringLiteral("study.csv")), smallStudy())));
        QCOMPARE(at.window().resultsPage()->copyRows(), 12);
        const QStringList lines = QApplication::clipboard()->text().trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 13);
        QCOMPARE(lines.at(1).count(QLatin1Char('\t')),
                 2 + static_cast<qsizetype>(validationColumns().size())); // flags, two words, numbers
    }

    void aSweepIsOpenedByItsContent()
    {
        WindowFixture at;
        const QString path = at.path(QStringLiteral("results.of.yesterday"));
        writeSweepResults(path.toStdString(), *madeSweep(3, 4), at.registries(), {});
        QVERIFY(opens(at, path));
        ResultsPage* page = at.window().resultsPage();
        const auto* caption = page->findChild<QLabel*>(QStringLiteral("resultsCaption"));
        QVERIFY(caption->text().contains(QStringLiteral("3 of 4")));
        QCOMPARE(page->tables()->current(), QStringLiteral("layers"));
        QCOMPARE(page->table()->model()->rowCount(), 3);
        writeSweepResults(path.toStdString(), *madeSweep(4, 4), at.registries(), {});
        emit page->readAgainRequested();
        QVERIFY(at.settle());
        QCOMPARE(page->table()->model()->rowCount(), 4);
        QVERIFY(!caption->text().contains(QStringLiteral(" of 4")));
    }

    void aDamagedSweepIsOneSentence()
    {
        WindowFixture at;
        const QString path = at.path(QStringLiteral("cut.h5"));
        writeSweepResults(path.toStdString(), *madeSweep(3, 3), at.registries(), {});
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        file.write("what was here is gone");
        file.close();
        at.window().openFile(path);
        QVERIFY(QTest::qWaitFor([&] { return !at.window().messageBar()->text().isEmpty(); }, 20000));
        QVERIFY2(at.window().messageBar()->text().contains(QStringLiteral("cut.h5")),
                 qPrintable(at.window().messageBar()->text()));
        QVERIFY(!at.window().showsResults());
    }

    void seedsAreAMedianAndABand()
    {
        const Registries registries = builtinRegistries();
        const PlotSpec spec = sweepFigure(registries, "depth", {{"metric", "kurtosis"}, {"role", "down_proj"}});
        QCOMPARE(spec.series.size(), 2); // stored, and two seeds as one
        QCOMPARE(spec.series.at(0).points.first(), QPointF(0.0, 20.0));
        QVERIFY(spec.series.at(0).lower.isEmpty());
        QCOMPARE(spec.series.at(1).points.first(), QPointF(0.0, 3.5)); // of 3 and 4
        QCOMPARE(spec.series.at(1).lower.first(), 3.0);
        QCOMPARE(spec.series.at(1).upper.first(), 4.0);
        const PlotSpec null = sweepFigure(registries, "rank",
                                          {{"metric", "effective_rank"}, {"role", "down_proj"}, {"null", "gaussian"}});
        QCOMPARE(null.series.size(), 2);
        QCOMPARE(null.series.at(1).points.first().y(), 12.0);
        QCOMPARE(null.series.at(1).lower.first(), 11.5);
    }

    void thePlaneHasAnArrowForEachLayer()
    {
        const PlotSpec spec = sweepFigure(builtinRegistries(), "plane",
                                          {{"flattening", "kurtosis"}, {"concentration", "top_energy_0.01"}});
        const auto arrows = std::ranges::find(spec.series, true, &PlotSeries::arrows);
        QVERIFY(arrows != spec.series.end());
        QCOMPARE(arrows->points.size(), 2 * 4);
        QCOMPARE(arrows->points.at(0), QPointF(20.0, 0.3));
        QCOMPARE(arrows->points.at(1), QPointF(3.5, 0.1));
    }

    void winnersAndTheWholeModel()
    {
        const Registries registries = builtinRegistries();
        const PlotSpec map = sweepFigure(registries, "winners", {{"bits", "4"}, {"count", "fixed"}});
        QVERIFY(map.image.has_value());
        QCOMPARE(map.image->columns, 4);
        QCOMPARE(map.image->cells->at(0), 1.0F); // the other coordinates: 6 dB less noise power
        QVERIFY(map.image->cellText.at(0).startsWith(QStringLiteral("6.0")));
        const PlotSpec whole = sweepFigure(registries, "rate", {{"count", "fixed"}});
        QCOMPARE(whole.series.size(), 2);
        // Errors of all weights together over their power: each tensor has 4^-bits of the power, here 4^-4.
        const PlotSeries& stored = whole.series.at(0);
        QCOMPARE(stored.points.last().x(), 4.125);
        QVERIFY(std::abs(stored.points.last().y() - 10.0 * std::log10(256.0)) < 1e-9);
    }

    void choicesThatAreNoneAreRefused()
    {
        const Registries registries = builtinRegistries();
        const QList<ResultsFigure> figures = makeSweepDocument(madeSweep(4, 4))->figures(registries);
        QVERIFY_EXCEPTION_THROWN(requireFigure(figures, QStringLiteral("pie")), InvalidRequest);
        const ResultsFigure& depth = requireFigure(figures, QStringLiteral("depth"));
        QVERIFY_EXCEPTION_THROWN(requireChoices(depth, {{QStringLiteral("metric"), QStringLiteral("taste")}}),
                                 InvalidRequest);
        QVERIFY_EXCEPTION_THROWN(requireChoices(depth, {{QStringLiteral("sauce"), QString()}}), InvalidRequest);
        QCOMPARE(requireChoices(depth, {}).value(QStringLiteral("metric")), QStringLiteral("kurtosis"));
    }

    void thresholdsFlagRows()
    {
        WindowFixture at;
        const QString path = at.path(QStringLiteral("RESULTS.h5"));
        writeSweepResults(path.toStdString(), *madeSweep(4, 4), at.registries(), {});
        QVERIFY(opens(at, path));
        ResultsPage* page = at.window().resultsPage();
        auto* count = page->findChild<QLabel*>(QStringLiteral("flaggedCount"));
        QVERIFY(count->text().startsWith(QStringLiteral("4 of 4"))); // every layer gains more than 0.3 dB
        auto* bar = page->findChild<ThresholdBar*>();
        const auto chips = bar->findChildren<QToolButton*>();
        for (QToolButton* chip : chips)
            if (chip->text().contains(QLatin1Char('>'))) chip->click();
        QVERIFY(count->text().isEmpty());
        auto* column = page->findChild<QComboBox*>(QStringLiteral("thresholdColumn"));
        column->setCurrentIndex(column->findData(QStringLiteral("kurtosis")));
        auto* value = page->findChild<QLineEdit*>(QStringLiteral("thresholdValue"));
        auto* add = page->findChild<QToolButton*>(QStringLiteral("thresholdAdd"));
        value->setText(QStringLiteral("many"));
        QVERIFY(!add->isEnabled());
        value->setText(QStringLiteral("21.5"));
        add->click();
        QVERIFY(count->text().startsWith(QStringLiteral("2 of 4"))); // 20, 21, 22, 23
        const QAbstractItemModel* rows = page->table()->model();
        QVERIFY(rows->index(0, 0).data().toString().isEmpty());
        QVERIFY(rows->index(2, 0).data().toString().contains(QStringLiteral("> 21.5")));
        QVERIFY(!rows->index(2, 0).data(Qt::DecorationRole).value<QIcon>().isNull());
        page->findChild<QCheckBox*>(QStringLiteral("onlyFlagged"))->setChecked(true);
        QCOMPARE(rows->rowCount(), 2);
        page->findChild<QLineEdit*>(QStringLiteral("resultsSearch"))->setText(QStringLiteral("L03"));
        QCOMPARE(rows->rowCount(), 1);
        QCOMPARE(page->copyRows(), 1);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("> 21.5")));
    }

    void aRecipeOfResultsOpensThePageAgain()
    {
        WindowFixture at;
        const QString path = at.path(QStringLiteral("RESULTS.h5"));
        writeSweepResults(path.toStdString(), *madeSweep(4, 4), at.registries(), {});
        QVERIFY(opens(at, path));
        ResultsPage* page = at.window().resultsPage();
        page->showFigure({path, QStringLiteral("rate"), {{QStringLiteral("count"), QStringLiteral("entropy")}}, {}});
        const QByteArray words = page->card()->view()->recipe().toUtf8();
        const FigureRecipe recipe = readRecipe(words, at.registries());
        QVERIFY(recipe.results && recipe.results->figure == QStringLiteral("rate"));
        QVERIFY(recipe.commands.value(0).startsWith(QStringLiteral("alidade-cli sweep ")));
        QFile file(at.path(QStringLiteral("figure.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(words);
        file.close();
        page->showFigure({path, QStringLiteral("depth"), {}, {}});
        emit page->closeRequested();
        QVERIFY(opens(at, file.fileName()));
        QCOMPARE(page->view().figure, QStringLiteral("rate"));
        QCOMPARE(page->view().choices.value(QStringLiteral("count")), QStringLiteral("entropy"));
    }

    void aSweepOfTheModelIsRunAndOpened()
    {
        WindowFixture at;
        QVERIFY(!studyAction(at, "S&weep …")->isEnabled());
        QVERIFY(at.openAndSettle(at.writeModel()));
        studyAction(at, "S&weep …")->trigger();
        auto* dialog = at.window().findChild<QFileDialog*>();
        QVERIFY(dialog);
        const QString path = at.path(QStringLiteral("swept.h5"));
        emit dialog->fileSelected(path);
        dialog->close();
        QVERIFY(QTest::qWaitFor([&] { return at.window().showsResults(); }, 60000));
        QVERIFY(at.settle());
        ResultsPage* page = at.window().resultsPage();
        QCOMPARE(page->path(), path);
        QCOMPARE(page->table()->model()->rowCount(), 7); // embedding, and two matrices in each of three blocks
        QVERIFY(page->document()->source().commands.first().contains(QStringLiteral("original,hadamard")));
    }

    void thesesAreFilledInOneByOne()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        studyAction(at, "&Verdicts of this model")->trigger();
        QVERIFY(at.window().showsResults());
        ResultsPage* page = at.window().resultsPage();
        const auto verdict = [&] {
            return page->table()->model()->index(0, ResultsTableModel::firstColumn).data().toString();
        };
        QCOMPARE(verdict(), QStringLiteral("not tested yet"));
        QVERIFY(QTest::qWaitFor([&] { return verdict() != QStringLiteral("not tested yet"); }, 60000));
        at.bench().bridge().cancelAll();
        QVERIFY(at.settle());
        QVERIFY(page->path().isEmpty());
    }

    void verdictsSayWhatTheyAreInWords()
    {
        Verdicts verdicts;
        verdicts.model = "small";
        ThesisResult result;
        result.thesis = theses().front().id;
        result.verdict = Verdict::DoesNotHold;
        result.sentence = {thesisPatterns().front(), {"1", "2", "3", "4", "5", "6", "7", "8"}};
        result.layers = {{"a.weight", Verdict::Holds, {{"gain", 0.5, "dB"}}},
                         {"b.weight", Verdict::DoesNotHold, {{"gain", -0.5, "dB"}}}};
        verdicts.results = {result};
        WindowFixture at;
        const QString path = at.path(QStringLiteral("VERDICTS.json"));
        writeVerdicts(path.toStdString(), verdicts);
        QVERIFY(opens(at, path));
        ResultsPage* page = at.window().resultsPage();
        const QAbstractItemModel* rows = page->table()->model();
        QCOMPARE(rows->rowCount(), static_cast<int>(theses().size()));
        const QModelIndex first = rows->index(0, ResultsTableModel::firstColumn);
        QCOMPARE(first.data().toString(), QStringLiteral("does not hold"));
        QVERIFY(!first.data(Qt::DecorationRole).value<QIcon>().isNull());
        const PlotSpec& spec = page->card()->view()->spec();
        QCOMPARE(spec.series.size(), 2);
        QCOMPARE(spec.series.first().name, QStringLiteral("holds"));
        QCOMPARE(spec.series.first().points, QList<QPointF>{QPointF(0.0, 0.5)});
        page->tables()->showTable(QStringLiteral("layers"));
        QCOMPARE(page->table()->model()->rowCount(), 2);
    }
};

QTEST_MAIN(StudyPageTest)
#include "tst_study_page.moc"
