// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of the view state: chips, solo, activity, bits, seeds, refused parameters.
#include "core/base/error.h"
#include "core/registry/registries.h"
#include "widgets/bridge/requests.h"
#include "widgets/bridge/selection.h"
#include "widgets/style/palette.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace alidade;

namespace {

const Registries& registries()
{
    static const Registries all = builtinRegistries();
    return all;
}

int visibleCount(const Selection& selection)
{
    int count = 0;
    for (const CoordinateChip& chip : selection.chips())
        count += chip.visible ? 1 : 0;
    return count;
}

} // namespace

class SelectionTest : public QObject {
    Q_OBJECT

private slots:
    void chipsFollowTheRegistry()
    {
        const QList<CoordinateChip> chips = makeChips(registries());
        // Systems that need moments of the inputs are offered where there are some.
        const auto& all = registries().coordinateSystems.entries();
        const auto calibrated = std::count_if(all.begin(), all.end(), [](const auto& one) { return one.needsCalibration; });
        QVERIFY(calibrated > 0);
        QCOMPARE(makeChips(registries(), true).size(), static_cast<qsizetype>(all.size()));
        QCOMPARE(chips.size(), static_cast<qsizetype>(all.size()) - calibrated);
        QCOMPARE(chips.first().id(), QStringLiteral("original"));
        QSet<int> slotsSeen;
        for (const CoordinateChip& chip : chips) {
            QVERIFY(!chip.label.isEmpty());
            QVERIFY2(!slotsSeen.contains(chip.slot), qPrintable(chip.id()));
            slotsSeen.insert(chip.slot);
        }
    }

    void unknownSystemsGetSlotsOfTheirOwn()
    {
        QCOMPARE(paletteSlot("original", 0), 0);
        QCOMPARE(paletteSlot("dct", 0), 4);
        QCOMPARE(paletteSlot("something", 0), coordinateSlotCount);
        QCOMPARE(paletteSlot("another", 1), coordinateSlotCount + 1);
    }

    void soloAndBack()
    {
        Selection selection(registries());
        const int all = visibleCount(selection);
        QSignalSpy changed(&selection, &Selection::chipsChanged);
        selection.soloChip(1);
        QCOMPARE(visibleCount(selection), 1);
        QCOMPARE(selection.activeChip(), 1);
        selection.soloChip(1); // alone already: all again
        QCOMPARE(visibleCount(selection), static_cast<int>(selection.bar().size()));
        QVERIFY(all <= visibleCount(selection));
        QCOMPARE(changed.count(), 2);
        selection.showAllChips();
        QCOMPARE(changed.count(), 2); // nothing changed, nothing said
    }

    void othersAreAddedToTheBarAndRemoved()
    {
        Selection selection(registries());
        const QList<int> first = selection.bar();
        QCOMPARE(first.size(), 3);
        QVERIFY(first.contains(selection.chipIndex(QStringLiteral("pca"))));
        const int haar = selection.chipIndex(QStringLiteral("haar"));
        QVERIFY(haar >= 0 && !first.contains(haar) && !selection.chips().at(haar).visible);
        QSignalSpy changed(&selection, &Selection::chipsChanged);
        selection.addToBar(haar);
        QCOMPARE(selection.bar(), first + QList<int>{haar});
        QVERIFY(selection.chips().at(haar).visible);
        selection.addToBar(haar);
        QCOMPARE(changed.count(), 1);
        selection.removeFromBar(haar);
        QCOMPARE(selection.bar(), first);
        QVERIFY(!selection.chips().at(haar).visible);
        selection.activateChip(haar); // comes into the bar by being asked for
        QCOMPARE(selection.bar().last(), haar);
        for (const int chip : first)
            selection.removeFromBar(chip);
        QCOMPARE(selection.bar(), QList<int>{haar});
        selection.removeFromBar(haar); // a window without coordinates shows nothing
        QCOMPARE(selection.bar(), QList<int>{haar});
    }

    void theActiveChipIsAlwaysVisible()
    {
        Selection selection(registries());
        QCOMPARE(selection.activeChip(), -1);
        selection.activateChip(1);
        QCOMPARE(selection.activeChip(), 1);
        selection.setChipVisible(1, false);
        QCOMPARE(selection.activeChip(), -1);
        selection.activateChip(1); // activating shows
        QVERIFY(selection.chips().at(1).visible);
        QCOMPARE(selection.activeChip(), 1);
        selection.activateChip(1); // again: none is singled out
        QCOMPARE(selection.activeChip(), -1);
        QVERIFY(selection.chips().at(1).visible);
    }

    void bitsAreOneOfTheChoices()
    {
        Selection selection(registries());
        selection.setBits(5);
        QCOMPARE(selection.bits(), 4.0);
        selection.setBits(8);
        QCOMPARE(selection.bits(), 8.0);
    }

    void everyQuantizerOffersItsWidths()
    {
        Selection selection(registries());
        QCOMPARE(selection.bitChoices(), (QList<double>{2, 3, 4, 6, 8}));
        for (const QuantizerEntry& entry : registries().quantizers) {
            selection.setQuantizer(entry.id);
            QVERIFY2(!selection.bitChoices().isEmpty(), entry.id.c_str());
            QVERIFY(std::ranges::is_sorted(selection.bitChoices()));
            QVERIFY2(selection.bitChoices().contains(selection.bits()), entry.id.c_str());
            QVERIFY(!selection.quantizer().parameters.has("bits"));
            for (const double bits : selection.bitChoices()) { // every one of them can be made
                Parameters withBits = selection.quantizer().parameters;
                withBits.set("bits", bitsValue(bits));
                QVERIFY(entry.make(resolveParameters(entry.parameters, withBits)));
            }
        }
        selection.setQuantizer("ecsq");
        QVERIFY(selection.bitChoices().contains(2.5));
        selection.setQuantizer("nf4");
        QCOMPARE(selection.bitChoices(), QList<double>{4});
        QVERIFY_EXCEPTION_THROWN(selection.setQuantizer("nothing"), InvalidRequest);
        QCOMPARE(selection.quantizer().id, std::string("nf4"));
    }

    void bitsAndParametersOutliveAVisit()
    {
        Selection selection(registries());
        selection.setBits(8);
        selection.setQuantizerParameters({{"group", std::int64_t{64}}});
        QSignalSpy quantizer(&selection, &Selection::quantizerChanged);
        QSignalSpy bits(&selection, &Selection::bitsChanged);
        selection.setQuantizer("mxfp4");
        QCOMPARE(selection.bits(), 4.0);
        QCOMPARE(bits.count(), 1);
        selection.setBits(8); // it has no other width
        QCOMPARE(selection.bits(), 4.0);
        selection.setQuantizer("uniform");
        QCOMPARE(selection.bits(), 8.0);
        QCOMPARE(selection.quantizer().parameters.integer("group"), 64);
        QCOMPARE(quantizer.count(), 2);
        selection.setQuantizer("uniform");
        QCOMPARE(quantizer.count(), 2); // nothing changed, nothing said
        QVERIFY_EXCEPTION_THROWN(selection.setQuantizerParameters({{"clip", std::string("half")}}),
                                 InvalidRequest);
        QCOMPARE(selection.quantizer().parameters.integer("group"), 64);
    }

    void codedBytesNeedACoder()
    {
        Selection selection(registries());
        QVERIFY(!selection.coder());
        selection.setRateCount(RateCount::CodedBytes);
        QCOMPARE(selection.rateCounting().symbols, RateCount::EntropyEstimate);
        selection.setCoder("rans");
        QCOMPARE(selection.coder()->id, std::string("rans"));
        selection.setCoderParameters({{"contexts", std::string("none")}});
        selection.setRateCount(RateCount::CodedBytes);
        QCOMPARE(selection.rateCounting().symbols, RateCount::CodedBytes);
        selection.setCoder({});
        QVERIFY(!selection.coder());
        QCOMPARE(selection.rateCounting().symbols, RateCount::EntropyEstimate);
        selection.setCoder("rans");
        QCOMPARE(selection.coder()->parameters.text("contexts"), std::string("none"));
    }

    void requestsAskForWhatIsSelected()
    {
        Selection selection(registries());
        const ComponentRequest original{"original", {}};
        selection.setQuantizer("ecsq");
        AnalysisRequest request = curveRequest("f", "t", original, selection);
        QCOMPARE(request.curve->bits, (std::vector<double>{0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6}));
        QVERIFY(request.curve->bounds && !request.curve->coder);
        QVERIFY(!codedRequest("f", "t", original, selection).curve);
        selection.setCoder("rans");
        QVERIFY(curveRequest("f", "t", original, selection) ==
                request); // estimates do not wait for the coder
        request.curve->coder = selection.coder();
        QVERIFY(codedRequest("f", "t", original, selection) == request);
        const QString command = QString::fromStdString(commandLine(request));
        for (const char* words : {"--quantizer ecsq", "--bits 0.5,1,1.5,2,2.5,3,4,5,6", "--bounds weights",
                                  "--coder rans --contexts auto"})
            QVERIFY2(command.contains(QLatin1String(words)), qPrintable(command));
    }

    void oneSeedForAll()
    {
        Selection selection(registries());
        QVERIFY(selection.hasSeed());
        QSignalSpy changed(&selection, &Selection::chipsChanged);
        selection.setSeed(7);
        QCOMPARE(selection.seed(), 7);
        QCOMPARE(changed.count(), 1);
        selection.setSeed(7);
        QCOMPARE(changed.count(), 1);
    }

    void refusesParametersOutOfRange()
    {
        Selection selection(registries());
        const int chip = selection.chipIndex(QStringLiteral("hadamard"));
        const ComponentRequest before = selection.chips().at(chip).request;
        QVERIFY_EXCEPTION_THROWN(selection.setChipParameters(chip, {{"side", std::string("diagonal")}}),
                                 InvalidRequest);
        QVERIFY(selection.chips().at(chip).request == before);
        selection.setChipParameters(chip, {{"side", std::string("rows")}});
        QCOMPARE(selection.chips().at(chip).request.parameters.text("side"), std::string("rows"));
    }

    void depthGoesThroughBlocksInOrder()
    {
        CheckpointSummary summary;
        for (const char* name :
             {"model.layers.10.mlp.down_proj.weight", "model.layers.2.mlp.down_proj.weight",
              "model.layers.2.self_attn.q_proj.weight", "lm_head.weight"}) {
            TensorInfo tensor;
            tensor.name = name;
            tensor.shape = {4, 8};
            tensor.elements = 32;
            summary.layers.push_back(makeLayer(tensor));
        }
        const QList<RoleDepth> roles = rolesInDepth(summary);
        QCOMPARE(roles.size(), 1);
        QCOMPARE(roles.first().role, QStringLiteral("down_proj"));
        const QList<const Layer*> layers = layersInDepth(summary, QStringLiteral("down_proj"));
        QCOMPARE(layers.size(), 2);
        QCOMPARE(*layers.first()->block, 2); // 2 before 10
        QCOMPARE(layersInDepth(summary, {}).size(), 4);
    }
};

QTEST_GUILESS_MAIN(SelectionTest)
#include "tst_selection.moc"
