// SPDX-License-Identifier: GPL-3.0-or-later
// The function of the model against what its training script computed in PyTorch, and against properties that any such
// function has.
#include "core/base/error.h"
#include "core/operators/llama.h"
#include "core/registry/registries.h"
#include "tests/support/gguf_testing.h"
#include "tests/support/reference_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <bit>
#include <memory>

using namespace alidade;
using namespace alidade::test;

namespace {

const Registries& registries()
{
    static const Registries all = builtinRegistries();
    return all;
}

std::shared_ptr<const Checkpoint> open(const std::string& path)
{
    return openCheckpoint(path, registries().checkpointFormats);
}

Llama openModel(const std::string& path)
{
    const auto checkpoint = open(path);
    const ModelConfig config = readModelConfig(*checkpoint);
    return {config, std::make_shared<CheckpointWeights>(checkpoint, config)};
}

/// A tensor of reference.npz.
Matrix stored(const std::string& name)
{
    const auto checkpoint = open(samplePath("kjv_llama/reference.npz"));
    return checkpoint->readMatrix(checkpoint->find(name), JobContext());
}

/// The first window of the test text without its last token, which nothing follows.
TokenWindows referenceTokens()
{
    return stored("tokens").leftCols(256).cast<std::int32_t>();
}

/// Rows of a head in the order that GGUF files of the Llama family have: entries that turn together side by side.
Matrix interleaved(const Matrix& weights, Index heads)
{
    Matrix result(weights.rows(), weights.cols());
    const Index size = weights.rows() / heads;
    for (Index head = 0; head < heads; ++head)
        for (Index i = 0; i < size; ++i)
            result.row(head * size + i) = weights.row(head * size + (i % 2) * size / 2 + i / 2);
    return result;
}

/// The sample model as llama.cpp's converter writes it.
QByteArray sampleAsGguf()
{
    using Numbers = std::vector<std::pair<std::string, std::uint32_t>>;
    constexpr std::uint32_t u32Type = 4;
    constexpr std::uint32_t f32Type = 6;
    constexpr std::uint32_t stringType = 8;
    const auto checkpoint = open(samplePath("kjv_llama"));
    const CheckpointWeights weights(checkpoint, readModelConfig(*checkpoint));
    const Numbers numbers{{"block_count", 6},          {"embedding_length", 256},       {"feed_forward_length", 688},
                          {"attention.head_count", 8}, {"attention.head_count_kv", 4}, {"context_length", 256}};
    testing::GgufBytes file;
    file.head(weights.parameters().size(), numbers.size() + 3);
    file.key("general.architecture", stringType).string("llama");
    for (const auto& [key, value] : numbers) file.key("llama." + key, u32Type).u32(value);
    file.key("llama.attention.layer_norm_rms_epsilon", f32Type).u32(std::bit_cast<std::uint32_t>(1e-5F));
    file.key("llama.rope.freq_base", f32Type).u32(std::bit_cast<std::uint32_t>(10000.0F));
    testing::GgufBytes data;
    for (const ParameterId& id : weights.parameters()) {
        Matrix values = *weights.load(id, JobContext());
        if (id.place == Place::Query) values = interleaved(values, 8);
        if (id.place == Place::Key) values = interleaved(values, 4);
        const auto columns = static_cast<std::uint64_t>(values.cols());
        const auto offset = static_cast<std::uint64_t>(data.data.size());
        if (values.rows() == 1) file.tensor(ggufName(id), {columns}, 0, offset);
        else file.tensor(ggufName(id), {columns, static_cast<std::uint64_t>(values.rows())}, 0, offset);
        data.data.append(reinterpret_cast<const char*>(values.data()), 4 * values.size());
        data.pad();
    }
    return file.pad().data + data.data;
}

} // namespace

class TestLlama : public QObject {
    Q_OBJECT

private slots:
    void readsTheConfiguration();
    void logitsAreThoseOfTheTrainingScript();
    void logitsKnowNothingOfLaterTokens();
    void windowsKnowNothingOfEachOther();
    void longWindowsAreTiled();
    void slidingWindowForgets();
    void twinHasTheSameLogits();
    void ggufFileIsTheSameModel();
    void tapsSeeTheInputsOfProjections();
    void roundedActivationsAreNear();
    void tokensOutsideTheVocabularyAreRefused();
};

void TestLlama::readsTheConfiguration()
{
    const ModelConfig config = readModelConfig(*open(samplePath("kjv_llama")));
    QCOMPARE(config.family, std::string("llama"));
    QCOMPARE(config.vocabulary, 4096);
    QCOMPARE(config.hidden, 256);
    QCOMPARE(config.feedForward, 688);
    QCOMPARE(config.blocks, 6);
    QCOMPARE(config.heads, 8);
    QCOMPARE(config.keyValueHeads, 4);
    QCOMPARE(config.headSize, 32);
    QCOMPARE(config.groupSize(), 2);
    QCOMPARE(config.beginOfSequence, std::optional<std::int32_t>(1));
    QCOMPARE(config.ropeFrequencies.size(), std::size_t{16});
    VERIFY_NEAR(config.ropeFrequencies[8], 0.01, 1e-15);
    // The file alone finds the configuration beside it.
    QCOMPARE(readModelConfig(*open(samplePath("kjv_llama/model.safetensors"))).hidden, 256);
}

void TestLlama::logitsAreThoseOfTheTrainingScript()
{
    const Matrix logits = openModel(samplePath("kjv_llama")).logits(referenceTokens(), JobContext());
    const Matrix wanted = stored("logits");
    const Matrix rows = stored("rows");
    QCOMPARE(wanted.rows(), rows.size());
    double largest = 0.0;
    for (Index i = 0; i < rows.size(); ++i) {
        const auto row = static_cast<Index>(rows(i));
        largest = std::max(largest, static_cast<double>((logits.row(row) - wanted.row(i)).cwiseAbs().maxCoeff()));
    }
    QVERIFY2(largest < 1e-3, qPrintable(QString::number(largest)));
}

void TestLlama::logitsKnowNothingOfLaterTokens()
{
    const Llama model = openModel(samplePath("kjv_llama"));
    TokenWindows tokens = referenceTokens().leftCols(32);
    const Matrix before = model.logits(tokens, JobContext());
    tokens(0, 31) = 7;
    const Matrix after = model.logits(tokens, JobContext());
    QVERIFY((before.topRows(31) - after.topRows(31)).cwiseAbs().maxCoeff() < 1e-4F);
    QVERIFY((before.row(31) - after.row(31)).cwiseAbs().maxCoeff() > 0.1F);
}

void TestLlama::windowsKnowNothingOfEachOther()
{
    const Llama model = openModel(samplePath("kjv_llama"));
    const TokenWindows tokens = referenceTokens().leftCols(64);
    TokenWindows both(2, 32);
    both.row(0) = tokens.leftCols(32);
    both.row(1) = tokens.rightCols(32);
    const Matrix together = model.logits(both, JobContext());
    const Matrix second = model.logits(TokenWindows(both.bottomRows(1)), JobContext());
    QVERIFY((together.bottomRows(32) - second).cwiseAbs().maxCoeff() < 1e-4F);
}

void TestLlama::longWindowsAreTiled()
{
    // 600 tokens are three tiles of queries; a position sees the same whether its window goes on or not.
    const Llama model = openModel(samplePath("kjv_llama"));
    TokenWindows tokens(1, 600);
    for (Index i = 0; i < tokens.size(); ++i) tokens(0, i) = static_cast<std::int32_t>((i * 37) % 4000);
    const Matrix all = model.logits(tokens, JobContext());
    const Matrix some = model.logits(TokenWindows(tokens.leftCols(290)), JobContext());
    QVERIFY((all.topRows(290) - some).cwiseAbs().maxCoeff() < 1e-3F);
}

void TestLlama::slidingWindowForgets()
{
    const auto checkpoint = open(samplePath("kjv_llama"));
    ModelConfig config = readModelConfig(*checkpoint);
    config.blocks = 1; // what a position saw two blocks ago would reach further than the window
    config.slidingWindow = 8;
    const auto kept = std::make_shared<KeptWeights>(
        CheckpointWeights(checkpoint, readModelConfig(*checkpoint)),
        CheckpointWeights(checkpoint, readModelConfig(*checkpoint)).parameters(), JobContext());
    const Llama model(config, kept);
    TokenWindows tokens = referenceTokens().leftCols(40);
    const Matrix before = model.logits(tokens, JobContext());
    tokens(0, 31) = 7;
    const Matrix after = model.logits(tokens, JobContext());
    QVERIFY((before.row(38) - after.row(38)).cwiseAbs().maxCoeff() > 1e-3F);
    QVERIFY((before.row(39) - after.row(39)).cwiseAbs().maxCoeff() < 1e-4F);
}

void TestLlama::twinHasTheSameLogits()
{
    const Matrix one = openModel(samplePath("kjv_llama")).logits(referenceTokens(), JobContext());
    const Matrix other = openModel(samplePath("kjv_llama_twin")).logits(referenceTokens(), JobContext());
    QVERIFY((one - other).cwiseAbs().maxCoeff() < 1e-4F);
}

void TestLlama::ggufFileIsTheSameModel()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath("sample.gguf").toStdString();
    testing::writeFile(QString::fromStdString(path), sampleAsGguf());
    const Llama model = openModel(path);
    QCOMPARE(model.config().ropeLayout, RopeLayout::Interleaved);
    QCOMPARE(model.config().vocabulary, 4096);
    QVERIFY(!model.config().tiedEmbeddings);
    const TokenWindows tokens = referenceTokens().leftCols(64);
    const Matrix wanted = openModel(samplePath("kjv_llama")).logits(tokens, JobContext());
    QVERIFY((model.logits(tokens, JobContext()) - wanted).cwiseAbs().maxCoeff() < 1e-4F);
}

void TestLlama::tapsSeeTheInputsOfProjections()
{
    const Llama model = openModel(samplePath("kjv_llama"));
    const TokenWindows tokens = referenceTokens().leftCols(16);
    Matrix stream = model.embed(tokens, JobContext());
    std::map<Place, Index> widths;
    PassOptions options;
    options.tap = [&widths](Place place, ConstMatrixRef inputs) {
        QCOMPARE(inputs.rows(), 16);
        widths[place] = inputs.cols();
    };
    model.runBlock(model.loadBlock(0, JobContext()), 16, stream, options, JobContext());
    model.finish(stream, options, JobContext());
    const std::map<Place, Index> wanted{
        {Place::Query, 256}, {Place::Output, 256}, {Place::Gate, 256}, {Place::Down, 688}, {Place::Head, 256}};
    QVERIFY(widths == wanted);
}

void TestLlama::roundedActivationsAreNear()
{
    const Llama model = openModel(samplePath("kjv_llama"));
    const TokenWindows tokens = referenceTokens().leftCols(16);
    Matrix exact = model.embed(tokens, JobContext());
    Matrix rounded = exact;
    PassOptions options;
    options.bfloat16Activations = true;
    const BlockWeights block = model.loadBlock(0, JobContext());
    model.runBlock(block, 16, exact, {}, JobContext());
    model.runBlock(block, 16, rounded, options, JobContext());
    const double relative = static_cast<double>((exact - rounded).norm() / exact.norm());
    QVERIFY2(relative > 1e-4 && relative < 1e-2, qPrintable(QString::number(relative)));
}

void TestLlama::tokensOutsideTheVocabularyAreRefused()
{
    const Llama model = openModel(samplePath("kjv_llama"));
    TokenWindows tokens(1, 2);
    tokens << 1, 4096;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(model.embed(tokens, JobContext())), InvalidRequest);
    tokens << 1, -1;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(model.embed(tokens, JobContext())), InvalidRequest);
}

QTEST_APPLESS_MAIN(TestLlama)
#include "tst_llama.moc"
