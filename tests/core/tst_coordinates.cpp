// SPDX-License-Identifier: GPL-3.0-or-later
// What each coordinate system promises beyond the contract: SVD, Haar, orders of channels, scaling, the path
// to Hadamard, imported rotations, centred principal axes, Hadamard matrices of real models.
#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/registry/registries.h"
#include "core/transforms/givens_transform.h"
#include "core/transforms/leading_axes.h"
#include "core/transforms/permutation_transform.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <Eigen/SVD>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace alidade;
using namespace alidade::test;

namespace {

/// Hidden, intermediate and head sizes of published models, as their configurations have them.
struct ModelSizes {
    const char* model;
    std::vector<std::int64_t> sizes;
};

const std::vector<ModelSizes> modelSizes{
    {"Llama 1", {4096, 11008, 5120, 13824, 6656, 17920, 8192, 22016, 128}},
    {"Llama 2", {4096, 11008, 5120, 13824, 8192, 28672, 128}},
    {"Llama 3", {2048, 8192, 3072, 4096, 14336, 28672, 16384, 53248, 64, 128}},
    {"TinyLlama", {2048, 5632, 64}},
    {"SmolLM", {576, 1536, 960, 2560, 2048, 8192, 11008, 64, 128}},
    {"Mistral", {4096, 14336, 5120, 32768, 12288, 28672, 128}},
    {"Qwen 2", {896, 4864, 1536, 8960, 2048, 11008, 3584, 18944, 5120, 13824, 27648, 8192, 29568, 64, 128}},
    {"Qwen 3", {1024, 3072, 2048, 6144, 2560, 9728, 4096, 12288, 5120, 17408, 25600, 768, 1536, 128}},
    {"Gemma 1", {2048, 16384, 3072, 24576, 256}},
    {"Gemma 2", {2304, 9216, 3584, 14336, 4608, 36864, 256, 128}},
    {"Gemma 3", {640, 2048, 1152, 6912, 2560, 10240, 3840, 15360, 5376, 21504, 256, 128}},
    {"Phi", {2048, 8192, 2560, 10240, 3072, 4096, 14336, 5120, 17920, 64, 80, 96, 128}},
    {"llama2.c", {288, 768, 512, 1376, 64, 172, 48}},
};

} // namespace

class TestCoordinates : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void hadamardOfRealModels_data();
    void hadamardOfRealModels();
    void plainHadamard();
    void haarKurtosis();
    void svdIsDiagonal_data();
    void svdIsDiagonal();
    void svdCharge();
    void centredAxes();
    void permutations();
    void energyOrder();
    void scaling();
    void pathEnds();
    void pathIsOrthogonal();
    void pathBlocks();
    void turnedEnds();
    void turnedFlattensTheSample();
    void turnedBlocks();
    void imported();
    void importedRefusals_data();
    void importedRefusals();
    void heads();
    void seedIsChargedOnce_data();
    void seedIsChargedOnce();
    void axesOfABasis();

private:
    [[nodiscard]] Basis fit(const std::string& id, const FitInput& input, const Parameters& given = {}) const
    {
        const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find(id);
        return entry.make(resolveParameters(entry.parameters, given))->fit(input, JobContext());
    }

    [[nodiscard]] Matrix turned(const std::string& id, const FitInput& input,
                                const Parameters& given = {}) const
    {
        Matrix changed = input.weights;
        fit(id, input, given).forward(changed, JobContext());
        return changed;
    }

    Registries m_registries;
};

void TestCoordinates::hadamardOfRealModels_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < modelSizes.size(); ++i)
        QTest::newRow(modelSizes[i].model) << static_cast<int>(i);
}

// Every width of these models has a Hadamard matrix of its own order: no block fallback.
void TestCoordinates::hadamardOfRealModels()
{
    QFETCH(int, index);
    for (const std::int64_t n : modelSizes[static_cast<std::size_t>(index)].sizes) {
        QVERIFY2(hadamardBlocks(n) == std::vector<std::int64_t>{n}, qPrintable(QString::number(n)));
        const auto plan = planHadamard(n);
        QVERIFY(plan && plan->order() == n);
        for (const auto& core : plan->cores)
            for (int row = 1; row < core->order;
                 row += 7) { // rows orthogonal to the first and to their neighbour
                int first = 0;
                int neighbour = 0;
                for (int j = 0; j < core->order; ++j) {
                    first += core->at(0, j) * core->at(row, j);
                    neighbour += core->at(row - 1, j) * core->at(row, j);
                }
                QVERIFY(first == 0 && neighbour == 0);
            }
    }
}

// Without signs and side information; constant weights gather in one coefficient, which is what the signs
// prevent.
void TestCoordinates::plainHadamard()
{
    const Parameters none{{"signs", std::string("none")}};
    const Basis basis = fit("hadamard", Matrix(Matrix::Ones(16, 32)), none);
    QCOMPARE(basis.sideInformationBits(), 0.0);
    QVERIFY(basis.description().find("signs") == std::string::npos);
    const Matrix changed = turned("hadamard", Matrix(Matrix::Ones(16, 32)), none);
    VERIFY_NEAR(static_cast<double>(changed(0, 0)), std::sqrt(16.0 * 32.0), 1e-4);
    QVERIFY(changed.cwiseAbs().sum() - changed(0, 0) < 1e-4F);
    QVERIFY(turned("hadamard", Matrix(Matrix::Ones(16, 32))).cwiseAbs().maxCoeff() < 10.0F);
}

// science.md 1.2: the mean kurtosis of Q x is 3n / (n + 2) whatever x is.
void TestCoordinates::haarKurtosis()
{
    constexpr Index n = 24;
    Matrix spike = Matrix::Zero(1, n);
    spike(0, 5) = 1.0F;
    double mean = 0.0;
    for (std::int64_t seed = 0; seed < 600; ++seed)
        mean += uncentredKurtosis(turned("haar", spike, {{"seed", seed}, {"side", std::string("columns")}})) /
                600.0;
    VERIFY_NEAR(mean, 3.0 * n / (n + 2.0), 0.1);
}

void TestCoordinates::svdIsDiagonal_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    for (const auto& [rows, columns] : {std::pair{1, 9}, {9, 1}, {20, 20}, {33, 60}, {60, 33}})
        QTest::addRow("%d x %d", rows, columns) << rows << columns;
}

void TestCoordinates::svdIsDiagonal()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    for (const bool deficient : {false, true}) {
        Matrix weights = drawMatrix(rows, columns, 4);
        if (deficient) weights = drawMatrix(rows, 2, 4) * drawMatrix(2, columns, 5);
        const Matrix changed = turned("svd", weights, {{"basis-bits", std::int64_t{32}}});
        const Eigen::JacobiSVD<Eigen::MatrixXd> reference(weights.cast<double>());
        const double largest = reference.singularValues()(0);
        Matrix rest = changed;
        for (Index i = 0; i < std::min(rows, columns); ++i) {
            VERIFY_NEAR(static_cast<double>(changed(i, i)), reference.singularValues()(i), 2e-6 * largest);
            rest(i, i) = 0.0F;
        }
        QVERIFY(static_cast<double>(rest.cwiseAbs().maxCoeff()) < 2e-6 * largest);
    }
}

void TestCoordinates::svdCharge()
{
    const Matrix weights = drawMatrix(20, 30, 4);
    QCOMPARE(fit("svd", weights).sideInformationBits(), 16.0 * ((20.0 * 21.0 + 30.0 * 31.0) / 2.0 - 2.0) + 50.0);
    QCOMPARE(fit("svd", weights, {{"basis-bits", std::int64_t{6}}}).sideInformationBits(),
             6.0 * ((420.0 + 930.0) / 2.0 - 2.0) + 50.0);
}

// About the mean: the covariance of the coefficients is diagonal, and nothing was subtracted.
void TestCoordinates::centredAxes()
{
    Matrix weights = drawMatrix(200, 12, 4);
    weights.rowwise() += Eigen::RowVectorXf::LinSpaced(12, -3.0F, 5.0F);
    const Parameters centred{{"centre", std::string("mean")}, {"basis-bits", std::int64_t{32}}};
    for (const bool rows : {false, true}) {
        Parameters given = centred;
        given.set("side", std::string(rows ? "rows" : "columns"));
        const Matrix input = rows ? Matrix(weights.transpose()) : weights;
        MatrixD y = turned("pca", input, given).cast<double>();
        if (rows) y = MatrixD(y.transpose());
        VERIFY_NEAR(y.norm(), weights.cast<double>().norm(), 1e-3);
        y.rowwise() -= y.colwise().mean().eval();
        MatrixD covariance = y.transpose() * y;
        for (Index i = 1; i < 12; ++i)
            QVERIFY(covariance(i, i) <= covariance(i - 1, i - 1));
        const double scale = covariance(0, 0);
        covariance.diagonal().setZero();
        QVERIFY(covariance.cwiseAbs().maxCoeff() < 1e-5 * scale);
    }
    const Basis plain = fit("pca", weights, {{"basis-bits", std::int64_t{32}}});
    QVERIFY(plain.description() != fit("pca", weights, centred).description());
}

void TestCoordinates::permutations()
{
    const Matrix weights = drawMatrix(9, 31, 4);
    Matrix changed = turned("permutation", weights, {{"side", std::string("columns")}});
    QVERIFY(!sameBits(changed, weights));
    for (Index i = 0; i < 9; ++i) {
        std::vector<float> before(weights.row(i).begin(), weights.row(i).end());
        std::vector<float> after(changed.row(i).begin(), changed.row(i).end());
        std::sort(before.begin(), before.end());
        std::sort(after.begin(), after.end());
        QCOMPARE(after, before);
    }
    fit("permutation", weights, {{"side", std::string("columns")}}).inverse(changed, JobContext());
    QVERIFY(sameBits(changed, weights));
    QCOMPARE(permutationBits(1), 0.0);
    QCOMPARE(permutationBits(2), 1.0);
    QCOMPARE(permutationBits(4), 5.0);                // log2 24 = 4.58
    VERIFY_NEAR(permutationBits(2048), 19.6e3, 50.0); // science.md 1.7
}

void TestCoordinates::energyOrder()
{
    Matrix weights = drawMatrix(20, 7, 4);
    for (Index j = 0; j < 7; ++j)
        weights.col(j) *= static_cast<float>((j * 3) % 7 + 1);
    const Matrix changed = turned("energy_order", weights);
    for (Index j = 1; j < 7; ++j)
        QVERIFY(changed.col(j).norm() <= changed.col(j - 1).norm());
    QCOMPARE(fit("energy_order", weights).sideInformationBits(), permutationBits(7));
    const Matrix byRows =
        turned("energy_order", weights, {{"side", std::string("rows")}, {"block", std::int64_t{5}}});
    for (Index i = 1; i < 20; ++i)
        if (i % 5 != 0) QVERIFY(byRows.row(i).norm() <= byRows.row(i - 1).norm());
}

// At alpha 1 every channel enters the Hadamard matrix with the same energy; at 0 nothing is scaled.
void TestCoordinates::scaling()
{
    Matrix weights = drawMatrix(64, 32, 4);
    for (Index j = 0; j < 32; ++j)
        weights.col(j) *= std::exp2(static_cast<float>(j % 5));
    const Basis basis = fit("scaled_hadamard", weights, {{"alpha", 1.0}});
    QVERIFY(!basis.isOrthogonal());
    QCOMPARE(basis.sideInformationBits(), 64.0 + 16.0 * 32.0);
    QVERIFY(basis.description().find("not orthogonal") != std::string::npos);
    const Matrix equal = turned("scaled_hadamard", weights, {{"alpha", 1.0}});
    const Residual residual = basis.residual(weights, equal, JobContext());
    QVERIFY(std::isnan(residual.orthogonality) && std::isnan(residual.energy));
    QVERIFY(residual.roundTrip < 1e-6);
    const Matrix half = turned("scaled_hadamard", weights, {{"alpha", 0.5}});
    QVERIFY(uncentredKurtosis(equal) < uncentredKurtosis(weights));
    QVERIFY(!sameBits(half, equal));
    const Matrix none = turned("scaled_hadamard", weights, {{"alpha", 0.0}});
    QVERIFY(sameBits(none, turned("hadamard", weights, {{"side", std::string("columns")}})));
    // Undoing the rotation shows the scaled channels: all of one rms.
    Matrix scaled = equal;
    fit("hadamard", weights, {{"side", std::string("columns")}}).inverse(scaled, JobContext());
    const Eigen::ArrayXd rms = scaled.cast<double>().colwise().norm().array();
    QVERIFY(rms.maxCoeff() / rms.minCoeff() < 1.002); // the factors are float16 numbers
}

// 0 degrees: the weights to the last bit. 45 degrees: the randomized Hadamard matrix up to signs of
// coefficients.
void TestCoordinates::pathEnds()
{
    const Matrix weights = drawMatrix(32, 64, 4);
    QVERIFY(sameBits(turned("givens_path", weights, {{"angle", 0.0}}), weights));
    const Matrix end = turned("givens_path", weights, {{"angle", 45.0}});
    const Matrix hadamard = turned("hadamard", weights);
    QVERIFY((end.cwiseAbs() - hadamard.cwiseAbs()).cwiseAbs().maxCoeff() < 1e-5F);
}

// Kurtosis of a spike falls all the way; T^T T = I to float32 at every angle, also for many stages.
void TestCoordinates::pathIsOrthogonal()
{
    Matrix spike = Matrix::Zero(1, 256);
    spike(0, 77) = 1.0F;
    double last = 257.0;
    for (const double angle : {0.0, 5.0, 10.0, 22.5, 30.0, 44.0, 45.0}) {
        const Basis basis = fit("givens_path", spike, {{"angle", angle}, {"side", std::string("columns")}});
        QVERIFY(basis.columns()->orthogonalityError(JobContext()) < 1e-6);
        Matrix changed = spike;
        basis.forward(changed, JobContext());
        const double kurtosis = uncentredKurtosis(changed);
        QVERIFY(kurtosis < last);
        last = kurtosis;
    }
    VERIFY_NEAR(last, 1.0, 1e-5);
}

void TestCoordinates::pathBlocks()
{
    QCOMPARE(powersOfTwo(172), (std::vector<Index>{128, 32, 8, 4}));
    QCOMPARE(powersOfTwo(64), std::vector<Index>{64});
    const std::string text =
        fit("givens_path", Matrix(Matrix::Ones(1, 172)), {{"side", std::string("columns")}}).description();
    QVERIFY2(text.find("4 blocks") != std::string::npos, text.c_str());
}

// 0 degrees: the weights to the last bit. 45 degrees: entries +-1/sqrt(n). Between: products of cosines and sines, by the
// definition of the Kronecker product.
void TestCoordinates::turnedEnds()
{
    const Matrix weights = drawMatrix(32, 64, 4);
    QVERIFY(sameBits(turned("turned", weights, {{"angle", 0.0}}), weights));
    const auto matrixAt = [&](double angle, Index n) {
        const Basis basis = fit("turned", Matrix(Matrix::Zero(1, n)), {{"angle", angle}, {"side", std::string("columns")}});
        Matrix axes = Matrix::Identity(n, n);
        basis.columns()->applyToColumns(axes, Direction::Forward, JobContext());
        QVERIFY2(basis.columns()->orthogonalityError(JobContext()) < 2e-6, qPrintable(QString::number(angle)));
        Matrix rows = Matrix::Identity(n, n);
        basis.columns()->applyToRows(rows, Direction::Forward, JobContext());
        QVERIFY(sameBits(rows.transpose(), axes)); // both directions alike
        MatrixD wanted = MatrixD::Ones(1, 1);
        const double t = angle * 3.14159265358979323846 / 180.0;
        for (Index size = 1; size < n; size *= 2) {
            MatrixD next(2 * size, 2 * size);
            next << std::cos(t) * wanted, std::sin(t) * wanted, -std::sin(t) * wanted, std::cos(t) * wanted;
            wanted = next;
        }
        QVERIFY((axes.cast<double>() - wanted).cwiseAbs().maxCoeff() < 1e-6);
    };
    for (const double angle : {0.0, 7.5, 20.0, 33.0, 45.0})
        for (const Index n : {1, 2, 4, 8, 256}) matrixAt(angle, n);
    const Matrix end = turned("turned", Matrix(Matrix::Identity(64, 64)), {{"angle", 45.0}, {"side", std::string("rows")}});
    QVERIFY((end.cwiseAbs().array() - 0.125F).abs().maxCoeff() < 1e-6F);
    QVERIFY(end.minCoeff() < 0.0F);
}

// Outlier channels fade all the way to 45 degrees, and all of it comes back.
void TestCoordinates::turnedFlattensTheSample()
{
    Matrix weights = drawMatrix(128, 256, 9);
    weights.col(33) *= 25.0F;
    weights.col(200) *= 12.0F;
    double last = std::numeric_limits<double>::infinity();
    for (const double angle : {0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0}) {
        const Basis basis = fit("turned", weights, {{"angle", angle}});
        Matrix changed = weights;
        basis.forward(changed, JobContext());
        const double kurtosis = uncentredKurtosis(changed);
        QVERIFY2(kurtosis < last, qPrintable(QString::number(angle)));
        last = kurtosis;
        basis.inverse(changed, JobContext());
        QVERIFY((changed - weights).cwiseAbs().maxCoeff() < 3e-6F * weights.cwiseAbs().maxCoeff());
    }
    QVERIFY(last < 3.5);
    QCOMPARE(fit("turned", weights).sideInformationBits(), 32.0); // the angle, once
}

void TestCoordinates::turnedBlocks()
{
    const auto textOf = [&](Index n) {
        return fit("turned", Matrix(Matrix::Ones(1, n)), {{"side", std::string("columns")}}).description();
    };
    QCOMPARE(textOf(172), std::string("columns: two overlapping runs of butterflies of 128 turned by 20 degrees between "
                                      "fixed signs"));
    QCOMPARE(textOf(64), std::string("columns: butterflies of 64 turned by 20 degrees"));
    for (const Index n : {3, 7, 45, 172}) {
        const Matrix weights = drawMatrix(3, n, 1);
        const Parameters columns{{"side", std::string("columns")}, {"angle", 30.0}};
        QVERIFY(sameBits(turned("turned", weights, {{"angle", 0.0}}), weights));
        const Basis basis = fit("turned", weights, columns);
        QVERIFY(basis.columns()->orthogonalityError(JobContext()) < 2e-6);
        Matrix there = turned("turned", weights, columns);
        const Matrix rows = turned("turned", Matrix(weights.transpose()), {{"side", std::string("rows")}, {"angle", 30.0}});
        QVERIFY(sameBits(rows.transpose(), there));
        basis.columns()->applyToRows(there, Direction::Inverse, JobContext());
        QVERIFY((there - weights).cwiseAbs().maxCoeff() < 1e-6F);
    }
    // One channel of 688: all of its energy is spread in the end, as by a Hadamard matrix.
    Matrix spike = Matrix::Zero(1, 688);
    spike(0, 300) = 1.0F;
    const Matrix spread = turned("turned", spike, {{"side", std::string("columns")}, {"angle", 45.0}});
    QVERIFY2(uncentredKurtosis(spread) < 6.0, qPrintable(QString::number(uncentredKurtosis(spread))));
}

// W' = W M on columns, M^T W on rows, repeated where it is smaller; charged once.
void TestCoordinates::imported()
{
    Random random(4);
    const MatrixD matrix = haarMatrix(6, random, JobContext());
    const Matrix weights = drawMatrix(12, 6, 4);
    FitInput input(weights);
    input.readMatrix = [&matrix](const std::string& path, const std::string& tensor, const JobContext&) {
        return path == "r.npy" && tensor == "R" ? matrix : MatrixD();
    };
    Parameters given{{"rotation-file", std::string("r.npy")},
                     {"rotation-tensor", std::string("R")},
                     {"basis-bits", std::int64_t{32}}};
    const MatrixD w = weights.cast<double>();
    QVERIFY((turned("imported", input, given).cast<double>() - w * matrix).cwiseAbs().maxCoeff() < 1e-6);
    QCOMPARE(fit("imported", input, given).sideInformationBits(), 32.0 * 36.0);
    given.set("side", std::string("rows"));
    const Matrix byRows = turned("imported", input, given);
    for (const Index half : {0, 6})
        QVERIFY((byRows.middleRows(half, 6).cast<double>() - matrix.transpose() * w.middleRows(half, 6))
                    .cwiseAbs()
                    .maxCoeff() < 1e-6);
    given.set("side", std::string("both"));
    QCOMPARE(fit("imported", input, given).sideInformationBits(), 32.0 * 36.0);
    // Orthogonal to 16-bit precision only: taken, made exactly orthogonal, and the description tells.
    const MatrixD rough = matrix.unaryExpr([](double x) { return std::round(x * 2000.0) / 2000.0; });
    input.readMatrix = [&rough](const std::string&, const std::string&, const JobContext&) { return rough; };
    const Basis basis = fit("imported", input, given);
    QVERIFY(basis.columns()->orthogonalityError(JobContext()) < 1e-6);
    QVERIFY(basis.description().find("max |M^T M - I| 0.000") != std::string::npos);
}

void TestCoordinates::importedRefusals_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("word");
    QTest::newRow("no file") << QStringLiteral("no file") << QStringLiteral("rotation-file");
    QTest::newRow("wide") << QStringLiteral("wide") << QStringLiteral("is 3 x 4: a rotation is square");
    QTest::newRow("skewed") << QStringLiteral("skewed")
                            << QStringLiteral("max |M^T M - I| is 0.01, the limit is 0.001");
    QTest::newRow("NaN") << QStringLiteral("NaN") << QStringLiteral("is not orthogonal");
    QTest::newRow("other size") << QStringLiteral("other size")
                                << QStringLiteral("do not divide the 8 columns");
    QTest::newRow("empty") << QStringLiteral("empty") << QStringLiteral("square");
}

void TestCoordinates::importedRefusals()
{
    QFETCH(QString, kind);
    QFETCH(QString, word);
    const Matrix weights = drawMatrix(8, 8, 4);
    FitInput input(weights);
    MatrixD matrix = MatrixD::Identity(4, 4);
    if (kind == QStringLiteral("wide")) matrix = MatrixD::Identity(3, 4);
    if (kind == QStringLiteral("skewed")) matrix(0, 1) = 0.01;
    if (kind == QStringLiteral("NaN")) matrix(1, 1) = std::nan("");
    if (kind == QStringLiteral("other size")) matrix = MatrixD::Identity(3, 3);
    if (kind == QStringLiteral("empty")) matrix.resize(0, 0);
    input.readMatrix = [&matrix](const std::string&, const std::string&, const JobContext&) {
        return matrix;
    };
    const std::string file = kind == QStringLiteral("no file") ? "" : "m.npy";
    try {
        static_cast<void>(fit("imported", input, {{"rotation-file", file}}));
        QFAIL("it was taken");
    } catch (const InvalidRequest& error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(word), error.what());
    }
}

// One transform per head along the axis that has heads; a sentence where the size is unknown.
void TestCoordinates::heads()
{
    const Matrix weights = drawMatrix(24, 10, 4);
    FitInput input(weights);
    input.rowHead = 8;
    const Parameters rows{{"block", headBlock}, {"side", std::string("rows")}};
    for (const char* id : {"hadamard", "pca", "dct", "haar", "permutation", "givens_path"}) {
        const Matrix changed = turned(id, input, rows);
        QVERIFY(sameBits(changed,
                         turned(id, weights, {{"block", std::int64_t{8}}, {"side", std::string("rows")}})));
        QVERIFY_EXCEPTION_THROWN(turned(id, weights, rows), InvalidRequest);
        QVERIFY_EXCEPTION_THROWN(turned(id, input, {{"block", headBlock}, {"side", std::string("columns")}}),
                                 InvalidRequest);
        QVERIFY_EXCEPTION_THROWN(turned(id, input, {{"block", headBlock}, {"side", std::string("both")}}),
                                 InvalidRequest);
    }
}

void TestCoordinates::seedIsChargedOnce_data()
{
    QTest::addColumn<QString>("id");
    for (const char* id : {"hadamard", "haar", "permutation"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void TestCoordinates::seedIsChargedOnce()
{
    QFETCH(QString, id);
    for (const char* side : {"rows", "columns", "both"})
        for (const std::int64_t block : {0, 7})
            QCOMPARE(
                fit(id.toStdString(), drawMatrix(20, 33, 1), {{"side", std::string(side)}, {"block", block}})
                    .sideInformationBits(),
                64.0);
}

// The axes are the rows of the map: coordinates are products with them.
void TestCoordinates::axesOfABasis()
{
    const Matrix weights = drawMatrix(10, 24, 4);
    const Basis basis = fit("haar", weights, {{"side", std::string("columns")}});
    const MatrixD axes = leadingAxes(basis.columns(), 24, 5, JobContext());
    QVERIFY((axes * axes.transpose() - MatrixD::Identity(5, 5)).cwiseAbs().maxCoeff() < 1e-12);
    const Matrix changed = turned("haar", weights, {{"side", std::string("columns")}});
    QVERIFY((weights.cast<double>() * axes.transpose() - changed.leftCols(5).cast<double>())
                .cwiseAbs()
                .maxCoeff() < 1e-5);
    QVERIFY(leadingAxes(nullptr, 6, 2, JobContext()) == MatrixD::Identity(2, 6));
    QVERIFY_EXCEPTION_THROWN(leadingAxes(nullptr, 6, 7, JobContext()), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(leadingAxes(nullptr, 6, 0, JobContext()), InvalidRequest);
}

QTEST_APPLESS_MAIN(TestCoordinates)
#include "tst_coordinates.moc"
