// SPDX-License-Identifier: GPL-3.0-or-later
// The function of every member of the Llama family against a float64 model in plain loops: layouts of the
// rotary embedding and its scalings, biases, norms of queries and keys, sliding windows, tied embeddings.
#include "core/operators/llama.h"
#include "core/registry/registries.h"
#include "tests/support/naive_llama.h"
#include "tests/support/reference_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <numbers>

using namespace alidade;
using namespace alidade::test;

namespace {

const std::vector<int> tokens{3, 17, 5, 5, 0, 23, 11, 8, 19, 2, 14, 14, 7};

Matrix coreLogits(const ModelConfig& config, const ModelWeightsPtr& weights)
{
    TokenWindows windows(1, static_cast<Index>(tokens.size()));
    for (std::size_t i = 0; i < tokens.size(); ++i)
        windows(0, static_cast<Index>(i)) = tokens[i];
    return Llama(config, weights).logits(windows, JobContext());
}

/// The formulas of the model cards, from the wave lengths.
std::vector<double> scaledFrequencies(const QString& kind, double theta, Index headSize)
{
    std::vector<double> frequencies;
    for (Index plane = 0; plane < headSize / 2; ++plane) {
        double frequency =
            1.0 / std::pow(theta, static_cast<double>(2 * plane) / static_cast<double>(headSize));
        if (kind == QLatin1String("linear")) frequency /= 4.0;
        if (kind == QLatin1String("llama3")) {
            const double wave = 2.0 * std::numbers::pi / frequency;
            // factor 8, low 1, high 4, trained on 64 positions: waves longer than 64 and shorter than 16
            const double smooth = (64.0 / wave - 1.0) / (4.0 - 1.0);
            if (wave > 64.0)
                frequency /= 8.0;
            else if (wave >= 16.0)
                frequency = (1.0 - smooth) * frequency / 8.0 + smooth * frequency;
        }
        frequencies.push_back(frequency);
    }
    return frequencies;
}

std::string configText(const ModelConfig& config, const std::string& scaling)
{
    return R"({"model_type":"llama","hidden_act":"silu","vocab_size":24,"hidden_size":16,"intermediate_size":44,)"
           R"("num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,"head_dim":)" +
           std::to_string(config.headSize) +
           R"(,"rms_norm_eps":1e-05,"rope_theta":100.0,"tie_word_embeddings":false,"rope_scaling":)" +
           scaling + "}";
}

} // namespace

class TestLlamaVariants : public QObject {
    Q_OBJECT

private slots:
    void coreIsTheNaiveModel_data();
    void coreIsTheNaiveModel();
    void scaledRotaryEmbeddings_data();
    void scaledRotaryEmbeddings();
};

void TestLlamaVariants::coreIsTheNaiveModel_data()
{
    QTest::addColumn<bool>("tied");
    QTest::addColumn<bool>("biases");
    QTest::addColumn<bool>("headNorms");
    QTest::addColumn<bool>("interleaved");
    QTest::addColumn<bool>("sliding");
    for (int bits = 0; bits < 32; ++bits)
        QTest::addRow("plain%s%s%s%s%s", (bits & 1) != 0 ? " tied" : "", (bits & 2) != 0 ? " biases" : "",
                      (bits & 4) != 0 ? " head norms" : "", (bits & 8) != 0 ? " interleaved" : "",
                      (bits & 16) != 0 ? " sliding window" : "")
            << ((bits & 1) != 0) << ((bits & 2) != 0) << ((bits & 4) != 0) << ((bits & 8) != 0)
            << ((bits & 16) != 0);
}

void TestLlamaVariants::coreIsTheNaiveModel()
{
    QFETCH(bool, tied);
    QFETCH(bool, biases);
    QFETCH(bool, headNorms);
    QFETCH(bool, interleaved);
    QFETCH(bool, sliding);
    const TinyModel model{.tied = tied,
                          .biases = biases,
                          .headNorms = headNorms,
                          .layout = interleaved ? RopeLayout::Interleaved : RopeLayout::HalfSplit,
                          .slidingWindow = sliding ? 4 : 0};
    const ModelConfig config = tinyConfig(model);
    const ExactWeights weights = tinyWeights(config, model, 9);
    const MatrixD wanted = naiveLogits(config, weights, tokens);
    const Matrix found = coreLogits(config, asModelWeights(weights));
    const double largest = (found.cast<double>() - wanted).cwiseAbs().maxCoeff();
    QVERIFY2(largest < 1e-4, qPrintable(QString::number(largest)));
    QVERIFY(wanted.cwiseAbs().maxCoeff() > 1.0);
}

void TestLlamaVariants::scaledRotaryEmbeddings_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("json");
    QTest::newRow("none") << ""
                          << "null";
    QTest::newRow("linear") << "linear"
                            << R"({"type":"linear","factor":4.0})";
    QTest::newRow("llama3")
        << "llama3"
        << R"({"rope_type":"llama3","factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0,)"
           R"("original_max_position_embeddings":64})";
}

void TestLlamaVariants::scaledRotaryEmbeddings()
{
    QFETCH(QString, kind);
    QFETCH(QString, json);
    const QTemporaryDir folder;
    ModelConfig config = tinyConfig({});
    config.headSize = 12; // planes of waves from 6 to 292 positions: all three ranges of llama3
    config.ropeFrequencies = scaledFrequencies(kind, 100.0, config.headSize);
    const ExactWeights weights = tinyWeights(config, {}, 9);
    std::vector<StoredTensor> stored;
    for (const auto& [id, values] : weights) {
        const Matrix rounded = values.cast<float>();
        const bool vector = values.rows() == 1;
        stored.push_back(
            vector ? storedVector(huggingFaceName(id), {rounded.data(), rounded.data() + rounded.size()})
                   : storedMatrix(huggingFaceName(id), rounded));
    }
    writeSafetensors(folder.filePath(QStringLiteral("model.safetensors")).toStdString(), stored);
    writeFile(folder.filePath(QStringLiteral("config.json")).toStdString(),
              configText(config, json.toStdString()));
    const Registries registries = builtinRegistries();
    const auto checkpoint = openCheckpoint(folder.path().toStdString(), registries.checkpointFormats);
    const ModelConfig read = readModelConfig(*checkpoint);
    const Matrix found = coreLogits(read, std::make_shared<CheckpointWeights>(checkpoint, read));
    const double largest =
        (found.cast<double>() - naiveLogits(config, weights, tokens)).cwiseAbs().maxCoeff();
    QVERIFY2(largest < 1e-4, qPrintable(QString::number(largest)));
    ModelConfig unscaled = config;
    unscaled.ropeFrequencies = scaledFrequencies({}, 100.0, config.headSize);
    const double without =
        (found.cast<double>() - naiveLogits(unscaled, weights, tokens)).cwiseAbs().maxCoeff();
    QVERIFY(kind.isEmpty() ? without < 1e-4 : without > 1e-2);
}

QTEST_APPLESS_MAIN(TestLlamaVariants)
#include "tst_llama_variants.moc"
