// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that are drawn: splits by rank against a singular value decomposition, magnitude against sensitivity in plain
// loops, and both through the session.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/engine/analysis_session.h"
#include "core/engine/calibration.h"
#include "core/numerics/orthogonal.h"
#include "core/numerics/rank_correlation.h"
#include "core/transforms/moments_in_coordinates.h"

#include "tests/support/moments_testing.h"
#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <Eigen/SVD>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

std::uint64_t countsOf(const Histogram& histogram)
{
    return std::accumulate(histogram.counts.begin(), histogram.counts.end(), histogram.below + histogram.above);
}

/// Indices of the largest values.
std::vector<Index> topOf(const MatrixD& values, std::size_t count)
{
    std::vector<Index> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::sort(order.begin(), order.end(), [&](Index a, Index b) { return values.data()[a] > values.data()[b]; });
    order.resize(count);
    std::sort(order.begin(), order.end());
    return order;
}

Eigen::VectorXd energies(Index count, double decades)
{
    Eigen::VectorXd values(count);
    for (Index i = 0; i < count; ++i)
        values(i) = std::pow(10.0, -decades * static_cast<double>((7 * i) % count) / static_cast<double>(count));
    return values;
}

} // namespace

class TestPictures : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void ladders();
    void splitsAreSingularValues_data();
    void splitsAreSingularValues();
    void splitRates();
    void splitsInOtherCoordinates();
    void splitEnds();
    void splitRefusals();
    void splitStops();
    void sensitivityInPlainLoops_data();
    void sensitivityInPlainLoops();
    void ties();
    void sensitivityEnds();
    void energiesAreTheDiagonal();
    void session();

private:
    Registries m_registries;
    QTemporaryDir m_folder;
};

void TestPictures::ladders()
{
    QCOMPARE(rankLadder(4, 100), (std::vector<int>{0, 1, 2, 4}));
    QCOMPARE(rankLadder(7, 6), (std::vector<int>{0, 1, 2, 4, 6}));
    QCOMPARE(rankLadder(1, 5), (std::vector<int>{0, 1}));
    QCOMPARE(rankLadder(4096, 4096).size(), std::size_t{14});
    for (const Index size : {4097, 8192, 20000, 300000}) {
        const std::vector<int> ranks = rankLadder(size, 2 * size);
        QVERIFY(ranks.size() <= 14 && ranks[0] == 0 && ranks[1] == 1 && ranks.back() == size);
        QVERIFY(std::is_sorted(ranks.begin(), ranks.end()));
    }
}

void TestPictures::splitsAreSingularValues_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("wide") << 40 << 90;
    QTest::newRow("tall") << 90 << 40;
    QTest::newRow("square") << 48 << 48;
}

void TestPictures::splitsAreSingularValues()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    Matrix weights = drawMatrix(rows, columns, 3, Source::Laplace) + 2.0F * drawMatrix(rows, 3, 4) * drawMatrix(3, columns, 5);
    weights.col(7) *= 5.0F;
    const SplitRequest request{{0, 1, 3, 10, 33}, 4.0};
    const RankSplit split = splitByRank(weights, request, JobContext());
    QCOMPARE(split.points.size(), request.ranks.size());
    const Eigen::MatrixXd exact = weights.cast<double>();
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(exact, Eigen::ComputeThinU | Eigen::ComputeThinV);
    const double sigma = std::sqrt(exact.squaredNorm() / static_cast<double>(exact.size()));
    for (std::size_t i = 0; i < request.ranks.size(); ++i) {
        const RankSplitPoint& point = split.points[i];
        const Index r = request.ranks[i];
        QCOMPARE(point.rank, request.ranks[i]);
        const Eigen::MatrixXd part = svd.matrixU().leftCols(r) * svd.singularValues().head(r).asDiagonal() *
                                     svd.matrixV().leftCols(r).transpose();
        const Eigen::MatrixXd residual = exact - part;
        VERIFY_NEAR(point.energyShare, 1.0 - residual.squaredNorm() / exact.squaredNorm(), 1e-6);
        const double rms = std::sqrt(residual.squaredNorm() / static_cast<double>(residual.size()));
        VERIFY_NEAR(point.residualRms, rms / sigma, 1e-5);
        VERIFY_NEAR(point.peak, residual.cwiseAbs().maxCoeff() / rms, 1e-3);
        const auto moments = naiveMoments(std::vector<double>(residual.data(), residual.data() + residual.size()));
        VERIFY_NEAR(point.kurtosis, moments.kurtosis, 1e-3 * moments.kurtosis);
        VERIFY_NEAR(point.functionRate, 16.0 * static_cast<double>(r) * (1.0 / rows + 1.0 / columns), 1e-12);
        QCOMPARE(countsOf(point.residual), static_cast<std::uint64_t>(weights.size()));
        QCOMPARE(countsOf(point.function), static_cast<std::uint64_t>(weights.size()));
        QCOMPARE(point.residual.below + point.residual.above, std::uint64_t{0});
        // Every value within its bin: as many below any border as plain counting finds, but for rounding at the border.
        const double width = (point.residual.high - point.residual.low) / splitBins;
        std::int64_t binned = 0;
        for (int bin = 0; bin < 300; ++bin) binned += static_cast<std::int64_t>(point.residual.counts[static_cast<std::size_t>(bin)]);
        const double border = (point.residual.low + 300.0 * width) * sigma;
        VERIFY_NEAR(static_cast<double>(binned), static_cast<double>((residual.array() < border).count()), 2.0);
    }
}

// Noise stays noise: its residual saves log2 of what the rms falls, and the factors cost more than that.
void TestPictures::splitRates()
{
    const Matrix noise = drawMatrix(192, 128, 11);
    const RankSplit split = splitByRank(noise, {{0, 4, 16, 32}, 5.0}, JobContext());
    VERIFY_NEAR(split.directRate, 5.0, 0.001);
    VERIFY_NEAR(split.sqnrDb, 6.0206 * 5.0 - 1.53, 0.1); // 1.53 dB: what uniform steps lose at a high rate
    QCOMPARE(split.points[0].residualRate, split.directRate);
    for (const RankSplitPoint& point : split.points) {
        VERIFY_NEAR(point.residualRate, 5.0 + std::log2(point.residualRms), 0.03);
        QCOMPARE(point.rate(), point.functionRate + point.residualRate);
        QVERIFY(point.rank == 0 || point.rate() > split.directRate);
    }
    // A part that holds nearly everything: nothing is left to code.
    const Matrix low = 10.0F * drawMatrix(64, 2, 1) * drawMatrix(2, 64, 2) + 1e-3F * drawMatrix(64, 64, 3);
    const RankSplit planted = splitByRank(low, {{1, 2}, 4.0}, JobContext());
    QVERIFY(planted.points[0].residualRate > 1.0);
    QCOMPARE(planted.points[1].residualRate, 0.0);
}

// Shares and rms do not know the coordinates; peaks and kurtosis do.
void TestPictures::splitsInOtherCoordinates()
{
    Matrix weights = drawMatrix(64, 96, 21);
    weights(5, 6) = 40.0F;
    Random random(3);
    const Matrix turned =
        (haarMatrix(64, random, JobContext()) * weights.cast<double>() * haarMatrix(96, random, JobContext())).cast<float>();
    const RankSplit before = splitByRank(weights, {}, JobContext());
    const RankSplit after = splitByRank(turned, {}, JobContext());
    QCOMPARE(before.points.size(), rankLadder(64, 96).size());
    for (std::size_t i = 0; i < before.points.size(); ++i) {
        VERIFY_NEAR(before.points[i].energyShare, after.points[i].energyShare, 1e-5);
        VERIFY_NEAR(before.points[i].residualRms, after.points[i].residualRms, 1e-5);
    }
    QVERIFY(before.points[0].kurtosis > 50.0 && after.points[0].kurtosis < 5.0);
    QVERIFY(before.points[2].kurtosis < 5.0); // the spike is a part of rank 1
}

void TestPictures::splitEnds()
{
    const Matrix weights = drawMatrix(20, 30, 2);
    const RankSplitPoint all = splitByRank(weights, {{20, 400}, 4.0}, JobContext()).points.front();
    QCOMPARE(all.energyShare, 1.0);
    QVERIFY(all.residualRate == 0.0 && std::isnan(all.kurtosis) && std::isnan(all.peak));
    // Of rank 2: what float32 leaves of nothing is not shown as a residual.
    const Matrix two = drawMatrix(40, 2, 1) * drawMatrix(2, 50, 2);
    const RankSplit low = splitByRank(two, {{2, 8}, 4.0}, JobContext());
    QVERIFY(low.points[0].residualRms < 1e-5);
    QVERIFY(low.points[0].residualRate == 0.0 && low.points[1].residualRate == 0.0);
    const RankSplit one = splitByRank(Matrix::Constant(1, 1, 2.0F), {}, JobContext());
    QCOMPARE(one.points.size(), std::size_t{2});
    // Three values take log2 3 bits at most and make no error then.
    Matrix ternary(30, 30);
    for (Index i = 0; i < ternary.size(); ++i) ternary.data()[i] = static_cast<float>(i * i % 7 % 3) - 1.0F;
    const RankSplit few = splitByRank(ternary, {{0, 1}, 4.0}, JobContext());
    QVERIFY(few.directRate < std::log2(3.0) + 1e-9);
    QVERIFY(std::isinf(few.sqnrDb) && std::isnan(few.points[1].residualRate));
}

void TestPictures::splitRefusals()
{
    const Matrix weights = drawMatrix(8, 8, 2);
    const auto refused = [](const Matrix& values, const SplitRequest& request) {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(splitByRank(values, request, JobContext())), InvalidRequest);
    };
    refused(weights, {{1, 1}, 4.0});
    refused(weights, {{-1, 1}, 4.0});
    refused(weights, {{}, 0.1});
    refused(weights, {{}, std::nan("")});
    refused(Matrix(0, 5), {});
    refused(Matrix::Zero(5, 5), {});
    Matrix holed = weights;
    holed(1, 1) = std::numeric_limits<float>::infinity();
    refused(holed, {});
}

void TestPictures::splitStops()
{
    std::stop_source source;
    source.request_stop();
    const JobContext stopped(source.get_token(), nullptr, nullptr);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(splitByRank(drawMatrix(64, 64, 2), {}, stopped)), Cancelled);
}

void TestPictures::sensitivityInPlainLoops_data()
{
    QTest::addColumn<bool>("gradients");
    QTest::newRow("inputs") << false;
    QTest::newRow("inputs and gradients") << true;
}

void TestPictures::sensitivityInPlainLoops()
{
    QFETCH(bool, gradients);
    const Matrix weights = drawMatrix(60, 100, 13, Source::Laplace); // 1 % are 60 weights: a column
    const Eigen::VectorXd inputs = energies(100, 3.0);
    const Eigen::VectorXd outputs = gradients ? Eigen::VectorXd(1e-12 * energies(60, 2.0)) : Eigen::VectorXd();
    const CoefficientSensitivity measured = sensitivityOf(weights, inputs, outputs, JobContext());
    QCOMPARE(measured.gradients, gradients);
    MatrixD squares = weights.cast<double>().cwiseAbs2();
    MatrixD fisher = Eigen::VectorXd::Ones(60) * inputs.transpose();
    if (gradients) fisher = 1e12 * outputs * inputs.transpose();
    const Matrix magnitudes = weights.cwiseAbs();
    const Matrix roots = fisher.cwiseSqrt().cast<float>();
    const auto size = static_cast<std::size_t>(weights.size());
    VERIFY_NEAR(measured.spearman, spearman({magnitudes.data(), size}, {roots.data(), size}), 1e-5);
    const std::vector<Index> large = topOf(squares, 60);
    const std::vector<Index> sensitive = topOf(fisher, 60);
    std::vector<Index> common;
    std::set_intersection(large.begin(), large.end(), sensitive.begin(), sensitive.end(), std::back_inserter(common));
    VERIFY_NEAR(measured.overlap, static_cast<double>(common.size()) / 60.0, 1e-9);
    double energy = 0.0;
    double output = 0.0;
    for (const Index place : large) {
        energy += squares.data()[place];
        output += squares.data()[place] * fisher.data()[place];
    }
    VERIFY_NEAR(measured.topEnergy, energy / squares.sum(), 1e-6);
    VERIFY_NEAR(measured.topOperatorEnergy, output / squares.cwiseProduct(fisher).sum(), 1e-6);
    const JointHistogram histogram = jointHistogram(squares.cast<float>(), fisher.cast<float>());
    int moved = 0; // values on a border may fall to either side
    for (std::size_t i = 0; i < histogram.counts.size(); ++i)
        moved += std::abs(static_cast<int>(histogram.counts[i]) - static_cast<int>(measured.histogram.counts[i]));
    QVERIFY2(moved <= 6, qPrintable(QString::number(moved)));
    QCOMPARE(measured.histogram.left, std::uint64_t{0});
}

// Equal values at the limit of the top are chosen by no order of place: their mean is taken.
void TestPictures::ties()
{
    Matrix weights = Matrix::Constant(10, 100, 1.0F); // the top are 10 of 1000 equal ones
    const Eigen::VectorXd inputs = Eigen::VectorXd::Ones(100);
    const CoefficientSensitivity equal = sensitivityOf(weights, inputs, {}, JobContext());
    VERIFY_NEAR(equal.overlap, 0.01, 1e-12);
    VERIFY_NEAR(equal.topEnergy, 0.01, 1e-12);
    QVERIFY(std::isnan(equal.spearman));
    weights.col(3) *= 2.0F;
    Eigen::VectorXd one = inputs;
    one(3) = 4.0;
    const CoefficientSensitivity same = sensitivityOf(weights, one, {}, JobContext());
    VERIFY_NEAR(same.overlap, 1.0, 1e-12);
    VERIFY_NEAR(same.spearman, 1.0, 1e-9);
    VERIFY_NEAR(same.topOperatorEnergy, 16.0 * 10.0 / (16.0 * 10.0 + 990.0), 1e-6);
}

void TestPictures::sensitivityEnds()
{
    const Matrix weights = drawMatrix(6, 5, 1);
    const CoefficientSensitivity dead = sensitivityOf(weights, Eigen::VectorXd::Zero(5), {}, JobContext());
    QVERIFY(std::isnan(dead.spearman) && std::isnan(dead.topOperatorEnergy));
    QCOMPARE(dead.histogram.left, std::uint64_t{30});
    const CoefficientSensitivity zero =
        sensitivityOf(Matrix::Zero(6, 5), Eigen::VectorXd::Ones(5), Eigen::VectorXd::Ones(6), JobContext());
    QVERIFY(std::isnan(zero.topEnergy) && zero.histogram.left == 30);
    const auto refused = [&](const Matrix& values, Index inputs, Index outputs) {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(sensitivityOf(values, Eigen::VectorXd::Ones(inputs),
                                                                 Eigen::VectorXd::Ones(outputs), JobContext())),
                                 InvalidRequest);
    };
    refused(weights, 6, 0);
    refused(weights, 5, 5);
    refused(Matrix(0, 5), 5, 0);
    Matrix holed = weights;
    holed(2, 2) = std::nanf("");
    refused(holed, 5, 6);
    const Matrix large = drawMatrix(1100, 1000, 7);
    const CoefficientSensitivity several = sensitivityOf(large, energies(1000, 2.0), {}, JobContext());
    setWorkerThreads(1);
    const CoefficientSensitivity alone = sensitivityOf(large, energies(1000, 2.0), {}, JobContext());
    setWorkerThreads(0);
    QVERIFY(several.histogram.counts == alone.histogram.counts && several.spearman == alone.spearman &&
            several.topOperatorEnergy == alone.topOperatorEnergy);
}

void TestPictures::energiesAreTheDiagonal()
{
    const auto moments = sharedMoments(correlatedMoments(48, 40.0, 5));
    const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find("hadamard");
    const Matrix weights = drawMatrix(48, 48, 1);
    const Basis basis = entry.make(resolveParameters(entry.parameters, {}))->fit(weights, JobContext());
    const Eigen::VectorXd whole = momentsInCoordinates(moments, basis, JobContext())->diagonal();
    const Eigen::VectorXd alone = energiesInCoordinates(*moments, basis.columns(), JobContext());
    QVERIFY((whole - alone).cwiseAbs().maxCoeff() < 1e-9);
    QVERIFY(energiesInCoordinates(*moments, nullptr, JobContext()) == moments->diagonal());
    // The output side by its own axes: L G L^T.
    MatrixD axes = MatrixD::Identity(48, 48);
    Matrix identity = Matrix::Identity(48, 48);
    basis.rows()->applyToColumns(identity, Direction::Forward, JobContext());
    axes = identity.cast<double>();
    const Eigen::VectorXd wanted = (axes * *moments * axes.transpose()).diagonal();
    QVERIFY((wanted - energiesInCoordinates(*moments, basis.rows(), JobContext())).cwiseAbs().maxCoeff() < 1e-6);
}

// Through a request: nothing without knowledge, gradients where they were measured, nothing where it would mean nothing.
void TestPictures::session()
{
    const std::string model = m_folder.filePath(QStringLiteral("m.safetensors")).toStdString();
    const std::string calibration = m_folder.filePath(QStringLiteral("c.h5")).toStdString();
    const Matrix weights = drawMatrix(32, 24, 1);
    writeSafetensors(model, {storedMatrix("w", weights), storedMatrix("other", drawMatrix(16, 40, 2))});
    const MatrixD inputs = correlatedMoments(24, 30.0, 3);
    const std::vector<CalibrationPlan> plan{{"w.input_moments", 24, 24, false}, {"w.output_gradient_moments", 32, 32, false}};
    writeCalibration(
        calibration, {}, plan,
        [&](std::size_t place, const JobContext&) { return place == 0 ? inputs : correlatedMoments(32, 20.0, 4); },
        m_registries, JobContext());
    AnalysisSession session(m_registries);
    AnalysisRequest request;
    request.file = model;
    request.tensor = "w";
    request.coordinates = {"original", {}};
    request.sensitivity = true;
    request.split = SplitRequest{{0, 2}, 3.5};
    QVERIFY(QString::fromStdString(commandLine(request)).endsWith(QStringLiteral(" --split 0,2 --split-bits 3.5 --sensitivity")));
    const auto blind = session.analyse(request, JobContext());
    QVERIFY(!blind->sensitivity && blind->split && blind->split->points.size() == 2);
    QVERIFY(approximateBytes(*blind) > 4 * splitBins * sizeof(std::uint64_t));
    AnalysisRequest seeing = request;
    seeing.calibration = calibration;
    QVERIFY(request < seeing || seeing < request);
    const auto seen = session.analyse(seeing, JobContext());
    QVERIFY(seen->sensitivity && seen->sensitivity->gradients);
    const CoefficientSensitivity wanted =
        sensitivityOf(weights, inputs.diagonal(), correlatedMoments(32, 20.0, 4).diagonal(), JobContext());
    VERIFY_NEAR(seen->sensitivity->spearman, wanted.spearman, 1e-4);
    seeing.coordinates = {"hadamard", {}};
    QVERIFY(session.analyse(seeing, JobContext())->sensitivity);
    seeing.coordinates = {"scaled_hadamard", {}};
    QVERIFY(!session.analyse(seeing, JobContext())->sensitivity); // not orthogonal
    seeing.coordinates = {"original", {}};
    seeing.tensor = "other";
    QVERIFY(!session.analyse(seeing, JobContext())->sensitivity);
}

QTEST_APPLESS_MAIN(TestPictures)
#include "tst_pictures.moc"
