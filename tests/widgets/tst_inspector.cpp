// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector: what it says of a model and a tensor, untrusted text, search, copying, and large metadata.
#include "tests/widgets/window_fixture.h"
#include "widgets/models/inspector_model.h"
#include "widgets/panels/inspector_panel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTreeView>

using namespace alidade;

namespace {

const Registries& registries()
{
    static const Registries all = builtinRegistries();
    return all;
}

TensorInfo tensor(const std::string& name, std::vector<std::uint64_t> shape, DType type)
{
    TensorInfo info;
    info.name = name;
    info.shape = std::move(shape);
    info.dtype = type;
    info.elements = 1;
    for (const std::uint64_t size : info.shape)
        info.elements *= size;
    info.bytes = storageBytes(type, info.elements).value_or(0);
    return info;
}

std::shared_ptr<CheckpointSummary> summary()
{
    auto made = std::make_shared<CheckpointSummary>();
    made->path = "/models/mixture.gguf";
    made->formatId = "gguf";
    made->layers.push_back(makeLayer(tensor("token_embd.weight", {100, 64}, DType::F16)));
    TensorInfo experts = tensor("blk.3.ffn_down_exps.weight", {8, 64, 32}, DType::Q8_0);
    experts.file = "mixture-00002-of-00003.gguf";
    made->layers.push_back(makeLayer(experts));
    made->layers.push_back(makeLayer(tensor("h.0.attn.c_attn.weight", {64, 192}, DType::F16)));
    made->metadata = {
        {"general.architecture", "llama"},
        {"tokenizer.chat_template", "{% for m in messages %}\n<b>{{ m }}</b>\x1b[31m{% endfor %}"},
        {"general.\xE2\x80\xAEname", "evil \xE2\x80\xAE"
                                     "fdp.exe"}};
    made->warnings = {"something is odd"};
    return made;
}

QModelIndex group(const InspectorModel& model, InspectorModel::Group which)
{
    return model.groupIndex(which);
}

/// "name: value" of every row of a group.
QStringList rows(const InspectorModel& model, InspectorModel::Group which)
{
    QStringList list;
    const QModelIndex parent = group(model, which);
    for (int row = 0; row < model.rowCount(parent); ++row)
        list.append(QStringLiteral("%1: %2").arg(
            model.index(row, InspectorModel::NameColumn, parent).data().toString(),
            model.index(row, InspectorModel::ValueColumn, parent).data().toString()));
    return list;
}

QString valueOf(const InspectorModel& model, InspectorModel::Group which, const QString& name)
{
    for (const QString& row : rows(model, which))
        if (row.startsWith(name + QStringLiteral(": "))) return row.mid(name.size() + 2);
    return {};
}

/// A number without what groups its digits.
QString digitsOf(QString text) { return text.remove(QRegularExpression(QStringLiteral("[^0-9]"))); }

bool hasControlOrBidi(const QString& text)
{
    for (const QChar c : text)
        if (c.unicode() < 0x20 || c.unicode() == 0x7f || (c.unicode() >= 0x202a && c.unicode() <= 0x202e))
            return true;
    return false;
}

/// Some text from the cells of a group, until the search in it is due.
bool settles(InspectorPanel* panel, int matches)
{
    const auto* model = qobject_cast<InspectorModel*>(panel->tree()->model());
    return QTest::qWaitFor([&] { return model->matchCount() == matches; }, 10000);
}

} // namespace

class InspectorTest : public QObject {
    Q_OBJECT

private slots:
    void describesTheModel()
    {
        InspectorModel model(registries());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setSummary(summary());
        QCOMPARE(model.rowCount(), 3);
        const auto fact = [&](const char* name) {
            return valueOf(model, InspectorModel::ModelGroup, QString::fromLatin1(name));
        };
        QCOMPARE(fact("Path"), QStringLiteral("/models/mixture.gguf"));
        QCOMPARE(fact("Format"), QStringLiteral("GGUF"));
        QCOMPARE(fact("Tensors"), QStringLiteral("3"));
        const quint64 elements = 100 * 64 + 8 * 64 * 32 + 64 * 192;
        QCOMPARE(digitsOf(fact("Parameters")), QString::number(elements));
        const quint64 bytes = 2 * (100 * 64 + 64 * 192) + 8 * 64 * 32 / 32 * 34;
        QVERIFY2(digitsOf(fact("Stored")).endsWith(QString::number(bytes)), qPrintable(fact("Stored")));
        QVERIFY(fact("Type F16").startsWith(QLatin1String("2 ")));
        QVERIFY(fact("Type Q8_0").startsWith(QLatin1String("1 ")));
        QCOMPARE(fact("Warning"), QStringLiteral("something is odd"));
        model.setSummary(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void describesTheTensor()
    {
        InspectorModel model(registries());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto made = summary();
        model.setSummary(made);
        QCOMPARE(model.rowCount(group(model, InspectorModel::TensorGroup)), 0);
        model.setTensor(&made->layers[1], {}, {});
        const auto fact = [&](const char* name) {
            return valueOf(model, InspectorModel::TensorGroup, QString::fromLatin1(name));
        };
        QCOMPARE(fact("Name"), QStringLiteral("blk.3.ffn_down_exps.weight"));
        QCOMPARE(fact("Role"), QStringLiteral("down_proj"));
        QCOMPARE(fact("Block"), QStringLiteral("3"));
        QCOMPARE(fact("Shape"), QStringLiteral("8 × 64 × 32 (stack of 8)"));
        QCOMPARE(fact("Type"), QStringLiteral("Q8_0"));
        QCOMPARE(fact("Bits per weight"), QStringLiteral("8.500"));
        QCOMPARE(fact("File"), QStringLiteral("mixture-00002-of-00003.gguf"));
        QVERIFY(fact("Stack").startsWith(QStringLiteral("8 matrices of 64 × 32")));
        QVERIFY2(fact("Stack").endsWith(QLatin1String("all 512 rows are shown")), qPrintable(fact("Stack")));
        QVERIFY(fact("Orientation").isEmpty() && fact("Not measurable").isEmpty());
        model.setTensor(&made->layers[1], 5, QStringLiteral("the file is cut"));
        QVERIFY(fact("Stack").endsWith(QLatin1String("matrix 5 is shown")));
        QCOMPARE(fact("Not measurable"), QStringLiteral("the file is cut"));
        model.setTensor(&made->layers[2], {}, {});
        QVERIFY(fact("Orientation").contains(QStringLiteral("input × output")));
        QVERIFY(fact("Stack").isEmpty() && fact("File").isEmpty());
        model.setTensor(nullptr, {}, {});
        QCOMPARE(model.rowCount(group(model, InspectorModel::TensorGroup)), 0);
    }

    void textOfTheFileIsShownAndNothingElse()
    {
        InspectorModel model(registries());
        model.setSummary(summary());
        const QModelIndex parent = group(model, InspectorModel::MetadataGroup);
        QCOMPARE(model.rowCount(parent), 3);
        for (int row = 0; row < 3; ++row)
            for (int column = 0; column < 2; ++column) {
                const QModelIndex cell = model.index(row, column, parent);
                QVERIFY2(!hasControlOrBidi(cell.data().toString()), qPrintable(cell.data().toString()));
                const QString tip = cell.data(Qt::ToolTipRole).toString();
                QVERIFY(!hasControlOrBidi(tip));
                QVERIFY2(!tip.contains(QLatin1String("<b>")), qPrintable(tip)); // not markup of the program
            }
        const QModelIndex chat = model.index(1, InspectorModel::ValueColumn, parent);
        QVERIFY(chat.data().toString().startsWith(
            QLatin1String("{% for m in messages %}\\u{a}<b>{{ m }}</b>\\u{1b}")));
        QVERIFY(chat.data(Qt::ToolTipRole).toString().contains(QLatin1String("&lt;b&gt;{{ m }}")));
        QCOMPARE(chat.data(InspectorModel::FullTextRole).toString(),
                 QStringLiteral("{% for m in messages %}\n<b>{{ m }}</b>\x1b[31m{% endfor %}"));
        QCOMPARE(model.index(2, InspectorModel::ValueColumn, parent).data().toString(),
                 QStringLiteral("evil \\u{202e}fdp.exe"));
    }

    void searchesNamesAndValues()
    {
        InspectorModel model(registries());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSummary(summary());
        QCOMPARE(model.matchCount(), 3);
        for (const auto& [text, matches] :
             {std::pair{"GENERAL", 2}, {"llama", 1}, {"endfor", 1}, {"nothing", 0}}) {
            model.setFilterText(QString::fromLatin1(text));
            QCOMPARE(model.matchCount(), matches);
            QCOMPARE(model.rowCount(group(model, InspectorModel::MetadataGroup)), matches);
        }
        QCOMPARE(group(model, InspectorModel::MetadataGroup).data().toString(),
                 QStringLiteral("Metadata (0 of 3)"));
        QVERIFY(model.rowCount(group(model, InspectorModel::ModelGroup)) > 5); // the facts stay
        model.setFilterText({});
        QCOMPARE(model.matchCount(), 3);
    }

    void largeMetadataIsLazy()
    {
        auto made = summary();
        made->metadata.clear();
        for (int i = 0; i < 100000; ++i)
            made->metadata.emplace_back("key." + std::to_string(i), "value " + std::to_string(i));
        made->metadata.emplace_back("long", std::string(65536, 'x') + "needle");
        InspectorModel model(registries());
        model.setSummary(made);
        QTreeView view;
        view.setUniformRowHeights(true);
        view.setModel(&model);
        view.resize(400, 600);
        view.show();
        view.expandAll();
        QCOMPARE(model.matchCount(), 100001);
        model.setFilterText(QStringLiteral("needle"));
        QCOMPARE(model.matchCount(), 1);
        const QModelIndex cell =
            model.index(0, InspectorModel::ValueColumn, group(model, InspectorModel::MetadataGroup));
        QVERIFY(cell.data().toString().size() <= 201); // cut, with an ellipsis
        QVERIFY(cell.data(Qt::ToolTipRole).toString().size() < 3000);
        QCOMPARE(cell.data(InspectorModel::FullTextRole).toString().size(), 65536 + 6);
        model.setFilterText(QStringLiteral("value 9999"));
        QCOMPARE(model.matchCount(), 11); // 9999 and 99990 to 99999
    }

    void theWindowShowsAndCopies()
    {
        WindowFixture at;
        InspectorPanel* panel = at.window().inspectorPanel();
        QVERIFY(!panel->findChild<QLabel*>(QStringLiteral("inspectorEmpty"))->text().isEmpty());
        QVERIFY(!panel->findChild<QLabel*>(QStringLiteral("inspectorEmpty"))->isHidden());
        QVERIFY(panel->tree()->isHidden());
        const QString path = writeSafetensors(at.path(QStringLiteral("m.safetensors")), smallModel(),
                                              {{QStringLiteral("author"), QStringLiteral("a\tb")},
                                               {QStringLiteral("format"), QStringLiteral("pt")}});
        QVERIFY(at.openAndSettle(path));
        auto* dock = at.window().findChild<QDockWidget*>(QStringLiteral("inspector"));
        QVERIFY(dock && dock->toggleViewAction()->isChecked());
        dock->raise();
        QTRY_VERIFY(panel->tree()->isVisible());
        const auto& model = *qobject_cast<InspectorModel*>(panel->tree()->model());
        QCOMPARE(rows(model, InspectorModel::MetadataGroup),
                 (QStringList{QStringLiteral("author: a\\u{9}b"), QStringLiteral("format: pt")}));
        QCOMPARE(valueOf(model, InspectorModel::TensorGroup, QStringLiteral("Name")),
                 at.selection().tensor());
        at.selection().setTensor(QStringLiteral("model.embed_tokens.weight"));
        QCOMPARE(valueOf(model, InspectorModel::TensorGroup, QStringLiteral("Role")),
                 QStringLiteral("embed"));
        panel->searchLine()->setText(QStringLiteral("AUTH"));
        QVERIFY(settles(panel, 1));
        panel->tree()->setFocus();
        panel->tree()->setCurrentIndex(model.index(0, 0, group(model, InspectorModel::MetadataGroup)));
        QCOMPARE(panel->copyRows(), 1);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("author\ta\\u{9}b\n"));
        QVERIFY(at.settle());
        at.bench().closeModel();
        QVERIFY(panel->tree()->isHidden());
    }

    void copyAndPaneKeysReachIt()
    {
        WindowFixture at;
        QVERIFY(at.openAndSettle(at.writeModel()));
        at.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&at.window()));
        InspectorPanel* panel = at.window().inspectorPanel();
        bool reached = false;
        for (int i = 0; i < 6 && !reached; ++i) {
            QTest::keyClick(&at.window(), Qt::Key_F6);
            reached = panel->tree()->hasFocus();
        }
        QVERIFY(reached);
        const QAbstractItemModel* model = panel->tree()->model();
        panel->tree()->setCurrentIndex(model->index(1, 0, model->index(0, 0)));
        QTest::keyClick(&at.window(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Format\tsafetensors\n"));
    }

    void everyFormatSpeaks_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("entry");
        const QString samples = qEnvironmentVariable("ALIDADE_SAMPLE_DATA");
        const QString tests = qEnvironmentVariable("ALIDADE_TEST_DATA");
        QTest::newRow("GGUF") << samples + QStringLiteral("/formats/tiny.gguf")
                              << QStringLiteral("tiny.words: [4 strings] north");
        QTest::newRow("Hugging Face folder")
            << samples + QStringLiteral("/kjv_llama") << QStringLiteral("hidden_size: 256");
        QTest::newRow("HDF5") << tests + QStringLiteral("/hostile/hdf5_good/layouts.h5")
                              << QStringLiteral("model_type: llama");
        QTest::newRow("safetensors") << samples + QStringLiteral("/formats/tiny.safetensors")
                                     << QStringLiteral("generator: sample_data");
    }

    void everyFormatSpeaks()
    {
        QFETCH(QString, file);
        QFETCH(QString, entry);
        WindowFixture at;
        at.window().openFile(file);
        QVERIFY(QTest::qWaitFor([&] { return at.bench().model() != nullptr; }, 20000));
        const auto& model = *qobject_cast<InspectorModel*>(at.window().inspectorPanel()->tree()->model());
        const QStringList entries = rows(model, InspectorModel::MetadataGroup);
        QVERIFY2(entries.join(QLatin1Char('\n')).contains(entry),
                 qPrintable(entries.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(InspectorTest)
#include "tst_inspector.moc"
