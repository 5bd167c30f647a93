// SPDX-License-Identifier: GPL-3.0-or-later
// The main window: opening by dialog, drop and recent list; errors in the bar; chips, depth, filter, odd
// tensors.
#include "tests/widgets/window_fixture.h"
#include "widgets/bridge/toy_results.h"
#include "widgets/panels/chip_button.h"
#include "widgets/panels/coordinate_bar.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/parameter_form.h"
#include "widgets/panels/quantizer_bar.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSlider>
#include <QStandardItemModel>
#include <QTableView>

#include <limits>

using namespace alidade;

namespace {

const QString downProj = QStringLiteral("model.layers.%1.mlp.down_proj.weight");

QAction* actionNamed(const MainWindow& window, const QString& text)
{
    for (QAction* action : window.findChildren<QAction*>())
        if (QString(action->text()).remove(QLatin1Char('&')) == text) return action;
    return nullptr;
}

QList<QString> plottedIds(PlotCard* card)
{
    QList<QString> ids;
    for (const PlotSeries& series : card->view()->spec().series)
        if (!series.id.contains(QLatin1Char('/'))) ids.append(series.id);
    return ids;
}

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

private slots:
    void opensByDialog()
    {
        WindowFixture at;
        const QString path = at.writeModel();
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        actionNamed(at.window(), QStringLiteral("Open …"))->trigger();
        auto* dialog = at.window().findChild<QFileDialog*>();
        QVERIFY(dialog);
        dialog->selectFile(path);
        emit dialog->fileSelected(path);
        dialog->close();
        QVERIFY(QTest::qWaitFor([&] { return at.bench().model() != nullptr; }, 20000));
        QVERIFY(at.window().windowTitle().contains(QStringLiteral("small.safetensors")));
        QVERIFY(at.settle());
    }

    void opensByDrop()
    {
        WindowFixture at;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(at.writeModel())});
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&at.window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&at.window(), &drop);
        QVERIFY(QTest::qWaitFor([&] { return at.bench().model() != nullptr; }, 20000));
        QVERIFY(at.settle());
    }

    void remembersRecentFiles()
    {
        WindowFixture at;
        const QString path = at.writeModel();
        QVERIFY(at.openAndSettle(path));
        QCOMPARE(at.settings().value(QStringLiteral("recentFiles")).toStringList(), QStringList{path});
        actionNamed(at.window(), QStringLiteral("Close model"))->trigger();
        QVERIFY(!at.bench().model());
        QAction* recent = nullptr;
        for (QAction* action : at.window().findChildren<QAction*>())
            if (action->shortcut() == QKeySequence(QStringLiteral("Alt+1"))) recent = action;
        QVERIFY(recent);
        recent->trigger();
        QVERIFY(QTest::qWaitFor([&] { return at.bench().model() != nullptr; }, 20000));
        QVERIFY(at.settle());
    }

    void aCorruptFileIsAMessageNotADialog()
    {
        WindowFixture at;
        const QString path = at.path(QStringLiteral("corrupt.safetensors"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const quint64 length = 9123412;
        file.write(reinterpret_cast<const char*>(&length), sizeof length);
        file.write("{\"a\":");
        file.close();
        at.window().openFile(path);
        QVERIFY(QTest::qWaitFor([&] { return !at.window().messageBar()->text().isEmpty(); }, 20000));
        QVERIFY2(at.window().messageBar()->text().contains(QStringLiteral("corrupt.safetensors")),
                 qPrintable(at.window().messageBar()->text()));
        QVERIFY(!QApplication::activeModalWidget());
        QVERIFY(QTest::qWaitFor([&] { return at.window().isSettled(); }));
        QVERIFY(at.openAndSettle(at.writeModel())); // and life goes on
        QVERIFY(at.window().messageBar()->text().isEmpty());
    }

    void aChipRulesAllPlots()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        Overview* overview = at.window().overview();
        const QList<PlotCard*> cards{overview->depthCard(), overview->distributionCard(),
                                     overview->energyCard(), overview->rateCard()};
        const int hadamard = at.selection().chipIndex(QStringLiteral("hadamard"));
        for (PlotCard* card : cards)
            QVERIFY(plottedIds(card).contains(QStringLiteral("hadamard")));
        QTest::mouseClick(at.window().coordinateBar()->button(hadamard), Qt::LeftButton, {}, QPoint(20, 12));
        for (PlotCard* card : cards)
            QVERIFY(!plottedIds(card).contains(QStringLiteral("hadamard")));
        QTest::mouseClick(at.window().coordinateBar()->button(hadamard), Qt::LeftButton, Qt::AltModifier,
                          QPoint(20, 12));
        for (PlotCard* card : cards)
            QCOMPARE(plottedIds(card), QList<QString>{QStringLiteral("hadamard")});
        QVERIFY(at.settle());
    }

    void aClickOnTheDepthProfileSelectsTheRow()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        PlotView* depth = at.window().overview()->depthCard()->view();
        emit depth->clicked(1.9, 5.0);
        QCOMPARE(at.selection().tensor(), downProj.arg(2));
        const QTableView* table = at.window().layerPanel()->table();
        QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("L02 down_proj"));
        QCOMPARE(depth->hairline(), std::optional<double>(2.0));
        QVERIFY(at.settle());
    }

    void theFilterKeepsTheSelection()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        QTableView* table = at.window().layerPanel()->table();
        QLineEdit* filter = at.window().layerPanel()->filterLine();
        filter->setText(QStringLiteral("q_proj"));
        QCOMPARE(at.selection().tensor(), downProj.arg(0));
        QCOMPARE(table->model()->rowCount(), 4); // three matches and the selected one
        filter->setText(QStringLiteral("q_proj kurt>"));
        QCOMPARE(table->model()->rowCount(), 4);
        QVERIFY(filter->font().underline());
        filter->setText(QStringLiteral("kurt>1e9"));
        QCOMPARE(at.selection().tensor(), downProj.arg(0));
        QVERIFY(!filter->font().underline());
        QVERIFY(at.window().layerPanel()->caption().contains(QStringLiteral("0")));
        filter->clear();
        QCOMPARE(table->model()->rowCount(), 10);
    }

    void copiesRows()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        QCOMPARE(at.window().layerPanel()->copyRows(), 1);
        const QStringList lines =
            QApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.at(0).contains(QStringLiteral("Kurtosis")));
        QVERIFY(lines.at(1).startsWith(downProj.arg(0)));
    }

    void oddTensorsSayWhatIsWrong()
    {
        WindowFixture at;
        std::vector<float> broken = testValues(256, 3);
        broken[5] = std::numeric_limits<float>::quiet_NaN();
        broken[6] = std::numeric_limits<float>::infinity();
        const QString path =
            writeSafetensors(at.path(QStringLiteral("odd.safetensors")),
                             {{QStringLiteral("broken"), {16, 16}, broken},
                              {QStringLiteral("constant"), {16, 16}, std::vector<float>(256, 0.5f)},
                              {QStringLiteral("zero"), {16, 16}, std::vector<float>(256, 0.0f)},
                              {QStringLiteral("vector"), {64}, testValues(64, 4)}});
        QVERIFY(at.openAndSettle(path));
        QCOMPARE(at.selection().tensor(), QStringLiteral("broken"));
        QVERIFY2(at.window().messageBar()->text().contains(QStringLiteral("NaN")),
                 qPrintable(at.window().messageBar()->text()));
        Overview* overview = at.window().overview();
        QCOMPARE(plottedIds(overview->distributionCard()), QList<QString>{QStringLiteral("original")});
        QVERIFY(!overview->rateCard()->view()->spec().emptyMessage.isEmpty());
        for (const char* name : {"constant", "zero", "vector"}) {
            at.selection().setTensor(QString::fromLatin1(name));
            QVERIFY(at.settle());
            QTest::qWait(150);
            for (PlotCard* card : overview->cards()) {
                const PlotSpec& spec = card->view()->spec();
                QVERIFY2(!spec.series.isEmpty() || !spec.emptyMessage.isEmpty(), name);
            }
        }
        const int hadamard = at.selection().chipIndex(QStringLiteral("hadamard"));
        QVERIFY(!at.selection().chips().at(hadamard).message.isEmpty());
    }

    void quantizerAndCoderAreChosenInTheToolbar()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        const auto box = [&at](const char* name) {
            return at.window().findChild<QComboBox*>(QString::fromLatin1(name));
        };
        const auto choose = [&box](const char* name, const char* id) {
            const int index = box(name)->findData(QString::fromLatin1(id));
            box(name)->setCurrentIndex(index);
            emit box(name)->activated(index);
        };
        QCOMPARE(box("quantizer")->count(), static_cast<int>(at.registries().quantizers.entries().size()));
        QCOMPARE(box("coder")->count(), static_cast<int>(at.registries().entropyCoders.entries().size()) + 1);
        choose("quantizer", "ecsq");
        QCOMPARE(at.selection().quantizer().id, std::string("ecsq"));
        QCOMPARE(box("bits")->count(), 9);
        QCOMPARE(box("bits")->currentText(), QStringLiteral("4"));
        choose("quantizer", "mxfp4");
        QCOMPARE(box("bits")->count(), 1);
        QVERIFY(!box("bits")->isEnabled());
        choose("quantizer", "uniform");
        auto* items = qobject_cast<QStandardItemModel*>(box("rateCount")->model());
        QVERIFY(!items->item(2)->isEnabled());
        choose("coder", "rans");
        QVERIFY(items->item(2)->isEnabled());
        box("rateCount")->setCurrentIndex(2);
        emit box("rateCount")->activated(2);
        QCOMPARE(at.selection().rateCounting().symbols, RateCount::CodedBytes);
        QVERIFY(at.settle());
        QTest::qWait(50);
        const PlotView* view = at.window().overview()->rateCard()->view();
        QVERIFY(!view->spec().series.isEmpty());
        QVERIFY(view->spec().x.title.contains(QStringLiteral("coded")));
        choose("coder", "");
        QCOMPARE(box("rateCount")->currentText(), QStringLiteral("entropy estimate"));
        QVERIFY(at.settle());
    }

    void parametersComeFromTheSpecifications()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        auto* bar = at.window().findChild<QuantizerBar*>();
        at.selection().setCoder("rans");
        QMenu menu;
        bar->fillParameterMenu(&menu);
        const QList<ParameterForm*> forms = menu.findChildren<ParameterForm*>();
        QCOMPARE(forms.size(), 2);
        QVERIFY(!forms.first()->findChild<QWidget*>(QStringLiteral("bits")));
        auto* clip = forms.first()->findChild<QComboBox*>(QStringLiteral("clip"));
        clip->setCurrentIndex(clip->findData(QStringLiteral("mse")));
        emit clip->activated(clip->currentIndex());
        QCOMPARE(at.selection().quantizer().parameters.text("clip"), std::string("mse"));
        auto* contexts = forms.last()->findChild<QComboBox*>(QStringLiteral("contexts"));
        contexts->setCurrentIndex(contexts->findData(QStringLiteral("none")));
        emit contexts->activated(contexts->currentIndex());
        QCOMPARE(at.selection().coder()->parameters.text("contexts"), std::string("none"));
        QVERIFY(at.settle());
    }

    void nothingIsCutInASmallWindow()
    {
        WindowFixture at;
        at.window().resize(1024, 700);
        QVERIFY(at.openAndSettle(at.writeModel()));
        QTest::qWait(100);
        for (const char* name : {"quantizer", "bits", "coder", "seed"})
            QVERIFY2(at.window().findChild<QWidget*>(QString::fromLatin1(name))->isVisible(), name);
        const auto* header =
            at.window().findChild<QTableView*>(QStringLiteral("metricsTable"))->horizontalHeader();
        int width = 0;
        for (int column = 0; column < header->count(); ++column) {
            const QString name = header->model()->headerData(column, Qt::Horizontal).toString();
            QVERIFY2(header->sectionSize(column) >= header->fontMetrics().horizontalAdvance(name) + 6,
                     qPrintable(name));
            width += header->sectionSize(column);
        }
        QVERIFY2(width <= header->width(), "a column is scrolled out of sight");
    }

    void maximisesAndRestores()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        Overview* overview = at.window().overview();
        overview->setMaximised(overview->rateCard());
        QVERIFY(overview->rateCard()->isVisible());
        QVERIFY(!overview->depthCard()->isVisible());
        overview->toggleMaximised();
        QVERIFY(overview->depthCard()->isVisible());
    }

    void layoutIsKeptAndReset()
    {
        WindowFixture at;
        const auto explain = [](const MainWindow& window) {
            return window.findChild<QDockWidget*>(QStringLiteral("explain"));
        };
        QVERIFY(!explain(at.window())->isVisible()); // the welcome page has nothing for it
        const QString path = at.writeModel();
        QVERIFY(at.openAndSettle(path));
        QVERIFY(explain(at.window())->isVisible());
        explain(at.window())->hide();
        at.window().close();
        MainWindow second(at.registries(), at.settings());
        second.openFile(path);
        second.show();
        QVERIFY(!explain(second)->isVisible());
        actionNamed(second, QStringLiteral("Reset layout"))->trigger();
        QVERIFY(explain(second)->isVisible());
        at.settings().setValue(QStringLiteral("window/state"), QByteArray("garbage"));
        MainWindow third(at.registries(), at.settings());
        third.openFile(path);
        third.show();
        QVERIFY(explain(third)->isVisible());
    }

    /// What was cancelled on a card with requests of its own comes with F5, as everything else does.
    void cancelledCardsAreComputedAgain()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        at.window().overview()->setBoard(QStringLiteral("turning"));
        for (const char* slot : {"turning", "angle", "seeds"})
            at.bench().bridge().cancel(QString::fromLatin1(slot));
        QVERIFY(at.settle());
        const ResultCard* card = at.window().overview()->card(QStringLiteral("turning"));
        QVERIFY(card->makeSpec().series.isEmpty());
        at.bench().recompute();
        QVERIFY(at.settle());
        QCOMPARE(card->makeSpec().series.size(), 3);
    }

    void everyBoardHasItsPlots_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("synthetic") << QStringLiteral("synthetic/planted_outliers.safetensors");
        QTest::newRow("made") << QString();
    }

    /// Every card of every board draws something, says it is complete, and takes back its own options.
    void everyBoardHasItsPlots()
    {
        QFETCH(const QString, file);
        WindowFixture at;
        ToyRequest toy = at.bench().toy().request();
        toy.steps = 20;
        toy.width = 8;
        at.bench().toy().setRequest(toy);
        QVERIFY(at.openAndSettle(file.isEmpty()
                                     ? at.writeModel()
                                     : qEnvironmentVariable("ALIDADE_SAMPLE_DATA") + QLatin1Char('/') + file));
        Overview* overview = at.window().overview();
        for (const Board& board : boards()) {
            overview->setBoard(board.id);
            QVERIFY2(at.settle(), qPrintable(board.id));
            QVERIFY2(board.places.size() == overview->cards().size(), qPrintable(board.id));
            for (const BoardPlace& place : board.places) {
                ResultCard* card = overview->card(place.kind);
                const PlotSpec spec = card->makeSpec();
                QVERIFY2(card->isShown() && card->isComplete(), qPrintable(place.kind));
                QVERIFY2(!spec.title.isEmpty(), qPrintable(place.kind));
                const bool drawn = spec.image || !spec.series.isEmpty();
                const bool saysWhy = place.kind == QLatin1String("sensitivity") ||
                                     (place.kind == QLatin1String("winners") && !file.isEmpty());
                QVERIFY2(drawn || (saysWhy && !spec.emptyMessage.isEmpty()),
                         qPrintable(place.kind + QStringLiteral(": ") + spec.emptyMessage));
                card->setOptions(card->options());
                QCOMPARE(card->makeSpec().title, spec.title);
            }
        }
        for (const QString& board : {QStringLiteral("overview"), QStringLiteral("model")}) {
            overview->setBoard(board);
            QVERIFY(overview->cards().contains(overview->card(QStringLiteral("depth"))));
        }
    }

    void ranksAndLayersCanBeChosen()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        Overview* overview = at.window().overview();
        overview->setBoard(QStringLiteral("structure"));
        auto* split = overview->card(QStringLiteral("split"));
        QVERIFY(at.settle());
        QSignalSpy chosen(split, &ResultCard::optionsChanged);
        auto* slider = split->findChild<QSlider*>(QStringLiteral("splitRank"));
        QVERIFY(slider && slider->isEnabled());
        const QString before = split->makeSpec().badge;
        slider->setValue(1);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(split->makeSpec().badge != before);
        overview->setBoard(QStringLiteral("model"));
        QVERIFY(at.settle());
        const Layer* layer = at.bench().layer(downProj.arg(2));
        const ResultCard* plane = overview->card(QStringLiteral("plane"));
        const std::optional<double> place = plane->positionOf(*layer);
        QVERIFY(place.has_value());
        QCOMPARE(plane->layerAt(*place), layer);
        QCOMPARE(overview->card(QStringLiteral("depth"))->layerAt(1.9), layer);
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
