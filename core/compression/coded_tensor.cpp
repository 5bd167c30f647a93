// SPDX-License-Identifier: Apache-2.0
// From weights to bytes and back; see coded_tensor.h.
#include "core/compression/coded_tensor.h"

#include "core/base/error.h"
#include "core/rate_distortion/operator_error.h"
#include "core/tensor/large_matrix.h"
#include "core/transforms/moments_in_coordinates.h"
#include "core/transforms/stored_transform.h"

#include <memory>

namespace alidade {

namespace {

std::unique_ptr<const CoordinateSystem> systemOf(const ComponentRequest& request, const Registries& registries)
{
    const CoordinateSystemEntry& entry = registries.coordinateSystems.find(request.id);
    return entry.make(resolveParameters(entry.parameters, request.parameters));
}

std::unique_ptr<const EntropyCoder> coderOf(const ComponentRequest& request, const Registries& registries)
{
    const EntropyCoderEntry& entry = registries.entropyCoders.find(request.id);
    return entry.make(resolveParameters(entry.parameters, request.parameters));
}

bool isStored(const CoordinateSystemEntry& entry) { return entry.dependsOnWeights || entry.needsStorage; }

std::vector<std::byte> storedSide(const AxisTransformPtr& side, const std::string& label)
{
    if (!side) return {};
    std::vector<std::byte> bytes = side->stored();
    if (bytes.empty())
        throw InvalidRequest(label + ": a basis that is free of charge cannot be written to a file; choose basis-bits");
    return bytes;
}

std::unique_ptr<const Codec> restoredCodec(const CodedTensor& coded, const Registries& registries)
{
    const QuantizerEntry& entry = registries.quantizers.find(coded.recipe.quantizer.id);
    return entry.restore(resolveParameters(entry.parameters, coded.recipe.quantizer.parameters), coded.rows,
                         coded.columns, coded.scales);
}

std::uint64_t weightsOf(const CodedTensor& coded)
{
    return static_cast<std::uint64_t>(coded.rows) * static_cast<std::uint64_t>(coded.columns);
}

AxisTransformPtr restoredSide(const std::vector<std::byte>& stored, Index length, const JobContext& job)
{
    if (stored.empty()) return nullptr;
    std::span<const std::byte> bytes = stored;
    AxisTransformPtr side = restoreTransform(bytes, length, job);
    if (!bytes.empty() || side->size() != length) throw DamagedData("a stored basis does not fit its axis");
    return side;
}

/// The basis of a decoder, which has coefficients instead of weights: a system that is not stored looks at their shape.
Basis restoredBasis(const CodedTensor& coded, const Matrix& coefficients, const Registries& registries,
                    const JobContext& job)
{
    const CoordinateSystemEntry& entry = registries.coordinateSystems.find(coded.recipe.coordinates.id);
    if (isStored(entry))
        return {restoredSide(coded.rowBasis, coded.rows, job), restoredSide(coded.columnBasis, coded.columns, job)};
    FitInput input(coefficients);
    input.rowHead = coded.rowHead;
    input.columnHead = coded.columnHead;
    return systemOf(coded.recipe.coordinates, registries)->fit(input, job);
}

struct Sums {
    double error = 0.0;
    double energy = 0.0;
};

Sums compare(const Matrix& values, const Matrix& decoded)
{
    Sums sums;
    for (Index row = 0; row < values.rows(); ++row) {
        sums.error += (values.row(row).cast<double>() - decoded.row(row).cast<double>()).squaredNorm();
        sums.energy += values.row(row).cast<double>().squaredNorm();
    }
    return sums;
}

} // namespace

TurnedWeights turnWeights(const FitInput& input, const ComponentRequest& coordinates, const Registries& registries,
                          const JobContext& job)
{
    const CoordinateSystemEntry& entry = registries.coordinateSystems.find(coordinates.id);
    const Basis basis = systemOf(coordinates, registries)->fit(input, job.part(0.0, 0.8));
    if (!basis.isOrthogonal())
        throw InvalidRequest(entry.label + " is not orthogonal: errors of coefficients are not those of weights");
    TurnedWeights turned;
    turned.coded.rows = input.weights.rows();
    turned.coded.columns = input.weights.cols();
    turned.coded.rowHead = input.rowHead;
    turned.coded.columnHead = input.columnHead;
    turned.coded.recipe.coordinates = {coordinates.id, resolveParameters(entry.parameters, coordinates.parameters)};
    if (isStored(entry)) {
        turned.coded.rowBasis = storedSide(basis.rows(), entry.label);
        turned.coded.columnBasis = storedSide(basis.columns(), entry.label);
    }
    turned.coefficients = largeCopy(input.weights);
    basis.forward(turned.coefficients, job.part(0.8, 1.0));
    turned.inputMoments = momentsInCoordinates(input.inputMoments, basis, job.quiet());
    return turned;
}

EncodedTensor encodeTensor(const TurnedWeights& turned, const ComponentRequest& quantizer, const ComponentRequest& coder,
                           const Registries& registries, const JobContext& job)
{
    const QuantizerEntry& entry = registries.quantizers.find(quantizer.id);
    EncodedTensor encoded;
    encoded.coded = turned.coded;
    CodedTensor& coded = encoded.coded;
    coded.recipe.quantizer = {entry.id, resolveParameters(entry.parameters, quantizer.parameters)};
    coded.recipe.coder = coder;
    const auto codec = entry.make(coded.recipe.quantizer.parameters)
                           ->design({turned.coefficients, turned.inputMoments}, job.part(0.0, 0.5));
    const Symbols symbols = codec->encode(turned.coefficients, job.part(0.5, 0.7));
    const auto entropyCoder = coderOf(coder, registries);
    coded.scales = codec->sideInformation();
    coded.symbols = entropyCoder->encode(symbols, job.part(0.7, 0.8));
    if (entropyCoder->decode(coded.symbols, symbols.values.size(), job.part(0.8, 0.9)) != symbols)
        throw Error("the entropy coder " + coder.id + " did not give the symbols back");
    const Matrix decoded = codec->decode(symbols, job);
    if (restoredCodec(coded, registries)->decode(symbols, job) != decoded)
        throw Error("the quantizer " + entry.id + " did not come back from its side information");
    const Sums sums = compare(turned.coefficients, decoded);
    encoded.squaredError = sums.error;
    encoded.energy = sums.energy;
    encoded.usedMoments = codec->usesMoments();
    if (!turned.inputMoments) return encoded;
    const double power = operatorEnergy(turned.coefficients, *turned.inputMoments, job.quiet());
    if (power > 0.0)
        encoded.operatorError =
            operatorErrorEnergy(turned.coefficients, decoded, *turned.inputMoments, job.quiet()) / power;
    return encoded;
}

Matrix decodeTensor(const CodedTensor& coded, const Registries& registries, const JobContext& job)
{
    const auto codec = restoredCodec(coded, registries);
    // A vector quantizer may fill its last vector up; none sends more symbols than weights and a vector.
    const std::uint64_t most = weightsOf(coded) + 256 * static_cast<std::uint64_t>(coded.rows) + 256;
    const Symbols symbols = coderOf(coded.recipe.coder, registries)->decode(coded.symbols, most, job.part(0.0, 0.2));
    Matrix values = codec->decode(symbols, job.part(0.2, 0.4));
    const Basis basis = restoredBasis(coded, values, registries, job.part(0.4, 0.8));
    basis.inverse(values, job.part(0.8, 1.0));
    return values;
}

} // namespace alidade
