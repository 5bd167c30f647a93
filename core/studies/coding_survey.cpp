// SPDX-License-Identifier: Apache-2.0
// One tensor in memory at a time, with one turned copy.
#include "core/studies/coding_survey.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/engine/fit_input.h"
#include "core/engine/tensor_choice.h"
#include "core/tensor/large_matrix.h"
#include "core/transforms/moments_in_coordinates.h"

#include <algorithm>
#include <limits>
#include <memory>

namespace alidade {

namespace {

constexpr const char* weightsSource = "weights";

/// One run of surveyCoding().
class Survey {
public:
    Survey(const CodingSurveyRequest& request, const Registries& registries,
           const std::function<void(const CodingSurveyRow&)>& row)
        : m_request(request), m_registries(registries), m_row(row)
    {
        for (const CurveRequest& curve : request.curves) {
            if (!curve.coder) {
                m_coders.push_back(nullptr);
                continue;
            }
            const EntropyCoderEntry& entry = registries.entropyCoders.find(curve.coder->id);
            m_coders.push_back(entry.make(resolveParameters(entry.parameters, curve.coder->parameters)));
        }
    }

    std::vector<std::string> run(const JobContext& job)
    {
        const auto source = openCheckpoint(m_request.file, m_registries.checkpointFormats);
        if (!m_request.calibration.empty()) m_calibration = openCalibration(m_request.calibration, m_registries);
        const std::vector<const TensorInfo*> chosen = matricesMatching(*source, m_request.pattern);
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            const auto count = static_cast<double>(chosen.size());
            surveyTensor(*source, *chosen[i],
                         job.part(static_cast<double>(i) / count, static_cast<double>(i + 1) / count));
        }
        return std::move(m_notes);
    }

private:
    void surveyTensor(const Checkpoint& source, const TensorInfo& tensor, const JobContext& job)
    {
        const Matrix weights = source.readMatrix(tensor, job.quiet());
        if (!weights.allFinite()) {
            m_notes.push_back("tensor " + inQuotes(tensor.name) + " holds NaN or infinite values and was left out");
            return;
        }
        const auto parts = static_cast<double>(1 + m_request.nulls.size());
        surveyMatrix(source, tensor, weights, weightsSource, job.part(0.0, 1.0 / parts));
        for (std::size_t i = 0; i < m_request.nulls.size(); ++i) {
            const NullModel& null = m_registries.nulls.find(m_request.nulls[i]);
            const Matrix drawn = null.make(weights, m_request.nullSeed, 0, job.quiet());
            surveyMatrix(source, tensor, drawn, null.id,
                         job.part(static_cast<double>(i + 1) / parts, static_cast<double>(i + 2) / parts));
        }
    }

    void surveyMatrix(const Checkpoint& source, const TensorInfo& tensor, const Matrix& values, const std::string& name,
                      const JobContext& job)
    {
        const FitInput input = fitInputFor(source, tensor, values, values.rows(), m_registries, m_calibration.get(),
                                           job.quiet());
        if (m_calibration && !input.inputMoments && name == weightsSource)
            m_notes.push_back("the calibration knows nothing of tensor " + inQuotes(tensor.name));
        for (std::size_t i = 0; i < m_request.coordinates.size(); ++i) {
            job.checkpoint(i, m_request.coordinates.size());
            const ComponentRequest& wanted = m_request.coordinates[i];
            const CoordinateSystemEntry& system = m_registries.coordinateSystems.find(wanted.id);
            try {
                const Basis basis =
                    system.make(resolveParameters(system.parameters, wanted.parameters))->fit(input, job.quiet());
                if (!basis.isOrthogonal()) throw InvalidRequest(system.label + " is not orthogonal");
                surveyCurves(tensor, input, basis, name, i, job.quiet());
            } catch (const InvalidRequest& error) {
                m_notes.push_back("tensor " + inQuotes(tensor.name) + " was left out in " + wanted.id + ": " +
                                  error.what());
            }
        }
    }

    void surveyCurves(const TensorInfo& tensor, const FitInput& input, const Basis& basis, const std::string& name,
                      std::size_t coordinates, const JobContext& job) const
    {
        const Matrix& values = input.weights;
        const auto moments = momentsInCoordinates(input.inputMoments, basis, job);
        Matrix turned;
        if (basis.rows() || basis.columns()) {
            turned = largeCopy(values);
            basis.forward(turned, job);
        }
        const Matrix& coefficients = turned.size() > 0 ? turned : values;
        for (std::size_t i = 0; i < m_request.curves.size(); ++i) {
            const CurveRequest& curve = m_request.curves[i];
            const QuantizerEntry& quantizer = m_registries.quantizers.find(curve.quantizer.id);
            const auto points = sweepBits(coefficients, quantizer, curve.quantizer.parameters, curve.bits,
                                          {basis.sideInformationBits(), m_coders[i].get(), moments}, job);
            for (const RateDistortionPoint& point : points)
                m_row({tensor.name, static_cast<std::uint64_t>(values.size()), name, coordinates, i, point});
        }
    }

    const CodingSurveyRequest& m_request;
    const Registries& m_registries;
    const std::function<void(const CodingSurveyRow&)>& m_row;
    std::vector<std::unique_ptr<const EntropyCoder>> m_coders;
    std::shared_ptr<const Calibration> m_calibration; ///< may be null
    std::vector<std::string> m_notes;
};

} // namespace

std::vector<std::string> surveyCoding(const CodingSurveyRequest& request, const Registries& registries,
                                      const std::function<void(const CodingSurveyRow&)>& row, const JobContext& job)
{
    return Survey(request, registries, row).run(job);
}

void CodingTotals::add(const CodingSurveyRow& row)
{
    std::vector<Sum>& sums = m_sums[{row.source, row.coordinates, row.curve}];
    auto at = std::find_if(sums.begin(), sums.end(), [&row](const Sum& sum) { return sum.bits == row.point.bits; });
    if (at == sums.end()) {
        Sum fresh{row.point.bits, 0.0, {}};
        fresh.sums.codedBits = 0.0;
        fresh.sums.operatorError = 0.0;
        fresh.sums.operatorPower = 0.0;
        fresh.sums.usedMoments = true;
        at = sums.insert(sums.end(), fresh);
    }
    const auto weights = static_cast<double>(row.weights);
    const RateDistortionPoint& point = row.point;
    at->weights += weights;
    at->sums.payloadBits += weights * point.payloadBits;
    at->sums.scaleBits += weights * point.scaleBits;
    at->sums.basisBits += weights * point.basisBits;
    at->sums.entropyBits += weights * point.entropyBits;
    at->sums.huffmanBits += weights * point.huffmanBits;
    at->sums.codedBits += weights * point.codedBits; // NaN stays NaN
    at->sums.meanSquaredError += weights * point.meanSquaredError;
    at->sums.signalPower += weights * point.signalPower;
    at->sums.operatorError += weights * point.operatorPower * point.operatorError; // the error's energy
    at->sums.operatorPower += weights * point.operatorPower;
    at->sums.usedMoments = at->sums.usedMoments && point.usedMoments;
    at->sums.largestError = std::max(at->sums.largestError, point.largestError);
}

std::vector<RateDistortionPoint> CodingTotals::curve(const std::string& source, std::size_t coordinates,
                                                     std::size_t curve) const
{
    std::vector<RateDistortionPoint> points;
    const auto at = m_sums.find({source, coordinates, curve});
    if (at == m_sums.end()) return points;
    for (const Sum& sum : at->second) {
        RateDistortionPoint point = sum.sums;
        point.bits = sum.bits;
        point.operatorError /= point.operatorPower;
        for (double* value : {&point.payloadBits, &point.scaleBits, &point.basisBits, &point.entropyBits,
                              &point.huffmanBits, &point.codedBits, &point.meanSquaredError, &point.signalPower,
                              &point.operatorPower})
            *value /= sum.weights;
        points.push_back(point);
    }
    return points;
}

std::uint64_t CodingTotals::weights(const std::string& source, std::size_t coordinates, std::size_t curve) const
{
    const auto at = m_sums.find({source, coordinates, curve});
    return at == m_sums.end() || at->second.empty() ? 0 : static_cast<std::uint64_t>(at->second.front().weights);
}

} // namespace alidade
