// SPDX-License-Identifier: GPL-3.0-or-later
// Support for the tests of the GGUF reader: opening files, building small ones.
#pragma once

#include "core/checkpoint/checkpoint_format.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace alidade {

void register_gguf(CheckpointFormatRegistry& registry);

} // namespace alidade

namespace alidade::testing {

inline QString testData(const char* path)
{
    return qEnvironmentVariable("ALIDADE_TEST_DATA") + QLatin1Char('/') + QLatin1String(path);
}

inline QString sampleData(const char* path)
{
    return qEnvironmentVariable("ALIDADE_SAMPLE_DATA") + QLatin1Char('/') + QLatin1String(path);
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

inline void writeFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

inline QJsonObject jsonIn(const QString& path) { return QJsonDocument::fromJson(contentOf(path)).object(); }

/// Opens by content, as the program does.
inline std::shared_ptr<const Checkpoint> openGguf(const QString& path)
{
    CheckpointFormatRegistry formats;
    register_gguf(formats);
    return openCheckpoint(QFile::encodeName(path).toStdString(), formats);
}

inline std::vector<double> valuesOf(const Checkpoint& file, const TensorInfo& tensor)
{
    std::vector<double> values(tensor.elements);
    file.read(tensor, 0, std::span(values));
    return values;
}

/// Opens a file and reads whatever is readable in it, as `inspect` does; the number of elements.
inline std::size_t readEverything(const QString& path)
{
    const auto file = openGguf(path);
    std::size_t elements = 0;
    for (const TensorInfo& tensor : file->tensors())
        if (dtypeInfo(tensor.dtype).readable) elements += valuesOf(*file, tensor).size();
    return elements;
}

inline QString metadataOf(const Checkpoint& file, const QString& key)
{
    for (const auto& [name, value] : file.metadata())
        if (QString::fromStdString(name) == key) return QString::fromStdString(value);
    return QStringLiteral("no such key");
}

/// A GGUF file in the making.
struct GgufBytes {
    QByteArray data;

    GgufBytes& u32(std::uint32_t value) { return raw(&value, sizeof value); }
    GgufBytes& u64(std::uint64_t value) { return raw(&value, sizeof value); }
    GgufBytes& string(const std::string& text) { return u64(text.size()).raw(text.data(), text.size()); }
    GgufBytes& head(std::uint64_t tensors, std::uint64_t pairs)
    {
        return raw("GGUF", 4).u32(3).u64(tensors).u64(pairs);
    }
    GgufBytes& key(const std::string& name, std::uint32_t type) { return string(name).u32(type); }
    /// `shape` fastest first, as in the file.
    GgufBytes& tensor(const std::string& name, std::initializer_list<std::uint64_t> shape, std::uint32_t type,
                      std::uint64_t offset)
    {
        string(name).u32(static_cast<std::uint32_t>(shape.size()));
        for (const std::uint64_t dimension : shape)
            u64(dimension);
        return u32(type).u64(offset);
    }
    GgufBytes& pad()
    {
        while (data.size() % 32 != 0)
            data.append('\0');
        return *this;
    }

private:
    GgufBytes& raw(const void* bytes, std::size_t size)
    {
        data.append(static_cast<const char*>(bytes), static_cast<qsizetype>(size));
        return *this;
    }
};

} // namespace alidade::testing
