// SPDX-License-Identifier: GPL-3.0-or-later
// The colour table: Okabe-Ito, each colour adjusted to at least 3:1 contrast on its background.
#include "widgets/style/palette.h"

#include <QPalette>

#include <array>

namespace alidade {

namespace {

struct Slot {
    QRgb light;
    QRgb dark;
    std::array<qreal, 4> dash; // zeros at the end are unused
    qreal widthFactor;
    MarkerShape marker;
};

constexpr std::array<Slot, coordinateSlotCount> slotTable{{
    {0xff000000, 0xfff2f2f2, {}, 1.0, MarkerShape::Disc},                 // original
    {0xffd55e00, 0xffff8a3d, {6, 3, 0, 0}, 1.0, MarkerShape::HalfSquare}, // Hadamard
    {0xff0072b2, 0xff56b4e9, {2, 2, 0, 0}, 1.0, MarkerShape::OpenCircle}, // random
    {0xff009e73, 0xff2cd3a0, {}, 1.0, MarkerShape::Diamond},              // PCA
    {0xffcc79a7, 0xffe59bc6, {8, 3, 2, 3}, 1.0, MarkerShape::Triangle},   // DCT control
    {0xff882255, 0xfff0c000, {}, 1.5, MarkerShape::Square},               // learned, aligned
}};

// Patterns of the second and later rounds through the six colours.
constexpr std::array<std::array<qreal, 4>, 3> extraDashes{{{10, 4, 0, 0}, {4, 2, 1, 2}, {1, 2, 0, 0}}};

QList<qreal> dashList(const std::array<qreal, 4>& dash)
{
    QList<qreal> list;
    for (const qreal length : dash) {
        if (length > 0) list.append(length);
    }
    return list;
}

PlotColours derived(const QColor& background, const QColor& ink, const QColor& accent, bool dark)
{
    return {background,
            ink,
            mixed(background, ink, dark ? 0.16 : 0.14),
            mixed(background, ink, dark ? 0.08 : 0.06),
            mixed(background, ink, 0.55),
            accent,
            dark};
}

} // namespace

CoordinateStyle styleFor(int slot, bool dark)
{
    if (slot < 0)
        return {dark ? QColor(slotTable[0].dark) : QColor(slotTable[0].light), {}, 1.0, MarkerShape::Disc};
    const auto index = static_cast<std::size_t>(slot % coordinateSlotCount);
    const int round = slot / coordinateSlotCount;
    const Slot& entry = slotTable[index];
    CoordinateStyle style{QColor(dark ? entry.dark : entry.light), dashList(entry.dash), entry.widthFactor,
                          entry.marker};
    if (round == 0) return style;
    style.dash = dashList(extraDashes[static_cast<std::size_t>(round - 1) % extraDashes.size()]);
    style.marker = slotTable[(index + static_cast<std::size_t>(round)) % slotTable.size()].marker;
    return style;
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Base).lightnessF() < palette.color(QPalette::Text).lightnessF();
}

PlotColours plotColours(const QPalette& palette)
{
    return derived(palette.color(QPalette::Active, QPalette::Base),
                   palette.color(QPalette::Active, QPalette::Text),
                   palette.color(QPalette::Active, QPalette::Highlight), isDark(palette));
}

PlotColours paperColours() { return derived(Qt::white, Qt::black, QColor(0xff2a6db0), false); }

QColor mixed(const QColor& a, const QColor& b, qreal share)
{
    const auto blend = [share](float from, float to) {
        return static_cast<float>(from + (to - from) * share);
    };
    return QColor::fromRgbF(blend(a.redF(), b.redF()), blend(a.greenF(), b.greenF()),
                            blend(a.blueF(), b.blueF()));
}

} // namespace alidade
