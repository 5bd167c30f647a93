// SPDX-License-Identifier: GPL-3.0-or-later
// Looking up numbers in the parts of a result.
#include "widgets/bridge/chip_results.h"

#include <algorithm>

namespace alidade {

std::optional<double> ChipResults::metric(const std::string& id) const
{
    for (const PartResult& part : parts) {
        if (!part.result) continue;
        const auto at = part.result->metrics.find(id);
        if (at != part.result->metrics.end()) return at->second;
    }
    return std::nullopt;
}

const AnalysisResult* ChipResults::curve() const
{
    const AnalysisResult* coded = result(Part::Coded);
    const AnalysisResult* estimates = result(Part::Curve);
    const bool sameQuality = coded && (!coded->isPreview() || !estimates || estimates->isPreview());
    return sameQuality ? coded : estimates;
}

const RateDistortionPoint* ChipResults::point(double bits) const
{
    const AnalysisResult* known = curve();
    if (!known) return nullptr;
    const auto at = std::ranges::find(known->curve, bits, &RateDistortionPoint::bits);
    return at == known->curve.end() ? nullptr : &*at;
}

} // namespace alidade
