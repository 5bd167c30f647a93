// SPDX-License-Identifier: GPL-3.0-or-later
// Models unlike any real one, on every board, and a file that goes away while it is open.
#include "tests/widgets/window_fixture.h"
#include "widgets/cards/card_kinds.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/plots/figure_export.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace alidade;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinite = std::numeric_limits<float>::infinity();

QString downOf(int block) { return QStringLiteral("model.layers.%1.mlp.down_proj.weight").arg(block); }

/// Whether a plot has anything to draw but references.
bool drawsSomething(const PlotSpec& spec)
{
    if (spec.image && spec.image->cells) return true;
    return std::ranges::any_of(spec.series, [](const PlotSeries& series) {
        return series.visible && std::ranges::any_of(series.points, [](const QPointF& point) {
                   return std::isfinite(point.x()) && std::isfinite(point.y());
               });
    });
}

/// What is wrong with the sentence of a plot that shows nothing although everything has been computed.
QString wrongIn(const PlotSpec& spec)
{
    const QString& text = spec.emptyMessage;
    if (drawsSomething(spec)) return {};
    if (text.isEmpty()) return QStringLiteral("says nothing");
    for (const char* waiting : {"Computing", "Measuring", "measured yet"})
        if (text.contains(QLatin1String(waiting)) && spec.series.isEmpty()) return text;
    return text.size() > 250 ? text : QString();
}

QString wrongOn(MainWindow& window, const QString& board)
{
    QStringList wrong;
    window.overview()->setBoard(board);
    const bool settled = QTest::qWaitFor([&] { return window.isSettled(); }, 20000);
    if (!settled) return board + QStringLiteral(" never settles");
    QTest::qWait(45); // plots draw at most 25 times a second
    for (PlotCard* card : window.overview()->cards())
        if (const QString what = wrongIn(card->view()->spec()); !what.isEmpty())
            wrong.append(QStringLiteral("%1 on %2: %3").arg(card->objectName(), board, what));
    if (QApplication::activeModalWidget()) wrong.append(board + QStringLiteral(" asks"));
    if (window.grab().isNull()) wrong.append(board + QStringLiteral(" cannot be drawn"));
    return wrong.join(QLatin1Char('\n'));
}

} // namespace

class OddModelsTest : public QObject {
    Q_OBJECT

private slots:
    void everyBoardShowsOrTells_data()
    {
        QTest::addColumn<QList<int>>("shape");
        QTest::addColumn<std::vector<float>>("values");
        QTest::addColumn<int>("blocks");
        const std::size_t count = 16 * 32;
        std::vector<float> damaged = testValues(count, 4);
        damaged[40] = notANumber;
        damaged[77] = infinite;
        std::vector<float> small = testValues(count, 5);
        for (float& value : small)
            value *= 1e-42F; // below the least normal number
        QTest::newRow("one element") << QList<int>{1, 1} << std::vector<float>{1.5F} << 1;
        QTest::newRow("one row") << QList<int>{1, 512} << testValues(count, 3) << 1;
        QTest::newRow("a vector") << QList<int>{512} << testValues(count, 3) << 1;
        QTest::newRow("one layer") << QList<int>{16, 32} << testValues(count, 3) << 1;
        QTest::newRow("zeros") << QList<int>{16, 32} << std::vector<float>(count, 0.0F) << 2;
        QTest::newRow("constant") << QList<int>{16, 32} << std::vector<float>(count, 0.5F) << 2;
        QTest::newRow("damaged") << QList<int>{16, 32} << damaged << 2;
        QTest::newRow("no number") << QList<int>{16, 32} << std::vector<float>(count, notANumber) << 1;
        QTest::newRow("small") << QList<int>{16, 32} << small << 1;
    }

    void everyBoardShowsOrTells()
    {
        QFETCH(QList<int>, shape);
        QFETCH(std::vector<float>, values);
        QFETCH(int, blocks);
        QList<TestTensor> tensors;
        for (int block = 0; block < blocks; ++block)
            tensors.append({downOf(block), shape, values});
        WindowFixture at;
        QVERIFY(at.openAndSettle(writeSafetensors(at.path(QStringLiteral("odd.safetensors")), tensors)));
        QStringList wrong;
        for (const Board& board : boards())
            if (board.id != QLatin1String("toy")) // knows nothing of the model
                wrong.append(wrongOn(at.window(), board.id));
        wrong.removeAll(QString());
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void anEmptyTensorIsSaidToBeOne()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(
            writeSafetensors(at.path(QStringLiteral("empty.safetensors")), {{downOf(0), {0, 16}, {}}})));
        for (const Board& board : boards())
            if (board.id != QLatin1String("toy")) QCOMPARE(wrongOn(at.window(), board.id), QString());
    }

    void twentyThousandTensors()
    {
        QList<TestTensor> tensors;
        const std::vector<float> values = testValues(16, 1);
        for (int block = 0; block < 10000; ++block) {
            tensors.append({downOf(block), {4, 4}, values});
            tensors.append({QStringLiteral("model.layers.%1.input_layernorm.weight").arg(block), {4}, {1, 2, 3, 4}});
        }
        const QString path = writeSafetensors(QDir::tempPath() + QStringLiteral("/alidade_many.safetensors"), tensors);
        WindowFixture at;
        const QSignalSpy batches(&at.bench(), &Workbench::surveyAdvanced);
        at.window().openFile(path);
        QTRY_VERIFY_WITH_TIMEOUT(at.bench().model() != nullptr, 20000);
        QVERIFY(QFile::remove(path)); // it is open
        LayerPanel* panel = at.window().layerPanel();
        QCOMPARE(panel->table()->model()->rowCount(), 20000);
        panel->filterLine()->setText(QStringLiteral("down_proj layer:123-125"));
        QTRY_COMPARE(at.selection().filter(), QStringLiteral("down_proj layer:123-125"));
        QTRY_VERIFY(panel->table()->model()->rowCount() <= 4); // three, and the selected one

        for (QAction* action : at.window().findChildren<QAction*>())
            if (action->shortcut() == QKeySequence(QStringLiteral("Ctrl+K"))) action->trigger();
        CommandPalette* palette = at.window().commandPalette();
        QVERIFY(palette);
        palette->line()->setText(QStringLiteral("9876 down"));
        QVERIFY(palette->shown().value(0).contains(QLatin1String("9876")));
        QTest::keyClick(palette->line(), Qt::Key_Return);
        QTRY_COMPARE(at.selection().tensor(), downOf(9876));

        qsizetype told = 0;
        QTRY_VERIFY_WITH_TIMEOUT(!batches.isEmpty(), 20000);
        for (const QList<QVariant>& batch : batches)
            told += batch.at(1).toStringList().size();
        QVERIFY(told >= batches.size()); // in batches, never one signal without news
        at.bench().bridge().cancelAll();
        QVERIFY(at.settle());
    }

    void aFileThatIsRemovedWhileItIsOpen()
    {
        WindowFixture at;
        const QString path = at.writeModel();
        QVERIFY(at.openAndSettle(path));
        QVERIFY(QFile::remove(path));
        useAfterLoss(at);
    }

    void aFileThatIsCutWhileItIsOpen()
    {
        WindowFixture at;
        const QString path = at.writeModel();
        QVERIFY(at.openAndSettle(path));
        QVERIFY(QFile::resize(path, 900)); // in the middle of its header
        useAfterLoss(at);
    }

private:
    /// Another tensor, other coordinates, a figure; then the file is opened again.
    static void useAfterLoss(WindowFixture& at)
    {
        at.selection().setTensor(QStringLiteral("model.layers.2.self_attn.q_proj.weight"));
        at.selection().setSeed(77);
        QVERIFY(at.settle());
        for (const Board& board : boards())
            if (board.id != QLatin1String("toy")) QCOMPARE(wrongOn(at.window(), board.id), QString());
        at.window().overview()->setBoard(QStringLiteral("overview"));
        QVERIFY(at.settle());
        QTest::qWait(60);
        const PlotView* view = at.window().overview()->rateCard()->view();
        // What had been read before is known; what was not is missing by name.
        QVERIFY2(drawsSomething(view->spec()) ||
                     view->spec().emptyMessage.contains(QLatin1String("small.safetensors")),
                 qPrintable(view->spec().emptyMessage));
        const ExportOutcome figure = saveFigure(at.window().overview()->depthCard()->view()->visibleSpec(), {},
                                                FigureFormat::Svg, at.path(QStringLiteral("depth.svg")));
        QVERIFY2(figure.ok(), qPrintable(figure.error));
        const QString path = QString::fromStdString(at.bench().model()->path);
        at.window().openFile(path);
        QVERIFY(at.settle());
        QVERIFY(!QApplication::activeModalWidget());
        QVERIFY2(at.window().messageBar()->text().contains(QLatin1String("small.safetensors")),
                 qPrintable(at.window().messageBar()->text()));
    }
};

QTEST_MAIN(OddModelsTest)
#include "tst_odd_models.moc"
