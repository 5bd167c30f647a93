// SPDX-License-Identifier: GPL-3.0-or-later
// The order of things: calibration, model, view, card, results, plot.
#include "widgets/figures/figure_renderer.h"

#include "core/engine/analysis_session.h"
#include "widgets/bridge/core_text.h"
#include "widgets/cards/card_kinds.h"
#include "widgets/plots/plot_view.h"

#include <QTimer>

#include <algorithm>
#include <set>
#include <utility>

namespace alidade {

namespace {

bool showsSomething(const PlotSpec& spec)
{
    return spec.image || std::ranges::any_of(spec.series, [](const PlotSeries& series) {
               return series.visible && !series.points.isEmpty();
           });
}

} // namespace

FigureRenderer::FigureRenderer(const FigureRecipe& recipe, const Registries& registries, QObject* parent)
    : QObject(parent), m_recipe(recipe), m_bridge(registries), m_selection(registries),
      m_workbench(m_bridge, m_selection)
{
    // Queued: the model's own signals have to be through before its view is taken up.
    connect(&m_workbench, &Workbench::modelChanged, this, &FigureRenderer::takeModel, Qt::QueuedConnection);
    connect(&m_workbench, &Workbench::openFailed, this,
            [this](const QString&, const QString& message) { fail(message); });
    connect(&m_workbench, &Workbench::calibrationChanged, this, &FigureRenderer::takeCalibration,
            Qt::QueuedConnection);
    connect(&m_workbench, &Workbench::resultsChanged, this, &FigureRenderer::finishIfComplete,
            Qt::QueuedConnection);
    connect(&m_workbench, &Workbench::surveyAdvanced, this, &FigureRenderer::finishIfComplete,
            Qt::QueuedConnection);
    // Of cards that ask for more than the workbench does; they were connected later.
    connect(&m_bridge, &EngineBridge::surveyed, this, &FigureRenderer::finishIfComplete, Qt::QueuedConnection);
    connect(&m_bridge, &EngineBridge::becameIdle, this, &FigureRenderer::finishIfComplete, Qt::QueuedConnection);
}

FigureRenderer::~FigureRenderer() = default;

void FigureRenderer::start(const QStringList& folders, bool anyModel)
{
    m_anyModel = anyModel;
    if (m_recipe.results) return readResultsFile(folders);
    try {
        m_view = withFiles(m_recipe.view, folders);
    } catch (const Error& error) {
        const QString sentence = fromCore(error.what());
        QTimer::singleShot(0, this, [this, sentence] { fail(sentence); });
        return;
    }
    if (m_view.calibration.isEmpty()) return openModel();
    m_workbench.openCalibration(m_view.calibration);
}

void FigureRenderer::readResultsFile(const QStringList& folders)
{
    try {
        const QString path = resultsFile(*m_recipe.results, folders);
        const auto work = [path](AnalysisSession& session, const JobContext& job) -> std::any {
            return readResults(path, session.registries(), job);
        };
        m_bridge.run(QStringLiteral("results"), this,
                     {tr("Reading %1").arg(path), work,
                      [this](const std::any& read) { takeResults(std::any_cast<ResultsDocumentPtr>(read)); },
                      [this](const QString& message) { fail(message); }});
    } catch (const Error& error) {
        const QString sentence = fromCore(error.what());
        QTimer::singleShot(0, this, [this, sentence] { fail(sentence); });
    }
}

void FigureRenderer::takeResults(const ResultsDocumentPtr& document)
{
    ResultsView& wanted = *m_recipe.results;
    try {
        const QList<ResultsFigure> figures = document->figures(m_bridge.registries());
        const ResultsFigure& figure = requireFigure(figures, wanted.figure);
        wanted.choices = requireChoices(figure, wanted.choices);
        PlotView view;
        view.setSpec(figure.plot(wanted.choices));
        view.setViewState(wanted.zoom);
        m_spec = view.visibleSpec();
    } catch (const Error& error) {
        return fail(fromCore(error.what()));
    }
    if (!showsSomething(m_spec)) return fail(tr("The figure would show nothing. %1").arg(m_spec.emptyMessage));
    m_recipe.commands = document->source().commands;
    m_answered = true;
    emit finished();
}

void FigureRenderer::openModel() { m_workbench.open(m_view.model.file); }

void FigureRenderer::takeCalibration()
{
    const QString error = m_workbench.calibrationError();
    if (!error.isEmpty()) return fail(error);
    if (m_workbench.calibration() && !m_workbench.model()) openModel();
}

void FigureRenderer::takeModel()
{
    const CheckpointSummaryPtr& model = m_workbench.model();
    if (!model || m_card || m_answered) return;
    const QString change = m_anyModel ? QString() : changeOf(m_view, *model);
    if (!change.isEmpty()) return fail(change);
    if (!m_view.tensor.isEmpty() && !m_workbench.layer(m_view.tensor))
        return fail(tr("The model %1 holds no tensor %2.")
                        .arg(fromCore(model->path), untrusted(m_view.tensor.toStdString())));
    if (m_view.tensor.isEmpty()) m_view.tensor = m_selection.tensor();
    try {
        m_selection.restore(m_view);
        makeCard();
    } catch (const Error& error) {
        return fail(fromCore(error.what()));
    }
    finishIfComplete();
}

void FigureRenderer::makeCard()
{
    const QList<CardKind> kinds = cardKinds();
    m_card.reset(findCardKind(kinds, m_recipe.plot)->make(m_workbench));
    m_card->setOptions(m_recipe.options);
    connect(m_card.get(), &ResultCard::partsChanged, this, &FigureRenderer::want);
    m_card->setShown(true);
    want();
}

void FigureRenderer::want()
{
    std::set<Part> wanted = m_card->parts();
    std::erase_if(wanted, isAlwaysWanted);
    m_workbench.setWanted(wanted);
}

void FigureRenderer::finishIfComplete()
{
    if (!m_card || m_answered) return;
    if (m_card->isComplete()) return finish();
    if (m_bridge.isIdle()) fail(tr("Not everything that the figure shows could be computed."));
}

void FigureRenderer::finish()
{
    m_card->refresh();
    m_card->view()->setViewState(m_view.plots.value(m_card->objectName())); // which belongs to these axes
    m_spec = m_card->view()->visibleSpec();
    m_problems = m_card->problems();
    if (!showsSomething(m_spec)) {
        const QString reason = m_problems.isEmpty() ? m_spec.emptyMessage : m_problems.first();
        return fail(tr("The figure would show nothing. %1").arg(reason));
    }
    FigureRecipe made = recipeOf(*m_card, m_workbench, {m_recipe.view.model.file, m_recipe.view.calibration});
    made.view.board = m_recipe.view.board;
    made.view.cards = m_recipe.view.cards;
    made.form = m_recipe.form;
    made.note = m_recipe.note;
    m_recipe = made;
    m_answered = true;
    emit finished();
}

void FigureRenderer::fail(const QString& sentence)
{
    if (std::exchange(m_answered, true)) return;
    emit failed(sentence);
}

} // namespace alidade
