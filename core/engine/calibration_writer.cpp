// SPDX-License-Identifier: Apache-2.0
// Writing calibrations, and what reader and writer ask of second moments.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/checkpoint/output_file.h"
#include "core/engine/calibration.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <string_view>
#include <utility>

namespace alidade {

namespace {

constexpr Index tile = 64;

const CheckpointWriterFormat& formatFor(const std::string& path, const CheckpointWriterRegistry& writers)
{
    for (const CheckpointWriterFormat& format : writers)
        if (path.ends_with(format.suffix)) return format;
    return writers.find("hdf5");
}

TensorInfo infoOf(const std::string& name, std::vector<std::uint64_t> shape, DType type, std::size_t index)
{
    TensorInfo info;
    info.name = name;
    info.elements = 1;
    for (const std::uint64_t length : shape) info.elements *= length;
    info.shape = std::move(shape);
    info.dtype = type;
    info.bytes = storageBytes(type, info.elements).value_or(0);
    info.index = index;
    return info;
}

/// Facts by name as numbers that float64 holds.
std::vector<std::pair<std::string, std::vector<double>>> factTensors(const CalibrationFacts& facts)
{
    const auto halves = [](std::uint64_t value) {
        return std::vector<double>{static_cast<double>(value >> 32U), static_cast<double>(value & 0xFFFFFFFFU)};
    };
    const auto count = [](std::uint64_t value) { return std::vector<double>{static_cast<double>(value)}; };
    return {{"calibration.tokens", count(facts.tokens)},
            {"calibration.windows", count(facts.windows)},
            {"calibration.context", count(facts.context)},
            {"calibration.model_fingerprint", halves(facts.modelFingerprint)},
            {"calibration.text_hash", halves(facts.textHash)}};
}

void writeValues(CheckpointWriter& writer, const MatrixD& values, bool asFloat32)
{
    if (asFloat32) {
        const Matrix rounded = values.cast<float>();
        writer.write(std::as_bytes(std::span(rounded.data(), static_cast<std::size_t>(rounded.size()))));
    } else {
        writer.write(std::as_bytes(std::span(values.data(), static_cast<std::size_t>(values.size()))));
    }
    writer.endTensor();
}

void requirePlanned(MatrixD& values, const CalibrationPlan& plan, const JobContext& job)
{
    if (values.rows() != plan.rows || values.cols() != plan.columns)
        throw InvalidRequest(inQuotes(plan.name) + " has another shape than was planned");
    const bool moments = plan.name.ends_with(calibration_names::inputMoments) ||
                         plan.name.ends_with(calibration_names::outputGradientMoments);
    const auto fault = moments ? checkMoments(values, job) : std::nullopt;
    if (fault) throw InvalidRequest(inQuotes(plan.name) + " " + *fault);
    if (!values.allFinite()) throw InvalidRequest(inQuotes(plan.name) + " holds NaN or Inf");
}

} // namespace

std::optional<std::string> checkMoments(MatrixD& moments, const JobContext& job)
{
    constexpr double tolerance = 1e-4; // of the geometric mean of both energies: rounding of float32 products
    const Index n = moments.rows();
    if (n == 0 || n != moments.cols()) return "is not a square matrix";
    if (!moments.allFinite()) return "holds NaN or Inf";
    const Eigen::VectorXd energies = moments.diagonal();
    if (energies.minCoeff() < 0.0) return "has a negative energy on its diagonal";
    std::atomic<bool> asymmetric = false;
    std::atomic<bool> tooLarge = false;
    parallelFor((n + tile - 1) / tile, job, [&](std::int64_t band) {
        for (Index at = band * tile; at < n; at += tile) // tiles of this band and their mirror images
            for (Index i = band * tile; i < std::min(n, (band + 1) * tile); ++i)
                for (Index j = std::max(at, i + 1); j < std::min(n, at + tile); ++j) {
                    const double most = std::sqrt(energies(i)) * std::sqrt(energies(j));
                    const double mean = 0.5 * moments(i, j) + 0.5 * moments(j, i);
                    if (std::abs(moments(i, j) - moments(j, i)) > tolerance * most) asymmetric = true;
                    if (std::abs(mean) > (1.0 + tolerance) * most) tooLarge = true;
                    moments(i, j) = mean;
                    moments(j, i) = mean;
                }
    });
    if (asymmetric) return "is not symmetric";
    if (tooLarge) return "is no matrix of second moments: an entry is larger than the energies of its two channels allow";
    return std::nullopt;
}

struct CalibrationWriter::State {
    State(const std::string& path, std::span<const CalibrationPlan> entries) : plan(entries.begin(), entries.end()), temporary(path)
    {}

    std::vector<CalibrationPlan> plan;
    TemporaryFile temporary;
    std::unique_ptr<CheckpointWriter> writer;
    std::size_t written = 0;
};

CalibrationWriter::CalibrationWriter(const std::string& path, const CalibrationFacts& facts,
                                     std::span<const CalibrationPlan> plan, const Registries& registries)
    : m_state(std::make_unique<State>(path, plan))
{
    std::vector<TensorInfo> tensors;
    const auto numbers = factTensors(facts);
    for (const auto& [name, values] : numbers) tensors.push_back(infoOf(name, {values.size()}, DType::F64, tensors.size()));
    for (const CalibrationPlan& entry : plan) {
        std::vector<std::uint64_t> shape{static_cast<std::uint64_t>(entry.rows), static_cast<std::uint64_t>(entry.columns)};
        const bool square = entry.name.ends_with("_moments"); // of one channel still a matrix
        if (entry.rows == 1 && !square) shape.erase(shape.begin());
        tensors.push_back(infoOf(entry.name, std::move(shape), entry.asFloat32 ? DType::F32 : DType::F64, tensors.size()));
    }
    m_state->writer = formatFor(path, registries.checkpointWriters).create(m_state->temporary.path(), tensors);
    for (const auto& [name, values] : numbers)
        writeValues(*m_state->writer, Eigen::Map<const MatrixD>(values.data(), 1, static_cast<Index>(values.size())), false);
}

CalibrationWriter::~CalibrationWriter() = default;

void CalibrationWriter::write(const std::string& name, MatrixD values, const JobContext& job)
{
    if (m_state->written == m_state->plan.size() || m_state->plan[m_state->written].name != name)
        throw InvalidRequest(inQuotes(name) + " is not what the calibration was planned to hold next");
    const CalibrationPlan& plan = m_state->plan[m_state->written];
    requirePlanned(values, plan, job);
    writeValues(*m_state->writer, values, plan.asFloat32);
    ++m_state->written;
}

void CalibrationWriter::finish()
{
    if (m_state->written != m_state->plan.size())
        throw InvalidRequest("the calibration lacks " + inQuotes(m_state->plan[m_state->written].name));
    m_state->writer->finish();
    m_state->writer.reset();
    m_state->temporary.commit();
}

void writeCalibration(const std::string& path, const CalibrationFacts& facts, std::span<const CalibrationPlan> plan,
                      const std::function<MatrixD(std::size_t place, const JobContext& job)>& produce,
                      const Registries& registries, const JobContext& job)
{
    CalibrationWriter writer(path, facts, plan, registries);
    for (std::size_t i = 0; i < plan.size(); ++i) {
        job.checkpoint(i, plan.size());
        writer.write(plan[i].name, produce(i, job.quiet()), job.quiet());
    }
    writer.finish();
}

} // namespace alidade
