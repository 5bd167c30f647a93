// SPDX-License-Identifier: GPL-3.0-or-later
// Where the tests find their data, and the expected values that a generator computed in float64.
#pragma once

#include "core/tensor/matrix.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace alidade::test {

/// A file of sample_data/.
std::string samplePath(const std::string& relative);
/// A file of tests/.
std::string testPath(const std::string& relative);

/// The object in a JSON file. @throws std::runtime_error
QJsonObject readJson(const std::string& path);
/// tests/support/references.json.
const QJsonObject& references();

/// An expected number with its absolute tolerance; nothing where the value is undefined.
struct Expected {
    std::optional<double> value;
    double tolerance = 0.0;
};

/// Reads [value or null, tolerance]. @throws std::runtime_error for anything else
Expected expectedPair(const QJsonValue& pair);

/// Empty if |measured - wanted| <= tolerance, otherwise a sentence that says what was found.
QString unlike(double measured, double wanted, double tolerance);
/// The same for a value that may be undefined: NaN and infinity are undefined.
QString unlike(double measured, const Expected& wanted);

/// One tensor of a safetensors file to be written.
struct StoredTensor {
    std::string name;
    std::string dtype;
    std::vector<std::size_t> shape;
    std::string bytes;
};

/// A float32 tensor of a matrix.
StoredTensor storedMatrix(const std::string& name, const Matrix& values);
/// A float32 vector.
StoredTensor storedVector(const std::string& name, const std::vector<float>& values);
/// Writes a safetensors file; names and shapes as they are, no checks.
void writeSafetensors(const std::string& path, const std::vector<StoredTensor>& tensors);
/// Writes these bytes.
void writeFile(const std::string& path, const std::string& bytes);

} // namespace alidade::test

/// QVERIFY with the two numbers in the message.
#define VERIFY_NEAR(measured, wanted, tolerance)                                                             \
    do {                                                                                                     \
        const QString unlike_ = alidade::test::unlike(measured, wanted, tolerance);                          \
        QVERIFY2(unlike_.isEmpty(), qPrintable(QStringLiteral(#measured ": ") + unlike_));                   \
    } while (false)
