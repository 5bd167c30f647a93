// SPDX-License-Identifier: Apache-2.0
// Theses about what a model loses when its weights are changed: by size, by sensitivity, along directions.
#include "core/base/error.h"
#include "core/operators/variants.h"
#include "core/studies/calibrate.h"
#include "core/studies/directions.h"
#include "core/studies/sensitivity.h"
#include "core/studies/thesis_checks.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <numeric>
#include <stdlib.h>

namespace alidade {

namespace {

constexpr double mostWeights = 3e7; ///< of matrices that are in memory together
constexpr double zeroedShare = 1e-3;
constexpr double leastCost = 1e-7; ///< nats a token; below it is rounding

/// The chosen matrices in these coordinates; fewer of them, evenly spread, where all would not fit.
std::vector<TurnedMatrix> turnedMatrices(const Reading& reading, const ComponentRequest& coordinates,
                                         std::size_t most, const ClaimInput& input)
{
    const auto names = [&](std::size_t count) { return matricesOf(input.request.model, "", count, input.session); };
    std::vector<std::string> chosen = names(most);
    const auto checkpoint = input.session.checkpoint(input.request.model);
    const auto weights = [&] {
        double sum = 0.0;
        for (const std::string& name : chosen) sum += static_cast<double>(checkpoint->find(name).elements);
        return sum;
    };
    while (chosen.size() > 1 && weights() > mostWeights) chosen = names((chosen.size() + 1) / 2);
    std::vector<TurnedMatrix> all;
    for (const std::string& name : chosen) {
        input.job.checkpoint();
        TurnedModelRequest request;
        request.coordinates = coordinates;
        request.pattern = name;
        for (TurnedMatrix& one : turnModel(*reading.model, request, input.registries(), input.job.quiet()))
            all.push_back(std::move(one));
    }
    return all;
}

/// The places of a matrix, largest magnitudes first as far as `count`.
std::vector<std::uint32_t> largestFirst(const Matrix& values, std::size_t count)
{
    std::vector<std::uint32_t> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), 0U);
    const float* const data = values.data();
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(count, order.size()));
    std::partial_sort(order.begin(), end, order.end(), [data](std::uint32_t i, std::uint32_t j) {
        const float a = std::abs(data[i]);
        const float b = std::abs(data[j]);
        return a > b || (a == b && i < j);
    });
    order.erase(end, order.end());
    return order;
}

double squared(float value) { return static_cast<double>(value) * static_cast<double>(value); }

/// A matrix without its `count` largest weights, and what they had of energy.
std::pair<Matrix, double> withoutLargest(const TurnedMatrix& matrix, std::size_t count)
{
    Matrix changed = matrix.coefficients;
    double energy = 0.0;
    for (const std::uint32_t place : largestFirst(changed, count)) {
        energy += squared(changed.data()[place]);
        changed.data()[place] = 0.0F;
    }
    return {std::move(changed), energy};
}

/// The same matrix without its largest coefficients in other axes, as many as it takes for this energy (the last one is
/// made smaller, not zero).
Matrix withoutEnergy(const TurnedMatrix& turned, double energy, const JobContext& job)
{
    Matrix changed = turned.coefficients;
    for (std::size_t most = 256; energy > 0.0; most *= 4) {
        changed = turned.coefficients;
        double left = energy;
        for (const std::uint32_t place : largestFirst(changed, most)) {
            float& value = changed.data()[place];
            const double removed = std::min(left, squared(value));
            // (v - v')^2 = removed
            value -= std::copysign(static_cast<float>(std::sqrt(removed)), value);
            left -= removed;
            if (left <= 0.0) break;
        }
        if (left <= 1e-6 * energy || most >= static_cast<std::size_t>(changed.size())) break;
    }
    turned.basis.inverse(changed, job);
    return changed;
}

/// A change of the model: some matrices take the place of others.
struct Change {
    std::map<ParameterId, MatrixPtr> weights;
};

/// Mean KL divergence of each changed model, nats a token.
std::vector<double> costsOf(const OpenModel& model, const ScoredWindows& windows, const std::vector<Change>& changes,
                            const JobContext& job)
{
    if (changes.empty()) return {};
    const auto make = [&](std::size_t i) -> Variant {
        Variant variant;
        variant.firstBlock = model.config.blocks;
        for (const auto& [id, weights] : changes[i].weights)
            variant.firstBlock = std::min(variant.firstBlock, firstBlockOf(id, model.config.blocks));
        variant.weights = std::make_shared<ReplacedWeights>(model.weights, changes[i].weights);
        return variant;
    };
    const VariantScores scores = scoreVariants(model.llama(), windows, changes.size(), make, job);
    std::vector<double> costs;
    for (const TokenScores& one : scores.variants) costs.push_back(divergenceOf(scores.model, one).mean);
    return costs;
}

/// Reads the text, or says why it cannot be told.
std::optional<ThesisResult> obstacleOf(const ClaimInput& input, Reading& reading)
{
    if (!hasText(input.request.text)) return resultOfClaim(resultOf(Verdict::CannotTell, Say::NoText, {}));
    reading = readingOf(input.request.model, input);
    if (reading.obstacle.empty()) return {};
    return resultOfClaim(resultOf(Verdict::CannotTell, Say::CannotRun, {reading.obstacle}));
}

/// The changes of testOutliersZeroed().
struct Zeroing {
    std::vector<Change> together; ///< all matrices in the file's axes, then in rotated ones
    std::vector<Change> alone;    ///< each matrix in both ways
    std::vector<Change> single;   ///< the largest weight of each down_proj
    std::vector<std::string> names;
};

Zeroing zeroingOf(const Reading& reading, const ClaimInput& input)
{
    Zeroing zeroing;
    zeroing.together.resize(2);
    const auto file = turnedMatrices(reading, {"original", {}}, input.request.mostMatrices, input);
    const auto turned = turnedMatrices(reading, input.request.coordinates, input.request.mostMatrices, input);
    for (std::size_t i = 0; i < file.size(); ++i) {
        input.job.checkpoint();
        const auto size = static_cast<double>(file[i].coefficients.size());
        auto [changed, energy] = withoutLargest(file[i], static_cast<std::size_t>(std::max(1.0, zeroedShare * size)));
        const ParameterId& id = file[i].id;
        const auto inFile = std::make_shared<const Matrix>(std::move(changed));
        const auto inTurned = std::make_shared<const Matrix>(withoutEnergy(turned[i], energy, input.job.quiet()));
        zeroing.together[0].weights.emplace(id, inFile);
        zeroing.together[1].weights.emplace(id, inTurned);
        zeroing.alone.push_back({{{id, inFile}}});
        zeroing.alone.push_back({{{id, inTurned}}});
        zeroing.names.push_back(file[i].name);
        if (id.place == Place::Down)
            zeroing.single.push_back({{{id, std::make_shared<const Matrix>(withoutLargest(file[i], 1).first)}}});
    }
    return zeroing;
}

/// A folder of its own for a calibration, removed with everything in it.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "alidade-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw Error("no temporary folder could be made");
        m_path = name;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] std::string file(const char* name) const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

} // namespace

ThesisResult testOutliersZeroed(const ClaimInput& input)
{
    constexpr double mostRatio = 2.0;
    Reading reading;
    if (auto obstacle = obstacleOf(input, reading)) return std::move(*obstacle);
    const Zeroing zeroing = zeroingOf(reading, input);
    const ScoredWindows first = firstWindows(reading.windows, 1);
    const std::vector<double> costs =
        costsOf(*reading.model, reading.windows, zeroing.together, input.job.part(0.1, 0.2));
    const std::vector<double> alone = costsOf(*reading.model, first, zeroing.alone, input.job.part(0.2, 0.9));
    const std::vector<double> singles = costsOf(*reading.model, first, zeroing.single, input.job.part(0.9, 1.0));
    const auto verdictOf = [](double inFile, double inTurned) {
        if (std::max(inFile, inTurned) < leastCost) return Verdict::CannotTell;
        return inFile <= mostRatio * inTurned ? Verdict::Holds : Verdict::DoesNotHold;
    };
    std::vector<ThesisLayer> layers;
    for (std::size_t i = 0; i < zeroing.names.size(); ++i) {
        const double inFile = alone[2 * i];
        const double inTurned = alone[2 * i + 1];
        layers.push_back({zeroing.names[i], verdictOf(inFile, inTurned),
                          {{"ratio", inFile / inTurned, ""}, {"kl.file", inFile, "nats"}, {"kl.rotated", inTurned, "nats"}}});
    }
    const double single = singles.empty() ? std::numeric_limits<double>::quiet_NaN()
                                          : *std::max_element(singles.begin(), singles.end());
    ThesisResult result = resultOfLayers(
        std::move(layers), Found::OutliersZeroed,
        {digits(costs[0]), digits(costs[1]), digits(costs[0] / costs[1]), digits(single)});
    result.numbers.insert(result.numbers.end(), {{"kl.file", costs[0], "nats"},
                                                 {"kl.rotated", costs[1], "nats"},
                                                 {"ratio", costs[0] / costs[1], ""},
                                                 {"kl.largest_single", single, "nats"}});
    result.verdict = verdictOf(costs[0], costs[1]); // the whole model decides
    return result;
}

ThesisResult testMagnitudeRanks(const ClaimInput& input)
{
    constexpr double unrelated = 0.2; // science.md 6, E5
    constexpr double related = 0.5;
    Reading reading;
    if (auto obstacle = obstacleOf(input, reading)) return std::move(*obstacle);
    const auto matrices = turnedMatrices(reading, {"original", {}}, input.request.mostMatrices, input);
    SensitivityOptions options;
    options.seed = input.request.seed;
    const auto fisher = fisherOf(*reading.model, matrices, reading.windows, options, input.job.part(0.05, 0.7));
    std::vector<ThesisLayer> layers;
    for (std::size_t i = 0; i < matrices.size(); ++i) {
        input.job.part(0.7, 1.0).checkpoint(i, matrices.size());
        const auto compared = compareMagnitude(matrices[i], fisher.at(matrices[i].id), input.request.seed);
        const double rho = compared.correlation.withinColumns;
        Verdict verdict = Verdict::CannotTell;
        if (std::abs(rho) < unrelated) verdict = Verdict::Holds;
        if (std::abs(rho) > related) verdict = Verdict::DoesNotHold;
        layers.push_back({matrices[i].name, verdict,
                          {{"rho.within_columns", rho, ""},
                           {"rho.all", compared.correlation.all, ""},
                           {"rho.within_rows", compared.correlation.withinRows, ""},
                           {"overlap", compared.overlap, ""}}});
    }
    const std::vector<std::string> values{
        countOf(layers, Verdict::DoesNotHold), digits(medianOf(layers, "rho.within_columns")),
        digits(medianOf(layers, "rho.all")), percent(medianOf(layers, "overlap"))};
    return resultOfLayers(std::move(layers), Found::MagnitudeRanks, values);
}

ThesisResult testDirections(const ClaimInput& input)
{
    constexpr double anisotropic = 10.0;
    constexpr double isotropic = 2.0; // science.md 6, E6
    constexpr std::size_t mostMatrices = 14; // each takes a pass of the model for every direction
    Reading reading;
    if (auto obstacle = obstacleOf(input, reading)) return std::move(*obstacle);
    const TemporaryFolder folder;
    CalibrationRequest calibration;
    calibration.output = folder.file("moments.safetensors");
    calibrateModel(*reading.model, reading.windows, calibration, input.registries(), input.job.part(0.0, 0.1));
    const ScoredWindows one = firstWindows(reading.windows, 1);
    const auto names = matricesOf(input.request.model, "", std::min(mostMatrices, input.request.mostMatrices), input.session);
    std::vector<ThesisLayer> layers;
    for (std::size_t i = 0; i < names.size(); ++i) {
        input.job.part(0.1, 1.0).checkpoint(i, names.size());
        DirectionRequest request;
        request.matrices.pattern = names[i];
        request.matrices.calibration = calibration.output;
        request.seed = input.request.seed;
        std::map<std::string, double> fisher;
        for (const DirectionRow& row : compareDirections(*reading.model, one, request, input.registries(), input.job.quiet()))
            fisher[row.direction] = row.fisher;
        const double inputs = fisher["strong-inputs"] / fisher["weak-inputs"];
        Verdict verdict = Verdict::CannotTell;
        if (inputs >= anisotropic) verdict = Verdict::Holds;
        if (inputs <= isotropic) verdict = Verdict::DoesNotHold;
        layers.push_back({names[i], verdict,
                          {{"ratio.inputs", inputs, ""},
                           {"ratio.magnitudes", fisher["largest"] / fisher["smallest"], ""},
                           {"fisher.noise", fisher["gaussian"], "nats"},
                           {"fisher.strong", fisher["strong-inputs"], "nats"},
                           {"fisher.weak", fisher["weak-inputs"], "nats"}}});
    }
    const std::vector<std::string> values{digits(medianOf(layers, "ratio.inputs")),
                                          digits(medianOf(layers, "ratio.magnitudes"))};
    return resultOfLayers(std::move(layers), Found::Directions, values);
}

} // namespace alidade
