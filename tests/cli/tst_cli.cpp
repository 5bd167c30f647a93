// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli as a process: the JSON contracts, errors in one line, exit codes, no Qt.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

namespace {

struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Outcome run(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("ALIDADE_CLI"), arguments);
    if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString sample(const QString& name)
{
    return qEnvironmentVariable("ALIDADE_SAMPLE_DATA") + QLatin1Char('/') + name;
}

const QString twin = QStringLiteral("kjv_llama_twin/model.safetensors");
const QString downProj = QStringLiteral("model.layers.0.mlp.down_proj.weight");

bool isOneLine(const QByteArray& text)
{
    return text.endsWith('\n') && text.count('\n') == 1 && text.size() > 1;
}

bool closeTo(double actual, double expected, double relative, double absolute = 0.0)
{
    return std::abs(actual - expected) <= relative * std::abs(expected) + absolute;
}

/// A value that may be null on both sides.
bool sameNumber(const QJsonValue& actual, const QJsonValue& expected, double relative, double absolute)
{
    if (expected.isNull() || actual.isNull()) return expected.isNull() && actual.isNull();
    return closeTo(actual.toDouble(), expected.toDouble(), relative, absolute);
}

} // namespace

class TestCli : public QObject {
    Q_OBJECT

private slots:
    void inspectMatchesIndependentStatistics_data();
    void inspectMatchesIndependentStatistics();
    void inspectWithoutStatistics();
    void refusesInOneLine_data();
    void refusesInOneLine();
    void usageErrors_data();
    void usageErrors();
    void metricsSchemaAndDefaults();
    void rateDistortionSchema();
    void csvHasOneHeader();
    void vectorsAndUnknownNames_data();
    void vectorsAndUnknownNames();
    void convertRoundTrips_data();
    void convertRoundTrips();
    void convertNeverTouchesItsInput();
    void linksNoQt();
    void closedOutputIsAnError();
};

void TestCli::inspectMatchesIndependentStatistics_data()
{
    QTest::addColumn<QString>("file");
    for (const char* name : {"tiny.safetensors", "tiny.h5", "tiny.npz", "tiny.npy", "tiny.gguf"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestCli::inspectMatchesIndependentStatistics()
{
    QFETCH(QString, file);
    QFile expectedFile(sample(QStringLiteral("formats/expected.json")));
    QVERIFY(expectedFile.open(QIODevice::ReadOnly));
    const QJsonObject files =
        QJsonDocument::fromJson(expectedFile.readAll()).object().value(QLatin1String("files")).toObject();
    QVERIFY2(files.contains(file), "no expected values for this file");
    const QJsonArray expected = files.value(file).toObject().value(QLatin1String("tensors")).toArray();
    const Outcome outcome =
        run({QStringLiteral("inspect"), QStringLiteral("--json"), sample(QStringLiteral("formats/") + file)});
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.json().value(QLatin1String("file")).toString().contains(file));
    QHash<QString, QJsonObject> listed;
    for (const QJsonValue& tensor : outcome.json().value(QLatin1String("tensors")).toArray())
        listed[tensor.toObject().value(QLatin1String("name")).toString()] = tensor.toObject();
    QCOMPARE(listed.size(), expected.size());
    for (const QJsonValue& value : expected) {
        const QJsonObject wanted = value.toObject();
        const QString name = wanted.value(QLatin1String("name")).toString();
        QVERIFY2(listed.contains(name), qPrintable(name));
        const QJsonObject got = listed.value(name);
        QCOMPARE(got.value(QLatin1String("shape")), wanted.value(QLatin1String("shape")));
        const QJsonObject stats = got.value(QLatin1String("stats")).toObject();
        const QJsonObject reference = wanted.value(QLatin1String("stats")).toObject();
        const double scale = reference.value(QLatin1String("linf")).toDouble();
        for (const char* key :
             {"count", "nan_count", "inf_count", "min", "max", "linf", "l2", "sum", "mean", "variance"})
            QVERIFY2(sameNumber(stats.value(QLatin1String(key)), reference.value(QLatin1String(key)), 1e-9,
                                1e-9 * scale),
                     qPrintable(name + QLatin1Char(' ') + QLatin1String(key)));
        QVERIFY(sameNumber(stats.value(QLatin1String("excess_kurtosis")),
                           reference.value(QLatin1String("excess_kurtosis")), 1e-6, 1e-6));
    }
}

void TestCli::inspectWithoutStatistics()
{
    const Outcome outcome = run(
        {QStringLiteral("inspect"), QStringLiteral("--json"), QStringLiteral("--no-stats"), sample(twin)});
    QCOMPARE(outcome.code, 0);
    const QJsonArray tensors = outcome.json().value(QLatin1String("tensors")).toArray();
    QCOMPARE(tensors.size(), 57);
    for (const QJsonValue& tensor : tensors)
        QVERIFY(tensor.toObject().value(QLatin1String("stats")).isNull());
}

void TestCli::refusesInOneLine_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("shown");
    const QString tests = qEnvironmentVariable("ALIDADE_TEST_DATA");
    QTest::newRow("missing") << QStringLiteral("/nonexistent/model.safetensors")
                             << QStringLiteral("model.safetensors");
    QTest::newRow("device") << QStringLiteral("/dev/null") << QStringLiteral("null");
    QTest::newRow("text") << tests + QStringLiteral("/CMakeLists.txt") << QStringLiteral("CMakeLists.txt");
    QTest::newRow("folder") << tests + QStringLiteral("/house") << QStringLiteral("house");
    const QDir hostile(tests + QStringLiteral("/hostile/safetensors"));
    for (const QString& name : hostile.entryList({QStringLiteral("*.safetensors")}, QDir::Files))
        QTest::newRow(qPrintable(name)) << hostile.filePath(name) << name;
}

void TestCli::refusesInOneLine()
{
    QFETCH(QString, path);
    QFETCH(QString, shown);
    const Outcome outcome = run({QStringLiteral("inspect"), QStringLiteral("--json"), path});
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(isOneLine(outcome.err), outcome.err.constData());
    const QString message = QString::fromUtf8(outcome.err);
    QVERIFY2(message.contains(shown), outcome.err.constData());
    QVERIFY(message.size() <= 2000);
    for (const uint c : message.chopped(1).toUcs4())
        QVERIFY(QChar::isPrint(c));
}

void TestCli::usageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{QStringLiteral("frobnicate")};
    QTest::newRow("unknown flag") << QStringList{QStringLiteral("inspect"), QStringLiteral("--nope"),
                                                 sample(twin)};
    QTest::newRow("no tensor") << QStringList{QStringLiteral("metrics"), sample(twin)};
}

void TestCli::usageErrors()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(isOneLine(outcome.err), outcome.err.constData());
}

void TestCli::metricsSchemaAndDefaults()
{
    const Outcome outcome = run({QStringLiteral("metrics"), sample(twin), QStringLiteral("--tensor"),
                                 downProj, QStringLiteral("--coordinates"),
                                 QStringLiteral("original,hadamard,pca"), QStringLiteral("--json")});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.json().value(QLatin1String("tensor")).toString(), downProj);
    QCOMPARE(outcome.json().value(QLatin1String("shape")).toArray(), (QJsonArray{256, 688}));
    const QJsonArray systems = outcome.json().value(QLatin1String("coordinates")).toArray();
    QCOMPARE(systems.size(), 3);
    QCOMPARE(systems[1].toObject().value(QLatin1String("side")).toString(), QStringLiteral("both"));
    QCOMPARE(systems[2].toObject().value(QLatin1String("side")).toString(), QStringLiteral("columns"));
    for (const QJsonValue& value : systems) {
        const QJsonObject system = value.toObject();
        for (const char* key : {"orthogonality", "energy", "round_trip"})
            QVERIFY(
                system.value(QLatin1String("residual")).toObject().value(QLatin1String(key)).toDouble(1.0) <
                1e-5);
        const QJsonObject metrics = system.value(QLatin1String("metrics")).toObject();
        for (const char* key :
             {"l2", "linf", "linf_over_l2", "linf_over_sigma", "fraction_3sigma", "fraction_6sigma", "mean",
              "variance", "kurtosis", "participation_ratio", "effective_rank"})
            QVERIFY2(metrics.value(QLatin1String(key)).isDouble(), key);
        for (const char* key : {"0.001", "0.01", "0.1"})
            QVERIFY(
                metrics.value(QLatin1String("top_energy")).toObject().value(QLatin1String(key)).isDouble());
    }
    const auto kurtosis = [&systems](int i) {
        return systems[i]
            .toObject()
            .value(QLatin1String("metrics"))
            .toObject()
            .value(QLatin1String("kurtosis"))
            .toDouble();
    };
    QVERIFY(kurtosis(0) > 100.0);
    QVERIFY(closeTo(kurtosis(1), 3.0, 0.1));
}

void TestCli::rateDistortionSchema()
{
    const Outcome outcome = run({QStringLiteral("rate-distortion"), sample(twin), QStringLiteral("--tensor"),
                                 downProj, QStringLiteral("--coordinates"), QStringLiteral("original,pca"),
                                 QStringLiteral("--bits"), QStringLiteral("3,4"), QStringLiteral("--group"),
                                 QStringLiteral("64"), QStringLiteral("--json")});
    QCOMPARE(outcome.code, 0);
    const QJsonArray curves = outcome.json().value(QLatin1String("curves")).toArray();
    QCOMPARE(curves.size(), 2);
    for (const QJsonValue& value : curves) {
        const QJsonObject curve = value.toObject();
        QCOMPARE(curve.value(QLatin1String("quantizer")).toString(), QStringLiteral("uniform"));
        QCOMPARE(curve.value(QLatin1String("group")).toInt(), 64);
        const QJsonArray points = curve.value(QLatin1String("points")).toArray();
        QCOMPARE(points.size(), 2);
        for (const QJsonValue& item : points) {
            const QJsonObject point = item.toObject();
            const double parts = point.value(QLatin1String("payload_bits")).toDouble() +
                                 point.value(QLatin1String("scale_bits")).toDouble() +
                                 point.value(QLatin1String("basis_bits")).toDouble();
            QVERIFY(closeTo(point.value(QLatin1String("rate")).toDouble(), parts, 1e-12));
            QCOMPARE(point.value(QLatin1String("payload_bits")).toDouble(),
                     point.value(QLatin1String("bits")).toDouble());
            QVERIFY(point.value(QLatin1String("entropy_bits")).toDouble() <=
                    point.value(QLatin1String("bits")).toDouble());
            QVERIFY(point.value(QLatin1String("mse")).toDouble() > 0.0);
            QVERIFY(point.value(QLatin1String("sqnr_db")).isDouble());
        }
    }
}

void TestCli::csvHasOneHeader()
{
    const Outcome outcome =
        run({QStringLiteral("rate-distortion"), sample(twin), QStringLiteral("--tensor"), downProj,
             QStringLiteral("--coordinates"), QStringLiteral("original,hadamard"), QStringLiteral("--csv")});
    QCOMPARE(outcome.code, 0);
    const QList<QByteArray> lines = outcome.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 2 * 5);
    QVERIFY(lines.first().startsWith("coordinates,bits,rate,"));
    for (const QByteArray& line : lines)
        QCOMPARE(line.count(','), lines.first().count(','));
}

void TestCli::vectorsAndUnknownNames_data()
{
    QTest::addColumn<QString>("tensor");
    QTest::addColumn<QString>("coordinates");
    QTest::addColumn<QString>("words");
    QTest::newRow("vector") << QStringLiteral("model.norm.weight") << QStringLiteral("hadamard")
                            << QStringLiteral("one dimension");
    QTest::newRow("unknown tensor") << QStringLiteral("down_proj") << QStringLiteral("original")
                                    << QStringLiteral("similar names");
    QTest::newRow("unknown system") << downProj << QStringLiteral("fourier") << QStringLiteral("known are");
}

void TestCli::vectorsAndUnknownNames()
{
    QFETCH(QString, tensor);
    QFETCH(QString, coordinates);
    QFETCH(QString, words);
    const Outcome outcome = run({QStringLiteral("metrics"), sample(twin), QStringLiteral("--tensor"), tensor,
                                 QStringLiteral("--coordinates"), coordinates, QStringLiteral("--json")});
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(isOneLine(outcome.err), outcome.err.constData());
    QVERIFY2(QString::fromUtf8(outcome.err).contains(words), outcome.err.constData());
    QVERIFY(QString::fromUtf8(outcome.err).contains(QStringLiteral("model.safetensors")));
}

void TestCli::convertRoundTrips_data()
{
    QTest::addColumn<QString>("suffix");
    for (const char* suffix : {"safetensors", "h5", "npz"})
        QTest::newRow(suffix) << QString::fromLatin1(suffix);
}

void TestCli::convertRoundTrips()
{
    QFETCH(QString, suffix);
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("copy.") + suffix);
    const QString source = sample(QStringLiteral("synthetic/planted_outliers.safetensors"));
    QCOMPARE(run({QStringLiteral("convert"), source, target, QStringLiteral("--tensors"),
                  QStringLiteral("*gaussian*")})
                 .code,
             0);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    const auto statistics = [](const QString& file) {
        const QJsonArray tensors = run({QStringLiteral("inspect"), QStringLiteral("--json"), file})
                                       .json()
                                       .value(QLatin1String("tensors"))
                                       .toArray();
        for (const QJsonValue& tensor : tensors)
            if (tensor.toObject()
                    .value(QLatin1String("name"))
                    .toString()
                    .contains(QStringLiteral("gaussian")))
                return tensor.toObject().value(QLatin1String("stats")).toObject();
        return QJsonObject();
    };
    QVERIFY(!statistics(target).isEmpty());
    QCOMPARE(statistics(target), statistics(source));
}

void TestCli::convertNeverTouchesItsInput()
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("model.safetensors"));
    QVERIFY(QFile::copy(sample(QStringLiteral("formats/tiny.safetensors")), copy));
    const Outcome outcome = run({QStringLiteral("convert"), copy, copy});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(isOneLine(outcome.err), outcome.err.constData());
    QCOMPARE(run({QStringLiteral("convert"), copy, folder.filePath(QStringLiteral("model.zip"))}).code, 1);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("model.safetensors")});
}

void TestCli::linksNoQt()
{
    QProcess ldd;
    ldd.start(QStringLiteral("ldd"), {qEnvironmentVariable("ALIDADE_CLI")});
    QVERIFY(ldd.waitForFinished(30000));
    const QByteArray libraries = ldd.readAllStandardOutput();
    QVERIFY(libraries.contains("libc.so"));
    QVERIFY2(!libraries.contains("libQt"), libraries.constData());
}

void TestCli::closedOutputIsAnError()
{
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(qEnvironmentVariable("ALIDADE_CLI"),
                  {QStringLiteral("inspect"), QStringLiteral("--json"), sample(twin)});
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(isOneLine(process.readAllStandardError()));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
