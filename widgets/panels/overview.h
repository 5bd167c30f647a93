// SPDX-License-Identifier: GPL-3.0-or-later
// The four cards of the overview (depth profile, distribution, energy compaction, rate-distortion), kept up
// to date with the workbench. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"
#include "widgets/panels/card_grid.h"
#include "widgets/panels/result_plots.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace alidade {

class PlotView;

class Overview : public CardGrid {
    Q_OBJECT

public:
    /// @param workbench must outlive the overview
    explicit Overview(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] PlotCard* depthCard() const { return m_depth; }
    [[nodiscard]] PlotCard* distributionCard() const { return m_distribution; }
    [[nodiscard]] PlotCard* energyCard() const { return m_energy; }
    [[nodiscard]] PlotCard* rateCard() const { return m_rate; }

signals:
    /// Values under the cursor of a plot, for the status bar; empty when the cursor has left.
    void readout(const QString& text);
    /// A plot was written to a file.
    void exported(const QString& path);
    /// One sentence on what could not be written.
    void exportFailed(const QString& sentence);
    /// One sentence on what was put on the clipboard.
    void copied(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    PlotCard* makeCard(const QString& name, bool wide);
    void makeDepthControls();
    void makeRateControls();
    void showRateCounting();
    void fitRateControls();
    void offerQualities(const QList<PlottedChip>& chips);
    void fillRoles();
    void refreshResults();
    void refreshDepth();
    void refreshRecipes();
    void markSelected();
    void selectAtDepth(double x);
    [[nodiscard]] QString recipe(Part part) const;

    Workbench& m_workbench;
    PlotCard* m_depth = nullptr;
    PlotCard* m_distribution = nullptr;
    PlotCard* m_energy = nullptr;
    PlotCard* m_rate = nullptr;
    QComboBox* m_depthMetric = nullptr;
    QComboBox* m_depthRole = nullptr;
    QCheckBox* m_countBasis = nullptr;
    QComboBox* m_rateCount = nullptr;
    QComboBox* m_rateQuality = nullptr;
    QLabel* m_rateLabel = nullptr;
};

} // namespace alidade
