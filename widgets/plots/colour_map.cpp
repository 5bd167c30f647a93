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

// Calls `use` with the function from a value to its level, made for the scale of `image`: what does not depend on
// the value is computed once, and the choice of the scale is not made again for every cell.
template <class Use>
auto withLevel(const PlotImage& image, Use use)
{
    if (image.scale == ColourScale::Categorical) {
        const auto last = static_cast<double>(std::min<qsizetype>(image.categories.size(), mostCategories));
        return use([last](double value) {
            const double index = std::round(value);
            return index >= 0.0 && index < last ? static_cast<std::uint8_t>(index + 1.0) : std::uint8_t{0};
        });
    }
    const bool logarithmic = image.logarithmic;
    const auto place = [](double value) { return value > 0.0 ? std::log(value) : std::nan(""); };
    const double high = logarithmic ? place(image.high) : image.high;
    if (image.scale == ColourScale::Diverging) {
        const double steps = 127.0 / high;
        const auto level = [steps](double position) { // rounded alike on both sides
            const double offset = std::clamp(steps * position, -127.0, 127.0);
            if (std::isnan(offset)) return std::uint8_t{0};
            return static_cast<std::uint8_t>(middleLevel + static_cast<int>(offset + std::copysign(0.5, offset)));
        };
        if (!logarithmic) return use(level);
        return use([level, place](double value) { return level(place(value)); });
    }
    const double low = logarithmic ? place(image.low) : image.low;
    const double steps = 254.0 / (high - low);
    const auto level = [low, steps](double position) {
        const double offset = std::clamp(steps * (position - low), 0.0, 254.0);
        if (std::isnan(offset)) return std::uint8_t{0};
        return static_cast<std::uint8_t>(1 + static_cast<int>(offset + 0.5));
    };
    if (!logarithmic) return use(level);
    return use([level, place](double value) { return level(place(value)); });
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
    return withLevel(image, [value](const auto& level) { return level(value); });
}

std::vector<std::uint8_t> levelsOf(const PlotImage& image)
{
    std::vector<std::uint8_t> levels(image.cells->size());
    withLevel(image, [&](const auto& level) {
        std::ranges::transform(*image.cells, levels.begin(),
                               [&level](float value) { return level(static_cast<double>(value)); });
    });
    return levels;
}

} // namespace alidade
