// SPDX-License-Identifier: GPL-3.0-or-later
// Derivatives of the loss against differences of a plain float64 model, and against what labels and probabilities say.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/derivatives/llama_backward.h"
#include "core/derivatives/residual_streams.h"
#include "core/registry/registries.h"
#include "tests/support/gradient_reference.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <chrono>
#include <thread>

using namespace alidade;
using namespace alidade::test;

namespace {

using Gradients = std::map<ParameterId, MatrixD>;

/// Adds up delta x^T of every projection.
GradientObserver collector(Gradients& gradients)
{
    GradientObserver observer;
    observer.head = true;
    observer.tap = [&gradients](const ParameterId& id, ConstMatrixRef inputs, ConstMatrixRef deltas) {
        MatrixD& sum = gradients[id];
        if (sum.size() == 0) sum.setZero(deltas.cols(), inputs.cols());
        sum += deltas.cast<double>().transpose() * inputs.cast<double>();
    };
    return observer;
}

struct Outcome {
    double loss = 0.0;
    Gradients gradients;
};

Outcome differentiate(const Llama& model, const TokenWindows& tokens, const OutputLoss& loss,
                      const GradientOptions& options = {})
{
    Outcome outcome;
    outcome.loss = LossGradient(model, options).run(tokens, loss, collector(outcome.gradients), JobContext());
    return outcome;
}

double relativeDifference(const Gradients& a, const Gradients& b)
{
    double largest = 0.0;
    for (const auto& [id, values] : a) largest = std::max(largest, (values - b.at(id)).norm() / values.norm());
    return largest;
}

/// Central difference of the loss along one weight.
double difference(ReferenceModel& model, const ParameterId& id, Index entry, const TokenWindows& tokens,
                  const TokenWindows& labels)
{
    constexpr double step = 1e-5;
    double& weight = model.weights.at(id).data()[entry];
    const double before = weight;
    weight = before + step;
    const double above = referenceLoss(model, tokens, labels);
    weight = before - step;
    const double below = referenceLoss(model, tokens, labels);
    weight = before;
    return (above - below) / (2.0 * step);
}

} // namespace

class TestGradients : public QObject {
    Q_OBJECT

private slots:
    void referenceIsTheModel();
    void everyProjectionAgreesWithDifferences();
    void headTapHasTheLabels();
    void memoryDoesNotChangeTheGradient();
    void drawsAreTheModelsOwn();
    void threadsDoNotChangeTheDraws();
    void sampleModelAgreesWithDifferences();
    void longWindowsAreTiled();
    void tapsComeInOrder();
    void labelsMustFit();
    void stopsWhenAsked();
};

void TestGradients::referenceIsTheModel()
{
    for (const TinyModelKind& kind : tinyModelKinds()) {
        const TinyModel model(kind);
        const TokenWindows tokens = randomTokens(2, 9, 50);
        const MatrixD difference =
            model.llama().logits(tokens, JobContext()).cast<double>() - referenceLogits(model.reference(), tokens);
        QVERIFY2(difference.cwiseAbs().maxCoeff() < 2e-5, kind.name);
    }
}

void TestGradients::everyProjectionAgreesWithDifferences()
{
    double worst = 0.0;
    for (const TinyModelKind& kind : tinyModelKinds()) {
        const TinyModel model(kind);
        ReferenceModel reference = model.reference();
        const TokenWindows tokens = randomTokens(2, 9, 50);
        const TokenWindows labels = nextTokens(tokens);
        const Outcome outcome = differentiate(model.llama(), tokens, labelLoss(labels));
        VERIFY_NEAR(outcome.loss, referenceLoss(reference, tokens, labels), 1e-3);
        QCOMPARE(outcome.gradients.size(), std::size_t{2 * 7 + 1});
        Random random(3);
        for (const auto& [id, gradient] : outcome.gradients) {
            // With tied embeddings a change of the head is a change of the embedding, too.
            if (kind.tied && id.place == Place::Head) continue;
            const double rms = gradient.norm() / std::sqrt(static_cast<double>(gradient.size()));
            for (int draw = 0; draw < 12; ++draw) {
                const auto entry = static_cast<Index>(random.below(static_cast<std::uint64_t>(gradient.size())));
                const double wanted = difference(reference, id, entry, tokens, labels);
                const double error = std::abs(gradient.data()[entry] - wanted) / rms;
                worst = std::max(worst, error);
                QVERIFY2(error < 1e-4, qPrintable(QString("%1, %2: %3 of the gradient's rms")
                                                      .arg(kind.name, huggingFaceName(id).c_str())
                                                      .arg(error)));
            }
        }
    }
    qInfo("largest error: %.2g of the gradient's rms", worst);
}

void TestGradients::headTapHasTheLabels()
{
    const TinyModel model({});
    const TokenWindows tokens = randomTokens(3, 5, 50);
    const TokenWindows labels = nextTokens(tokens);
    QCOMPARE(scoredPositions(labels), 12);
    const MatrixD probabilities =
        logProbabilities(referenceLogits(model.reference(), tokens)).array().exp().matrix();
    GradientObserver observer;
    observer.head = true;
    observer.tap = [&](const ParameterId& id, ConstMatrixRef, ConstMatrixRef deltas) {
        if (id.place != Place::Head) return;
        MatrixD wanted = probabilities;
        for (Index i = 0; i < labels.size(); ++i) {
            if (labels.data()[i] == noLabel) wanted.row(i).setZero();
            else wanted(i, labels.data()[i]) -= 1.0;
        }
        QVERIFY((deltas.cast<double>() - wanted).cwiseAbs().maxCoeff() < 1e-5);
    };
    LossGradient(model.llama()).run(tokens, labelLoss(labels), observer, JobContext());
}

void TestGradients::memoryDoesNotChangeTheGradient()
{
    const TinyModel model({.name = "", .biases = true});
    const TokenWindows tokens = randomTokens(5, 7, 50);
    const OutputLoss loss = labelLoss(nextTokens(tokens));
    QCOMPARE(ResidualStreams(model.llama(), tokens, 1.0, JobContext()).stride(), 2);
    const Outcome all = differentiate(model.llama(), tokens, loss);
    const Outcome little = differentiate(model.llama(), tokens, loss, {.streamBytes = 1.0, .workBytes = 1.0});
    VERIFY_NEAR(little.loss, all.loss, 1e-4);
    QVERIFY(relativeDifference(all.gradients, little.gradients) < 1e-5);
}

void TestGradients::drawsAreTheModelsOwn()
{
    // The mean of p - onehot over many draws of the labels is zero.
    const TinyModel model({});
    const TokenWindows tokens = randomTokens(1, 4, 50);
    MatrixD mean = MatrixD::Zero(4, 50);
    MatrixD squares = mean;
    double loss = 0.0;
    constexpr int draws = 4000;
    const Matrix undrawn = model.llama().logits(tokens, JobContext());
    for (int draw = 0; draw < draws; ++draw) {
        Matrix logits = undrawn;
        loss += sampledLoss(static_cast<std::uint64_t>(draw))(0, logits, JobContext()) / draws;
        mean += logits.cast<double>() / draws;
        squares += logits.cast<double>().cwiseAbs2() / draws;
    }
    const MatrixD logarithms = logProbabilities(referenceLogits(model.reference(), tokens));
    const MatrixD p = logarithms.array().exp().matrix();
    const MatrixD variance = p.array() * (1.0 - p.array());
    for (Index i = 0; i < mean.size(); ++i) {
        QVERIFY(std::abs(mean.data()[i]) < 5.0 * std::sqrt(variance.data()[i] / draws) + 1e-3);
        VERIFY_NEAR(squares.data()[i], variance.data()[i], 0.05);
    }
    // The loss is then the entropy.
    VERIFY_NEAR(loss, -(p.array() * logarithms.array()).sum(), 0.2);
}

void TestGradients::threadsDoNotChangeTheDraws()
{
    const TinyModel model({});
    const TokenWindows tokens = randomTokens(40, 8, 50);
    const Outcome all = differentiate(model.llama(), tokens, sampledLoss(11));
    setWorkerThreads(1);
    const Outcome one = differentiate(model.llama(), tokens, sampledLoss(11));
    setWorkerThreads(0);
    VERIFY_NEAR(one.loss, all.loss, 1e-3);
    QVERIFY(relativeDifference(all.gradients, one.gradients) < 1e-4);
    QVERIFY(relativeDifference(all.gradients, differentiate(model.llama(), tokens, sampledLoss(12)).gradients) > 0.1);
}

namespace {

/// The sample model with its weights in memory.
Llama sampleModel()
{
    static const Registries registries = builtinRegistries();
    const std::shared_ptr<const Checkpoint> checkpoint =
        openCheckpoint(samplePath("kjv_llama"), registries.checkpointFormats);
    const ModelConfig config = readModelConfig(*checkpoint);
    const CheckpointWeights weights(checkpoint, config);
    return {config, std::make_shared<const KeptWeights>(weights, weights.parameters(), JobContext())};
}

TokenWindows sampleTokens(Index length)
{
    static const Registries registries = builtinRegistries();
    const auto checkpoint = openCheckpoint(samplePath("kjv_llama/reference.npz"), registries.checkpointFormats);
    return checkpoint->readMatrix(checkpoint->find("tokens"), JobContext()).leftCols(length).cast<std::int32_t>();
}

} // namespace

void TestGradients::sampleModelAgreesWithDifferences()
{
    // Along the gradient of one matrix at a time: a single weight of a trained model changes the float32 loss too
    // little to be seen.
    const Llama model = sampleModel();
    const TokenWindows tokens = sampleTokens(96);
    const OutputLoss loss = labelLoss(nextTokens(tokens));
    const Outcome outcome = differentiate(model, tokens, loss);
    const ModelWeightsPtr base(&model.weights(), [](const ModelWeights*) {}); // lives longer than its copies
    for (const Place place : blockProjections()) {
        const ParameterId id{place, 2};
        const MatrixD& gradient = outcome.gradients.at(id);
        const MatrixPtr weights = base->load(id, JobContext());
        const double step = 2e-3 * static_cast<double>(weights->norm()) / gradient.norm();
        const auto lossAt = [&](double factor) {
            const MatrixD moved = weights->cast<double>() + factor * step * gradient;
            const std::map<ParameterId, MatrixPtr> one{{id, std::make_shared<const Matrix>(moved.cast<float>())}};
            const Llama other(model.config(), std::make_shared<const ReplacedWeights>(base, one));
            Matrix logits = other.logits(tokens, JobContext());
            return loss(0, logits, JobContext());
        };
        const double slope = (lossAt(1.0) - lossAt(-1.0)) / (2.0 * step);
        const double relative = slope / gradient.squaredNorm() - 1.0;
        qInfo("%s: %.2g", huggingFaceName(id).c_str(), relative);
        QVERIFY2(std::abs(relative) < 1e-2, huggingFaceName(id).c_str());
    }
}

void TestGradients::longWindowsAreTiled()
{
    // 600 tokens are three tiles of queries; with the last 300 unscored, they might as well not be there.
    const TinyModel model({.name = "", .slidingWindow = 0});
    const TokenWindows tokens = randomTokens(1, 600, 50);
    TokenWindows labels = nextTokens(tokens);
    labels.rightCols(300).setConstant(noLabel);
    const Outcome all = differentiate(model.llama(), tokens, labelLoss(labels));
    const Outcome half = differentiate(model.llama(), tokens.leftCols(300), labelLoss(labels.leftCols(300)));
    VERIFY_NEAR(all.loss, half.loss, 1e-2);
    QVERIFY(relativeDifference(half.gradients, all.gradients) < 1e-4);
}

void TestGradients::tapsComeInOrder()
{
    const TinyModel model({});
    const TokenWindows tokens = randomTokens(3, 5, 50);
    std::vector<ParameterId> seen;
    std::vector<Index> done;
    GradientObserver observer;
    observer.tap = [&](const ParameterId& id, ConstMatrixRef inputs, ConstMatrixRef deltas) {
        QCOMPARE(inputs.rows(), deltas.rows());
        seen.push_back(id);
    };
    observer.blockDone = [&](Index block) { done.push_back(block); };
    LossGradient(model.llama()).run(tokens, sampledLoss(1), observer, JobContext());
    std::vector<ParameterId> wanted;
    for (const int block : {1, 0})
        for (const Place place :
             {Place::Down, Place::Gate, Place::Up, Place::Output, Place::Query, Place::Key, Place::Value})
            wanted.push_back({place, block});
    QVERIFY(seen == wanted);
    QCOMPARE(done, (std::vector<Index>{1, 0}));
    seen.clear();
    done.clear();
    LossGradient(model.llama(), {.firstBlock = 1}).run(tokens, sampledLoss(1), observer, JobContext());
    QCOMPARE(seen.size(), std::size_t{7});
    QCOMPARE(done, std::vector<Index>{1});
    observer.head = true;
    done.clear();
    LossGradient(model.llama()).run(tokens, sampledLoss(1), observer, JobContext());
    QCOMPARE(done, (std::vector<Index>{-1, 1, 0}));
}

void TestGradients::labelsMustFit()
{
    const TinyModel model({});
    const TokenWindows tokens = randomTokens(1, 4, 50);
    const auto run = [&](const TokenWindows& labels) {
        LossGradient(model.llama()).run(tokens, labelLoss(labels), {}, JobContext());
    };
    QVERIFY_EXCEPTION_THROWN(run(TokenWindows::Constant(1, 3, 1)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(run(TokenWindows::Constant(1, 4, 50)), InvalidRequest);
    run(TokenWindows::Constant(1, 4, noLabel));
}

void TestGradients::stopsWhenAsked()
{
    const Llama model = sampleModel();
    TokenWindows tokens(8, 256);
    for (Index i = 0; i < tokens.size(); ++i) tokens.data()[i] = static_cast<std::int32_t>(i * 37 % 4000);
    std::stop_source stop;
    const JobContext job(stop.get_token(), nullptr, nullptr);
    using Clock = std::chrono::steady_clock;
    Clock::time_point asked;
    GradientObserver observer;
    observer.tap = [&](const ParameterId& id, ConstMatrixRef, ConstMatrixRef) {
        if (id.block != 4 || id.place != Place::Gate) return;
        asked = Clock::now();
        stop.request_stop();
    };
    QVERIFY_EXCEPTION_THROWN(LossGradient(model).run(tokens, sampledLoss(1), observer, job), Cancelled);
    const double seconds = std::chrono::duration<double>(Clock::now() - asked).count();
    QVERIFY2(seconds < 1.0, qPrintable(QString::number(seconds)));
}

QTEST_APPLESS_MAIN(TestGradients)
#include "tst_gradients.moc"
