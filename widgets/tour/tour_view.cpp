// SPDX-License-Identifier: GPL-3.0-or-later
// Keeping and taking up views.
#include "widgets/tour/tour_view.h"

#include "widgets/bridge/core_text.h"
#include "widgets/bridge/workbench.h"
#include "widgets/panels/overview.h"

namespace alidade {

namespace {

/// The chips of the bar, in this order and no others.
void arrangeBar(const QList<int>& chips, Selection& selection)
{
    if (chips.isEmpty() || selection.bar() == chips) return;
    selection.addToBar(chips.first());
    const QList<int> before = selection.bar();
    for (const int chip : before)
        if (!chips.contains(chip)) selection.removeFromBar(chip);
    if (selection.bar() == chips) return;
    // Each goes to the end in its turn, so that the last one stands there.
    for (const int chip : chips) {
        selection.removeFromBar(chip);
        selection.addToBar(chip);
    }
}

void applyChips(const TourView& view, Selection& selection)
{
    QList<int> chips;
    for (const ShownChip& shown : view.bar) {
        const int chip = selection.chipIndex(fromCore(shown.request.id));
        if (!selection.isAvailable(chip)) continue;
        selection.setChipParameters(chip, shown.request.parameters);
        chips.append(chip);
    }
    arrangeBar(chips, selection);
    // First what appears, then what goes, so that something is always shown.
    for (const bool visible : {true, false})
        for (const ShownChip& shown : view.bar)
            if (shown.visible == visible)
                selection.setChipVisible(selection.chipIndex(fromCore(shown.request.id)), visible);
    const int active = selection.chipIndex(view.active);
    if (selection.activeChip() != active)
        selection.activateChip(active >= 0 ? active : selection.activeChip()); // the active one once more: none
}

QString kindOf(const PlotCard* card, const Overview& overview)
{
    for (const ResultCard* one : overview.allCards())
        if (one == card) return one->id();
    return {};
}

} // namespace

TourView captureView(const Workbench& workbench, const Overview& overview)
{
    const Selection& selection = workbench.selection();
    TourView view;
    view.board = overview.board();
    view.maximised = kindOf(overview.maximised(), overview);
    view.tensor = selection.tensor();
    view.matrix = selection.matrix();
    for (const int chip : selection.bar())
        view.bar.append({selection.chips().at(chip).request, selection.chips().at(chip).visible});
    if (selection.activeChip() >= 0) view.active = selection.chips().at(selection.activeChip()).id();
    view.bits = selection.bits();
    view.quantizer = selection.quantizer();
    view.rateCounting = selection.rateCounting();
    view.depthMetric = selection.depthMetric();
    view.depthRole = selection.depthRole();
    view.filter = selection.filter();
    for (const ResultCard* card : overview.allCards()) {
        if (card->view()->viewState() != PlotViewState()) view.plots.insert(card->id(), card->view()->viewState());
        view.options.insert(card->id(), card->options());
    }
    return view;
}

void applyView(const TourView& view, Workbench& workbench, Overview& overview)
{
    Selection& selection = workbench.selection();
    overview.setBoard(view.board);
    overview.setMaximised(overview.cards().contains(overview.card(view.maximised)) ? overview.card(view.maximised)
                                                                                   : nullptr);
    selection.setFilter(view.filter);
    if (workbench.layer(view.tensor)) {
        selection.setTensor(view.tensor);
        selection.setMatrix(view.matrix);
    }
    applyChips(view, selection);
    selection.setQuantizer(view.quantizer.id);
    selection.setQuantizerParameters(view.quantizer.parameters);
    selection.setBits(view.bits);
    selection.setRateCount(view.rateCounting.symbols);
    selection.setCountsBasisBits(view.rateCounting.basis);
    selection.setShowsOperatorQuality(view.rateCounting.operatorQuality);
    selection.setDepthMetric(view.depthMetric);
    if (view.depthRole.isEmpty() || workbench.model()) selection.setDepthRole(view.depthRole);
    for (ResultCard* card : overview.allCards()) {
        const auto options = view.options.constFind(card->id());
        if (options != view.options.constEnd() && card->options() != *options) card->setOptions(*options);
        card->view()->setViewState(view.plots.value(card->id()));
    }
}

} // namespace alidade
