// SPDX-License-Identifier: GPL-3.0-or-later
// Figures and their recipes opened in the window: the view that they show, with their plot in front.
#include "widgets/panels/main_window.h"

#include "widgets/bridge/core_text.h"
#include "widgets/bridge/view_opener.h"
#include "widgets/figures/figure_recipe.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/sample_files.h"

#include <QFileInfo>

#include <memory>
#include <utility>

namespace alidade {

void MainWindow::openFigure(const QString& path)
{
    try {
        auto recipe = std::make_unique<FigureRecipe>(recipeFromFile(path, m_workbench->registries()));
        const QStringList folders{QFileInfo(path).absolutePath(), sampleFolder()};
        if (recipe->results) return readResultsFile(resultsFile(*recipe->results, folders), recipe->results);
        recipe->view = withFiles(recipe->view, folders);
        const CheckpointSummaryPtr& model = m_workbench->model();
        const ModelStamp present = model ? stampOf(*model) : ModelStamp();
        const bool isOpen = model && present.file == recipe->view.model.file && changeOf(recipe->view, *model).isEmpty();
        if (isOpen) recipe->view.model = present; // and need not be read again
        const ViewState view = recipe->view;
        m_openingSession.clear();
        m_openingLayout.clear();
        m_openingFigure = std::move(recipe);
        m_opener->open(view);
    } catch (const Error& error) {
        showMessage({MessageKind::Error, fromCore(error.what()), tr("Open another …"), [this] { askForFile(); }});
    }
}

/// Once the view is taken up; nothing if it is not that of the figure that was opened last.
void MainWindow::showFigure(const ViewState& view)
{
    const std::unique_ptr<FigureRecipe> recipe = std::exchange(m_openingFigure, nullptr);
    if (!recipe || recipe->view != view || !m_overview->showCard(recipe->plot)) return;
    try {
        m_overview->card(recipe->plot)->setOptions(recipe->options);
    } catch (const Error& error) {
        showMessage({MessageKind::Warning, fromCore(error.what()), {}, {}});
    }
}

} // namespace alidade
