// SPDX-License-Identifier: GPL-3.0-or-later
// The fine print of the command line: exact keys, samples, undefined values, file names of any bytes, tensors
// that are no matrices.
#include "core/base/text.h"

#include "tests/support/inspect_values.h"
#include "tests/support/naive.h"
#include "tests/support/process.h"
#include "tests/support/reference_data.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QtTest>

#include <cmath>
#include <filesystem>
#include <limits>

using namespace alidade;
using namespace alidade::test;

namespace {

const std::string twin = "kjv_llama_twin/model.safetensors";
const std::string queries = "model.layers.0.self_attn.q_proj.weight";

/// The one document on standard output; an empty object if that is not what is there.
QJsonObject document(const Finished& finished)
{
    QJsonParseError error{};
    const QJsonDocument parsed = QJsonDocument::fromJson(QByteArray::fromStdString(finished.out), &error);
    return error.error == QJsonParseError::NoError && isValidUtf8(finished.out) ? parsed.object()
                                                                                : QJsonObject();
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

QStringList words(const char* text) { return sorted(QString::fromLatin1(text).split(QLatin1Char(' '))); }

/// Exit code 1, nothing on stdout, one clean line on stderr that names the program.
void verifyRefusal(const Finished& finished)
{
    QCOMPARE(finished.signal, 0);
    QCOMPARE(finished.code, 1);
    QCOMPARE(finished.out, std::string());
    QVERIFY2(finished.err.starts_with("alidade-cli: ") && finished.err.ends_with("\n"), finished.err.c_str());
    const std::string line = finished.err.substr(0, finished.err.size() - 1);
    QVERIFY2(line.size() <= 2000, line.c_str());
    QCOMPARE(escaped(line, 2000), line); // valid UTF-8, nothing left to escape, no second line
}

QJsonObject tensorOf(const QJsonObject& listing, const std::string& name)
{
    for (const QJsonValueConstRef entry : listing[QStringLiteral("tensors")].toArray())
        if (entry[QStringLiteral("name")].toString().toStdString() == name) return entry.toObject();
    return {};
}

} // namespace

class TestCliContract : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void inspectKeys();
    void inspectSamples_data();
    void inspectSamples();
    void goodCorpus_data();
    void goodCorpus();
    void oddFileNames_data();
    void oddFileNames();
    void metricsKeys();
    void nullsBesideTheMetrics();
    void curvesOfATensor();
    void seedsOfATensor();
    void metricsMatchTheReference();
    void sidesByDefaultAndByFlag();
    void curveKeysAndDefaults();
    void tensorsThatAreNoMatrices_data();
    void tensorsThatAreNoMatrices();
    void matricesOfAStack();
    void undefinedIsNull_data();
    void undefinedIsNull();
    void wrongValues_data();
    void wrongValues();
    void csvTables();
    void readableTables();
    void reportOfASweep();
    void helpAndVersion();
    void manPage();
    void outputCannotBeWritten_data();
    void outputCannotBeWritten();

private:
    [[nodiscard]] std::string at(const std::string& name) const
    {
        return m_folder.path().toStdString() + "/" + name;
    }

    QTemporaryDir m_folder;
    std::string m_odd; ///< a file of odd tensors
};

void TestCliContract::initTestCase()
{
    Matrix holes = drawMatrix(12, 20, 1);
    holes(1, 1) = std::numeric_limits<float>::quiet_NaN();
    holes(2, 2) = std::numeric_limits<float>::infinity();
    StoredTensor scalar = storedVector("scalar", {2.5F});
    scalar.shape = {};
    StoredTensor stack = storedMatrix("stack", drawMatrix(6, 8, 4));
    stack.shape = {2, 3, 8};
    StoredTensor complexPair = storedVector("complex", {1.0F, 2.0F});
    complexPair.dtype = "C64";
    complexPair.shape = {1};
    m_odd = at("odd.safetensors");
    writeSafetensors(
        m_odd,
        {storedVector("vector", {3.0F, -4.0F}), scalar, stack, storedMatrix("holes", holes),
         storedMatrix("constant", Matrix::Constant(16, 16, 0.1F)), storedMatrix("zero", Matrix::Zero(16, 16)),
         storedMatrix("only_nan", Matrix::Constant(4, 4, std::numeric_limits<float>::quiet_NaN())),
         complexPair, storedMatrix("empty", Matrix(0, 5)),
         storedMatrix("one", Matrix::Constant(1, 1, -2.0F))});
}

void TestCliContract::inspectKeys()
{
    const Finished finished = runCli({"inspect", "--json", m_odd});
    QCOMPARE(finished.code, 0);
    const QJsonObject listing = document(finished);
    QCOMPARE(sorted(listing.keys()), words("file format tensors warnings"));
    QCOMPARE(listing[QStringLiteral("format")].toString(), QStringLiteral("safetensors"));
    QVERIFY(listing[QStringLiteral("warnings")].isArray());
    QCOMPARE(std::count(finished.out.begin(), finished.out.end(), '\n'), std::ptrdiff_t{1});
    QCOMPARE(listing[QStringLiteral("tensors")].toArray().size(), 10);
    for (const QJsonValueConstRef entry : listing[QStringLiteral("tensors")].toArray()) {
        QCOMPARE(sorted(entry.toObject().keys()), words("name shape dtype stats first last"));
        if (entry[QStringLiteral("stats")].isNull()) continue;
        QCOMPARE(sorted(entry[QStringLiteral("stats")].toObject().keys()),
                 words("count sum l2 linf mean variance excess_kurtosis nan_count inf_count min max"));
    }
    QVERIFY(tensorOf(listing, "complex")[QStringLiteral("stats")].isNull());
    QCOMPARE(tensorOf(listing, "scalar")[QStringLiteral("shape")].toArray(), QJsonArray());
    const QJsonObject bare = document(runCli({"inspect", "--json", "--no-stats", m_odd}));
    QCOMPARE(bare[QStringLiteral("tensors")].toArray().size(), 10);
    for (const QJsonValueConstRef entry : bare[QStringLiteral("tensors")].toArray())
        QVERIFY(entry[QStringLiteral("stats")].isNull());
}

void TestCliContract::inspectSamples_data()
{
    QTest::addColumn<QString>("file");
    const QJsonObject all = readJson(samplePath("formats/expected.json"))[QStringLiteral("files")].toObject();
    for (const QString& file : all.keys())
        QTest::newRow(qPrintable(file)) << file;
}

void TestCliContract::inspectSamples()
{
    QFETCH(QString, file);
    const QJsonObject expected =
        readJson(samplePath("formats/expected.json"))[QStringLiteral("files")][file].toObject();
    const Finished finished = runCli({"inspect", "--json", samplePath("formats/" + file.toStdString())});
    QVERIFY2(finished.code == 0, finished.err.c_str());
    const QJsonObject listing = document(finished);
    QCOMPARE(listing[QStringLiteral("format")], expected[QStringLiteral("format")]);
    const QJsonArray tensors = expected[QStringLiteral("tensors")].toArray();
    QCOMPARE(listing[QStringLiteral("tensors")].toArray().size(), tensors.size());
    for (const QJsonValueConstRef tensor : tensors) {
        const QString name = tensor[QStringLiteral("name")].toString();
        const QString difference = unlikeTensor(tensorOf(listing, name.toStdString()), tensor.toObject());
        QVERIFY2(difference.isEmpty(), qPrintable(name + QStringLiteral(": ") + difference));
    }
}

void TestCliContract::goodCorpus_data()
{
    QTest::addColumn<QString>("file");
    for (const QString& file : readJson(testPath("hostile/safetensors_good/expected.json")).keys())
        QTest::newRow(qPrintable(file)) << file;
}

void TestCliContract::goodCorpus()
{
    QFETCH(QString, file);
    const QJsonArray tensors =
        readJson(testPath("hostile/safetensors_good/expected.json"))[file][QStringLiteral("tensors")]
            .toArray();
    const Finished finished =
        runCli({"inspect", "--json", testPath("hostile/safetensors_good/" + file.toStdString())});
    QVERIFY2(finished.code == 0, finished.err.c_str());
    const QJsonObject listing = document(finished);
    QCOMPARE(listing[QStringLiteral("tensors")].toArray().size(), tensors.size());
    for (const QJsonValueConstRef tensor : tensors) {
        const QString name = tensor[QStringLiteral("name")].toString();
        const QString difference = unlikeTensor(tensorOf(listing, name.toStdString()), tensor.toObject());
        QVERIFY2(difference.isEmpty(), qPrintable(name.left(80) + QStringLiteral(": ") + difference));
    }
}

void TestCliContract::oddFileNames_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"with space", "new\nline", "tab\tbell\a", "not\xFFutf8", "한국어", "quote'\"",
                             "%s%n", "\xE2\x80\xAEreversed", "back\\slash", "escape\x1B[31mred"})
        QTest::newRow(QByteArray(name).toPercentEncoding().constData()) << QByteArray(name);
}

// The file is listed under any name; a missing file of that name is named safely.
void TestCliContract::oddFileNames()
{
    QFETCH(QByteArray, name);
    const std::string path = at(name.toStdString() + ".safetensors");
    std::filesystem::copy_file(m_odd, path);
    const Finished listed = runCli({"inspect", "--json", path});
    QVERIFY2(listed.code == 0, listed.err.c_str());
    QVERIFY(document(listed)[QStringLiteral("file")].toString().endsWith(
        QString::fromStdString(validUtf8(name.toStdString() + ".safetensors"))));
    QCOMPARE(runCli({"inspect", path}).code, 0);
    std::filesystem::remove(path);
    const Finished missing = runCli({"inspect", "--json", path});
    verifyRefusal(missing);
    QVERIFY2(missing.err.find(escaped(name.toStdString())) != std::string::npos, missing.err.c_str());
    writeFile(path, "");
    verifyRefusal(runCli({"metrics", path, "--tensor", "a", "--coordinates", "original"}));
}

void TestCliContract::metricsKeys()
{
    const Finished finished = runCli({"metrics", samplePath(twin), "--tensor", queries, "--coordinates",
                                      "original,hadamard,pca", "--null-draws", "1", "--json"});
    QVERIFY2(finished.code == 0, finished.err.c_str());
    const QJsonObject result = document(finished);
    for (const QString& key : words("file tensor shape coordinates"))
        QVERIFY(result.contains(key));
    QCOMPARE(result[QStringLiteral("coordinates")].toArray().size(), 3);
    for (const QJsonValueConstRef system : result[QStringLiteral("coordinates")].toArray()) {
        for (const QString& key : words("name side block seed residual metrics"))
            QVERIFY2(system.toObject().contains(key), qPrintable(key));
        QCOMPARE(sorted(system[QStringLiteral("residual")].toObject().keys()),
                 words("orthogonality energy round_trip"));
        QCOMPARE(
            sorted(system[QStringLiteral("metrics")].toObject().keys()),
            words("l2 linf linf_over_l2 linf_over_sigma crest_excess fraction_3sigma fraction_6sigma "
                  "hill_index mean "
                  "variance skewness kurtosis excess_kurtosis participation_ratio participation_ratio_over_n "
                  "effective_count_over_n hoyer gini_abs gini_square top_energy coding_gain_columns_db "
                  "coding_gain_columns_bits coding_gain_rows_db coding_gain_rows_bits discrete_entropy "
                  "histogram_entropy vasicek_entropy negentropy gaussian_distance twonn_dimension "
                  "effective_rank "
                  "entropy_rank spectrum_participation stable_rank spectral_norm ww_alpha mp_sigma mp_spikes "
                  "mp_spike_energy mp_distance gavish_donoho_rank"));
        QCOMPARE(sorted(system[QStringLiteral("metrics")][QStringLiteral("top_energy")].toObject().keys()),
                 words("0.001 0.01 0.1"));
    }
}

void TestCliContract::nullsBesideTheMetrics()
{
    const std::vector<std::string> base{
        "metrics",       samplePath(twin), "--tensor",  queries,
        "--coordinates", "original,pca",   "--metrics", "l2,gini_abs,top_energy_0.01,effective_rank",
        "--json"};
    const auto with = [&base](std::vector<std::string> more) {
        std::vector<std::string> arguments = base;
        arguments.insert(arguments.end(), more.begin(), more.end());
        return document(runCli(arguments));
    };
    const QJsonObject byDefault = with({});
    QCOMPARE(byDefault[QStringLiteral("null_draws")][QStringLiteral("draws")].toInt(), 4);
    for (const QJsonValueConstRef system : byDefault[QStringLiteral("coordinates")].toArray()) {
        QCOMPARE(sorted(system[QStringLiteral("metrics")].toObject().keys()),
                 words("l2 gini_abs top_energy effective_rank"));
        const QJsonObject nulls = system[QStringLiteral("nulls")].toObject();
        QCOMPARE(sorted(nulls.keys()), words("gini_abs top_energy_0.01 effective_rank"));
        for (const QJsonValueConstRef kinds : nulls) {
            QCOMPARE(sorted(kinds.toObject().keys()), words("gaussian shuffled"));
            QCOMPARE(sorted(kinds[QStringLiteral("gaussian")].toObject().keys()), words("mean sd z"));
        }
        QVERIFY(
            nulls[QStringLiteral("gini_abs")][QStringLiteral("gaussian")][QStringLiteral("z")].toDouble() >
            10.0);
    }
    // In original coordinates the Gini index of Gaussian weights is known; in PCA coordinates noise
    // concentrates too.
    const QJsonArray systems = byDefault[QStringLiteral("coordinates")].toArray();
    const auto gini = [](const QJsonValue& system) {
        return system[QStringLiteral("nulls")][QStringLiteral("gini_abs")][QStringLiteral("gaussian")]
                     [QStringLiteral("mean")]
                         .toDouble();
    };
    VERIFY_NEAR(gini(systems[0]), std::sqrt(2.0) - 1.0, 0.005);
    QVERIFY(gini(systems[1]) > 0.45);
    const QJsonObject chosen = with({"--nulls", "rotated,permuted", "--null-draws", "2", "--null-seed", "9"});
    QCOMPARE(
        sorted(chosen[QStringLiteral("coordinates")][0][QStringLiteral("nulls")][QStringLiteral("gini_abs")]
                   .toObject()
                   .keys()),
        words("rotated permuted"));
    QVERIFY(
        !with({"--no-nulls"})[QStringLiteral("coordinates")][0].toObject().contains(QStringLiteral("nulls")));
    QCOMPARE(runCli({"metrics", samplePath(twin), "--tensor", queries, "--coordinates", "original", "--nulls",
                     "none"})
                 .code,
             1);
    QCOMPARE(runCli({"metrics", samplePath(twin), "--tensor", queries, "--coordinates", "original",
                     "--metrics", "none"})
                 .code,
             1);
    QVERIFY(runCli({"metrics", samplePath(twin), "--tensor", queries, "--coordinates", "original",
                    "--null-draws", "0"})
                .code != 0);
}

void TestCliContract::curvesOfATensor()
{
    const std::vector<std::string> base{"metrics",
                                        samplePath(twin),
                                        "--tensor",
                                        queries,
                                        "--coordinates",
                                        "original,hadamard",
                                        "--metrics",
                                        "l2",
                                        "--no-nulls",
                                        "--curves",
                                        "qq,hill,spectrum,row_profile,block_profile"};
    std::vector<std::string> arguments = base;
    arguments.emplace_back("--json");
    const QJsonObject result = document(runCli(arguments));
    for (const QJsonValueConstRef system : result[QStringLiteral("coordinates")].toArray()) {
        const QJsonObject curves = system[QStringLiteral("curves")].toObject();
        QCOMPARE(sorted(curves.keys()), words("qq hill spectrum row_profile block_profile"));
        for (const QJsonValueConstRef family : curves)
            for (const QJsonValueConstRef curve : family.toObject())
                QCOMPARE(curve[QStringLiteral("x")].toArray().size(),
                         curve[QStringLiteral("y")].toArray().size());
        QCOMPARE(curves[QStringLiteral("spectrum")][QStringLiteral("singular_values")][QStringLiteral("y")]
                     .toArray()
                     .size(),
                 256);
    }
    arguments.back() = "--csv";
    const Finished csv = runCli(arguments);
    QCOMPARE(csv.code, 0);
    QVERIFY(csv.out.starts_with("coordinates,curve,series,x,y\r\n"));
    QVERIFY(csv.out.find("\r\nhadamard,spectrum,singular_values,256,") != std::string::npos);
    arguments.end()[-2] = "no_such_curve";
    verifyRefusal(runCli(arguments));
}

void TestCliContract::seedsOfATensor()
{
    const std::vector<std::string> base{
        "metrics",   samplePath(twin), "--tensor", queries, "--coordinates", "original,hadamard",
        "--metrics", "kurtosis,l2",    "--seed",   "5",     "--no-nulls"};
    std::vector<std::string> arguments = base;
    arguments.insert(arguments.end(), {"--seeds", "8", "--json"});
    const QJsonArray systems = document(runCli(arguments))[QStringLiteral("coordinates")].toArray();
    QVERIFY(!systems[0].toObject().contains(QStringLiteral("seeds"))); // nothing to vary
    const QJsonObject seeds = systems[1][QStringLiteral("seeds")].toObject();
    QCOMPARE(seeds[QStringLiteral("first")].toInt(), 5);
    QCOMPARE(seeds[QStringLiteral("count")].toInt(), 8);
    const QJsonObject kurtosis = seeds[QStringLiteral("metrics")][QStringLiteral("kurtosis")].toObject();
    QCOMPARE(sorted(kurtosis.keys()), words("mean sd min max"));
    VERIFY_NEAR(kurtosis[QStringLiteral("mean")].toDouble(), 3.0, 0.3);
    QVERIFY(kurtosis[QStringLiteral("min")].toDouble() < kurtosis[QStringLiteral("max")].toDouble());
    arguments.back() = "--csv";
    const Finished csv = runCli(arguments);
    QVERIFY(csv.out.find("kurtosis.seeds.sd") != std::string::npos);
    arguments.pop_back();
    QVERIFY(runCli(arguments).out.find("over 8 seeds of hadamard") != std::string::npos);
}

void TestCliContract::metricsMatchTheReference()
{
    for (const QJsonValueConstRef entry : references()[QStringLiteral("metrics")].toArray()) {
        if (entry[QStringLiteral("tensor")].toString().toStdString() != queries ||
            entry[QStringLiteral("coordinates")].toString() == QStringLiteral("hadamard_unsigned"))
            continue;
        std::vector<std::string> arguments{
            "metrics",       samplePath(entry[QStringLiteral("file")].toString().toStdString()),
            "--tensor",      queries,
            "--coordinates", entry[QStringLiteral("coordinates")].toString().toStdString(),
            "--no-nulls",    "--json"};
        if (entry[QStringLiteral("side")].isString())
            arguments.insert(arguments.end(),
                             {"--side", entry[QStringLiteral("side")].toString().toStdString()});
        const QJsonObject system = document(runCli(arguments))[QStringLiteral("coordinates")][0].toObject();
        const QJsonObject measured = system[QStringLiteral("metrics")].toObject();
        const QJsonObject values = entry[QStringLiteral("values")].toObject();
        for (const char* id : {"l2", "linf", "linf_over_l2", "linf_over_sigma", "mean", "variance",
                               "kurtosis", "participation_ratio", "effective_rank"}) {
            const QString difference = unlike(measured[QLatin1String(id)].toDouble(std::nan("")),
                                              expectedPair(values[QLatin1String(id)]));
            QVERIFY2(difference.isEmpty(), qPrintable(QLatin1String(id) + QStringLiteral(": ") + difference));
        }
    }
}

void TestCliContract::sidesByDefaultAndByFlag()
{
    const auto system = [](std::vector<std::string> more) {
        std::vector<std::string> arguments{"metrics", samplePath(twin), "--tensor",     queries,
                                           "--json",  "--no-nulls",     "--coordinates"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return document(runCli(arguments))[QStringLiteral("coordinates")][0].toObject();
    };
    QVERIFY(system({"original"})[QStringLiteral("side")].isNull() &&
            system({"original"})[QStringLiteral("seed")].isNull());
    QCOMPARE(system({"hadamard"})[QStringLiteral("side")].toString(), QStringLiteral("both"));
    QCOMPARE(system({"pca"})[QStringLiteral("side")].toString(), QStringLiteral("columns"));
    const QJsonObject chosen = system({"hadamard", "--side", "rows", "--block", "64", "--seed", "7"});
    QCOMPARE(chosen[QStringLiteral("side")].toString(), QStringLiteral("rows"));
    QCOMPARE(chosen[QStringLiteral("block")].toInt(), 64);
    QCOMPARE(chosen[QStringLiteral("seed")].toInt(), 7);
    QCOMPARE(system({"hadamard", "--seed", "7"}), system({"hadamard", "--seed", "7"}));
    QVERIFY(system({"hadamard", "--seed", "7"})[QStringLiteral("metrics")] !=
            system({"hadamard", "--seed", "8"})[QStringLiteral("metrics")]);
}

void TestCliContract::curveKeysAndDefaults()
{
    const Finished finished = runCli({"rate-distortion", samplePath(twin), "--tensor", queries,
                                      "--coordinates", "original,hadamard,pca", "--json"});
    QVERIFY2(finished.code == 0, finished.err.c_str());
    const QJsonObject result = document(finished);
    for (const QString& key : words("file tensor curves"))
        QVERIFY(result.contains(key));
    const double weights = 256.0 * 256.0;
    const std::map<QString, double> basisBits{{QStringLiteral("original"), 0.0},
                                              {QStringLiteral("hadamard"), 64.0 / weights},
                                              {QStringLiteral("pca"), 16.0}};
    for (const QJsonValueConstRef curve : result[QStringLiteral("curves")].toArray()) {
        for (const QString& key : words("coordinates quantizer group points"))
            QVERIFY2(curve.toObject().contains(key), qPrintable(key));
        QCOMPARE(curve[QStringLiteral("group")].toInt(), 128);
        QList<int> bits;
        for (const QJsonValueConstRef point : curve[QStringLiteral("points")].toArray()) {
            for (const QString& key :
                 words("bits rate payload_bits scale_bits basis_bits entropy_bits mse sqnr_db"))
                QVERIFY2(point[key].isDouble(), qPrintable(key));
            bits << point[QStringLiteral("bits")].toInt();
            VERIFY_NEAR(point[QStringLiteral("scale_bits")].toDouble(), 16.0 / 128, 1e-15);
            const QJsonValue name = curve[QStringLiteral("coordinates")];
            const QString id = name.isObject() ? name[QStringLiteral("name")].toString() : name.toString();
            VERIFY_NEAR(point[QStringLiteral("basis_bits")].toDouble(), basisBits.at(id), 1e-12);
        }
        QCOMPARE(bits, (QList<int>{2, 3, 4, 6, 8}));
    }
    for (const auto& [word, scales] :
         {std::pair{"tensor", 1.0}, {"row", 256.0}, {"-1", 1.0}, {"0", 256.0}, {"32", 2048.0}}) {
        const Finished one = runCli({"rate-distortion", samplePath(twin), "--tensor", queries,
                                     "--coordinates", "original", "--bits", "5", "--group", word, "--json"});
        QVERIFY2(one.code == 0, one.err.c_str());
        const QJsonValue point = document(one)[QStringLiteral("curves")][0][QStringLiteral("points")][0];
        QCOMPARE(point[QStringLiteral("bits")].toInt(), 5);
        VERIFY_NEAR(point[QStringLiteral("scale_bits")].toDouble(), 16.0 * scales / weights, 1e-15);
    }
}

void TestCliContract::tensorsThatAreNoMatrices_data()
{
    QTest::addColumn<QString>("tensor");
    QTest::addColumn<QString>("coordinates");
    QTest::addColumn<QString>("words"); // empty: it works
    const auto row = [](const char* tensor, const char* coordinates, const char* words) {
        QTest::newRow(
            qPrintable(QStringLiteral("%1 in %2").arg(QLatin1String(tensor), QLatin1String(coordinates))))
            << QString::fromLatin1(tensor) << QString::fromLatin1(coordinates) << QString::fromLatin1(words);
    };
    for (const char* tensor : {"vector", "scalar", "stack", "holes", "constant", "zero", "one", "only_nan"})
        row(tensor, "original", "");
    for (const char* tensor : {"stack", "constant", "zero", "one"})
        row(tensor, "hadamard,pca", "");
    for (const char* system : {"hadamard", "pca"}) {
        row("vector", system, "one dimension");
        row("scalar", system, "no dimension");
        row("holes", system, "holds 1 NaN and 1 infinite");
        row("only_nan", system, "holds 16 NaN");
    }
    for (const char* system : {"original", "hadamard", "pca"}) {
        row("complex", system, "cannot be read as real numbers");
        row("empty", system, "no elements");
        row("no such tensor", system, "there is no tensor 'no such tensor'");
    }
    row("vector", "nothing_known", "known are original");
}

void TestCliContract::tensorsThatAreNoMatrices()
{
    QFETCH(QString, tensor);
    QFETCH(QString, coordinates);
    QFETCH(QString, words);
    for (const char* format : {"--json", "--csv"}) {
        const Finished finished = runCli({"metrics", m_odd, "--tensor", tensor.toStdString(), "--coordinates",
                                          coordinates.toStdString(), "--null-draws", "1", format});
        if (words.isEmpty()) {
            QVERIFY2(finished.code == 0, finished.err.c_str());
            continue;
        }
        verifyRefusal(finished);
        QVERIFY2(finished.err.find(words.toStdString()) != std::string::npos, finished.err.c_str());
        QVERIFY2(finished.err.find("odd.safetensors") != std::string::npos, finished.err.c_str());
    }
}

void TestCliContract::matricesOfAStack()
{
    const Matrix values = drawMatrix(6, 8, 4); // the stack of the odd file: two matrices of three rows
    const auto metrics = [this](std::vector<std::string> more) {
        std::vector<std::string> arguments{"metrics", m_odd,           "--tensor",
                                           "stack",   "--coordinates", "original"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runCli(arguments);
    };
    for (int matrix = 0; matrix < 2; ++matrix) {
        const QJsonObject one = document(metrics({"--json", "--matrix", std::to_string(matrix)}));
        QCOMPARE(one[QStringLiteral("matrix")].toInt(-1), matrix);
        QCOMPARE(one[QStringLiteral("shape")].toArray(), (QJsonArray{3, 8}));
        const double norm = values.middleRows(3 * matrix, 3).cast<double>().norm();
        VERIFY_NEAR(
            one[QStringLiteral("coordinates")][0][QStringLiteral("metrics")][QStringLiteral("l2")].toDouble(),
            norm, 1e-9 * norm);
    }
    const QJsonObject all = document(metrics({"--json"}));
    QVERIFY(!all.contains(QStringLiteral("matrix")));
    QCOMPARE(all[QStringLiteral("shape")].toArray(), (QJsonArray{6, 8}));
    QVERIFY(metrics({"--matrix", "1"}).out.starts_with("stack [1]  3 x 8\n"));
    verifyRefusal(metrics({"--matrix", "2"}));
    QCOMPARE(metrics({"--matrix", "-1"}).code, 2);
    const QJsonObject curve = document(runCli({"rate-distortion", m_odd, "--tensor", "stack", "--matrix", "1",
                                               "--coordinates", "original", "--bits", "4", "--json"}));
    QCOMPARE(curve[QStringLiteral("matrix")].toInt(-1), 1);
    QVERIFY(runCli({"inspect", m_odd}).out.find("2 x 3 x 8 (stack of 2)") != std::string::npos);
}

void TestCliContract::undefinedIsNull_data()
{
    QTest::addColumn<QString>("tensor");
    QTest::addColumn<QStringList>("undefined");
    const QStringList matrices = words(
        "effective_rank entropy_rank spectrum_participation stable_rank spectral_norm ww_alpha mp_sigma "
        "mp_spikes "
        "mp_spike_energy mp_distance gavish_donoho_rank coding_gain_columns_db coding_gain_columns_bits "
        "coding_gain_rows_db coding_gain_rows_bits twonn_dimension");
    const QStringList ratios =
        matrices +
        words("kurtosis excess_kurtosis skewness vasicek_entropy negentropy linf_over_l2 linf_over_sigma "
              "crest_excess participation_ratio participation_ratio_over_n hoyer effective_count_over_n "
              "gini_abs gini_square discrete_entropy histogram_entropy gaussian_distance hill_index");
    QTest::newRow("holes") << QStringLiteral("holes") << sorted(matrices);
    QTest::newRow("constant")
        << QStringLiteral("constant")
        << words("kurtosis excess_kurtosis skewness vasicek_entropy negentropy twonn_dimension "
                 "hill_index ww_alpha mp_sigma mp_spikes mp_spike_energy mp_distance "
                 "gavish_donoho_rank");
    QTest::newRow("zero") << QStringLiteral("zero") << sorted(ratios);
    QTest::newRow("only NaN") << QStringLiteral("only_nan")
                              << sorted(ratios + words("fraction_3sigma fraction_6sigma linf mean variance"));
}

void TestCliContract::undefinedIsNull()
{
    QFETCH(QString, tensor);
    QFETCH(QStringList, undefined);
    const Finished finished =
        runCli({"metrics", m_odd, "--tensor", tensor.toStdString(), "--coordinates", "original", "--json"});
    QVERIFY2(finished.code == 0, finished.err.c_str());
    const QJsonObject metrics =
        document(finished)[QStringLiteral("coordinates")][0][QStringLiteral("metrics")].toObject();
    QStringList found;
    for (auto one = metrics.begin(); one != metrics.end(); ++one)
        if (one.value().isNull()) found << one.key();
    QCOMPARE(sorted(found), undefined);
    const Finished curve = runCli(
        {"rate-distortion", m_odd, "--tensor", tensor.toStdString(), "--coordinates", "original", "--json"});
    const bool finite = tensor == QStringLiteral("constant") || tensor == QStringLiteral("zero");
    if (!finite) return verifyRefusal(curve);
    QVERIFY2(curve.code == 0, curve.err.c_str());
    const QJsonValue point = document(curve)[QStringLiteral("curves")][0][QStringLiteral("points")][0];
    QCOMPARE(point[QStringLiteral("sqnr_db")].isNull(), tensor == QStringLiteral("zero"));
    QCOMPARE(point[QStringLiteral("entropy_bits")].toDouble(), 0.0);
}

void TestCliContract::wrongValues_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* arguments, const char* words) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' '))
                                 << QString::fromLatin1(words);
    };
    row("--bits 1", "bits must be an integer from 2 to 8");
    row("--bits 9", "bits must be an integer from 2 to 8");
    row("--bits four", "bits must be an integer from 2 to 8");
    row("--group -3", "group must be an integer from -2");
    row("--group wide", "group must be an integer from -2");
    row("--side diagonal", "side must be one of rows, columns, both");
    row("--block -1", "the size of an attention head along the rows");
    row("--block -2", "block must be an integer from -1");
    row("--seed -1", "seed must be an integer from 0");
    row("--seed 9007199254740993", "seed must be an integer from 0");
    row("--seed 1e3", "seed must be an integer from 0");
    row("--quantizer none", "known are uniform");
    row("--json --csv", "--csv");
    row("--unknown", "--unknown");
}

// One line that names what was wrong, nothing on stdout; 1 or 2 by who finds out.
void TestCliContract::wrongValues()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    std::vector<std::string> all{"rate-distortion", samplePath(twin), "--tensor",
                                 queries,           "--coordinates",  "hadamard"};
    for (const QString& argument : arguments)
        all.push_back(argument.toStdString());
    const Finished finished = runCli(all);
    QVERIFY(finished.code == 1 || finished.code == 2);
    QCOMPARE(finished.out, std::string());
    QVERIFY2(finished.err.find(words.toStdString()) != std::string::npos, finished.err.c_str());
    QCOMPARE(std::count(finished.err.begin(), finished.err.end(), '\n'), std::ptrdiff_t{1});
}

void TestCliContract::csvTables()
{
    const auto lines = [](const Finished& finished) {
        return QString::fromStdString(finished.out).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    };
    const Finished metrics = runCli({"metrics", samplePath(twin), "--tensor", queries, "--coordinates",
                                     "original,hadamard,pca", "--null-draws", "1", "--csv"});
    QCOMPARE(metrics.code, 0);
    QCOMPARE(lines(metrics).size(), 4);
    const QStringList header = lines(metrics)[0].split(QLatin1Char(','));
    QVERIFY(header.contains(QStringLiteral("gini_abs.null.shuffled.mean")));
    QVERIFY(
        !header.contains(QStringLiteral("kurtosis.null.gaussian.mean"))); // says itself what a Gaussian has
    QVERIFY(lines(metrics)[0].startsWith(QStringLiteral("coordinates,side,block,seed,")));
    for (const QString& id : words("l2 linf kurtosis effective_rank top_energy_0.01"))
        QVERIFY(header.contains(id));
    const QStringList original = lines(metrics)[1].split(QLatin1Char(','));
    QCOMPARE(original.size(), header.size());
    const QJsonValue json =
        document(runCli({"metrics", samplePath(twin), "--tensor", queries, "--coordinates", "original",
                         "--no-nulls", "--json"}))[QStringLiteral("coordinates")][0];
    for (const QString& id : words("l2 linf kurtosis effective_rank"))
        VERIFY_NEAR(original[header.indexOf(id)].toDouble(), json[QStringLiteral("metrics")][id].toDouble(),
                    1e-12 * std::abs(json[QStringLiteral("metrics")][id].toDouble()));
    const Finished undefined =
        runCli({"metrics", m_odd, "--tensor", "constant", "--coordinates", "original", "--csv"});
    QVERIFY(
        lines(undefined)[1].split(QLatin1Char(','))[header.indexOf(QStringLiteral("kurtosis"))].isEmpty());
}

void TestCliContract::readableTables()
{
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"inspect", samplePath("formats/tiny.safetensors")},
          {"inspect", testPath("hostile/safetensors_good/name_escape_sequence.safetensors")},
          {"inspect", testPath("hostile/safetensors_good/name_bidi.safetensors")},
          {"metrics", m_odd, "--tensor", "stack", "--coordinates", "original,pca"},
          {"rate-distortion", m_odd, "--tensor", "stack", "--coordinates", "original,pca"}}) {
        const Finished finished = runCli(arguments);
        QVERIFY2(finished.code == 0, finished.err.c_str());
        QVERIFY(finished.out.size() > 100 && finished.out.ends_with("\n"));
        for (const QString& line : QString::fromStdString(finished.out).split(QLatin1Char('\n')))
            QCOMPARE(escaped(line.toStdString(), 5000), line.toStdString()); // safe for a terminal
    }
}

// A report without the program that draws is whole but for figures, and says so.
void TestCliContract::reportOfASweep()
{
    const std::string results = samplePath("results/kjv_llama_axes.h5");
    qputenv("ALIDADE_DESKTOP", "/nowhere/alidade");
    const Finished made = runCli({"report", results, "-o", at("report")});
    const Finished paged = runCli({"report", results, "-o", at("paged"), "--figures", "none", "--pdf"});
    qunsetenv("ALIDADE_DESKTOP");
    QVERIFY2(made.code == 0, made.err.c_str());
    QVERIFY(made.out.find("could not be drawn: the program alidade") != std::string::npos);
    for (const char* name : {"report.md", "report.html", "tensors.csv", "points.csv", "figures/rates_fixed.json"})
        QVERIFY2(std::filesystem::is_regular_file(at("report/") + name), name);
    verifyRefusal(paged);
    QVERIFY(!std::filesystem::exists(at("paged")));
    std::filesystem::create_directory(at("mine"));
    QVERIFY(QFile(QString::fromStdString(at("mine/letter.txt"))).open(QIODevice::WriteOnly));
    verifyRefusal(runCli({"report", results, "-o", at("mine"), "--figures", "none"}));
    verifyRefusal(runCli({"report", samplePath(twin), "-o", at("none"), "--figures", "none"}));
}

void TestCliContract::helpAndVersion()
{
    for (const char* argument : {"--version", "--help"}) {
        const Finished finished = runCli({argument});
        QCOMPARE(finished.code, 0);
        QVERIFY(finished.out.find("alidade") != std::string::npos ||
                finished.out.find("Alidade") != std::string::npos);
        QCOMPARE(finished.err, std::string());
    }
    for (const char* command : {"inspect", "metrics", "rate-distortion"}) {
        const Finished finished = runCli({command, "--help"});
        QCOMPARE(finished.code, 0);
        QVERIFY(finished.out.find("FILE") != std::string::npos);
        QVERIFY(runCli({"--help"}).out.find(command) != std::string::npos);
    }
    const std::string flags = runCli({"metrics", "--help"}).out;
    for (const char* flag : {"--tensor", "--coordinates", "--side", "--block", "--seed", "--json", "--csv"})
        QVERIFY2(flags.find(flag) != std::string::npos, flag);
}

// Every command has its section and every option of every command is named.
void TestCliContract::manPage()
{
    QFile file(QString::fromStdString(testPath("../resources/man/alidade-cli.1")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString page =
        QString::fromUtf8(file.readAll()).replace(QStringLiteral("\\-"), QStringLiteral("-"));
    const QString help = QString::fromStdString(runCli({"--help"}).out);
    const QRegularExpression command(QStringLiteral("^  ([a-z][a-z-]+) "),
                                     QRegularExpression::MultilineOption);
    const QRegularExpression option(QStringLiteral("^ +(?:-[a-z],)?(--[a-z0-9-]+)"),
                                    QRegularExpression::MultilineOption);
    int commands = 0;
    for (auto found = command.globalMatch(help, help.indexOf(QLatin1String("Subcommands:")));
         found.hasNext();) {
        const QString name = found.next().captured(1);
        QVERIFY2(page.contains(QStringLiteral("\n.SS %1\n").arg(name)), qPrintable(name));
        const QString flags = QString::fromStdString(runCli({name.toStdString(), "--help"}).out);
        for (auto flag = option.globalMatch(flags); flag.hasNext();) {
            const QString text = flag.next().captured(1);
            const QRegularExpression entry(
                QStringLiteral("\n\\.B[IR]? (?:-[a-z] \", \" )?%1(?![a-z0-9-])").arg(text));
            QVERIFY2(page.contains(entry), qPrintable(name + QLatin1Char(' ') + text));
        }
        ++commands;
    }
    QVERIFY(commands >= 19);
}

void TestCliContract::outputCannotBeWritten_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("inspect") << QStringList{QStringLiteral("inspect"), QString::fromStdString(m_odd)};
    QTest::newRow("metrics") << QStringList{QStringLiteral("metrics"),       QString::fromStdString(m_odd),
                                            QStringLiteral("--tensor"),      QStringLiteral("one"),
                                            QStringLiteral("--coordinates"), QStringLiteral("original"),
                                            QStringLiteral("--csv")};
}

void TestCliContract::outputCannotBeWritten()
{
    QFETCH(QStringList, arguments);
    std::vector<std::string> all;
    for (const QString& argument : arguments)
        all.push_back(argument.toStdString());
    verifyRefusal(runCli(all, "/dev/full"));
}

QTEST_APPLESS_MAIN(TestCliContract)
#include "tst_cli_contract.moc"
