// SPDX-License-Identifier: Apache-2.0
// Compressing: choose bits, code tensor by tensor into parts, put the parts together. Decompressing: one tensor at a
// time.
#include "core/compression/compressed_model.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/base/version.h"
#include "core/checkpoint/checkpoint_writer.h"
#include "core/checkpoint/output_file.h"
#include "core/compression/bit_choice.h"
#include "core/compression/container.h"
#include "core/compression/part_store.h"
#include "core/engine/fit_input.h"
#include "core/engine/tensor_choice.h"
#include "core/rate_distortion/curve.h"
#include "core/tensor/encode.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <xxhash.h>

namespace alidade {

namespace {

constexpr std::uint64_t elementsPerPiece = 1 << 18; // a multiple of every block type

/// When the model's files were last written. The fingerprint covers headers and sizes alone: weights that were trained on
/// in between must not be mixed with parts of the old ones.
std::string timesOf(const std::filesystem::path& file)
{
    std::error_code error;
    const bool one = std::filesystem::is_regular_file(file, error) && file.extension() != ".json";
    if (one) return std::to_string(std::filesystem::last_write_time(file, error).time_since_epoch().count());
    const std::filesystem::path folder =
        std::filesystem::is_directory(file, error) ? file : std::filesystem::absolute(file, error).parent_path();
    std::vector<std::string> times;
    for (const auto& item : std::filesystem::directory_iterator(folder, error))
        if (item.is_regular_file(error) && item.path().extension() == ".safetensors")
            times.push_back(item.path().filename().string() + ' ' +
                            std::to_string(item.last_write_time(error).time_since_epoch().count()));
    std::sort(times.begin(), times.end());
    std::string all;
    for (const std::string& time : times) all += time + '\n';
    return all;
}

/// File and header of a calibration; empty without one.
std::string calibrationText(const CompressionRequest& request, const Calibration* calibration)
{
    if (!calibration) return {};
    return '\n' + std::to_string(calibration->fingerprint()) + ' ' + timesOf(request.calibration);
}

std::uint64_t requestHash(const CompressionRequest& request, const Checkpoint& source, const Calibration* calibration)
{
    const CompressionTarget& target = request.target;
    const auto text = [](const std::optional<double>& value) { return value ? toText(*value) : std::string("-"); };
    std::string all = programVersion() + '\n' + std::to_string(source.fingerprint()) + '\n' + timesOf(request.file) + '\n' + request.pattern + '\n' + text(target.bits) + '\n' +
                      text(target.bitsPerWeight) + '\n' + text(target.sqnrDb);
    all += calibrationText(request, calibration);
    const CodingRecipe& recipe = request.recipe;
    for (const ComponentRequest* component : {&recipe.coordinates, &recipe.quantizer, &recipe.coder}) {
        all += '\n' + component->id;
        for (const auto& [id, value] : component->parameters.values()) all += ' ' + id + '=' + toText(value);
    }
    return XXH3_64bits(all.data(), all.size());
}

/// One run of compressModel().
class Compression {
public:
    Compression(const CompressionRequest& request, const Registries& registries)
        : m_request(request), m_registries(registries),
          m_source(openCheckpoint(request.file, registries.checkpointFormats)),
          m_calibration(request.calibration.empty() ? nullptr : openCalibration(request.calibration, registries)),
          m_parts(request.output + ".parts", requestHash(request, *m_source, m_calibration.get()))
    {
        for (const TensorInfo& tensor : m_source->tensors())
            if (!dtypeInfo(tensor.dtype).readable)
                throw InvalidRequest("tensor " + inQuotes(tensor.name) + " of type " +
                                     std::string(dtypeInfo(tensor.dtype).name) + " cannot be read as real numbers");
        m_chosen = matricesMatching(*m_source, request.pattern).size();
    }

    CompressionReport run(const JobContext& job)
    {
        const bool planned = m_request.target.bitsPerWeight.has_value();
        if (planned) m_bits = plannedBits(job.part(0.0, 0.5));
        codeAll(job.part(planned ? 0.5 : 0.0, 0.9));
        assemble(job.part(0.9, 1.0));
        return std::move(m_report);
    }

private:
    [[nodiscard]] TurnedWeights turned(const TensorInfo& tensor, const JobContext& job) const
    {
        const Matrix weights = m_source->readMatrix(tensor, job.quiet());
        if (!weights.allFinite())
            throw InvalidRequest("tensor " + inQuotes(tensor.name) +
                                 " holds NaN or infinite values: leave it out with --tensors");
        return turnWeights(fitInputFor(*m_source, tensor, weights, weights.rows(), m_registries, m_calibration.get(),
                                       job.quiet()),
                           m_request.recipe.coordinates, m_registries, job);
    }

    /// Bits of every chosen tensor for the wanted size of them all.
    std::vector<double> plannedBits(const JobContext& job)
    {
        BitChoice choice(m_request.recipe, m_registries, *m_request.target.bitsPerWeight);
        std::size_t done = 0;
        for (const TensorInfo& tensor : m_source->tensors()) {
            if (!isMatrixMatching(tensor, m_request.pattern)) continue;
            job.checkpoint(done++, m_chosen);
            choice.add(turned(tensor, job.quiet()), job.quiet());
        }
        m_report.equalBits = choice.equalBits();
        return choice.allocate();
    }

    void codeAll(const JobContext& job)
    {
        std::size_t chosen = 0;
        const std::vector<TensorInfo>& tensors = m_source->tensors();
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            job.checkpoint(i, tensors.size());
            if (!isMatrixMatching(tensors[i], m_request.pattern)) {
                keep(tensors[i]);
                continue;
            }
            std::optional<Part> part = m_parts.find(i);
            if (part) ++m_report.resumed;
            else part = code(i, tensors[i], chosen, job.quiet());
            ++chosen;
            take(*part);
        }
    }

    Part code(std::size_t number, const TensorInfo& tensor, std::size_t chosen, const JobContext& job) const
    {
        const TurnedWeights weights = turned(tensor, job);
        Part part;
        if (m_request.target.bits) part.bits = *m_request.target.bits;
        else if (!m_bits.empty()) part.bits = m_bits[chosen];
        else part.bits = bitsForQuality(weights, m_request.recipe.quantizer, *m_request.target.sqnrDb,
                                        m_registries, job);
        ComponentRequest quantizer = m_request.recipe.quantizer;
        quantizer.parameters.set("bits", bitsValue(part.bits));
        EncodedTensor encoded = encodeTensor(weights, quantizer, m_request.recipe.coder, m_registries, job);
        part.squaredError = encoded.squaredError;
        part.energy = encoded.energy;
        part.operatorError = encoded.operatorError;
        part.usedMoments = encoded.usedMoments;
        part.entry = {tensor.name, tensor.shape, true, std::move(encoded.coded), {}, DType::F32};
        const CodedTensor& coded = part.entry.coded;
        part.entry.sections = {coded.rowBasis.size(), coded.columnBasis.size(), coded.scales.size(),
                               coded.symbols.size()};
        m_parts.put(number, part);
        return part;
    }

    void take(const Part& part)
    {
        const std::vector<std::uint64_t>& sections = part.entry.sections;
        CompressedTensorReport line{part.entry.name, 0, part.bits, sections[0] + sections[1], sections[2], sections[3],
                                    part.squaredError, part.energy, part.operatorError, part.usedMoments};
        line.weights = static_cast<std::uint64_t>(part.entry.coded.rows) *
                       static_cast<std::uint64_t>(part.entry.coded.columns);
        m_report.tensors.push_back(std::move(line));
        m_entries.push_back(part.entry);
        for (std::vector<std::byte>* bytes : {&m_entries.back().coded.rowBasis, &m_entries.back().coded.columnBasis,
                                              &m_entries.back().coded.scales, &m_entries.back().coded.symbols})
            *bytes = {}; // they are in the part
    }

    void keep(const TensorInfo& tensor)
    {
        ContainerEntry entry{tensor.name, tensor.shape, false, {}, {}, tensor.dtype};
        if (!isEncodable(tensor.dtype)) entry.dtype = DType::F32;
        const std::uint64_t bytes = storageBytes(entry.dtype, tensor.elements).value_or(0);
        m_report.tensors.push_back(
            {tensor.name, tensor.elements, std::numeric_limits<double>::quiet_NaN(), 0, 0, bytes, 0.0, 0.0,
             std::numeric_limits<double>::quiet_NaN(), false});
        m_entries.push_back(std::move(entry));
    }

    void assemble(const JobContext& job)
    {
        TemporaryFile temporary(m_request.output);
        const auto source = [this](std::size_t i, const std::function<void(std::span<const std::byte>)>& write) {
            if (m_entries[i].isCoded) return m_parts.read(i, write);
            copyTensor(*m_source, m_source->tensors()[i], m_entries[i].dtype, write);
        };
        writeContainer(temporary.path(), m_entries, source, m_registries, job.part(0.0, 0.8));
        static_cast<void>(Container(temporary.path(), m_registries, job.part(0.8, 1.0)));
        m_report.fileBytes = std::filesystem::file_size(temporary.path());
        std::uint64_t inTensors = 0;
        for (const CompressedTensorReport& line : m_report.tensors) {
            m_report.weights += line.weights;
            inTensors += line.basisBytes + line.scaleBytes + line.symbolBytes;
        }
        m_report.containerBytes = m_report.fileBytes - inTensors;
        temporary.commit();
        m_parts.remove();
    }

public:
    /// Hands out the elements of a tensor as stored elements of type `target`.
    static void copyTensor(const Checkpoint& source, const TensorInfo& tensor, DType target,
                           const std::function<void(std::span<const std::byte>)>& write)
    {
        std::vector<double> values;
        std::vector<std::byte> bytes;
        for (std::uint64_t first = 0; first < tensor.elements; first += elementsPerPiece) {
            values.resize(static_cast<std::size_t>(std::min(elementsPerPiece, tensor.elements - first)));
            source.read(tensor, first, std::span<double>(values));
            bytes.resize(static_cast<std::size_t>(storageBytes(target, values.size()).value_or(0)));
            encode(target, values, bytes);
            write(bytes);
        }
    }

private:
    const CompressionRequest& m_request;
    const Registries& m_registries;
    std::shared_ptr<const Checkpoint> m_source;
    std::shared_ptr<const Calibration> m_calibration; ///< may be null
    PartStore m_parts;
    std::size_t m_chosen = 0;
    std::vector<double> m_bits; ///< of the chosen tensors, if they differ
    std::vector<ContainerEntry> m_entries;
    CompressionReport m_report;
};

void checkRequest(const CompressionRequest& request, const Registries& registries)
{
    const CompressionTarget& target = request.target;
    const int targets = (target.bits ? 1 : 0) + (target.bitsPerWeight ? 1 : 0) + (target.sqnrDb ? 1 : 0);
    if (targets != 1) throw InvalidRequest("give exactly one of bits, bits per weight and SQNR");
    static_cast<void>(registries.entropyCoders.find(request.recipe.coder.id));
    static_cast<void>(registries.quantizers.find(request.recipe.quantizer.id));
    if (!request.output.ends_with(".alidade.h5"))
        throw InvalidRequest(escaped(request.output, 1000) + ": the name of the new file must end in .alidade.h5");
    std::error_code error;
    if (std::filesystem::equivalent(request.file, request.output, error))
        throw InvalidRequest(escaped(request.output, 1000) + " is the model that is read: it is never overwritten");
}

std::vector<TensorInfo> targetTensors(const Container& container)
{
    std::vector<TensorInfo> tensors;
    for (const ContainerEntry& entry : container.entries()) {
        TensorInfo tensor;
        tensor.name = entry.name;
        tensor.shape = entry.shape;
        tensor.dtype = entry.isCoded ? DType::F32 : entry.dtype;
        tensor.elements = 1;
        for (const std::uint64_t length : entry.shape) tensor.elements *= length;
        tensor.bytes = storageBytes(tensor.dtype, tensor.elements).value_or(0);
        tensor.index = tensors.size();
        tensors.push_back(std::move(tensor));
    }
    return tensors;
}

/// The decoder's complaints with the name of the file and the tensor.
Matrix decoded(const Container& container, const ContainerEntry& entry, const std::string& file,
               const Registries& registries, const JobContext& job)
{
    try {
        return decodeTensor(container.coded(entry, job), registries, job);
    } catch (const DamagedData& error) {
        throw FormatError(FormatReason::BadHeader, file, "tensor " + inQuotes(entry.name) + ": " + error.what());
    }
}

double energyOf(const CompressionReport& report)
{
    double energy = 0.0;
    for (const CompressedTensorReport& tensor : report.tensors) energy += tensor.energy;
    return energy;
}

} // namespace

double CompressionReport::rate() const
{
    return weights > 0 ? 8.0 * static_cast<double>(fileBytes) / static_cast<double>(weights) : 0.0;
}

double CompressionReport::sqnrDb() const
{
    double error = 0.0;
    for (const CompressedTensorReport& tensor : tensors) error += tensor.squaredError;
    return 10.0 * std::log10(energyOf(*this) / error);
}

double CompressionReport::equalBitsSqnrDb() const
{
    if (!equalBits) return std::numeric_limits<double>::quiet_NaN();
    return 10.0 * std::log10(energyOf(*this) / equalBits->squaredError);
}

CompressionReport compressModel(const CompressionRequest& request, const Registries& registries, const JobContext& job)
{
    checkRequest(request, registries);
    return Compression(request, registries).run(job);
}

DecompressionReport decompressModel(const std::string& file, const std::string& output, const Registries& registries,
                                    const JobContext& job)
{
    if (!output.ends_with(".safetensors"))
        throw InvalidRequest(escaped(output, 1000) + ": the name of the new file must end in .safetensors");
    const Container container(file, registries, job.part(0.0, 0.1));
    const std::vector<TensorInfo> tensors = targetTensors(container);
    DecompressionReport report;
    TemporaryFile temporary(output);
    {
        const auto writer = registries.checkpointWriters.find("safetensors").create(temporary.path(), tensors);
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            job.checkpoint(i, tensors.size());
            const ContainerEntry& entry = container.entries()[i];
            if (entry.isCoded) {
                const Matrix weights = decoded(container, entry, file, registries, job.quiet());
                writer->write(std::as_bytes(std::span(weights.data(), static_cast<std::size_t>(weights.size()))));
                ++report.coded;
            } else {
                const Checkpoint& checkpoint = container.checkpoint();
                Compression::copyTensor(checkpoint, checkpoint.find(Container::keptName(entry)), entry.dtype,
                                        [&writer](std::span<const std::byte> bytes) { writer->write(bytes); });
                ++report.kept;
            }
            writer->endTensor();
        }
        writer->finish();
    }
    report.bytes = std::filesystem::file_size(temporary.path());
    temporary.commit();
    return report;
}

} // namespace alidade
