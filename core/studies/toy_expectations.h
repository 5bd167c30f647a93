// SPDX-License-Identifier: Apache-2.0
// The outcomes that science.md 7 states for the toy experiment, and whether runs of ours agree with them. What counts as
// agreement is written beside every number, before anything is run.
#pragma once

#include "core/base/job.h"
#include "core/studies/toy_basis.h"

#include <span>
#include <string>
#include <vector>

namespace alidade {

/// The runs of the protocol, each list with one run for a seed.
struct ToyReference {
    std::vector<ToyBasis> narrow;      ///< case A (harmonics), width 64
    std::vector<ToyBasis> wide;        ///< case A, width 128
    std::vector<ToyBasis> narrowBroad; ///< case B (broadband), width 64
    std::vector<ToyBasis> wideBroad;   ///< case B, width 128
    std::vector<std::vector<ToyNeeded>> fractional; ///< case A at frequencies that are not whole; takes no network
};

/// Runs all of it. Minutes for referenceToyRequest(): four networks for each seed.
/// @param request target, width and seed are those of the protocol; the first seed is that of the request
/// @throws InvalidRequest for no seeds or a request out of range, NumericalError, Cancelled
ToyReference runToyReference(const ToyRequest& request, int seeds, const JobContext& job);

/// One number that science.md 7 states.
struct ToyExpectation {
    std::string group;            ///< "coefficients, case A"
    std::string quantity;         ///< "Fourier, error 1e-2"
    double expected = 0.0;        ///< NaN where only an order is stated
    double low = 0.0;             ///< what counts as agreement, both ends included
    double high = 0.0;
    bool everySeed = false;       ///< all seeds must lie in there, not only their median
    std::vector<double> measured; ///< for each seed

    [[nodiscard]] double median() const; ///< NaN if one of the measured is
    [[nodiscard]] double least() const;
    [[nodiscard]] double most() const;
    /// False for a NaN or without a measurement.
    [[nodiscard]] bool agrees() const;
};

/// Every stated number against the runs. Lists without a run give rows without a measurement, which do not agree.
std::vector<ToyExpectation> toyExpectations(const ToyReference& runs);

/// A number over several seeds.
struct ToySpread {
    std::string name;
    std::string unit;
    double mean = 0.0;      ///< NaN if it is one for one of the seeds
    double deviation = 0.0; ///< standard deviation over seeds, n - 1; NaN for one seed
    double least = 0.0;
    double most = 0.0;
};

/// Headline numbers, shapes of all lists, coefficients needed and the hidden matrix at a step of 0.35 if that was asked
/// for, over runs that differ in nothing but their seed. @throws InvalidRequest for no runs
std::vector<ToySpread> toySpread(std::span<const ToyBasis> runs);

} // namespace alidade
