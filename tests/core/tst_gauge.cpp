// SPDX-License-Identifier: GPL-3.0-or-later
// Scales, permutations and turns that leave the function as it was and change what weights look like (T29):
// outliers can be made and taken away again.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/numerics/moments.h"
#include "core/operators/gauge_balancing.h"
#include "core/operators/llama.h"
#include "core/registry/registries.h"
#include "tests/support/naive_llama.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>

using namespace alidade;
using namespace alidade::test;

namespace {

const std::vector<int> tokens{3, 17, 5, 5, 0, 23, 11, 8, 19, 2};

Eigen::VectorXd randomFactors(Index size, bool signs, Random& random)
{
    Eigen::VectorXd factors(size);
    for (double& factor : factors)
        factor = std::exp(random.normal()) * (signs && random.below(2) == 0 ? -1.0 : 1.0);
    return factors;
}

/// A gauge that uses everything there is.
Gauge randomGauge(const ModelConfig& config, bool planes, std::uint64_t seed)
{
    Random random(seed);
    Gauge gauge = makeOutlierTwin(config, seed, {.permuteNeurons = true});
    for (BlockGauge& block : gauge.blocks) {
        block.attentionChannels = randomFactors(config.hidden, true, random);
        block.feedForwardChannels = randomFactors(config.hidden, true, random);
        block.values = randomFactors(config.keyWidth(), true, random);
        block.neurons = randomFactors(config.feedForward, true, random);
        if (!planes) continue;
        block.planeScales = randomFactors(config.keyWidth() / 2, true, random);
        block.planeAngles = 3.0 * randomFactors(config.keyWidth() / 2, true, random);
    }
    if (!config.tiedEmbeddings) gauge.finalChannels = randomFactors(config.hidden, true, random);
    return gauge;
}

ExactWeights exactOf(const GaugedWeights& gauged, const ExactWeights& base)
{
    ExactWeights exact;
    for (const auto& [id, values] : base)
        exact[id] = *gauged.exact(id, JobContext());
    return exact;
}

struct Sample {
    ModelConfig config;
    std::shared_ptr<const CheckpointWeights> weights;

    [[nodiscard]] Llama model() const { return {config, weights}; }
};

Sample sample(const std::string& name)
{
    static const Registries registries = builtinRegistries();
    const auto checkpoint = openCheckpoint(samplePath(name), registries.checkpointFormats);
    const ModelConfig config = readModelConfig(*checkpoint);
    return {config, std::make_shared<CheckpointWeights>(checkpoint, config)};
}

std::shared_ptr<const GaugedWeights> balanced(const Sample& model)
{
    const Balance balance = findBalancingGauge(model.config, *model.weights, {}, JobContext());
    return std::make_shared<GaugedWeights>(model.config, model.weights, balance.gauge, JobContext());
}

Moments momentsAt(const ModelWeights& weights, const ParameterId& id)
{
    return momentsOf(*weights.load(id, JobContext()), JobContext());
}

double peak(const Moments& moments) { return moments.largestMagnitude() / moments.rms(); }

Matrix logitsOf(const ModelConfig& config, const ModelWeightsPtr& weights)
{
    TokenWindows windows(2, 64);
    Random random(3);
    for (Index i = 0; i < windows.size(); ++i)
        windows.data()[i] = static_cast<std::int32_t>(random.below(4096));
    return Llama(config, weights).logits(windows, JobContext());
}

std::string messageOf(const ModelConfig& config, const ExactWeights& base, const Gauge& gauge)
{
    try {
        GaugedWeights(config, asModelWeights(base), gauge, JobContext());
    } catch (const InvalidRequest& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestGauge : public QObject {
    Q_OBJECT

private slots:
    void functionStays_data();
    void functionStays();
    void inverseTakesBack();
    void gateCannotBeScaled();
    void refusals();
    void twinHasOutliersAndTheSameLogits();
    void balancingFindsScalesThatWerePlanted();
    void balancedFactorsAreClosedForms();
    void twinIsBalancedToTheSampleModel();
    void balancingDoesLittleToTheSampleModel();
    void zerosAreLeftAlone();
};

void TestGauge::functionStays_data()
{
    QTest::addColumn<bool>("tied");
    QTest::addColumn<bool>("biases");
    QTest::addColumn<bool>("headNorms");
    QTest::addColumn<bool>("interleaved");
    for (int bits = 0; bits < 16; ++bits)
        QTest::addRow("plain%s%s%s%s", (bits & 1) != 0 ? " tied" : "", (bits & 2) != 0 ? " biases" : "",
                      (bits & 4) != 0 ? " head norms" : "", (bits & 8) != 0 ? " interleaved" : "")
            << ((bits & 1) != 0) << ((bits & 2) != 0) << ((bits & 4) != 0) << ((bits & 8) != 0);
}

void TestGauge::functionStays()
{
    QFETCH(bool, tied);
    QFETCH(bool, biases);
    QFETCH(bool, headNorms);
    QFETCH(bool, interleaved);
    const TinyModel model{.tied = tied,
                          .biases = biases,
                          .headNorms = headNorms,
                          .layout = interleaved ? RopeLayout::Interleaved : RopeLayout::HalfSplit,
                          .slidingWindow = 0};
    const ModelConfig config = tinyConfig(model);
    const ExactWeights base = tinyWeights(config, model, 7);
    const GaugedWeights gauged(config, asModelWeights(base), randomGauge(config, !headNorms, 8),
                               JobContext());
    const ExactWeights changed = exactOf(gauged, base);
    const double change =
        relativeDifference(naiveLogits(config, changed, tokens), naiveLogits(config, base, tokens));
    QVERIFY2(change < 1e-12, qPrintable(QString::number(change)));
    QVERIFY(relativeDifference(changed.at({Place::Up, 0}), base.at({Place::Up, 0})) > 0.5);
    QVERIFY(headNorms || relativeDifference(changed.at({Place::Key, 0}), base.at({Place::Key, 0})) > 0.5);
}

void TestGauge::inverseTakesBack()
{
    const TinyModel model{.biases = true};
    const ModelConfig config = tinyConfig(model);
    const ExactWeights base = tinyWeights(config, model, 7);
    Gauge gauge = randomGauge(config, true, 8);
    // Powers of two and no angles: then float32 between the two changes nothing.
    for (BlockGauge& block : gauge.blocks) {
        block.planeAngles.resize(0);
        for (Eigen::VectorXd* factors : {&block.attentionChannels, &block.feedForwardChannels, &block.values,
                                         &block.neurons, &block.planeScales})
            for (double& factor : *factors)
                factor = std::copysign(std::exp2(std::round(std::log2(std::abs(factor)))), factor);
    }
    gauge.finalChannels.resize(0);
    QCOMPARE(gauge.inexactFactors(), std::size_t{0});
    const auto there = std::make_shared<GaugedWeights>(config, asModelWeights(base), gauge, JobContext());
    const GaugedWeights back(config, there, gauge.inverse(), JobContext());
    for (const auto& [id, values] : base)
        QVERIFY2(*back.exact(id, JobContext()) == values, huggingFaceName(id).c_str());
    QVERIFY(randomGauge(config, true, 8).inexactFactors() > 100);
}

void TestGauge::gateCannotBeScaled()
{
    const ModelConfig config = tinyConfig({});
    const ExactWeights base = tinyWeights(config, {}, 7);
    ExactWeights changed = base;
    changed[{Place::Gate, 0}] *= 2.0;
    changed[{Place::Down, 0}] *= 0.5;
    QVERIFY(relativeDifference(naiveLogits(config, changed, tokens), naiveLogits(config, base, tokens)) >
            0.01);
}

void TestGauge::refusals()
{
    const ModelConfig config = tinyConfig({});
    const ExactWeights base = tinyWeights(config, {}, 7);
    Gauge gauge = Gauge::identity(config);
    QVERIFY(messageOf(config, base, gauge).empty());
    gauge.blocks[1].values = Eigen::VectorXd::Ones(7);
    QCOMPARE(messageOf(config, base, gauge),
             std::string("the gauge has 7 factors for values; the model has 8"));
    gauge.blocks[1].values = Eigen::VectorXd::Zero(8);
    QCOMPARE(messageOf(config, base, gauge),
             std::string("a factor of the gauge for values is zero or not finite"));
    gauge = Gauge::identity(config);
    gauge.blocks[0].neuronOrder.assign(44, 3);
    QCOMPARE(messageOf(config, base, gauge),
             std::string("the order of the gauge is no permutation of the model's neurons"));
    QCOMPARE(messageOf(config, base, Gauge()), std::string("the gauge has 0 blocks; the model has 2"));
    const TinyModel qwen{.tied = true, .headNorms = true};
    gauge = Gauge::identity(config);
    gauge.blocks[0].planeAngles = Eigen::VectorXd::Ones(4);
    QCOMPARE(messageOf(tinyConfig(qwen), tinyWeights(tinyConfig(qwen), qwen, 7), gauge),
             std::string("rotary planes cannot be scaled or turned: model.layers.0.self_attn.q_norm.weight "
                         "normalizes them "
                         "after the weights"));
    gauge = Gauge::identity(config);
    gauge.finalChannels = Eigen::VectorXd::Ones(16);
    QCOMPARE(messageOf(tinyConfig(qwen), tinyWeights(tinyConfig(qwen), qwen, 7), gauge),
             std::string("the head is the embedding: its columns cannot be scaled alone"));
    QVERIFY_EXCEPTION_THROWN(makeOutlierTwin(config, 1, {.channelShare = 2.0}), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(makeOutlierTwin(config, 1, {.factors = {2.0}}), InvalidRequest);
}

void TestGauge::twinHasOutliersAndTheSameLogits()
{
    const Sample model = sample("kjv_llama");
    const auto twin = std::make_shared<GaugedWeights>(model.config, model.weights,
                                                      makeOutlierTwin(model.config, 4), JobContext());
    QVERIFY((logitsOf(model.config, twin) - logitsOf(model.config, model.weights)).cwiseAbs().maxCoeff() <
            1e-4F);
    for (const Place place : {Place::Query, Place::Key, Place::Value, Place::Gate, Place::Up, Place::Down}) {
        QVERIFY(momentsAt(*model.weights, {place, 0}).kurtosis() < 5.0);
        QVERIFY(momentsAt(*twin, {place, 0}).kurtosis() > 20.0);
        QVERIFY(peak(momentsAt(*twin, {place, 0})) > 15.0);
    }
}

void TestGauge::balancingFindsScalesThatWerePlanted()
{
    // Whatever the scales: the minimum is one point, so both starting points lead to the same weights.
    const TinyModel model{.biases = true, .layout = RopeLayout::Interleaved};
    const ModelConfig config = tinyConfig(model);
    const auto base = asModelWeights(tinyWeights(config, model, 7));
    Gauge gauge = randomGauge(config, true, 8);
    for (BlockGauge& block : gauge.blocks) {
        block.planeAngles.resize(0);
        block.neuronOrder.clear();
        for (Eigen::VectorXd* factors : {&block.attentionChannels, &block.feedForwardChannels, &block.values,
                                         &block.neurons, &block.planeScales})
            *factors = factors->cwiseAbs();
    }
    gauge.finalChannels = gauge.finalChannels.cwiseAbs();
    const auto moved = std::make_shared<GaugedWeights>(config, base, gauge, JobContext());
    BalanceOptions options;
    options.powersOfTwo = false;
    const Balance one = findBalancingGauge(config, *base, options, JobContext());
    const Balance other = findBalancingGauge(config, *moved, options, JobContext());
    QVERIFY2(one.sweeps < options.sweeps, qPrintable(QString::number(one.sweeps)));
    QVERIFY2(other.sweeps < options.sweeps, qPrintable(QString::number(other.sweeps)));
    const GaugedWeights first(config, base, one.gauge, JobContext());
    const GaugedWeights second(config, moved, other.gauge, JobContext());
    for (const Place place : {Place::Query, Place::Value, Place::Output, Place::Up, Place::Down}) {
        // Medians may differ: up to an overall scale.
        const MatrixD a = *first.exact({place, 1}, JobContext());
        const MatrixD b = *second.exact({place, 1}, JobContext());
        QVERIFY2(relativeDifference(a / a.norm(), b / b.norm()) < 1e-5, huggingFaceName({place, 1}).c_str());
    }
}

void TestGauge::balancedFactorsAreClosedForms()
{
    // Where nothing else is coupled: the last norm and the head.
    const Sample model = sample("kjv_llama");
    BalanceOptions options;
    options.powersOfTwo = false;
    const Eigen::VectorXd found =
        findBalancingGauge(model.config, *model.weights, options, JobContext()).gauge.finalChannels;
    const Matrix head = *model.weights->load({Place::Head}, JobContext());
    const Matrix gain = *model.weights->load({Place::FinalNorm}, JobContext());
    Eigen::VectorXd wanted(found.size());
    for (Index j = 0; j < wanted.size(); ++j)
        wanted(j) = std::sqrt(std::abs(static_cast<double>(gain(0, j))) / head.col(j).cast<double>().norm());
    QVERIFY((found * (wanted(0) / found(0)) - wanted).cwiseAbs().maxCoeff() < 1e-9);
}

void TestGauge::twinIsBalancedToTheSampleModel()
{
    const Sample model = sample("kjv_llama");
    const Sample twin = sample("kjv_llama_twin");
    const auto one = balanced(model);
    const auto other = balanced(twin);
    QCOMPARE(other->gauge().inexactFactors(), std::size_t{0});
    QVERIFY((logitsOf(twin.config, other) - logitsOf(twin.config, twin.weights)).cwiseAbs().maxCoeff() <
            1e-4F);
    for (const ParameterId& id : twin.weights->parameters()) {
        QVERIFY2(*one->load(id, JobContext()) == *other->load(id, JobContext()), huggingFaceName(id).c_str());
        if (!isProjection(id.place)) continue;
        const Moments before = momentsAt(*twin.weights, id);
        const Moments after = momentsAt(*other, id);
        const Moments original = momentsAt(*model.weights, id);
        QVERIFY2(after.kurtosis() < 1.25 * original.kurtosis(), huggingFaceName(id).c_str());
        QVERIFY2(peak(after) < 1.5 * peak(original), huggingFaceName(id).c_str());
        if (id.place == Place::Up || id.place == Place::Down)
            QVERIFY(before.kurtosis() > 5.0 * after.kurtosis());
    }
}

void TestGauge::balancingDoesLittleToTheSampleModel()
{
    const Sample model = sample("kjv_llama");
    const auto after = balanced(model);
    for (const BlockGauge& block : after->gauge().blocks)
        for (const Eigen::VectorXd* factors :
             {&block.attentionChannels, &block.feedForwardChannels, &block.neurons})
            QVERIFY2((factors->array() == 1.0).count() * 10 > factors->size() * 9,
                     qPrintable(QString::number((factors->array() == 1.0).count())));
}

void TestGauge::zerosAreLeftAlone()
{
    const ModelConfig config = tinyConfig({});
    ExactWeights base = tinyWeights(config, {}, 7);
    base[{Place::Up, 0}].row(3).setZero();
    base[{Place::Down, 0}].col(5).setZero();
    base[{Place::AttentionNorm, 1}](0, 2) = 0.0;
    base[{Place::Value, 1}].setZero();
    const auto weights = asModelWeights(base);
    const Balance balance = findBalancingGauge(config, *weights, {}, JobContext());
    QVERIFY(balance.gauge.blocks[1].values == Eigen::VectorXd::Ones(8));
    const GaugedWeights gauged(config, weights, balance.gauge, JobContext());
    QVERIFY(relativeDifference(naiveLogits(config, exactOf(gauged, base), tokens),
                               naiveLogits(config, base, tokens)) < 1e-12);
}

QTEST_APPLESS_MAIN(TestGauge)
#include "tst_gauge.moc"
