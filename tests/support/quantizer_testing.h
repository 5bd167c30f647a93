// SPDX-License-Identifier: GPL-3.0-or-later
// Measuring quantizers by their ids.
#pragma once

#include "core/rate_distortion/curve.h"
#include "core/registry/registries.h"

#include <string>

namespace alidade::test {

/// The quantizer of this id with these parameters, measured on the weights.
inline RateDistortionPoint measured(const Registries& registries, const std::string& id, const Parameters& given,
                                    const Matrix& weights)
{
    const QuantizerEntry& entry = registries.quantizers.find(id);
    return measurePoint(weights, *entry.make(resolveParameters(entry.parameters, given)), {}, JobContext());
}

/// The codec that it designs for the weights.
inline std::unique_ptr<const Codec> designed(const Registries& registries, const std::string& id,
                                             const Parameters& given, const Matrix& weights)
{
    const QuantizerEntry& entry = registries.quantizers.find(id);
    return entry.make(resolveParameters(entry.parameters, given))->design(weights, JobContext());
}

/// What the codec makes of the weights.
inline Matrix roundTrip(const Codec& codec, const Matrix& weights)
{
    return codec.decode(codec.encode(weights, JobContext()), JobContext());
}

} // namespace alidade::test
