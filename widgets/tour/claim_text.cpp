// SPDX-License-Identifier: GPL-3.0-or-later
// Translating verdicts.
#include "widgets/tour/claim_text.h"

#include <QCoreApplication>

namespace alidade {

QString claimSentence(const ClaimSentence& sentence)
{
    // Filled in one pass, so that a value with a "%1" in it stays as it is.
    const QString pattern = QCoreApplication::translate("claims", sentence.pattern.c_str());
    return QString::fromStdString(filledPattern(pattern.toStdString(), sentence.values));
}

QString verdictText(Verdict verdict)
{
    if (verdict == Verdict::Holds) return QCoreApplication::translate("TourSteps", "Holds");
    if (verdict == Verdict::DoesNotHold) return QCoreApplication::translate("TourSteps", "Does not hold here");
    return QCoreApplication::translate("TourSteps", "Cannot tell");
}

} // namespace alidade
