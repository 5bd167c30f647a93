// SPDX-License-Identifier: Apache-2.0
// The scalar quantizer of least squared error with a fixed number of levels (Lloyd 1982, Max 1960), designed on the
// weights or for a known density; science.md 3.2. Side information: the levels as float16 if they were designed on the
// weights, then the scales of the groups.
#include "core/quantization/codebook_codec.h"
#include "core/quantization/lloyd.h"
#include "core/quantization/scalar_design.h"
#include "core/quantization/shaped_codec.h"

#include <cmath>

namespace alidade {

namespace {

/// What the user asked for.
struct LloydRecipe {
    int bits;
    std::int64_t group;
    bool byLargest; ///< groups are divided by their largest weight, not their rms
    std::string design;

    explicit LloydRecipe(const Parameters& parameters)
        : bits(static_cast<int>(parameters.integer("bits"))), group(parameters.integer("group")),
          byLargest(parameters.text("scale") == "absmax"), design(parameters.text("design"))
    {
        if (byLargest && !onWeights())
            throw InvalidRequest("levels designed for a density of unit variance need scale = rms");
    }

    [[nodiscard]] bool onWeights() const { return design == "data"; }
    [[nodiscard]] std::size_t levels() const { return std::size_t{1} << bits; }
};

std::vector<float> levelsOfDensity(const LloydRecipe& recipe)
{
    const auto density = recipe.design == "laplace" ? SourceDensity::Laplace : SourceDensity::Gaussian;
    const ScalarDesign design = lloydMax(density, recipe.bits);
    std::vector<float> levels;
    for (auto level = design.positiveLevels.rbegin(); level != design.positiveLevels.rend(); ++level)
        levels.push_back(-static_cast<float>(*level));
    for (const double level : design.positiveLevels)
        levels.push_back(static_cast<float>(level));
    return levels;
}

std::vector<float> readLevels(std::size_t count, SideReader& reader)
{
    std::vector<float> levels;
    for (std::size_t i = 0; i < count; ++i) {
        const float level = halfToFloat(reader.number<std::uint16_t>());
        if (!std::isfinite(level) || (i > 0 && level < levels.back()))
            reader.refuse("the levels are not ascending numbers");
        levels.push_back(level);
    }
    return levels;
}

std::unique_ptr<const Codec> restoreLloydMax(const Parameters& parameters, Index rows, Index columns,
                                             std::span<const std::byte> bytes)
{
    const LloydRecipe recipe(parameters);
    const Grouping grouping(recipe.group, rows, columns);
    SideReader reader("lloyd_max", bytes);
    Codebook codebook{recipe.onWeights() ? readLevels(recipe.levels(), reader) : levelsOfDensity(recipe),
                      static_cast<double>(recipe.bits), false};
    ScaleTable scales(ScaleFormat::Float16, grouping.count(), reader);
    reader.finish();
    return codebookCodec(std::move(codebook), grouping, std::move(scales), bytes);
}

/// The density of the weights over their scales; a weight counts as much as the square of its scale.
SampledDensity densityOf(const Matrix& values, const Grouping& grouping, const ScaleTable& scales, double reach,
                         const JobContext& job)
{
    constexpr std::size_t cells = 1 << 14;
    const Index parts = std::clamp<Index>(values.size() >> 18, 1, 16);
    const Index rows = std::max<Index>(1, (values.rows() + parts - 1) / parts);
    std::vector<SampledDensity> all(static_cast<std::size_t>((values.rows() + rows - 1) / rows),
                                    SampledDensity(-reach, reach, cells));
    parallelChunks(values.rows(), rows, job, [&](std::int64_t begin, std::int64_t end, std::int64_t part) {
        const auto add = [&](Index first, Index count, std::size_t group) {
            const auto scale = static_cast<double>(scales[group]);
            for (Index i = first; scale > 0.0 && i < first + count; ++i)
                all[static_cast<std::size_t>(part)].add(static_cast<double>(values.data()[i]) / scale, scale * scale);
        };
        grouping.forEachRunOfRows(begin, end, add);
    });
    SampledDensity total(-reach, reach, cells);
    for (const SampledDensity& part : all)
        total.add(part);
    return total;
}

void writeLevels(const Matrix& values, const Grouping& grouping, const ScaleTable& scales, std::size_t count,
                 const JobContext& job, SideWriter& writer)
{
    const std::vector<float> maxima = groupMaxima(values, grouping, job);
    double reach = 0.0;
    for (std::size_t i = 0; i < maxima.size(); ++i)
        reach = std::max(reach, static_cast<double>(maxima[i] / divisorOf(scales[i])));
    if (!(reach > 0.0)) reach = 1.0;
    constexpr float largestHalf = 65504.0F;
    for (const double level : lloydLevels(densityOf(values, grouping, scales, reach, job), count))
        writer.number(floatToHalf(std::clamp(static_cast<float>(level), -largestHalf, largestHalf)));
}

std::unique_ptr<const Quantizer> makeLloydMax(const Parameters& parameters)
{
    static_cast<void>(LloydRecipe(parameters)); // refuses at once what does not go together
    return std::make_unique<DesignedBy>([parameters](const Matrix& values, const JobContext& job) {
        requireFinite(values);
        const LloydRecipe recipe(parameters);
        const Grouping grouping(recipe.group, values.rows(), values.cols());
        const ScaleTable scales(ScaleFormat::Float16, recipe.byLargest ? groupMaxima(values, grouping, job)
                                                                       : groupRms(values, grouping, job));
        SideWriter writer;
        if (recipe.onWeights()) writeLevels(values, grouping, scales, recipe.levels(), job, writer);
        scales.write(writer);
        return restoreLloydMax(parameters, values.rows(), values.cols(), writer.take());
    });
}

} // namespace

void register_lloyd_max(QuantizerRegistry& registry)
{
    registry.add({
        .id = "lloyd_max",
        .label = "Lloyd-Max",
        .help = "The levels of least squared error for a fixed number of bits, designed on the weights or for a known "
                "density.",
        .parameters = {integerParameter("bits", "Bits", "bits per symbol", 4, 1, 8), groupParameter(wholeRow),
                       choiceParameter("scale", "Scale", "what the weights of a group are divided by", "rms",
                                       {"rms", "absmax"}),
                       choiceParameter("design", "Design",
                                       "levels designed on the weights, which are stored, or for a density, which are "
                                       "not",
                                       "data", {"data", "gaussian", "laplace"})},
        .make = makeLloydMax,
        .restore = restoreLloydMax,
    });
}

} // namespace alidade
