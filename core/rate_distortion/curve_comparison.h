// SPDX-License-Identifier: Apache-2.0
// How curves are held against each other: at which widths they are measured, what counts as their rate, and what then
// lies between two of them, or between one and the Gaussian bound.
#pragma once

#include "core/rate_distortion/bjontegaard.h"
#include "core/rate_distortion/curve.h"

#include <span>
#include <vector>

namespace alidade {

/// What stands for the symbols in a rate.
enum class RateCount {
    FixedRate,       ///< symbols of equal length, as stored without an entropy coder
    EntropyEstimate, ///< their Shannon entropy: no file has this size
    CodedBytes,      ///< what an entropy coder wrote, tables included
};

/// A rate in bits per weight (symbols, scales and, if `basis`, the side information of the coordinate system) and what
/// it is held against.
struct RateCounting {
    RateCount symbols = RateCount::EntropyEstimate;
    bool basis = true;
    bool operatorQuality = false; ///< quality is operatorSqnrDb() instead of sqnrDb()
    friend bool operator==(const RateCounting&, const RateCounting&) = default;
};

/// The rate of a point so counted; NaN for coded bytes that were not measured.
double countedRate(const RateDistortionPoint& point, const RateCounting& counting);

/// The counted rate less what an independent Gaussian source of this power needs for the same error. Below 0 where the
/// weights are not Gaussian and the code makes use of it; NaN without error or signal.
double gaussianGap(const RateDistortionPoint& point, const RateCounting& counting);

/// The difference of `curve` from `reference` with rates so counted; NaN as in bjontegaard.h.
CurveDifference compareCurves(std::span<const RateDistortionPoint> reference, std::span<const RateDistortionPoint> curve,
                              const RateCounting& counting);

/// The widths a curve is measured at when nobody says, ascending: a few integers of the quantizer's range, halves of a
/// bit among them where its "bits" is a real number, or its one width.
std::vector<double> usualBits(const QuantizerEntry& quantizer);

} // namespace alidade
