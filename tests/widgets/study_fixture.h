// SPDX-License-Identifier: GPL-3.0-or-later
// Files of validation studies made on the spot, independent of what writes them.
#pragma once

#include "core/studies/validation_study.h"

#include <QFile>
#include <QStringList>

#include <cmath>

namespace alidade {

/// A line of a study; what a test does not look at is one number after the other.
struct StudyLine {
    QString coordinates;
    QString quantizer;
    double bits = 4.0;
    double kl = 0.01;
};

inline QString studyHeader()
{
    QString line = QStringLiteral("study,model,coordinates,quantizer");
    for (const std::string& name : validationColumns())
        line += QLatin1Char(',') + QString::fromStdString(name);
    return line + QLatin1Char('\n');
}

/// Two systems of coordinates and two quantizers at three widths, less divergence with every bit.
inline QList<StudyLine> smallStudy()
{
    QList<StudyLine> lines;
    for (const char* coordinates : {"original", "hadamard:seed=1"})
        for (const char* quantizer : {"uniform", "gptq:group=128"})
            for (const double bits : {4.0, 2.0, 3.0}) // a study goes on in any order
                lines.append({QString::fromLatin1(coordinates), QString::fromLatin1(quantizer), bits,
                              std::pow(4.0, -bits) * (coordinates[0] == 'o' ? 1.0 : 0.5) *
                                  (quantizer[0] == 'u' ? 1.0 : 0.6)});
    return lines;
}

/// Writes the table; perplexity grows with the divergence from 10, the noise floor is 1e-4, the entropy a bit
/// below the width.
inline QString writeStudy(const QString& path, const QList<StudyLine>& lines)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(studyHeader().toUtf8());
    for (const StudyLine& line : lines) {
        QStringList cells{QStringLiteral("1-2-text-none-blocks"), QStringLiteral("small"), line.coordinates,
                          line.quantizer};
        for (const std::string& name : validationColumns()) {
            const double value = name == "bits"               ? line.bits
                                 : name == "rate"             ? line.bits + 0.125
                                 : name == "payload_bits"     ? line.bits
                                 : name == "entropy_bits"     ? line.bits - 0.5
                                 : name == "scale_bits"       ? 0.125
                                 : name == "basis_bits"       ? 0.0
                                 : name == "kl"               ? line.kl
                                 : name == "perplexity"       ? 10.0 * std::exp(line.kl)
                                 : name == "float_perplexity" ? 10.0
                                 : name == "noise_floor"      ? 1e-4
                                                              : 1.0;
            cells.append(QString::number(value, 'g', 17));
        }
        file.write(cells.join(QLatin1Char(',')).toUtf8() + '\n');
    }
    return path;
}

} // namespace alidade
