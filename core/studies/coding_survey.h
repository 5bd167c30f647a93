// SPDX-License-Identifier: Apache-2.0
// Every tensor of a model in several coordinate systems through several quantizers, beside noise that went the same way:
// the raw material of the central table (science.md 4.3) and of the map of winning formats.
#pragma once

#include "core/base/job.h"
#include "core/engine/analysis.h"
#include "core/registry/registries.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace alidade {

/// What is surveyed.
struct CodingSurveyRequest {
    std::string file;
    std::string pattern; ///< shell pattern for tensor names; empty: all matrices with finite weights
    std::vector<ComponentRequest> coordinates; ///< the first one is the reference
    std::vector<CurveRequest> curves;          ///< quantizers with their bits, and coders
    std::vector<std::string> nulls;            ///< null models to take the same way, one draw for each tensor
    std::uint64_t nullSeed = 1;
    std::string calibration; ///< file with second moments of the inputs; empty: none
};

/// One point of one tensor.
struct CodingSurveyRow {
    std::string tensor;
    std::uint64_t weights = 0;
    std::string source;        ///< "weights" or the id of a null model
    std::size_t coordinates = 0; ///< index in the request
    std::size_t curve = 0;       ///< index in the request
    RateDistortionPoint point;
};

/// Measures tensor by tensor and hands out each point. Coordinates that a tensor does not have (a block that is too
/// long, a head size that is unknown) are left out for it and named in the returned notes.
/// @throws InvalidRequest if no tensor matches, FormatError, Cancelled
std::vector<std::string> surveyCoding(const CodingSurveyRequest& request, const Registries& registries,
                                      const std::function<void(const CodingSurveyRow&)>& row, const JobContext& job);

/// Points of all tensors together: rates weighted by weights, errors and energies added. The operator's error is that of
/// all outputs together, over their energy; NaN unless it is known of every tensor.
class CodingTotals {
public:
    explicit CodingTotals(const CodingSurveyRequest& request) : m_request(request) {}

    void add(const CodingSurveyRow& row);

    /// The points of a curve at its bits; rates and errors per weight. Empty if nothing was measured.
    [[nodiscard]] std::vector<RateDistortionPoint> curve(const std::string& source, std::size_t coordinates,
                                                         std::size_t curve) const;
    /// How many weights went into a curve: less than for the reference where tensors were left out.
    [[nodiscard]] std::uint64_t weights(const std::string& source, std::size_t coordinates, std::size_t curve) const;

private:
    struct Key {
        std::string source;
        std::size_t coordinates = 0;
        std::size_t curve = 0;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Sum {
        double bits = 0.0;
        double weights = 0.0;
        RateDistortionPoint sums; ///< of rates and errors times weights
    };

    const CodingSurveyRequest& m_request;
    std::map<Key, std::vector<Sum>> m_sums;
};

} // namespace alidade
