// SPDX-License-Identifier: GPL-3.0-or-later
// The guided tour: what each step declares is there, is taken up and put back; checks belong to their step; a claim
// that does not hold is shown as that; the check without a window.
#include "tests/widgets/window_fixture.h"
#include "widgets/panels/overview.h"
#include "widgets/tour/claim_text.h"
#include "widgets/tour/tour.h"

#include <QDockWidget>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>

using namespace alidade;

namespace {

constexpr int valueView = 1;
constexpr int sameOperator = 2;
constexpr int frequency = 4;
constexpr int rates = 6;
constexpr int magnitude = 7;
constexpr int toy = 9;
constexpr int twin = 10;

/// Nearly Gaussian matrices only: nothing sticks out of them.
QList<TestTensor> plainModel()
{
    QList<TestTensor> tensors;
    for (int block = 0; block < 2; ++block)
        tensors.append({QStringLiteral("model.layers.%1.mlp.down_proj.weight").arg(block),
                        {32, 64},
                        testValues(32 * 64, static_cast<std::uint32_t>(40 + block))});
    return tensors;
}

QStringList visibleChips(const Selection& selection)
{
    QStringList ids;
    for (const CoordinateChip& chip : selection.chips())
        if (chip.visible) ids.append(chip.id());
    ids.sort();
    return ids;
}

/// A window with a model, and its tour.
struct Touring : WindowFixture {
    explicit Touring(const QList<TestTensor>& tensors = smallModel())
        : file(writeSafetensors(path(QStringLiteral("toured.safetensors")), tensors)), isOpen(openAndSettle(file))
    {
    }

    Tour& tour() { return *window().tour(); }
    bool waitFor(CheckPhase phase)
    {
        return QTest::qWaitFor([&] { return tour().check().phase == phase; }, 60000);
    }
    bool isShown(const char* name) { return window().findChild<QWidget*>(QString::fromLatin1(name))->isVisible(); }
    QString text(const char* name) { return window().findChild<QLabel*>(QString::fromLatin1(name))->text(); }
    void click(const char* name) { window().findChild<QPushButton*>(QString::fromLatin1(name))->click(); }

    QString file;
    bool isOpen = false;
};

struct Outcome {
    int code = -1;
    QString out;
    QString err;
};

Outcome run(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("ALIDADE_DESKTOP"), arguments);
    if (!process.waitForFinished(120000)) process.kill();
    return {process.exitCode(), QString::fromLocal8Bit(process.readAllStandardOutput()),
            QString::fromLocal8Bit(process.readAllStandardError())};
}

} // namespace

class TourTest : public QObject {
    Q_OBJECT

private slots:
    void stepsAreTheClaims()
    {
        const QList<TourStep> steps = tourSteps();
        QCOMPARE(steps.size(), static_cast<qsizetype>(claims().size()));
        for (int i = 0; i < steps.size(); ++i) {
            const TourStep& step = steps.at(i);
            const Claim& claim = claims().at(static_cast<std::size_t>(i));
            QCOMPARE(step.claim.toStdString(), claim.id);
            QCOMPARE(step.title.toStdString(), claim.title);
            QVERIFY(!step.text.isEmpty() && !step.hint.isEmpty());
            QVERIFY(!step.board.isEmpty());
            QVERIFY(step.cards.size() + step.widgets.size() <= 3);
            QVERIFY(step.active.isEmpty() || step.chips.contains(step.active));
        }
    }

    void everyStepShowsWhatItSpeaksOf()
    {
        Touring at;
        QVERIFY(at.isOpen);
        QVERIFY(!at.isShown("tourPanel"));
        at.window().startTour();
        QVERIFY(QTest::qWaitFor([&] { return at.tour().check().phase != CheckPhase::Searching; }, 20000));
        // That is where the outliers of the test model are.
        QVERIFY(at.selection().tensor().contains(QStringLiteral("down_proj")));
        const QList<TourStep> steps = tourSteps();
        for (int i = 0; i < steps.size(); ++i) {
            const TourStep& step = steps.at(i);
            at.tour().goTo(i);
            QCOMPARE(at.tour().step(), i);
            QCOMPARE(at.window().overview()->board(), step.board);
            QStringList chips = step.chips;
            chips.sort();
            QCOMPARE(visibleChips(at.selection()), chips);
            const int active = at.selection().activeChip();
            QCOMPARE(active < 0 ? QString() : at.selection().chips().at(active).id(), step.active);
            QCOMPARE(at.selection().rateCounting(), step.counting);
            QCOMPARE(at.text("tourTitle"), step.title);
            QVERIFY(at.isShown("tourPanel"));
            const QList<QWidget*> targets = at.window().tourTargets(i);
            QCOMPARE(targets.size(), step.cards.size() + step.widgets.size());
            for (const QWidget* target : targets) {
                QVERIFY2(target->isVisible(), qPrintable(step.claim));
                const auto* frame =
                    target->findChild<QWidget*>(QStringLiteral("tourOutline"), Qt::FindDirectChildrenOnly);
                QVERIFY(frame && frame->isVisible() && frame->size() == target->size());
            }
        }
        at.tour().end();
        QVERIFY(!at.isShown("tourPanel"));
        QVERIFY(QTest::qWaitFor(
            [&] { return at.window().findChildren<QWidget*>(QStringLiteral("tourOutline")).isEmpty(); }, 5000));
    }

    void backAndTheEndPutEverythingBack()
    {
        Touring at;
        QVERIFY(at.isOpen);
        Selection& selection = at.selection();
        at.window().overview()->setBoard(QStringLiteral("outliers"));
        selection.addToBar(selection.chipIndex(QStringLiteral("haar")));
        selection.setChipVisible(selection.chipIndex(QStringLiteral("pca")), false);
        selection.setBits(3.0);
        selection.setFilter(QStringLiteral("proj"));
        selection.setTensor(QStringLiteral("model.layers.1.self_attn.q_proj.weight"));
        const TourView before = captureView(at.bench(), *at.window().overview());
        at.window().startTour(frequency);
        QVERIFY(QTest::qWaitFor([&] { return at.tour().check().phase != CheckPhase::Searching; }, 20000));
        const TourView step = captureView(at.bench(), *at.window().overview());
        QVERIFY(step != before);
        QVERIFY(step.filter.isEmpty());

        // What the user tries is gone with the next step, and with the way back.
        selection.soloChip(selection.chipIndex(QStringLiteral("haar")));
        selection.setBits(2.0);
        selection.setSeed(77);
        selection.setTensor(QStringLiteral("model.layers.0.self_attn.q_proj.weight"));
        at.window().overview()->setBoard(QStringLiteral("outliers"));
        at.window().overview()->distributionCard()->view()->setLogX(true);
        at.tour().next();
        QCOMPARE(selection.tensor(), step.tensor);
        QCOMPARE(selection.bits(), 4.0);
        at.tour().back();
        QCOMPARE(captureView(at.bench(), *at.window().overview()).bar, step.bar);
        QCOMPARE(captureView(at.bench(), *at.window().overview()), step);

        at.tour().end();
        QVERIFY(!at.tour().isRunning());
        QCOMPARE(captureView(at.bench(), *at.window().overview()), before);
        QVERIFY(at.settle());
    }

    void theFirstAndLastStepAreEnds()
    {
        Touring at;
        QVERIFY(at.isOpen);
        at.tour().next(); // it does not run
        QCOMPARE(at.tour().step(), -1);
        at.window().startTour();
        at.tour().back();
        QCOMPARE(at.tour().step(), 0);
        QVERIFY(!at.window().findChild<QPushButton*>(QStringLiteral("tourBack"))->isEnabled());
        at.tour().goTo(twin);
        at.tour().next();
        QCOMPARE(at.tour().step(), twin);
        QCOMPARE(at.window().findChild<QPushButton*>(QStringLiteral("tourNext"))->text(), QStringLiteral("Finish"));
        at.click("tourNext");
        QVERIFY(!at.tour().isRunning());
    }

    void keysGoForthAndBack()
    {
        Touring at;
        QVERIFY(at.isOpen);
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        at.window().startTour();
        QTest::keyClick(&at.window(), Qt::Key_F10);
        QCOMPARE(at.tour().step(), 1);
        QTest::keyClick(&at.window(), Qt::Key_F10);
        QCOMPARE(at.tour().step(), 2);
        QTest::keyClick(&at.window(), Qt::Key_F9);
        QCOMPARE(at.tour().step(), 1);
    }

    void aCheckBelongsToItsStep()
    {
        Touring at;
        QVERIFY(at.isOpen);
        at.window().startTour(sameOperator);
        QVERIFY(at.waitFor(CheckPhase::Done));
        QCOMPARE(at.tour().check().result->claim, std::string("same-operator"));
        QStringList wrong;
        connect(&at.tour(), &Tour::checkChanged, this, [&] {
            const auto& result = at.tour().check().result;
            const QString claim = tourSteps().at(at.tour().step()).claim;
            if (result && result->claim != claim.toStdString()) wrong.append(claim);
        });
        // The toy trains a network; it is left while it does, and while its answer may be on the way.
        for (const int step : {toy, valueView, toy, sameOperator, frequency, valueView}) {
            at.tour().goTo(step);
            QTest::qWait(20);
        }
        QVERIFY(at.waitFor(CheckPhase::Done));
        QVERIFY(at.settle());
        QCOMPARE(at.tour().check().result->claim, std::string("value-view"));
        // What is known is shown at once.
        at.tour().goTo(sameOperator);
        QCOMPARE(at.tour().check().phase, CheckPhase::Done);
        QCOMPARE(at.tour().check().result->claim, std::string("same-operator"));
        QCOMPARE(wrong, QStringList());
        disconnect(&at.tour(), nullptr, this, nullptr);
    }

    void aRunningCheckCanBeStopped()
    {
        Touring at;
        QVERIFY(at.isOpen);
        at.window().startTour(toy);
        QVERIFY(at.waitFor(CheckPhase::Running));
        QVERIFY(at.isShown("tourStop"));
        QVERIFY(at.isShown("tourProgress"));
        at.click("tourStop");
        QCOMPARE(at.tour().check().phase, CheckPhase::Stopped);
        QCOMPARE(at.text("tourWord"), QStringLiteral("Stopped"));
        QVERIFY(!at.isShown("tourStop"));
        at.click("tourAgain");
        QCOMPARE(at.tour().check().phase, CheckPhase::Running);
        at.tour().end();
        QVERIFY(at.settle());
        QCOMPARE(at.tour().check().phase, CheckPhase::None);
    }

    void whatHoldsAndWhatDoesNotIsSaidInWords()
    {
        Touring outliers;
        QVERIFY(outliers.isOpen);
        outliers.window().startTour(valueView);
        QVERIFY(outliers.waitFor(CheckPhase::Done));
        QCOMPARE(outliers.text("tourWord"), QStringLiteral("Holds"));
        Touring plain(plainModel());
        QVERIFY(plain.isOpen);
        plain.window().startTour(valueView);
        QVERIFY(plain.waitFor(CheckPhase::Done));
        QCOMPARE(plain.text("tourWord"), QStringLiteral("Does not hold here"));
        const ClaimResult& result = *plain.tour().check().result;
        QCOMPARE(plain.text("tourSentence"), QString::fromStdString(result.sentence.text()));
        QVERIFY(plain.text("tourSentence").contains(QRegularExpression(QStringLiteral("kurtosis 2\\.\\d"))));
        plain.tour().goTo(magnitude);
        QVERIFY(plain.waitFor(CheckPhase::Done));
        QCOMPARE(plain.text("tourWord"), QStringLiteral("Cannot tell"));
        QVERIFY(plain.text("tourSentence").contains(QStringLiteral("no text")));
    }

    void sentencesKeepTheirValues()
    {
        QCOMPARE(claimSentence({"%2 of %1 %", {"%2", "<b>"}}), QStringLiteral("<b> of %2 %"));
    }

    void followsTheModel()
    {
        Touring at;
        QVERIFY(at.isOpen);
        at.window().startTour(valueView);
        QVERIFY(at.waitFor(CheckPhase::Done));
        QCOMPARE(at.tour().check().result->verdict, Verdict::Holds);
        QVERIFY(at.openAndSettle(writeSafetensors(at.path(QStringLiteral("plain.safetensors")), plainModel())));
        QCOMPARE(at.tour().step(), valueView);
        QVERIFY(at.waitFor(CheckPhase::Done));
        QCOMPARE(at.tour().check().result->verdict, Verdict::DoesNotHold);
        at.bench().closeModel();
        QVERIFY(!at.tour().isRunning());
        QVERIFY(!at.isShown("tourPanel"));
    }

    void goesOnInAnotherLanguage()
    {
        Touring at;
        QVERIFY(at.isOpen);
        at.window().startTour(valueView);
        QVERIFY(at.waitFor(CheckPhase::Done));
        at.window().rebuildContents();
        QVERIFY(at.tour().isRunning());
        QVERIFY(QTest::qWaitFor([&] { return at.isShown("tourPanel"); }, 5000));
        const QString board = tourSteps().at(valueView).board; // the new centre begins with another
        QVERIFY(QTest::qWaitFor([&] { return at.window().overview()->board() == board; }, 5000));
        QCOMPARE(at.text("tourWord"), QStringLiteral("Holds"));
        // The step is taken up again once the new contents are there.
        const auto outlines = [&] {
            return at.window().findChildren<QWidget*>(QStringLiteral("tourOutline")).size();
        };
        QVERIFY(QTest::qWaitFor([&] { return outlines() == 3; }, 5000));
        at.tour().end();
        QVERIFY(!at.isShown("tourPanel"));
    }

    void waitsForTheModelThatIsOpened()
    {
        WindowFixture at;
        at.window().openFile(at.writeModel());
        at.window().startTour(rates);
        QCOMPARE(at.window().tour()->step(), -1);
        QVERIFY(QTest::qWaitFor([&] { return at.window().tour()->isRunning(); }, 20000));
        QCOMPARE(at.window().tour()->step(), rates);
        at.window().tour()->end();
        // A file that cannot be opened has no tour, and the next one that can does not start one.
        WindowFixture other;
        QSignalSpy failed(&other.bench(), &Workbench::openFailed);
        other.window().openFile(other.path(QStringLiteral("missing.safetensors")));
        other.window().startTour();
        QVERIFY(failed.wait(20000));
        QVERIFY(other.openAndSettle(other.writeModel()));
        QVERIFY(!other.window().tour()->isRunning());
    }

    void checksWithoutAWindow_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<bool>("plain");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("line");
        QTest::newRow("holds") << QStringLiteral("2") << false << 0
                               << QStringLiteral("PASS            2  The value-centric view: Read as data");
        QTest::newRow("does not hold") << QStringLiteral("2") << true << 3
                                       << QStringLiteral("DOES NOT HOLD   2  The value-centric view: Does not hold");
        QTest::newRow("cannot tell") << QStringLiteral("8") << true << 0
                                     << QStringLiteral("SKIP            8  Magnitude is not sensitivity: Cannot tell");
    }

    void checksWithoutAWindow()
    {
        QFETCH(QString, step);
        QFETCH(bool, plain);
        QFETCH(int, code);
        QFETCH(QString, line);
        QTemporaryDir folder;
        const QString file = writeSafetensors(folder.filePath(QStringLiteral("m.safetensors")),
                                              plain ? plainModel() : smallModel());
        const Outcome outcome = run({file, QStringLiteral("--tour=") + step, QStringLiteral("--check")});
        QVERIFY2(outcome.code == code, qPrintable(outcome.out + outcome.err));
        QVERIFY2(outcome.out.startsWith(line), qPrintable(outcome.out));
        QCOMPARE(outcome.out.count(QLatin1Char('\n')), 1);
        QVERIFY(outcome.err.isEmpty());
    }

    void saysWhyNothingCanBeChecked()
    {
        const Outcome missing =
            run({QStringLiteral("/nowhere/m.safetensors"), QStringLiteral("--tour"), QStringLiteral("--check")});
        QCOMPARE(missing.code, 1);
        QVERIFY(missing.out.isEmpty());
        QVERIFY(missing.err.contains(QStringLiteral("/nowhere/m.safetensors")));
        QCOMPARE(missing.err.count(QLatin1Char('\n')), 1);
        for (const QStringList& wrong :
             {QStringList{QStringLiteral("--check")}, QStringList{QStringLiteral("--tour=12")},
              QStringList{QStringLiteral("--tour=x")},
              QStringList{QStringLiteral("--tour"), QStringLiteral("--check"), QStringLiteral("--screenshot=a.png")}})
            QCOMPARE(run(wrong).code, 2);
        QVERIFY(run({QStringLiteral("--help")}).out.contains(QStringLiteral("Exit codes: 0")));
    }
};

QTEST_MAIN(TourTest)
#include "tst_tour.moc"
