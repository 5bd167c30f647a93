// SPDX-License-Identifier: GPL-3.0-or-later
// Perplexity and divergence against the numbers of the training script, against closed forms, and against properties that
// they have whatever the model.
#include "core/base/error.h"
#include "core/operators/score_summary.h"
#include "core/operators/text_windows.h"
#include "core/operators/variants.h"
#include "core/studies/evaluation.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <memory>
#include <numeric>

using namespace alidade;
using namespace alidade::test;

namespace {

const Registries& registries()
{
    static const Registries all = builtinRegistries();
    return all;
}

OpenModel sample(const char* name = "kjv_llama") { return openModel(samplePath(name), registries()); }

ScoredWindows testText(const OpenModel& model, Index windows)
{
    TextSource source;
    source.text = samplePath("kjv_llama/test.txt");
    source.windows = windows;
    return readWindows(source, model, registries());
}

std::vector<std::int32_t> counting(std::int32_t count)
{
    std::vector<std::int32_t> tokens(static_cast<std::size_t>(count));
    std::iota(tokens.begin(), tokens.end(), 100);
    return tokens;
}

} // namespace

class TestScoring : public QObject {
    Q_OBJECT

private slots:
    void windowsAreThoseOfTheTrainingScript();
    void chunksAreThoseOfLlamaPerplexity();
    void streamsAreThoseOfGptq();
    void shortTextsAreRefused();
    void linesAreTokenizedOnTheirOwn();
    void likelihoodsAreThoseOfTheTrainingScript();
    void modelIsAtNoDistanceFromItself();
    void divergenceIsThatOfTheFormula();
    void divergenceGrowsWithTheSquareOfTheError();
    void summariesAreThoseOfTheFormulas();
    void variantsAreScoredAsWholeModels();
    void vocabulariesMustAgree();
};

void TestScoring::windowsAreThoseOfTheTrainingScript()
{
    // range(0, len - context, context): 9 tokens have two windows of 4, 8 have one.
    const auto cut = protocols().find("windows").cut;
    const ScoredWindows nine = cut(counting(9), 4, 1);
    QCOMPARE(nine.facts.windows, 2);
    TokenWindows inputs(2, 4);
    inputs << 1, 100, 101, 102, 1, 104, 105, 106;
    QVERIFY(nine.inputs == inputs);
    TokenWindows targets(2, 4);
    targets << 100, 101, 102, 103, 104, 105, 106, 107;
    QVERIFY(nine.targets == targets);
    QCOMPARE(nine.facts.tokens, std::uint64_t{8});
    QCOMPARE(cut(counting(8), 4, 1).facts.windows, 1);
    const ScoredWindows without = cut(counting(9), 4, std::nullopt);
    QCOMPARE(without.inputs(0, 0), 100);
    QCOMPARE(without.targets(0, 0), 101);
    QCOMPARE(without.facts.bos, std::string("none"));
}

void TestScoring::chunksAreThoseOfLlamaPerplexity()
{
    const ScoredWindows chunks = protocols().find("llama.cpp").cut(counting(17), 8, 1);
    QCOMPARE(chunks.facts.windows, 2); // 18 tokens with BOS
    TokenWindows inputs(2, 8);
    inputs << 1, 100, 101, 102, 103, 104, 105, 106, 1, 108, 109, 110, 111, 112, 113, 114;
    QVERIFY(chunks.inputs == inputs);
    TokenWindows targets(2, 8);
    targets << -1, -1, -1, -1, 104, 105, 106, -1, -1, -1, -1, -1, 112, 113, 114, -1;
    QVERIFY(chunks.targets == targets);
    QCOMPARE(chunks.facts.scored, 3); // n_ctx - n_ctx / 2 - 1
}

void TestScoring::streamsAreThoseOfGptq()
{
    const ScoredWindows windows = protocols().find("gptq").cut(counting(9), 4, 1);
    QCOMPARE(windows.facts.windows, 2);
    TokenWindows inputs(2, 4);
    inputs << 1, 100, 101, 102, 103, 104, 105, 106;
    QVERIFY(windows.inputs == inputs);
    QCOMPARE(windows.facts.scored, 3);
    QCOMPARE(windows.targets(1, 2), 106);
    QCOMPARE(windows.targets(1, 3), -1);
}

void TestScoring::shortTextsAreRefused()
{
    for (const Protocol& protocol : protocols())
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(protocol.cut(counting(3), 64, 1)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(protocols().find("windows").cut({}, 4, 1)), InvalidRequest);
}

void TestScoring::linesAreTokenizedOnTheirOwn()
{
    const auto lengths = [](std::string_view part) {
        return std::vector<std::int32_t>{static_cast<std::int32_t>(part.size())};
    };
    QCOMPARE(tokensOf("ab\r\ncde\n\nf", protocols().find("windows"), lengths), (std::vector<std::int32_t>{2, 3, 0, 1}));
    QCOMPARE(tokensOf("ab\ncde\n", protocols().find("gptq"), lengths), (std::vector<std::int32_t>{7}));
}

void TestScoring::likelihoodsAreThoseOfTheTrainingScript()
{
    const OpenModel model = sample();
    const ScoredWindows windows = testText(model, 12);
    QCOMPARE(windows.facts.context, 256);
    QCOMPARE(testText(model, 0).facts.windows, 193);
    const Llama llama = model.llama();
    const std::vector<TokenScores> scores = scoreSideBySide(std::vector<ScoredModel>{{&llama, false}}, windows, JobContext());
    const auto reference = openCheckpoint(samplePath("kjv_llama/reference.npz"), registries().checkpointFormats);
    const Matrix wanted = reference->readMatrix(reference->find("nll"), JobContext());
    for (Index i = 0; i < 12; ++i)
        VERIFY_NEAR(scores[0].negativeLogLikelihood.row(i).mean(), static_cast<double>(wanted(i)), 2e-5);
}

void TestScoring::modelIsAtNoDistanceFromItself()
{
    const OpenModel model = sample();
    const Llama llama = model.llama();
    const std::vector<ScoredModel> models{{&llama, false}, {&llama, false}, {&llama, true}};
    const std::vector<TokenScores> scores = scoreSideBySide(models, testText(model, 2), JobContext());
    QCOMPARE(scores[1].divergence.maxCoeff(), 0.0);
    QCOMPARE(scores[1].sameTop, std::uint64_t{512});
    QCOMPARE(scores[1].largestLogitDifference, 0.0);
    const Divergence noise = divergenceOf(scores[0], scores[2]);
    QVERIFY2(noise.mean > 1e-6 && noise.mean < 1e-3, qPrintable(QString::number(noise.mean)));
    QVERIFY(scores[2].divergence.minCoeff() >= 0.0);
}

void TestScoring::divergenceIsThatOfTheFormula()
{
    // Two heads over three tokens on a stream of one token: everything by hand.
    const Matrix stream = Matrix::Constant(1, 1, 1.0F);
    Matrix first(3, 1);
    first << 0.0F, std::log(2.0F), std::log(5.0F); // p = 1/8, 2/8, 5/8
    Matrix second(3, 1);
    second << std::log(3.0F), 0.0F, std::log(4.0F); // q = 3/8, 1/8, 4/8
    TokenWindows targets(1, 1);
    targets << 1;
    ScoredWindows windows{targets, targets, {}};
    windows.facts.windows = 1;
    windows.facts.scored = 1;
    std::vector<TokenScores> scores = emptyScores(2, windows);
    const std::vector<Matrix> streams{stream, stream};
    const std::vector<MatrixPtr> heads{std::make_shared<const Matrix>(first), std::make_shared<const Matrix>(second)};
    scoreStreams(streams, heads, targets, 0, scores, JobContext());
    VERIFY_NEAR(scores[0].negativeLogLikelihood(0, 0), std::log(4.0), 1e-7);
    VERIFY_NEAR(scores[1].negativeLogLikelihood(0, 0), std::log(8.0), 1e-7);
    const double kl = 0.125 * std::log(1.0 / 3.0) + 0.25 * std::log(2.0) + 0.625 * std::log(1.25);
    VERIFY_NEAR(scores[1].divergence(0, 0), kl, 1e-7);
    QCOMPARE(scores[1].sameTop, std::uint64_t{1});
    VERIFY_NEAR(scores[1].squaredProbabilityChange, 0.125 * 0.125, 1e-7);
    VERIFY_NEAR(scores[1].largestLogitDifference, std::log(3.0), 1e-6);
}

void TestScoring::divergenceGrowsWithTheSquareOfTheError()
{
    const OpenModel model = sample();
    const ScoredWindows windows = testText(model, 2);
    const ParameterId id{Place::Down, 2};
    const Matrix weights = *model.weights->load(id, JobContext());
    const auto variant = [&](float size) {
        Matrix changed = weights;
        for (Index i = 0; i < changed.size(); ++i) changed.data()[i] += (i % 2 == 0 ? size : -size);
        return Variant{2, std::make_shared<ReplacedWeights>(
                              model.weights, std::map<ParameterId, MatrixPtr>{
                                                 {id, std::make_shared<const Matrix>(std::move(changed))}})};
    };
    const VariantScores scores = scoreVariants(
        model.llama(), windows, 2, [&](std::size_t i) { return variant(i == 0 ? 0.002F : 0.004F); }, JobContext());
    const double ratio = scores.variants[1].divergence.mean() / scores.variants[0].divergence.mean();
    QVERIFY2(ratio > 3.6 && ratio < 4.4, qPrintable(QString::number(ratio)));
}

void TestScoring::summariesAreThoseOfTheFormulas()
{
    TokenScores first;
    first.negativeLogLikelihood = MatrixD::Constant(4, 25, 2.0);
    TokenScores other = first;
    other.negativeLogLikelihood.row(1).array() += 0.4; // window means 2, 2.4, 2, 2
    other.divergence.resize(4, 25);
    for (Index i = 0; i < 100; ++i) other.divergence.data()[i] = static_cast<double>(i + 1);
    other.sameTop = 73;
    VERIFY_NEAR(perplexityOf(first).value, std::exp(2.0), 1e-12);
    VERIFY_NEAR(perplexityOf(first).standardError, 0.0, 1e-12);
    VERIFY_NEAR(perplexityOf(other).standardError, std::exp(2.1) * 0.1, 1e-9); // sd 0.2 over 4 windows
    const Divergence divergence = divergenceOf(first, other);
    VERIFY_NEAR(divergence.mean, 50.5, 1e-12);
    VERIFY_NEAR(divergence.median, 50.0, 0.0);
    VERIFY_NEAR(divergence.p99, 99.0, 0.0);
    VERIFY_NEAR(divergence.p999, 100.0, 0.0);
    VERIFY_NEAR(divergence.sameTop, 0.73, 1e-12);
    VERIFY_NEAR(divergence.logPerplexityChange, 0.1, 1e-12);
    VERIFY_NEAR(divergence.logPerplexityChangeError, 0.1, 1e-12);
}

void TestScoring::variantsAreScoredAsWholeModels()
{
    const OpenModel model = sample();
    const ScoredWindows windows = testText(model, 2);
    std::map<ParameterId, MatrixPtr> replaced;
    for (const ParameterId& id : {ParameterId{Place::Value, 4}, ParameterId{Place::Up, 3}})
        replaced.emplace(id, std::make_shared<const Matrix>(*model.weights->load(id, JobContext()) * 0.5F));
    const Llama original = model.llama();
    const Llama changed = model.llama(replaced);
    const std::vector<ScoredModel> models{{&original, false}, {&changed, false}};
    const std::vector<TokenScores> whole = scoreSideBySide(models, windows, JobContext());
    const auto weights = std::make_shared<ReplacedWeights>(model.weights, replaced);
    const VariantScores variants = scoreVariants(
        original, windows, 2, [&](std::size_t i) { return Variant{i == 0 ? Index{3} : Index{-1}, weights}; }, JobContext());
    for (const TokenScores& variant : variants.variants) {
        VERIFY_NEAR(variant.divergence.mean(), whole[1].divergence.mean(), 1e-6);
        VERIFY_NEAR(variant.negativeLogLikelihood.mean(), whole[1].negativeLogLikelihood.mean(), 1e-6);
    }
    QCOMPARE(firstBlockOf({Place::Embedding}, 6), -1);
    QCOMPARE(firstBlockOf({Place::Head}, 6), 6);
    QCOMPARE(firstBlockOf({Place::Up, 3}, 6), 3);
}

void TestScoring::vocabulariesMustAgree()
{
    const OpenModel model = sample();
    const Llama llama = model.llama();
    ScoredWindows windows = testText(model, 1);
    windows.targets(0, 5) = 4096;
    const std::vector<ScoredModel> models{{&llama, false}};
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(scoreSideBySide(models, windows, JobContext())), InvalidRequest);
    ModelConfig other = model.config;
    other.vocabulary = 10;
    const Llama small(other, model.weights);
    const std::vector<ScoredModel> both{{&llama, false}, {&small, false}};
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(scoreSideBySide(both, testText(model, 1), JobContext())), InvalidRequest);
}

QTEST_APPLESS_MAIN(TestScoring)
#include "tst_scoring.moc"
