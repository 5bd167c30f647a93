// SPDX-License-Identifier: Apache-2.0
// The spectrum against that of noise (Marchenko and Pastur): how much of it could be chance; science.md 2.1.
#include "core/metrics/metric.h"

#include <limits>

namespace alidade {

namespace {

Metric ofBulk(double (*value)(const NoiseBulk& bulk))
{
    Metric metric;
    metric.group = "Spectrum";
    metric.invariant = true;
    metric.expensive = true;
    metric.needsNull = true;
    metric.compute = [value](MetricInputs& inputs) {
        const std::optional<NoiseBulk>& bulk = inputs.noiseBulk();
        return bulk ? value(*bulk) : std::numeric_limits<double>::quiet_NaN();
    };
    return metric;
}

} // namespace

void register_bulk(MetricRegistry& registry)
{
    Metric sigma = ofBulk([](const NoiseBulk& bulk) { return bulk.sigma; });
    sigma.id = "mp_sigma";
    sigma.label = "Noise level of the spectrum";
    sigma.shortLabel = "MP σ";
    sigma.formula =
        "median singular value / (sqrt(larger side) times the median of the Marchenko-Pastur law)";
    sigma.help = "Standard deviation of independent entries whose spectrum has this median: the rms for pure "
                 "noise, less "
                 "where the energy sits in a few directions.";
    registry.add(sigma);

    Metric spikes = ofBulk([](const NoiseBulk& bulk) { return static_cast<double>(bulk.spikes); });
    spikes.id = "mp_spikes";
    spikes.label = "Spikes beyond the noise bulk";
    spikes.shortLabel = "MP spikes";
    spikes.unit = "dimensions";
    spikes.formula =
        "number of singular values beyond the 99 % point (Tracy-Widom) of the largest one of noise";
    spikes.help = "Directions that noise of the estimated level does not make; pure noise has none in 99 of "
                  "100 matrices. "
                  "A planted direction of strength theta shows from theta > (p/n)^(1/4) on.";
    registry.add(spikes);

    Metric energy = ofBulk([](const NoiseBulk& bulk) { return bulk.spikeEnergy; });
    energy.id = "mp_spike_energy";
    energy.label = "Energy in the spikes";
    energy.shortLabel = "Spike energy";
    energy.formula = "sum of s^2 over the spikes / sum s^2";
    energy.help = "Share of the energy in directions beyond the noise bulk.";
    registry.add(energy);

    Metric distance = ofBulk([](const NoiseBulk& bulk) { return bulk.distance; });
    distance.id = "mp_distance";
    distance.label = "Distance of the bulk from Marchenko-Pastur";
    distance.shortLabel = "MP distance";
    distance.formula = "largest difference of the distribution functions, spikes left out";
    distance.help = "0 for a large noise matrix (about 1 over its smaller side), at most 1. Heavy tails of "
                    "the entries and "
                    "correlations both raise it: the shuffled null tells them apart.";
    distance.shownNull = "shuffled";
    registry.add(distance);

    Metric rank = ofBulk([](const NoiseBulk& bulk) { return static_cast<double>(bulk.keptRank); });
    rank.id = "gavish_donoho_rank";
    rank.label = "Rank worth keeping (Gavish-Donoho)";
    rank.shortLabel = "GD rank";
    rank.unit = "dimensions";
    rank.formula = "number of singular values above omega(p/n) times the median one; omega(1) = 2.858";
    rank.help = "Singular values whose removal costs more than the noise they carry. omega is 2.858 for "
                "square matrices, "
                "2.171 at 1:2, 1.837 at 1:4.";
    registry.add(rank);
}

} // namespace alidade
