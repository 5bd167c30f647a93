// SPDX-License-Identifier: GPL-3.0-or-later
// Checking the tour without a window. Nobody waits at it, so that it needs neither threads nor an event loop.
#include "app/desktop/tour_check.h"

#include "core/base/error.h"
#include "core/engine/analysis_session.h"
#include "core/registry/registries.h"
#include "core/studies/claims.h"
#include "widgets/bridge/core_text.h"
#include "widgets/panels/sample_files.h"
#include "widgets/tour/claim_text.h"
#include "widgets/tour/tour_steps.h"

#include <cstdio>
#include <exception>

namespace alidade {

namespace {

constexpr int failed = 1;
constexpr int doesNotHold = 3;

/// What one step came to, with the exit code that it asks for.
struct Line {
    const char* mark = "";
    QString sentence;
    int code = 0;
};

Line lineOf(const ClaimResult& result)
{
    const QString sentence = claimSentence(result.sentence);
    if (result.verdict == Verdict::Holds) return {"PASS", sentence, 0};
    if (result.verdict == Verdict::DoesNotHold) return {"DOES NOT HOLD", sentence, doesNotHold};
    return {"SKIP", sentence, 0};
}

Line check(const TourStep& step, const ClaimRequest& request, AnalysisSession& session)
{
    try {
        return lineOf(checkClaim(step.claim.toStdString(), request, session, JobContext()));
    } catch (const std::exception& error) {
        return {"FAIL", fromCore(error.what()), failed};
    }
}

void print(const Line& line, int number, const QString& title)
{
    const QString text = QStringLiteral("%1  %2  %3: %4\n")
                             .arg(QString::fromLatin1(line.mark), -13)
                             .arg(number, 2)
                             .arg(title, line.sentence);
    std::fputs(text.toLocal8Bit().constData(), stdout);
    std::fflush(stdout); // a step may take a minute
}

int complain(const QString& sentence)
{
    std::fputs(QStringLiteral("alidade: %1\n").arg(sentence).toLocal8Bit().constData(), stderr);
    return failed;
}

QString sampleTwin()
{
    for (const SampleFile& sample : sampleFiles())
        if (sample.id == QLatin1String("twin")) return sample.path;
    return {};
}

} // namespace

int checkTour(const QString& file, std::optional<int> step)
{
    const QString model = file.isEmpty() ? sampleTwin() : file;
    if (model.isEmpty()) return complain(QCoreApplication::translate("CommandLine", "The sample is not installed."));
    const Registries registries = builtinRegistries();
    AnalysisSession session(registries);
    ClaimRequest request;
    try {
        request = claimRequestFor(model.toStdString(), session, JobContext());
    } catch (const std::exception& error) {
        return complain(fromCore(error.what()));
    }
    int code = 0;
    const QList<TourStep> steps = tourSteps();
    for (int number = 1; number <= steps.size(); ++number) {
        if (step && *step != number) continue;
        const TourStep& at = steps.at(number - 1);
        const Line line = check(at, request, session);
        print(line, number, at.title);
        // What could not be computed outweighs what does not hold.
        if (line.code != 0 && code != failed) code = line.code;
    }
    return code;
}

} // namespace alidade
