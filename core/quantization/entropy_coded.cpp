// SPDX-License-Identifier: Apache-2.0
// Side information: step as float32, smallest and largest symbol as int16, the groups' rms as float16 unless there is
// one group, and with centroids one float16 for each symbol in [-127, 127] that there is: its level minus its
// number, in steps. Levels further out stay in the middle of their cells.
#include "core/quantization/entropy_coded.h"

#include "core/quantization/entropy_step.h"
#include "core/quantization/grouping.h"
#include "core/quantization/scale_formats.h"
#include "core/quantization/shaped_codec.h"

#include <array>
#include <cmath>

namespace alidade {

namespace {

constexpr int largestSymbol = 32767;
constexpr int centroidRange = 127;

/// The centroids that are stored if these are the smallest and the largest symbol.
struct CentroidSpan {
    int first;
    int count;

    CentroidSpan(int smallest, int largest)
        : first(std::max(smallest, -centroidRange)), count(std::max(0, std::min(largest, centroidRange) - first + 1))
    {}
};

/// Chooses symbols; without side information but steps.
class SymbolChooser {
public:
    SymbolChooser(const EntropyCodedRecipe& recipe, const Grouping& grouping, const ScaleTable& scales)
        : m_deadzone(static_cast<float>(recipe.deadzone)), m_lambda(static_cast<float>(recipe.lambda)),
          m_grouping(grouping), m_scales(scales)
    {}

    /// Symbols from `smallest` to `largest`; the alphabet is left to be set.
    [[nodiscard]] Symbols choose(const Matrix& values, float step, int smallest, int largest,
                                 const JobContext& job) const
    {
        Symbols symbols{std::vector<std::int16_t>(static_cast<std::size_t>(values.size())), smallest, 0,
                        m_grouping.columns()};
        const auto low = static_cast<float>(smallest);
        const auto high = static_cast<float>(largest);
        m_grouping.forEachRun(job, [&](Index first, Index count, std::size_t group) {
            const float divisor = divisorOf(m_scales[group] * step);
            for (Index i = first; i < first + count; ++i) {
                const float x = values.data()[i] / divisor;
                const float q = std::copysign(std::floor(std::abs(x) + m_deadzone), x);
                symbols.values[static_cast<std::size_t>(i)] = static_cast<std::int16_t>(std::clamp(q, low, high));
            }
        });
        constexpr int rounds = 3; // the entropies hardly change after the second
        for (int round = 0; m_lambda > 0.0F && round < rounds; ++round)
            reconsider(values, step, symbols, job);
        return symbols;
    }

private:
    /// Takes, for each weight, of the two nearest levels and zero the one of least err^2 + lambda bits, with the
    /// bits that the symbols have now. Only symbols that occur are taken, so that the alphabet cannot grow.
    void reconsider(const Matrix& values, float step, Symbols& symbols, const JobContext& job) const
    {
        fitAlphabet(symbols);
        const std::vector<std::uint64_t> counts = symbolCounts(symbols, job).front();
        std::vector<float> costs(counts.size(), std::numeric_limits<float>::infinity());
        for (std::size_t i = 0; i < counts.size(); ++i)
            if (counts[i] > 0)
                costs[i] = m_lambda * static_cast<float>(std::log2(static_cast<double>(symbols.values.size()) /
                                                                   static_cast<double>(counts[i])));
        m_grouping.forEachRun(job, [&](Index first, Index count, std::size_t group) {
            const float divisor = divisorOf(m_scales[group] * step);
            for (Index i = first; i < first + count; ++i) {
                std::int16_t& symbol = symbols.values[static_cast<std::size_t>(i)];
                symbol = cheapest(values.data()[i] / divisor, symbol, symbols.smallest, costs);
            }
        });
    }

    static std::int16_t cheapest(float x, std::int16_t now, int smallest, std::span<const float> costs)
    {
        const auto costOf = [&](int q) {
            const int index = q - smallest;
            if (index < 0 || index >= static_cast<int>(costs.size())) return std::numeric_limits<float>::infinity();
            const float error = x - static_cast<float>(q);
            return error * error + costs[static_cast<std::size_t>(index)];
        };
        int best = now;
        float least = costOf(now);
        const float below = std::clamp(std::floor(x), -32768.0F, 32766.0F);
        for (const int q : {0, static_cast<int>(below), static_cast<int>(below) + 1}) {
            const float cost = costOf(q);
            if (!(cost < least)) continue;
            best = q;
            least = cost;
        }
        return static_cast<std::int16_t>(best);
    }

    float m_deadzone;
    float m_lambda;
    const Grouping& m_grouping;
    const ScaleTable& m_scales;
};

class EntropyCodedCodec final : public ShapedCodec {
public:
    /// @throws DamagedData
    EntropyCodedCodec(const EntropyCodedRecipe& recipe, Index rows, Index columns, SideReader reader,
                      std::span<const std::byte> side)
        : ShapedCodec(rows, columns, side), m_recipe(recipe), m_grouping(recipe.group, rows, columns),
          m_step(reader.number<float>()), m_smallest(reader.number<std::int16_t>()),
          m_largest(reader.number<std::int16_t>()),
          m_scales(m_grouping.oneForAll() ? ScaleTable(ScaleFormat::Float16, std::array{1.0F})
                                          : ScaleTable(ScaleFormat::Float16, m_grouping.count(), reader))
    {
        if (!std::isfinite(m_step) || !(m_step > 0.0F)) reader.refuse("the step is not a positive number");
        if (m_smallest > m_largest) reader.refuse("there is no symbol between the smallest and the largest");
        if (recipe.centroids) readCentroids(reader);
        reader.finish();
    }

    [[nodiscard]] Symbols encode(const Matrix& values, const JobContext& job) const override
    {
        requireShape(values);
        Symbols symbols =
            SymbolChooser(m_recipe, m_grouping, m_scales).choose(values, m_step, m_smallest, m_largest, job);
        symbols.smallest = m_smallest;
        symbols.alphabet = alphabet();
        return symbols;
    }

    [[nodiscard]] Matrix decode(const Symbols& symbols, const JobContext& job) const override
    {
        requireSymbols(symbols, rows() * columns(), m_smallest, alphabet());
        Matrix values(rows(), columns());
        m_grouping.forEachRun(job, [&](Index first, Index count, std::size_t group) {
            const float step = m_scales[group] * m_step;
            for (Index i = first; i < first + count; ++i)
                values.data()[i] = finite(levelOf(symbols.values[static_cast<std::size_t>(i)]) * step);
        });
        return values;
    }

    [[nodiscard]] double fixedRate() const override { return std::ceil(std::log2(alphabet())); }

private:
    void readCentroids(SideReader& reader)
    {
        const CentroidSpan span(m_smallest, m_largest);
        for (int q = span.first; q < span.first + span.count; ++q) {
            const float shift = halfToFloat(reader.number<std::uint16_t>());
            if (!std::isfinite(shift)) reader.refuse("a level is not a finite number");
            m_shifts[static_cast<std::size_t>(q + centroidRange)] = shift;
        }
    }

    [[nodiscard]] float levelOf(int q) const
    {
        if (std::abs(q) > centroidRange) return static_cast<float>(q);
        return static_cast<float>(q) + m_shifts[static_cast<std::size_t>(q + centroidRange)];
    }

    [[nodiscard]] std::int32_t alphabet() const { return m_largest - m_smallest + 1; }

    EntropyCodedRecipe m_recipe;
    Grouping m_grouping;
    float m_step;
    std::int16_t m_smallest;
    std::int16_t m_largest;
    ScaleTable m_scales;
    std::array<float, 2 * centroidRange + 1> m_shifts{};
};

/// Finds step, symbols and centroids for a matrix.
class EntropyCodedDesign {
public:
    EntropyCodedDesign(const EntropyCodedRecipe& recipe, const Matrix& values, const JobContext& job)
        : m_recipe(recipe), m_values(values), m_job(job), m_grouping(recipe.group, values.rows(), values.cols()),
          m_scales(ScaleFormat::Float16,
                   m_grouping.oneForAll() ? std::vector{1.0F} : groupRms(values, m_grouping, job)),
          m_chooser(recipe, m_grouping, m_scales), m_step(chooseStep())
    {}

    [[nodiscard]] std::vector<std::byte> bytes() const
    {
        Symbols symbols = m_chooser.choose(m_values, m_step, -largestSymbol, largestSymbol, m_job);
        fitAlphabet(symbols);
        const int largest = symbols.smallest + symbols.alphabet - 1;
        SideWriter writer;
        writer.number(m_step);
        writer.number(static_cast<std::int16_t>(symbols.smallest));
        writer.number(static_cast<std::int16_t>(largest));
        if (!m_grouping.oneForAll()) m_scales.write(writer);
        if (m_recipe.centroids)
            for (const float shift : centroids(symbols, CentroidSpan(symbols.smallest, largest)))
                writer.number(floatToHalf(shift));
        return writer.take();
    }

private:
    /// Sums of one part of the rows.
    struct Sums {
        std::array<double, 2 * centroidRange + 1> shift{};
        std::array<double, 2 * centroidRange + 1> weight{};
    };

    [[nodiscard]] float chooseStep() const
    {
        const double largest = largestQuotient();
        if (largest <= 0.0) return 1.0F;
        if (m_recipe.step > 0.0) {
            if (largest / m_recipe.step + m_recipe.deadzone > largestSymbol)
                throw InvalidRequest("the step is so small that the largest weight is more than 32767 steps from zero");
            return std::max(std::numeric_limits<float>::min(), static_cast<float>(m_recipe.step));
        }
        constexpr double smallestStep = std::numeric_limits<float>::min();
        const double finest = std::max(smallestStep, largest / (largestSymbol - 1));
        const double coarsest = std::min<double>(std::numeric_limits<float>::max(), std::max(finest, 4.0 * largest));
        const double step =
            stepForEntropy(m_recipe.bits, finest, coarsest, [this](double tried) { return entropyAt(tried); }, m_job);
        return static_cast<float>(step);
    }

    [[nodiscard]] double largestQuotient() const
    {
        const std::vector<float> maxima = groupMaxima(m_values, m_grouping, m_job);
        double largest = 0.0;
        for (std::size_t i = 0; i < maxima.size(); ++i)
            largest = std::max(largest, static_cast<double>(maxima[i] / divisorOf(m_scales[i])));
        return largest;
    }

    [[nodiscard]] double entropyAt(double step) const
    {
        Symbols symbols =
            m_chooser.choose(m_values, static_cast<float>(step), -largestSymbol, largestSymbol, m_job);
        fitAlphabet(symbols);
        return entropyOf(symbolCounts(symbols, m_job)) / static_cast<double>(m_values.size());
    }

    /// Mean distance of the weights of each cell from its middle, in steps; weighted by the squared scale, because
    /// that is what their errors count.
    [[nodiscard]] std::vector<float> centroids(const Symbols& symbols, const CentroidSpan& span) const
    {
        const Index rows = m_grouping.rowsPerPart();
        std::vector<Sums> parts(static_cast<std::size_t>((m_grouping.rows() + rows - 1) / rows));
        parallelChunks(m_grouping.rows(), rows, m_job, [&](std::int64_t begin, std::int64_t end, std::int64_t part) {
            addRows(begin, end, symbols, parts[static_cast<std::size_t>(part)]);
        });
        std::vector<float> shifts;
        for (int q = span.first; q < span.first + span.count; ++q) {
            double shift = 0.0;
            double weight = 0.0;
            for (const Sums& part : parts) {
                shift += part.shift[static_cast<std::size_t>(q + centroidRange)];
                weight += part.weight[static_cast<std::size_t>(q + centroidRange)];
            }
            shifts.push_back(weight > 0.0 ? static_cast<float>(std::clamp(shift / weight, -1.0, 1.0)) : 0.0F);
        }
        return shifts;
    }

    void addRows(Index begin, Index end, const Symbols& symbols, Sums& sums) const
    {
        const auto add = [&](Index first, Index count, std::size_t group) {
            const auto step = static_cast<double>(m_scales[group] * m_step);
            if (!(step > 0.0)) return;
            const double importance = static_cast<double>(m_scales[group]) * static_cast<double>(m_scales[group]);
            for (Index i = first; i < first + count; ++i) {
                const int q = symbols.values[static_cast<std::size_t>(i)];
                if (std::abs(q) > centroidRange) continue;
                const auto at = static_cast<std::size_t>(q + centroidRange);
                sums.shift[at] += importance * (static_cast<double>(m_values.data()[i]) / step - q);
                sums.weight[at] += importance;
            }
        };
        m_grouping.forEachRunOfRows(begin, end, add);
    }

    EntropyCodedRecipe m_recipe;
    const Matrix& m_values;
    const JobContext& m_job;
    Grouping m_grouping;
    ScaleTable m_scales;
    SymbolChooser m_chooser;
    float m_step;
};

} // namespace

std::unique_ptr<const Quantizer> entropyCodedQuantizer(const EntropyCodedRecipe& recipe)
{
    return std::make_unique<DesignedBy>([recipe](const Matrix& values, const JobContext& job) {
        requireFinite(values);
        const std::vector<std::byte> side = EntropyCodedDesign(recipe, values, job.quiet()).bytes();
        return restoreEntropyCoded(recipe, values.rows(), values.cols(), side);
    });
}

std::unique_ptr<const Codec> restoreEntropyCoded(const EntropyCodedRecipe& recipe, Index rows, Index columns,
                                                 std::span<const std::byte> bytes)
{
    return std::make_unique<EntropyCodedCodec>(recipe, rows, columns, SideReader(recipe.id, bytes), bytes);
}

std::vector<ParameterSpec> entropyCodedParameters()
{
    return {realParameter("bits", "Bits", "entropy of the symbols in bits per weight", 4.0, 0.1, 8.0),
            groupParameter(wholeTensor),
            realParameter("step", "Step",
                          "the step instead of the entropy, in units of the weights (of their rms in groups); 0 for "
                          "none",
                          0.0, 0.0, 1e30),
            choiceParameter("reconstruction", "Reconstruction",
                            "levels at the stored means of their cells, or in the middle", "centroid",
                            {"centroid", "midpoint"})};
}

EntropyCodedRecipe entropyCodedRecipe(std::string id, const Parameters& parameters)
{
    EntropyCodedRecipe recipe;
    recipe.id = std::move(id);
    recipe.bits = parameters.real("bits");
    recipe.step = parameters.real("step");
    recipe.group = parameters.integer("group");
    recipe.centroids = parameters.text("reconstruction") == "centroid";
    return recipe;
}

} // namespace alidade
