// SPDX-License-Identifier: Apache-2.0
// Side information: step as float32, smallest and largest symbol as int16, a byte that is 1 if columns have steps of their
// own, and then a float16 for each column that the step is multiplied with.
#include "core/quantization/feedback_codec.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/quantization/entropy_step.h"
#include "core/quantization/grouping.h"
#include "core/quantization/input_feedback.h"
#include "core/quantization/scale_formats.h"
#include "core/quantization/shaped_codec.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr float largestSymbol = 32767.0F;
constexpr Index rowsPerTask = 64;
/// A column of fewer symbols is not worth a table of its own, and its entropy would read far too low.
constexpr Index rowsForColumnModels = 1024;
constexpr std::int64_t sampledWeights = 1 << 20;

/// The levels of one step, times a factor for each column if there are any.
FeedbackGrid gridOf(float step, const std::vector<float>& factors, Index columns)
{
    FeedbackGrid grid{{step}, {}, std::vector<std::uint32_t>(static_cast<std::size_t>(columns), 0), 0, -largestSymbol,
                      largestSymbol};
    if (factors.empty()) return grid;
    grid.scales.clear();
    for (std::size_t j = 0; j < factors.size(); ++j) {
        grid.scales.push_back(std::min(step * factors[j], std::numeric_limits<float>::max()));
        grid.columnGroups[j] = static_cast<std::uint32_t>(j);
    }
    return grid;
}

std::vector<std::int16_t> nearest(const Matrix& values, const FeedbackGrid& grid, const JobContext& job)
{
    std::vector<std::int16_t> symbols(static_cast<std::size_t>(values.size()));
    parallelChunks(values.rows(), rowsPerTask, job, [&](std::int64_t first, std::int64_t last, std::int64_t) {
        for (Index row = first; row < last; ++row)
            for (Index j = 0; j < values.cols(); ++j) {
                const float divisor = divisorOf(grid.scales[grid.columnGroups[static_cast<std::size_t>(j)]]);
                symbols[static_cast<std::size_t>(row * values.cols() + j)] = static_cast<std::int16_t>(
                    std::clamp(std::nearbyint(values(row, j) / divisor), grid.low, grid.high));
            }
    });
    return symbols;
}

/// Symbols on a grid; those of a column have a model of their own where columns have steps of their own.
Symbols roundedTo(const FeedbackGrid& grid, const Matrix& values, const InputFeedback* feedback, bool columnModels,
                  const JobContext& job)
{
    Symbols symbols;
    symbols.columns = values.cols();
    symbols.period = columnModels && values.rows() >= rowsForColumnModels ? values.cols() : 1;
    symbols.values = feedback ? feedback->round(values, grid, job).symbols : nearest(values, grid, job);
    return symbols;
}

class FeedbackCodec final : public ShapedCodec {
public:
    /// @throws DamagedData
    FeedbackCodec(Index rows, Index columns, SideReader reader, std::span<const std::byte> side,
                  std::shared_ptr<const InputFeedback> feedback)
        : ShapedCodec(rows, columns, side), m_step(reader.number<float>()), m_smallest(reader.number<std::int16_t>()),
          m_largest(reader.number<std::int16_t>()), m_feedback(std::move(feedback))
    {
        if (!std::isfinite(m_step) || !(m_step > 0.0F)) reader.refuse("the step is not a positive number");
        if (m_smallest > m_largest) reader.refuse("there is no symbol between the smallest and the largest");
        const auto own = reader.number<std::uint8_t>();
        if (own > 1) reader.refuse("columns have steps of their own or not");
        if (own == 1) readFactors(reader);
        reader.finish();
        m_grid = gridOf(m_step, m_factors, columns);
        m_grid.low = m_smallest;
        m_grid.high = m_largest;
    }

    [[nodiscard]] Symbols encode(const Matrix& values, const JobContext& job) const override
    {
        requireShape(values);
        Symbols symbols = roundedTo(m_grid, values, m_feedback.get(), !m_factors.empty(), job);
        symbols.smallest = m_smallest;
        symbols.alphabet = alphabet();
        return symbols;
    }

    [[nodiscard]] Matrix decode(const Symbols& symbols, const JobContext& job) const override
    {
        requireSymbols(symbols, rows() * columns(), m_smallest, alphabet());
        Matrix values(rows(), columns());
        parallelChunks(rows(), rowsPerTask, job, [&](std::int64_t first, std::int64_t last, std::int64_t) {
            for (Index row = first; row < last; ++row)
                for (Index j = 0; j < columns(); ++j) {
                    const auto q = static_cast<float>(symbols.values[static_cast<std::size_t>(row * columns() + j)]);
                    values(row, j) = finite(q * m_grid.scales[m_grid.columnGroups[static_cast<std::size_t>(j)]]);
                }
        });
        return values;
    }

    [[nodiscard]] double fixedRate() const override { return std::ceil(std::log2(alphabet())); }
    [[nodiscard]] bool usesMoments() const override { return m_feedback != nullptr; }

private:
    void readFactors(SideReader& reader)
    {
        const ScaleTable table(ScaleFormat::Float16, static_cast<std::size_t>(columns()), reader);
        for (std::size_t j = 0; j < table.size(); ++j) m_factors.push_back(table[j]);
    }

    [[nodiscard]] std::int32_t alphabet() const { return m_largest - m_smallest + 1; }

    float m_step;
    std::int16_t m_smallest;
    std::int16_t m_largest;
    std::shared_ptr<const InputFeedback> m_feedback; ///< null: rounding to nearest
    std::vector<float> m_factors; ///< of the columns; none if all have the same step
    FeedbackGrid m_grid;
};

/// Finds the step for a matrix.
class FeedbackDesign {
public:
    FeedbackDesign(const FeedbackRecipe& recipe, const Matrix& values, const InputFeedback* feedback,
                   const JobContext& job)
        : m_recipe(recipe), m_values(values), m_feedback(feedback), m_job(job)
    {
        if (recipe.columnSteps && feedback) chooseFactors();
        m_step = chooseStep();
    }

    [[nodiscard]] std::vector<std::byte> bytes() const
    {
        Symbols symbols = rounded(m_values, m_step);
        fitAlphabet(symbols);
        SideWriter writer;
        writer.number(m_step);
        writer.number(static_cast<std::int16_t>(symbols.smallest));
        writer.number(static_cast<std::int16_t>(symbols.smallest + symbols.alphabet - 1));
        writer.number(static_cast<std::uint8_t>(m_factors.empty() ? 0 : 1));
        if (!m_factors.empty()) ScaleTable(ScaleFormat::Float16, m_factors).write(writer);
        return writer.take();
    }

private:
    [[nodiscard]] Symbols rounded(const Matrix& values, float step) const
    {
        return roundedTo(gridOf(step, m_factors, values.cols()), values, m_feedback, !m_factors.empty(), m_job);
    }

    /// 1 / L_jj over its geometric mean, as the decoder will have it.
    void chooseFactors()
    {
        constexpr double smallest = 0x1p-14; // below it float16 loses digits
        const Eigen::VectorXd diagonal = m_feedback->diagonal();
        const double mean = std::exp(diagonal.array().log().mean());
        std::vector<float> wanted;
        for (Index j = 0; j < diagonal.size(); ++j)
            wanted.push_back(static_cast<float>(std::max(smallest, mean / diagonal(j))));
        const ScaleTable table(ScaleFormat::Float16, wanted);
        for (std::size_t j = 0; j < table.size(); ++j) m_factors.push_back(table[j]);
    }

    [[nodiscard]] float chooseStep() const
    {
        const double largest = largestQuotient();
        if (largest <= 0.0) return 1.0F;
        constexpr double smallestStep = std::numeric_limits<float>::min();
        if (m_recipe.step > 0.0) {
            if (largest / m_recipe.step > static_cast<double>(largestSymbol))
                throw InvalidRequest("the step is so small that the largest weight is more than 32767 steps from zero");
            return static_cast<float>(std::max(smallestStep, m_recipe.step));
        }
        const double finest = std::max(smallestStep, largest / (static_cast<double>(largestSymbol) - 1.0));
        const double coarsest = std::min<double>(std::numeric_limits<float>::max(), std::max(finest, 4.0 * largest));
        const auto search = [&](const Matrix& values) {
            return stepForEntropy(
                m_recipe.bits, finest, coarsest, [&](double step) { return entropyAt(values, step); }, m_job);
        };
        if (m_values.size() < 2 * sampledWeights) return static_cast<float>(search(m_values));
        return static_cast<float>(refined(search(sample()), finest, coarsest));
    }

    [[nodiscard]] double largestQuotient() const
    {
        double largest = 0.0;
        for (Index j = 0; j < m_values.cols() && m_values.rows() > 0; ++j) {
            const double factor = m_factors.empty() ? 1.0 : static_cast<double>(m_factors[static_cast<std::size_t>(j)]);
            largest = std::max(largest, static_cast<double>(m_values.col(j).cwiseAbs().maxCoeff()) / factor);
        }
        return largest;
    }

    [[nodiscard]] double entropyAt(const Matrix& values, double step) const
    {
        Symbols symbols = rounded(values, static_cast<float>(step));
        fitAlphabet(symbols);
        double bits = 0.0;
        if (symbols.period == 1) bits = entropyOf(symbolCounts(symbols, m_job));
        else
            forEachPlace(symbols, [&bits](const std::vector<std::uint64_t>& place) {
                bits += entropyOf(std::span(&place, 1));
            });
        return bits / static_cast<double>(values.size());
    }

    /// Every so many rows: the search tries a dozen steps.
    [[nodiscard]] Matrix sample() const
    {
        const Index rows = std::max<Index>(1, sampledWeights / m_values.cols());
        const Index every = std::max<Index>(1, m_values.rows() / rows);
        Matrix part((m_values.rows() + every - 1) / every, m_values.cols());
        for (Index row = 0; row < part.rows(); ++row) part.row(row) = m_values.row(row * every);
        return part;
    }

    /// From the step of a sample to that of all weights, along the line through the last two tries.
    [[nodiscard]] double refined(double step, double finest, double coarsest) const
    {
        constexpr double tolerance = 2e-4;
        constexpr int most = 6;
        double best = step;
        double bestMiss = std::numeric_limits<double>::infinity();
        double slope = 1.0; // bits that a halved step adds
        double before = 0.0;
        double missBefore = 0.0;
        for (int i = 0; i < most; ++i) {
            const double miss = entropyAt(m_values, step) - m_recipe.bits;
            if (std::abs(miss) < std::abs(bestMiss)) {
                best = step;
                bestMiss = miss;
            }
            if (std::abs(miss) <= tolerance) break;
            const double moved = std::log2(step) - before;
            if (i > 0 && moved != 0.0) slope = std::clamp((missBefore - miss) / moved, 0.1, 2.0);
            before = std::log2(step);
            missBefore = miss;
            step = std::clamp(step * std::exp2(miss / slope), finest, coarsest);
        }
        return best;
    }

    const FeedbackRecipe& m_recipe;
    const Matrix& m_values;
    const InputFeedback* m_feedback;
    const JobContext& m_job;
    std::vector<float> m_factors;
    float m_step = 1.0F;
};

} // namespace

std::unique_ptr<const Quantizer> feedbackQuantizer(const FeedbackRecipe& recipe)
{
    return std::make_unique<DesignedFrom>([recipe](const DesignInput& input, const JobContext& job) {
        requireFinite(input.values);
        const JobContext quiet = job.quiet();
        const auto feedback = inputFeedback(input, recipe.damping, FeedbackOrder::LastToFirst, quiet);
        const std::vector<std::byte> side = FeedbackDesign(recipe, input.values, feedback.get(), quiet).bytes();
        return std::make_unique<FeedbackCodec>(input.values.rows(), input.values.cols(), SideReader(recipe.id, side), side,
                                               feedback);
    });
}

std::unique_ptr<const Codec> restoreFeedback(const FeedbackRecipe& recipe, Index rows, Index columns,
                                             std::span<const std::byte> bytes)
{
    return std::make_unique<FeedbackCodec>(rows, columns, SideReader(recipe.id, bytes), bytes, nullptr);
}

std::vector<ParameterSpec> feedbackParameters()
{
    return {realParameter("bits", "Bits", "entropy of the symbols in bits per weight", 4.0, 0.1, 8.0),
            realParameter("step", "Step",
                          "the step instead of the entropy (of columns with steps of their own the geometric mean), in "
                          "units of the weights; 0 for none",
                          0.0, 0.0, 1e30),
            dampingParameter()};
}

FeedbackRecipe feedbackRecipe(std::string id, const Parameters& parameters)
{
    FeedbackRecipe recipe;
    recipe.id = std::move(id);
    recipe.bits = parameters.real("bits");
    recipe.step = parameters.real("step");
    recipe.damping = parameters.real("damping");
    return recipe;
}

} // namespace alidade
