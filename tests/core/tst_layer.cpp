// SPDX-License-Identifier: GPL-3.0-or-later
// Roles, blocks and orientation from the tensor names of the model families and file formats.
#include "core/tensor/layer.h"

#include <QTest>

using namespace alidade;

namespace {

constexpr int noBlock = -1;

struct Named {
    const char* tensor;
    const char* role;
    int block;
};

// clang-format off
constexpr Named names[]{
    // Llama, Mistral and Qwen in Hugging Face names
    {"model.embed_tokens.weight", "embed", noBlock},
    {"model.layers.0.input_layernorm.weight", "attn_norm", 0},
    {"model.layers.3.self_attn.q_proj.weight", "q_proj", 3},
    {"model.layers.3.self_attn.q_proj.bias", "q_proj.bias", 3},
    {"model.layers.31.self_attn.k_proj.weight", "k_proj", 31},
    {"model.layers.31.self_attn.v_proj.weight", "v_proj", 31},
    {"model.layers.31.self_attn.o_proj.weight", "o_proj", 31},
    {"model.layers.3.self_attn.q_norm.weight", "q_norm", 3},
    {"model.layers.3.post_attention_layernorm.weight", "ffn_norm", 3},
    {"model.layers.3.mlp.gate_proj.weight", "gate_proj", 3},
    {"model.layers.3.mlp.up_proj.weight", "up_proj", 3},
    {"model.layers.3.mlp.down_proj.weight", "down_proj", 3},
    {"model.norm.weight", "norm", noBlock},
    {"lm_head.weight", "lm_head", noBlock},
    // Gemma
    {"language_model.model.layers.7.mlp.gate_proj.weight", "gate_proj", 7},
    {"model.layers.7.pre_feedforward_layernorm.weight", "pre_feedforward_layernorm", 7},
    {"model.layers.7.post_feedforward_layernorm.weight", "post_feedforward_layernorm", 7},
    {"language_model.model.embed_tokens.weight", "embed", noBlock},
    {"language_model.model.layers.11.self_attn.k_norm.weight", "k_norm", 11},
    {"language_model.model.norm.weight", "norm", noBlock},
    {"language_model.lm_head.weight", "lm_head", noBlock},
    // Mixtures of experts: Qwen, Mixtral, DeepSeek
    {"model.layers.3.mlp.gate.weight", "router", 3},
    {"model.layers.3.mlp.experts.3.gate_proj.weight", "gate_proj", 3},
    {"model.layers.3.mlp.experts.127.down_proj.weight", "down_proj", 3},
    {"model.layers.3.mlp.shared_expert.gate_proj.weight", "shared_expert.gate_proj", 3},
    {"model.layers.3.mlp.shared_experts.down_proj.weight", "shared_expert.down_proj", 3},
    {"model.layers.3.mlp.shared_expert_gate.weight", "shared_expert_gate", 3},
    {"model.layers.3.mlp.experts.gate_up_proj", "gate_up_proj", 3},
    {"model.layers.0.block_sparse_moe.gate.weight", "router", 0},
    {"model.layers.0.block_sparse_moe.experts.0.w1.weight", "gate_proj", 0},
    {"model.layers.0.block_sparse_moe.experts.7.w2.weight", "down_proj", 0},
    {"model.layers.0.block_sparse_moe.experts.7.w3.weight", "up_proj", 0},
    {"layers.0.feed_forward.experts.5.w2.weight", "down_proj", 0},
    // Phi
    {"model.layers.2.self_attn.qkv_proj.weight", "qkv_proj", 2},
    {"model.layers.2.mlp.gate_up_proj.weight", "gate_up_proj", 2},
    {"model.layers.2.self_attn.dense.weight", "o_proj", 2},
    {"model.layers.2.mlp.fc1.weight", "up_proj", 2},
    {"model.layers.2.mlp.fc2.bias", "down_proj.bias", 2},
    {"model.final_layernorm.weight", "norm", noBlock},
    {"transformer.embd.wte.weight", "embed", noBlock},
    {"transformer.h.5.mixer.Wqkv.weight", "qkv_proj", 5},
    {"transformer.h.5.mixer.out_proj.bias", "o_proj.bias", 5},
    {"lm_head.ln.weight", "norm", noBlock},
    {"lm_head.linear.weight", "lm_head", noBlock},
    // OPT
    {"model.decoder.layers.5.self_attn.out_proj.weight", "o_proj", 5},
    // The original files of Llama and Mistral
    {"tok_embeddings.weight", "embed", noBlock},
    {"layers.5.attention.wq.weight", "q_proj", 5},
    {"layers.5.attention.wk.weight", "k_proj", 5},
    {"layers.5.attention.wv.weight", "v_proj", 5},
    {"layers.5.attention.wo.weight", "o_proj", 5},
    {"layers.5.feed_forward.w1.weight", "gate_proj", 5},
    {"layers.5.feed_forward.w2.weight", "down_proj", 5},
    {"layers.5.feed_forward.w3.weight", "up_proj", 5},
    {"layers.5.attention_norm.weight", "attn_norm", 5},
    {"layers.5.ffn_norm.weight", "ffn_norm", 5},
    {"norm.weight", "norm", noBlock},
    {"output.weight", "lm_head", noBlock},
    // GGUF
    {"token_embd.weight", "embed", noBlock},
    {"blk.0.attn_norm.weight", "attn_norm", 0},
    {"blk.0.attn_q.weight", "q_proj", 0},
    {"blk.12.attn_k.weight", "k_proj", 12},
    {"blk.12.attn_k.bias", "k_proj.bias", 12},
    {"blk.12.attn_v.weight", "v_proj", 12},
    {"blk.12.attn_qkv.weight", "qkv_proj", 12},
    {"blk.12.attn_output.weight", "o_proj", 12},
    {"blk.12.attn_k_norm.weight", "k_norm", 12},
    {"blk.12.ffn_norm.weight", "ffn_norm", 12},
    {"blk.12.ffn_gate.weight", "gate_proj", 12},
    {"blk.12.ffn_up.weight", "up_proj", 12},
    {"blk.12.ffn_down.weight", "down_proj", 12},
    {"blk.12.ffn_gate_exps.weight", "gate_proj", 12},
    {"blk.12.ffn_up_exps.weight", "up_proj", 12},
    {"blk.12.ffn_down_exps.weight", "down_proj", 12},
    {"blk.12.ffn_down.3.weight", "down_proj", 12},
    {"blk.12.ffn_gate_inp.weight", "router", 12},
    {"blk.12.ffn_gate_shexp.weight", "shared_expert.gate_proj", 12},
    {"blk.12.post_attention_norm.weight", "post_attention_norm", 12},
    {"blk.12.post_ffw_norm.weight", "post_feedforward_layernorm", 12},
    {"rope_freqs.weight", "rope_freqs", noBlock},
    {"output_norm.weight", "norm", noBlock},
    // GPT-2
    {"transformer.wte.weight", "embed", noBlock},
    {"wpe.weight", "position_embed", noBlock},
    {"h.11.ln_1.weight", "attn_norm", 11},
    {"h.11.attn.c_attn.weight", "qkv_proj", 11},
    {"h.11.attn.c_attn.bias", "qkv_proj.bias", 11},
    {"transformer.h.11.attn.c_proj.weight", "o_proj", 11},
    {"h.11.ln_2.bias", "ffn_norm.bias", 11},
    {"h.11.mlp.c_fc.weight", "up_proj", 11},
    {"h.11.mlp.c_proj.weight", "down_proj", 11},
    {"ln_f.weight", "norm", noBlock},
    // GPT-NeoX
    {"gpt_neox.embed_in.weight", "embed", noBlock},
    {"gpt_neox.layers.4.attention.query_key_value.weight", "qkv_proj", 4},
    {"gpt_neox.layers.4.attention.dense.weight", "o_proj", 4},
    {"gpt_neox.layers.4.mlp.dense_h_to_4h.weight", "up_proj", 4},
    {"gpt_neox.layers.4.mlp.dense_4h_to_h.weight", "down_proj", 4},
    {"gpt_neox.final_layer_norm.weight", "norm", noBlock},
    {"embed_out.weight", "lm_head", noBlock},
    // BERT
    {"bert.embeddings.word_embeddings.weight", "embed", noBlock},
    {"bert.embeddings.position_embeddings.weight", "position_embed", noBlock},
    {"bert.embeddings.token_type_embeddings.weight", "token_type_embed", noBlock},
    {"bert.embeddings.LayerNorm.weight", "embed_norm", noBlock},
    {"bert.encoder.layer.9.attention.output.LayerNorm.gamma", "attn_norm", 9},
    {"bert.encoder.layer.9.output.LayerNorm.beta", "ffn_norm.bias", 9},
    {"bert.encoder.layer.9.attention.self.query.weight", "q_proj", 9},
    {"encoder.layer.9.attention.self.key.bias", "k_proj.bias", 9},
    {"encoder.layer.9.attention.self.value.weight", "v_proj", 9},
    {"encoder.layer.9.attention.output.dense.weight", "o_proj", 9},
    {"encoder.layer.9.attention.output.LayerNorm.weight", "attn_norm", 9},
    {"encoder.layer.9.intermediate.dense.weight", "up_proj", 9},
    {"encoder.layer.9.output.dense.weight", "down_proj", 9},
    {"encoder.layer.9.output.LayerNorm.bias", "ffn_norm.bias", 9},
    {"cls.predictions.decoder.weight", "lm_head", noBlock},
    // HDF5 paths and names of no family
    {"model/layers/6/mlp/up_proj/weight", "up_proj", 6},
    {"my_attn_q.weight", "my_attn_q", noBlock},
    {"decoder.output.weight", "output", noBlock},
    {"blk.x.attn_q.weight", "q_proj", noBlock},
    {"blk.-1.attn_q.weight", "q_proj", noBlock},
    {"beta", "beta", noBlock},
    {"experts.x.down_proj.weight", "down_proj", noBlock},
    {"blk.99999999999.attn_q.weight", "q_proj", noBlock},
    {"weight", "weight", noBlock},
    {"bias", "bias.bias", noBlock},
    {"", "", noBlock},
    {"...", "", noBlock},
};
// clang-format on

TensorInfo tensor(const char* name, std::vector<std::uint64_t> shape)
{
    TensorInfo info;
    info.name = name;
    info.shape = std::move(shape);
    info.elements = 1;
    for (const std::uint64_t dimension : info.shape)
        info.elements *= dimension;
    return info;
}

} // namespace

class TestLayer : public QObject {
    Q_OBJECT

private slots:
    void readsRoleAndBlock_data();
    void readsRoleAndBlock();
    void knowsTransposedMatrices_data();
    void knowsTransposedMatrices();
    void countsExperts();
    void shapesVectorsScalarsAndStacks();
    void namesLayersShortly();
};

void TestLayer::readsRoleAndBlock_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<int>("block");
    for (const Named& name : names)
        QTest::newRow(*name.tensor ? name.tensor : "empty name")
            << QString::fromLatin1(name.role) << name.block;
}

void TestLayer::readsRoleAndBlock()
{
    QFETCH(const QString, role);
    QFETCH(const int, block);
    const std::string_view tag = QTest::currentDataTag();
    const LayerName name = parseLayerName(tag == "empty name" ? std::string_view() : tag);
    QCOMPARE(QString::fromStdString(name.role), role);
    QCOMPARE(name.block.value_or(noBlock), block);
}

void TestLayer::knowsTransposedMatrices_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("cols");
    QTest::addColumn<bool>("transposed");
    const auto row = [](const char* what, const char* name, int rows, int cols, bool transposed) {
        QTest::newRow(what) << QString::fromLatin1(name) << rows << cols << transposed;
    };
    row("GPT-2 qkv", "h.0.attn.c_attn.weight", 768, 2304, true);
    row("GPT-2 o", "h.0.attn.c_proj.weight", 768, 768, true);
    row("GPT-2 up", "transformer.h.0.mlp.c_fc.weight", 768, 3072, true);
    row("GPT-2 down", "h.0.mlp.c_proj.weight", 3072, 768, true);
    row("a linear layer of this name: qkv", "transformer.h.0.attn.c_attn.weight", 2304, 768, false);
    row("a linear layer of this name: up", "transformer.h.0.mlp.c_fc.weight", 3072, 768, false);
    row("a linear layer of this name: down", "transformer.h.0.mlp.c_proj.weight", 768, 3072, false);
    row("GPT-2 in GGUF", "blk.0.attn_qkv.weight", 2304, 768, false);
    row("GPT-2 embedding", "wte.weight", 50257, 768, false);
    row("Llama", "model.layers.0.mlp.up_proj.weight", 688, 256, false);
    row("BERT", "encoder.layer.0.output.dense.weight", 768, 3072, false);
}

void TestLayer::knowsTransposedMatrices()
{
    QFETCH(const QString, name);
    QFETCH(const int, rows);
    QFETCH(const int, cols);
    const Layer layer = makeLayer(
        tensor(qPrintable(name), {static_cast<std::uint64_t>(rows), static_cast<std::uint64_t>(cols)}));
    QTEST(layer.transposed, "transposed");
    QCOMPARE(layer.rows, static_cast<std::uint64_t>(rows)); // as stored, whatever it means
    QCOMPARE(layer.cols, static_cast<std::uint64_t>(cols));
}

void TestLayer::countsExperts()
{
    QCOMPARE(parseLayerName("model.layers.2.mlp.experts.63.up_proj.weight").expert, std::optional(63));
    QCOMPARE(parseLayerName("model.layers.2.block_sparse_moe.experts.0.w1.weight").expert, std::optional(0));
    QCOMPARE(parseLayerName("blk.2.ffn_gate.5.weight").expert, std::optional(5));
    QVERIFY(!parseLayerName("blk.2.ffn_gate.weight").expert);
    QVERIFY(!parseLayerName("blk.2.ffn_gate_exps.weight").expert);
    QVERIFY(!parseLayerName("model.layers.2.mlp.shared_expert.up_proj.weight").expert);
    QVERIFY(!parseLayerName("model.layers.2.mlp.experts.up_proj").expert);
}

void TestLayer::shapesVectorsScalarsAndStacks()
{
    const auto shapeOf = [](std::vector<std::uint64_t> shape) {
        const Layer layer = makeLayer(tensor("x", std::move(shape)));
        return std::pair(layer.rows, layer.cols);
    };
    using Shape = std::pair<std::uint64_t, std::uint64_t>;
    QCOMPARE(shapeOf({}), Shape(1, 1));
    QCOMPARE(shapeOf({7}), Shape(1, 7));
    QCOMPARE(shapeOf({3, 5, 7}), Shape(15, 7));
    QCOMPARE(shapeOf({0, 4}), Shape(0, 4));
    QCOMPARE(shapeOf({4, 0}), Shape(0, 0));
    struct Stack {
        std::vector<std::uint64_t> shape;
        std::uint64_t matrices;
        std::uint64_t matrixRows;
        const char* text;
    };
    const Stack stacks[]{{{}, 1, 1, "scalar"},
                         {{7}, 1, 1, "7"},
                         {{5, 7}, 1, 5, "5 x 7"},
                         {{1, 5, 7}, 1, 5, "1 x 5 x 7"},
                         {{3, 5, 7}, 3, 5, "3 x 5 x 7 (stack of 3)"},
                         {{2, 3, 5, 7}, 6, 5, "2 x 3 x 5 x 7 (stack of 6)"},
                         {{3, 0, 7}, 1, 0, "3 x 0 x 7"},
                         {{3, 5, 0}, 1, 0, "3 x 5 x 0"}};
    for (const Stack& stack : stacks) {
        const Layer layer = makeLayer(tensor("x", stack.shape));
        QCOMPARE(layer.matrices, stack.matrices);
        QCOMPARE(layer.matrixRows(), stack.matrixRows);
        QCOMPARE(layer.isStack(), stack.matrices > 1);
        QCOMPARE(shapeText(layer), std::string(stack.text));
    }
    QVERIFY(!makeLayer(tensor("h.0.attn.c_attn.bias", {2304})).transposed);
    QVERIFY(!makeLayer(tensor("h.0.attn.c_attn.weight", {2304})).transposed);
}

void TestLayer::namesLayersShortly()
{
    QCOMPARE(makeLayer(tensor("blk.3.ffn_down.weight", {2, 2})).shortName(), std::string("L03 down_proj"));
    QCOMPARE(makeLayer(tensor("layers.3.feed_forward.experts.5.w2.weight", {2, 2})).shortName(),
             std::string("L03 down_proj #5"));
    QCOMPARE(makeLayer(tensor("output.weight", {2, 2})).shortName(), std::string("output.weight"));
}

QTEST_APPLESS_MAIN(TestLayer)
#include "tst_layer.moc"
