// SPDX-License-Identifier: Apache-2.0
#include "core/studies/quantized_model.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/engine/fit_input.h"
#include "core/engine/tensor_choice.h"
#include "core/entropy/histogram_entropy.h"
#include "core/rate_distortion/operator_error.h"
#include "core/tensor/large_matrix.h"
#include "core/transforms/moments_in_coordinates.h"

#include <cmath>
#include <limits>
#include <utility>

namespace alidade {

namespace {

double squaredNorm(const Matrix& values)
{
    double sum = 0.0;
    for (Index row = 0; row < values.rows(); ++row) sum += values.row(row).cast<double>().squaredNorm();
    return sum;
}

double squaredDistance(const Matrix& a, const Matrix& b)
{
    double sum = 0.0;
    for (Index row = 0; row < a.rows(); ++row)
        sum += (a.row(row).cast<double>() - b.row(row).cast<double>()).squaredNorm();
    return sum;
}

/// Entropy of all symbols in bits per weight.
double entropyPerWeight(const Symbols& symbols, double weights)
{
    std::vector<std::vector<std::uint64_t>> counts(
        static_cast<std::size_t>(symbols.period),
        std::vector<std::uint64_t>(static_cast<std::size_t>(symbols.alphabet), 0));
    std::vector<double> occurrences(counts.size(), 0.0);
    std::size_t place = 0;
    for (const std::int16_t value : symbols.values) {
        ++counts[place][static_cast<std::size_t>(value - symbols.smallest)];
        ++occurrences[place];
        if (++place == counts.size()) place = 0;
    }
    double bits = 0.0;
    for (std::size_t i = 0; i < counts.size(); ++i) bits += histogramEntropy(counts[i]) * occurrences[i];
    return bits / weights;
}

double decibels(double signal, double error)
{
    if (std::isnan(error) || !(signal > 0.0)) return std::numeric_limits<double>::quiet_NaN();
    if (error <= 0.0) return std::numeric_limits<double>::infinity();
    return 10.0 * std::log10(signal / error);
}

std::unique_ptr<const Quantizer> makeQuantizer(const ComponentRequest& request, const Registries& registries)
{
    const QuantizerEntry& entry = registries.quantizers.find(request.id);
    return entry.make(resolveParameters(entry.parameters, request.parameters));
}

} // namespace

double QuantizedTensor::sqnrDb() const { return decibels(energy, squaredError); }

double QuantizedTensor::operatorSqnrDb() const { return decibels(operatorEnergy, operatorError); }

QuantizedTensor QuantizedModel::total() const
{
    QuantizedTensor sum;
    sum.operatorError = 0.0; // NaN of one tensor makes NaN of all
    sum.operatorEnergy = 0.0;
    for (const QuantizedTensor& tensor : tensors) {
        const auto count = static_cast<double>(tensor.weights);
        sum.weights += tensor.weights;
        sum.payloadBits += count * tensor.payloadBits;
        sum.scaleBits += count * tensor.scaleBits;
        sum.basisBits += count * tensor.basisBits;
        sum.entropyBits += count * tensor.entropyBits;
        sum.squaredError += tensor.squaredError;
        sum.energy += tensor.energy;
        sum.operatorError += tensor.operatorError;
        sum.operatorEnergy += tensor.operatorEnergy;
        sum.usedMoments = sum.usedMoments || tensor.usedMoments;
    }
    const auto all = static_cast<double>(sum.weights);
    for (double* bits : {&sum.payloadBits, &sum.scaleBits, &sum.basisBits, &sum.entropyBits}) *bits /= all;
    return sum;
}

std::pair<Matrix, QuantizedTensor> quantizeMatrix(const CheckpointWeights& model, const ParameterId& id,
                                                  const QuantizationRecipe& recipe, const Calibration* calibration,
                                                  const Registries& registries, const JobContext& job)
{
    const TensorInfo& tensor = *model.tensor(id);
    const MatrixPtr weights = model.load(id, job);
    const CoordinateSystemEntry& system = registries.coordinateSystems.find(recipe.coordinates.id);
    const FitInput input =
        fitInputFor(model.checkpoint(), tensor, *weights, weights->rows(), registries, calibration, job.quiet());
    const Basis basis = system.make(resolveParameters(system.parameters, recipe.coordinates.parameters))
                            ->fit(input, job.part(0.0, 0.5));
    Matrix coefficients = largeCopy(*weights);
    basis.forward(coefficients, job.quiet());
    QuantizedTensor report{.id = id, .name = tensor.name, .weights = static_cast<std::uint64_t>(weights->size())};
    const auto count = static_cast<double>(weights->size());
    report.basisBits = basis.sideInformationBits() / count;
    if (recipe.quantizer) {
        const auto codec = makeQuantizer(*recipe.quantizer, registries)
                               ->design({coefficients, momentsInCoordinates(input.inputMoments, basis, job.quiet())},
                                        job.part(0.5, 0.8));
        report.usedMoments = codec->usesMoments();
        const Symbols symbols = codec->encode(coefficients, job.quiet());
        report.payloadBits = codec->fixedRate() * static_cast<double>(symbols.values.size()) / count;
        report.scaleBits = codec->sideInformationBits() / count;
        report.entropyBits = entropyPerWeight(symbols, count);
        coefficients = codec->decode(symbols, job.quiet());
    }
    basis.inverse(coefficients, job.quiet());
    report.squaredError = squaredDistance(*weights, coefficients);
    report.energy = squaredNorm(*weights);
    if (input.inputMoments) {
        report.operatorError = operatorErrorEnergy(*weights, coefficients, *input.inputMoments, job.quiet());
        report.operatorEnergy = operatorEnergy(*weights, *input.inputMoments, job.quiet());
    }
    return {std::move(coefficients), std::move(report)};
}

std::vector<ParameterId> chosenParameters(const CheckpointWeights& model, const std::string& pattern)
{
    std::vector<ParameterId> chosen;
    for (const ParameterId& id : model.parameters()) {
        if (id.bias || (pattern.empty() && !(isProjection(id.place) && isInBlock(id.place)))) continue;
        if (isMatrixMatching(*model.tensor(id), pattern)) chosen.push_back(id);
    }
    if (chosen.empty()) throw InvalidRequest("no matrix of the model matches " + inQuotes(pattern));
    return chosen;
}

QuantizedModel quantizeModel(const CheckpointWeights& model, const QuantizationRecipe& recipe,
                             const Registries& registries, const JobContext& job)
{
    QuantizedModel result;
    std::shared_ptr<const Calibration> calibration;
    if (!recipe.calibration.empty()) calibration = openCalibration(recipe.calibration, registries);
    const std::vector<ParameterId> chosen = chosenParameters(model, recipe.pattern);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        job.checkpoint(i, chosen.size());
        try {
            auto [weights, report] = quantizeMatrix(model, chosen[i], recipe, calibration.get(), registries, job.quiet());
            result.weights.emplace(chosen[i], std::make_shared<const Matrix>(std::move(weights)));
            result.tensors.push_back(std::move(report));
        } catch (const InvalidRequest& error) {
            throw InvalidRequest("tensor " + inQuotes(model.tensor(chosen[i])->name) + ": " + error.what());
        }
    }
    return result;
}

} // namespace alidade
