// SPDX-License-Identifier: GPL-3.0-or-later
// Viridis, the diverging scale and categories, as tables of levels.
#include "widgets/plots/colour_map.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr std::array<QRgb, 20> viridisPoints{
    0xff440154, 0xff481568, 0xff482677, 0xff453781, 0xff3f4788, 0xff39558c, 0xff32648e,
    0xff2d718e, 0xff287d8e, 0xff238a8d, 0xff1f968b, 0xff20a386, 0xff29af7f, 0xff3cbc75,
    0xff56c667, 0xff74d055, 0xff94d840, 0xffb8de29, 0xffdce318, 0xfffde725};

constexpr int hadamardSlot = 1; // vermillion
constexpr int randomSlot = 2;   // blue

// Share of the way from low to high in [0, 1]; on a diverging scale the middle is at 0.5.
double shareOf(const PlotImage& image, double value)
{
    const bool fromMiddle = image.scale == ColourScale::Diverging;
    if (image.logarithmic) {
        if (!(value > 0.0)) return std::nan("");
        const double high = std::log(image.high);
        const double low = fromMiddle ? -high : std::log(image.low);
        return (std::log(value) - low) / (high - low);
    }
    const double low = fromMiddle ? -image.high : image.low;
    return (value - low) / (image.high - low);
}

} // namespace

QColor viridis(double share)
{
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(viridisPoints.size() - 1);
    const auto left = std::min(static_cast<std::size_t>(at), viridisPoints.size() - 2);
    return mixed(QColor(viridisPoints[left]), QColor(viridisPoints[left + 1]), at - static_cast<double>(left));
}

QColor diverging(double share, const PlotColours& colours)
{
    const QColor end = styleFor(share < 0.0 ? randomSlot : hadamardSlot, colours.dark).colour;
    return mixed(colours.background, end, std::min(1.0, std::abs(share)));
}

QColor categoryColour(const ImageCategory& category, const PlotColours& colours)
{
    return category.colour.value_or(styleFor(category.slot, colours.dark).colour);
}

LevelColours levelColours(const PlotImage& image, const PlotColours& colours)
{
    LevelColours table;
    table.fill(colours.background.rgb());
    if (image.scale == ColourScale::Categorical) {
        for (qsizetype i = 0; i < std::min<qsizetype>(image.categories.size(), mostCategories); ++i)
            table[static_cast<std::size_t>(i + 1)] = categoryColour(image.categories[i], colours).rgb();
        return table;
    }
    for (int level = 1; level <= lastLevel; ++level) {
        const QColor colour = image.scale == ColourScale::Diverging
                                  ? diverging((level - middleLevel) / 127.0, colours)
                                  : viridis((level - 1) / 254.0);
        table[static_cast<std::size_t>(level)] = colour.rgb();
    }
    return table;
}

std::uint8_t levelOf(const PlotImage& image, double value)
{
    if (std::isnan(value)) return 0;
    if (image.scale == ColourScale::Categorical) {
        const double last = static_cast<double>(std::min<qsizetype>(image.categories.size(), mostCategories));
        const double index = std::round(value);
        return index >= 0.0 && index < last ? static_cast<std::uint8_t>(index + 1.0) : std::uint8_t{0};
    }
    const double share = shareOf(image, value);
    if (std::isnan(share)) return 0;
    const double inside = std::clamp(share, 0.0, 1.0);
    if (image.scale == ColourScale::Diverging) // rounded alike on both sides
        return static_cast<std::uint8_t>(middleLevel + std::round(127.0 * (2.0 * inside - 1.0)));
    return static_cast<std::uint8_t>(1.0 + std::round(254.0 * inside));
}

} // namespace alidade
