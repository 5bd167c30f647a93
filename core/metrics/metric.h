// SPDX-License-Identifier: Apache-2.0
// Metrics: pure functions of weights to a number, each stating its name, unit, formula and whether an
// orthogonal change of coordinates may move it. What several metrics share is computed once, when first asked
// for.
#pragma once

#include "core/base/job.h"
#include "core/base/registry.h"
#include "core/metrics/marchenko_pastur.h"
#include "core/metrics/series.h"
#include "core/metrics/sorted_values.h"
#include "core/numerics/moments.h"
#include "core/tensor/matrix.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// How the energy is spread over the magnitudes: exact answers from a table over the upper bits of the floats
/// and one more look at the weights of the bucket where a cut falls. Nothing is sorted as a whole.
/// One thread at a time: the energies of the buckets are added up when they are first needed.
class EnergyProfile {
public:
    /// Counts the finite weights. @param weights must outlive this @throws Cancelled
    EnergyProfile(const Matrix& weights, const JobContext& job);

    /// Share of the energy in the largest max(1, round(fraction * N)) weights; NaN if there is no energy.
    [[nodiscard]] double topShare(double fraction) const;
    /// The same for several fractions with one look at the weights.
    [[nodiscard]] std::vector<double> topShares(std::span<const double> fractions) const;
    /// Number of largest weights that hold `share` of the energy.
    [[nodiscard]] std::uint64_t countFor(double share) const;
    [[nodiscard]] std::uint64_t size() const { return m_count; }

private:
    struct Bucket {
        std::uint64_t before = 0;  ///< weights in larger buckets
        double energyBefore = 0.0; ///< once added up
    };

    [[nodiscard]] std::size_t bucketOfCut(std::uint64_t count) const;
    void addUpBuckets() const;
    [[nodiscard]] double energyOfLarger(std::size_t bucket) const;
    [[nodiscard]] std::vector<std::vector<float>> contents(std::span<const std::size_t> wanted) const;

    const Matrix& m_weights;
    JobContext m_job;
    std::uint64_t m_count = 0;
    double m_total = 0.0;
    mutable bool m_addedUp = false;
    mutable std::vector<Bucket> m_buckets; ///< largest magnitudes first, and one past the end
};

/// Energy captured by the largest weights against the kept fraction: 16 points a decade from 1e-5 (or 1/N)
/// to 1.
Curve energyCurve(const EnergyProfile& profile);

/// Energies of the rows and of the columns: sums of w^2.
struct SliceEnergies {
    std::vector<double> rows;
    std::vector<double> columns;
};

/// What a metric is computed from. The parts are made on first use and kept; one thread at a time.
class MetricInputs {
public:
    /// @param weights must outlive this
    MetricInputs(const Matrix& weights, const JobContext& job) : m_weights(weights), m_job(job) {}

    [[nodiscard]] const Matrix& weights() const { return m_weights; }
    [[nodiscard]] const JobContext& job() const { return m_job; }
    [[nodiscard]] const Moments& moments();
    [[nodiscard]] const EnergyProfile& energy();
    /// False where there is no weight, or one that is NaN or infinite: such a matrix has no axes and no
    /// spectrum.
    [[nodiscard]] bool isFiniteMatrix();
    /// The finite weights in order.
    [[nodiscard]] const SortedValues& sorted();
    /// @throws Cancelled. Meaningless unless isFiniteMatrix().
    [[nodiscard]] const SliceEnergies& sliceEnergies();
    /// The noise that the spectrum holds; nothing for weights of low rank or not finite.
    [[nodiscard]] const std::optional<NoiseBulk>& noiseBulk();
    /// Singular values, descending. @throws NumericalError if the weights are not finite
    [[nodiscard]] const std::vector<double>& singularValues();

private:
    const Matrix& m_weights;
    const JobContext& m_job;
    std::optional<Moments> m_moments;
    std::optional<EnergyProfile> m_energy;
    std::optional<SortedValues> m_sorted;
    std::optional<SliceEnergies> m_sliceEnergies;
    std::optional<std::optional<NoiseBulk>> m_noiseBulk;
    std::optional<std::vector<double>> m_singularValues;
};

/// Which direction of a metric is good for a fixed-rate quantizer; Neither where that is not a fair question.
enum class Better { Lower, Higher, Neither };

/// One scalar metric.
struct Metric {
    std::string id = {};         ///< key in `metrics --json`
    std::string group = {};      ///< heading that it stands under
    std::string label = {};      ///< "L\u221E / \u03C3"
    std::string shortLabel = {}; ///< for table headers
    std::string unit = {};       ///< "" when dimensionless
    std::string formula = {};    ///< in plain text
    std::string help = {};       ///< what the number means and its reference values
    bool invariant = false;      ///< unchanged by every orthogonal change of coordinates
    Better better = Better::Neither;
    bool expensive = false; ///< needs a sort, the spectrum or distances: left out of whole-model surveys
    /// The number means nothing without what noise of the same shape reads in the same coordinates.
    bool needsNull = false;
    std::string shownNull = "gaussian"; ///< id of the null that stands beside it where there is room for one
    /// The value; NaN where it is undefined. @throws Cancelled, NumericalError
    std::function<double(MetricInputs&)> compute;
};

using MetricRegistry = Registry<Metric>;

} // namespace alidade
