// SPDX-License-Identifier: GPL-3.0-or-later
// Support for the tests of the HDF5 reader: the test program is its own worker, so nothing else has to be
// built.
#pragma once

#include "core/checkpoint/checkpoint_format.h"
#include "core/checkpoint/hdf5_worker.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include <memory>
#include <vector>

namespace alidade {

void register_hdf5(CheckpointFormatRegistry& registry);

} // namespace alidade

namespace alidade::testing {

/// A folder of tests/hostile, with a slash at its end.
inline QString hostileFolder(const char* name)
{
    return qEnvironmentVariable("ALIDADE_TEST_DATA") + QStringLiteral("/hostile/") + QLatin1String(name) +
           QLatin1Char('/');
}

inline CheckpointFormat hdf5Format()
{
    CheckpointFormatRegistry formats;
    register_hdf5(formats);
    return formats.find("hdf5");
}

inline std::unique_ptr<const Checkpoint> openHdf5(const QString& path)
{
    return hdf5Format().open(QFile::encodeName(path).toStdString());
}

inline std::vector<double> valuesOf(const Checkpoint& file, const TensorInfo& tensor)
{
    std::vector<double> values(tensor.elements);
    file.read(tensor, 0, std::span(values));
    return values;
}

/// Opens a file and reads whatever is readable in it, as `inspect` does.
inline std::vector<double> readEverything(const QString& path)
{
    const auto file = openHdf5(path);
    std::vector<double> all;
    for (const TensorInfo& tensor : file->tensors()) {
        if (!dtypeInfo(tensor.dtype).readable) continue;
        const std::vector<double> values = valuesOf(*file, tensor);
        all.insert(all.end(), values.begin(), values.end());
    }
    return all;
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly) && file.write(content) == content.size(), qPrintable(path));
}

/// main() of a test that is its own worker.
template <typename Test>
int hdf5TestMain(int argc, char** argv)
{
    if (isHdf5Worker(argc, argv)) return runHdf5Worker(argc, argv);
    const QCoreApplication application(argc, argv);
    qputenv("ALIDADE_WORKER", QFile::encodeName(QCoreApplication::applicationFilePath()));
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace alidade::testing
