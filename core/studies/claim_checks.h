// SPDX-License-Identifier: Apache-2.0
// The checks behind checkClaim(), and what they share.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/studies/claim_patterns.h"
#include "core/studies/claims.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace alidade {

/// What a check works with. Refers to its parts, which outlive it.
struct ClaimInput {
    const ClaimRequest& request;
    AnalysisSession& session;
    const JobContext& job;

    /// The same with a part of the progress. @param part must outlive the result
    [[nodiscard]] ClaimInput with(const JobContext& part) const { return {request, session, part}; }
    [[nodiscard]] const Registries& registries() const { return session.registries(); }
};

ClaimResult checkOperator(const ClaimInput& input);
ClaimResult checkValueView(const ClaimInput& input);
ClaimResult checkSameOperator(const ClaimInput& input);
ClaimResult checkOutliers(const ClaimInput& input);
ClaimResult checkFrequency(const ClaimInput& input);
ClaimResult checkConcentration(const ClaimInput& input);
ClaimResult checkRates(const ClaimInput& input);
ClaimResult checkMagnitude(const ClaimInput& input);
ClaimResult checkSplit(const ClaimInput& input);
ClaimResult checkToy(const ClaimInput& input);
ClaimResult checkTwin(const ClaimInput& input);

/// Kurtosis from which a matrix counts as having outliers.
inline constexpr double outlierKurtosis = 10.0;

/// The weights of the request's tensor as they are in the file.
Matrix weightsOf(const ClaimInput& input);

/// Whether weights are finite and vary.
bool hasStatistics(const Matrix& weights, const ClaimInput& input);

/// Coefficients of `weights` in a coordinate system that is fitted to them.
Matrix coefficientsIn(const Matrix& weights, const ComponentRequest& coordinates, const ClaimInput& input);

/// Metrics of a tensor of a file, by id.
std::map<std::string, double> metricsOf(const std::string& file, const std::string& tensor,
                                        const ComponentRequest& coordinates, const std::vector<std::string>& metrics,
                                        const ClaimInput& input);

/// Names of up to `most` matrices of the blocks (of all matrices if there are no blocks), spread evenly over the file.
/// @param role only of this role; empty: all
std::vector<std::string> matricesOf(const std::string& file, const std::string& role, std::size_t most,
                                    AnalysisSession& session);

/// Kurtosis after the DCT of the columns, in the order of the file and in random ones.
struct CosineOrder {
    double inOrder = 0.0;
    double permuted = 0.0; ///< mean over the orders
    double z = 0.0;        ///< of the file's order over the spread of the others; 0 where they differ by less than 1 %
};

CosineOrder cosineInOrders(const Matrix& weights, const ClaimInput& input);

/// A model that can be run with its text, or why there is none.
struct Reading {
    std::optional<OpenModel> model;
    ScoredWindows windows;
    std::string obstacle;
};

bool hasText(const TextSource& text);

/// Opens a model and reads the text of the request, a few windows of it unless the request says how many. A damaged file
/// is an error; a model without what it takes to run it is not. @throws FormatError, Cancelled
Reading readingOf(const std::string& path, const ClaimInput& input);

/// Median; NaN of nothing.
double medianOf(std::vector<double> values);

} // namespace alidade
