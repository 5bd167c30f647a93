// SPDX-License-Identifier: GPL-3.0-or-later
// What every component owes, with rows read from the registries: a new component is tested without a new line
// here.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/registry/registries.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <stop_token>

using namespace alidade;

namespace {

Matrix gaussian(Index rows, Index columns, std::uint64_t seed = 1)
{
    Random random(seed);
    Matrix matrix(rows, columns);
    for (Index i = 0; i < matrix.size(); ++i)
        matrix.data()[i] = static_cast<float>(random.normal());
    return matrix;
}

/// Rows x columns whose values hold a few heavy channels, as real outliers do.
Matrix withOutliers(Index rows, Index columns)
{
    Matrix matrix = gaussian(rows, columns, 2);
    if (columns > 2) matrix.col(columns / 2) *= 30.0F;
    return matrix;
}

class TestRegistries : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }

    void coordinateSystemInverts_data() { coordinateRows(); }
    void coordinateSystemInverts();
    void coordinateSystemIsReproducible_data() { systemRows(); }
    void coordinateSystemIsReproducible();
    void coordinateSystemDescribesItself_data() { systemRows(); }
    void coordinateSystemDescribesItself();
    void coordinateSystemStopsWhenAsked_data() { systemRows(); }
    void coordinateSystemStopsWhenAsked();
    void coordinateSystemRefusesNothingToTurn_data() { systemRows(); }
    void coordinateSystemRefusesNothingToTurn();
    void metricIsDescribedAndDefined_data() { metricRows(); }
    void metricIsDescribedAndDefined();
    void invariantMetricStandsStill_data() { metricRows(); }
    void invariantMetricStandsStill();
    void quantizerRoundTrips_data() { quantizerRows(); }
    void quantizerRoundTrips();
    void quantizerRefusesNonFiniteWeights_data() { quantizerRows(); }
    void quantizerRefusesNonFiniteWeights();
    void formatProbesAnything_data();
    void formatProbesAnything();
    void parametersRefuseWhatIsOutOfRange();

private:
    const CoordinateSystemEntry& system() const
    {
        return m_registries.coordinateSystems.find(QTest::currentDataTag() ? currentId() : "");
    }
    static std::string currentId()
    {
        return QString::fromLatin1(QTest::currentDataTag()).section(' ', 0, 0).toStdString();
    }

    void systemRows() const
    {
        QTest::addColumn<int>("unused");
        for (const CoordinateSystemEntry& entry : m_registries.coordinateSystems)
            QTest::newRow(entry.id.c_str()) << 0;
    }
    void metricRows() const
    {
        QTest::addColumn<int>("unused");
        for (const Metric& metric : m_registries.metrics)
            QTest::newRow(metric.id.c_str()) << 0;
    }
    void quantizerRows() const
    {
        QTest::addColumn<int>("bits");
        for (const QuantizerEntry& entry : m_registries.quantizers)
            for (const int bits : {2, 3, 4, 6, 8})
                QTest::addRow("%s %d", entry.id.c_str(), bits) << bits;
    }
    void coordinateRows() const;

    Registries m_registries;
};

bool takes(const std::vector<ParameterSpec>& specs, const std::string& id)
{
    return std::any_of(specs.begin(), specs.end(),
                       [&id](const ParameterSpec& spec) { return spec.id == id; });
}

struct Shape {
    Index rows;
    Index columns;
};

} // namespace

/// Every system on every side, with and without blocks, on shapes that are not powers of two too.
void TestRegistries::coordinateRows() const
{
    QTest::addColumn<QString>("side");
    QTest::addColumn<int>("block");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    constexpr std::array shapes{Shape{1, 1},   Shape{1, 7},   Shape{9, 1},   Shape{16, 32},
                                Shape{28, 44}, Shape{97, 60}, Shape{40, 172}};
    for (const CoordinateSystemEntry& entry : m_registries.coordinateSystems)
        for (const Shape& shape : shapes)
            for (const char* side : {"rows", "columns", "both"})
                for (const int block : {0, 16}) {
                    if (!takes(entry.parameters, "side") && std::strcmp(side, "both") != 0) continue;
                    if (!takes(entry.parameters, "block") && block != 0) continue;
                    QTest::addRow("%s %s block %d, %dx%d", entry.id.c_str(), side, block,
                                  static_cast<int>(shape.rows), static_cast<int>(shape.columns))
                        << QString::fromLatin1(side) << block << static_cast<int>(shape.rows)
                        << static_cast<int>(shape.columns);
                }
}

void TestRegistries::coordinateSystemInverts()
{
    QFETCH(QString, side);
    QFETCH(int, block);
    QFETCH(int, rows);
    QFETCH(int, columns);
    const CoordinateSystemEntry& entry = system();
    Parameters given;
    if (takes(entry.parameters, "side")) given.set("side", side.toStdString());
    if (takes(entry.parameters, "block")) given.set("block", std::int64_t{block});
    const Matrix weights = withOutliers(rows, columns);
    const Basis basis = entry.make(resolveParameters(entry.parameters, given))->fit(weights, {});
    Matrix coefficients = weights;
    basis.forward(coefficients, {});
    const Residual residual = basis.residual(weights, coefficients, {});
    QVERIFY2(residual.roundTrip < 1e-5, qPrintable(QString::number(residual.roundTrip)));
    if (basis.isOrthogonal()) {
        QVERIFY2(residual.energy < 1e-6, qPrintable(QString::number(residual.energy)));
        QVERIFY2(residual.orthogonality < 1e-5, qPrintable(QString::number(residual.orthogonality)));
    }
    QVERIFY(basis.sideInformationBits() >= 0.0);
    QVERIFY(!basis.description().empty());
}

void TestRegistries::coordinateSystemIsReproducible()
{
    const CoordinateSystemEntry& entry = system();
    const Matrix weights = withOutliers(48, 60);
    const auto transformed = [&](const Parameters& given) {
        Matrix coefficients = weights;
        entry.make(resolveParameters(entry.parameters, given))->fit(weights, {}).forward(coefficients, {});
        return coefficients;
    };
    QVERIFY((transformed({}).array() == transformed({}).array()).all());
    if (!takes(entry.parameters, "seed")) return;
    const Matrix other = transformed(Parameters{{"seed", std::int64_t{7}}});
    QVERIFY2(!(other.array() == transformed({}).array()).all(), "another seed must give another basis");
}

void TestRegistries::coordinateSystemDescribesItself()
{
    const CoordinateSystemEntry& entry = system();
    QVERIFY(!entry.label.empty());
    QVERIFY(!entry.shortLabel.empty());
    QVERIFY(!entry.help.empty());
    for (const ParameterSpec& spec : entry.parameters) {
        QVERIFY(!spec.label.empty());
        QVERIFY(!spec.help.empty());
        QCOMPARE(toText(parseParameter(spec, toText(spec.fallback))), toText(spec.fallback));
    }
}

void TestRegistries::coordinateSystemStopsWhenAsked()
{
    const CoordinateSystemEntry& entry = system();
    std::stop_source stop;
    stop.request_stop();
    const JobContext job(stop.get_token(), nullptr, nullptr);
    Matrix weights = gaussian(64, 64);
    bool cancelled = false;
    try {
        const Basis basis = entry.make(resolveParameters(entry.parameters, {}))->fit(weights, job);
        if (!basis.rows() && !basis.columns()) return; // nothing to do, nothing to stop
        basis.forward(weights, job);
    } catch (const Cancelled&) {
        cancelled = true;
    }
    QVERIFY(cancelled);
}

void TestRegistries::coordinateSystemRefusesNothingToTurn()
{
    const CoordinateSystemEntry& entry = system();
    const auto recipe = entry.make(resolveParameters(entry.parameters, {}));
    if (!takes(entry.parameters, "side")) return; // no axis changes
    QVERIFY_THROWS_EXCEPTION(InvalidRequest, recipe->fit(Matrix(0, 5), {}));
}

void TestRegistries::metricIsDescribedAndDefined()
{
    const Metric& metric = m_registries.metrics.find(currentId());
    QVERIFY(!metric.label.empty() && !metric.shortLabel.empty() && !metric.formula.empty() &&
            !metric.help.empty());
    const JobContext job;
    const Matrix ordinary = gaussian(24, 40);
    MetricInputs inputs(ordinary, job);
    QVERIFY(std::isfinite(metric.compute(inputs)));
    const Matrix one = Matrix::Constant(1, 1, 2.0F);
    MetricInputs single(one, job);
    QVERIFY(!std::isinf(metric.compute(single)));
    const Matrix nothing = Matrix::Zero(4, 4);
    MetricInputs zeros(nothing, job);
    QVERIFY(!std::isinf(metric.compute(zeros)));
}

void TestRegistries::invariantMetricStandsStill()
{
    const Metric& metric = m_registries.metrics.find(currentId());
    const JobContext job;
    const Matrix weights = withOutliers(64, 96);
    MetricInputs before(weights, job);
    const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find("hadamard");
    Matrix turned = weights;
    entry.make(resolveParameters(entry.parameters, {}))->fit(weights, job).forward(turned, job);
    MetricInputs after(turned, job);
    const double change = std::abs(metric.compute(after) / metric.compute(before) - 1.0);
    if (metric.invariant)
        QVERIFY2(change < 1e-5, qPrintable(QString::number(change)));
    else if (metric.id != "variance") // invariant but for the mean, and labelled so
        QVERIFY2(change > 1e-5, "a metric that does not move should say that it is invariant");
}

void TestRegistries::quantizerRoundTrips()
{
    QFETCH(int, bits);
    const QuantizerEntry& entry = m_registries.quantizers.find(currentId());
    const Matrix weights = withOutliers(33, 130);
    const auto squaredError = [&](int width) {
        const auto quantizer =
            entry.make(resolveParameters(entry.parameters, Parameters{{"bits", std::int64_t{width}}}));
        const auto codec = quantizer->design(weights, {});
        const Symbols symbols = codec->encode(weights, {});
        for (const std::int16_t value : symbols.values)
            if (value < symbols.smallest || value >= symbols.smallest + symbols.alphabet) return -1.0;
        const Matrix decoded = codec->decode(symbols, {});
        if (codec->encode(decoded, {}).values != symbols.values)
            return -2.0; // reconstruction points are fixed points
        return static_cast<double>((decoded - weights).squaredNorm());
    };
    const double error = squaredError(bits);
    QVERIFY2(error >= 0.0, qPrintable(QString::number(error)));
    if (bits < 8) QVERIFY(squaredError(bits + 1) <= error);
}

void TestRegistries::quantizerRefusesNonFiniteWeights()
{
    QFETCH(int, bits);
    const QuantizerEntry& entry = m_registries.quantizers.find(currentId());
    const auto quantizer =
        entry.make(resolveParameters(entry.parameters, Parameters{{"bits", std::int64_t{bits}}}));
    Matrix weights = gaussian(8, 8);
    weights(3, 3) = std::nanf("");
    QVERIFY_THROWS_EXCEPTION(InvalidRequest, quantizer->design(weights, {}));
}

void TestRegistries::formatProbesAnything_data()
{
    QTest::addColumn<int>("unused");
    for (const CheckpointFormat& format : m_registries.checkpointFormats)
        QTest::newRow(format.id.c_str()) << 0;
}

void TestRegistries::formatProbesAnything()
{
    const CheckpointFormat& format = m_registries.checkpointFormats.find(currentId());
    Random random(3);
    for (std::size_t size = 0; size < 64; ++size) {
        ProbeInput input;
        input.path = "nowhere";
        input.size = size;
        for (std::size_t i = 0; i < size; ++i)
            input.head.push_back(static_cast<std::byte>(random.bits()));
        QVERIFY(format.probe(input) <= Certain);
        QVERIFY_THROWS_EXCEPTION(Error, format.open("/nonexistent/file"));
    }
}

void TestRegistries::parametersRefuseWhatIsOutOfRange()
{
    for (const CoordinateSystemEntry& entry : m_registries.coordinateSystems) {
        QVERIFY_THROWS_EXCEPTION(
            InvalidRequest, resolveParameters(entry.parameters, Parameters{{"no-such", std::int64_t{1}}}));
        for (const ParameterSpec& spec : entry.parameters) {
            if (std::holds_alternative<std::string>(spec.fallback)) {
                QVERIFY_THROWS_EXCEPTION(InvalidRequest, parseParameter(spec, "neither"));
                continue;
            }
            QVERIFY_THROWS_EXCEPTION(InvalidRequest, parseParameter(spec, "many"));
            QVERIFY_THROWS_EXCEPTION(
                InvalidRequest,
                parseParameter(spec, std::to_string(static_cast<std::int64_t>(spec.minimum) - 1)));
        }
    }
}

QTEST_APPLESS_MAIN(TestRegistries)
#include "tst_registries.moc"
