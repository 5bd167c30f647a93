// SPDX-License-Identifier: GPL-3.0-or-later
// The randomized Hadamard coordinate system: kurtosis identities of science.md 1.1, round trips at the sizes
// of real models, seeds, threads.
#include "core/base/parallel.h"
#include "core/engine/analysis_session.h"
#include "core/registry/registries.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>

using namespace alidade;
using namespace alidade::test;

namespace {

/// Mean and standard error of a number over seeds.
struct Estimate {
    double mean = 0.0;
    double error = 0.0;
};

template <typename Draw>
Estimate estimate(int draws, Draw draw)
{
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < draws; ++i) {
        const double value = draw(i);
        sum += value;
        squares += value * value;
    }
    const double mean = sum / draws;
    return {mean, std::sqrt(std::max(0.0, squares / draws - mean * mean) / draws)};
}

} // namespace

class TestHadamardCoordinates : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void kurtosisIdentity_data();
    void kurtosisIdentity();
    void blockIdentity();
    void sampleIdentities();
    void roundTripAtRealSizes_data();
    void roundTripAtRealSizes();
    void everySideAndBlock_data();
    void everySideAndBlock();
    void seedDecides();
    void sidesDrawTheirOwnSigns();
    void sameBitsForAnyTeam();
    void fallbackIsSaid();
    void seedIsChargedOnce();

private:
    [[nodiscard]] Basis fit(const Matrix& weights, const std::string& side, std::int64_t block,
                            std::int64_t seed) const
    {
        const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find("hadamard");
        const Parameters given{{"side", side}, {"block", block}, {"seed", seed}};
        return entry.make(resolveParameters(entry.parameters, given))->fit(weights, JobContext());
    }

    [[nodiscard]] Matrix turned(const Matrix& weights, const std::string& side, std::int64_t block = 0,
                                std::int64_t seed = 42) const
    {
        Matrix changed = weights;
        fit(weights, side, block, seed).forward(changed, JobContext());
        return changed;
    }

    /// The matrix that an input of references.json names: "FILE TENSOR" or "FILE TENSOR row 0...".
    Matrix sample(const QString& input) const
    {
        const QStringList words = input.split(QLatin1Char(' '));
        const auto file = openCheckpoint(samplePath(words[0].toStdString()), m_registries.checkpointFormats);
        const Matrix all = file->readMatrix(file->find(words[1].toStdString()), JobContext());
        return words.size() > 2 ? Matrix(all.topRows(1)) : all;
    }

    Registries m_registries;
};

void TestHadamardCoordinates::initTestCase() { m_registries = builtinRegistries(); }

void TestHadamardCoordinates::kurtosisIdentity_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("seeds");
    for (const int size : {12, 64, 172, 688, 1024}) {
        QTest::addRow("one weight, %d", size) << QStringLiteral("one") << size << 20;
        QTest::addRow("equal weights, %d", size) << QStringLiteral("flat") << size << 200;
        QTest::addRow("ramp, %d", size) << QStringLiteral("ramp") << size << 200;
        QTest::addRow("outliers, %d", size) << QStringLiteral("outliers") << size << 200;
    }
}

// T3: E kurtosis = 3 - 2 k / n over the signs, whatever the vector; exactly 1 for a single weight.
void TestHadamardCoordinates::kurtosisIdentity()
{
    QFETCH(QString, kind);
    QFETCH(int, size);
    QFETCH(int, seeds);
    Matrix x = Matrix::Ones(1, size);
    if (kind == QStringLiteral("one")) x = Matrix::Zero(1, size);
    if (kind == QStringLiteral("one")) x(0, size / 3) = -7.0F;
    if (kind == QStringLiteral("ramp"))
        for (int i = 0; i < size; ++i)
            x(0, i) = static_cast<float>(i + 1);
    if (kind == QStringLiteral("outliers")) {
        x = drawMatrix(1, size, 2, Source::Laplace);
        x(0, 1) = 12.0F;
        x(0, size - 1) = -9.0F;
    }
    const double wanted = 3.0 - 2.0 * uncentredKurtosis(x) / size;
    const Estimate found =
        estimate(seeds, [&](int seed) { return uncentredKurtosis(turned(x, "columns", 0, seed)); });
    VERIFY_NEAR(found.mean, wanted, 4 * found.error + 1e-5);
    if (kind == QStringLiteral("one")) VERIFY_NEAR(found.error, 0.0, 1e-6);
}

// E kurtosis of block diagonals = (n / b) sum over blocks of (3 E_B^2 - 2 q_B) / E^2.
void TestHadamardCoordinates::blockIdentity()
{
    for (const QJsonValueConstRef entry :
         references()[QStringLiteral("hadamard_kurtosis")][QStringLiteral("blocks")].toArray()) {
        const QJsonObject expected = entry.toObject();
        const Matrix row = sample(expected[QStringLiteral("input")].toString());
        const std::int64_t block = expected[QStringLiteral("block")].toInteger();
        const double wanted = expected[QStringLiteral("expected_kappa")].toDouble();
        const Estimate found =
            estimate(400, [&](int seed) { return uncentredKurtosis(turned(row, "columns", block, seed)); });
        VERIFY_NEAR(found.mean, wanted, 4 * found.error);
    }
}

void TestHadamardCoordinates::sampleIdentities()
{
    int found = 0;
    for (const QJsonValueConstRef entry :
         references()[QStringLiteral("hadamard_kurtosis")][QStringLiteral("whole")].toArray()) {
        const QJsonObject expected = entry.toObject();
        const QString input = expected[QStringLiteral("input")].toString();
        if (!input.startsWith(QStringLiteral("kjv_llama"))) continue;
        ++found;
        const Matrix weights = sample(input.section(QLatin1Char(','), 0, 0));
        VERIFY_NEAR(uncentredKurtosis(weights), expected[QStringLiteral("kappa")].toDouble(),
                    1e-9 * expected[QStringLiteral("kappa")].toDouble());
        const int seeds = weights.rows() > 1 ? 24 : 200;
        const double error =
            expected[QStringLiteral("standard_deviation_per_draw")].toDouble() / std::sqrt(seeds);
        const Estimate drawn =
            estimate(seeds, [&](int seed) { return uncentredKurtosis(turned(weights, "columns", 0, seed)); });
        VERIFY_NEAR(drawn.mean, expected[QStringLiteral("expected_kappa")].toDouble(), 4 * error);
    }
    QCOMPARE(found, 6);
}

void TestHadamardCoordinates::roundTripAtRealSizes_data()
{
    QTest::addColumn<int>("columns");
    for (const int columns :
         {688, 896, 960, 1376, 3072, 4864, 5632, 8960, 11008, 13824, 14336, 18944, 29568, 13696, 188})
        QTest::addRow("%d", columns) << columns;
}

// T5 on short matrices: energy to 1e-6, back to 1e-5 of the largest weight.
void TestHadamardCoordinates::roundTripAtRealSizes()
{
    QFETCH(int, columns);
    Matrix weights = drawMatrix(24, columns, 31, Source::Laplace) * 0.02F;
    weights(2, columns / 2) = 3.0F;
    const Basis basis = fit(weights, "both", 0, 42);
    Matrix changed = weights;
    basis.forward(changed, JobContext());
    const Residual residual = basis.residual(weights, changed, JobContext());
    QVERIFY2(residual.energy < 1e-6, qPrintable(QString::number(residual.energy)));
    QVERIFY2(residual.roundTrip < 1e-5, qPrintable(QString::number(residual.roundTrip)));
    QVERIFY2(residual.orthogonality < 1e-6, qPrintable(QString::number(residual.orthogonality)));
    VERIFY_NEAR(changed.cast<double>().norm(), weights.cast<double>().norm(),
                1e-6 * weights.cast<double>().norm());
    QVERIFY(changed.cwiseAbs().maxCoeff() < 0.5F * weights.cwiseAbs().maxCoeff());
    basis.inverse(changed, JobContext());
    QVERIFY(largestDifference(changed, weights) < 1e-5 * 3.0);
}

void TestHadamardCoordinates::everySideAndBlock_data()
{
    QTest::addColumn<QString>("side");
    QTest::addColumn<int>("block");
    for (const char* side : {"rows", "columns", "both"})
        for (const int block : {0, 1, 2, 3, 4, 7, 16, 32, 64, 100, 128, 1000})
            QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(side)).arg(block)))
                << QString::fromLatin1(side) << block;
}

// The blocks of an axis see only their own channels: each is the transform of the part alone, with later
// signs.
void TestHadamardCoordinates::everySideAndBlock()
{
    QFETCH(QString, side);
    QFETCH(int, block);
    const Matrix weights = drawMatrix(97, 172, 3);
    const Basis basis = fit(weights, side.toStdString(), block, 9);
    Matrix changed = weights;
    basis.forward(changed, JobContext());
    QVERIFY(!sameBits(changed, weights));
    const Residual residual = basis.residual(weights, changed, JobContext());
    QVERIFY(residual.energy < 1e-6 && residual.roundTrip < 1e-6 && residual.orthogonality < 1e-6);
    if (block == 0 || side == QStringLiteral("both")) return;
    const bool columns = side == QStringLiteral("columns");
    const Index length = std::min<Index>(block, columns ? weights.cols() : weights.rows());
    const auto firstBlock = [&](const Matrix& m) {
        return columns ? Matrix(m.leftCols(length)) : Matrix(m.topRows(length));
    };
    const Matrix alone = turned(firstBlock(weights), side.toStdString(), 0, 9);
    QVERIFY(sameBits(alone, firstBlock(changed)));
}

void TestHadamardCoordinates::seedDecides()
{
    const Matrix weights = drawMatrix(48, 92, 7);
    QVERIFY(sameBits(turned(weights, "both", 0, 1), turned(weights, "both", 0, 1)));
    QVERIFY(!sameBits(turned(weights, "both", 0, 1), turned(weights, "both", 0, 2)));
}

// Signs of one side must not depend on the length of the other, and must differ from the other's.
void TestHadamardCoordinates::sidesDrawTheirOwnSigns()
{
    const Matrix weights = drawMatrix(64, 64, 7);
    const Matrix rowsThenColumns = turned(turned(weights, "rows"), "columns");
    QVERIFY(largestDifference(rowsThenColumns, turned(weights, "both")) < 1e-5);
    QVERIFY(largestDifference(turned(weights, "rows").transpose(), turned(weights.transpose(), "columns")) >
            0.1);
}

void TestHadamardCoordinates::sameBitsForAnyTeam()
{
    const Matrix weights = drawMatrix(172, 688, 8);
    for (const std::string side : {"rows", "columns", "both"}) {
        setWorkerThreads(1);
        const Matrix one = turned(weights, side);
        for (const int threads : {2, 3}) {
            setWorkerThreads(threads);
            QVERIFY(sameBits(turned(weights, side), one));
        }
    }
    setWorkerThreads(0);
}

void TestHadamardCoordinates::fallbackIsSaid()
{
    QCOMPARE(fit(Matrix::Ones(1, 688), "columns", 0, 1).description(),
             std::string("columns: H172 (Williamson) x H4, random signs"));
    QCOMPARE(fit(Matrix::Ones(1, 13696), "columns", 0, 1).description(),
             std::string("columns: 107 blocks of H128, random signs"));
    const std::string odd = fit(Matrix::Ones(188, 4), "both", 0, 1).description();
    QVERIFY2(odd.find("rows: blocks: H92 (Williamson) x H2") == 0 &&
                 odd.find("(2 blocks)") != std::string::npos,
             odd.c_str());
}

void TestHadamardCoordinates::seedIsChargedOnce()
{
    for (const std::string side : {"rows", "columns", "both"})
        for (const std::int64_t block : {0, 16})
            QCOMPARE(fit(Matrix::Ones(97, 188), side, block, 1).sideInformationBits(), 64.0);
}

QTEST_APPLESS_MAIN(TestHadamardCoordinates)
#include "tst_hadamard_coordinates.moc"
