// SPDX-License-Identifier: GPL-3.0-or-later
// The bridge and the workbench: opening, latest wins to the last moment, cancel, surveys, what is asked
// again.
#include "tests/widgets/window_fixture.h"
#include "widgets/bridge/workbench.h"

#include <QCoreApplication>

using namespace alidade;

namespace {

/// Bridge, selection and workbench without a window.
struct Bench {
    Registries registries = builtinRegistries();
    QTemporaryDir folder;
    EngineBridge bridge{registries};
    Selection selection{registries};
    Workbench bench{bridge, selection};

    bool open(const QString& path)
    {
        bench.open(path);
        return QTest::qWaitFor([&] { return bench.model() != nullptr; }, 20000);
    }
    bool settle()
    {
        return QTest::qWaitFor([&] { return bridge.isIdle(); }, 60000);
    }
    QString model()
    {
        return writeSafetensors(folder.filePath(QStringLiteral("m.safetensors")), smallModel());
    }
};

const QString downProj = QStringLiteral("model.layers.%1.mlp.down_proj.weight");

} // namespace

class BridgeTest : public QObject {
    Q_OBJECT

private slots:
    void opensTheHeaderBeforeAnyWeight()
    {
        Bench at;
        bool listed = false;
        bool anyResult = false;
        connect(&at.bench, &Workbench::modelChanged, &at.bench, [&] {
            listed = at.bench.model() && at.bench.model()->layers.size() == 10;
            for (int chip = 0; chip < at.selection.chips().size(); ++chip)
                anyResult =
                    anyResult || at.bench.surveyed(chip, at.bench.model()->layers.front().tensor.name);
        });
        QVERIFY(at.open(at.model()));
        QVERIFY(listed);
        QVERIFY(!anyResult);
        QCOMPARE(at.selection.tensor(), downProj.arg(0));
        QCOMPARE(at.selection.depthRole(), QStringLiteral("down_proj"));
    }

    void failuresAreSentences()
    {
        Bench at;
        QSignalSpy failed(&at.bench, &Workbench::openFailed);
        at.bench.open(at.folder.filePath(QStringLiteral("missing.safetensors")));
        QVERIFY(failed.wait(20000));
        QVERIFY(failed.first().at(1).toString().contains(QStringLiteral("missing.safetensors")));
        QVERIFY(!at.bench.model());
    }

    void aBadFileKeepsTheOpenModel()
    {
        Bench at;
        QVERIFY(at.open(at.model()));
        QVERIFY(at.settle());
        QSignalSpy failed(&at.bench, &Workbench::openFailed);
        at.bench.open(at.folder.filePath(QStringLiteral("missing.safetensors")));
        QVERIFY(failed.wait(20000));
        QVERIFY(at.bench.model());
        QCOMPARE(at.selection.tensor(), downProj.arg(0));
        QVERIFY(at.bench.results(0).result(Part::Statistics));
    }

    void everyPartOfEveryVisibleChipArrives()
    {
        Bench at;
        QVERIFY(at.open(at.model()));
        QVERIFY(at.settle());
        for (int chip = 0; chip < at.selection.chips().size(); ++chip) {
            if (!at.selection.chips().at(chip).visible) continue;
            const ChipResults& results = at.bench.results(chip);
            QVERIFY(results.result(Part::Statistics)->distribution.has_value());
            QVERIFY(results.result(Part::Statistics)->energy.has_value());
            QCOMPARE(results.result(Part::Curve)->curve.size(), std::size_t{5});
            QVERIFY(results.metric("effective_rank").has_value());
            QVERIFY(results.point(4));
            QCOMPARE(at.selection.chips().at(chip).state, ChipState::Ready);
            for (int block = 0; block < 3; ++block)
                QVERIFY(at.bench.surveyed(chip, downProj.arg(block).toStdString()));
        }
        for (const Layer& layer : at.bench.model()->layers)
            QVERIFY(at.bench.surveyed(0, layer.tensor.name));
    }

    void whatWasOvertakenIsNeverShown()
    {
        Bench at;
        QVERIFY(at.open(at.model()));
        QVERIFY(at.settle());
        QStringList wrong;
        connect(&at.bench, &Workbench::resultsChanged, &at.bench, [&] {
            for (int chip = 0; chip < at.selection.chips().size(); ++chip)
                for (const Part part : {Part::Statistics, Part::Curve, Part::Spectrum}) {
                    const AnalysisResult* result = at.bench.results(chip).result(part);
                    if (result && result->request.tensor != at.selection.tensor().toStdString())
                        wrong.append(QString::fromStdString(result->request.tensor));
                }
        });
        for (int round = 0; round < 20; ++round) {
            at.selection.setSeed(100 + round); // new requests for Hadamard every time
            at.selection.setTensor(downProj.arg(round % 3));
            QTest::qWait(round % 4); // some answers are in the event queue when the next request is made
        }
        QVERIFY(at.settle());
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char(' '))));
        const int hadamard = at.selection.chipIndex(QStringLiteral("hadamard"));
        QCOMPARE(at.bench.results(hadamard)
                     .result(Part::Statistics)
                     ->request.coordinates.parameters.integer("seed"),
                 119);
    }

    void finishedButUndeliveredIsDropped()
    {
        Bench at;
        const QString path = at.model();
        QVERIFY(at.open(path));
        QVERIFY(at.settle());
        const auto request = [&](int block) {
            return statisticsRequest(at.registries, path.toStdString(), downProj.arg(block).toStdString(),
                                     {"hadamard", {{"seed", std::int64_t{5}}}});
        };
        QStringList seen;
        connect(&at.bridge, &EngineBridge::resultReady, &at.bench,
                [&](const QString& slot, const AnalysisResultPtr& result) {
                    if (slot == QLatin1String("probe"))
                        seen.append(QString::fromStdString(result->request.tensor));
                });
        at.bridge.analyse(QStringLiteral("probe"), request(0), QStringLiteral("first"));
        QThread::msleep(400); // computed by now, its delivery waits in our event queue
        at.bridge.analyse(QStringLiteral("probe"), request(1), QStringLiteral("second"));
        QVERIFY(at.settle());
        QCOMPARE(seen, QStringList{downProj.arg(1)});
    }

    void knownResultsComeAtOnce()
    {
        Bench at;
        QVERIFY(at.open(at.model()));
        QVERIFY(at.settle());
        at.selection.setTensor(downProj.arg(1));
        QVERIFY(at.settle());
        at.selection.setTensor(downProj.arg(0)); // nothing may run for this
        QVERIFY(at.bridge.isIdle());
        QCOMPARE(at.bench.results(1).result(Part::Statistics)->request.tensor, downProj.arg(0).toStdString());
    }

    void cancelLeavesASentenceAndF5Repeats()
    {
        Bench at;
        QVERIFY(at.open(at.model()));
        at.bridge.cancelAll();
        QVERIFY(at.bridge.isIdle());
        const PartResult& statistics = at.bench.results(0).part(Part::Statistics);
        QVERIFY(!statistics.pending);
        QVERIFY(statistics.result || statistics.error.contains(QStringLiteral("F5")));
        at.bench.recompute();
        QVERIFY(at.settle());
        QVERIFY(at.bench.results(0).result(Part::Statistics));
        QVERIFY(at.bench.results(0).result(Part::Curve));
    }

    void surveysComeInBatches()
    {
        Bench at;
        int batches = 0;
        int answers = 0;
        connect(&at.bridge, &EngineBridge::surveyed, &at.bench,
                [&](const QString&, const QList<SurveyAnswer>& list) {
                    ++batches;
                    answers += static_cast<int>(list.size());
                });
        QVERIFY(at.open(at.model()));
        QVERIFY(at.settle());
        QVERIFY(answers >= 10 + 2 * 3);
        QVERIFY(batches < answers);
    }

    void vectorsHaveOnlyTheirOwnCoordinates()
    {
        Bench at;
        QVERIFY(at.open(at.model()));
        at.selection.setTensor(QStringLiteral("model.layers.0.input_layernorm.weight"));
        QVERIFY(at.settle());
        QVERIFY(at.bench.results(0).result(Part::Statistics));
        const int hadamard = at.selection.chipIndex(QStringLiteral("hadamard"));
        QVERIFY(at.bench.results(hadamard).notApplicable.contains(QStringLiteral("vector")));
        QCOMPARE(at.selection.chips().at(hadamard).state, ChipState::Failed);
        at.selection.setTensor(downProj.arg(0));
        QVERIFY(at.settle());
        QVERIFY(at.bench.results(hadamard).notApplicable.isEmpty());
        QVERIFY(at.bench.results(hadamard).result(Part::Statistics));
    }

    void aChangedFileIsReadAgain()
    {
        Bench at;
        const QString path = at.model();
        QVERIFY(at.open(path));
        QVERIFY(at.settle());
        const double before = *at.bench.results(0).metric("l2");
        QList<TestTensor> tensors = smallModel();
        for (TestTensor& tensor : tensors)
            for (float& value : tensor.values)
                value *= 2.0f;
        writeSafetensors(path, tensors);
        QSignalSpy changed(&at.bench, &Workbench::modelChanged);
        at.bench.open(path);
        QVERIFY(changed.wait(20000));
        QVERIFY(at.settle());
        QVERIFY(qAbs(*at.bench.results(0).metric("l2") - 2.0 * before) < 1e-5 * before);
    }
};

QTEST_GUILESS_MAIN(BridgeTest)
#include "tst_bridge.moc"
