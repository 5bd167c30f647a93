// SPDX-License-Identifier: GPL-3.0-or-later
// Null models keep what they say and destroy the rest; comparisons with them tell structure from chance;
// ensembles of seeds have the mean that theory gives them.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/engine/analysis_session.h"
#include "core/engine/seed_ensemble.h"
#include "core/numerics/symmetric_eigen.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

std::vector<float> sortedValues(const Matrix& matrix)
{
    std::vector<float> values(matrix.data(), matrix.data() + matrix.size());
    std::sort(values.begin(), values.end());
    return values;
}

std::vector<double> spectrum(const Matrix& matrix)
{
    const Eigen::VectorXd values = symmetricEigenvalues(gramOfRows(matrix, JobContext()), JobContext());
    return {values.begin(), values.end()};
}

/// Uneven rows and columns, a strong direction, heavy tails.
Matrix structured(Index rows, Index cols)
{
    Matrix weights = drawMatrix(rows, cols, 1, Source::Laplace) * 0.02F;
    weights.row(3) *= 6.0F;
    weights.col(5) *= 10.0F;
    weights += 0.5F * drawMatrix(rows, 1, 2) * drawMatrix(1, cols, 3) * 0.02F;
    return weights;
}

} // namespace

class TestNulls : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void describesItself();
    void reproducible_data() { kinds(); }
    void reproducible();
    void keepsItsPromise();
    void stops_data() { kinds(); }
    void stops();
    void structureStandsOut();
    void noiseDoesNot_data();
    void noiseDoesNot();
    void refuses();
    void nonFiniteWeightsHaveNoNulls();
    void curvesComeWithTheResult();
    void seedsAverageToTheory();
    void seedsNeedASeed();
    void commandLineNamesThem();

private:
    void kinds() const
    {
        QTest::addColumn<QString>("kind");
        for (const NullModel& model : builtinRegistries().nulls)
            QTest::newRow(model.id.c_str()) << QString::fromStdString(model.id);
    }

    [[nodiscard]] Matrix drawn(const std::string& kind, const Matrix& weights, std::uint64_t seed = 1,
                               int draw = 0) const
    {
        return m_registries.nulls.find(kind).make(weights, seed, draw, JobContext());
    }

    [[nodiscard]] std::string stored(const char* name, const Matrix& weights) const
    {
        const std::string path = m_folder.path().toStdString() + "/" + name + ".safetensors";
        writeSafetensors(path, {storedMatrix("w", weights)});
        return path;
    }

    [[nodiscard]] AnalysisRequest request(const std::string& file, const std::string& system) const
    {
        AnalysisRequest made;
        made.file = file;
        made.tensor = "w";
        made.coordinates = {system,
                            resolveParameters(m_registries.coordinateSystems.find(system).parameters, {})};
        return made;
    }

    Registries m_registries;
    QTemporaryDir m_folder;
};

void TestNulls::initTestCase() { m_registries = builtinRegistries(); }

void TestNulls::describesItself()
{
    QCOMPARE(m_registries.nulls.idList(), std::string("gaussian, shuffled, scaled, rotated, permuted"));
    for (const NullModel& model : m_registries.nulls)
        QVERIFY(!model.label.empty() && model.help.ends_with("."));
    QCOMPARE(m_registries.profiles.idList(),
             std::string("qq, tail, hill, spectrum, row_profile, column_profile, block_profile"));
    for (const Profile& profile : m_registries.profiles)
        QVERIFY(!profile.label.empty() && !profile.xLabel.empty() && !profile.yLabel.empty() &&
                profile.help.ends_with("."));
}

void TestNulls::reproducible()
{
    QFETCH(QString, kind);
    const std::string id = kind.toStdString();
    const Matrix weights = structured(200, 700); // more than two chunks of random numbers
    setWorkerThreads(1);
    const Matrix alone = drawn(id, weights);
    setWorkerThreads(3);
    const Matrix together = drawn(id, weights);
    setWorkerThreads(0);
    QCOMPARE(together.rows(), weights.rows());
    QCOMPARE(together.cols(), weights.cols());
    if (id == "rotated") // its products go through BLAS, whose sums depend on its team
        QVERIFY(largestDifference(together, alone) < 1e-6 * static_cast<double>(alone.cwiseAbs().maxCoeff()));
    else
        QVERIFY(sameBits(together, alone));
    QVERIFY(largestDifference(drawn(id, weights, 1, 1), alone) > 1e-3);
    QVERIFY(largestDifference(drawn(id, weights, 2, 0), alone) > 1e-3);
}

void TestNulls::keepsItsPromise()
{
    const Matrix weights = structured(60, 90);
    const double energy = weights.cast<double>().squaredNorm();
    const Matrix gaussian = drawn("gaussian", weights);
    VERIFY_NEAR(gaussian.cast<double>().squaredNorm() / energy, 1.0, 4.0 * std::sqrt(2.0 / 5400.0));
    VERIFY_NEAR(uncentredKurtosis(gaussian), 3.0, 4.0 * std::sqrt(24.0 / 5400.0));

    const Matrix shuffled = drawn("shuffled", weights);
    QCOMPARE(sortedValues(shuffled), sortedValues(weights));
    QVERIFY(largestDifference(shuffled, weights) > 0.01);

    const Matrix permuted = drawn("permuted", weights);
    QCOMPARE(sortedValues(permuted), sortedValues(weights));
    const Matrix rotated = drawn("rotated", weights);
    const std::vector<double> original = spectrum(weights);
    for (const Matrix& same : {permuted, rotated}) {
        const std::vector<double> values = spectrum(same);
        for (std::size_t i = 0; i < values.size(); ++i)
            VERIFY_NEAR(values[i], original[i], 1e-5 * original[0]);
    }
    QVERIFY(uncentredKurtosis(rotated) < 0.5 * uncentredKurtosis(weights)); // the axes are gone

    // Scales: the weights over the spread of their draws have a mean square of 1 in every row and column
    // (Sinkhorn).
    Eigen::ArrayXXd variances = Eigen::ArrayXXd::Zero(60, 90);
    constexpr int draws = 400;
    for (int draw = 0; draw < draws; ++draw)
        variances += drawn("scaled", weights, 1, draw).cast<double>().array().square() / draws;
    const Eigen::ArrayXXd squares = weights.cast<double>().array().square() / variances;
    QVERIFY(((squares.rowwise().mean() - 1.0).abs() < 0.2).all());
    QVERIFY(((squares.colwise().mean() - 1.0).abs() < 0.2).all());
    Matrix dead = weights;
    dead.row(7).setZero();
    QCOMPARE(drawn("scaled", dead).row(7).norm(), 0.0F);
}

void TestNulls::stops()
{
    QFETCH(QString, kind);
    std::stop_source stop;
    stop.request_stop();
    const JobContext job(stop.get_token(), nullptr, nullptr);
    const Matrix weights = structured(20, 30);
    QVERIFY_EXCEPTION_THROWN(
        static_cast<void>(m_registries.nulls.find(kind.toStdString()).make(weights, 1, 0, job)), Cancelled);
}

void TestNulls::structureStandsOut()
{
    AnalysisSession session(m_registries);
    AnalysisRequest asked = request(stored("structured", structured(96, 128)), "original");
    asked.metrics = {"kurtosis", "effective_rank", "coding_gain_columns_db", "top_energy_0.01", "mp_spikes"};
    asked.nulls = NullRequest{{"gaussian", "shuffled"}, 8, 1};
    const AnalysisResultPtr result = session.analyse(asked, JobContext());
    QVERIFY(!result->nulls.contains("kurtosis")); // says itself what a Gaussian has
    QCOMPARE(result->nulls.size(), std::size_t{4});
    for (const auto& [id, kinds] : result->nulls)
        QCOMPARE(kinds.size(), std::size_t{2});
    QVERIFY(result->nulls.at("effective_rank").at("gaussian").z < -20.0);
    QVERIFY(result->nulls.at("effective_rank").at("shuffled").z < -5.0);
    QVERIFY(result->nulls.at("coding_gain_columns_db").at("shuffled").z > 5.0);
    VERIFY_NEAR(result->nulls.at("top_energy_0.01").at("gaussian").mean, 0.0845, 0.004);
    // Shuffling keeps the distribution: nothing varies, and there is no z to speak of.
    const NullComparison& kept = result->nulls.at("top_energy_0.01").at("shuffled");
    VERIFY_NEAR(kept.mean, result->metrics.at("top_energy_0.01"), 1e-9);
    QVERIFY(std::isnan(kept.z));
    QCOMPARE(kept.draws, 8);
    QVERIFY(result->metrics.at("mp_spikes") >= 1.0);
    QVERIFY(result->nulls.at("mp_spikes").at("gaussian").mean < 0.5);
}

void TestNulls::noiseDoesNot_data()
{
    QTest::addColumn<QString>("system");
    for (const char* system : {"original", "hadamard", "pca"})
        QTest::newRow(system) << QString::fromLatin1(system);
}

// The null goes through the same fit: noise in its own PCA basis shows a gain, and so does its null
// (science.md 0.4).
void TestNulls::noiseDoesNot()
{
    QFETCH(QString, system);
    AnalysisSession session(m_registries);
    AnalysisRequest asked = request(stored("noise", drawMatrix(256, 64, 6) * 0.02F), system.toStdString());
    asked.metrics = {"coding_gain_columns_db", "effective_rank", "twonn_dimension",    "gini_abs",
                     "top_energy_0.01",        "entropy_rank",   "participation_ratio"};
    asked.nulls = NullRequest{{"gaussian", "shuffled", "rotated"}, 16, 5};
    const AnalysisResultPtr result = session.analyse(asked, JobContext());
    for (const auto& [id, kinds] : result->nulls)
        for (const auto& [kind, one] : kinds) {
            const bool kept = std::isnan(one.z);
            QVERIFY2(kept || std::abs(one.z) < 5.0,
                     qPrintable(QString::fromStdString(id + " " + kind + ": %1").arg(one.z)));
        }
    const double gain = result->nulls.at("coding_gain_columns_db").at("gaussian").mean;
    VERIFY_NEAR(gain, system == QStringLiteral("pca") ? 0.595 : 0.017,
                system == QStringLiteral("pca") ? 0.03 : 0.01);
}

void TestNulls::refuses()
{
    AnalysisSession session(m_registries);
    AnalysisRequest asked = request(stored("small", drawMatrix(8, 8, 1)), "original");
    asked.metrics = {"gini_abs"};
    for (const NullRequest& wrong : {NullRequest{{"no such null"}, 2, 1}, NullRequest{{"gaussian"}, 0, 1},
                                     NullRequest{{"gaussian"}, 1001, 1}}) {
        asked.nulls = wrong;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(session.analyse(asked, JobContext())), InvalidRequest);
    }
    asked.nulls = NullRequest{{"gaussian"}, 1, 1};
    const AnalysisResultPtr one = session.analyse(asked, JobContext());
    const NullComparison& single = one->nulls.at("gini_abs").at("gaussian");
    QVERIFY(std::isfinite(single.mean) && std::isnan(single.standardDeviation) && std::isnan(single.z));
    asked.nulls.reset();
    asked.profiles = {"no such curve"};
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(session.analyse(asked, JobContext())), InvalidRequest);
}

void TestNulls::nonFiniteWeightsHaveNoNulls()
{
    Matrix holes = drawMatrix(8, 8, 1);
    holes(1, 1) = std::numeric_limits<float>::quiet_NaN();
    AnalysisSession session(m_registries);
    AnalysisRequest asked = request(stored("holes", holes), "original");
    asked.metrics = {"gini_abs"};
    asked.nulls = NullRequest{{"gaussian"}, 2, 1};
    const AnalysisResultPtr result = session.analyse(asked, JobContext());
    QVERIFY(result->nulls.empty());
    QVERIFY(std::isfinite(result->metrics.at("gini_abs")));
}

void TestNulls::curvesComeWithTheResult()
{
    AnalysisSession session(m_registries);
    AnalysisRequest asked = request(stored("curves", drawMatrix(40, 50, 1)), "hadamard");
    asked.profiles = {"spectrum", "qq"};
    const AnalysisResultPtr result = session.analyse(asked, JobContext());
    QCOMPARE(result->profiles.size(), std::size_t{2});
    QCOMPARE(result->profiles.at("spectrum")[0].points.y.size(), std::size_t{40});
    const std::size_t bare = approximateBytes(AnalysisResult{});
    QVERIFY(approximateBytes(*result) > bare + 40 * sizeof(double));
}

// T3: E kappa = 3 - 2 kappa / n over the seeds, within four standard errors.
void TestNulls::seedsAverageToTheory()
{
    Matrix row = drawMatrix(1, 1024, 3, Source::Laplace);
    row(0, 17) = 9.0F;
    const double kappa = uncentredKurtosis(row);
    AnalysisSession session(m_registries);
    AnalysisRequest asked = request(stored("row", row), "hadamard");
    asked.coordinates.parameters.set("side", std::string("columns"));
    asked.coordinates.parameters.set("seed", std::int64_t{7});
    asked.metrics = {"kurtosis", "l2"};
    constexpr int seeds = 64;
    const SeedEnsemble ensemble = seedEnsemble(session, asked, seeds, JobContext());
    QCOMPARE(ensemble.firstSeed, std::uint64_t{7});
    const EnsembleStatistics& kurtosis = ensemble.metrics.at("kurtosis");
    VERIFY_NEAR(kurtosis.mean, 3.0 - 2.0 * kappa / 1024.0,
                4.0 * kurtosis.standardDeviation / std::sqrt(seeds));
    QVERIFY(kurtosis.minimum < kurtosis.mean && kurtosis.mean < kurtosis.maximum &&
            kurtosis.standardDeviation > 0.0);
    const EnsembleStatistics& norm = ensemble.metrics.at("l2");
    VERIFY_NEAR(norm.standardDeviation, 0.0, 1e-5 * norm.mean); // invariant
    // The first member is the request itself.
    const SeedEnsemble single = seedEnsemble(session, asked, 1, JobContext());
    QCOMPARE(single.metrics.at("kurtosis").mean,
             session.analyse(asked, JobContext())->metrics.at("kurtosis"));
    QVERIFY(std::isnan(single.metrics.at("kurtosis").standardDeviation));
}

void TestNulls::seedsNeedASeed()
{
    AnalysisSession session(m_registries);
    AnalysisRequest asked = request(stored("seedless", drawMatrix(8, 8, 1)), "pca");
    QVERIFY(!hasSeed(m_registries, asked.coordinates));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(seedEnsemble(session, asked, 3, JobContext())),
                             InvalidRequest);
    asked = request(asked.file, "hadamard");
    QVERIFY(hasSeed(m_registries, asked.coordinates));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(seedEnsemble(session, asked, 0, JobContext())),
                             InvalidRequest);
}

void TestNulls::commandLineNamesThem()
{
    AnalysisRequest asked = request("/tmp/file", "original");
    asked.profiles = {"qq", "hill"};
    asked.nulls = NullRequest{{"gaussian", "rotated"}, 3, 9};
    QVERIFY(QString::fromStdString(commandLine(asked))
                .endsWith(QStringLiteral(
                    "--curves qq,hill --nulls gaussian,rotated --null-draws 3 --null-seed 9")));
    QCOMPARE(defaultNullDraws(1000), 16);
    QCOMPARE(defaultNullDraws(256 * 688), 4);
    QCOMPARE(defaultNullDraws(std::uint64_t{1} << 24U), 2);
}

QTEST_APPLESS_MAIN(TestNulls)
#include "tst_nulls.moc"
