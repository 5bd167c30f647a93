// SPDX-License-Identifier: GPL-3.0-or-later
// docs/formats.md states every limit of the readers, with the value that is enforced.
#include "core/base/text.h"
#include "core/checkpoint/limits.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>

#include <bit>

using namespace alidade;

namespace {

struct Limit {
    const char* name;
    std::uint64_t value;
};

#define LIMIT(name)                                                                                          \
    Limit { #name, static_cast < std::uint64_t>(limits::name) }
constexpr Limit all[] = {
    LIMIT(headerRank),
    LIMIT(largestDimension),
    LIMIT(jsonNesting),
    LIMIT(jsonFileBytes),
    LIMIT(textFileBytes),
    LIMIT(folderEntries),
    LIMIT(cacheEntries),
    LIMIT(safetensorsHeaderBytes),
    LIMIT(shards),
    LIMIT(shardPathBytes),
    LIMIT(ggufHeaderBytes),
    LIMIT(ggufTensors),
    LIMIT(ggufMetadata),
    LIMIT(ggufRank),
    LIMIT(ggufAlignment),
    LIMIT(ggufNameBytes),
    LIMIT(ggufArrayElements),
    LIMIT(ggufArrayNesting),
    LIMIT(ggufParts),
    LIMIT(vocabularyTokens),
    LIMIT(tokenIds),
    LIMIT(npyHeaderBytes),
    LIMIT(zipDirectoryBytes),
    LIMIT(zipInflation),
    LIMIT(hdf5Rank),
    LIMIT(hdf5Depth),
    LIMIT(hdf5Links),
    LIMIT(hdf5Datasets),
    LIMIT(hdf5NameBytes),
    LIMIT(hdf5AllNameBytes),
    LIMIT(hdf5TextBytes),
    LIMIT(hdf5Attributes),
    LIMIT(hdf5Warnings),
    LIMIT(hdf5Hops),
    LIMIT(hdf5Sources),
    LIMIT(hdf5ChunkBytes),
    LIMIT(hdf5FreeBytes),
    LIMIT(hdf5Expansion),
};
#undef LIMIT

QString textOf(const QString& path)
{
    QFile file(qEnvironmentVariable("ALIDADE_TEST_DATA") + QStringLiteral("/../") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// "64 KiB" for bytes, "2^62", "100,000": as the document writes it.
QString shown(const Limit& limit)
{
    const QString name = QString::fromLatin1(limit.name);
    const int power = std::has_single_bit(limit.value) ? std::countr_zero(limit.value) : 0;
    const bool isSize = name.endsWith(QStringLiteral("Bytes")) || name.endsWith(QStringLiteral("Alignment"));
    const QStringList units{QStringLiteral("KiB"), QStringLiteral("MiB"), QStringLiteral("GiB")};
    if (isSize && limit.value % 1024 == 0 && limit.value > 4096) {
        const int unit = limit.value % (1u << 30) == 0 ? 3 : limit.value % (1u << 20) == 0 ? 2 : 1;
        return QStringLiteral("%1 %2").arg(limit.value >> (10 * unit)).arg(units.at(unit - 1));
    }
    if (power >= 30) return QStringLiteral("2^%1").arg(power);
    return QString::fromStdString(withThousands(limit.value));
}

} // namespace

class TestLimits : public QObject {
    Q_OBJECT

private slots:
    void everyLimitIsDocumented();
    void everyConstantIsCompared();
};

void TestLimits::everyLimitIsDocumented()
{
    const QString document = textOf(QStringLiteral("docs/formats.md"));
    QVERIFY(!document.isEmpty());
    for (const Limit& limit : all) {
        const QString row =
            QStringLiteral("| `%1` | %2 |").arg(QString::fromLatin1(limit.name), shown(limit));
        QVERIFY2(document.contains(row), qPrintable(row));
    }
}

void TestLimits::everyConstantIsCompared()
{
    const QString header = textOf(QStringLiteral("core/checkpoint/limits.h"));
    QSet<QString> compared;
    for (const Limit& limit : all)
        compared.insert(QString::fromLatin1(limit.name));
    const QRegularExpression constant(QStringLiteral("constexpr [a-z0-9_:]+ (\\w+) ?="));
    int found = 0;
    for (auto match = constant.globalMatch(header); match.hasNext(); ++found) {
        const QString name = match.next().captured(1);
        QVERIFY2(name == QStringLiteral("mebibyte") || compared.contains(name), qPrintable(name));
    }
    QCOMPARE(found, static_cast<int>(std::size(all)) + 1);
}

QTEST_APPLESS_MAIN(TestLimits)
#include "tst_limits.moc"
