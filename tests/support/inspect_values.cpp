// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing tensors with their expected description.
#include "tests/support/inspect_values.h"

#include "core/engine/tensor_statistics.h"

#include <QJsonArray>

#include <cmath>

namespace alidade::test {

namespace {

QString differs(const QString& what, const QJsonValue& found, const QJsonValue& wanted)
{
    const QJsonArray both{found, wanted};
    return QStringLiteral("%1: %2 instead of %3")
        .arg(what, both[0].toVariant().toString().isEmpty() ? QStringLiteral("(something else)")
                                                            : both[0].toVariant().toString(),
             both[1].toVariant().toString());
}

/// Tolerance of one statistic; formats.md 0.
double toleranceOf(const QString& key, const QJsonObject& stats)
{
    const double wanted = stats[key].toDouble();
    const double count = stats[QStringLiteral("count")].toDouble();
    const double l2 = stats[QStringLiteral("l2")].toDouble();
    // sum |x| <= sqrt(n) l2: the bound on what rounding may do to a sum.
    if (key == QStringLiteral("sum")) return 1e-9 * std::sqrt(count) * l2;
    if (key == QStringLiteral("mean")) return 1e-9 * l2 / std::sqrt(std::max(1.0, count));
    if (key == QStringLiteral("excess_kurtosis")) return 1e-6 * std::max(1.0, std::abs(wanted));
    if (key == QStringLiteral("min") || key == QStringLiteral("max")) return 1e-7 * std::abs(wanted);
    if (key == QStringLiteral("variance")) {
        const double mean = std::abs(stats[QStringLiteral("mean")].toDouble());
        return wanted > 0.0 ? wanted * (1e-9 + 2e-13 * mean / std::sqrt(wanted)) : 0.0;
    }
    return 1e-9 * std::abs(wanted);
}

QString unlikeStatistics(const QJsonObject& printed, const QJsonObject& expected)
{
    if (printed.keys() != expected.keys())
        return QStringLiteral("statistics have the keys ") + printed.keys().join(QLatin1Char(' '));
    for (auto at = expected.begin(); at != expected.end(); ++at) {
        const QJsonValue found = printed[at.key()];
        if (found.type() != at.value().type()) return differs(at.key(), found, at.value());
        if (!found.isDouble()) continue;
        if (std::abs(found.toDouble() - at.value().toDouble()) > toleranceOf(at.key(), expected))
            return differs(at.key(), found, at.value());
    }
    return {};
}

bool sameSample(const QJsonValue& found, const QJsonValue& wanted)
{
    if (found.type() != wanted.type()) return false;
    if (!found.isDouble()) return found == wanted;
    return std::abs(found.toDouble() - wanted.toDouble()) <= 1e-7 * std::abs(wanted.toDouble());
}

QString unlikeSamples(const QString& which, const QJsonObject& printed, const QJsonObject& expected)
{
    const QJsonArray found = printed[which].toArray();
    const QJsonArray wanted = expected[which].toArray();
    const qint64 count = expected[QStringLiteral("stats")][QStringLiteral("count")].toInteger();
    if (found.size() < std::min<qint64>(count, 4) || found.size() > 8 || found.size() > wanted.size())
        return QStringLiteral("%1 has %2 values").arg(which).arg(found.size());
    const qsizetype skip = which == QStringLiteral("last") ? wanted.size() - found.size() : 0;
    for (qsizetype i = 0; i < found.size(); ++i)
        if (!sameSample(found[i], wanted[skip + i]))
            return differs(QStringLiteral("%1[%2]").arg(which).arg(i), found[i], wanted[skip + i]);
    return {};
}

QJsonValue number(double value) { return std::isfinite(value) ? QJsonValue(value) : QJsonValue(QJsonValue::Null); }

QJsonArray samples(const std::vector<double>& values)
{
    QJsonArray array;
    for (const double value : values) {
        if (std::isnan(value))
            array.append(QStringLiteral("NaN"));
        else if (std::isinf(value))
            array.append(value > 0 ? QStringLiteral("Infinity") : QStringLiteral("-Infinity"));
        else
            array.append(value);
    }
    return array;
}

QJsonObject statisticsObject(const Moments& m)
{
    const double none = std::nan("");
    return {{QStringLiteral("count"), static_cast<qint64>(m.count + m.nanCount + m.infCount)},
            {QStringLiteral("sum"), number(m.sum)},
            {QStringLiteral("l2"), number(std::sqrt(m.sumSquares))},
            {QStringLiteral("linf"), number(m.empty() ? none : m.largestMagnitude())},
            {QStringLiteral("mean"), number(m.empty() ? none : m.mean)},
            {QStringLiteral("variance"), number(m.variance())},
            {QStringLiteral("excess_kurtosis"), number(m.kurtosis() - 3.0)},
            {QStringLiteral("nan_count"), static_cast<qint64>(m.nanCount)},
            {QStringLiteral("inf_count"), static_cast<qint64>(m.infCount)},
            {QStringLiteral("min"), number(m.minimum)},
            {QStringLiteral("max"), number(m.maximum)}};
}

} // namespace

QString unlikeTensor(const QJsonObject& printed, const QJsonObject& expected)
{
    for (const QString& key : {QStringLiteral("name"), QStringLiteral("shape")})
        if (printed[key] != expected[key]) return differs(key, printed[key], expected[key]);
    const QJsonValue type = printed[QStringLiteral("dtype")];
    if (type != expected[QStringLiteral("dtype")] && type != expected[QStringLiteral("dtype_also")])
        return differs(QStringLiteral("dtype"), type, expected[QStringLiteral("dtype")]);
    // Statistics of rare types are optional; the corpus gives null where there is no agreed value.
    if (expected[QStringLiteral("stats")].isNull()) return {};
    const QString statistics = unlikeStatistics(printed[QStringLiteral("stats")].toObject(),
                                                expected[QStringLiteral("stats")].toObject());
    if (!statistics.isEmpty()) return statistics;
    const QString first = unlikeSamples(QStringLiteral("first"), printed, expected);
    return first.isEmpty() ? unlikeSamples(QStringLiteral("last"), printed, expected) : first;
}

QString unlikeTensor(const Checkpoint& checkpoint, const TensorInfo& tensor, const QJsonObject& expected)
{
    QJsonArray shape;
    for (const std::uint64_t dimension : tensor.shape) shape.append(static_cast<qint64>(dimension));
    QJsonObject printed{{QStringLiteral("name"), QString::fromStdString(tensor.name)},
                        {QStringLiteral("shape"), shape},
                        {QStringLiteral("dtype"), QString::fromStdString(std::string(dtypeInfo(tensor.dtype).name))}};
    if (dtypeInfo(tensor.dtype).readable) {
        const TensorStatistics statistics = tensorStatistics(checkpoint, tensor, JobContext());
        printed[QStringLiteral("stats")] = statisticsObject(statistics.moments);
        printed[QStringLiteral("first")] = samples(statistics.first);
        printed[QStringLiteral("last")] = samples(statistics.last);
    }
    return unlikeTensor(printed, expected);
}

} // namespace alidade::test
