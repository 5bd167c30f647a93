// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics against theory: the table of science.md 2.1 on exact quantile grids, closed forms, the spectra of
// noise and of planted spikes, tail exponents and dimensions that are known.
#include "core/metrics/marchenko_pastur.h"
#include "core/metrics/power_law.h"
#include "core/metrics/symbol_entropy.h"
#include "core/metrics/two_nn.h"
#include "core/numerics/normal.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/registry/registries.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <map>
#include <numbers>
#include <random>

using namespace alidade;
using namespace alidade::test;

namespace {

/// The N quantiles of a distribution at (i - 1/2) / N: its limits with no sampling error.
Matrix grid(const std::function<double(double)>& quantile, Index rows = 1000, Index cols = 1000)
{
    Matrix values(rows, cols);
    for (Index i = 0; i < values.size(); ++i)
        values.data()[i] =
            static_cast<float>(quantile((static_cast<double>(i) + 0.5) / static_cast<double>(values.size())));
    return values;
}

double laplaceQuantile(double p)
{
    return (p < 0.5 ? std::log(2.0 * p) : -std::log(2.0 - 2.0 * p)) / std::numbers::sqrt2;
}

double uniformQuantile(double p) { return (2.0 * p - 1.0) * std::numbers::sqrt3; }

/// Student's t with 5 degrees of freedom at unit variance, by bisection of its closed distribution function.
double t5Quantile(double p)
{
    if (p < 0.5) return -t5Quantile(1.0 - p);
    const auto cdf = [](double t) {
        const double angle = std::atan(t / std::sqrt(5.0));
        const double cosine = std::cos(angle);
        return 0.5 +
               (angle + std::sin(angle) * cosine * (1.0 + 2.0 / 3.0 * cosine * cosine)) / std::numbers::pi;
    };
    double low = 0.0;
    double high = 64.0;
    for (int step = 0; step < 40; ++step) {
        const double middle = 0.5 * (low + high);
        (cdf(middle) < p ? low : high) = middle;
    }
    return 0.5 * (low + high) * std::sqrt(0.6);
}

/// Entropy of a Gaussian variable rounded to multiples of `step`, bits.
double steppedGaussianEntropy(double step)
{
    double entropy = 0.0;
    for (int k = 0; k * step < 12.0; ++k) {
        const double p = normalCdf(-(k - 0.5) * step) - normalCdf(-(k + 0.5) * step);
        if (p > 0.0) entropy -= (k == 0 ? 1.0 : 2.0) * p * std::log2(p);
    }
    return entropy;
}

/// Derivative of ln Gamma: shifted up to where its series holds.
double digamma(double x)
{
    double shifted = 0.0;
    for (; x < 12.0; x += 1.0)
        shifted -= 1.0 / x;
    const double square = 1.0 / (x * x);
    return shifted + std::log(x) - 0.5 / x - square * (1.0 / 12.0 - square * (1.0 / 120.0 - square / 252.0));
}

double quantileOf(const QString& source, double p)
{
    if (source == QStringLiteral("gaussian")) return normalQuantile(p);
    if (source == QStringLiteral("laplace")) return laplaceQuantile(p);
    if (source == QStringLiteral("uniform")) return uniformQuantile(p);
    if (source == QStringLiteral("pareto")) return std::pow(1.0 - p, -1.0 / 3.0);
    return t5Quantile(p);
}

/// A grid of 10^6 quantiles by name, made once.
const Matrix& sharedGrid(const QString& source)
{
    static std::map<QString, Matrix> grids;
    if (!grids.contains(source)) grids[source] = grid([&source](double p) { return quantileOf(source, p); });
    return grids.at(source);
}

} // namespace

class TestMetricTheory : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void normalQuantiles();
    void expectedCrest();
    void table_data();
    void table();
    void oneHot();
    void laplaceCrest();
    void hill_data();
    void hill();
    void marchenkoPastur();
    void ranksOfNoise();
    void gavishDonoho_data();
    void gavishDonoho();
    void plantedSpike_data();
    void plantedSpike();
    void powerLaw();
    void dimension_data();
    void dimension();
    void dimensionOfNoise();
    void twinsAreLeftOut();
    void codingGain();
    void profiles();

private:
    [[nodiscard]] double measure(const std::string& id, const Matrix& weights) const
    {
        const JobContext job;
        MetricInputs inputs(weights, job);
        return m_registries.metrics.find(id).compute(inputs);
    }

    [[nodiscard]] std::vector<NamedCurve> curves(const std::string& id, const Matrix& weights) const
    {
        const JobContext job;
        MetricInputs inputs(weights, job);
        return m_registries.profiles.find(id).compute(inputs);
    }

    Registries m_registries;
};

void TestMetricTheory::normalQuantiles()
{
    // Tables of the normal distribution to twelve digits.
    VERIFY_NEAR(normalQuantile(0.975), 1.959963984540054, 1e-14);
    VERIFY_NEAR(normalQuantile(0.75), 0.674489750196082, 1e-14);
    VERIFY_NEAR(normalQuantile(1e-12), -7.034483825301132, 1e-12);
    QCOMPARE(normalQuantile(0.5), 0.0);
    QVERIFY(std::isinf(normalQuantile(0.0)) && std::isinf(normalQuantile(1.0)));
    for (const double x : {-8.0, -3.0, -1.0, -1e-3, 0.3, 2.0, 5.0}) {
        const double p = normalCdf(x);
        VERIFY_NEAR(normalQuantile(p), x,
                    1e-13 + 3e-16 / std::exp(-0.5 * x * x)); // p near 1 has no more digits
    }
}

// T11: the quadrature of the program against scipy's for every size of the table.
void TestMetricTheory::expectedCrest()
{
    const QJsonArray table = references()[QStringLiteral("distributions")][QStringLiteral("crest")].toArray();
    QVERIFY(table.size() >= 11);
    for (const QJsonValueConstRef entry : table)
        VERIFY_NEAR(expectedGaussianCrest(static_cast<std::uint64_t>(entry[QStringLiteral("n")].toInteger())),
                    entry[QStringLiteral("gaussian_max_over_rms")].toDouble(), 1e-8);
    VERIFY_NEAR(expectedGaussianCrest(1), 1.0, 1e-8); // |g| / |g|
    QVERIFY(std::isnan(expectedGaussianCrest(0)));
}

void TestMetricTheory::table_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("id");
    QTest::addColumn<double>("wanted");
    QTest::addColumn<double>("tolerance");
    const auto row = [](const char* source, const char* id, double wanted, double tolerance) {
        QTest::newRow((std::string(source) + " " + id).c_str())
            << QString::fromLatin1(source) << QString::fromLatin1(id) << wanted << tolerance;
    };
    const double pi = std::numbers::pi;
    // A grid ends at the quantile of 1 / 2N; what lies beyond is what the tolerances of the higher moments
    // cover.
    row("gaussian", "kurtosis", 3.0, 3e-4);
    row("gaussian", "fraction_3sigma", 0.0026998, 2e-6);
    row("gaussian", "top_energy_0.01", 0.08449, 2e-5);
    row("gaussian", "top_energy_0.1", 0.43929, 1e-5);
    row("gaussian", "gini_abs", std::numbers::sqrt2 - 1.0, 1e-5);
    row("gaussian", "gini_square", 2.0 / pi, 1e-5);
    row("gaussian", "hoyer", (1000.0 - std::sqrt(2.0 / pi) * 1000.0) / 999.0, 1e-5);
    row("gaussian", "participation_ratio_over_n", 1.0 / 3.0, 1e-4);
    row("gaussian", "effective_count_over_n", 0.48208, 2e-5);
    row("gaussian", "discrete_entropy", steppedGaussianEntropy(0.25), 1e-4);
    row("gaussian", "histogram_entropy", 2.047096, 5e-4);
    row("gaussian", "histogram_entropy", steppedGaussianEntropy(0.0625) - 4.0, 3e-4);
    row("gaussian", "vasicek_entropy", 2.047096, 4e-3);
    row("gaussian", "negentropy", 0.0, 4e-3);
    row("gaussian", "gaussian_distance", 0.0, 1e-5);
    row("gaussian", "skewness", 0.0, 1e-5);
    row("laplace", "kurtosis", 6.0, 6e-3);
    row("laplace", "fraction_3sigma", 0.0143696, 2e-6);
    row("laplace", "top_energy_0.01", 0.16209, 5e-5);
    row("laplace", "top_energy_0.1", 0.59535, 3e-5);
    row("laplace", "gini_abs", 0.5, 1e-5);
    row("laplace", "gini_square", 0.75, 3e-5);
    row("laplace", "hoyer", (1.0 - std::sqrt(0.5)) * 1000.0 / 999.0, 2e-5);
    row("laplace", "participation_ratio_over_n", 1.0 / 6.0, 2e-4);
    row("laplace", "effective_count_over_n", std::exp(std::numbers::ln2 - 3.0 + 2.0 * std::numbers::egamma),
        5e-5);
    row("laplace", "histogram_entropy", 1.942695, 1e-3);
    row("laplace", "vasicek_entropy", 1.942695, 5e-3);
    row("laplace", "negentropy", 0.1044, 5e-3);
    row("laplace", "excess_kurtosis", 3.0, 6e-3);
    row("uniform", "kurtosis", 1.8, 1e-5);
    row("uniform", "fraction_3sigma", 0.0, 0.0);
    row("uniform", "top_energy_0.01", 0.02970, 1e-5);
    row("uniform", "top_energy_0.1", 0.27100, 1e-5);
    row("uniform", "gini_abs", 1.0 / 3.0, 1e-5);
    row("uniform", "gini_square", 0.5, 1e-5);
    row("uniform", "hoyer", 0.13397 * 1000.0 / 999.0, 1e-5);
    row("uniform", "participation_ratio_over_n", 5.0 / 9.0, 1e-5);
    row("uniform", "effective_count_over_n", std::exp(2.0 / 3.0) / 3.0, 1e-5);
    row("uniform", "vasicek_entropy", 1.792481, 1e-4);
    row("uniform", "negentropy", 0.2546, 1e-4);
    row("t5", "fraction_3sigma", 0.011725, 3e-5); // the rms of the grid is short by 1e-4 of its tail
    row("t5", "histogram_entropy", 1.979507, 2e-3);
    row("t5", "vasicek_entropy", 1.979507, 6e-3);
}

void TestMetricTheory::table()
{
    QFETCH(QString, source);
    QFETCH(QString, id);
    QFETCH(double, wanted);
    QFETCH(double, tolerance);
    static const JobContext job;
    static std::map<QString, MetricInputs> inputs; // sorted once for all rows
    if (!inputs.contains(source)) inputs.try_emplace(source, sharedGrid(source), job);
    VERIFY_NEAR(m_registries.metrics.find(id.toStdString()).compute(inputs.at(source)), wanted, tolerance);
}

void TestMetricTheory::oneHot()
{
    Matrix weights = Matrix::Zero(32, 50);
    weights(7, 9) = -0.25F;
    constexpr double n = 1600.0;
    for (const auto& [id, wanted] : {std::pair{"participation_ratio", 1.0},
                                     {"participation_ratio_over_n", 1.0 / n},
                                     {"effective_count_over_n", 1.0 / n},
                                     {"gini_abs", 1.0 - 1.0 / n},
                                     {"gini_square", 1.0 - 1.0 / n},
                                     {"hoyer", 1.0},
                                     {"top_energy_0.001", 1.0},
                                     {"fraction_3sigma", 1.0 / n},
                                     {"linf_over_sigma", std::sqrt(n)},
                                     {"effective_rank", 1.0},
                                     {"entropy_rank", 1.0},
                                     {"stable_rank", 1.0},
                                     {"spectral_norm", 0.25}})
        VERIFY_NEAR(measure(id, weights), wanted, 1e-9 * wanted);
}

// T11: E max of N Laplace weights is H_N / sqrt 2.
void TestMetricTheory::laplaceCrest()
{
    for (const auto& [n, wanted] : {std::pair{32, 2.8698}, {256, 4.3306}, {1024, 5.3098}}) {
        constexpr int draws = 400;
        double sum = 0.0;
        double squares = 0.0;
        for (int i = 0; i < draws; ++i) {
            const Matrix weights = drawMatrix(1, n, static_cast<std::uint64_t>(5000 + i), Source::Laplace);
            const double largest = measure("linf", weights);
            sum += largest;
            squares += largest * largest;
        }
        const double mean = sum / draws;
        VERIFY_NEAR(mean, wanted, 4.0 * std::sqrt((squares / draws - mean * mean) / draws));
    }
}

void TestMetricTheory::hill_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<double>("wanted");
    QTest::newRow("pareto 3") << QStringLiteral("pareto") << 3.0;
    QTest::newRow("t5") << QStringLiteral("t5") << 4.68;
    QTest::newRow("gaussian") << QStringLiteral("gaussian") << 13.3;
    QTest::newRow("laplace") << QStringLiteral("laplace") << 8.1;
}

// Of 10^6 weights and k = 1000; science.md measured draws, whose standard error is alpha / sqrt(1000).
void TestMetricTheory::hill()
{
    QFETCH(QString, source);
    QFETCH(double, wanted);
    const bool pareto = source == QStringLiteral("pareto");
    const Matrix& weights = sharedGrid(source);
    const double tolerance = pareto ? 0.02 : 4.0 * wanted / std::sqrt(1000.0);
    VERIFY_NEAR(measure("hill_index", weights), wanted, tolerance);
    const std::vector<NamedCurve> plot = curves("hill", weights);
    QCOMPARE(plot.size(), std::size_t{3});
    if (!pareto) return;
    for (std::size_t i = 0; i < plot[0].points.x.size(); ++i)
        if (plot[0].points.x[i] > 300) VERIFY_NEAR(plot[0].points.y[i], 3.0, 0.05); // level: a power law
}

// The law in one pass against integrals: total, mean of s, mean of s^2, and the inverse.
void TestMetricTheory::marchenkoPastur()
{
    for (const QJsonValueConstRef entry :
         references()[QStringLiteral("distributions")][QStringLiteral("marchenko_pastur")].toArray()) {
        const double ratio = entry[QStringLiteral("ratio")].toDouble();
        const MarchenkoPastur law(ratio);
        constexpr int steps = 4000;
        double first = 0.0;
        double second = 0.0;
        double logs = 0.0;
        for (int i = 0; i < steps; ++i) {
            const double s = law.quantile((i + 0.5) / steps);
            first += s / steps;
            second += s * s / steps;
            logs += s * std::log(s) / steps;
            VERIFY_NEAR(law.cdf(s), (i + 0.5) / steps, 1e-9);
        }
        VERIFY_NEAR(first, entry[QStringLiteral("mean_singular_value")].toDouble(), 2e-5);
        VERIFY_NEAR(second, 1.0, 5e-5);
        VERIFY_NEAR(first * std::exp(-logs / first),
                    entry[QStringLiteral("effective_rank_over_p")].toDouble(), 2e-4);
        const double low = law.quantile(0.2);
        const double high = law.quantile(0.7);
        VERIFY_NEAR(integral([&law](double s) { return law.density(s); }, low, high), 0.5, 1e-7);
        QCOMPARE(law.cdf(law.upperEdge() + 0.1), 1.0);
        QCOMPARE(law.cdf(std::max(0.0, law.lowerEdge() - 0.1)), 0.0);
    }
    VERIFY_NEAR(std::pow(MarchenkoPastur(1.0).quantile(0.5), 2), 0.6528, 1e-4);
}

// T8: what noise of 512 x 2048 reads.
void TestMetricTheory::ranksOfNoise()
{
    const Matrix noise = drawMatrix(512, 2048, 3) * 0.02F;
    VERIFY_NEAR(measure("effective_rank", noise) / 512, 0.9662, 0.002);
    VERIFY_NEAR(measure("entropy_rank", noise) / 512, 0.8825, 0.003); // exp(-g / 2)
    VERIFY_NEAR(measure("spectrum_participation", noise) / 512, 0.8, 0.003);
    VERIFY_NEAR(measure("stable_rank", noise) / 512, 4.0 / 9.0, 0.01);
    VERIFY_NEAR(measure("spectral_norm", noise), 0.02 * (std::sqrt(2048.0) + std::sqrt(512.0)), 0.02);
    VERIFY_NEAR(measure("mp_sigma", noise), 0.02, 1e-4);
    VERIFY_NEAR(measure("mp_distance", noise), 0.0, 0.01);
    QCOMPARE(measure("mp_spikes", noise), 0.0);
    QCOMPARE(measure("mp_spike_energy", noise), 0.0);
    QCOMPARE(measure("gavish_donoho_rank", noise), 0.0);
}

void TestMetricTheory::gavishDonoho_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<double>("omega");
    QTest::newRow("1") << 1.0 << 2.8584;
    QTest::newRow("3/4") << 0.75 << 2.5014;
    QTest::newRow("1/2") << 0.5 << 2.1712;
    QTest::newRow("0.364") << 0.364 << 1.9925;
    QTest::newRow("1/4") << 0.25 << 1.8369;
}

void TestMetricTheory::gavishDonoho()
{
    QFETCH(double, ratio);
    QFETCH(double, omega);
    VERIFY_NEAR(gavishDonohoOmega(ratio), omega, 1e-4);
}

void TestMetricTheory::plantedSpike_data()
{
    QTest::addColumn<double>("theta");
    QTest::newRow("strong") << 2.0;
    QTest::newRow("middling") << 1.5;
    QTest::newRow("invisible") << 0.7;
}

// T9 (Baik, Ben Arous and Peche): a direction of strength theta in square noise of variance 1/n.
void TestMetricTheory::plantedSpike()
{
    QFETCH(double, theta);
    constexpr Index n = 700;
    Eigen::VectorXf left = drawMatrix(n, 1, 1).col(0).normalized();
    Eigen::VectorXf right = drawMatrix(n, 1, 2).col(0).normalized();
    const Matrix weights = drawMatrix(n, n, 3) / std::sqrt(static_cast<float>(n)) +
                           static_cast<float>(theta) * left * right.transpose();
    const double g = 1.0;
    const bool visible = theta > std::pow(g, 0.25);
    QCOMPARE(measure("mp_spikes", weights), visible ? 1.0 : 0.0);
    QCOMPARE(measure("mp_spike_energy", weights) > 0.0, visible);
    VERIFY_NEAR(measure("mp_sigma", weights) * std::sqrt(double(n)), 1.0, 0.02);
    const double t = theta * theta;
    const double s = visible ? std::sqrt((1.0 + t) * (g + t)) / theta : 2.0;
    VERIFY_NEAR(measure("spectral_norm", weights), s, 0.08);
    const SymmetricEigen eigen = symmetricEigen(gramOfRows(weights, JobContext()), JobContext());
    const double cosine = eigen.vectors.row(0).dot(left.cast<double>());
    VERIFY_NEAR(cosine * cosine, visible ? 1.0 - g * (1.0 + t) / (t * (t + g)) : 0.0, 0.12);
}

void TestMetricTheory::powerLaw()
{
    std::vector<double> pareto(1000);
    for (std::size_t i = 0; i < pareto.size(); ++i)
        pareto[i] = std::pow(1.0 - (static_cast<double>(i) + 0.5) / 1000.0, -0.5); // density x^-3
    const auto fit = fitPowerLaw(pareto, JobContext());
    QVERIFY(fit.has_value());
    VERIFY_NEAR(fit->alpha, 3.0, 0.063);
    QVERIFY(!fitPowerLaw(std::vector<double>(5, 2.0), JobContext()).has_value());
    QVERIFY(!fitPowerLaw(std::vector<double>{1.0}, JobContext()).has_value());
    // Noise is no power law, and heavy tails alone look like one.
    for (const std::uint64_t seed : {4U, 5U, 6U}) { // anything, but nothing as low as the heavy tails below
        const double noise = measure("ww_alpha", drawMatrix(300, 1200, seed));
        QVERIFY2(noise > 4.5 && noise < 40.0, qPrintable(QString::number(noise)));
    }
    Matrix heavy(512, 512);
    std::mt19937_64 generator(5);
    std::student_t_distribution<double> student(2.5);
    for (Index i = 0; i < heavy.size(); ++i)
        heavy.data()[i] = static_cast<float>(student(generator));
    const double alpha = measure("ww_alpha", heavy);
    QVERIFY2(alpha > 2.0 && alpha < 4.2, qPrintable(QString::number(alpha)));
}

void TestMetricTheory::dimension_data()
{
    QTest::addColumn<int>("dimensions");
    QTest::addColumn<double>("wanted");
    QTest::newRow("2") << 2 << 1.92;
    QTest::newRow("5") << 5 << 5.13;
    QTest::newRow("10") << 10 << 9.2;
}

// T26: Gaussian points of few dimensions turned into many, within four standard errors d / sqrt N.
void TestMetricTheory::dimension()
{
    QFETCH(int, dimensions);
    QFETCH(double, wanted);
    const Matrix points = drawMatrix(2000, dimensions, 7);
    const double flat = measure("twonn_dimension", points);
    VERIFY_NEAR(flat, wanted, 4.0 * wanted / std::sqrt(2000.0));
    Matrix wide = Matrix::Zero(2000, 64);
    wide.leftCols(dimensions) = points;
    const CoordinateSystemEntry& hadamard = m_registries.coordinateSystems.find("hadamard");
    const Parameters columns{{"side", std::string("columns")}};
    hadamard.make(resolveParameters(hadamard.parameters, columns))
        ->fit(wide, JobContext())
        .forward(wide, JobContext());
    VERIFY_NEAR(measure("twonn_dimension", wide), flat, 1e-3 * flat); // distances stay, up to float32
}

// Noise in many dimensions reads far below them: why the number stands beside its null.
void TestMetricTheory::dimensionOfNoise()
{
    VERIFY_NEAR(measure("twonn_dimension", drawMatrix(2000, 256, 8)), 82.5, 8.0);
    // More than 2048 rows are sampled: the same within the error of the sample.
    const double sampled = measure("twonn_dimension", drawMatrix(6000, 5, 9));
    VERIFY_NEAR(sampled, 5.13, 4.0 * 5.13 / std::sqrt(2048.0));
}

void TestMetricTheory::twinsAreLeftOut()
{
    Matrix points = drawMatrix(500, 4, 10);
    const double before = measure("twonn_dimension", points.topRows(400));
    points.bottomRows(100) = Matrix::Zero(100, 4); // as an embedding's unused rows
    VERIFY_NEAR(measure("twonn_dimension", points), before, 0.1 * before);
    QVERIFY(std::isnan(measure("twonn_dimension", Matrix::Identity(20, 20)))); // all distances equal
}

void TestMetricTheory::codingGain()
{
    // Columns of energy 1 and 16: arithmetic mean 8.5, geometric 4.
    Matrix weights(4, 6);
    for (Index j = 0; j < 6; ++j)
        weights.col(j).setConstant(j % 2 == 0 ? 1.0F : -4.0F);
    const double bits = 0.5 * std::log2(8.5 / 4.0);
    VERIFY_NEAR(measure("coding_gain_columns_bits", weights), bits, 1e-12);
    VERIFY_NEAR(measure("coding_gain_columns_db", weights), 10.0 * std::log10(8.5 / 4.0), 1e-12);
    VERIFY_NEAR(measure("coding_gain_rows_bits", weights), 0.0, 1e-12);
    VERIFY_NEAR(measure("coding_gain_rows_bits", weights.transpose()), bits, 1e-12);
    weights.col(2).setZero();
    QVERIFY(std::isnan(measure("coding_gain_columns_bits", weights)));
    // science.md 1.4: the gain that a basis finds in noise, -E ln det of a Wishart matrix; 0.595 and 4.343 dB
    // for large n.
    const CoordinateSystemEntry& pca = m_registries.coordinateSystems.find("pca");
    const auto basis = pca.make(resolveParameters(pca.parameters, {}));
    for (const auto& [rows, limit] : {std::pair{Index{512}, 0.595}, {Index{128}, 4.343}}) {
        double nats = 0.0;
        for (Index i = 0; i < 128; ++i)
            nats -=
                (digamma(0.5 * static_cast<double>(rows - i)) + std::log(2.0 / static_cast<double>(rows))) /
                128.0;
        double mean = 0.0;
        constexpr int draws = 12;
        for (int draw = 0; draw < draws; ++draw) {
            Matrix noise = drawMatrix(rows, 128, static_cast<std::uint64_t>(100 + draw));
            basis->fit(noise, JobContext()).forward(noise, JobContext());
            mean += measure("coding_gain_columns_db", noise) / draws;
        }
        VERIFY_NEAR(mean, nats * 10.0 / std::numbers::ln10, 0.03 * limit); // sd of a draw 2.5 % of the limit
        VERIFY_NEAR(mean, limit, 0.05 * limit);
    }
}

void TestMetricTheory::profiles()
{
    const Matrix gaussian = grid(normalQuantile, 200, 200);
    const std::vector<NamedCurve> quantiles = curves("qq", gaussian);
    QCOMPARE(quantiles.size(), std::size_t{2});
    QVERIFY(quantiles[0].points.x.size() > 200);
    for (std::size_t i = 0; i < quantiles[0].points.x.size(); ++i)
        VERIFY_NEAR(quantiles[0].points.y[i], quantiles[0].points.x[i], 1e-3);

    Matrix weights = drawMatrix(30, 256, 12);
    weights.row(4) *= 8.0F;
    weights.col(7).setConstant(3.0F);
    const std::vector<NamedCurve> rows = curves("row_profile", weights);
    const std::vector<NamedCurve> columns = curves("column_profile", weights);
    QCOMPARE(rows[0].points.y.size(), std::size_t{30});
    QCOMPARE(columns[0].points.y.size(), std::size_t{256});
    VERIFY_NEAR(rows[0].points.y[4], std::sqrt(weights.row(4).cast<double>().squaredNorm() / 256.0), 1e-12);
    VERIFY_NEAR(columns[0].points.y[7], 3.0, 1e-12);
    QVERIFY(std::isnan(columns[1].points.y[7])); // no kurtosis without spread
    VERIFY_NEAR(columns[2].points.y[7], 1.0, 1e-12);
    const std::vector<NamedCurve> blocks = curves("block_profile", weights);
    VERIFY_NEAR(blocks[0].points.y.back(),
                std::max(weights.row(4).head(128).norm(), weights.row(4).tail(128).norm()) / std::sqrt(128.0),
                1e-5);
    for (const NamedCurve& curve : blocks)
        QVERIFY(std::is_sorted(curve.points.y.begin(), curve.points.y.end()));

    const std::vector<NamedCurve> spectrum = curves("spectrum", weights);
    QCOMPARE(spectrum.size(), std::size_t{6});
    const Curve& values = spectrum[0].points;
    double energy = 0.0;
    for (const double s : values.y)
        energy += s * s;
    VERIFY_NEAR(energy, std::pow(measure("l2", weights), 2), 1e-9 * energy);
    QVERIFY(std::is_sorted(values.y.rbegin(), values.y.rend()));
    for (const Profile& profile : m_registries.profiles)
        QVERIFY(curves(profile.id, Matrix::Zero(3, 4)).size() < 7);
}

QTEST_APPLESS_MAIN(TestMetricTheory)
#include "tst_metric_theory.moc"
