// SPDX-License-Identifier: GPL-3.0-or-later
// The size of attention heads from the metadata of Hugging Face and GGUF files.
#include "core/tensor/attention_heads.h"

#include <QtTest>

using namespace alidade;

namespace {

using Metadata = std::vector<std::pair<std::string, std::string>>;

Layer layerOf(const std::string& name, std::uint64_t rows, std::uint64_t columns)
{
    TensorInfo tensor;
    tensor.name = name;
    tensor.shape = {rows, columns};
    tensor.elements = rows * columns;
    return makeLayer(tensor);
}

std::string attention(const char* role)
{
    return std::string("model.layers.3.self_attn.") + role + ".weight";
}

const Metadata llama{{"hidden_size", "2048"}, {"num_attention_heads", "32"}, {"num_key_value_heads", "4"}};
const Metadata gemma{{"hidden_size", "3072"}, {"num_attention_heads", "16"}, {"head_dim", "256"}};
const Metadata gguf{{"general.architecture", "llama"},
                    {"llama.embedding_length", "2048"},
                    {"llama.attention.head_count", "32"}};
const Metadata ggufLengths{{"llama.attention.key_length", "96"},
                           {"llama.attention.value_length", "128"},
                           {"general.architecture", "llama"},
                           {"llama.embedding_length", "2048"},
                           {"llama.attention.head_count", "32"}};

} // namespace

class TestAttentionHeads : public QObject {
    Q_OBJECT

private slots:
    void roles_data();
    void roles();
    void configurations_data();
    void configurations();
    void damagedNumbers_data();
    void damagedNumbers();
    void storedTransposed();
};

void TestAttentionHeads::roles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<quint64>("rows");
    QTest::addColumn<quint64>("columns");
    for (const char* role : {"q_proj", "k_proj", "v_proj", "qkv_proj"})
        QTest::newRow(role) << QString::fromStdString(attention(role)) << quint64{64} << quint64{0};
    QTest::newRow("o_proj") << QString::fromStdString(attention("o_proj")) << quint64{0} << quint64{64};
    QTest::newRow("gguf q") << QStringLiteral("blk.3.attn_q.weight") << quint64{64} << quint64{0};
    QTest::newRow("gguf o") << QStringLiteral("blk.3.attn_output.weight") << quint64{0} << quint64{64};
    for (const char* name : {"model.layers.0.mlp.down_proj.weight", "model.embed_tokens.weight",
                             "lm_head.weight", "model.layers.0.self_attn.q_norm.weight"})
        QTest::newRow(name) << QString::fromLatin1(name) << quint64{0} << quint64{0};
}

void TestAttentionHeads::roles()
{
    QFETCH(QString, name);
    QFETCH(quint64, rows);
    QFETCH(quint64, columns);
    QCOMPARE(headSizes(layerOf(name.toStdString(), 2048, 2048), llama), (HeadSizes{rows, columns}));
}

void TestAttentionHeads::configurations_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("role");
    QTest::addColumn<quint64>("size");
    QTest::newRow("divided") << 0 << QStringLiteral("q_proj") << quint64{64};
    QTest::newRow("head_dim wins") << 1 << QStringLiteral("q_proj") << quint64{256};
    QTest::newRow("gguf divided") << 2 << QStringLiteral("q_proj") << quint64{64};
    QTest::newRow("gguf keys") << 3 << QStringLiteral("k_proj") << quint64{96};
    QTest::newRow("gguf values") << 3 << QStringLiteral("v_proj") << quint64{128};
    QTest::newRow("nothing known") << 4 << QStringLiteral("q_proj") << quint64{0};
}

void TestAttentionHeads::configurations()
{
    QFETCH(int, which);
    QFETCH(QString, role);
    QFETCH(quint64, size);
    const std::array<Metadata, 5> all{llama, gemma, gguf, ggufLengths, Metadata{}};
    const Layer layer =
        layerOf(attention(role.toUtf8().constData()), 768 * 4, 2048); // every size divides the rows
    QCOMPARE(headSizes(layer, all[static_cast<std::size_t>(which)]).rows, size);
}

void TestAttentionHeads::damagedNumbers_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"0", "-64", "64.0", "", "sixty-four", "64 ", "99999999999999999999999", "48"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

// No number, or one that does not divide the axis: unknown, never an error.
void TestAttentionHeads::damagedNumbers()
{
    QFETCH(QString, text);
    const Metadata metadata{{"head_dim", text.toStdString()}};
    QCOMPARE(headSizes(layerOf(attention("q_proj"), 256, 256), metadata), HeadSizes{});
}

// GPT-2 keeps its matrices in x out: the heads of the output axis lie along the columns.
void TestAttentionHeads::storedTransposed()
{
    const Metadata metadata{{"head_dim", "64"}};
    const Layer fused = layerOf("h.0.attn.c_attn.weight", 768, 2304);
    QVERIFY(fused.transposed);
    QCOMPARE(headSizes(fused, metadata), (HeadSizes{0, 64}));
}

QTEST_APPLESS_MAIN(TestAttentionHeads)
#include "tst_attention_heads.moc"
