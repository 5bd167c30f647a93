// SPDX-License-Identifier: GPL-3.0-or-later
// The metrics table: headings, and below every number that means nothing alone what null models read.
#include "tests/widgets/window_fixture.h"
#include "widgets/bridge/null_results.h"
#include "widgets/models/metrics_table_model.h"
#include "widgets/panels/metrics_panel.h"

#include <QRegularExpression>
#include <QTableView>

#include <cmath>

using namespace alidade;

class MetricsPanelTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_path = writeSafetensors(m_folder.filePath(QStringLiteral("m.safetensors")), smallModel());
        m_bench.open(m_path);
        QVERIFY(settle());
    }

    void everyMetricStandsUnderAHeading()
    {
        const MetricsTableModel model(m_bench, m_nulls);
        QStringList headings;
        QStringList metrics;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data(MetricsTableModel::SectionRole).toBool())
                headings.append(model.headerData(row, Qt::Vertical, Qt::DisplayRole).toString());
            else if (at(model, row, MetricsTableModel::NullRole).isEmpty())
                metrics.append(at(model, row, MetricsTableModel::MetricRole));
        }
        QCOMPARE(headings.first(), QStringLiteral("Norms"));
        QCOMPARE(headings.removeDuplicates(), 0);
        for (const Metric& metric : m_registries.metrics)
            QCOMPARE(metrics.count(QString::fromStdString(metric.id)), 1);
    }

    void nullsFollowTheNumbersThatNeedThem()
    {
        const MetricsTableModel model(m_bench, m_nulls);
        QCOMPARE(model.columnCount(), 3);
        int rows = 0;
        for (int row = 0; row + 1 < model.rowCount(); ++row) {
            const QString id = at(model, row, MetricsTableModel::MetricRole);
            if (id.isEmpty() || !at(model, row, MetricsTableModel::NullRole).isEmpty()) continue;
            const Metric& metric = m_registries.metrics.find(id.toStdString());
            const bool follows =
                at(model, row + 1, MetricsTableModel::NullRole) == QString::fromStdString(metric.shownNull) &&
                at(model, row + 1, MetricsTableModel::MetricRole) == id;
            QCOMPARE(follows, metric.needsNull);
            if (!follows) continue;
            ++rows;
            QVERIFY(model.headerData(row + 1, Qt::Vertical, Qt::DisplayRole)
                        .toString()
                        .contains(QStringLiteral("null")));
            QVERIFY(model.headerData(row + 1, Qt::Vertical, Qt::ToolTipRole).toString().size() > 40);
            for (int column = 0; column < model.columnCount(); ++column) {
                const NullComparison* one =
                    m_nulls.comparison(model.chipOf(column), metric.id, metric.shownNull);
                QVERIFY2(one, metric.id.c_str());
                const QVariant shown = model.index(row + 1, column).data(MetricsTableModel::ValueRole);
                QVERIFY(shown.isValid());
                QVERIFY(shown.toDouble() == one->mean ||
                        (std::isnan(one->mean) && std::isnan(shown.toDouble())));
                const QString toolTip = model.index(row, column).data(Qt::ToolTipRole).toString();
                QVERIFY2(toolTip.contains(QStringLiteral("Gaussian noise: ")) &&
                             toolTip.contains(QStringLiteral("draws")),
                         qPrintable(toolTip));
            }
        }
        QVERIFY(rows >= 20);
    }

    void curvesAreCompared()
    {
        m_selection.setTensor(QStringLiteral("model.layers.0.mlp.down_proj.weight"));
        QVERIFY(settle());
        const MetricsTableModel model(m_bench, m_nulls);
        const double bits = m_selection.bits();
        const RateCounting counting = m_selection.rateCounting();
        for (int column = 0; column < model.columnCount(); ++column) {
            const ChipResults& results = m_bench.results(model.chipOf(column));
            const auto shown = [&](const char* label) {
                return model.index(rowOf(model, QString::fromUtf8(label)), column)
                    .data(MetricsTableModel::ValueRole)
                    .toDouble();
            };
            QCOMPARE(shown("Rate"), countedRate(*results.point(bits), counting));
            QCOMPARE(shown("Gaussian gap"), gaussianGap(*results.point(bits), counting));
            const CurveDifference difference =
                compareCurves(m_bench.results(0).curve()->curve, results.curve()->curve, counting);
            if (std::isnan(difference.rateBits)) continue; // no common quality
            QCOMPARE(shown("BD-rate, bits"), difference.rateBits);
            QCOMPARE(shown("BD-rate, %"), difference.ratePercent);
        }
        QCOMPARE(model.index(rowOf(model, QStringLiteral("BD-rate, bits")), 0).data().toString(),
                 QStringLiteral("0"));
        QVERIFY(model.headerData(rowOf(model, QStringLiteral("BD-rate, bits")), Qt::Vertical, Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("Against Original")));
    }

    // The bytes of a coder come later than the estimates, which stay meanwhile.
    void codedBytesAreMeasured()
    {
        MetricsTableModel model(m_bench, m_nulls);
        QCOMPARE(rowOf(model, QStringLiteral("Coded (rANS)")), -1);
        m_selection.setCoder("rans");
        m_selection.setRateCount(RateCount::CodedBytes);
        model.refresh();
        QVERIFY(m_bench.results(0).part(Part::Coded).pending);
        QVERIFY(m_bench.results(0).point(4));
        const int row = rowOf(model, QStringLiteral("Coded (rANS)"));
        QVERIFY(row >= 0);
        QCOMPARE(model.index(row, 0).data().toString(), QStringLiteral("·"));
        QVERIFY(settle());
        model.refresh();
        const double coded = model.index(row, 0).data(MetricsTableModel::ValueRole).toDouble();
        QVERIFY(coded > 0.0);
        QCOMPARE(coded, m_bench.results(0).point(4)->codedBits);
        QCOMPARE(model.index(rowOf(model, QStringLiteral("Rate")), 0)
                     .data(MetricsTableModel::ValueRole)
                     .toDouble(),
                 m_bench.results(0).point(4)->codedRate());
        m_selection.setQuantizer("nf4"); // one width, no curve to compare
        QVERIFY(settle());
        model.refresh();
        QCOMPARE(m_bench.results(0).curve()->curve.size(), std::size_t{1});
        QVERIFY(model.index(row, 0).data(MetricsTableModel::ValueRole).toDouble() > 0.0);
        QVERIFY(std::isnan(model.index(rowOf(model, QStringLiteral("BD-rate, %")), 0)
                               .data(MetricsTableModel::ValueRole)
                               .toDouble()));
        m_selection.setCoder({});
        m_selection.setQuantizer("uniform");
        QVERIFY(!m_bench.results(0).part(Part::Coded).pending);
        QVERIFY(!m_bench.results(0).result(Part::Coded));
        QVERIFY(settle());
        model.refresh();
        QCOMPARE(rowOf(model, QStringLiteral("Coded (rANS)")), -1);
    }

    void everyQuantizerIsMeasured()
    {
        m_selection.setTensor(QStringLiteral("model.embed_tokens.weight"));
        for (const QuantizerEntry& entry : m_registries.quantizers) {
            m_selection.setQuantizer(entry.id);
            QVERIFY(settle());
            const PartResult& curve = m_bench.results(0).part(Part::Curve);
            QVERIFY2(curve.error.isEmpty() || curve.error.contains(QStringLiteral("multiple")) ||
                         curve.error.contains(QStringLiteral("256")),
                     qPrintable(QString::fromStdString(entry.id) + QLatin1Char(' ') + curve.error));
            if (curve.error.isEmpty()) QVERIFY(m_bench.results(0).point(m_selection.bits()));
        }
        m_selection.setQuantizer("uniform");
        QVERIFY(settle());
    }

    // What is asked for first is answered first: the nulls of a chip come after its statistics.
    void nullsComeLast()
    {
        QStringList order;
        bool stale = false; // results of the tensor before, at a moment when the table is drawn
        const QObject context;
        connect(&m_bridge, &EngineBridge::resultReady, &context,
                [&](const QString& slot) { order.append(slot); });
        connect(&m_bridge, &EngineBridge::surveyed, &context,
                [&](const QString& slot) { order.append(slot); });
        connect(&m_bench, &Workbench::resultsChanged, &context, [&] {
            const AnalysisResult* shown = m_nulls.result(0);
            stale = stale || (shown && shown->request.tensor != m_selection.tensor().toStdString());
        });
        m_selection.setTensor(QStringLiteral("model.layers.1.mlp.down_proj.weight"));
        QVERIFY(settle());
        QVERIFY(!stale);
        const auto firstNull = order.indexOf(QRegularExpression(QStringLiteral("^nulls/.*")));
        QVERIFY(firstNull >= 0);
        for (const char* part : {"stats/", "spectrum/"})
            QVERIFY(order.indexOf(QRegularExpression(QLatin1String(part) + QLatin1String(".*"))) < firstNull);
        QCOMPARE(m_nulls.result(0)->request.tensor, std::string("model.layers.1.mlp.down_proj.weight"));
    }

    void aVectorHasNullsInItsOwnAxesOnly()
    {
        m_selection.setTensor(QStringLiteral("model.layers.0.input_layernorm.weight"));
        QVERIFY(settle());
        QVERIFY(m_bench.selectedLayer());
        QVERIFY(m_nulls.comparison(0, "gini_abs", "gaussian"));
        QVERIFY(!m_nulls.result(1));
    }

    void hiddenChipsAreNotComputed()
    {
        m_selection.setTensor(QStringLiteral("model.layers.0.mlp.down_proj.weight"));
        QVERIFY(settle());
        QVERIFY(m_nulls.result(2));
        m_selection.setChipVisible(2, false);
        QVERIFY(settle());
        QVERIFY(!m_nulls.result(2));
        m_selection.setChipVisible(2, true);
        QVERIFY(settle());
        QVERIFY(m_nulls.result(2));
    }

    void cancelledNullsAreNotWaitedFor()
    {
        m_selection.setTensor(QStringLiteral("model.layers.2.mlp.down_proj.weight"));
        QVERIFY(QTest::qWaitFor([&] { return m_nulls.isPending(0); }, 60000));
        m_bridge.cancelAll();
        QVERIFY(settle());
        QVERIFY(!m_nulls.isPending(0) && !m_nulls.result(0));
        const MetricsTableModel model(m_bench, m_nulls);
        for (int row = 0; row < model.rowCount(); ++row)
            if (!at(model, row, MetricsTableModel::NullRole).isEmpty())
                QCOMPARE(model.index(row, 0).data().toString(), QStringLiteral("–"));
    }

    void thePanelShowsThem()
    {
        MetricsPanel panel(m_bench, m_nulls);
        panel.resize(345, 500);
        QVERIFY(QTest::qWaitFor([&] { return m_bridge.isIdle(); }, 60000));
        const QAbstractItemModel* model = panel.table()->model();
        int shown = 0;
        for (int row = 0; row < model->rowCount(); ++row)
            if (!model->index(row, 0).data(MetricsTableModel::NullRole).toString().isEmpty()) ++shown;
        QVERIFY(shown >= 20);
        QVERIFY(panel.grab().width() == 345);
    }

private:
    static int rowOf(const MetricsTableModel& model, const QString& label)
    {
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.headerData(row, Qt::Vertical, Qt::DisplayRole).toString() == label) return row;
        return -1;
    }

    static QString at(const MetricsTableModel& model, int row, int role)
    {
        return model.index(row, 0).data(role).toString();
    }

    bool settle()
    {
        return QTest::qWaitFor([&] { return m_bridge.isIdle(); }, 60000);
    }

    Registries m_registries = builtinRegistries();
    QTemporaryDir m_folder;
    QString m_path;
    EngineBridge m_bridge{m_registries};
    Selection m_selection{m_registries};
    Workbench m_bench{m_bridge, m_selection};
    NullResults m_nulls{m_bench};
};

QTEST_MAIN(MetricsPanelTest)
#include "tst_metrics_panel.moc"
