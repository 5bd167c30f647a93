// SPDX-License-Identifier: GPL-3.0-or-later
// The palette of commands finds and runs; a switch of language says everything anew and computes nothing.
#include "tests/widgets/window_fixture.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/coordinate_bar.h"
#include "widgets/panels/fuzzy_match.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/view_history.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QScrollBar>
#include <QTableView>

using namespace alidade;

namespace {

int score(const char* query, const char* name)
{
    return fuzzyScore(foldedForSearch(QString::fromUtf8(query)), foldedForSearch(QString::fromUtf8(name)));
}

std::vector<PaletteEntry> numbered(int count)
{
    std::vector<PaletteEntry> entries;
    for (int i = 0; i < count; ++i)
        entries.push_back({QStringLiteral("model.layers.%1.mlp.down_proj.weight").arg(i), {}, [] {}});
    return entries;
}

} // namespace

class PaletteTest : public QObject {
    Q_OBJECT

private slots:
    void lettersInOrder()
    {
        QVERIFY(score("mldp", "model.layers.3.mlp.down_proj.weight") != noMatch);
        QCOMPARE(score("pdlm", "model.mlp.down"), noMatch);
        QCOMPARE(score("x", ""), noMatch);
        QVERIFY(score("", "anything") != noMatch);
        QVERIFY(score("down 3", "model.layers.3.mlp.down_proj.weight") != noMatch);
        QCOMPARE(score("down 4", "model.layers.3.mlp.down_proj.weight"), noMatch);
        QVERIFY(score("OPEN", "File: Open") != noMatch);
    }

    void betterFitsComeFirst()
    {
        QVERIFY(score("open", "File: Open") > score("open", "Other: proper needs")); // together, not scattered
        QVERIFY(score("fit", "View: Fit the plot") > score("fit", "View: benefit"));  // where a word begins
        QVERIFY(score("bits", "More bits") > score("bits", "Count the bits of the basis in the rate")); // short
        QVERIFY(score("dp", "down_proj") > score("dp", "diplomat"));
    }

    void aGrowingSearchFindsWhatAFreshOneDoes()
    {
        QWidget window;
        window.resize(800, 600);
        CommandPalette grown(&window);
        CommandPalette fresh(&window);
        grown.open(numbered(20000));
        fresh.open(numbered(20000));
        QCOMPARE(grown.shown().size(), static_cast<qsizetype>(CommandPalette::mostShown));
        QString text;
        for (const QChar letter : QStringLiteral("down 1999")) {
            text.append(letter);
            grown.line()->setText(text);
        }
        fresh.line()->setText(text);
        QCOMPARE(grown.shown(), fresh.shown());
        QCOMPARE(grown.shown().first(), QStringLiteral("model.layers.1999.mlp.down_proj.weight"));
        grown.line()->setText(QStringLiteral("down"));
        QCOMPARE(grown.shown().size(), static_cast<qsizetype>(CommandPalette::mostShown));
        grown.line()->setText(QStringLiteral("zzz"));
        QVERIFY(grown.shown().isEmpty());
        QTest::keyClick(grown.line(), Qt::Key_Return); // nothing to run
        QVERIFY(grown.isVisible());
    }

    void findsAndRuns()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        QTest::keyClick(&at.window(), Qt::Key_K, Qt::ControlModifier);
        CommandPalette* palette = at.window().commandPalette();
        QVERIFY(palette && palette->isVisible());
        QVERIFY(!palette->line()->accessibleName().isEmpty());
        QTest::keyClicks(palette->line(), QStringLiteral("2 down_proj"));
        QTest::keyClick(palette->line(), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(at.selection().tensor(), QStringLiteral("model.layers.2.mlp.down_proj.weight"));

        const auto find = [&](const QString& text) {
            QTest::keyClick(&at.window(), Qt::Key_K, Qt::ControlModifier);
            palette->line()->setText(text);
            return palette->shown();
        };
        QVERIFY(find(QStringLiteral("more bits")).first().endsWith(QStringLiteral("More bits")));
        const double bits = at.selection().bits();
        QTest::keyClick(palette->line(), Qt::Key_Return);
        QVERIFY(at.selection().bits() > bits);
        QVERIFY(find(QStringLiteral("kurtosis")).contains(QStringLiteral("Kurtosis")));
        QVERIFY(!find(QStringLiteral("small.safetensors")).isEmpty()); // among the recent files
        QVERIFY(!find(QStringLiteral("sample")).isEmpty());
        QTest::keyClick(palette->line(), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
        QVERIFY(at.settle());
    }

    void arrowsMoveInTheList()
    {
        QWidget window;
        window.resize(800, 600);
        CommandPalette palette(&window);
        int ran = 0;
        std::vector<PaletteEntry> entries;
        for (int i = 1; i <= 3; ++i)
            entries.push_back({QStringLiteral("entry %1").arg(i), {}, [&ran, i] { ran = i; }});
        palette.open(std::move(entries));
        QTest::keyClick(palette.line(), Qt::Key_Down);
        QTest::keyClick(palette.line(), Qt::Key_Down);
        QTest::keyClick(palette.line(), Qt::Key_Down); // stays on the last
        QTest::keyClick(palette.line(), Qt::Key_Up);
        QTest::keyClick(palette.line(), Qt::Key_Return);
        QCOMPARE(ran, 2);
    }

    void aSwitchOfLanguageKeepsEverythingElse()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        at.selection().setTensor(QStringLiteral("model.layers.2.mlp.down_proj.weight"));
        at.selection().setFilter(QStringLiteral("down"));
        QVERIFY(at.settle());
        QTest::qWait(50);
        at.window().findChild<QDockWidget*>(QStringLiteral("inspector"))->hide();
        at.window().overview()->distributionCard()->view()->zoomTo({-1.0, 1.0}, {0.05, 0.5});
        at.window().overview()->card(QStringLiteral("plane"))->setOptions(
            {{QStringLiteral("flattening"), QStringLiteral("linf_over_sigma")}});
        at.window().layerPanel()->table()->setColumnWidth(0, 171);
        const auto kurtosis = [&at] {
            const QTableView* table = at.window().layerPanel()->table();
            QStringList cells;
            for (int row = 0; row < table->model()->rowCount(); ++row)
                for (int column = 0; column < table->model()->columnCount(); ++column)
                    cells.append(table->model()->index(row, column).data().toString());
            return cells;
        };
        const QStringList cells = kurtosis();
        const ViewState view = at.window().viewState();
        const qsizetype curves = at.window().overview()->rateCard()->view()->spec().series.size();
        QSignalSpy jobs(&at.bench().bridge(), &EngineBridge::jobsChanged);
        QSignalSpy results(&at.bench().bridge(), &EngineBridge::resultReady);
        QSignalSpy surveys(&at.bench().bridge(), &EngineBridge::surveyed);
        const QPointer<LayerPanel> before = at.window().layerPanel();

        at.window().chooseLanguage(Language::Korean);
        QTRY_VERIFY(!before);
        QCOMPARE(at.window().menuBar()->actions().first()->text(), QStringLiteral("파일(&F)"));
        const int hadamard = at.selection().chipIndex(QStringLiteral("hadamard"));
        QCOMPARE(at.selection().chips().at(hadamard).label, QStringLiteral("하다마드"));
        QVERIFY(at.window().findChild<QDockWidget*>(QStringLiteral("layers"))->windowTitle().startsWith(
            QStringLiteral("레이어")));
        QCOMPARE(at.settings().value(QStringLiteral("language")).toString(), QStringLiteral("ko"));
        QVERIFY(at.window().viewState() == view);
        QCOMPARE(kurtosis(), cells);
        QCOMPARE(at.window().layerPanel()->filterLine()->text(), QStringLiteral("down"));
        QCOMPARE(at.window().layerPanel()->table()->columnWidth(0), 171);
        QVERIFY(!at.window().findChild<QDockWidget*>(QStringLiteral("inspector"))->isVisible());
        QVERIFY(at.window().findChild<QDockWidget*>(QStringLiteral("metrics"))->isVisible());
        QCOMPARE(at.window().overview()->rateCard()->view()->spec().series.size(), curves);
        QVERIFY(at.window().isSettled());
        QCOMPARE(jobs.count(), 0);
        QCOMPARE(results.count(), 0);
        QCOMPARE(surveys.count(), 0);

        // Keys, undo and plots work in the new contents.
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        at.window().layerPanel()->table()->setFocus();
        QTest::keyClick(&at.window(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(at.window().overview()->distributionCard()->view()->viewState(), PlotViewState());
        at.window().overview()->rateCard()->view()->setLogX(true);
        QVERIFY(at.window().viewState().plots.contains(QStringLiteral("rateCard")));
        QTest::keyClick(&at.window(), Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(at.window().menuBar()->actions().first()->text(), QStringLiteral("&File"));
        QCOMPARE(at.selection().chips().at(hadamard).label, QStringLiteral("Hadamard"));
        QVERIFY(at.settle());
    }

    void theWelcomePageIsSaidAnewToo()
    {
        WindowFixture at;
        at.window().chooseLanguage(Language::Korean);
        QTRY_COMPARE(at.window().menuBar()->actions().first()->text(), QStringLiteral("파일(&F)"));
        QVERIFY(!at.window().overview()->isVisible());
        QVERIFY(!at.window().findChild<QDockWidget*>(QStringLiteral("layers"))->isVisible());
        QVERIFY(at.openAndSettle(at.writeModel()));
        QVERIFY(at.window().findChild<QDockWidget*>(QStringLiteral("layers"))->isVisible());
        at.window().chooseLanguage(Language::English);
        QTRY_COMPARE(at.window().menuBar()->actions().first()->text(), QStringLiteral("&File"));
    }
};

QTEST_MAIN(PaletteTest)
#include "tst_palette.moc"
