// SPDX-License-Identifier: Apache-2.0
// One function per kind of request, with caches between the steps: weights -> basis -> coefficients -> numbers.
#include "core/engine/analysis_session.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/base/version.h"
#include "core/engine/fit_input.h"
#include "core/engine/null_comparison.h"
#include "core/metrics/distribution.h"
#include "core/tensor/large_matrix.h"
#include "core/transforms/moments_in_coordinates.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <sys/stat.h>

namespace alidade {

/// A tensor in memory.
struct AnalysisSession::Weights {
    Matrix values;
    Moments moments;
    TensorInfo tensor;
    std::string file;
    std::shared_ptr<const MatrixD> inputMoments;          ///< null without calibration
    std::shared_ptr<const MatrixD> outputGradientMoments; ///< null without
};

/// Weights in some coordinate system.
struct AnalysisSession::Coefficients {
    std::shared_ptr<const Weights> weights; ///< the original, and the coefficients themselves in original coordinates
    Basis basis;
    Matrix changed; ///< empty in original coordinates
    Residual residual;

    [[nodiscard]] const Matrix& values() const { return changed.size() > 0 ? changed : weights->values; }
};

namespace {

/// Below this many weights the exact result is there before a preview could be seen.
constexpr Index previewFrom = Index{1} << 20;
constexpr Index previewValues = Index{1} << 16;
constexpr std::size_t boundsBytes = std::size_t{1} << 20; // of cached bounds

std::size_t bytesOf(const Matrix& matrix) { return static_cast<std::size_t>(matrix.size()) * sizeof(float); }

std::size_t bytesOf(const std::shared_ptr<const MatrixD>& matrix)
{
    return matrix ? static_cast<std::size_t>(matrix->size()) * sizeof(double) : 0;
}

std::string coefficientsKey(const AnalysisRequest& request)
{
    AnalysisRequest key;
    key.file = request.file;
    key.tensor = request.tensor;
    key.matrix = request.matrix;
    key.coordinates = request.coordinates;
    key.calibration = request.calibration;
    return commandLine(key);
}

/// Says why a tensor cannot be taken to other coordinates.
void requireCoordinates(const TensorInfo& tensor, const Moments& moments, const CoordinateSystemEntry& system)
{
    const std::string name = "tensor " + inQuotes(tensor.name);
    if (tensor.shape.size() < 2)
        throw InvalidRequest(name + " has " + (tensor.shape.empty() ? "no dimension" : "one dimension") +
                             ": " + system.label + " needs a matrix");
    if (moments.nanCount + moments.infCount > 0)
        throw InvalidRequest(name + " holds " + std::to_string(moments.nanCount) + " NaN and " +
                             std::to_string(moments.infCount) +
                             " infinite values, which a change of coordinates would spread over whole rows");
}

/// `rows` rows of `weights`, chosen by a fixed seed, in file order.
Matrix sampledRows(const Matrix& weights, Index rows)
{
    std::vector<Index> order(static_cast<std::size_t>(weights.rows()));
    std::iota(order.begin(), order.end(), Index{0});
    Random random(1, 0x5A3);
    for (std::size_t i = 0; i < static_cast<std::size_t>(rows); ++i)
        std::swap(order[i], order[i + random.below(order.size() - i)]);
    order.resize(static_cast<std::size_t>(rows));
    std::sort(order.begin(), order.end());
    Matrix sample(rows, weights.cols());
    for (Index i = 0; i < rows; ++i) sample.row(i) = weights.row(order[static_cast<std::size_t>(i)]);
    return sample;
}

/// Largest power of two of rows that keeps the sample near previewValues: every power of two has a Hadamard matrix.
Index previewRows(const Matrix& weights)
{
    Index rows = 1;
    while (2 * rows * weights.cols() <= previewValues && 4 * rows <= weights.rows()) rows *= 2;
    return rows;
}

} // namespace

AnalysisSession::AnalysisSession(const Registries& registries, std::size_t cacheBytes)
    : m_registries(registries), m_weights(cacheBytes / 4), m_coefficients(cacheBytes - cacheBytes / 4),
      m_moments(cacheBytes / 4), m_bounds(boundsBytes), m_coefficientBytes(cacheBytes - cacheBytes / 4)
{
}

std::shared_ptr<const Checkpoint> AnalysisSession::checkpoint(const std::string& path)
{
    const auto at = m_open.find(path);
    if (at != m_open.end()) return at->second;
    auto opened = openCheckpoint(path, m_registries.checkpointFormats);
    m_open.emplace(path, opened);
    return opened;
}

std::shared_ptr<const Calibration> AnalysisSession::calibration(const std::string& path)
{
    if (path.empty()) return nullptr;
    const auto at = m_calibrations.find(path);
    if (at != m_calibrations.end()) return at->second;
    auto opened = openCalibration(path, m_registries);
    m_calibrations.emplace(path, opened);
    return opened;
}

std::shared_ptr<const Calibration> AnalysisSession::reopenCalibration(const std::string& path)
{
    auto opened = openCalibration(path, m_registries);
    // Its moments are part of weights, bases and coefficients that have no other mark of it than the path.
    if (m_calibrations.contains(path)) close(path);
    m_calibrations[path] = opened;
    return opened;
}

CheckpointSummaryPtr AnalysisSession::open(const std::string& path)
{
    // Opening again is how the user asks for what is on the disk now: the header is read afresh, and if it is another
    // one everything computed from the old file is forgotten.
    auto opened = openCheckpoint(path, m_registries.checkpointFormats);
    const auto known = m_open.find(path);
    if (known != m_open.end() && known->second->fingerprint() != opened->fingerprint()) close(path);
    m_open[path] = opened;
    auto summary = std::make_shared<CheckpointSummary>();
    summary->path = path;
    summary->formatId = opened->formatId();
    summary->fingerprint = opened->fingerprint();
    for (const TensorInfo& tensor : opened->tensors()) summary->layers.push_back(makeLayer(tensor));
    summary->metadata = opened->metadata();
    summary->warnings = opened->warnings();
    return summary;
}

void AnalysisSession::close(const std::string& path)
{
    m_open.erase(path);
    m_calibrations.clear();
    // Keys hold the path, but files are closed rarely and caches refill fast: forget everything.
    m_weights.clear();
    m_coefficients.clear();
    m_moments.clear();
    m_bounds.clear();
}

std::shared_ptr<const AnalysisSession::Weights> AnalysisSession::weights(const AnalysisRequest& request,
                                                                         const JobContext& job)
{
    const std::string& file = request.file;
    const std::string& tensor = request.tensor;
    const std::string key =
        file + '\0' + tensor + '\0' + (request.matrix ? std::to_string(*request.matrix) : "") + '\0' +
        request.calibration;
    if (auto known = m_weights.find(key)) return known;
    const auto source = checkpoint(file);
    auto loaded = std::make_shared<Weights>();
    loaded->tensor = source->find(tensor);
    loaded->file = file;
    if (!dtypeInfo(loaded->tensor.dtype).readable)
        throw InvalidRequest("tensor " + inQuotes(tensor) + " of type " +
                             std::string(dtypeInfo(loaded->tensor.dtype).name) + " cannot be read as real numbers");
    if (loaded->tensor.elements == 0)
        throw InvalidRequest("tensor " + inQuotes(tensor) + " has no elements: there is nothing to measure");
    loaded->values = source->readMatrix(loaded->tensor, job, request.matrix);
    loaded->moments = momentsOf(loaded->values, job);
    if (const auto calibrated = calibration(request.calibration)) {
        const FitInput input = fitInputFor(*source, loaded->tensor, loaded->values, loaded->values.rows(), m_registries,
                                           calibrated.get(), job.quiet());
        loaded->inputMoments = input.inputMoments;
        if (!request.matrix) loaded->outputGradientMoments = input.outputGradientMoments;
    }
    m_weights.insert(key, loaded,
                     bytesOf(loaded->values) + bytesOf(loaded->inputMoments) + bytesOf(loaded->outputGradientMoments));
    return loaded;
}

/// What is known beside `values`, which are the weights or a sample of their rows.
FitInput AnalysisSession::fitInput(const Weights& weights, const Matrix& values)
{
    FitInput input =
        fitInputFor(*checkpoint(weights.file), weights.tensor, values, weights.values.rows(), m_registries);
    input.inputMoments = weights.inputMoments;
    input.outputGradientMoments = weights.outputGradientMoments;
    return input;
}

/// Second moments of the inputs in the coordinates that were made; null if they are unknown.
std::shared_ptr<const MatrixD> AnalysisSession::moments(const AnalysisRequest& request, const Coefficients& made,
                                                        const JobContext& job)
{
    const auto& original = made.weights->inputMoments;
    if (!original || !made.basis.columns()) return original;
    const std::string key = coefficientsKey(request);
    if (auto known = m_moments.find(key)) return known;
    auto turned = momentsInCoordinates(original, made.basis, job);
    m_moments.insert(key, turned, bytesOf(turned));
    return turned;
}

FittedBasis AnalysisSession::basis(const AnalysisRequest& request, const JobContext& job)
{
    const auto made = coefficients(request, job);
    return {made->basis, made->values().rows(), made->values().cols()};
}

std::shared_ptr<const AnalysisSession::Coefficients> AnalysisSession::coefficients(const AnalysisRequest& request,
                                                                                   const JobContext& job)
{
    const std::string key = coefficientsKey(request);
    if (auto known = m_coefficients.find(key)) return known;
    const CoordinateSystemEntry& system = m_registries.coordinateSystems.find(request.coordinates.id);
    const auto recipe = system.make(resolveParameters(system.parameters, request.coordinates.parameters));
    const auto original = weights(request, job.part(0.0, 0.1));
    if (system.id != "original") requireCoordinates(original->tensor, original->moments, system);
    auto made = std::make_shared<Coefficients>();
    made->weights = original;
    made->basis = recipe->fit(fitInput(*original, original->values), job.part(0.1, 0.6));
    if (made->basis.rows() || made->basis.columns()) {
        made->changed = largeCopy(original->values);
        made->basis.forward(made->changed, job.part(0.6, 0.8));
        made->residual = made->basis.residual(original->values, made->changed, job.part(0.8, 0.9));
    }
    const std::size_t bytes = bytesOf(made->changed) + 1;
    if (bytes <= m_coefficientBytes) m_coefficients.insert(key, made, bytes);
    return made;
}

AnalysisResultPtr AnalysisSession::analyse(const AnalysisRequest& request, const JobContext& job, bool previews)
{
    if (previews && !m_coefficients.find(coefficientsKey(request)))
        publishPreview(request, *weights(request, job.part(0.0, 0.1)), job);
    auto made = coefficients(request, job.part(0.0, 0.6));
    auto result = std::make_shared<AnalysisResult>();
    result->request = request;
    result->version = programVersion();
    result->fingerprint = checkpoint(request.file)->fingerprint();
    result->basis = made->basis.description();
    result->basisBits = made->basis.sideInformationBits();
    result->residual = made->residual;
    result->residualMeasured = true;
    result->calibrated = made->weights->inputMoments != nullptr;
    if (request.curve && !made->basis.isOrthogonal())
        throw InvalidRequest("a rate-distortion curve is measured on coefficients, whose error is that of the weights in "
                             "orthogonal coordinates alone: " +
                             m_registries.coordinateSystems.find(request.coordinates.id).label + " is not orthogonal");
    const std::string boundsKey =
        coefficientsKey(request) + (request.curve && request.curve->spectrum ? " with spectrum" : "");
    if (const auto known = request.curve && request.curve->bounds ? m_bounds.find(boundsKey) : nullptr)
        result->bounds = *known;
    const auto inputMoments = request.curve ? moments(request, *made, job.quiet()) : nullptr;
    const double measured = request.split ? 0.65 : 1.0;
    measure(*result, made->values(), inputMoments, job.part(0.6, request.nulls ? 0.65 : measured));
    if (request.sensitivity) measureSensitivity(*result, *made, job.quiet());
    if (request.split) measureSplit(*result, made->values(), job.part(0.65, request.nulls ? 0.7 : 1.0));
    if (result->bounds)
        m_bounds.insert(boundsKey, std::make_shared<const CurveBounds>(*result->bounds),
                        sizeof(CurveBounds) + result->bounds->spectrum.size() * sizeof(double));
    if (!request.nulls) return result;
    const auto original = made->weights;
    made.reset(); // the nulls need the memory
    compareWithNulls(*result, *original, job.part(0.7, 1.0));
    return result;
}

void AnalysisSession::measureSensitivity(AnalysisResult& result, const Coefficients& made, const JobContext& job)
{
    const auto& inputs = made.weights->inputMoments;
    if (!inputs || !made.basis.isOrthogonal() || result.nanCount + result.infCount > 0) return;
    const auto& outputs = made.weights->outputGradientMoments;
    const Eigen::VectorXd inputEnergies = energiesInCoordinates(*inputs, made.basis.columns(), job);
    const Eigen::VectorXd outputEnergies =
        outputs ? energiesInCoordinates(*outputs, made.basis.rows(), job) : Eigen::VectorXd();
    result.sensitivity = sensitivityOf(made.values(), inputEnergies, outputEnergies, job);
}

void AnalysisSession::measureSplit(AnalysisResult& result, const Matrix& coefficients, const JobContext& job)
{
    if (result.nanCount + result.infCount > 0 || !(result.rms > 0.0)) return;
    // The decomposition takes far longer than everything else: the rest need not wait.
    if (coefficients.size() >= previewFrom) job.publish(AnalysisResultPtr(std::make_shared<AnalysisResult>(result)));
    result.split = splitByRank(coefficients, *result.request.split, job);
}

/// The nulls of the original weights go through the same recipe: a basis fitted to noise finds gain in noise.
void AnalysisSession::compareWithNulls(AnalysisResult& result, const Weights& weights, const JobContext& job)
{
    if (result.nanCount + result.infCount > 0) return;
    const AnalysisRequest& request = result.request;
    const CoordinateSystemEntry& system = m_registries.coordinateSystems.find(request.coordinates.id);
    const auto recipe = system.make(resolveParameters(system.parameters, request.coordinates.parameters));
    const auto toCoordinates = [&](Matrix& drawn, const JobContext& part) {
        const Basis basis = recipe->fit(fitInput(weights, drawn), part.part(0.0, 0.8));
        if (basis.rows() || basis.columns()) basis.forward(drawn, part.part(0.8, 1.0));
    };
    result.nulls = nullComparisons(weights.values, result.metrics, *request.nulls, toCoordinates, m_registries, job);
}

/// The same numbers from a few rows, for systems that do not depend on the weights, and for those that have a quick
/// basis of all rows; a basis fitted to a few rows would concentrate more than the real one does.
void AnalysisSession::publishPreview(const AnalysisRequest& request, const Weights& weights,
                                     const JobContext& job)
{
    const CoordinateSystemEntry& system = m_registries.coordinateSystems.find(request.coordinates.id);
    const bool finite = weights.moments.nanCount + weights.moments.infCount == 0;
    if (!finite || weights.values.size() < previewFrom || weights.values.rows() < 8) return;
    const Index rows = previewRows(weights.values);
    Matrix sample = sampledRows(weights.values, rows);
    const auto recipe = system.make(resolveParameters(system.parameters, request.coordinates.parameters));
    const bool quick = !system.dependsOnWeights && !system.expensive;
    const std::optional<Basis> basisOfColumns =
        quick ? std::nullopt : recipe->preview(fitInput(weights, weights.values), job);
    if (!quick && !basisOfColumns) return;
    const Basis basis = quick ? recipe->fit(fitInput(weights, sample), job) : *basisOfColumns;
    basis.forward(sample, job);
    auto result = std::make_shared<AnalysisResult>();
    result->request = request;
    result->request.profiles.clear();
    result->request.heatMap.reset(); // a few rows are no picture of all
    std::erase_if(result->request.metrics, [this](const std::string& id) {
        return m_registries.metrics.contains(id) && m_registries.metrics.find(id).expensive;
    });
    result->version = programVersion();
    result->basis = basis.description();
    result->sampledFraction = static_cast<double>(rows) / static_cast<double>(weights.values.rows());
    result->basisBits = basis.sideInformationBits();
    const bool curved = request.curve && weights.inputMoments && basis.isOrthogonal();
    measure(*result, sample, curved ? momentsInCoordinates(weights.inputMoments, basis, job.quiet()) : nullptr, job);
    result->request = request;
    job.publish(AnalysisResultPtr(result));
}

void AnalysisSession::measure(AnalysisResult& result, const Matrix& coefficients,
                              std::shared_ptr<const MatrixD> inputMoments, const JobContext& job) const
{
    const AnalysisRequest& request = result.request;
    MetricInputs inputs(coefficients, job);
    const Moments& moments = inputs.moments();
    result.rows = static_cast<std::uint64_t>(coefficients.rows());
    result.cols = static_cast<std::uint64_t>(coefficients.cols());
    result.nanCount = moments.nanCount;
    result.infCount = moments.infCount;
    result.rms = moments.rms();
    for (const std::string& id : request.metrics) {
        const Metric& metric = m_registries.metrics.find(id);
        result.metrics[id] = metric.compute(inputs);
        job.checkpoint();
    }
    for (const std::string& id : request.profiles) {
        result.profiles[id] = m_registries.profiles.find(id).compute(inputs);
        job.checkpoint();
    }
    if (request.distribution) result.distribution = distributionOf(coefficients, moments, job);
    if (request.energy) result.energy = energyCurve(inputs.energy());
    if (request.heatMap) result.heatMap = heatMapOf(coefficients, moments, *request.heatMap, job.quiet());
    if (!request.curve) return;
    const CurveRequest& curve = *request.curve;
    std::unique_ptr<const EntropyCoder> coder;
    if (curve.coder) {
        const EntropyCoderEntry& entry = m_registries.entropyCoders.find(curve.coder->id);
        coder = entry.make(resolveParameters(entry.parameters, curve.coder->parameters));
    }
    const bool measureTheBounds = curve.bounds && !result.bounds;
    result.curve = sweepBits(coefficients, m_registries.quantizers.find(curve.quantizer.id), curve.quantizer.parameters,
                             curve.bits, {result.basisBits, coder.get(), std::move(inputMoments)}, measureTheBounds ? job.part(0.0, 0.5) : job);
    if (!measureTheBounds) return;
    // The bounds sort all weights, which takes longer than a curve of a fast quantizer: the curve need not wait.
    if (coefficients.size() >= previewFrom) job.publish(AnalysisResultPtr(std::make_shared<AnalysisResult>(result)));
    result.bounds = measureBounds(coefficients, curve.spectrum, job.part(0.5, 1.0));
}

} // namespace alidade
