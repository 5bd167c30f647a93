// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep as a document.
#include "widgets/results/sweep_document.h"

#include "widgets/bridge/core_text.h"
#include "widgets/results/sweep_figures.h"
#include "widgets/results/sweep_tables.h"

#include <QFileInfo>

namespace alidade {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

// Texts are asked for outside of the class, whose name they would be looked for under otherwise.
QString kindText() { return tr("Sweep"); }

QString extentText(const SweepResults& results)
{
    const auto finished = static_cast<qulonglong>(results.tensors.size());
    const auto planned = static_cast<qulonglong>(results.planned);
    const QString tensors = results.isComplete() ? tr("tensors: %1").arg(finished)
                                                 : tr("%1 of %2 tensors").arg(finished).arg(planned);
    return QStringLiteral("%1 · %2").arg(tensors,
                                         tr("coordinate systems: %1").arg(results.request.coordinates.size()));
}

class SweepDocument : public ResultsDocument {
public:
    explicit SweepDocument(SweepResultsPtr results) : m_results(std::move(results)) {}

    QString kind() const override { return QStringLiteral("sweep"); }
    QString kindName() const override { return kindText(); }
    QString extent() const override { return extentText(*m_results); }

    ResultsSource source() const override
    {
        return {fromCore(m_results->request.model), {fromCore(commandLine(m_results->request))}};
    }

    QList<ResultsFigure> figures(const Registries& registries) const override
    {
        return sweepFigures(SweepView(m_results, registries));
    }

    QList<ResultsTable> tables(const Registries& registries, const ChosenOptions& chosen) const override
    {
        return sweepTables(SweepView(m_results, registries), chosen);
    }

private:
    SweepResultsPtr m_results;
};

} // namespace

ResultsDocumentPtr makeSweepDocument(const SweepResultsPtr& results)
{
    return std::make_shared<const SweepDocument>(results);
}

ResultsKind sweepKind()
{
    return {QStringLiteral("sweep"), QStringLiteral("*.h5"),
            [](const QString& path) { return QFileInfo(path).isFile() && isSweepFile(path.toStdString()); },
            [](const QString& path, const Registries& registries, const JobContext& job) {
                return makeSweepDocument(readSweepResults(path.toStdString(), registries, job));
            }};
}

} // namespace alidade
