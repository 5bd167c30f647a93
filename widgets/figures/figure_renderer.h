// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the plot of a recipe without a window: opens what it is of, waits until everything it shows is computed.
// Thread rule: GUI thread with a running event loop; needs a QApplication, the offscreen platform is enough.
#pragma once

#include "widgets/bridge/workbench.h"
#include "widgets/cards/result_card.h"
#include "widgets/figures/figure_recipe.h"
#include "widgets/plots/plot_spec.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace alidade {

/// One figure. Nothing is kept from one to the next, so that a figure depends on its recipe alone.
class FigureRenderer : public QObject {
    Q_OBJECT

public:
    /// @param registries must outlive this
    FigureRenderer(const FigureRecipe& recipe, const Registries& registries, QObject* parent = nullptr);
    ~FigureRenderer() override;

    /// Begins; answered once by `finished` or `failed`.
    /// @param folders  in which relative names of files are looked for, see withFiles()
    /// @param anyModel takes a model that has changed since the figure was made
    void start(const QStringList& folders, bool anyModel);

    /// After `finished`: the plot as it is exported.
    [[nodiscard]] const PlotSpec& spec() const { return m_spec; }
    /// After `finished`: the recipe of what was made: that which was given, completed by fingerprint and commands,
    /// with the names of files as they were.
    [[nodiscard]] const FigureRecipe& recipe() const { return m_recipe; }
    /// After `finished`: one sentence for everything that the figure should show and does not.
    [[nodiscard]] const QStringList& problems() const { return m_problems; }
    /// How many jobs are still to be done, for a report of what took too long.
    [[nodiscard]] qsizetype jobs() const { return m_bridge.jobs().size(); }

signals:
    void finished();
    /// In one sentence.
    void failed(const QString& sentence);

private:
    void readResultsFile(const QStringList& folders);
    void takeResults(const ResultsDocumentPtr& document);
    void openModel();
    void takeCalibration();
    void takeModel();
    void makeCard();
    void want();
    void finishIfComplete();
    void finish();
    void fail(const QString& sentence);

    FigureRecipe m_recipe;
    ViewState m_view; ///< of the recipe, with full paths
    bool m_anyModel = false;
    bool m_answered = false;
    EngineBridge m_bridge;
    Selection m_selection;
    Workbench m_workbench;
    std::unique_ptr<ResultCard> m_card; ///< once model and calibration are open
    PlotSpec m_spec;
    QStringList m_problems;
};

} // namespace alidade
