// SPDX-License-Identifier: Apache-2.0
// How uneven the rows, columns and blocks are: what row, column and block scales can win.
#include "core/metrics/profile.h"
#include "core/metrics/slice_moments.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr std::size_t shareSteps = 256;

double crestOf(const Moments& moments)
{
    return moments.rms() > 0.0 ? moments.largestMagnitude() / moments.rms()
                               : std::numeric_limits<double>::quiet_NaN();
}

double rmsOf(const Moments& moments)
{
    return moments.empty() ? std::numeric_limits<double>::quiet_NaN() : moments.rms();
}

double kurtosisOf(const Moments& moments) { return moments.kurtosis(); }

struct Quantity {
    const char* name;
    double (*value)(const Moments&);
};

constexpr Quantity quantities[]{{"rms", rmsOf}, {"kurtosis", kurtosisOf}, {"linf_over_rms", crestOf}};

/// One curve per quantity, x the number of the slice from 0 on.
std::vector<NamedCurve> bySlice(const std::vector<Moments>& slices)
{
    std::vector<NamedCurve> curves;
    if (slices.empty()) return curves;
    for (const Quantity& quantity : quantities) {
        Curve curve;
        for (std::size_t i = 0; i < slices.size(); ++i) {
            curve.x.push_back(static_cast<double>(i));
            curve.y.push_back(quantity.value(slices[i]));
        }
        curves.push_back({quantity.name, std::move(curve)});
    }
    return curves;
}

/// One curve per quantity: the value that a share x of the slices stays below or at.
std::vector<NamedCurve> byShare(const std::vector<Moments>& slices)
{
    std::vector<NamedCurve> curves;
    for (const Quantity& quantity : quantities) {
        std::vector<double> values;
        for (const Moments& slice : slices)
            if (const double value = quantity.value(slice); std::isfinite(value)) values.push_back(value);
        if (values.empty()) continue;
        std::sort(values.begin(), values.end());
        Curve curve;
        const std::size_t steps = std::min(shareSteps, std::max<std::size_t>(values.size() - 1, 1));
        for (std::size_t i = 0; i <= steps; ++i) {
            curve.x.push_back(static_cast<double>(i) / static_cast<double>(steps));
            curve.y.push_back(values[(values.size() - 1) * i / steps]);
        }
        curves.push_back({quantity.name, std::move(curve)});
    }
    return curves;
}

} // namespace

void register_slice_profiles(ProfileRegistry& registry)
{
    registry.add({
        .id = "row_profile",
        .label = "Rows",
        .xLabel = "row",
        .yLabel = "rms, kurtosis, L∞/rms",
        .help = "Root mean square, kurtosis and crest factor of every row (output channel).",
        .compute =
            [](MetricInputs& inputs) { return bySlice(momentsOfRows(inputs.weights(), inputs.job())); },
    });
    registry.add({
        .id = "column_profile",
        .label = "Columns",
        .xLabel = "column",
        .yLabel = "rms, kurtosis, L∞/rms",
        .help = "Root mean square, kurtosis and crest factor of every column (input channel).",
        .compute =
            [](MetricInputs& inputs) { return bySlice(momentsOfColumns(inputs.weights(), inputs.job())); },
    });
    registry.add({
        .id = "block_profile",
        .label = "Blocks of 128",
        .xLabel = "share of the blocks",
        .yLabel = "rms, kurtosis, L∞/rms",
        .help = "Root mean square, kurtosis and crest factor of 128 consecutive weights of a row (a "
                "quantizer's group), "
                "sorted: the value that a share of the blocks does not exceed.",
        .compute =
            [](MetricInputs& inputs) {
                return byShare(momentsOfBlocks(inputs.weights(), profileBlock, inputs.job()));
            },
    });
}

} // namespace alidade
