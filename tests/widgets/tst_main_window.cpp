// SPDX-License-Identifier: GPL-3.0-or-later
// The main window: opening by dialog, drop and recent list; errors in the bar; chips, depth, filter, odd
// tensors.
#include "tests/widgets/window_fixture.h"
#include "widgets/panels/chip_button.h"
#include "widgets/panels/coordinate_bar.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QDropEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
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
        QVERIFY2(at.window().messageBar()->text().contains(QStringLiteral("not numbers")),
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
};

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
