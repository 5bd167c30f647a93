// SPDX-License-Identifier: GPL-3.0-or-later
// The diagonal of the Fisher matrix against closed forms of one softmax layer and against exact variances of tangents.
#include "core/base/error.h"
#include "core/derivatives/fisher_diagonal.h"
#include "core/derivatives/llama_tangent.h"
#include "tests/support/gradient_reference.h"
#include "tests/support/reference_data.h"

#include <QtTest>

using namespace alidade;
using namespace alidade::test;

namespace {

using Estimates = std::map<ParameterId, WeightFisher>;

Estimates estimate(const Llama& model, const TokenWindows& tokens, const OutputLoss& loss,
                   const FisherOptions& options = {})
{
    Estimates estimates;
    fisherDiagonal(
        model, tokens, loss, options,
        [&estimates](WeightFisher&& fisher) { estimates[fisher.projection] = std::move(fisher); }, JobContext());
    return estimates;
}

FisherOptions withHead()
{
    FisherOptions options;
    options.choice = [](const ParameterId&) { return true; };
    return options;
}

/// Inputs of the head.
Matrix headInputs(const Llama& model, const TokenWindows& tokens)
{
    Matrix stream = model.embed(tokens, JobContext());
    model.finish(stream, {}, JobContext());
    return stream;
}

double relativeDifference(const MatrixD& a, const MatrixD& b) { return (a - b).norm() / b.norm(); }

} // namespace

class TestFisher : public QObject {
    Q_OBJECT

private slots:
    void softmaxLayerIsTheClosedForm();
    void kroneckerFactorsAreExactForOneToken();
    void sumsAreThoseOfTheTap();
    void expectationIsTheVarianceOfTangents();
    void estimatesAgreeForSingleTokens();
    void onlyWhatIsAskedFor();
};

void TestFisher::softmaxLayerIsTheClosedForm()
{
    // A model without blocks is one softmax layer: the gradient of -ln p(y) is (p - onehot(y)) x^T.
    const TinyModel model({.name = "", .blocks = 0});
    const TokenWindows tokens = randomTokens(100, 6, 50);
    const TokenWindows labels = nextTokens(tokens);
    const WeightFisher fisher =
        estimate(model.llama(), tokens, labelLoss(labels), withHead()).at({Place::Head});
    const MatrixD p = logProbabilities(referenceLogits(model.reference(), tokens)).array().exp().matrix();
    const MatrixD x = headInputs(model.llama(), tokens).cast<double>();
    MatrixD tokenwise = MatrixD::Zero(50, 16);
    MatrixD windowwise = tokenwise;
    for (Index window = 0; window < 100; ++window) {
        MatrixD gradient = MatrixD::Zero(50, 16);
        for (Index t = window * 6; t < window * 6 + 5; ++t) {
            Eigen::VectorXd delta = p.row(t).transpose();
            delta(labels.data()[t]) -= 1.0;
            const MatrixD one = delta * x.row(t);
            tokenwise += one.cwiseAbs2() / 600.0;
            gradient += one;
        }
        windowwise += gradient.cwiseAbs2() / 600.0;
    }
    QVERIFY(relativeDifference(fisher.tokenwise.cast<double>(), tokenwise) < 1e-5);
    QVERIFY(relativeDifference(fisher.windowwise.cast<double>(), windowwise) < 1e-5);
    QCOMPARE(fisher.tokens, 600);
    QCOMPARE(fisher.windows, 100);
}

void TestFisher::kroneckerFactorsAreExactForOneToken()
{
    // One input, many draws of the label: the Fisher matrix of the layer is G (x) Sigma to the rounding, draw by draw.
    const TinyModel model({.name = "", .blocks = 0});
    const TokenWindows tokens = TokenWindows::Constant(500, 1, 7);
    std::map<ParameterId, MatrixD> outputs;
    std::map<ParameterId, MatrixD> inputs;
    OutputMomentOptions options;
    options.choice = [](const ParameterId&) { return true; };
    options.inputChoice = options.choice;
    options.inputs = [&inputs](SiteMoments&& moments) { inputs[moments.site] = std::move(moments.mean); };
    outputMoments(
        model.llama(), tokens, sampledLoss(2), options,
        [&outputs](SiteMoments&& moments) { outputs[moments.site] = std::move(moments.mean); }, JobContext());
    const MatrixD& g = outputs.at({Place::Head});
    const MatrixD& sigma = inputs.at({Place::Head});
    const WeightFisher fisher = estimate(model.llama(), tokens, sampledLoss(2), withHead()).at({Place::Head});
    const MatrixD diagonal = g.diagonal() * sigma.diagonal().transpose();
    QVERIFY(relativeDifference(fisher.tokenwise.cast<double>(), diagonal) < 1e-5);
    // The whole matrix, entry ((i, j), (k, l)) = mean of g_ij g_kl, with the gradients of the same draws.
    MatrixD whole = MatrixD::Zero(50 * 16, 50 * 16);
    GradientObserver observer;
    observer.head = true;
    observer.tap = [&whole](const ParameterId&, ConstMatrixRef x, ConstMatrixRef deltas) {
        for (Index t = 0; t < x.rows(); ++t) {
            const MatrixD gradient = deltas.row(t).cast<double>().transpose() * x.row(t).cast<double>();
            const Eigen::Map<const Eigen::VectorXd> flat(gradient.data(), gradient.size());
            whole += flat * flat.transpose() / 500.0;
        }
    };
    LossGradient(model.llama()).run(tokens, sampledLoss(2), observer, JobContext());
    MatrixD product(50 * 16, 50 * 16);
    for (Index i = 0; i < 50; ++i)
        for (Index k = 0; k < 50; ++k) product.block(i * 16, k * 16, 16, 16) = g(i, k) * sigma;
    QVERIFY(relativeDifference(whole, product) < 1e-5);
}

void TestFisher::sumsAreThoseOfTheTap()
{
    const TinyModel model({.name = "", .biases = true});
    const TokenWindows tokens = randomTokens(70, 9, 50); // the head sees pieces that split windows
    const Estimates estimates = estimate(model.llama(), tokens, sampledLoss(4), withHead());
    QCOMPARE(estimates.size(), std::size_t{15});
    std::map<ParameterId, MatrixD> inputs;
    std::map<ParameterId, MatrixD> deltas;
    const auto append = [](MatrixD& all, ConstMatrixRef rows) {
        const Index before = all.rows();
        all.conservativeResize(before + rows.rows(), rows.cols());
        all.bottomRows(rows.rows()) = rows.cast<double>();
    };
    GradientObserver observer;
    observer.head = true;
    observer.tap = [&](const ParameterId& id, ConstMatrixRef x, ConstMatrixRef delta) {
        append(inputs[id], x);
        append(deltas[id], delta);
    };
    LossGradient(model.llama()).run(tokens, sampledLoss(4), observer, JobContext());
    for (const auto& [id, fisher] : estimates) {
        const MatrixD& x = inputs.at(id);
        const MatrixD& delta = deltas.at(id);
        const MatrixD tokenwise = delta.cwiseAbs2().transpose() * x.cwiseAbs2() / 630.0;
        MatrixD windowwise = MatrixD::Zero(delta.cols(), x.cols());
        for (Index at = 0; at < 630; at += 9)
            windowwise += (delta.middleRows(at, 9).transpose() * x.middleRows(at, 9)).cwiseAbs2() / 630.0;
        QVERIFY2(relativeDifference(fisher.tokenwise.cast<double>(), tokenwise) < 1e-4, huggingFaceName(id).c_str());
        QVERIFY2(relativeDifference(fisher.windowwise.cast<double>(), windowwise) < 1e-4, huggingFaceName(id).c_str());
    }
}

void TestFisher::expectationIsTheVarianceOfTangents()
{
    // The same window over and over, with other labels each time.
    const TinyModel model({});
    constexpr Index windows = 4000;
    constexpr Index length = 5;
    const TokenWindows window = randomTokens(1, length, 50);
    const TokenWindows tokens = window.replicate(windows, 1);
    FisherOptions options;
    options.gradient.firstBlock = 1;
    const Estimates estimates = estimate(model.llama(), tokens, sampledLoss(8), options);
    double measured = 0.0;
    double apart = 0.0;
    double wanted = 0.0;
    for (const Place place : blockProjections()) {
        const ParameterId id{place, 1};
        const WeightFisher& fisher = estimates.at(id);
        std::vector<WeightDirection> directions;
        std::vector<Index> entries;
        for (Index entry = 5; entry < fisher.windowwise.size() && entries.size() < 12; entry += 37) {
            Matrix one = Matrix::Zero(fisher.windowwise.rows(), fisher.windowwise.cols());
            one.data()[entry] = 1.0F;
            entries.push_back(entry);
            directions.push_back(std::make_shared<const KeptWeights>(
                std::map<ParameterId, MatrixPtr>{{id, std::make_shared<const Matrix>(std::move(one))}}));
        }
        const auto norms = differentiateAlong(model.llama(), window, directions, {}, JobContext());
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const double exact = norms[i].fisher.mean();
            const auto estimated = static_cast<double>(fisher.windowwise.data()[entries[i]]);
            // Squares of heavy tails: a few per cent of noise, more where the value is small.
            QVERIFY2(std::abs(estimated - exact) < 0.25 * exact + 1e-6,
                     qPrintable(QString("%1: %2 and %3").arg(huggingFaceName(id).c_str()).arg(estimated).arg(exact)));
            measured += estimated;
            apart += static_cast<double>(fisher.tokenwise.data()[entries[i]]);
            wanted += exact;
        }
    }
    qInfo("windowwise is %.3f of the exact sum, tokenwise %.3f", measured / wanted, apart / wanted);
    VERIFY_NEAR(measured / wanted, 1.0, 0.05);
}

void TestFisher::estimatesAgreeForSingleTokens()
{
    const TinyModel model({.name = "", .headNorms = true});
    for (const auto& [id, fisher] : estimate(model.llama(), randomTokens(200, 1, 50), sampledLoss(5))) {
        QCOMPARE(fisher.windows, fisher.tokens);
        if (id.place == Place::Query || id.place == Place::Key) continue; // one position has nothing to choose from
        QVERIFY(relativeDifference(fisher.tokenwise.cast<double>(), fisher.windowwise.cast<double>()) < 1e-5);
    }
}

void TestFisher::onlyWhatIsAskedFor()
{
    const TinyModel model({});
    FisherOptions options;
    options.tokenwise = false;
    options.choice = [](const ParameterId& id) { return id == ParameterId{Place::Up, 1}; };
    const Estimates estimates = estimate(model.llama(), randomTokens(4, 3, 50), sampledLoss(5), options);
    QCOMPARE(estimates.size(), std::size_t{1});
    QCOMPARE(estimates.at({Place::Up, 1}).tokenwise.size(), 0);
    QCOMPARE(estimates.at({Place::Up, 1}).windowwise.size(), 44 * 16);
}

QTEST_APPLESS_MAIN(TestFisher)
#include "tst_fisher.moc"
