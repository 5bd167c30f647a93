// SPDX-License-Identifier: GPL-3.0-or-later
// Support for tests that compare a reader with the corpora of tests/hostile (hostile_corpus.py says what is
// in them).
#pragma once

#include "core/checkpoint/checkpoint_format.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace alidade::testing {

/// A folder of tests/hostile, with a slash at its end.
inline QString corpusFolder(const QString& name)
{
    return qEnvironmentVariable("ALIDADE_TEST_DATA") + QStringLiteral("/hostile/") + name + QLatin1Char('/');
}

inline QString sampleFile(const QString& name)
{
    return qEnvironmentVariable("ALIDADE_SAMPLE_DATA") + QLatin1Char('/') + name;
}

inline QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly) && file.write(content) == content.size(), qPrintable(path));
}

inline QJsonObject jsonOf(const QString& path) { return QJsonDocument::fromJson(bytesOf(path)).object(); }

inline std::string pathOf(const QString& path) { return QFile::encodeName(path).toStdString(); }

/// A number, or one of the words for what JSON has no number for.
inline double numberOf(const QJsonValue& value)
{
    if (!value.isString()) return value.toDouble();
    if (value.toString() == QStringLiteral("NaN")) return std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    return value.toString() == QStringLiteral("Infinity") ? infinity : -infinity;
}

/// Equal as numbers; all NaN are equal.
inline bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

inline std::vector<double> valuesOf(const Checkpoint& file, const TensorInfo& tensor)
{
    std::vector<double> values(tensor.elements);
    file.read(tensor, 0, std::span(values));
    return values;
}

/// Reads whatever is readable and compares the checksums, as `inspect` does.
inline void readAll(const Checkpoint& file)
{
    for (const TensorInfo& tensor : file.tensors())
        if (dtypeInfo(tensor.dtype).readable) static_cast<void>(valuesOf(file, tensor));
    file.verify(JobContext());
}

inline QString dtypeName(const TensorInfo& tensor)
{
    const std::string_view name = dtypeInfo(tensor.dtype).name;
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

/// Name, type and shape as expected, in this order.
inline void compareTensor(const TensorInfo& tensor, const QJsonObject& wanted)
{
    QCOMPARE(QString::fromStdString(tensor.name), wanted[QStringLiteral("name")].toString());
    QCOMPARE(dtypeName(tensor), wanted[QStringLiteral("dtype")].toString());
    const QJsonArray shape = wanted[QStringLiteral("shape")].toArray();
    QCOMPARE(tensor.shape.size(), static_cast<std::size_t>(shape.size()));
    for (qsizetype i = 0; i < shape.size(); ++i)
        QCOMPARE(tensor.shape[static_cast<std::size_t>(i)], static_cast<std::uint64_t>(shape[i].toInteger()));
}

/// All values, as float64 and as float32.
inline void compareValues(const Checkpoint& file, const TensorInfo& tensor, const QJsonArray& wanted)
{
    const std::vector<double> doubles = valuesOf(file, tensor);
    std::vector<float> floats(tensor.elements);
    file.read(tensor, 0, std::span(floats));
    QCOMPARE(doubles.size(), static_cast<std::size_t>(wanted.size()));
    for (std::size_t i = 0; i < doubles.size(); ++i) {
        const double value = numberOf(wanted[static_cast<qsizetype>(i)]);
        const QByteArray where = QByteArray::fromStdString(tensor.name) + '[' + QByteArray::number(i) + ']';
        QVERIFY2(same(doubles[i], value), where.constData());
        QVERIFY2(same(floats[i], static_cast<float>(value)), where.constData());
    }
}

/// Opens a file as the program does and compares everything with an accepted case.
inline void compareGood(const Checkpoint& file, const QJsonObject& wanted)
{
    const QJsonArray tensors = wanted[QStringLiteral("tensors")].toArray();
    QCOMPARE(file.tensors().size(), static_cast<std::size_t>(tensors.size()));
    for (std::size_t i = 0; i < file.tensors().size(); ++i) {
        const TensorInfo& tensor = file.tensors()[i];
        const QJsonObject facts = tensors[static_cast<qsizetype>(i)].toObject();
        compareTensor(tensor, facts);
        if (!facts[QStringLiteral("values")].isNull())
            compareValues(file, tensor, facts[QStringLiteral("values")].toArray());
        if (QTest::currentTestFailed()) return;
    }
    file.verify(JobContext());
    QCOMPARE(file.warnings().size(), static_cast<std::size_t>(wanted[QStringLiteral("warnings")].toInt()));
}

/// `attempt` must throw a FormatError with one of the reasons and a short sentence that starts with the path.
template <typename Attempt>
void expectRefusal(const QString& path, const QStringList& reasons, Attempt&& attempt)
{
    try {
        attempt();
    } catch (const FormatError& error) {
        QVERIFY2(reasons.contains(QString::fromLatin1(formatReasonId(error.reason()))), error.what());
        const QString text = QString::fromUtf8(error.what());
        QVERIFY2(text.startsWith(path) && text.size() < path.size() + 1000, error.what());
        for (const char* word : {"alloc", "memory", "31337", "root:"})
            QVERIFY2(!text.contains(QLatin1String(word)), error.what());
        return;
    }
    QFAIL("nothing was refused");
}

/// Rows for QTest: every case of a corpus with its facts.
inline void addCases(const QStringList& folders)
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("facts");
    for (const QString& folder : folders) {
        const QJsonObject expected = jsonOf(corpusFolder(folder) + QStringLiteral("expected.json"));
        QVERIFY2(!expected.isEmpty(), qPrintable(folder));
        for (auto it = expected.begin(); it != expected.end(); ++it) {
            const QString opened = it.value()[QStringLiteral("open")].toString();
            const QString path =
                corpusFolder(folder) + it.key() + (opened.isEmpty() ? QString() : QLatin1Char('/') + opened);
            QTest::addRow("%s/%s", qPrintable(folder), qPrintable(it.key())) << path << it.value().toObject();
        }
    }
}

} // namespace alidade::testing
