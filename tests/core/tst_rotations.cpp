// SPDX-License-Identifier: GPL-3.0-or-later
// Rotations multiplied into weights leave the function as it was (science.md 1.8, T25), in float64 against a
// model in plain loops, and what must not work does not.
#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/operators/rotation_fusing.h"
#include "core/registry/registries.h"
#include "tests/support/naive_llama.h"
#include "tests/support/reference_data.h"

#include <QtTest>

using namespace alidade;
using namespace alidade::test;

namespace {

const std::vector<int> tokens{3, 17, 5, 5, 0, 23, 11, 8, 19, 2};

TokenWindows oneWindow()
{
    TokenWindows windows(1, static_cast<Index>(tokens.size()));
    for (std::size_t i = 0; i < tokens.size(); ++i)
        windows(0, static_cast<Index>(i)) = tokens[i];
    return windows;
}

/// R as x R.
MatrixD asMatrix(const Rotation& rotation)
{
    MatrixD matrix = MatrixD::Identity(rotation.size(), rotation.size());
    rotation.applyToRows(matrix, JobContext());
    return matrix;
}

NaiveOnline onlineOf(const MadeRotations& made)
{
    return {.heads = made.onlineHeads ? asMatrix(*made.onlineHeads) : MatrixD(),
            .feedForward = made.onlineFeedForward ? asMatrix(*made.onlineFeedForward) : MatrixD()};
}

ExactWeights exactOf(const RotatedWeights& rotated, const ExactWeights& base)
{
    ExactWeights exact;
    for (const ParameterId& id : withHead(parametersOf(base), rotated.config()))
        exact[id] = *rotated.exact(id, JobContext());
    return exact;
}

/// Relative change of the function of a tiny model, all in float64.
double changeBy(const RotationPlan& plan, const TinyModel& model)
{
    const ModelConfig config = tinyConfig(model);
    const ExactWeights base = tinyWeights(config, model, 5);
    const RotatedWeights rotated(config, asModelWeights(base), plan, JobContext());
    return relativeDifference(
        naiveLogits(rotated.config(), exactOf(rotated, base), tokens, onlineOf(rotated.rotations())),
        naiveLogits(config, base, tokens));
}

MatrixD haar(Index size, std::uint64_t seed)
{
    Random random(seed);
    return haarMatrix(size, random, JobContext());
}

RotationPlan everything(RotationKind kind)
{
    return {
        .residual = {kind, 1}, .heads = {kind, 2}, .onlineHeads = {kind, 3}, .onlineFeedForward = {kind, 4}};
}

Llama sampleModel(const std::string& name)
{
    static const Registries registries = builtinRegistries();
    const auto checkpoint = openCheckpoint(samplePath(name), registries.checkpointFormats);
    const ModelConfig config = readModelConfig(*checkpoint);
    return {config, std::make_shared<CheckpointWeights>(checkpoint, config)};
}

TokenWindows sampleTokens()
{
    TokenWindows windows(2, 64);
    Random random(3);
    for (Index i = 0; i < windows.size(); ++i)
        windows.data()[i] = static_cast<std::int32_t>(random.below(4096));
    return windows;
}

std::string messageOf(const RotationPlan& plan, const ModelConfig& config)
{
    try {
        makeRotations(plan, config, JobContext());
    } catch (const InvalidRequest& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestRotations : public QObject {
    Q_OBJECT

private slots:
    void rotationsAreWhatActsOnline_data();
    void rotationsAreWhatActsOnline();
    void functionStays_data();
    void functionStays();
    void eachAloneLeavesTheFunction_data();
    void eachAloneLeavesTheFunction();
    void givenMatricesAreTaken();
    void rotatingQueriesBeforeTheEmbeddingBreaks();
    void mixingNeuronsBreaks();
    void omissionsBreak_data();
    void omissionsBreak();
    void coreRunsRotatedModels();
    void sampleModelStays_data();
    void sampleModelStays();
    void tiedModelsAreUntied();
    void tiedModelsStayTiedWithoutR1();
    void refusals();
    void piecesSayWhatIsOnline();
};

void TestRotations::rotationsAreWhatActsOnline_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {1, 2, 4, 7, 12, 44, 64, 172, 240, 688})
        QTest::addRow("%d", size) << size;
}

void TestRotations::rotationsAreWhatActsOnline()
{
    QFETCH(int, size);
    for (const RotationPtr& rotation :
         {hadamardRotation(size, 9, 4), haarRotation(size, 9, 4, JobContext())}) {
        const MatrixD exact = asMatrix(*rotation);
        QVERIFY(orthogonalityDefect(exact) < 1e-13);
        QVERIFY(rotation->orthogonalityError(JobContext()) < 1e-13);
        Matrix online = Matrix::Identity(size, size);
        rotation->online()->applyToRows(online, Direction::Forward, JobContext());
        QVERIFY((online.cast<double>() - exact).cwiseAbs().maxCoeff() < 1e-6);
        MatrixD columns = MatrixD::Identity(size, size);
        rotation->applyToColumns(columns, JobContext());
        QVERIFY((columns - exact.transpose()).cwiseAbs().maxCoeff() < 1e-14);
    }
}

void TestRotations::functionStays_data()
{
    QTest::addColumn<bool>("haarKind");
    QTest::addColumn<bool>("tied");
    QTest::addColumn<bool>("biases");
    QTest::addColumn<bool>("headNorms");
    QTest::addColumn<bool>("interleaved");
    for (int bits = 0; bits < 32; ++bits)
        QTest::addRow("%s%s%s%s%s", (bits & 1) != 0 ? "haar" : "hadamard", (bits & 2) != 0 ? " tied" : "",
                      (bits & 4) != 0 ? " biases" : "", (bits & 8) != 0 ? " head norms" : "",
                      (bits & 16) != 0 ? " interleaved" : "")
            << ((bits & 1) != 0) << ((bits & 2) != 0) << ((bits & 4) != 0) << ((bits & 8) != 0)
            << ((bits & 16) != 0);
}

void TestRotations::functionStays()
{
    QFETCH(bool, haarKind);
    QFETCH(bool, tied);
    QFETCH(bool, biases);
    QFETCH(bool, headNorms);
    QFETCH(bool, interleaved);
    const TinyModel model{.tied = tied,
                          .biases = biases,
                          .headNorms = headNorms,
                          .layout = interleaved ? RopeLayout::Interleaved : RopeLayout::HalfSplit,
                          .slidingWindow = 0};
    const double change = changeBy(everything(haarKind ? RotationKind::Haar : RotationKind::Hadamard), model);
    QVERIFY2(change < 1e-12, qPrintable(QString::number(change)));
}

void TestRotations::eachAloneLeavesTheFunction_data()
{
    QTest::addColumn<int>("which");
    for (int which = 0; which < 4; ++which)
        QTest::addRow("R%d", which + 1) << which;
}

void TestRotations::eachAloneLeavesTheFunction()
{
    QFETCH(int, which);
    RotationPlan plan;
    RotationChoice* const choices[] = {&plan.residual, &plan.heads, &plan.onlineHeads,
                                       &plan.onlineFeedForward};
    *choices[which] = {RotationKind::Haar, 11};
    const double change = changeBy(plan, {.biases = true, .slidingWindow = 3});
    QVERIFY2(change < 1e-12, qPrintable(QString::number(change)));
}

void TestRotations::givenMatricesAreTaken()
{
    RotationPlan plan;
    plan.residual = {RotationKind::Given, 0, {haar(16, 21)}};
    plan.heads = {RotationKind::Given, 0, {haar(4, 22), haar(4, 23), haar(4, 24), haar(4, 25)}};
    plan.onlineHeads = {RotationKind::Given, 0, {haar(4, 26)}};
    plan.onlineFeedForward = {RotationKind::Given, 0, {haar(44, 27)}};
    QVERIFY(changeBy(plan, {.biases = true}) < 1e-12);
    const MadeRotations made = makeRotations(plan, tinyConfig({}), JobContext());
    QVERIFY((asMatrix(*made.heads[2]) - haar(4, 24)).cwiseAbs().maxCoeff() < 1e-13);
    plan.heads.matrices.resize(2); // one per block
    QVERIFY(changeBy(plan, {.biases = true}) < 1e-12);
    const MadeRotations shared = makeRotations(plan, tinyConfig({}), JobContext());
    QVERIFY(shared.heads[0] == shared.heads[1] && shared.heads[1] != shared.heads[2]);
    plan.heads.matrices.resize(1);
    QVERIFY(changeBy(plan, {.biases = true}) < 1e-12);
}

void TestRotations::rotatingQueriesBeforeTheEmbeddingBreaks()
{
    const ModelConfig config = tinyConfig({});
    const ExactWeights base = tinyWeights(config, {}, 5);
    ExactWeights changed = base;
    const MatrixD r = haar(4, 31);
    for (int block = 0; block < 2; ++block)
        for (const Place place : {Place::Query, Place::Key}) {
            MatrixD& w = changed[{place, block}];
            for (Index at = 0; at < w.rows(); at += 4)
                w.middleRows(at, 4) = (r.transpose() * w.middleRows(at, 4)).eval();
        }
    QVERIFY(relativeDifference(naiveLogits(config, changed, tokens), naiveLogits(config, base, tokens)) >
            0.1);
    // At position 0 the rotary embedding is the identity: there the same change is none.
    QVERIFY(relativeDifference(naiveLogits(config, changed, {7}), naiveLogits(config, base, {7})) < 1e-12);
}

void TestRotations::mixingNeuronsBreaks()
{
    const ModelConfig config = tinyConfig({});
    const ExactWeights base = tinyWeights(config, {}, 5);
    ExactWeights changed = base;
    const MatrixD q = haar(44, 32);
    for (int block = 0; block < 2; ++block) {
        for (const Place place : {Place::Gate, Place::Up})
            changed[{place, block}] = (q.transpose() * base.at({place, block})).eval();
        changed[{Place::Down, block}] = (base.at({Place::Down, block}) * q).eval();
    }
    QVERIFY(relativeDifference(naiveLogits(config, changed, tokens), naiveLogits(config, base, tokens)) >
            0.1);
}

void TestRotations::omissionsBreak_data()
{
    QTest::addColumn<std::string>("omission");
    for (const std::string& text : omissionTexts())
        QTest::addRow("%s", text.c_str()) << text;
}

void TestRotations::omissionsBreak()
{
    QFETCH(std::string, omission);
    RotationPlan plan = everything(RotationKind::Haar);
    plan.omission = omissionFromText(omission);
    const double change = changeBy(plan, {});
    QVERIFY2(change > 0.1, qPrintable(QString::number(change)));
    plan.omissionBlock = 1;
    if (plan.omission == Omission::Folding || plan.omission == Omission::ResidualHead)
        QVERIFY(messageOf(plan, tinyConfig({})).ends_with("is not left out in one block alone"));
    else
        QVERIFY(changeBy(plan, {}) > 0.02);
}

void TestRotations::coreRunsRotatedModels()
{
    const TinyModel model{.tied = true, .biases = true, .headNorms = true, .slidingWindow = 4};
    const ModelConfig config = tinyConfig(model);
    const ExactWeights base = tinyWeights(config, model, 6);
    const auto rotated = std::make_shared<RotatedWeights>(config, asModelWeights(base),
                                                          everything(RotationKind::Hadamard), JobContext());
    const Matrix logits = RotatedWeights::model(rotated).logits(oneWindow(), JobContext());
    QVERIFY(relativeDifference(logits.cast<double>(), naiveLogits(config, base, tokens)) < 1e-5);
}

void TestRotations::sampleModelStays_data()
{
    QTest::addColumn<bool>("haarKind");
    QTest::addColumn<bool>("online");
    for (const bool haarKind : {false, true})
        for (const bool online : {false, true})
            QTest::addRow("%s%s", haarKind ? "haar" : "hadamard", online ? " and online" : "")
                << haarKind << online;
}

void TestRotations::sampleModelStays()
{
    QFETCH(bool, haarKind);
    QFETCH(bool, online);
    RotationPlan plan = everything(haarKind ? RotationKind::Haar : RotationKind::Hadamard);
    if (!online) plan.onlineHeads = plan.onlineFeedForward = {};
    for (const char* name : {"kjv_llama", "kjv_llama_twin"}) {
        const Llama original = sampleModel(name);
        const auto base =
            std::make_shared<CheckpointWeights>(dynamic_cast<const CheckpointWeights&>(original.weights()));
        const auto rotated = std::make_shared<RotatedWeights>(original.config(), base, plan, JobContext());
        const double change =
            static_cast<double>((RotatedWeights::model(rotated).logits(sampleTokens(), JobContext()) -
                                 original.logits(sampleTokens(), JobContext()))
                                    .cwiseAbs()
                                    .maxCoeff());
        QVERIFY2(change < 1e-3, qPrintable(QString::number(change)));
    }
}

void TestRotations::tiedModelsAreUntied()
{
    const ModelConfig config = tinyConfig({.tied = true});
    const ExactWeights base = tinyWeights(config, {.tied = true}, 5);
    const RotatedWeights rotated(config, asModelWeights(base), {.residual = {RotationKind::Haar, 1}},
                                 JobContext());
    QVERIFY(!rotated.config().tiedEmbeddings);
    const MatrixPtr head = rotated.load({Place::Head}, JobContext());
    QVERIFY(head != nullptr);
    QVERIFY((*head - *rotated.load({Place::Embedding}, JobContext())).cwiseAbs().maxCoeff() > 0.1F);
    QCOMPARE(rotated.load({Place::FinalNorm}, JobContext())->minCoeff(), 1.0F);
    QCOMPARE(withHead(parametersOf(base), rotated.config()).size(), base.size() + 1);
}

void TestRotations::tiedModelsStayTiedWithoutR1()
{
    const ModelConfig config = tinyConfig({.tied = true});
    const ExactWeights base = tinyWeights(config, {.tied = true}, 5);
    const RotatedWeights rotated(config, asModelWeights(base), {.heads = {RotationKind::Haar, 1}},
                                 JobContext());
    QVERIFY(rotated.config().tiedEmbeddings);
    QVERIFY(rotated.load({Place::Head}, JobContext()) == nullptr);
    QCOMPARE(withHead(parametersOf(base), rotated.config()).size(), base.size());
}

void TestRotations::refusals()
{
    const ModelConfig config = tinyConfig({});
    QCOMPARE(messageOf({.residual = {RotationKind::Given, 0, {haar(12, 1)}}}, config),
             std::string("the matrix given for R1 turns 12 channels, but the model has 16 there"));
    QVERIFY(messageOf({.residual = {RotationKind::Given, 0, {1.1 * haar(16, 1)}}}, config)
                .starts_with("the matrix given for R1 is not orthogonal: max |R R^T - I| is 0.21"));
    QCOMPARE(messageOf({.residual = {RotationKind::Given, 0, {MatrixD::Zero(2, 3)}}}, config),
             std::string("the matrix given for R1 is 2 x 3: a rotation is square"));
    QCOMPARE(messageOf({.heads = {RotationKind::Given, 0, {haar(4, 1), haar(4, 2), haar(4, 3)}}}, config),
             std::string(
                 "3 matrices were given for R2; the model takes 1, 2 (one per block) or 4 (one per block and "
                 "key-value head)"));
    QCOMPARE(messageOf({.onlineHeads = {RotationKind::Given, 0, {}}}, config),
             std::string("no matrix was given for R3"));
    QCOMPARE(
        messageOf({.heads = {RotationKind::Haar, 1}, .omission = Omission::ResidualOutput}, config),
        std::string("leaving out 'residual-output' shows nothing without a rotation of the residual stream"));
    QCOMPARE(messageOf({.heads = {RotationKind::Haar, 1}, .omission = Omission::Value, .omissionBlock = 2},
                       config),
             std::string("the model has blocks 0 to 1, not 2"));
    QVERIFY_EXCEPTION_THROWN(rotationKindFromText("given"), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(omissionFromText("everything"), InvalidRequest);
}

void TestRotations::piecesSayWhatIsOnline()
{
    const auto count = [](const std::vector<RotationPiece>& pieces, PieceState state) {
        return std::count_if(pieces.begin(), pieces.end(),
                             [state](const RotationPiece& one) { return one.state == state; });
    };
    const auto all = rotationPieces(everything(RotationKind::Haar), tinyConfig({.tied = true}));
    QCOMPARE(count(all, PieceState::Online), 2);
    QCOMPARE(all.front().name, std::string("untying"));
    QCOMPARE(count(rotationPieces({}, tinyConfig({})), PieceState::Fused), 0);
    QCOMPARE(count(rotationPieces({}, tinyConfig({})), PieceState::Impossible), 3);
    QCOMPARE(count(rotationPieces({}, tinyConfig({.headNorms = true})), PieceState::Impossible), 4);
}

QTEST_APPLESS_MAIN(TestRotations)
#include "tst_rotations.moc"
