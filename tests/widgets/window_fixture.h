// SPDX-License-Identifier: GPL-3.0-or-later
// A main window on settings of its own, small model files made on the spot, and ways to wait for results.
#pragma once

#include "core/registry/registries.h"
#include "widgets/panels/main_window.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <vector>

namespace alidade {

/// A float32 tensor for a file.
struct TestTensor {
    QString name;
    QList<int> shape;
    std::vector<float> values;
};

/// Writes a safetensors file by hand, independent of the reader; `metadata` are strings.
inline QString writeSafetensors(const QString& path, const QList<TestTensor>& tensors,
                                const QJsonObject& metadata = {})
{
    QJsonObject header;
    if (!metadata.isEmpty()) header[QStringLiteral("__metadata__")] = metadata;
    qint64 offset = 0;
    for (const TestTensor& tensor : tensors) {
        QJsonArray shape;
        for (const int size : tensor.shape)
            shape.append(size);
        const auto bytes = static_cast<qint64>(tensor.values.size() * sizeof(float));
        header[tensor.name] =
            QJsonObject{{QStringLiteral("dtype"), QStringLiteral("F32")},
                        {QStringLiteral("shape"), shape},
                        {QStringLiteral("data_offsets"), QJsonArray{offset, offset + bytes}}};
        offset += bytes;
    }
    QByteArray json = QJsonDocument(header).toJson(QJsonDocument::Compact);
    while (json.size() % 8 != 0)
        json.append(' ');
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return {};
    const auto length = static_cast<quint64>(json.size());
    file.write(reinterpret_cast<const char*>(&length),
               sizeof length); // little-endian, as our test machines are
    file.write(json);
    for (const TestTensor& tensor : tensors)
        file.write(reinterpret_cast<const char*>(tensor.values.data()),
                   static_cast<qint64>(tensor.values.size() * sizeof(float)));
    return path;
}

/// Deterministic values in (-1, 1), nearly Gaussian.
inline std::vector<float> testValues(std::size_t count, std::uint32_t seed)
{
    std::vector<float> values(count);
    std::uint32_t state = seed * 2654435761u + 1u;
    for (float& value : values) {
        float sum = 0.0f;
        for (int i = 0; i < 4; ++i) {
            state = state * 1664525u + 1013904223u;
            sum += static_cast<float>(state >> 8) / 16777216.0f - 0.5f;
        }
        value = 0.5f * sum;
    }
    return values;
}

/// Two blocks with two matrices each, a vector, and an embedding.
inline QList<TestTensor> smallModel()
{
    QList<TestTensor> tensors{{QStringLiteral("model.embed_tokens.weight"), {32, 16}, testValues(512, 1)}};
    for (int block = 0; block < 3; ++block) {
        const QString prefix = QStringLiteral("model.layers.%1.").arg(block);
        const auto seed = static_cast<std::uint32_t>(10 * block + 2);
        tensors.append({prefix + QStringLiteral("input_layernorm.weight"), {16}, testValues(16, seed)});
        tensors.append(
            {prefix + QStringLiteral("self_attn.q_proj.weight"), {16, 16}, testValues(256, seed + 1)});
        std::vector<float> down = testValues(16 * 32, seed + 2);
        down[static_cast<std::size_t>(7 * block)] = 25.0f; // an outlier
        tensors.append({prefix + QStringLiteral("mlp.down_proj.weight"), {16, 32}, down});
    }
    return tensors;
}

/// Window, settings and a folder for files; everything is gone afterwards.
class WindowFixture {
public:
    WindowFixture()
        : m_registries(builtinRegistries()),
          m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
          m_window(m_registries, m_settings)
    {
        m_window.resize(1440, 900);
        m_window.show();
    }

    MainWindow& window() { return m_window; }
    Workbench& bench() { return m_window.workbench(); }
    Selection& selection() { return m_window.workbench().selection(); }
    QSettings& settings() { return m_settings; }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    const Registries& registries() const { return m_registries; }

    QString writeModel() { return writeSafetensors(path(QStringLiteral("small.safetensors")), smallModel()); }

    /// Waits until the model of this file is open and everything about it is known.
    bool openAndSettle(const QString& file)
    {
        m_window.openFile(file);
        const bool isOpen = QTest::qWaitFor(
            [&] { return bench().model() && bench().model()->path == file.toStdString(); }, 20000);
        return isOpen && settle();
    }
    bool settle()
    {
        return QTest::qWaitFor([&] { return m_window.isSettled(); }, 60000);
    }

private:
    QTemporaryDir m_folder;
    Registries m_registries;
    QSettings m_settings;
    MainWindow m_window;
};

} // namespace alidade
