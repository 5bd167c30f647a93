// SPDX-License-Identifier: GPL-3.0-or-later
// Every metric of the sample tensors in every coordinate system against the float64 values of
// references.json, the limits of known distributions, and what is undefined.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/engine/analysis_session.h"
#include "core/metrics/heat_map.h"
#include "core/metrics/metric.h"
#include "core/transforms/hadamard_transform.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace alidade;
using namespace alidade::test;

namespace {

/// Names of the reference file where they differ from the metric's id.
const std::map<QString, std::string> otherNames{
    {QStringLiteral("beyond_3_sigma"), "fraction_3sigma"},
    {QStringLiteral("beyond_6_sigma"), "fraction_6sigma"},
};

Matrix kind(const std::string& name)
{
    if (name == "zero") return Matrix::Zero(12, 20);
    if (name == "constant") return Matrix::Constant(12, 20, -0.3F);
    if (name == "only NaN") return Matrix::Constant(12, 20, std::numeric_limits<float>::quiet_NaN());
    if (name == "empty") return Matrix(0, 20);
    if (name == "one weight") return Matrix::Constant(1, 1, 2.0F);
    Matrix withHoles = drawMatrix(12, 20, 1);
    withHoles(3, 3) = std::numeric_limits<float>::infinity();
    withHoles(4, 4) = std::numeric_limits<float>::quiet_NaN();
    return withHoles;
}

} // namespace

class TestMetrics : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void samples_data();
    void samples();
    void distributions_data();
    void distributions();
    void crestOfGaussian();
    void effectiveRankOfNoise();
    void undefined_data();
    void undefined();
    void heatMapPools_data();
    void heatMapPools();
    void heatMapOfHoles();
    void heatMapIsTheSameForAnyTeam();

private:
    [[nodiscard]] double measure(const std::string& id, const Matrix& weights) const
    {
        const JobContext job;
        MetricInputs inputs(weights, job);
        return m_registries.metrics.find(id).compute(inputs);
    }

    [[nodiscard]] std::map<std::string, double> bySession(const QJsonObject& where)
    {
        AnalysisRequest request;
        request.file = samplePath(where[QStringLiteral("file")].toString().toStdString());
        request.tensor = where[QStringLiteral("tensor")].toString().toStdString();
        request.coordinates.id = where[QStringLiteral("coordinates")].toString().toStdString();
        if (request.coordinates.id != "original")
            request.coordinates.parameters.set("side",
                                               where[QStringLiteral("side")].toString().toStdString());
        // The reference has the axes as computed, not as stored with 16 bits.
        if (request.coordinates.id == "pca")
            request.coordinates.parameters.set("basis-bits", std::int64_t{32});
        for (const Metric& metric : m_registries.metrics)
            request.metrics.push_back(metric.id);
        const AnalysisResultPtr result = m_session->analyse(request, JobContext());
        std::map<std::string, double> values = result->metrics;
        values["rms"] = result->rms;
        return values;
    }

    /// Plain Hadamard coordinates have no signs and so no entry in the registry.
    [[nodiscard]] std::map<std::string, double> unsignedHadamard(const QJsonObject& where)
    {
        const auto file =
            m_session->checkpoint(samplePath(where[QStringLiteral("file")].toString().toStdString()));
        const TensorInfo& tensor = file->find(where[QStringLiteral("tensor")].toString().toStdString());
        Matrix weights = file->readMatrix(tensor, JobContext());
        const bool columns = where[QStringLiteral("side")].toString() == QStringLiteral("columns");
        const auto transform =
            hadamardTransform(*planHadamard(columns ? weights.cols() : weights.rows()), {}, 0.0);
        const Basis basis(columns ? nullptr : transform, columns ? transform : nullptr);
        basis.forward(weights, JobContext());
        std::map<std::string, double> values;
        for (const Metric& metric : m_registries.metrics)
            values[metric.id] = measure(metric.id, weights);
        const Moments moments = momentsOf(weights, JobContext());
        values["rms"] = moments.rms();
        return values;
    }

    Registries m_registries;
    std::unique_ptr<AnalysisSession> m_session;
};

void TestMetrics::initTestCase()
{
    m_registries = builtinRegistries();
    m_session = std::make_unique<AnalysisSession>(m_registries);
}

void TestMetrics::samples_data()
{
    QTest::addColumn<QJsonObject>("reference");
    for (const QJsonValueConstRef entry : references()[QStringLiteral("metrics")].toArray()) {
        const QJsonObject reference = entry.toObject();
        const QString name =
            QStringList{reference[QStringLiteral("file")].toString().section(QLatin1Char('/'), 0, 0),
                        reference[QStringLiteral("tensor")].toString(),
                        reference[QStringLiteral("coordinates")].toString(),
                        reference[QStringLiteral("side")].toString()}
                .join(QLatin1Char(' '));
        QTest::newRow(qPrintable(name)) << reference;
    }
}

void TestMetrics::samples()
{
    QFETCH(QJsonObject, reference);
    const bool plainHadamard =
        reference[QStringLiteral("coordinates")].toString() == QStringLiteral("hadamard_unsigned");
    std::map<std::string, double> measured =
        plainHadamard ? unsignedHadamard(reference) : bySession(reference);
    const QJsonObject values = reference[QStringLiteral("values")].toObject();
    std::set<std::string> compared;
    for (auto at = values.begin(); at != values.end(); ++at) {
        const auto other = otherNames.find(at.key());
        const std::string id = other != otherNames.end() ? other->second : at.key().toStdString();
        if (id == "kurtosis_uncentred") continue; // participation_ratio is N over it
        QVERIFY2(measured.contains(id), id.c_str());
        const QString difference = unlike(measured.at(id), expectedPair(at.value()));
        QVERIFY2(difference.isEmpty(), qPrintable(at.key() + QStringLiteral(": ") + difference));
        compared.insert(id);
    }
    for (const QJsonValueConstRef id : reference[QStringLiteral("left_out")].toArray())
        compared.insert(id.toString().toStdString());
    for (const Metric& metric : m_registries.metrics)
        QVERIFY2(compared.contains(metric.id), metric.id.c_str());
}

void TestMetrics::distributions_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("kind");
    QTest::newRow("gaussian") << QStringLiteral("gaussian") << static_cast<int>(Source::Gaussian);
    QTest::newRow("laplace") << QStringLiteral("laplace") << static_cast<int>(Source::Laplace);
    QTest::newRow("uniform") << QStringLiteral("uniform") << static_cast<int>(Source::Uniform);
}

// The values of science.md 2.1 within four standard errors.
void TestMetrics::distributions()
{
    QFETCH(QString, source);
    QFETCH(int, kind);
    const Matrix weights = drawMatrix(1000, 1000, 13, static_cast<Source>(kind)) * 0.02F;
    const double n = static_cast<double>(weights.size());
    const QJsonObject limits =
        references()[QStringLiteral("distributions")][QStringLiteral("sources")][source].toObject();
    QVERIFY(limits.size() >= 7);
    for (auto at = limits.begin(); at != limits.end(); ++at) {
        const double wanted = at.value()[QStringLiteral("value")].toDouble();
        const double tolerance =
            4 * at.value()[QStringLiteral("error_times_sqrt_n")].toDouble() / std::sqrt(n) + 1e-6;
        const auto other = otherNames.find(at.key());
        if (at.key() == QStringLiteral("participation_ratio_over_n"))
            VERIFY_NEAR(measure("participation_ratio", weights) / n, wanted, tolerance);
        else
            VERIFY_NEAR(measure(other != otherNames.end() ? other->second : at.key().toStdString(), weights),
                        wanted, tolerance);
    }
}

// The mean largest magnitude over draws against the table of science.md 2.1.
void TestMetrics::crestOfGaussian()
{
    for (const QJsonValueConstRef entry :
         references()[QStringLiteral("distributions")][QStringLiteral("crest")].toArray()) {
        const int n = entry[QStringLiteral("n")].toInt();
        if (n > 4096) continue;
        constexpr int draws = 400;
        double sum = 0.0;
        double squares = 0.0;
        for (int i = 0; i < draws; ++i) {
            const double crest =
                measure("linf_over_sigma", drawMatrix(1, n, static_cast<std::uint64_t>(1000 + i)));
            sum += crest;
            squares += crest * crest;
        }
        const double mean = sum / draws;
        const double error = std::sqrt((squares / draws - mean * mean) / draws);
        VERIFY_NEAR(mean, entry[QStringLiteral("gaussian_max_over_rms")].toDouble(), 4 * error);
    }
}

// Marchenko and Pastur: what noise reads.
void TestMetrics::effectiveRankOfNoise()
{
    for (const QJsonValueConstRef entry :
         references()[QStringLiteral("distributions")][QStringLiteral("marchenko_pastur")].toArray()) {
        constexpr Index columns = 256;
        const auto rows =
            static_cast<Index>(std::lround(columns / entry[QStringLiteral("ratio")].toDouble()));
        const double wanted = entry[QStringLiteral("effective_rank_over_p")].toDouble();
        const Matrix noise = drawMatrix(rows, columns, 21);
        const double rank = measure("effective_rank", noise) / columns;
        VERIFY_NEAR(rank, wanted, 0.004);
        VERIFY_NEAR(measure("effective_rank", noise.transpose()) / columns, rank, 1e-6);
    }
    const Matrix two = drawMatrix(40, 2, 1) * drawMatrix(2, 50, 2);
    QVERIFY(measure("effective_rank", two) > 1.0 && measure("effective_rank", two) < 2.001);
    VERIFY_NEAR(measure("effective_rank", Matrix::Identity(30, 30)), 30.0, 1e-9);
}

void TestMetrics::undefined_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("undefined");
    const auto rows = [](const char* words) { return QString::fromLatin1(words).split(QLatin1Char(' ')); };
    const QStringList spectra =
        rows("effective_rank entropy_rank spectrum_participation stable_rank spectral_norm ww_alpha "
             "mp_sigma mp_spikes mp_spike_energy mp_distance gavish_donoho_rank");
    const QStringList matrices =
        spectra + rows("coding_gain_columns_db coding_gain_columns_bits coding_gain_rows_db "
                       "coding_gain_rows_bits twonn_dimension");
    const QStringList shapes = rows("kurtosis excess_kurtosis skewness");
    const QStringList densities = rows("vasicek_entropy negentropy");
    const QStringList ratios =
        matrices + shapes + densities +
        rows("linf_over_l2 linf_over_sigma crest_excess participation_ratio participation_ratio_over_n hoyer "
             "effective_count_over_n gini_abs gini_square top_energy_0.001 top_energy_0.01 top_energy_0.1 "
             "discrete_entropy histogram_entropy gaussian_distance hill_index");
    const QStringList all = ratios + rows("linf mean variance fraction_3sigma fraction_6sigma");
    // Of rank one: there is no bulk, no neighbour, no exponent.
    const QStringList flat =
        shapes + densities +
        rows("twonn_dimension hill_index ww_alpha mp_sigma mp_spikes mp_spike_energy mp_distance "
             "gavish_donoho_rank");
    QTest::newRow("zero") << QStringLiteral("zero") << ratios;
    QTest::newRow("constant") << QStringLiteral("constant") << flat;
    QTest::newRow("one weight") << QStringLiteral("one weight")
                                << shapes + densities + rows("twonn_dimension hill_index ww_alpha hoyer");
    QTest::newRow("only NaN") << QStringLiteral("only NaN") << all;
    QTest::newRow("empty") << QStringLiteral("empty") << all;
    // A matrix with holes has no spectrum and no slices; everything else is measured over its finite weights.
    QTest::newRow("some NaN") << QStringLiteral("some NaN") << matrices;
}

// NaN exactly where there is no value; never an exception that would take the other metrics along.
void TestMetrics::undefined()
{
    QFETCH(QString, name);
    QFETCH(QStringList, undefined);
    const Matrix weights = kind(name.toStdString());
    for (const Metric& metric : m_registries.metrics) {
        const double value = measure(metric.id, weights);
        const bool expected = undefined.contains(QString::fromStdString(metric.id));
        QVERIFY2(std::isnan(value) == expected,
                 qPrintable(QStringLiteral("%1 = %2").arg(QString::fromStdString(metric.id)).arg(value)));
    }
}

void TestMetrics::heatMapPools_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("a cell for each weight") << 4096 << 4096;
    QTest::newRow("even") << 12 << 25;
    QTest::newRow("uneven") << 7 << 11;
    QTest::newRow("one cell") << 1 << 1;
    QTest::newRow("one row of cells") << 1 << 100;
}

// Every cell, peak and number against plain loops over a sorted list.
void TestMetrics::heatMapPools()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    Matrix weights = drawMatrix(60, 100, 3, Source::Laplace);
    weights.col(17) *= -30.0F;
    weights(0, 0) = 0.0F;
    const Moments moments = momentsOf(weights, JobContext());
    const HeatMap map = heatMapOf(weights, moments, {.columns = columns, .rows = rows}, JobContext());
    QCOMPARE(map.rows, std::min(rows, 60));
    QCOMPARE(map.columns, std::min(columns, 100));
    const auto border = [](int cell, int cells, std::uint64_t n) { return static_cast<Index>(HeatMap::begin(cell, cells, n)); };
    for (int i = 0; i < map.rows; ++i)
        for (int j = 0; j < map.columns; ++j) {
            float best = 0.0F;
            for (Index row = border(i, map.rows, 60); row < border(i + 1, map.rows, 60); ++row)
                for (Index column = border(j, map.columns, 100); column < border(j + 1, map.columns, 100); ++column)
                    if (std::abs(weights(row, column)) > std::abs(best)) best = weights(row, column);
            QCOMPARE(map.cell(i, j), best);
        }
    for (int j = 0; j < map.columns; ++j) {
        const Index first = border(j, map.columns, 100);
        const auto slice = weights.middleCols(first, border(j + 1, map.columns, 100) - first);
        VERIFY_NEAR(map.columnPeaks[static_cast<std::size_t>(j)], slice.cwiseAbs().maxCoeff() / map.rms, 1e-4);
    }
    std::vector<float> sorted(weights.data(), weights.data() + weights.size());
    for (float& value : sorted) value = std::abs(value);
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(map.clip, static_cast<double>(sorted[5993])); // the ceil(0.999 * 6000)-th
    QCOMPARE(map.beyondClip, std::uint64_t{6});
    QCOMPARE(map.leastNonzero, static_cast<double>(*std::upper_bound(sorted.begin(), sorted.end(), 0.0F)));
    QCOMPARE(map.largest, static_cast<double>(sorted.back()));
}

void TestMetrics::heatMapOfHoles()
{
    const auto mapOf = [](const Matrix& weights, int rows, int columns) {
        return heatMapOf(weights, momentsOf(weights, JobContext()), {.columns = columns, .rows = rows}, JobContext());
    };
    const Matrix weights = kind("some NaN"); // Inf at (3, 3), NaN at (4, 4) of 12 x 20
    const HeatMap map = mapOf(weights, 6, 10);
    QCOMPARE(map.nanCount + map.infCount, std::uint64_t{2});
    for (int i = 0; i < 6; ++i)
        for (int j = 0; j < 10; ++j)
            QCOMPARE(std::isnan(map.cell(i, j)), (i == 1 && j == 1) || (i == 2 && j == 2));
    for (const float peak : map.rowPeaks) QVERIFY(std::isfinite(peak));
    const HeatMap none = mapOf(kind("only NaN"), 3, 4);
    QVERIFY(std::isnan(none.cell(2, 3)) && std::isnan(none.rowPeaks[0]) && std::isnan(none.leastNonzero));
    QCOMPARE(none.clip, 0.0);
    const HeatMap zero = mapOf(kind("zero"), 3, 4);
    QVERIFY(zero.cell(0, 0) == 0.0F && std::isnan(zero.columnPeaks[0]) && std::isnan(zero.leastNonzero));
    QCOMPARE(mapOf(Matrix(0, 20), 3, 4).cells.size(), std::size_t{0});
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(mapOf(weights, 0, 4)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(mapOf(weights, 4, 4097)), InvalidRequest);
}

void TestMetrics::heatMapIsTheSameForAnyTeam()
{
    const Matrix weights = drawMatrix(1030, 1111, 9);
    const Moments moments = momentsOf(weights, JobContext());
    const HeatMap several = heatMapOf(weights, moments, {.columns = 100, .rows = 99}, JobContext());
    setWorkerThreads(1);
    const HeatMap one = heatMapOf(weights, moments, {.columns = 100, .rows = 99}, JobContext());
    setWorkerThreads(0);
    QVERIFY(one.cells == several.cells && one.columnPeaks == several.columnPeaks && one.clip == several.clip);
}

QTEST_APPLESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
