// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of every metric there is: rows come from the registry.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/registry/registries.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <bit>
#include <cmath>
#include <limits>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

class TestMetricContract : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void describesItself_data() { metrics(); }
    void describesItself();
    void invariance_data() { metrics(); }
    void invariance();
    void scaling_data() { metrics(); }
    void scaling();
    void anyShapeAndContent_data() { metrics(); }
    void anyShapeAndContent();
    void sameForAnyTeam_data() { metrics(); }
    void sameForAnyTeam();
    void orderOfMetricsDoesNotMatter();
    void stops_data() { metrics(); }
    void stops();
    void idsAreThoseOfTheContract();
    void documented();

private:
    void metrics() const
    {
        QTest::addColumn<QString>("id");
        for (const Metric& metric : builtinRegistries().metrics)
            QTest::newRow(metric.id.c_str()) << QString::fromStdString(metric.id);
    }

    [[nodiscard]] const Metric& metric() const
    {
        const QString id = *static_cast<QString*>(QTest::qData("id", qMetaTypeId<QString>()));
        return m_registries.metrics.find(id.toStdString());
    }

    [[nodiscard]] static double measure(const Metric& metric, const Matrix& weights)
    {
        const JobContext job;
        MetricInputs inputs(weights, job);
        return metric.compute(inputs);
    }

    [[nodiscard]] Matrix turned(const Matrix& weights) const
    {
        const CoordinateSystemEntry& hadamard = m_registries.coordinateSystems.find("hadamard");
        Matrix changed = weights;
        hadamard.make(resolveParameters(hadamard.parameters, {}))
            ->fit(weights, JobContext())
            .forward(changed, JobContext());
        return changed;
    }

    Registries m_registries;
};

void TestMetricContract::describesItself()
{
    const Metric& one = metric();
    QVERIFY(!one.label.empty() && !one.shortLabel.empty() && !one.formula.empty() && !one.help.empty());
    QVERIFY(one.help.ends_with(".") && !one.group.empty());
    QVERIFY(m_registries.nulls.contains(one.shownNull));
    QVERIFY(static_cast<bool>(one.compute));
    QVERIFY(QString::fromStdString(one.shortLabel).size() <= 14); // table headers
    QVERIFY(one.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string::npos);
}

// What calls itself invariant stays under every orthogonal change of coordinates; the rest moves for weights
// that a rotation changes at all.
void TestMetricContract::invariance()
{
    const Metric& one = metric();
    Matrix weights = drawMatrix(60, 96, 2, Source::Laplace) * 0.02F;
    weights.col(10) *= 25.0F;
    weights.array() += 0.001F;
    const double before = measure(one, weights);
    const double after = measure(one, turned(weights));
    const double change = std::abs(after / before - 1.0);
    QVERIFY2((change < 1e-5) == one.invariant, qPrintable(QString::number(change)));
}

// Metrics without a unit of weights do not know the scale; the others scale with it.
void TestMetricContract::scaling()
{
    const Metric& one = metric();
    const Matrix weights = drawMatrix(64, 65, 8, Source::Laplace);
    const double value = measure(one, weights);
    const double scaled = measure(one, weights * 4.0F);
    const double factor = scaled == value ? 1.0 : scaled / value; // a count may be zero
    const bool isPowerOfScale =
        std::abs(factor - 1.0) < 1e-9 || std::abs(factor - 4.0) < 1e-9 || std::abs(factor - 16.0) < 1e-9;
    QVERIFY2(isPowerOfScale, qPrintable(QString::number(factor, 'g', 15)));
    VERIFY_NEAR(std::abs(measure(one, -weights)), std::abs(value), 1e-9 * std::abs(value));
}

void TestMetricContract::anyShapeAndContent()
{
    const Metric& one = metric();
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float infinity = std::numeric_limits<float>::infinity();
    std::vector<Matrix> all{Matrix(0, 0),
                            Matrix(0, 5),
                            Matrix(5, 0),
                            Matrix::Zero(1, 1),
                            Matrix::Ones(1, 1),
                            Matrix::Constant(1, 1, nan),
                            Matrix::Ones(1, 9),
                            Matrix::Ones(9, 1),
                            Matrix::Zero(6, 7),
                            Matrix::Constant(6, 7, infinity),
                            drawMatrix(1, 1000, 1),
                            drawMatrix(1000, 1, 1),
                            drawMatrix(3, 5, 1) * 1e-38F,
                            Matrix::Constant(3, 5, std::numeric_limits<float>::denorm_min()),
                            Matrix::Constant(3, 5, std::numeric_limits<float>::max())};
    all.push_back(drawMatrix(8, 8, 1));
    all.back()(2, 2) = nan;
    for (const Matrix& weights : all) {
        const double value = measure(one, weights);
        const bool nothing = !(weights.array().isFinite().any());
        QVERIFY2(!std::isinf(value),
                 qPrintable(QStringLiteral("%1 x %2").arg(weights.rows()).arg(weights.cols())));
        if (nothing) QVERIFY(std::isnan(value) || value == 0.0);
    }
}

void TestMetricContract::sameForAnyTeam()
{
    const Metric& one = metric();
    if (one.expensive) return; // the spectrum goes through BLAS, whose sums depend on its team
    const Matrix weights = drawMatrix(600, 500, 5, Source::Laplace);
    setWorkerThreads(1);
    const double alone = measure(one, weights);
    for (const int threads : {2, 3}) {
        setWorkerThreads(threads);
        QCOMPARE(std::bit_cast<std::uint64_t>(measure(one, weights)), std::bit_cast<std::uint64_t>(alone));
    }
    setWorkerThreads(0);
}

// Shared parts are made on first use: whoever asks first, everyone gets the same.
void TestMetricContract::orderOfMetricsDoesNotMatter()
{
    const Matrix weights = drawMatrix(50, 70, 6);
    const JobContext job;
    MetricInputs forwards(weights, job);
    MetricInputs backwards(weights, job);
    const std::vector<Metric>& all = m_registries.metrics.entries();
    std::map<std::string, double> first;
    for (const Metric& one : all)
        first[one.id] = one.compute(forwards);
    for (auto one = all.rbegin(); one != all.rend(); ++one)
        QCOMPARE(one->compute(backwards), first.at(one->id));
}

void TestMetricContract::stops()
{
    const Metric& one = metric();
    const Matrix weights = drawMatrix(400, 400, 6);
    std::stop_source stop;
    stop.request_stop();
    const JobContext job(stop.get_token(), nullptr, nullptr);
    MetricInputs inputs(weights, job);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(one.compute(inputs)), Cancelled);
}

// The table for people holds every metric, profile and null there is.
void TestMetricContract::documented()
{
    QFile file(QString::fromStdString(testPath("../docs/metrics.md")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    const auto mentions = [&text](const std::string& id) {
        return text.contains(QStringLiteral("| `%1` |").arg(QString::fromStdString(id)));
    };
    for (const Metric& one : m_registries.metrics)
        QVERIFY2(mentions(one.id), one.id.c_str());
    for (const NullModel& one : m_registries.nulls)
        QVERIFY2(mentions(one.id), one.id.c_str());
    for (const Profile& one : m_registries.profiles)
        QVERIFY2(mentions(one.id), one.id.c_str());
}

void TestMetricContract::idsAreThoseOfTheContract()
{
    for (const char* id : {"l2", "linf", "linf_over_l2", "linf_over_sigma", "fraction_3sigma",
                           "fraction_6sigma", "mean", "variance", "kurtosis", "participation_ratio",
                           "effective_rank", "top_energy_0.001", "top_energy_0.01", "top_energy_0.1"})
        QVERIFY2(m_registries.metrics.contains(id), id);
}

QTEST_APPLESS_MAIN(TestMetricContract)
#include "tst_metric_contract.moc"
