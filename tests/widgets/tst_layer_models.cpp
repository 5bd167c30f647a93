// SPDX-License-Identifier: GPL-3.0-or-later
// The layer table: filter language, pinned row, numeric sort with the undefined last, cells before and after
// results.
#include "core/registry/registries.h"
#include "widgets/models/layer_filter_model.h"
#include "widgets/models/layer_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace alidade;

namespace {

const Registries& registries()
{
    static const Registries all = builtinRegistries();
    return all;
}

Layer layerOf(const std::string& name, std::vector<std::uint64_t> shape)
{
    TensorInfo tensor;
    tensor.name = name;
    tensor.shape = std::move(shape);
    tensor.elements = 1;
    for (const std::uint64_t size : tensor.shape)
        tensor.elements *= size;
    tensor.dtype = DType::BF16;
    return makeLayer(tensor);
}

CheckpointSummaryPtr summary()
{
    auto made = std::make_shared<CheckpointSummary>();
    for (int block = 0; block < 12; ++block) {
        const std::string prefix = "model.layers." + std::to_string(block) + ".";
        made->layers.push_back(layerOf(prefix + "self_attn.q_proj.weight", {64, 64}));
        made->layers.push_back(layerOf(prefix + "mlp.down_proj.weight", {64, 128}));
    }
    made->layers.push_back(layerOf("lm_head.weight", {100, 64}));
    return made;
}

AnalysisResultPtr resultOf(const Layer& layer, double kurtosis)
{
    auto result = std::make_shared<AnalysisResult>();
    result->request.tensor = layer.tensor.name;
    result->metrics["kurtosis"] = kurtosis;
    return result;
}

/// Kurtosis 3, 4, 5, ... down the table; undefined for the last.
std::vector<AnalysisResultPtr> results(const CheckpointSummary& of)
{
    std::vector<AnalysisResultPtr> list;
    for (std::size_t i = 0; i < of.layers.size(); ++i)
        list.push_back(
            resultOf(of.layers[i], i + 1 == of.layers.size() ? std::nan("") : 3.0 + static_cast<double>(i)));
    return list;
}

} // namespace

class LayerModelsTest : public QObject {
    Q_OBJECT

private slots:
    void filterLanguage_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("matches"); // -1: invalid
        QTest::newRow("empty") << QString() << 25;
        QTest::newRow("word") << QStringLiteral("down_proj") << 12;
        QTest::newRow("capitals") << QStringLiteral("DOWN_proj") << 12;
        QTest::newRow("two words") << QStringLiteral("q_proj layers.11") << 1;
        QTest::newRow("short name") << QStringLiteral("L03") << 2;
        QTest::newRow("range") << QStringLiteral("layer:4-6") << 6;
        QTest::newRow("open range") << QStringLiteral("layer:10-") << 4;
        QTest::newRow("up to") << QStringLiteral("layer:-1") << 4;
        QTest::newRow("one block") << QStringLiteral("layer:7") << 2;
        QTest::newRow("greater") << QStringLiteral("kurt>10") << 16;
        QTest::newRow("at least") << QStringLiteral("kurt>=10") << 17;
        QTest::newRow("word and comparison") << QStringLiteral("down_proj kurt>10 layer:4-9") << 6;
        QTest::newRow("equal") << QStringLiteral("rows=100") << 1;
        QTest::newRow("not equal") << QStringLiteral("rows!=64") << 1;
        QTest::newRow("type") << QStringLiteral("dtype:bf16") << 25;
        QTest::newRow("other type") << QStringLiteral("dtype:f32") << 0;
        QTest::newRow("no such word") << QStringLiteral("nothing") << 0;
        QTest::newRow("unknown field") << QStringLiteral("colour>3") << -1;
        QTest::newRow("ambiguous field") << QStringLiteral("top>0.5") << -1;
        QTest::newRow("no number") << QStringLiteral("kurt>") << -1;
        QTest::newRow("no number after colon") << QStringLiteral("layer:x") << -1;
        QTest::newRow("no field") << QStringLiteral(">10") << -1;
        QTest::newRow("colon only") << QStringLiteral("layer:") << -1;
    }

    void filterLanguage()
    {
        QFETCH(QString, text);
        QFETCH(int, matches);
        LayerTableModel model(registries());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSummary(summary());
        model.setResults(results(*summary()));
        LayerFilterModel shown(&model);
        shown.setFilterText(text);
        QCOMPARE(shown.error().isEmpty(), matches >= 0);
        if (matches >= 0) QCOMPARE(shown.rowCount(), matches);
    }

    void invalidFilterLeavesTheList()
    {
        LayerTableModel model(registries());
        model.setSummary(summary());
        LayerFilterModel shown(&model);
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        shown.setFilterText(QStringLiteral("down_proj"));
        QCOMPARE(shown.rowCount(), 12);
        shown.setFilterText(QStringLiteral("down_proj kurt>"));
        QVERIFY(shown.error().contains(QStringLiteral("kurt>")));
        QCOMPARE(shown.rowCount(), 12);
        shown.setFilterText(QStringLiteral("q_proj"));
        QVERIFY(shown.error().isEmpty());
        QCOMPARE(shown.rowCount(), 12);
    }

    void pinnedRowStays()
    {
        LayerTableModel model(registries());
        model.setSummary(summary());
        LayerFilterModel shown(&model);
        shown.setPinned(QStringLiteral("lm_head.weight"));
        shown.setFilterText(QStringLiteral("q_proj"));
        QCOMPARE(shown.rowCount(), 13);
        QCOMPARE(shown.matchCount(), 12);
        shown.setPinned({});
        QCOMPARE(shown.rowCount(), 12);
    }

    void sortsNumbersWithTheUndefinedLast()
    {
        LayerTableModel model(registries());
        model.setSummary(summary());
        model.setResults(results(*summary()));
        LayerFilterModel shown(&model);
        const int column = model.metricColumn(QStringLiteral("kurtosis"));
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            shown.sort(column, order);
            double last = order == Qt::AscendingOrder ? 0.0 : 1e9;
            for (int row = 0; row + 1 < shown.rowCount(); ++row) {
                const double value = shown.index(row, column).data(LayerTableModel::SortRole).toDouble();
                QVERIFY(order == Qt::AscendingOrder ? value > last : value < last);
                last = value;
            }
            const QModelIndex bottom = shown.index(shown.rowCount() - 1, column);
            QVERIFY(std::isnan(bottom.data(LayerTableModel::SortRole).toDouble()));
        }
    }

    void cellsAreFilledInOneChange()
    {
        LayerTableModel model(registries());
        model.setSummary(summary());
        const int column = model.metricColumn(QStringLiteral("kurtosis"));
        QCOMPARE(model.index(0, column).data().toString(), QStringLiteral("·"));
        QVERIFY(!model.index(0, column).data(LayerTableModel::BarRole).isValid());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setResults(results(*summary()));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.index(0, column).data().toString(), QStringLiteral("3"));
        QCOMPARE(model.index(0, column).data(LayerTableModel::BarRole).toDouble(), 0.0);
        QCOMPARE(model.index(23, column).data(LayerTableModel::BarRole).toDouble(), 1.0);
        QVERIFY(!model.index(24, column).data(LayerTableModel::BarRole).isValid()); // undefined
        QCOMPARE(model.rowOf(QStringLiteral("lm_head.weight")), 24);
        QCOMPARE(model.rowOf(QStringLiteral("none")), -1);
    }

    void everyMetricColumnExplainsItself()
    {
        LayerTableModel model(registries());
        for (int column = LayerTableModel::FixedColumnCount; column < model.columnCount(); ++column) {
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
            QVERIFY(model.headerData(column, Qt::Horizontal, Qt::ToolTipRole)
                        .toString()
                        .contains(QStringLiteral("<br>")));
        }
    }

    void twoOfOneNameAreShownByTheirWholeNames()
    {
        auto made = std::make_shared<CheckpointSummary>();
        for (const char* name : {"vision.layers.0.q_proj.weight", "text.layers.0.q_proj.weight",
                                 "text.layers.1.q_proj.weight", "a/scale", "b/scale", "c/shift"})
            made->layers.push_back(layerOf(name, {8, 8}));
        LayerTableModel model(registries());
        model.setSummary(made);
        QStringList shown;
        for (int row = 0; row < model.rowCount(); ++row)
            shown.append(model.index(row, LayerTableModel::TensorColumn).data().toString());
        QCOMPARE(shown, (QStringList{QStringLiteral("vision.layers.0.q_proj.weight"),
                                     QStringLiteral("text.layers.0.q_proj.weight"),
                                     QStringLiteral("L01 q_proj"), QStringLiteral("a/scale"),
                                     QStringLiteral("b/scale"), QStringLiteral("shift")}));
    }
};

QTEST_MAIN(LayerModelsTest)
#include "tst_layer_models.moc"
