// SPDX-License-Identifier: GPL-3.0-or-later
// Opening folders by dialog, drop and path, the menu of the local cache, stacks of matrices in the window,
// and files with a tensor that cannot be read.
#include "tests/widgets/window_fixture.h"
#include "widgets/models/layer_table_model.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/local_models_menu.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/recent_files.h"
#include "widgets/panels/stack_bar.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"

#include <QApplication>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QSpinBox>
#include <QTableView>

using namespace alidade;

namespace {

QString sample(const QString& name)
{
    return qEnvironmentVariable("ALIDADE_SAMPLE_DATA") + QLatin1Char('/') + name;
}

QAction* actionNamed(const MainWindow& window, const QString& text)
{
    for (QAction* action : window.findChildren<QAction*>())
        if (QString(action->text()).remove(QLatin1Char('&')) == text) return action;
    return nullptr;
}

/// Sets an environment variable and puts it back.
class Environment {
public:
    Environment(const char* name, const QString& value) : m_name(name), m_before(qgetenv(name))
    {
        qputenv(name, value.toLocal8Bit());
    }
    ~Environment()
    {
        if (m_before.isNull())
            qunsetenv(m_name);
        else
            qputenv(m_name, m_before);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* m_name;
    QByteArray m_before;
};

/// The menu as it is when its answer has come.
QStringList shownEntries(MainWindow& window)
{
    auto* menu = window.findChild<LocalModelsMenu*>();
    emit menu->aboutToShow();
    QStringList entries;
    if (!QTest::qWaitFor(
            [&] { return !menu->actions().first()->text().startsWith(QLatin1String("Looking")); }, 20000))
        return entries;
    for (const QAction* action : menu->actions())
        entries.append(action->text());
    return entries;
}

/// A snapshot as the Hugging Face tools leave it.
void addSnapshot(const QString& hub, const QString& name, const QString& revision, bool isMain)
{
    const QString folder = hub + QStringLiteral("/models--") + name;
    const QString snapshot = folder + QStringLiteral("/snapshots/") + revision;
    QVERIFY(QDir().mkpath(snapshot));
    QVERIFY(QDir().mkpath(folder + QStringLiteral("/refs")));
    writeSafetensors(snapshot + QStringLiteral("/model.safetensors"), smallModel());
    if (!isMain) return;
    QFile ref(folder + QStringLiteral("/refs/main"));
    QVERIFY(ref.open(QIODevice::WriteOnly));
    ref.write(revision.toLatin1());
}

/// Three matrices of 16 x 32 in one tensor per block; the second one holds an outlier.
QString writeStacks(const QString& path)
{
    QList<TestTensor> tensors;
    for (int block = 0; block < 2; ++block) {
        std::vector<float> values = testValues(3 * 16 * 32, static_cast<std::uint32_t>(block + 1));
        values[16 * 32 + 5] = 30.0F;
        tensors.append({QStringLiteral("blk.%1.ffn_down_exps.weight").arg(block), {3, 16, 32}, values});
    }
    tensors.append({QStringLiteral("output.weight"), {16, 32}, testValues(16 * 32, 9)});
    return writeSafetensors(path, tensors);
}

const AnalysisResult* shownResult(WindowFixture& at)
{
    return at.bench().results(at.selection().chipIndex(QStringLiteral("original"))).result(Part::Statistics);
}

/// The sample in HDF5 with one of its compressed chunks damaged.
QString writeDamagedHdf5(const QString& path)
{
    QFile source(sample(QStringLiteral("formats/tiny.h5")));
    if (!source.open(QIODevice::ReadOnly)) return {};
    QByteArray bytes = source.readAll();
    const qsizetype chunk = bytes.indexOf("\x78\x9c"); // the first deflate stream: model/chunked/matrix_f32
    for (qsizetype i = chunk + 12; i < chunk + 40; ++i)
        bytes[i] = '\0';
    QFile file(path);
    if (chunk < 0 || !file.open(QIODevice::WriteOnly)) return {};
    file.write(bytes);
    return path;
}

} // namespace

class OpenAnythingTest : public QObject {
    Q_OBJECT

private slots:
    void opensAFolderByDialog()
    {
        WindowFixture at;
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        actionNamed(at.window(), QStringLiteral("Open folder …"))->trigger();
        auto* dialog = at.window().findChild<QFileDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->fileMode(), QFileDialog::Directory);
        emit dialog->fileSelected(sample(QStringLiteral("kjv_llama")));
        dialog->close();
        QVERIFY(QTest::qWaitFor([&] { return at.bench().model() != nullptr; }, 20000));
        QCOMPARE(at.bench().model()->formatId, std::string("hf-folder"));
        QVERIFY(at.window().windowTitle().startsWith(QStringLiteral("kjv_llama")));
    }

    void opensAFolderByDropAndWithASlash()
    {
        WindowFixture at;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(sample(QStringLiteral("kjv_llama")) + QLatin1Char('/'))});
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&at.window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&at.window(), &drop);
        QVERIFY(QTest::qWaitFor([&] { return at.bench().model() != nullptr; }, 20000));
        QVERIFY(at.window().windowTitle().startsWith(QStringLiteral("kjv_llama (")));
        QCOMPARE(at.settings().value(QStringLiteral("recentFiles")).toStringList().value(0),
                 sample(QStringLiteral("kjv_llama")));
    }

    void opensEverySampleFormat_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"tiny.safetensors", "tiny.gguf", "tiny_blocks.gguf", "tiny.h5", "tiny.npy", "tiny.npz"})
            QTest::newRow(name) << QStringLiteral("formats/") + QString::fromLatin1(name);
    }

    void opensEverySampleFormat()
    {
        QFETCH(QString, name);
        WindowFixture at;
        QVERIFY(at.openAndSettle(sample(name)));
        QVERIFY(!at.bench().model()->layers.empty());
        QVERIFY(!QApplication::activeModalWidget());
    }

    void anEmptyCacheSaysWhereItLooked()
    {
        const QTemporaryDir hub;
        const Environment environment("HF_HUB_CACHE", hub.path());
        WindowFixture at;
        const QStringList entries = shownEntries(at.window());
        QCOMPARE(entries.size(), 1);
        const QAction* entry = at.window().findChild<LocalModelsMenu*>()->actions().first();
        QVERIFY(!entry->isEnabled());
        QVERIFY2(entry->toolTip().contains(hub.path()), qPrintable(entry->toolTip()));
    }

    void opensFromTheLocalCache()
    {
        const QTemporaryDir hub;
        const QString revision = QStringLiteral("0123456789abcdef0123456789abcdef01234567");
        const QString other = QStringLiteral("fedcba9876543210fedcba9876543210fedcba98");
        addSnapshot(hub.path(), QStringLiteral("org--one"), revision, true);
        addSnapshot(hub.path(), QStringLiteral("org--two&three"), revision, true);
        addSnapshot(hub.path(), QStringLiteral("org--two&three"), other, false);
        const Environment environment("HF_HUB_CACHE", hub.path());
        WindowFixture at;
        const QStringList entries = shownEntries(at.window());
        QCOMPARE(entries.size(), 3);
        QVERIFY2(entries.at(0).startsWith(QStringLiteral("org/one — ")), qPrintable(entries.at(0)));
        QVERIFY2(entries.at(1).startsWith(QStringLiteral("org/two&&three @ 0123456 (main) — ")),
                 qPrintable(entries.at(1)));
        QVERIFY2(entries.at(2).startsWith(QStringLiteral("org/two&&three @ fedcba9 — ")),
                 qPrintable(entries.at(2)));
        at.window().findChild<LocalModelsMenu*>()->actions().at(2)->trigger();
        QVERIFY(QTest::qWaitFor([&] { return at.bench().model() != nullptr; }, 20000));
        QCOMPARE(at.bench().model()->formatId, std::string("hf-folder"));
        QVERIFY2(at.window().windowTitle().startsWith(QStringLiteral("org/two&three (fedcba9)")),
                 qPrintable(at.window().windowTitle()));
        QVERIFY(at.settle());
    }

    void captionsNameTheModel()
    {
        const auto name = [](const char* path) { return captionOf(QString::fromLatin1(path)).name; };
        QCOMPARE(name("/a/b/model.gguf"), QStringLiteral("model.gguf"));
        QCOMPARE(captionOf(QStringLiteral("/a/b/model.gguf")).place, QStringLiteral("b"));
        QCOMPARE(name("/a/hub/models--org--m-8B/snapshots/abcdefghij"), QStringLiteral("org/m-8B"));
        QCOMPARE(name("/a/hub/models--org--m-8B/snapshots/abcdefghij/x.safetensors"),
                 QStringLiteral("org/m-8B/x.safetensors"));
        QCOMPARE(captionOf(QStringLiteral("/a/hub/models--org--m/snapshots/abcdefghij")).place,
                 QStringLiteral("abcdefg"));
        QCOMPARE(name("/"), QStringLiteral("/"));
    }

    void aStackIsShownMatrixByMatrix()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(writeStacks(at.path(QStringLiteral("stacks.safetensors")))));
        QCOMPARE(at.selection().tensor(), QStringLiteral("blk.0.ffn_down_exps.weight"));
        const StackBar* bar = at.window().layerPanel()->stackBar();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->box()->text(), QStringLiteral("all"));
        QCOMPARE(shownResult(at)->rows, std::uint64_t{48});
        const QModelIndex shape =
            at.window().layerPanel()->table()->model()->index(0, LayerTableModel::ShapeColumn);
        QCOMPARE(shape.data().toString(), QStringLiteral("3 × 16×32"));
        QVERIFY(shape.data(Qt::ToolTipRole).toString().contains(QStringLiteral("3 × 16×32 (stack of 3)")));

        bar->box()->setValue(1);
        QVERIFY(at.settle());
        QCOMPARE(at.bench().selectedMatrix(), std::optional<std::uint64_t>(1));
        QCOMPARE(shownResult(at)->rows, std::uint64_t{16});
        QVERIFY(shownResult(at)->metrics.at("linf") == 30.0);
        QVERIFY(at.window().overview()->rateCard()->view()->spec().emptyMessage.isEmpty() ||
                !at.window().overview()->rateCard()->view()->spec().series.isEmpty());
        QCOMPARE(at.bench().selectedName(), QStringLiteral("L00 down_proj [1]"));
        QTRY_VERIFY(at.window().overview()->distributionCard()->view()->recipe().contains(
            QLatin1String("--matrix 1 ")));

        actionNamed(at.window(), QStringLiteral("Next matrix of the stack"))->trigger();
        QVERIFY(at.settle());
        QCOMPARE(at.bench().selectedMatrix(), std::optional<std::uint64_t>(2));
        QVERIFY(shownResult(at)->metrics.at("linf") < 3.0);
        actionNamed(at.window(), QStringLiteral("Next matrix of the stack"))->trigger(); // there is no fourth
        QCOMPARE(at.bench().selectedMatrix(), std::optional<std::uint64_t>(2));

        at.selection().setTensor(QStringLiteral("output.weight")); // no stack
        QVERIFY(!bar->isVisible());
        QVERIFY(!at.bench().selectedMatrix());
        at.selection().setTensor(QStringLiteral("blk.1.ffn_down_exps.weight")); // the same expert elsewhere
        QCOMPARE(bar->box()->value(), 2);
        bar->box()->setValue(-1);
        QVERIFY(at.settle());
        QCOMPARE(shownResult(at)->rows, std::uint64_t{48});
    }

    void theMatrixCanBeTyped()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(writeStacks(at.path(QStringLiteral("stacks.safetensors")))));
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        QSpinBox* box = at.window().layerPanel()->stackBar()->box();
        box->setFocus();
        box->selectAll();
        const int active = at.selection().activeChip();
        QTest::keyClicks(box, QStringLiteral("2"));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(at.selection().matrix(), std::optional<quint64>(2));
        QCOMPARE(at.selection().activeChip(), active); // the digit was no shortcut
        QVERIFY(at.settle());
    }

    void anUnreadableTensorIsMarkedAndTheRestUsable()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(writeDamagedHdf5(at.path(QStringLiteral("damaged.h5")))));
        QTest::qWait(200); // the last answers come in batches
        QVERIFY(!QApplication::activeModalWidget());
        const std::string damaged = "model/chunked/matrix_f32";
        QVERIFY(!at.bench().unreadable(damaged).isEmpty());
        const auto* panel = at.window().layerPanel();
        const QAbstractItemModel* table = panel->table()->model();
        int marked = 0;
        int measured = 0;
        for (int row = 0; row < table->rowCount(); ++row) {
            const QModelIndex cell = table->index(row, LayerTableModel::TensorColumn);
            const bool isMarked = !cell.data(Qt::DecorationRole).isNull();
            const QString name = cell.data(LayerTableModel::NameRole).toString();
            QCOMPARE(isMarked, !at.bench().unreadable(name.toStdString()).isEmpty());
            if (name.toStdString() == damaged) {
                QVERIFY(isMarked);
                QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(QLatin1String("Cannot be measured")));
                QVERIFY(!cell.data(Qt::AccessibleDescriptionRole).toString().isEmpty());
                for (int column = LayerTableModel::FixedColumnCount; column < table->columnCount(); ++column)
                    QCOMPARE(table->index(row, column).data().toString(), QStringLiteral("–"));
            }
            marked += isMarked ? 1 : 0;
            measured +=
                table->index(row, table->columnCount() - 1).data().toString() != QStringLiteral("·") ? 1 : 0;
        }
        QVERIFY2(marked < table->rowCount() / 2, qPrintable(QString::number(marked)));
        QCOMPARE(measured, table->rowCount()); // nothing waits for ever

        at.selection().setTensor(QString::fromStdString(damaged));
        QVERIFY(at.settle());
        QTest::qWait(200);
        QVERIFY(!QApplication::activeModalWidget());
        for (PlotCard* card :
             {at.window().overview()->distributionCard(), at.window().overview()->rateCard()})
            QVERIFY2(card->view()->spec().emptyMessage.contains(QLatin1String("damaged.h5")),
                     qPrintable(card->view()->spec().emptyMessage));
        at.selection().setTensor(QStringLiteral("model/contiguous/matrix_f32"));
        QVERIFY(at.settle());
        QCOMPARE(shownResult(at)->rows, std::uint64_t{24});
    }
};

QTEST_MAIN(OpenAnythingTest)
#include "tst_open_anything.moc"
