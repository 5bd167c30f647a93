// SPDX-License-Identifier: GPL-3.0-or-later
// Finding the samples.
#include "widgets/panels/sample_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace alidade {

QString sampleFolder()
{
    QStringList candidates;
    const QString wished = qEnvironmentVariable("ALIDADE_SAMPLE_DATA");
    if (!wished.isEmpty()) candidates.append(wished);
    const QDir program(QCoreApplication::applicationDirPath());
    candidates.append(program.filePath(QStringLiteral(ALIDADE_SAMPLES_FROM_PROGRAMS)));
    candidates.append(program.filePath(QStringLiteral("../../../sample_data")));
    for (const QString& candidate : candidates)
        if (QFileInfo(candidate).isDir()) return QDir(candidate).absolutePath();
    return {};
}

QList<SampleFile> sampleFiles()
{
    const auto text = [](const char* words) { return QCoreApplication::translate("alidade", words); };
    QList<SampleFile> samples{
        {QStringLiteral("twin"), text("Outlier twin"),
         text("The sample model rescaled: the same function, but heavy outliers."),
         QStringLiteral("kjv_llama_twin/model.safetensors")},
        {QStringLiteral("model"), text("Sample model"),
         text("A small Llama, trained on a text in the public domain."),
         QStringLiteral("kjv_llama/model.safetensors")},
        {QStringLiteral("synthetic"), text("Synthetic layer"),
         text("Random matrices with planted outliers, heavy tails, low rank."),
         QStringLiteral("synthetic/planted_outliers.safetensors")},
    };
    const QString folder = sampleFolder();
    if (folder.isEmpty()) return {};
    for (SampleFile& sample : samples)
        sample.path = QDir(folder).filePath(sample.path);
    samples.removeIf([](const SampleFile& sample) { return !QFileInfo::exists(sample.path); });
    return samples;
}

} // namespace alidade
