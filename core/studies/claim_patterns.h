// SPDX-License-Identifier: Apache-2.0
// Every sentence that the check of a claim can end in, in one table, so that none escapes translation.
#pragma once

#include "core/studies/claims.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace alidade {

/// One pattern of claimPatterns(), by place.
enum class Say : std::size_t {
    OperatorSame,
    OperatorNotFinite,
    OperatorDiffers,
    HeavyTails,
    NoHeavyTails,
    NoStatistics,
    OtherAxesSame,
    OtherAxesWrong,
    OtherAxesNothingChanged,
    NotOrthogonal,
    OutliersGone,
    OutliersStay,
    NoOutliers,
    OrderMatters,
    OrderMeansNothing,
    RotationSeesOrder,
    ThreeRegimes,
    NotSpiky,
    NotFlat,
    NotConcentrated,
    RotationHelpsFixedRate,
    RotationHelpsNothing,
    RotationHelpsBoth,
    MagnitudeIsNotSensitivity,
    MagnitudeIsSensitivity,
    MagnitudeUndecided,
    LowRankPays,
    LowRankDoesNotPay,
    ToyTwoDistributions,
    ToyErrorsDiffer,
    ToyAlike,
    TwinsDiffer,
    TwinsAlike,
    NotTwins,
    NoText,
    NoTwin,
    CannotRun,
    Count
};

/// The result of a check. @param values of the pattern, finished text
ClaimResult resultOf(Verdict verdict, Say pattern, std::vector<std::string> values, std::vector<Measured> numbers = {});

/// Four significant digits, whatever the locale; "-" where undefined.
std::string digits(double value);
/// A count with its thousands separated.
std::string digits(std::uint64_t count);
/// A share as percent, "12.5".
std::string percent(double share);

} // namespace alidade
