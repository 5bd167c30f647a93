// SPDX-License-Identifier: GPL-3.0-or-later
// A card that shows one kind of plot of the workbench's results. It knows what must be computed for it, how
// results become a plot, and what the user may choose about it. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"
#include "widgets/cards/result_plots.h"
#include "widgets/plots/plot_card.h"

#include <QJsonObject>

#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace alidade {

/// Base of the cards. A card that is not on screen draws nothing, and draws when it comes back.
class ResultCard : public PlotCard {
    Q_OBJECT

public:
    /// @param id        of its kind, see card_kinds.h
    /// @param workbench must outlive the card
    ResultCard(const QString& id, Workbench& workbench, QWidget* parent = nullptr);

    /// Identity of the kind: in sessions, recipes and as object name ("distribution" is "distributionCard").
    [[nodiscard]] QString id() const { return m_id; }
    /// What must be computed of every visible chip while the card is shown.
    [[nodiscard]] virtual std::set<Part> parts() const { return {}; }
    /// The plot of the present results.
    [[nodiscard]] virtual PlotSpec makeSpec() const = 0;
    /// False while something it shows is still being computed.
    [[nodiscard]] virtual bool isComplete() const;

    /// What is asked of the engine for it, in order: the figure's provenance.
    [[nodiscard]] virtual std::vector<AnalysisRequest> requests() const;
    /// One sentence for everything it should show that cannot be computed.
    [[nodiscard]] virtual QStringList problems() const;

    /// What the user chose about this card alone ("rank", "style" ...): to be saved; {} = as it comes.
    [[nodiscard]] virtual QJsonObject options() const { return {}; }
    /// The commands that compute what the plot shows, where they are others than those of parts(): for the
    /// recipe of an exported figure.
    [[nodiscard]] virtual std::optional<QStringList> commands() const { return std::nullopt; }
    /// Takes what options() gave: what is missing is as it comes, what it does not know is left alone.
    /// @throws InvalidRequest
    virtual void setOptions(const QJsonObject& options);

    /// The layer at this place of the x axis, where there is one of its own; null otherwise.
    [[nodiscard]] virtual const Layer* layerAt(double /*x*/) const { return nullptr; }
    /// Where a layer lies on the x axis, where layers do.
    [[nodiscard]] virtual std::optional<double> positionOf(const Layer& /*layer*/) const { return std::nullopt; }

    /// Something it shows has changed: draws now if it is on screen, otherwise when it comes back.
    void refresh();
    /// Whether it is on screen; called by the board, and by whoever draws without a window.
    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_shown; }

signals:
    /// The user chose something about this card.
    void optionsChanged();
    /// parts() are others.
    void partsChanged();

protected:
    [[nodiscard]] Workbench& workbench() const { return m_workbench; }
    [[nodiscard]] Selection& selection() const { return m_workbench.selection(); }
    /// The visible chips whose results the plot is made of; all of them if it does not say otherwise.
    [[nodiscard]] virtual QList<PlottedChip> drawnChips() const { return plottedChips(m_workbench); }
    /// Called after a new plot was set.
    virtual void afterRefresh() {}
    /// Called when it comes on screen or leaves it.
    virtual void shownChanged() {}
    /// Puts widgets side by side into the title line.
    void setControlLine(const QList<QWidget*>& widgets);

private:
    QString m_id;
    Workbench& m_workbench;
    bool m_shown = false;
    bool m_stale = true;
};

/// A card without choices of its own: its plot is a function of the visible chips and the tensor's name.
class ChipsCard final : public ResultCard {
    Q_OBJECT

public:
    using Builder = std::function<PlotSpec(const QList<PlottedChip>&, const QString& tensor)>;

    ChipsCard(const QString& id, Workbench& workbench, std::set<Part> parts, Builder build);

    [[nodiscard]] std::set<Part> parts() const override { return m_parts; }
    [[nodiscard]] PlotSpec makeSpec() const override;

private:
    std::set<Part> m_parts;
    Builder m_build;
};

} // namespace alidade
