// SPDX-License-Identifier: GPL-3.0-or-later
// Second moments of activations and of output derivatives against plain sums in float64.
#include "core/base/error.h"
#include "core/numerics/second_moments.h"
#include "core/derivatives/calibration_moments.h"
#include "tests/support/gradient_reference.h"
#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

using namespace alidade;
using namespace alidade::test;

namespace {

/// Sums in float64, entry by entry.
struct PlainSum {
    MatrixD sum;
    Index count = 0;

    void add(ConstMatrixRef rows)
    {
        if (sum.size() == 0) sum.setZero(rows.cols(), rows.cols());
        for (Index t = 0; t < rows.rows(); ++t, ++count)
            for (Index i = 0; i < rows.cols(); ++i)
                for (Index j = 0; j < rows.cols(); ++j)
                    sum(i, j) += static_cast<double>(rows(t, i)) * static_cast<double>(rows(t, j));
    }
};

using PlainSums = std::map<ParameterId, PlainSum>;

/// max |a - b| over sqrt(b_ii b_jj).
double relativeError(const MatrixD& a, const MatrixD& b)
{
    const Eigen::VectorXd scale = b.diagonal().cwiseSqrt().cwiseMax(1e-30);
    return ((a - b).array() / (scale * scale.transpose()).array()).abs().maxCoeff();
}

struct Seen {
    std::vector<ParameterId> order;
    std::map<ParameterId, SiteMoments> sites;
};

MomentSink keepIn(Seen& seen)
{
    return [&seen](SiteMoments&& moments) {
        const ParameterId site = moments.site;
        seen.order.push_back(site);
        seen.sites[site] = std::move(moments);
    };
}

/// That every site of `plain` was handed out, with these moments.
void compare(const Seen& seen, const PlainSums& plain)
{
    QCOMPARE(seen.sites.size(), plain.size());
    QCOMPARE(seen.order.size(), plain.size());
    for (const auto& [site, wanted] : plain) {
        const SiteMoments& moments = seen.sites.at(site);
        QCOMPARE(moments.tokens, wanted.count);
        const double error = relativeError(moments.mean, wanted.sum / static_cast<double>(wanted.count));
        QVERIFY2(error < 1e-6, qPrintable(QString("%1: %2").arg(huggingFaceName(site).c_str()).arg(error)));
        QCOMPARE((moments.mean - moments.mean.transpose()).cwiseAbs().maxCoeff(), 0.0);
    }
}

} // namespace

class TestCalibrationMoments : public QObject {
    Q_OBJECT

private slots:
    void sumsAreThoseOfFloat64();
    void inputsAreThoseOfThePlainSum();
    void outputsAreThoseOfThePlainSum();
    void choicesAreKept();
    void rankIsBounded();
    void outputsOfSampledLabelsAreTheFisherMatrix();
    void stopsWhenAsked();
};

void TestCalibrationMoments::sumsAreThoseOfFloat64()
{
    // One axis that is a thousand times as large as the others, and one with a mean.
    Matrix rows = drawMatrix(1500, 30, 4);
    rows.col(3) *= 1000.0F;
    rows.col(5).array() += 50.0F;
    SecondMomentSum sum(30);
    sum.add(rows.topRows(700), JobContext());
    sum.add(rows.bottomRows(800), JobContext());
    QCOMPARE(sum.count(), 1500);
    PlainSum plain;
    plain.add(rows);
    const double error = relativeError(sum.takeMean(), plain.sum / 1500.0);
    qInfo("error of float32 products: %.2g", error);
    QVERIFY(error < 1e-6);
    QCOMPARE(SecondMomentSum(3).takeMean().cwiseAbs().maxCoeff(), 0.0);
    // Columns of a larger matrix.
    SecondMomentSum part(10);
    part.add(rows.middleCols(7, 10), JobContext());
    QVERIFY(relativeError(part.takeMean(), plain.sum.block(7, 7, 10, 10) / 1500.0) < 1e-6);
}

void TestCalibrationMoments::inputsAreThoseOfThePlainSum()
{
    for (const TinyModelKind& kind : tinyModelKinds()) {
        const TinyModel model(kind);
        const Llama& llama = model.llama();
        const TokenWindows tokens = randomTokens(6, 11, 50);
        Seen seen;
        inputMoments(llama, tokens, [](const ParameterId&) { return true; }, keepIn(seen), JobContext());
        PlainSums plain;
        Matrix stream = llama.embed(tokens, JobContext());
        for (int block = 0; block < 2; ++block) {
            PassOptions options;
            options.tap = [&](Place place, ConstMatrixRef inputs) { plain[{place, block}].add(inputs); };
            llama.runBlock(llama.loadBlock(block, JobContext()), 11, stream, options, JobContext());
        }
        llama.finish(stream, {}, JobContext());
        plain[{Place::Head}].add(stream);
        compare(seen, plain);
        QVERIFY((seen.order == std::vector<ParameterId>{{Place::Query, 0},
                                                        {Place::Output, 0},
                                                        {Place::Gate, 0},
                                                        {Place::Down, 0},
                                                        {Place::Query, 1},
                                                        {Place::Output, 1},
                                                        {Place::Gate, 1},
                                                        {Place::Down, 1},
                                                        {Place::Head}}));
    }
}

void TestCalibrationMoments::outputsAreThoseOfThePlainSum()
{
    const TinyModel model({.name = "", .biases = true, .headNorms = true});
    const TokenWindows tokens = randomTokens(6, 11, 50);
    Seen inputs;
    Seen outputs;
    OutputMomentOptions options;
    options.inputs = keepIn(inputs);
    options.gradient.workBytes = 1.0; // windows one by one
    const double loss =
        outputMoments(model.llama(), tokens, sampledLoss(3), options, keepIn(outputs), JobContext());
    PlainSums plain;
    GradientObserver observer;
    observer.tap = [&plain](const ParameterId& id, ConstMatrixRef, ConstMatrixRef deltas) { plain[id].add(deltas); };
    VERIFY_NEAR(LossGradient(model.llama()).run(tokens, sampledLoss(3), observer, JobContext()), loss, 1e-3);
    compare(outputs, plain);
    QCOMPARE(outputs.order.front(), (ParameterId{Place::Query, 1}));
    QCOMPARE(outputs.order.back(), (ParameterId{Place::Down, 0}));
    // The inputs are those of a forward pass.
    Seen forward;
    inputMoments(model.llama(), tokens, {}, keepIn(forward), JobContext());
    QCOMPARE(inputs.sites.size(), forward.sites.size());
    for (const auto& [site, moments] : forward.sites)
        QVERIFY(relativeError(inputs.sites.at(site).mean, moments.mean) < 1e-5);
}

void TestCalibrationMoments::choicesAreKept()
{
    const TinyModel model({});
    const TokenWindows tokens = randomTokens(2, 5, 50);
    Seen inputs;
    inputMoments(
        model.llama(), tokens, [](const ParameterId& id) { return id == ParameterId{Place::Down, 1}; },
        keepIn(inputs), JobContext());
    QCOMPARE(inputs.order, (std::vector<ParameterId>{{Place::Down, 1}}));
    Seen outputs;
    OutputMomentOptions options;
    options.choice = [](const ParameterId& id) { return id.place == Place::Head || id == ParameterId{Place::Key, 0}; };
    outputMoments(model.llama(), tokens, sampledLoss(1), options, keepIn(outputs), JobContext());
    QCOMPARE(outputs.order, (std::vector<ParameterId>{{Place::Head}, {Place::Key, 0}}));
    QCOMPARE(inputSite({Place::Value, 3}), (ParameterId{Place::Query, 3}));
    QCOMPARE(inputSite({Place::Up, 3}), (ParameterId{Place::Gate, 3}));
    QCOMPARE(inputSite({Place::Output, 3}), (ParameterId{Place::Output, 3}));
}

void TestCalibrationMoments::rankIsBounded()
{
    const TinyModel model({});
    Seen seen;
    inputMoments(model.llama(), randomTokens(2, 10, 50), {}, keepIn(seen), JobContext());
    QCOMPARE(seen.sites.at({Place::Query, 0}).rankBound(), 16);
    QCOMPARE(seen.sites.at({Place::Down, 0}).rankBound(), 20);
}

void TestCalibrationMoments::outputsOfSampledLabelsAreTheFisherMatrix()
{
    // Of one softmax layer: E[delta delta^T] = diag(p) - p p^T.
    const TinyModel model({.name = "", .blocks = 0});
    const TokenWindows tokens = TokenWindows::Constant(20000, 1, 7);
    Seen seen;
    OutputMomentOptions options;
    options.choice = [](const ParameterId&) { return true; };
    outputMoments(model.llama(), tokens, sampledLoss(9), options, keepIn(seen), JobContext());
    const MatrixD logits = referenceLogits(model.reference(), TokenWindows(tokens.topRows(1)));
    const Eigen::VectorXd p = logProbabilities(logits).row(0).array().exp();
    MatrixD wanted = -p * p.transpose();
    wanted.diagonal() += p;
    // What 20000 draws leave is sqrt((E||delta||^4 - ||wanted||^2) / 20000), and ||delta||^2 is about 1.
    QVERIFY((seen.sites.at({Place::Head}).mean - wanted).norm() < 3.0 / std::sqrt(20000.0));
}

void TestCalibrationMoments::stopsWhenAsked()
{
    const TinyModel model({});
    std::stop_source stop;
    const JobContext job(stop.get_token(), nullptr, nullptr);
    const auto sink = [&stop](SiteMoments&&) { stop.request_stop(); };
    QVERIFY_EXCEPTION_THROWN(inputMoments(model.llama(), randomTokens(2, 8, 50), {}, sink, job), Cancelled);
}

QTEST_APPLESS_MAIN(TestCalibrationMoments)
#include "tst_calibration_moments.moc"
