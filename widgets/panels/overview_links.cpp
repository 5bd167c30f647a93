// SPDX-License-Identifier: GPL-3.0-or-later
// The cursor of one plot in the others that show the same quantity or the same layers.
#include "widgets/panels/overview.h"

#include <cmath>

namespace alidade {

namespace {

/// Where x of one axis lies on another: the same quantity, or a coefficient and its magnitude.
std::optional<double> onAxis(const QString& from, const QString& to, double x)
{
    const QString coefficient = QStringLiteral("coefficient");
    const QString magnitude = QStringLiteral("magnitude");
    if (from == to || (from == magnitude && to == coefficient)) return x;
    if (from == coefficient && to == magnitude) return std::abs(x);
    return std::nullopt;
}

} // namespace

void Overview::spreadCursor(const ResultCard* from, std::optional<double> x)
{
    const Layer* layer = x ? from->layerAt(*x) : nullptr;
    const QString& quantity = from->view()->spec().x.quantity;
    for (ResultCard* card : std::as_const(m_cards)) {
        if (card == from || !card->isShown()) continue;
        std::optional<double> at;
        if (layer) at = card->positionOf(*layer);
        if (x && !at && !quantity.isEmpty()) at = onAxis(quantity, card->view()->spec().x.quantity, *x);
        card->view()->setLinkedCursor(at);
    }
}

} // namespace alidade
