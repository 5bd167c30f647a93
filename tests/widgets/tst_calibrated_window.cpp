// SPDX-License-Identifier: GPL-3.0-or-later
// A calibration in the window: what it makes available, that it reaches the requests, the error of the
// outputs.
#include "tests/widgets/window_fixture.h"
#include "widgets/panels/coordinate_bar.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QStandardItemModel>
#include <QTableView>
#include <QToolButton>

#include <cmath>

using namespace alidade;

namespace {

const QString downProj = QStringLiteral("model.layers.%1.mlp.down_proj.weight");

/// Second moments of 2 n made-up inputs.
std::vector<float> moments(std::size_t n, std::uint32_t seed)
{
    const std::vector<float> inputs = testValues(2 * n * n, seed);
    std::vector<float> sums(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = i == j ? 0.05 : 0.0;
            for (std::size_t row = 0; row < 2 * n; ++row)
                sum += static_cast<double>(inputs[row * n + i]) * static_cast<double>(inputs[row * n + j]) *
                       (i < n / 2 ? 4.0 : 1.0) * (j < n / 2 ? 4.0 : 1.0);
            sums[i * n + j] = sums[j * n + i] = static_cast<float>(sum);
        }
    return sums;
}

/// Knows the inputs of the first down_proj alone.
QString writeMoments(const WindowFixture& at, std::uint32_t seed = 77)
{
    return writeSafetensors(
        at.path(QStringLiteral("calibration.safetensors")),
        {{downProj.arg(0) + QStringLiteral(".input_moments"), {32, 32}, moments(32, seed)},
         {QStringLiteral("calibration.tokens"), {1}, {1234.0f}}});
}

bool calibrate(WindowFixture& at, const QString& path)
{
    at.window().openCalibration(path);
    return QTest::qWaitFor([&] { return at.bench().calibration().has_value(); }, 20000) && at.settle();
}

QStringList offered(const WindowFixture& at)
{
    QMenu menu;
    const_cast<WindowFixture&>(at).window().coordinateBar()->fillAddMenu(&menu);
    QStringList names;
    for (const QAction* action : menu.actions())
        names.append(action->text());
    return names;
}

QString nameOf(WindowFixture& at, const char* id)
{
    return at.selection().chips().at(at.selection().chipIndex(QString::fromLatin1(id))).longLabel;
}

QStringList rowNames(const MainWindow& window)
{
    const QAbstractItemModel* model = window.findChild<QTableView*>(QStringLiteral("metricsTable"))->model();
    QStringList names;
    for (int row = 0; row < model->rowCount(); ++row)
        names.append(model->headerData(row, Qt::Vertical).toString());
    return names;
}

} // namespace

class CalibratedWindowTest : public QObject {
    Q_OBJECT

private slots:
    void withoutOneNothingOffersIt()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        QVERIFY(!offered(at).contains(nameOf(at, "activation")));
        const int activation = at.selection().chipIndex(QStringLiteral("activation"));
        at.selection().addToBar(activation);
        at.selection().activateChip(activation);
        QVERIFY(!at.selection().bar().contains(activation));
        QVERIFY(!at.window().findChild<QToolButton*>(QStringLiteral("calibrationIndicator"))->isVisible());
        QVERIFY(!at.window().findChild<QComboBox*>(QStringLiteral("rateQuality"))->isVisible());
        QVERIFY(!rowNames(at.window()).contains(QStringLiteral("Output SQNR")));
    }

    void reachesRequestsAxesAndQuantizers()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        const QString path = writeMoments(at);
        QVERIFY(calibrate(at, path));
        QVERIFY(offered(at).contains(nameOf(at, "activation")));
        QVERIFY(offered(at).contains(nameOf(at, "kfac")));
        const int activation = at.selection().chipIndex(QStringLiteral("activation"));
        at.selection().addToBar(activation);
        at.selection().setQuantizer("gptq");
        QVERIFY(at.settle());
        for (const int chip : {0, activation}) {
            const ChipResults& results = at.bench().results(chip);
            for (const Part part : {Part::Statistics, Part::Curve, Part::Spectrum}) {
                QVERIFY2(results.result(part), qPrintable(results.part(part).error));
                QCOMPARE(results.result(part)->request.calibration, path.toStdString());
            }
            QVERIFY(results.curve()->calibrated);
            QVERIFY(results.curve()->curve.front().usedMoments);
            QVERIFY(std::isfinite(results.curve()->curve.front().operatorSqnrDb()));
        }
        QVERIFY(rowNames(at.window()).contains(QStringLiteral("Output SQNR")));
        const auto* indicator = at.window().findChild<QToolButton*>(QStringLiteral("calibrationIndicator"));
        QVERIFY(indicator->isVisible());
        QVERIFY(indicator->toolTip().contains(QStringLiteral("calibration.safetensors")));
        QVERIFY2(indicator->text().contains(QStringLiteral("1")), qPrintable(indicator->text()));
    }

    void closingTakesItBack()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        QVERIFY(calibrate(at, writeMoments(at)));
        const int activation = at.selection().chipIndex(QStringLiteral("activation"));
        at.selection().soloChip(activation);
        at.selection().setShowsOperatorQuality(true);
        QVERIFY(at.settle());
        at.bench().closeCalibration();
        QVERIFY(at.settle());
        QVERIFY(!at.selection().bar().contains(activation));
        QVERIFY(!at.selection().showsOperatorQuality());
        at.selection().showAllChips();
        QVERIFY(at.settle());
        QVERIFY(at.bench().results(0).result(Part::Curve)->request.calibration.empty());
        QVERIFY(!at.window().findChild<QToolButton*>(QStringLiteral("calibrationIndicator"))->isVisible());
    }

    void theAxisShowsTheErrorOfTheOutputs()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        QVERIFY(calibrate(at, writeMoments(at)));
        auto* box = at.window().findChild<QComboBox*>(QStringLiteral("rateQuality"));
        QVERIFY(box->isVisible());
        const int outputs = box->findData(true);
        const auto* items = qobject_cast<QStandardItemModel*>(box->model());
        QVERIFY(items->item(outputs)->isEnabled());
        const PlotView* view = at.window().overview()->rateCard()->view();
        QVERIFY(!view->spec().references.isEmpty());
        emit box->activated(outputs);
        QVERIFY(at.settle());
        QVERIFY(view->spec().y.title.contains(QStringLiteral("outputs (dB)")));
        QCOMPARE(view->spec().series.first().points.first().y(),
                 at.bench().results(0).curve()->curve.front().operatorSqnrDb());
        QVERIFY(view->spec().references.isEmpty()); // the bounds are those of the weights
        at.selection().setTensor(QStringLiteral("model.layers.0.self_attn.q_proj.weight"));
        QVERIFY(at.settle());
        QTRY_VERIFY2(view->spec().emptyMessage.contains(QStringLiteral("knows nothing")),
                     qPrintable(view->spec().emptyMessage));
        emit box->activated(box->findData(false));
        QTRY_VERIFY(!view->spec().series.isEmpty());
        QVERIFY(!items->item(outputs)->isEnabled()); // nothing that is shown has it
    }

    void whatIsNoneIsASentenceAndStaysVisible()
    {
        WindowFixture at;
        const QString model = at.writeModel();
        at.window().openCalibration(at.path(QStringLiteral("missing.h5")));
        QVERIFY(at.openAndSettle(model));
        QVERIFY(!at.bench().calibration());
        QVERIFY(at.window().messageBar()->text().contains(QStringLiteral("missing.h5")));
        const auto* indicator = at.window().findChild<QToolButton*>(QStringLiteral("calibrationIndicator"));
        QVERIFY(indicator->isVisible());
        QVERIFY(indicator->toolTip().contains(QStringLiteral("missing.h5")));
        QVERIFY(!QApplication::activeModalWidget());
    }

    void aDroppedOneIsRecognised()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(writeMoments(at))});
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&at.window(), &enter);
        QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&at.window(), &drop);
        QVERIFY(QTest::qWaitFor([&] { return at.bench().calibration().has_value(); }, 20000));
        QVERIFY(at.settle());
        QVERIFY(QString::fromStdString(at.bench().model()->path).contains(QStringLiteral("small")));
        QVERIFY(at.bench().results(0).curve()->calibrated);
    }

    void aRewrittenFileIsMeasuredWithAgain()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        const QString path = writeMoments(at);
        QVERIFY(calibrate(at, path));
        const double before = at.bench().results(0).curve()->curve.front().operatorError;
        writeMoments(at, 5);
        at.window().openCalibration(path);
        QVERIFY(at.settle());
        QVERIFY(at.bench().results(0).curve());
        QVERIFY(at.bench().results(0).curve()->curve.front().operatorError != before);
    }
};

QTEST_MAIN(CalibratedWindowTest)
#include "tst_calibrated_window.moc"
