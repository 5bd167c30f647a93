// SPDX-License-Identifier: GPL-3.0-or-later
// Views as values: to JSON and back, refusals of damaged ones, sessions, undo, back and forward, restoring after a
// crash, layouts.
#include "core/base/error.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/bridge/view_state.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/layout_menu.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/plot_register.h"
#include "widgets/panels/session_keeper.h"
#include "widgets/panels/view_history.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QApplication>
#include <QDockWidget>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace alidade;

namespace {

/// What viewStateFromJson() says of `json`; empty if it takes it.
QString refusal(const QJsonObject& json, const Registries& registries)
{
    try {
        viewStateFromJson(json, registries);
        return {};
    } catch (const InvalidRequest& error) {
        return QString::fromUtf8(error.what());
    }
}

/// A view in which nothing is as in a new window.
ViewState unusualView(const Registries& registries)
{
    Selection selection(registries);
    selection.setTensor(QStringLiteral("model.layers.1.mlp.down_proj.weight"));
    selection.setMatrix(3);
    const int hadamard = selection.chipIndex(QStringLiteral("hadamard"));
    const int haar = selection.chipIndex(QStringLiteral("haar"));
    selection.addToBar(haar);
    selection.setSeed((qint64(1) << 53) - 1); // the largest there is
    selection.setChipVisible(selection.chipIndex(QStringLiteral("pca")), false);
    selection.activateChip(hadamard);
    selection.setQuantizer(registries.quantizers.entries().at(1).id);
    selection.setBits(selection.bitChoices().last());
    selection.setCoder("rans");
    selection.setRateCount(RateCount::CodedBytes);
    selection.setCountsBasisBits(false);
    selection.setDepthMetric(QString::fromStdString(registries.metrics.entries().back().id));
    selection.setDepthRole(QStringLiteral("down_proj"));
    selection.setFilter(QStringLiteral("kurt>10 \"é"));
    ViewState state = selection.state();
    state.model = {QStringLiteral("/models/어.safetensors"), 0xfedcba9876543210u, 123456789012,
                   QDateTime::fromMSecsSinceEpoch(1700000000123, Qt::UTC)};
    state.calibration = QStringLiteral("/models/moments.h5");
    state.board = QStringLiteral("model");
    state.cards[QStringLiteral("split")] = QJsonObject{{QStringLiteral("rank"), 4}};
    state.plots[QStringLiteral("rateCard")] = {AxisRange{0.1, 3.3}, std::nullopt, true, false};
    return state;
}

const QString downProj = QStringLiteral("model.layers.%1.mlp.down_proj.weight");
const QString qProj = QStringLiteral("model.layers.%1.self_attn.q_proj.weight");

/// Changes much of what a session keeps, and waits for the results.
bool changeTheView(WindowFixture& at)
{
    Selection& selection = at.selection();
    selection.setTensor(qProj.arg(1));
    selection.setFilter(QStringLiteral("q_proj"));
    selection.setBits(3.0);
    selection.setSeed(7);
    selection.activateChip(selection.chipIndex(QStringLiteral("hadamard")));
    selection.setChipVisible(selection.chipIndex(QStringLiteral("pca")), false);
    if (!at.settle()) return false;
    QTest::qWait(50);
    PlotView* view = at.window().overview()->distributionCard()->view();
    view->zoomTo({-1.0, 1.0}, {0.05, 0.5});
    at.window().overview()->energyCard()->view()->setLogX(!at.window().overview()->energyCard()->view()->isLogX());
    at.window().findChild<QDockWidget*>(QStringLiteral("explain"))->hide();
    return true;
}

QString writeText(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path : QString();
}

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

private slots:
    void aViewSurvivesJson()
    {
        const Registries registries = builtinRegistries();
        const ViewState state = unusualView(registries);
        const QByteArray text = QJsonDocument(toJson(state, registries)).toJson();
        QVERIFY(viewStateFromJson(parseViewText(text), registries) == state);
    }

    void whatIsMissingIsAsInANewWindow()
    {
        const Registries registries = builtinRegistries();
        QJsonObject json{{QStringLiteral("program"), QStringLiteral("Alidade")},
                         {QStringLiteral("somethingElse"), 3}};
        ViewState plain = Selection(registries).state();
        plain.version.clear();
        QVERIFY(viewStateFromJson(json, registries) == plain);
    }

    void damagedViewsAreRefused_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* path, const char* value, const char* expected) {
            QTest::newRow(name) << QString::fromLatin1(path) << QByteArray(value) << QString::fromLatin1(expected);
        };
        row("not ours", "program", "\"Else\"", "no view");
        row("newer", "format", "2", "another version");
        row("tensor is a number", "tensor", "5", "tensor");
        row("matrix below 0", "matrix", "-1", "matrix");
        row("matrix broken", "matrix", "1.5", "matrix");
        row("chips are text", "coordinates", "\"hadamard\"", "coordinates");
        row("no chips", "coordinates", "[]", "coordinates");
        row("unknown chip", "coordinates", "[{\"id\":\"fourier\\u202e\"}]", "fourier\\u{202e}");
        row("chip twice", "coordinates", "[{\"id\":\"original\"},{\"id\":\"original\"}]", "twice");
        row("unknown parameter", "coordinates", "[{\"id\":\"hadamard\",\"parameters\":{\"colour\":\"1\"}}]", "colour");
        row("parameter out of range", "coordinates", "[{\"id\":\"hadamard\",\"parameters\":{\"block\":-7}}]", "block");
        row("parameter is a list", "coordinates", "[{\"id\":\"hadamard\",\"parameters\":{\"block\":[]}}]", "block");
        row("active is not there", "active", "\"dct\"", "dct");
        row("bits", "bits", "4.3", "bits");
        row("bits are text", "bits", "\"4\"", "bits");
        row("unknown quantizer", "quantizer", "{\"id\":\"magic\"}", "magic");
        row("unknown coder", "coder", "{\"id\":\"zip\"}", "zip");
        row("unknown count", "rate", "{\"count\":\"bytes\"}", "rate.count");
        row("coded without a coder", "rate", "{\"count\":\"coded\"}", "coder");
        row("basis is text", "rate", "{\"basis\":\"yes\"}", "rate.basis");
        row("unknown metric", "depth", "{\"metric\":\"beauty\"}", "beauty");
        row("filter", "filter", "[]", "filter");
        row("fingerprint", "model", "{\"fingerprint\":\"xyz\"}", "model.fingerprint");
        row("date", "model", "{\"modified\":\"yesterday\"}", "model.modified");
        row("plot", "plots", "{\"rateCard\":7}", "plots.rateCard");
        row("range of one", "plots", "{\"rateCard\":{\"x\":[1]}}", "plots.rateCard.x");
        row("range backwards", "plots", "{\"rateCard\":{\"y\":[2,1]}}", "plots.rateCard.y");
        row("board", "board", "[]", "board");
        row("options", "cards", "{\"heatmap\":3}", "cards.heatmap");
        row("range not finite", "plots", "{\"rateCard\":{\"y\":[null,1]}}", "plots.rateCard.y");
    }

    void damagedViewsAreRefused()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, value);
        QFETCH(QString, expected);
        const Registries registries = builtinRegistries();
        QJsonObject json = toJson(Selection(registries).state(), registries);
        json[path] = QJsonDocument::fromJson('[' + value + ']').array().at(0);
        const QString sentence = refusal(json, registries);
        QVERIFY2(sentence.contains(expected), qPrintable(sentence));
        QCOMPARE(sentence.count(QLatin1Char('\n')), 0);
    }

    void textsThatAreNoViewAreRefused()
    {
        for (const QByteArray& text : {QByteArray(), QByteArray("{\"a\":"), QByteArray("[1]"), QByteArray("\0\0", 2),
                                       QByteArray(10000, '['), QByteArray(longestViewText + 1, ' ')})
            QVERIFY_EXCEPTION_THROWN(parseViewText(text), InvalidRequest);
    }

    void restoringIsOneConsistentChange()
    {
        const Registries registries = builtinRegistries();
        ViewState state = unusualView(registries);
        state.calibration.clear();
        state.model = {};
        state.plots.clear();
        state.board.clear();
        state.cards.clear();
        Selection selection(registries);
        int wrong = 0;
        int chips = 0;
        const auto look = [&] { wrong += selection.state() == state ? 0 : 1; };
        for (auto change : {&Selection::tensorChanged, &Selection::matrixChanged, &Selection::chipsChanged,
                            &Selection::bitsChanged, &Selection::quantizerChanged, &Selection::coderChanged,
                            &Selection::rateCountingChanged, &Selection::depthMetricChanged,
                            &Selection::depthRoleChanged, &Selection::filterChanged})
            connect(&selection, change, this, look);
        connect(&selection, &Selection::chipsChanged, this, [&] { ++chips; });
        selection.restore(state);
        QVERIFY(selection.state() == state);
        QCOMPARE(wrong, 0);
        QCOMPARE(chips, 1);
        selection.restore(state);
        QCOMPARE(chips, 1);
        ViewState broken = state;
        broken.filter.clear();
        broken.bar.first().request.id = "fourier";
        QVERIFY_EXCEPTION_THROWN(selection.restore(broken), InvalidRequest);
        QVERIFY(selection.state() == state);
    }

    void aSessionBringsTheViewBack()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        QVERIFY(changeTheView(at));
        const ViewState view = at.window().viewState();
        QCOMPARE(view.plots.size(), 2);
        const QString path = at.path(QStringLiteral("mine.alidade"));
        const std::optional<Session> session = at.window().session();
        QVERIFY(session && session->view == view);
        writeSession(path, *session, at.registries());

        WindowFixture other;
        other.window().openFile(path);
        QVERIFY(QTest::qWaitFor([&] { return other.bench().model() != nullptr; }, 20000));
        QVERIFY(other.settle());
        QTest::qWait(100);
        const ViewState back = other.window().viewState();
        QCOMPARE(back.tensor, view.tensor);
        QVERIFY(back.plots == view.plots);
        QVERIFY(back == view);
        QVERIFY(!other.window().findChild<QDockWidget*>(QStringLiteral("explain"))->isVisible());
        QVERIFY2(other.window().messageBar()->text().isEmpty(), qPrintable(other.window().messageBar()->text()));
        QCOMPARE(other.window().layerPanel()->filterLine()->text(), QStringLiteral("q_proj"));
        QVERIFY(!other.window().history()->canUndo()); // it begins here
    }

    void boardAndCardsComeBack()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        Overview& overview = *at.window().overview();
        overview.setBoard(QStringLiteral("outliers"));
        overview.card(QStringLiteral("heatmap"))->setOptions({{QStringLiteral("style"), QStringLiteral("magnitude")}});
        overview.card(QStringLiteral("split"))->setOptions({{QStringLiteral("rank"), 4}});
        overview.card(QStringLiteral("toyrate"))->setOptions({{QStringLiteral("seed"), 5}}); // which all of them show
        overview.card(QStringLiteral("turning"))->setOptions({{QStringLiteral("angle"), 15.0}});
        overview.card(QStringLiteral("compareLeft"))->setOptions({{QStringLiteral("plot"), QStringLiteral("qq")}});
        QVERIFY(at.settle());
        QTest::qWait(50);
        overview.card(QStringLiteral("heatmap"))->view()->zoomTo({2.0, 9.0}, {3.0, 8.0});
        const ViewState view = at.window().viewState();
        QCOMPARE(view.board, QStringLiteral("outliers"));
        const QString path = at.path(QStringLiteral("mine.alidade"));
        writeSession(path, *at.window().session(), at.registries());
        const ViewState plain = [&at] {
            ViewState state = at.window().viewState();
            state.board.clear();
            state.cards.clear();
            state.plots.clear();
            return state;
        }();
        writeSession(at.path(QStringLiteral("plain.alidade")), {plain, {}}, at.registries());

        WindowFixture other;
        const QMap<QString, QJsonObject> asItComes = other.window().overview()->cardOptions();
        other.window().openFile(path);
        QVERIFY(QTest::qWaitFor([&] { return other.bench().model() != nullptr; }, 20000));
        QVERIFY(other.settle());
        QTest::qWait(100);
        QVERIFY(other.window().viewState() == view);
        QVERIFY(other.window().plots()->states() == view.plots);
        const ResultCard* map = other.window().overview()->card(QStringLiteral("heatmap"));
        QVERIFY(map->isShown() && map->view()->spec().image);
        QCOMPARE(map->view()->viewState(), view.plots.value(QStringLiteral("heatmapCard"))); // not only kept
        QCOMPARE(other.window().overview()->card(QStringLiteral("compareRight"))->options().value(u"plot"),
                 QJsonValue(QStringLiteral("qq")));

        // What a session does not name goes back to how it comes; what a card refuses is said.
        ViewState odd = plain;
        odd.cards[QStringLiteral("heatmap")] = QJsonObject{{QStringLiteral("style"), QStringLiteral("loud")}};
        writeSession(at.path(QStringLiteral("odd.alidade")), {odd, {}}, at.registries());
        other.window().openFile(at.path(QStringLiteral("plain.alidade")));
        QCOMPARE(other.window().overview()->board(), QStringLiteral("overview"));
        QVERIFY(other.window().overview()->cardOptions() == asItComes);
        QVERIFY(other.window().messageBar()->text().isEmpty());
        other.window().openFile(at.path(QStringLiteral("odd.alidade")));
        QVERIFY2(other.window().messageBar()->text().contains(QStringLiteral("signed or magnitude")),
                 qPrintable(other.window().messageBar()->text()));
        QVERIFY(at.settle() && other.settle());
    }

    void ctrlSWritesTheOpenSession()
    {
        WindowFixture at;
        const QString model = at.writeModel();
        QVERIFY(at.openAndSettle(model));
        const QString path = at.path(QStringLiteral("mine.alidade"));
        writeSession(path, {at.window().viewState(), {}}, at.registries());
        at.window().openFile(path); // the model is open already
        at.selection().setBits(8.0);
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        QTest::keyClick(&at.window(), Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(readSession(path, at.registries()).view.bits, 8.0);
        QVERIFY(at.settle());
    }

    void brokenSessionsAreSaidInASentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("damaged");
        QTest::newRow("cut") << QByteArray("{\"program\":\"Alidade\",\"model\":{") << QStringLiteral("damaged");
        QTest::newRow("binary") << QByteArray("\x00\xff\x00\xff", 4) << QStringLiteral("damaged");
        QTest::newRow("wrong type") << QByteArray("{\"program\":\"Alidade\",\"filter\":3}") << QStringLiteral("filter");
        QTest::newRow("no model") << QByteArray("{\"program\":\"Alidade\"}") << QStringLiteral("names no model");
        QTest::newRow("model gone")
            << QByteArray("{\"program\":\"Alidade\",\"model\":{\"file\":\"/nowhere/at/all.gguf\"}}")
            << QStringLiteral("/nowhere/at/all.gguf");
    }

    void brokenSessionsAreSaidInASentence()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        const ViewState before = at.window().viewState();
        at.window().openFile(writeText(at.path(QStringLiteral("broken.alidade")), text));
        const QString said = at.window().messageBar()->text();
        QVERIFY2(said.contains(expected), qPrintable(said));
        QVERIFY(!QApplication::activeModalWidget());
        QVERIFY(at.window().viewState() == before);
    }

    void aChangedModelIsSaid()
    {
        WindowFixture at;
        const QString model = at.writeModel();
        QVERIFY(at.openAndSettle(model));
        at.selection().setTensor(downProj.arg(2));
        const QString path = at.path(QStringLiteral("mine.alidade"));
        writeSession(path, {at.window().viewState(), {}}, at.registries());
        at.bench().closeModel();
        writeSafetensors(model, {{QStringLiteral("other"), {16, 16}, testValues(256, 3)}});
        at.window().openFile(path);
        QVERIFY(QTest::qWaitFor([&] { return at.bench().model() != nullptr; }, 20000));
        QVERIFY2(at.window().messageBar()->text().contains(QStringLiteral("has changed")),
                 qPrintable(at.window().messageBar()->text()));
        QCOMPARE(at.selection().tensor(), QStringLiteral("other"));
        QVERIFY(at.settle());
    }

    void aMovedModelIsFoundBesideTheSession()
    {
        WindowFixture at;
        const QString model = at.writeModel();
        QVERIFY(at.openAndSettle(model));
        ViewState view = at.window().viewState();
        view.model.file = QStringLiteral("/nowhere/at/all/small.safetensors");
        view.bits = 8.0;
        const QString path = at.path(QStringLiteral("mine.alidade"));
        writeSession(path, {view, {}}, at.registries());
        at.window().openFile(path);
        QVERIFY(QTest::qWaitFor([&] { return at.selection().bits() == 8.0; }, 20000));
        QVERIFY(at.settle());
    }

    void aCrashIsOfferedToBeRestored()
    {
        WindowFixture at;
        const QString folder = at.path(QStringLiteral("kept"));
        at.window().keepSessions(folder);
        const QString kept = at.window().sessions()->file();
        QVERIFY(!kept.isEmpty());
        QVERIFY(at.openAndSettle(at.writeModel()));
        QVERIFY(changeTheView(at));
        const ViewState view = at.window().viewState();
        QVERIFY(QTest::qWaitFor(
            [&] { return QFile::exists(kept) && readSession(kept, at.registries()).view == view; }, 10000));
        {
            WindowFixture second; // beside the first, which still runs
            second.window().keepSessions(folder);
            QVERIFY(!second.window().sessions()->hasLeftover());
            QVERIFY(second.window().messageBar()->text().isEmpty());
        }
        QVERIFY(QFile::exists(kept));
        const QString crashed = at.path(QStringLiteral("crashed"));
        QVERIFY(QDir().mkpath(crashed)); // as it would lie there if this process were gone
        QVERIFY(QFile::copy(kept, crashed + QStringLiteral("/left.alidade")));
        QVERIFY(QFile::copy(kept + QStringLiteral(".lock"), crashed + QStringLiteral("/held.alidade.lock")));
        QVERIFY(!writeText(crashed + QStringLiteral("/lone.alidade.lock"), "999999999\nalidade\n\n\n\n").isEmpty());
        {
            WindowFixture next;
            next.window().keepSessions(crashed);
            QVERIFY(next.window().messageBar()->text().contains(QStringLiteral("restored")));
            QVERIFY(!QFile::exists(crashed + QStringLiteral("/lone.alidade.lock")));
            QVERIFY(QFile::exists(crashed + QStringLiteral("/held.alidade.lock"))); // of this process, which runs
            QVERIFY(!QApplication::activeModalWidget());
            QPushButton* restore = nullptr;
            for (QPushButton* button : next.window().messageBar()->findChildren<QPushButton*>())
                if (button->text() == QLatin1String("Restore")) restore = button;
            QVERIFY(restore);
            restore->click();
            QVERIFY(QTest::qWaitFor([&] { return next.bench().model() != nullptr; }, 20000));
            QVERIFY(next.settle());
            QTest::qWait(100);
            QVERIFY(next.window().viewState() == view);
        }
        QVERIFY(QDir(crashed).entryList({QStringLiteral("*.alidade")}, QDir::Files).isEmpty()); // a clean end
    }

    void undoOfZoomAndSelection()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        ViewHistory& history = *at.window().history();
        history.setBurst(0); // every change is a step
        QVERIFY(!history.canUndo());
        PlotView* view = at.window().overview()->distributionCard()->view();
        const PlotViewState fitted = view->viewState();
        view->zoomTo({-1.0, 1.0}, {0.05, 0.5});
        const PlotViewState zoomed = view->viewState();
        QVERIFY(zoomed != fitted);
        at.selection().setTensor(downProj.arg(1));
        at.selection().setBits(8.0);
        at.selection().setFilter(QStringLiteral("down"));
        at.selection().soloChip(at.selection().chipIndex(QStringLiteral("hadamard")));
        const ViewState last = at.window().viewState();
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        at.window().layerPanel()->table()->setFocus();
        QTest::keyClick(&at.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(at.selection().chips().at(at.selection().chipIndex(QStringLiteral("pca"))).visible);
        QTest::keyClick(&at.window(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(at.window().layerPanel()->filterLine()->text(), QString());
        history.undo();
        QCOMPARE(at.selection().bits(), 4.0);
        history.undo();
        QCOMPARE(at.selection().tensor(), downProj.arg(0));
        QCOMPARE(view->viewState(), zoomed);
        history.undo();
        QCOMPARE(view->viewState(), fitted);
        QVERIFY(!history.canUndo());
        for (int step = 0; step < 5; ++step)
            QTest::keyClick(&at.window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(at.window().viewState() == last);
        QVERIFY(!history.canRedo());
        QVERIFY(at.settle());
    }

    void burstsAreOneStep()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        ViewHistory& history = *at.window().history();
        history.setBurst(1000000);
        PlotView* view = at.window().overview()->distributionCard()->view();
        const PlotViewState fitted = view->viewState();
        for (const double half : {2.0, 1.5, 1.0})
            view->zoomTo({-half, half}, {0.05, 0.5});
        for (const double bits : {3.0, 6.0, 8.0})
            at.selection().setBits(bits);
        history.undo();
        QCOMPARE(at.selection().bits(), 4.0);
        history.undo();
        QCOMPARE(view->viewState(), fitted);
        QVERIFY(!history.canUndo());
        for (int step = 0; step < 6; ++step)
            at.selection().toggleChip(0); // there and back is no step at all
        at.selection().setChipVisible(0, true);
        history.setBurst(0);
        for (int step = 0; step < ViewHistory::mostSteps + 10; ++step)
            at.selection().setBits(step % 2 == 0 ? 3.0 : 8.0);
        int steps = 0;
        for (; history.canUndo(); ++steps)
            history.undo();
        QCOMPARE(steps, ViewHistory::mostSteps);
        QVERIFY(at.settle());
    }

    void backAndForward()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        const ViewHistory& history = *at.window().history();
        QVERIFY(!history.canGoBack());
        at.selection().setTensor(downProj.arg(1));
        at.selection().setTensor(downProj.arg(2));
        QTest::keyClick(&at.window(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(at.selection().tensor(), downProj.arg(1));
        QTest::keyClick(&at.window(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(at.selection().tensor(), downProj.arg(0));
        QVERIFY(!history.canGoBack());
        QTest::keyClick(&at.window(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(at.selection().tensor(), downProj.arg(1));
        at.selection().setTensor(qProj.arg(0)); // from here there is no way forward
        QVERIFY(!history.canGoForward());
        QTest::keyClick(&at.window(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(at.selection().tensor(), downProj.arg(1));
        QVERIFY(at.settle());
    }

    void layoutsByName()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        auto* layouts = at.window().findChild<LayoutMenu*>();
        QVERIFY(layouts);
        auto* explain = at.window().findChild<QDockWidget*>(QStringLiteral("explain"));
        explain->hide();
        const QString name = QStringLiteral("A/b & c ü");
        layouts->keep(name);
        QCOMPARE(layouts->names(), QStringList{name});
        explain->show();
        layouts->actions().first()->trigger();
        QVERIFY(!explain->isVisible());
        at.settings().setValue(QStringLiteral("layouts/Garbage"), QByteArray("garbage"));
        layouts->keep(name);
        for (QAction* action : layouts->actions())
            if (action->text() == QLatin1String("Garbage")) action->trigger();
        QVERIFY(!explain->isVisible());
        QVERIFY(at.window().layerPanel()->isVisible());
        layouts->forget(name);
        QCOMPARE(layouts->names(), QStringList{QStringLiteral("Garbage")});
    }
};

QTEST_MAIN(SessionTest)
#include "tst_session.moc"
