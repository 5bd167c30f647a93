// SPDX-License-Identifier: GPL-3.0-or-later
// The sample models that come with the program, and where they are found at run time.
#pragma once

#include <QList>
#include <QString>

namespace alidade {

/// One sample.
struct SampleFile {
    QString id;   ///< "twin", "model", "synthetic"
    QString name; ///< translated, for menus
    QString help; ///< what it is, in one sentence
    QString path; ///< absolute
};

/// The folder with the samples: $ALIDADE_SAMPLE_DATA, else the installed folder, found from the program's own
/// place, else the source tree of a build. Empty if there is none.
QString sampleFolder();

/// The samples that are really there, the one to start with first.
QList<SampleFile> sampleFiles();

} // namespace alidade
