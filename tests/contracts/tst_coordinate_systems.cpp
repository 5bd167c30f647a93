// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of every coordinate system there is: rows come from the registry, so a new one is tested by being
// registered.
#include "core/base/error.h"
#include "core/engine/analysis_session.h"
#include "core/numerics/orthogonal.h"
#include "core/registry/registries.h"

#include "tests/support/moments_testing.h"
#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

struct Shape {
    Index rows;
    Index columns;
};

constexpr std::array shapes{Shape{1, 1}, Shape{1, 7}, Shape{7, 1}, Shape{2, 3}, Shape{16, 16}, Shape{31, 45},
                            Shape{64, 12}, Shape{12, 172}, Shape{97, 130}};

const ParameterSpec* specOf(const CoordinateSystemEntry& entry, const std::string& id)
{
    for (const ParameterSpec& spec : entry.parameters)
        if (spec.id == id) return &spec;
    return nullptr;
}

/// Sides of an entry; one empty text for a system without sides.
std::vector<std::string> sidesOf(const CoordinateSystemEntry& entry)
{
    const ParameterSpec* side = specOf(entry, "side");
    return side ? side->choices : std::vector<std::string>{""};
}

std::vector<std::int64_t> blocksOf(const CoordinateSystemEntry& entry)
{
    if (specOf(entry, "starts")) return {0, 5, 32}; // a search takes its time
    return specOf(entry, "block") ? std::vector<std::int64_t>{0, 1, 5, 32, 4096, headBlock} : std::vector<std::int64_t>{0};
}

/// Given values with what an entry cannot do without, and one start of a search, which is quick.
Parameters complete(const CoordinateSystemEntry& entry, Parameters given = {})
{
    if (specOf(entry, "rotation-file")) given.set("rotation-file", std::string("rotation.npy"));
    if (specOf(entry, "starts")) given.set("starts", std::int64_t{1});
    return resolveParameters(entry.parameters, given);
}

/// Weights with heads of up to three channels, and a file that holds a rotation which fits both axes.
FitInput inputOf(const Matrix& weights)
{
    FitInput input(weights);
    input.rowHead = std::min<Index>(3, weights.rows());
    input.columnHead = std::min<Index>(3, weights.cols());
    input.inputMoments = sharedMoments(correlatedMoments(weights.cols(), 30.0, 5));
    input.outputGradientMoments = sharedMoments(correlatedMoments(weights.rows(), 20.0, 6));
    const Index order = std::gcd(weights.rows(), weights.cols());
    input.readMatrix = [order](const std::string&, const std::string&, const JobContext& job) {
        Random random(3);
        return haarMatrix(order, random, job);
    };
    return input;
}

Parameters parametersOf(const CoordinateSystemEntry& entry, const std::string& side, std::int64_t block)
{
    Parameters given;
    if (!side.empty()) given.set("side", side);
    if (specOf(entry, "block")) given.set("block", block);
    return complete(entry, given);
}

/// Weights with structure, so that a fitted system has something to find.
Matrix weightsOf(Shape shape)
{
    Matrix weights = drawMatrix(shape.rows, shape.columns, 5, Source::Laplace) * 0.02F;
    weights.col(shape.columns / 2) *= 20.0F;
    return weights;
}

Matrix changed(const Basis& basis, const Matrix& weights)
{
    Matrix coefficients = weights;
    basis.forward(coefficients, JobContext());
    return coefficients;
}

/// A small number and a large one beyond the allowed range of a numeric parameter.
std::vector<ParameterValue> outOfRange(const ParameterSpec& spec)
{
    if (std::holds_alternative<std::string>(spec.fallback))
        return spec.choices.empty() ? std::vector<ParameterValue>{} : std::vector<ParameterValue>{std::string("no such word")};
    if (std::holds_alternative<std::int64_t>(spec.fallback))
        return {static_cast<std::int64_t>(spec.minimum) - 1, static_cast<std::int64_t>(spec.maximum) + 1,
                std::numeric_limits<std::int64_t>::max()};
    return {spec.minimum - 1.0, spec.maximum + 1.0, std::nan("")};
}

} // namespace

class TestCoordinateSystems : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void describesItself_data() { systems(); }
    void describesItself();
    void parameters_data() { systems(); }
    void parameters();
    void roundTrip_data() { systems(); }
    void roundTrip();
    void sameAgain_data() { systems(); }
    void sameAgain();
    void seedsDiffer_data() { systems(); }
    void seedsDiffer();
    void sidesKeepTheOtherAxis_data() { systems(); }
    void sidesKeepTheOtherAxis();
    void degenerateWeights_data() { systems(); }
    void degenerateWeights();
    void wrongShapeIsRefused_data() { systems(); }
    void wrongShapeIsRefused();
    void stops_data() { systems(); }
    void stops();
    void nonFiniteWeights_data() { systems(); }
    void nonFiniteWeights();
    void previewIsHonest_data() { systems(); }
    void previewIsHonest();

private:
    void systems() const
    {
        QTest::addColumn<QString>("id");
        for (const CoordinateSystemEntry& entry : builtinRegistries().coordinateSystems)
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }

    [[nodiscard]] const CoordinateSystemEntry& entry() const
    {
        const QString id = *static_cast<QString*>(QTest::qData("id", qMetaTypeId<QString>()));
        return m_registries.coordinateSystems.find(id.toStdString());
    }

    Registries m_registries;
};

void TestCoordinateSystems::initTestCase()
{
    m_registries = builtinRegistries();
    for (const char* id : {"original", "hadamard", "pca", "dct", "haar", "svd", "permutation", "energy_order",
                           "scaled_hadamard", "givens_path", "turned", "learned_kurtosis", "learned_concentration", "learned_l1",
                           "learned_quantization", "imported", "activation", "kfac"})
        QVERIFY(m_registries.coordinateSystems.contains(id));
    QCOMPARE(m_registries.coordinateSystems.entries().front().id, std::string("original")); // the reference comes first
}

void TestCoordinateSystems::describesItself()
{
    const CoordinateSystemEntry& system = entry();
    QVERIFY(!system.label.empty() && !system.shortLabel.empty() && !system.help.empty());
    QVERIFY(system.shortLabel.size() <= 16);
    QVERIFY(system.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos);
    std::set<std::string> ids;
    for (const ParameterSpec& spec : system.parameters) {
        QVERIFY(ids.insert(spec.id).second);
        QVERIFY(!spec.label.empty() && !spec.help.empty());
    }
    const auto recipe = system.make(complete(system));
    QVERIFY(!recipe->fit(inputOf(weightsOf({6, 8})), JobContext()).description().empty());
    if (!system.needsCalibration) return;
    const Matrix weights = weightsOf({6, 8});
    FitInput ignorant = inputOf(weights);
    ignorant.inputMoments = nullptr;
    ignorant.outputGradientMoments = nullptr;
    try {
        static_cast<void>(recipe->fit(ignorant, JobContext()));
        QFAIL("it was taken");
    } catch (const InvalidRequest& error) {
        QVERIFY2(std::string(error.what()).find("alidade-cli calibrate") != std::string::npos, error.what());
    }
}

void TestCoordinateSystems::parameters()
{
    const CoordinateSystemEntry& system = entry();
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(resolveParameters(system.parameters, {{"no-such", std::int64_t{1}}})), InvalidRequest);
    for (const ParameterSpec& spec : system.parameters) {
        Parameters fallback;
        fallback.set(spec.id, spec.fallback);
        QVERIFY(resolveParameters(system.parameters, fallback).values().at(spec.id) == spec.fallback);
        QVERIFY(parseParameter(spec, toText(spec.fallback)) == spec.fallback);
        for (const ParameterValue& value : outOfRange(spec)) {
            Parameters given;
            given.set(spec.id, value);
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(resolveParameters(system.parameters, given)), InvalidRequest);
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(parseParameter(spec, toText(value))), InvalidRequest);
        }
        for (const auto& [name, value] : spec.names) {
            QVERIFY(parseParameter(spec, name) == ParameterValue(value));
            QCOMPARE(parameterText(spec, value), name);
        }
        for (const double edge : {spec.minimum, spec.maximum}) {
            if (!std::holds_alternative<std::int64_t>(spec.fallback)) continue;
            Parameters given;
            given.set(spec.id, static_cast<std::int64_t>(edge));
            const auto recipe = system.make(complete(system, given));
            QVERIFY(changed(recipe->fit(inputOf(weightsOf({6, 9})), JobContext()), weightsOf({6, 9})).allFinite());
        }
    }
}

// inverse(forward(W)) = W, energy kept, the residual measured and small, side information never negative.
void TestCoordinateSystems::roundTrip()
{
    const CoordinateSystemEntry& system = entry();
    for (const Shape shape : shapes)
        for (const std::string& side : sidesOf(system))
            for (const std::int64_t block : blocksOf(system)) {
                const Matrix weights = weightsOf(shape);
                const double largest = static_cast<double>(weights.cwiseAbs().maxCoeff());
                const auto recipe = system.make(parametersOf(system, side, block));
                const Basis basis = recipe->fit(inputOf(weights), JobContext());
                Matrix coefficients = changed(basis, weights);
                QCOMPARE(coefficients.rows(), weights.rows());
                const Residual residual = basis.residual(weights, coefficients, JobContext());
                const double norm = weights.cast<double>().norm();
                if (basis.isOrthogonal()) {
                    QVERIFY(residual.orthogonality < 1e-5 && residual.energy < 1e-6);
                    VERIFY_NEAR(coefficients.cast<double>().norm(), norm, 1e-6 * norm);
                }
                QVERIFY(residual.roundTrip < 1e-5);
                basis.inverse(coefficients, JobContext());
                const double back = largestDifference(coefficients, weights) / largest;
                QVERIFY(back < 1e-5);
                VERIFY_NEAR(residual.roundTrip, back, 1e-7);
                QVERIFY(basis.sideInformationBits() >= 0.0 && std::isfinite(basis.sideInformationBits()));
            }
}

void TestCoordinateSystems::sameAgain()
{
    const CoordinateSystemEntry& system = entry();
    const Matrix weights = weightsOf({48, 60});
    for (const std::string& side : sidesOf(system)) {
        const auto once = system.make(parametersOf(system, side, 0));
        const auto again = system.make(parametersOf(system, side, 0));
        QVERIFY(sameBits(changed(once->fit(inputOf(weights), JobContext()), weights), changed(again->fit(inputOf(weights), JobContext()), weights)));
    }
}

void TestCoordinateSystems::seedsDiffer()
{
    const CoordinateSystemEntry& system = entry();
    if (!specOf(system, "seed")) return; // nothing random in it
    const Matrix weights = weightsOf({48, 60});
    const auto with = [&](std::int64_t seed) {
        Parameters given{{"seed", seed}};
        if (specOf(system, "holdout")) given.set("holdout", std::string("half")); // which half is drawn
        const auto recipe = system.make(complete(system, given));
        return changed(recipe->fit(inputOf(weights), JobContext()), weights);
    };
    QVERIFY(sameBits(with(7), with(7)));
    QVERIFY(!sameBits(with(7), with(8)));
}

// Changing the columns alone keeps the energy of every row, and the reverse.
void TestCoordinateSystems::sidesKeepTheOtherAxis()
{
    const CoordinateSystemEntry& system = entry();
    if (!specOf(system, "side")) return;
    const Matrix weights = weightsOf({40, 52});
    const auto by = [&](const std::string& side) {
        const Basis basis = system.make(parametersOf(system, side, 0))->fit(inputOf(weights), JobContext());
        QCOMPARE(basis.rows() != nullptr, side != "columns");
        QCOMPARE(basis.columns() != nullptr, side != "rows");
        if (!basis.isOrthogonal()) return;
        const MatrixD after = changed(basis, weights).cast<double>();
        const MatrixD before = weights.cast<double>();
        if (side == "columns") QVERIFY((after.rowwise().norm() - before.rowwise().norm()).norm() < 1e-5 * before.norm());
        if (side == "rows") QVERIFY((after.colwise().norm() - before.colwise().norm()).norm() < 1e-5 * before.norm());
    };
    for (const std::string& side : sidesOf(system)) by(side);
}

void TestCoordinateSystems::degenerateWeights()
{
    const CoordinateSystemEntry& system = entry();
    std::vector<Matrix> all{Matrix::Zero(9, 14), Matrix::Constant(9, 14, 0.5F), Matrix::Constant(16, 16, 1e-30F),
                            Matrix::Constant(16, 16, 1e15F), Matrix::Identity(12, 12)};
    Matrix spike = Matrix::Zero(8, 32);
    spike(3, 30) = -4.0F;
    all.push_back(spike);
    for (const Matrix& weights : all)
        for (const std::string& side : sidesOf(system)) {
            const Basis basis = system.make(parametersOf(system, side, 0))->fit(inputOf(weights), JobContext());
            const Matrix coefficients = changed(basis, weights);
            QVERIFY(coefficients.allFinite());
            const Residual residual = basis.residual(weights, coefficients, JobContext());
            QVERIFY(residual.roundTrip < 1e-5);
            QCOMPARE(residual.energy < 1e-5, basis.isOrthogonal()); // NaN where it does not apply
        }
    const auto recipe = system.make(complete(system));
    if (system.id != "original")
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(recipe->fit(inputOf(Matrix(0, 5)), JobContext())), InvalidRequest);
}

void TestCoordinateSystems::wrongShapeIsRefused()
{
    const CoordinateSystemEntry& system = entry();
    const Basis basis = system.make(complete(system))->fit(inputOf(weightsOf({12, 20})), JobContext());
    if (!basis.rows() && !basis.columns()) return; // the identity fits everything
    Matrix other = weightsOf({13, 21});
    QVERIFY_EXCEPTION_THROWN(basis.forward(other, JobContext()), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(basis.inverse(other, JobContext()), InvalidRequest);
}

// A stop asked for before the work, and one asked for at the first sign of progress, end it by Cancelled.
void TestCoordinateSystems::stops()
{
    const CoordinateSystemEntry& system = entry();
    const Matrix weights = weightsOf({200, 300});
    const auto recipe = system.make(complete(system));
    const Basis basis = recipe->fit(inputOf(weights), JobContext());
    if (!basis.rows() && !basis.columns()) return; // nothing to stop
    std::stop_source before;
    before.request_stop();
    const JobContext stopped(before.get_token(), nullptr, nullptr);
    Matrix coefficients = weights;
    QVERIFY_EXCEPTION_THROWN(basis.forward(coefficients, stopped), Cancelled);
    QVERIFY_EXCEPTION_THROWN(basis.inverse(coefficients, stopped), Cancelled);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(basis.residual(weights, weights, stopped)), Cancelled);
    if (!system.dependsOnWeights) return;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(recipe->fit(inputOf(weights), stopped)), Cancelled);
    std::stop_source during;
    const JobContext first(during.get_token(), [&during](double) { during.request_stop(); }, nullptr);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(recipe->fit(inputOf(weights), first)), Cancelled);
}

// The session refuses to spread NaN over whole rows, with a sentence; original coordinates show what is there.
void TestCoordinateSystems::nonFiniteWeights()
{
    const CoordinateSystemEntry& system = entry();
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("holes.safetensors")).toStdString();
    Matrix weights = weightsOf({16, 24});
    weights(2, 3) = std::numeric_limits<float>::quiet_NaN();
    weights(5, 7) = -std::numeric_limits<float>::infinity();
    writeSafetensors(path, {storedMatrix("w", weights), storedVector("v", {1.0F, -2.0F, 3.0F})});
    AnalysisSession session(m_registries);
    for (const char* tensor : {"w", "v"}) {
        AnalysisRequest request;
        request.file = path;
        request.tensor = tensor;
        request.coordinates.id = system.id;
        request.metrics = {"l2"};
        if (system.id == "original") {
            const AnalysisResultPtr result = session.analyse(request, JobContext());
            QVERIFY(std::isfinite(result->metrics.at("l2")));
            QCOMPARE(result->nanCount + result->infCount, std::uint64_t{tensor == std::string("w") ? 2u : 0u});
            continue;
        }
        try {
            static_cast<void>(session.analyse(request, JobContext()));
            QFAIL("it was taken");
        } catch (const InvalidRequest& error) {
            QVERIFY2(std::string(error.what()).find(tensor) != std::string::npos, error.what());
        }
    }
}

// A system that says it does not depend on the weights gives the same basis for other weights of the same shape.
void TestCoordinateSystems::previewIsHonest()
{
    const CoordinateSystemEntry& system = entry();
    const Matrix weights = weightsOf({24, 36});
    const Matrix others = drawMatrix(24, 36, 99);
    const auto recipe = system.make(complete(system));
    const bool same = sameBits(changed(recipe->fit(inputOf(weights), JobContext()), weights), changed(recipe->fit(inputOf(others), JobContext()), weights));
    QCOMPARE(same, !system.dependsOnWeights);
}

QTEST_APPLESS_MAIN(TestCoordinateSystems)
#include "tst_coordinate_systems.moc"
