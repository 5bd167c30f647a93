// SPDX-License-Identifier: Apache-2.0
// The run logic apart from the thread that runs it: open files, caches, and one function per kind of request.
// Thread rule: one thread at a time; the engine's thread in the desktop, the main thread on the command line.
#pragma once

#include "core/base/job.h"
#include "core/base/lru_cache.h"
#include "core/engine/analysis.h"
#include "core/engine/calibration.h"
#include "core/registry/registries.h"

#include <map>
#include <memory>
#include <string>

namespace alidade {

/// A basis and the shape of the matrices it was made for.
struct FittedBasis {
    Basis basis;
    Index rows = 0;
    Index columns = 0;
};

/// Opens checkpoints and answers requests, keeping what is likely to be asked for again.
class AnalysisSession {
public:
    /// @param registries must outlive the session
    /// @param cacheBytes memory for weights, bases and coefficients together; 0 keeps the weights of one tensor and no
    /// coefficients, for a program that measures each thing once
    explicit AnalysisSession(const Registries& registries, std::size_t cacheBytes = std::size_t{1} << 30);

    /// Opens a file (or returns the listing of an open one that has not changed). @throws FormatError
    CheckpointSummaryPtr open(const std::string& path);
    /// Forgets an open file and everything computed from it.
    void close(const std::string& path);

    /// Computes one request. Publishes AnalysisResultPtr previews from sampled rows for large matrices, if `previews`,
    /// their curves before the bounds, and RateDistortionPoint partials. @throws FormatError, InvalidRequest,
    /// NumericalError, Cancelled
    AnalysisResultPtr analyse(const AnalysisRequest& request, const JobContext& job, bool previews = false);

    /// The basis of the request's coordinate system for its tensor, and the tensor's shape; metrics are not computed.
    /// @throws as analyse()
    FittedBasis basis(const AnalysisRequest& request, const JobContext& job);

    [[nodiscard]] const Registries& registries() const { return m_registries; }
    /// The open checkpoint. @throws FormatError
    std::shared_ptr<const Checkpoint> checkpoint(const std::string& path);
    /// The open calibration; null for an empty path. @throws FormatError, InvalidRequest
    std::shared_ptr<const Calibration> calibration(const std::string& path);
    /// Opens a calibration as it is on the disk now; if it was open before, everything computed is forgotten, because a
    /// fingerprint does not see another measurement of as many tensors. @throws FormatError, InvalidRequest
    std::shared_ptr<const Calibration> reopenCalibration(const std::string& path);

private:
    struct Weights;
    struct Coefficients;
    std::shared_ptr<const Weights> weights(const AnalysisRequest& request, const JobContext& job);
    FitInput fitInput(const Weights& weights, const Matrix& values);
    std::shared_ptr<const MatrixD> moments(const AnalysisRequest& request, const Coefficients& made,
                                           const JobContext& job);
    std::shared_ptr<const Coefficients> coefficients(const AnalysisRequest& request, const JobContext& job);
    void publishPreview(const AnalysisRequest& request, const Weights& weights, const JobContext& job);
    void compareWithNulls(AnalysisResult& result, const Weights& weights, const JobContext& job);
    void measure(AnalysisResult& result, const Matrix& coefficients, std::shared_ptr<const MatrixD> inputMoments,
                 const JobContext& job) const;
    static void measureSensitivity(AnalysisResult& result, const Coefficients& made, const JobContext& job);
    static void measureSplit(AnalysisResult& result, const Matrix& coefficients, const JobContext& job);

    const Registries& m_registries;
    std::map<std::string, std::shared_ptr<const Checkpoint>> m_open;
    std::map<std::string, std::shared_ptr<const Calibration>> m_calibrations;
    LruCache<std::string, Weights> m_weights;
    LruCache<std::string, Coefficients> m_coefficients;
    LruCache<std::string, MatrixD> m_moments; ///< in the coordinates of a request
    LruCache<std::string, CurveBounds> m_bounds; ///< they do not depend on the quantizer
    std::size_t m_coefficientBytes = 0; ///< larger coefficients are not kept
};

} // namespace alidade
