// SPDX-License-Identifier: GPL-3.0-or-later
// Reading expected values and writing small files.
#include "tests/support/reference_data.h"

#include <QFile>
#include <QJsonDocument>

#include <cmath>
#include <cstdint>
#include <fstream>
#include <stdexcept>

namespace alidade::test {

namespace {

std::string below(const char* variable, const std::string& relative)
{
    const QByteArray folder = qgetenv(variable);
    if (folder.isEmpty())
        throw std::runtime_error(std::string(variable) + " is not set; run the tests by ctest");
    return folder.toStdString() + "/" + relative;
}

} // namespace

std::string samplePath(const std::string& relative) { return below("ALIDADE_SAMPLE_DATA", relative); }

std::string testPath(const std::string& relative) { return below("ALIDADE_TEST_DATA", relative); }

QJsonObject readJson(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("cannot open " + path);
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject()) throw std::runtime_error(path + ": " + error.errorString().toStdString());
    return document.object();
}

const QJsonObject& references()
{
    static const QJsonObject document = readJson(testPath("support/references.json"));
    return document;
}

Expected expectedPair(const QJsonValue& pair)
{
    const QJsonArray both = pair.toArray();
    if (both.size() != 2 || !both[1].isDouble())
        throw std::runtime_error("not a pair of value and tolerance");
    Expected expected;
    if (both[0].isDouble()) expected.value = both[0].toDouble();
    expected.tolerance = both[1].toDouble();
    return expected;
}

QString unlike(double measured, double wanted, double tolerance)
{
    if (std::abs(measured - wanted) <= tolerance || measured == wanted) return {};
    return QStringLiteral("%1 instead of %2, %3 apart where %4 is allowed")
        .arg(measured, 0, 'g', 15)
        .arg(wanted, 0, 'g', 15)
        .arg(std::abs(measured - wanted), 0, 'g', 3)
        .arg(tolerance, 0, 'g', 3);
}

QString unlike(double measured, const Expected& wanted)
{
    if (wanted.value) return unlike(measured, *wanted.value, wanted.tolerance);
    if (!std::isfinite(measured)) return {};
    return QStringLiteral("%1 where there is no value").arg(measured);
}

StoredTensor storedMatrix(const std::string& name, const Matrix& values)
{
    const auto bytes = static_cast<std::size_t>(values.size()) * sizeof(float);
    return {name,
            "F32",
            {static_cast<std::size_t>(values.rows()), static_cast<std::size_t>(values.cols())},
            {reinterpret_cast<const char*>(values.data()), bytes}};
}

StoredTensor storedVector(const std::string& name, const std::vector<float>& values)
{
    return {name,
            "F32",
            {values.size()},
            {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)}};
}

void writeSafetensors(const std::string& path, const std::vector<StoredTensor>& tensors)
{
    std::string header = "{";
    std::string data;
    for (const StoredTensor& tensor : tensors) {
        std::string shape;
        for (const std::size_t dimension : tensor.shape)
            shape += (shape.empty() ? "" : ",") + std::to_string(dimension);
        header += (header.size() > 1 ? ",\"" : "\"") + tensor.name + R"(":{"dtype":")" + tensor.dtype +
                  R"(","shape":[)" + shape + R"(],"data_offsets":[)" + std::to_string(data.size()) + "," +
                  std::to_string(data.size() + tensor.bytes.size()) + "]}";
        data += tensor.bytes;
    }
    header += "}";
    std::string length(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        length[i] = static_cast<char>((header.size() >> (8 * i)) & 0xFF);
    writeFile(path, length + header + data);
}

void writeFile(const std::string& path, const std::string& bytes)
{
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

} // namespace alidade::test
