// SPDX-License-Identifier: GPL-3.0-or-later
// Tangents of the logits against differences of a plain float64 model, against the gradient, and against the divergence
// that a small step makes.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/derivatives/llama_backward.h"
#include "core/derivatives/llama_tangent.h"
#include "core/registry/registries.h"
#include "tests/support/gradient_reference.h"
#include "tests/support/reference_data.h"

#include <QtTest>

using namespace alidade;
using namespace alidade::test;

namespace {

using Changes = std::map<ParameterId, MatrixPtr>;

/// Seeded changes of the parameters that `wanted` picks, each about as large as the parameter.
template <typename Wanted> Changes randomChanges(const TinyModel& model, std::uint64_t seed, Wanted&& wanted)
{
    Random random(seed);
    Changes changes;
    for (const auto& [id, weights] : model.weights()) {
        if (!wanted(id)) continue;
        Matrix change(weights->rows(), weights->cols());
        for (Index i = 0; i < change.size(); ++i) change.data()[i] = static_cast<float>(0.3 * random.normal());
        changes[id] = std::make_shared<const Matrix>(std::move(change));
    }
    return changes;
}

Changes changesOfAll(const TinyModel& model, std::uint64_t seed)
{
    return randomChanges(model, seed, [](const ParameterId&) { return true; });
}

WeightDirection direction(const Changes& changes) { return std::make_shared<const KeptWeights>(changes); }

/// model + step changes.
ReferenceModel moved(const ReferenceModel& model, const Changes& changes, double step)
{
    ReferenceModel result = model;
    for (const auto& [id, change] : changes) result.weights.at(id) += step * change->cast<double>();
    return result;
}

struct Tangent {
    MatrixD logits;
    MatrixD tangent;
    TangentNorms norms;
};

/// Tangents of all tokens along several directions.
std::vector<Tangent> tangentsOf(const Llama& model, const TokenWindows& tokens,
                                const std::vector<WeightDirection>& directions)
{
    const MatrixD nothing = MatrixD::Zero(tokens.size(), model.config().vocabulary);
    std::vector<Tangent> all(directions.size(), {nothing, nothing, {}});
    const auto norms = differentiateAlong(
        model, tokens, directions,
        [&all](std::size_t i, Index first, ConstMatrixRef logits, ConstMatrixRef tangent) {
            all[i].logits.middleRows(first, logits.rows()) = logits.cast<double>();
            all[i].tangent.middleRows(first, tangent.rows()) = tangent.cast<double>();
        },
        JobContext());
    for (std::size_t i = 0; i < all.size(); ++i) all[i].norms = norms[i];
    return all;
}

/// Divergence of the moved model from the model at each position, in nats.
Eigen::VectorXd divergence(const ReferenceModel& model, const ReferenceModel& other, const TokenWindows& tokens)
{
    const MatrixD p = logProbabilities(referenceLogits(model, tokens));
    const MatrixD q = logProbabilities(referenceLogits(other, tokens));
    return (p.array().exp() * (p - q).array()).rowwise().sum();
}

} // namespace

class TestTangent : public QObject {
    Q_OBJECT

private slots:
    void agreesWithDifferences();
    void isAdjointToTheGradient();
    void normsAreThoseOfTheTangent();
    void fisherNormIsTheDivergence();
    void directionsDoNotMix();
    void longWindowsAreTiled();
    void sampleModelAgreesWithDifferences();
    void changesMustFit();
    void stopsWhenAsked();
};

void TestTangent::agreesWithDifferences()
{
    double worst = 0.0;
    for (const TinyModelKind& kind : tinyModelKinds()) {
        const TinyModel model(kind);
        const TokenWindows tokens = randomTokens(2, 9, 50);
        const Changes changes = changesOfAll(model, 2);
        const Tangent tangent = tangentsOf(model.llama(), tokens, {direction(changes)})[0];
        const auto slope = [&](double step) -> MatrixD {
            return (referenceLogits(moved(model.reference(), changes, step), tokens) -
                    referenceLogits(moved(model.reference(), changes, -step), tokens)) /
                   (2.0 * step);
        };
        const MatrixD wanted = slope(1e-5);
        // The rule of science.md 6: differences count once halving the step changes little.
        QVERIFY((wanted - slope(5e-6)).norm() < 1e-2 * wanted.norm());
        const double relative = (tangent.tangent - wanted).norm() / wanted.norm();
        worst = std::max(worst, relative);
        QVERIFY2(relative < 1e-5, qPrintable(QString("%1: %2").arg(kind.name).arg(relative)));
    }
    qInfo("largest relative difference: %.2g", worst);
}

void TestTangent::isAdjointToTheGradient()
{
    for (const TinyModelKind& kind : tinyModelKinds()) {
        const TinyModel model(kind);
        const TokenWindows tokens = randomTokens(2, 9, 50);
        const TokenWindows labels = nextTokens(tokens);
        const Changes changes = randomChanges(model, 4, [](const ParameterId& id) {
            return isProjection(id.place) && !id.bias;
        });
        double alongGradient = 0.0;
        double size = 0.0;
        GradientObserver observer;
        observer.head = true;
        observer.tap = [&](const ParameterId& id, ConstMatrixRef inputs, ConstMatrixRef deltas) {
            const auto change = changes.find(id);
            if (change == changes.end()) return;
            const MatrixD gradient = deltas.cast<double>().transpose() * inputs.cast<double>();
            alongGradient += gradient.cwiseProduct(change->second->cast<double>()).sum();
            size += gradient.norm() * static_cast<double>(change->second->norm());
        };
        LossGradient(model.llama()).run(tokens, labelLoss(labels), observer, JobContext());
        const Tangent tangent = tangentsOf(model.llama(), tokens, {direction(changes)})[0];
        MatrixD deltas = logProbabilities(tangent.logits).array().exp().matrix();
        for (Index i = 0; i < labels.size(); ++i) {
            if (labels.data()[i] == noLabel) deltas.row(i).setZero();
            else deltas(i, labels.data()[i]) -= 1.0;
        }
        const double alongTangent = deltas.cwiseProduct(tangent.tangent).sum();
        QVERIFY2(std::abs(alongTangent - alongGradient) < 1e-4 * std::abs(alongGradient),
                 qPrintable(QString("%1: %2 and %3").arg(kind.name).arg(alongTangent).arg(alongGradient)));
        QVERIFY(std::abs(alongGradient) > 1e-4 * size);
    }
}

void TestTangent::normsAreThoseOfTheTangent()
{
    const TinyModel model({});
    const TokenWindows tokens = randomTokens(1, 6, 50);
    const Tangent tangent = tangentsOf(model.llama(), tokens, {direction(changesOfAll(model, 3))})[0];
    for (Index row = 0; row < 6; ++row) {
        double squared = 0.0;
        double sum = 0.0;
        double mean = 0.0;
        double second = 0.0;
        const MatrixD p = logProbabilities(tangent.logits).array().exp().matrix();
        for (Index j = 0; j < 50; ++j) {
            const double t = tangent.tangent(row, j);
            squared += t * t;
            sum += t;
            mean += p(row, j) * t;
            second += p(row, j) * t * t;
        }
        VERIFY_NEAR(tangent.norms.squared(row), squared, 1e-6 * squared);
        VERIFY_NEAR(tangent.norms.centred(row), squared - sum * sum / 50.0, 1e-6 * squared);
        VERIFY_NEAR(tangent.norms.fisher(row), second - mean * mean, 1e-5 * second);
    }
}

void TestTangent::fisherNormIsTheDivergence()
{
    for (const TinyModelKind& kind : tinyModelKinds()) {
        const TinyModel model(kind);
        const TokenWindows tokens = randomTokens(2, 6, 50);
        const Changes changes = changesOfAll(model, 6);
        const TangentNorms norms = tangentsOf(model.llama(), tokens, {direction(changes)})[0].norms;
        // The mean of both signs is even in the step, so that its error is of second order.
        const auto measured = [&](double step) -> Eigen::VectorXd {
            return (divergence(model.reference(), moved(model.reference(), changes, step), tokens) +
                    divergence(model.reference(), moved(model.reference(), changes, -step), tokens)) /
                   (step * step);
        };
        const Eigen::VectorXd wanted = measured(1e-3);
        QVERIFY((wanted - measured(5e-4)).norm() < 1e-2 * wanted.norm());
        for (Index i = 0; i < wanted.size(); ++i) VERIFY_NEAR(norms.fisher(i), wanted(i), 1e-3 * wanted(i) + 1e-3 * wanted.mean());
    }
}

void TestTangent::directionsDoNotMix()
{
    const TinyModel model({.name = "", .biases = true, .headNorms = true});
    const TokenWindows tokens = randomTokens(3, 7, 50);
    const WeightDirection all = direction(changesOfAll(model, 7));
    const WeightDirection last =
        direction(randomChanges(model, 8, [](const ParameterId& id) { return id.block == 1; }));
    const WeightDirection head =
        direction(randomChanges(model, 9, [](const ParameterId& id) { return id.place == Place::Head; }));
    const WeightDirection none = direction({});
    const std::vector<WeightDirection> directions{all, last, head, none};
    const std::vector<Tangent> together = tangentsOf(model.llama(), tokens, directions);
    for (std::size_t i = 0; i < 3; ++i) {
        const Tangent alone = tangentsOf(model.llama(), tokens, {directions[i]})[0];
        QVERIFY((alone.tangent - together[i].tangent).norm() < 1e-5 * alone.tangent.norm());
        QVERIFY((alone.logits - together[i].logits).cwiseAbs().maxCoeff() < 1e-4);
    }
    QCOMPARE(together[3].tangent.cwiseAbs().maxCoeff(), 0.0);
    QCOMPARE(together[3].norms.fisher.maxCoeff(), 0.0);
}

void TestTangent::longWindowsAreTiled()
{
    const TinyModel model({});
    const TokenWindows tokens = randomTokens(1, 600, 50);
    const WeightDirection v = direction(changesOfAll(model, 7));
    const Tangent all = tangentsOf(model.llama(), tokens, {v})[0];
    const Tangent some = tangentsOf(model.llama(), tokens.leftCols(290), {v})[0];
    QVERIFY((all.tangent.topRows(290) - some.tangent).norm() < 1e-5 * some.tangent.norm());
}

void TestTangent::sampleModelAgreesWithDifferences()
{
    static const Registries registries = builtinRegistries();
    const std::shared_ptr<const Checkpoint> checkpoint =
        openCheckpoint(samplePath("kjv_llama"), registries.checkpointFormats);
    const ModelConfig config = readModelConfig(*checkpoint);
    const auto base = std::make_shared<const CheckpointWeights>(checkpoint, config);
    TokenWindows tokens(1, 64);
    for (Index i = 0; i < tokens.size(); ++i) tokens.data()[i] = static_cast<std::int32_t>(100 + i * 37 % 900);
    const ParameterId id{Place::Up, 3};
    const MatrixPtr weights = base->load(id, JobContext());
    Matrix change(weights->rows(), weights->cols());
    Random random(1);
    for (Index i = 0; i < change.size(); ++i) change.data()[i] = static_cast<float>(random.normal());
    change *= weights->norm() / change.norm();
    const Changes changes{{id, std::make_shared<const Matrix>(change)}};
    const Tangent tangent = tangentsOf(Llama(config, base), tokens, {direction(changes)})[0];
    const auto slope = [&](float step) -> MatrixD {
        const auto logits = [&](float factor) -> MatrixD {
            const Changes one{{id, std::make_shared<const Matrix>(*weights + factor * change)}};
            return Llama(config, std::make_shared<const ReplacedWeights>(base, one))
                .logits(tokens, JobContext())
                .cast<double>();
        };
        return (logits(step) - logits(-step)) / (2.0 * static_cast<double>(step));
    };
    const MatrixD wanted = slope(1e-2F);
    const double halved = (wanted - slope(5e-3F)).norm() / wanted.norm();
    const double relative = (tangent.tangent - wanted).norm() / wanted.norm();
    qInfo("halving changes %.2g, the tangent differs by %.2g", halved, relative);
    QVERIFY(halved < 1e-2);
    QVERIFY(relative < 1e-2);
}

void TestTangent::changesMustFit()
{
    const auto run = [](const TinyModel& model, const ParameterId& id, Index rows, Index columns) {
        const Changes changes{{id, std::make_shared<const Matrix>(Matrix::Ones(rows, columns))}};
        static_cast<void>(
            differentiateAlong(model.llama(), randomTokens(1, 3, 50), {direction(changes)}, {}, JobContext()));
    };
    const TinyModel plain({});
    run(plain, {Place::Query, 0}, 32, 16);
    QVERIFY_EXCEPTION_THROWN(run(plain, {Place::Query, 0}, 16, 32), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(run(plain, {Place::Query, 0, true}, 1, 32), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(run(plain, {Place::QueryNorm, 0}, 1, 8), InvalidRequest);
    const TinyModel tied({.name = "", .tied = true});
    run(tied, {Place::Embedding}, 50, 16);
    QVERIFY_EXCEPTION_THROWN(run(tied, {Place::Head}, 50, 16), InvalidRequest);
}

void TestTangent::stopsWhenAsked()
{
    const TinyModel model({});
    std::stop_source stop;
    const JobContext job(stop.get_token(), nullptr, nullptr);
    const auto tap = [&stop](std::size_t, Index, ConstMatrixRef, ConstMatrixRef) { stop.request_stop(); };
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(differentiateAlong(model.llama(), randomTokens(2, 600, 50),
                                                                  {direction(changesOfAll(model, 1))}, tap, job)),
                             Cancelled);
}

QTEST_APPLESS_MAIN(TestTangent)
#include "tst_tangent.moc"
