// SPDX-License-Identifier: GPL-3.0-or-later
// Learned rotations: the best angle of two axes, recovery of known axes (T23), and noise that must not look
// like structure (T24). Reference values: science.md 1.6.
#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/registry/registries.h"
#include "core/transforms/learned_rotation.h"
#include "core/transforms/rotation_steps.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QRegularExpression>
#include <QtTest>

#include <cmath>
#include <numbers>

using namespace alidade;
using namespace alidade::test;

namespace {

double kurtosisOf(const MatrixD& y)
{
    return y.array().square().square().sum() * static_cast<double>(y.size()) /
           (y.squaredNorm() * y.squaredNorm());
}

double defectOf(const MatrixD& q)
{
    return (q * q.transpose() - MatrixD::Identity(q.rows(), q.rows())).cwiseAbs().maxCoeff();
}

/// Independent Laplace coordinates (rows) of variance one.
MatrixD laplace(Index n, Index samples, std::uint64_t seed)
{
    return drawMatrix(n, samples, seed, Source::Laplace).cast<double>();
}

MatrixD gaussian(Index n, Index samples, std::uint64_t seed)
{
    return drawMatrix(n, samples, seed).cast<double>();
}

MatrixD haar(Index n, std::uint64_t seed)
{
    Random random(seed);
    return haarMatrix(n, random, JobContext());
}

/// Fourth powers of two axes after a rotation, without the program's formula.
double goalAt(const MatrixD& pair, double angle, FourthPowers goal)
{
    const Eigen::ArrayXd x = std::cos(angle) * pair.row(0).array() + std::sin(angle) * pair.row(1).array();
    const Eigen::ArrayXd y = std::cos(angle) * pair.row(1).array() - std::sin(angle) * pair.row(0).array();
    const double fourth = x.pow(4.0).sum() + y.pow(4.0).sum();
    if (goal == FourthPowers::Flatten) return -fourth;
    if (goal == FourthPowers::Quartimax) return fourth;
    const double squares = std::pow(x.square().sum(), 2.0) + std::pow(y.square().sum(), 2.0);
    return fourth - squares / static_cast<double>(pair.cols());
}

} // namespace

class TestLearnedRotations : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void bestAngle_data();
    void bestAngle();
    void sweepsAreMonotone_data();
    void sweepsAreMonotone();
    void recoversTheAxes();
    void flattensBelowGaussian();
    void noiseIsOverfitted();
    void heldOutNoiseShowsNothing();
    void structureSurvivesTheOtherHalf();
    void descentIsMonotone();
    void gradientsEndAtTheSparseAxes();
    void learnedSystems_data();
    void learnedSystems();
    void neverWorseThanTheStart_data() { learnedSystems_data(); }
    void neverWorseThanTheStart();
    void headBlocks();
    void blocksThatAreTooLong();

private:
    [[nodiscard]] Basis fit(const std::string& id, const FitInput& input, const Parameters& given) const
    {
        const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find(id);
        return entry.make(resolveParameters(entry.parameters, given))->fit(input, JobContext());
    }

    Registries m_registries;
};

void TestLearnedRotations::bestAngle_data()
{
    QTest::addColumn<int>("goal");
    for (const FourthPowers goal : {FourthPowers::Flatten, FourthPowers::Quartimax, FourthPowers::Varimax})
        for (int seed = 1; seed <= 4; ++seed)
            QTest::addRow("goal %d, draw %d", static_cast<int>(goal), seed)
                << 10 * static_cast<int>(goal) + seed;
}

// T23: no angle of a fine grid does better than the closed form.
void TestLearnedRotations::bestAngle()
{
    QFETCH(int, goal);
    const auto wanted = static_cast<FourthPowers>(goal / 10);
    MatrixD pair =
        haar(2, static_cast<std::uint64_t>(goal)) * laplace(2, 300, static_cast<std::uint64_t>(goal));
    pair.row(0) *= 1.5;
    const double angle = bestPairAngle(&pair(0, 0), &pair(1, 0), pair.cols(), wanted);
    QVERIFY(std::abs(angle) <= std::numbers::pi / 4.0 + 1e-12);
    const double best = goalAt(pair, angle, wanted);
    double second = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < 2000; ++i)
        second = std::max(second, goalAt(pair, std::numbers::pi * i / 2000.0, wanted));
    QVERIFY(best >= second - 1e-10 * std::abs(second));
    QVERIFY(best - second < 1e-3 * std::abs(second)); // and the grid comes close to it
}

void TestLearnedRotations::sweepsAreMonotone_data()
{
    QTest::addColumn<int>("goal");
    for (int goal = 0; goal < 3; ++goal)
        QTest::addRow("goal %d", goal) << goal;
}

void TestLearnedRotations::sweepsAreMonotone()
{
    QFETCH(int, goal);
    const auto wanted = static_cast<FourthPowers>(goal);
    for (const Index n : {2, 3, 7, 16}) {
        const MatrixD samples = haar(n, 5) * laplace(n, 200, 6);
        MatrixD coordinates = samples;
        MatrixD axes = MatrixD::Identity(n, n);
        const auto value = [wanted](const MatrixD& y) {
            const double fourth = y.array().square().square().sum();
            const double squares = y.rowwise().squaredNorm().squaredNorm() / static_cast<double>(y.cols());
            return wanted == FourthPowers::Flatten     ? -fourth
                   : wanted == FourthPowers::Quartimax ? fourth
                                                       : fourth - squares;
        };
        double last = value(coordinates);
        for (int sweep = 0; sweep < 6; ++sweep) {
            turnPairs(axes, coordinates, wanted, 1, JobContext());
            const double now = value(coordinates);
            QVERIFY(now >= last - 1e-12 * std::abs(last));
            last = now;
        }
        QVERIFY(defectOf(axes) < 1e-12);
        QVERIFY((axes * samples - coordinates).cwiseAbs().maxCoeff() < 1e-10);
    }
}

// T23: n = 16, m = 20000: kurtosis 6.095 -> 3.545 by a random rotation -> 6.110 by quartimax, which finds the
// axes.
void TestLearnedRotations::recoversTheAxes()
{
    constexpr Index n = 16;
    const MatrixD sources = laplace(n, 20000, 1);
    const MatrixD rotation = haar(n, 2);
    MatrixD coordinates = rotation * sources;
    VERIFY_NEAR(kurtosisOf(sources), 6.0, 0.3);
    VERIFY_NEAR(kurtosisOf(coordinates), 3.545, 0.1);
    MatrixD axes = MatrixD::Identity(n, n);
    turnPairs(axes, coordinates, FourthPowers::Quartimax, 12, JobContext());
    VERIFY_NEAR(kurtosisOf(coordinates), kurtosisOf(sources), 0.05);
    QVERIFY(kurtosisOf(coordinates) >= kurtosisOf(sources) - 1e-3);
    const MatrixD both = (axes * rotation).cwiseAbs(); // a signed permutation
    for (Index i = 0; i < n; ++i) {
        QVERIFY(both.row(i).maxCoeff() > 0.99);
        QVERIFY(both.col(i).maxCoeff() > 0.99);
    }
}

void TestLearnedRotations::flattensBelowGaussian()
{
    MatrixD coordinates = laplace(16, 2000, 3);
    MatrixD axes = MatrixD::Identity(16, 16);
    turnPairs(axes, coordinates, FourthPowers::Flatten, 12, JobContext());
    QVERIFY(kurtosisOf(coordinates) <
            3.5); // the least that independent Laplace coordinates can be mixed to is 3 + 3/16
    // Two axes of signs turn into one of them being the other's flat companion: +-1 has the least kurtosis
    // there is.
    MatrixD corners(2, 4);
    corners << 1, -1, 0, 0, 0, 0, 1, -1;
    axes = MatrixD::Identity(2, 2);
    turnPairs(axes, corners, FourthPowers::Flatten, 12, JobContext());
    VERIFY_NEAR(kurtosisOf(corners), 1.0, 1e-12);
}

// T24: on Gaussian noise, n = 64, m = 1024, quartimax reports 2.98 -> 6.59.
void TestLearnedRotations::noiseIsOverfitted()
{
    MatrixD coordinates = gaussian(64, 1024, 7);
    MatrixD axes = MatrixD::Identity(64, 64);
    VERIFY_NEAR(kurtosisOf(coordinates), 3.0, 0.1);
    turnPairs(axes, coordinates, FourthPowers::Quartimax, 12, JobContext());
    VERIFY_NEAR(kurtosisOf(coordinates), 6.59, 0.35);
}

// T24: the same noise, judged on rows that were not fitted, and the description says so.
void TestLearnedRotations::heldOutNoiseShowsNothing()
{
    const Matrix noise = drawMatrix(1024, 64, 7);
    const Basis basis =
        fit("learned_concentration", noise, {{"holdout", std::string("half")}, {"starts", std::int64_t{1}}});
    const QString text = QString::fromStdString(basis.description());
    const QRegularExpression numbers(
        QStringLiteral("kurtosis about zero (\\S+) -> (\\S+) on the fitted half, (\\S+) -> (\\S+) on the "
                       "held-out half: overfitted"));
    const QRegularExpressionMatch match = numbers.match(text);
    QVERIFY2(match.hasMatch(), qPrintable(text));
    QVERIFY(match.captured(2).toDouble() > 6.0);
    VERIFY_NEAR(match.captured(4).toDouble(), 3.0, 0.25);
    const Basis all = fit("learned_concentration", noise, {{"starts", std::int64_t{1}}});
    QVERIFY(all.description().find("held-out") == std::string::npos);
}

void TestLearnedRotations::structureSurvivesTheOtherHalf()
{
    const Matrix mixed = (haar(16, 2) * laplace(16, 8000, 1)).transpose().cast<float>();
    const Basis basis =
        fit("learned_concentration", mixed, {{"holdout", std::string("half")}, {"starts", std::int64_t{1}}});
    const QString text = QString::fromStdString(basis.description());
    QVERIFY2(text.contains(QStringLiteral("held-out half")) && !text.contains(QStringLiteral("overfitted")),
             qPrintable(text));
}

// The value never rises, the axes stay orthogonal to 1e-10, and coordinates are what the axes say.
void TestLearnedRotations::descentIsMonotone()
{
    const MatrixD samples = haar(12, 4) * laplace(12, 400, 5);
    const SmoothFunction soft{
        [](const MatrixD& y) { return (y.array().square() + 0.01).sqrt().sum(); },
        [](const MatrixD& y) -> MatrixD { return y.array() / (y.array().square() + 0.01).sqrt(); }};
    MatrixD coordinates = samples;
    MatrixD axes = MatrixD::Identity(12, 12);
    double last = soft.value(samples);
    int seen = 0;
    const auto watch = [&](const MatrixD& at, const MatrixD& y) {
        const double now = soft.value(y);
        QVERIFY(now < last);
        QVERIFY(defectOf(at) < 1e-10);
        last = now;
        ++seen;
    };
    const int steps = descend(axes, coordinates, soft, 50, watch, JobContext());
    QVERIFY(seen > 3 && seen >= steps - 1);
    QVERIFY((axes * samples - coordinates).cwiseAbs().maxCoeff() < 1e-10);
}

// Coordinates that are mostly zero have their axes where the L1 norm is least.
void TestLearnedRotations::gradientsEndAtTheSparseAxes()
{
    MatrixD sparse = laplace(8, 1000, 1);
    Random random(3);
    for (Index i = 0; i < sparse.size(); ++i)
        if (random.uniform() < 0.8) sparse.data()[i] = 0.0;
    const Matrix mixed = (haar(8, 2) * sparse).transpose().cast<float>();
    const Basis basis =
        fit("learned_l1", mixed, {{"starts", std::int64_t{4}}, {"basis-bits", std::int64_t{32}}});
    Matrix found = mixed;
    basis.forward(found, JobContext());
    const double l1 = found.cast<double>().cwiseAbs().sum();
    QVERIFY2(l1 < 1.03 * sparse.cwiseAbs().sum(), qPrintable(QString::number(l1 / sparse.cwiseAbs().sum())));
    QVERIFY(mixed.cast<double>().cwiseAbs().sum() > 1.3 * sparse.cwiseAbs().sum());
}

void TestLearnedRotations::learnedSystems_data()
{
    QTest::addColumn<QString>("id");
    for (const char* id : {"learned_kurtosis", "learned_concentration", "learned_l1", "learned_quantization"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

// Seeded, charged, and every start counts: more starts are never worse.
void TestLearnedRotations::learnedSystems()
{
    QFETCH(QString, id);
    const Matrix weights = drawMatrix(60, 40, 8, Source::Laplace);
    const auto with = [&](std::int64_t starts, std::int64_t bits) {
        return fit(id.toStdString(), weights,
                   {{"starts", starts}, {"basis-bits", bits}, {"block", std::int64_t{16}}});
    };
    QCOMPARE(with(1, 16).sideInformationBits(), 16.0 * (2 * 16 * 16 + 8 * 8));
    QCOMPARE(with(1, 0).sideInformationBits(), 0.0);
    Matrix once = weights;
    Matrix again = weights;
    with(5, 16).forward(once, JobContext());
    with(5, 16).forward(again, JobContext());
    QVERIFY(sameBits(once, again));
}

// The objective after is the better one, on either side, also where the original axes are the best start.
void TestLearnedRotations::neverWorseThanTheStart()
{
    QFETCH(QString, id);
    const QRegularExpression change(QStringLiteral("(\\S+) -> ([^\\s;)]+)"));
    for (const char* side : {"rows", "columns", "both"})
        for (const std::uint64_t seed : {1, 2}) {
            const Matrix weights = drawMatrix(48, 32, seed, Source::Laplace);
            const Basis basis = fit(
                id.toStdString(), weights,
                {{"side", std::string(side)}, {"block", std::int64_t{16}}, {"basis-bits", std::int64_t{32}}});
            QRegularExpressionMatchIterator found =
                change.globalMatch(QString::fromStdString(basis.description()));
            QVERIFY(found.hasNext());
            while (found.hasNext()) {
                const QRegularExpressionMatch match = found.next();
                const double before = match.captured(1).toDouble();
                const double after = match.captured(2).toDouble();
                const bool upwards = id == QStringLiteral("learned_concentration") ||
                                     id == QStringLiteral("learned_quantization");
                QVERIFY(upwards ? after > before : after < before);
            }
        }
}

void TestLearnedRotations::headBlocks()
{
    const Matrix weights = drawMatrix(48, 20, 8, Source::Laplace);
    FitInput input(weights);
    const Parameters given{{"block", headBlock}, {"side", std::string("rows")}};
    QVERIFY_EXCEPTION_THROWN(fit("learned_kurtosis", input, given), InvalidRequest);
    input.rowHead = 12;
    QVERIFY(fit("learned_kurtosis", input, given).description().find("4 blocks of 12 learned axes") !=
            std::string::npos);
}

void TestLearnedRotations::blocksThatAreTooLong()
{
    QVERIFY_EXCEPTION_THROWN(fit("learned_kurtosis", drawMatrix(2, 1025, 1), {{"block", std::int64_t{0}}}),
                             InvalidRequest);
}

QTEST_APPLESS_MAIN(TestLearnedRotations)
#include "tst_learned_rotations.moc"
