// SPDX-License-Identifier: Apache-2.0
// Energy by magnitude: counts and sums per bucket of the float's upper bits (exponent and eight bits of
// mantissa), exact inside a bucket by sorting only what falls into it.
#include "core/base/parallel.h"
#include "core/kernels/energy_table.h"
#include "core/metrics/metric.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <mutex>
#include <numeric>

namespace alidade {

namespace {

constexpr std::size_t buckets = kernels::energyBuckets;
/// Tables are per part, and their number is fixed so that sums do not depend on the threads.
constexpr std::int64_t parts = 8;
constexpr std::int64_t smallestPart = 1 << 16;
/// Cuts whose energies are added up one by one.
constexpr std::size_t fewCuts = 3;

double square(float value) { return static_cast<double>(value) * static_cast<double>(value); }

std::int64_t partSize(const Matrix& weights)
{
    return std::max(smallestPart, (static_cast<std::int64_t>(weights.size()) + parts - 1) / parts);
}

std::size_t partsOf(const Matrix& weights)
{
    return static_cast<std::size_t>((static_cast<std::int64_t>(weights.size()) + partSize(weights) - 1) /
                                    partSize(weights));
}

/// Number of weights that a fraction stands for.
std::uint64_t countOf(double fraction, std::uint64_t all)
{
    const double wanted = std::max(1.0, std::floor(fraction * static_cast<double>(all) + 0.5));
    return std::min(all, static_cast<std::uint64_t>(wanted));
}

} // namespace

EnergyProfile::EnergyProfile(const Matrix& weights, const JobContext& job)
    : m_weights(weights), m_job(job), m_buckets(buckets + 1)
{
    std::vector<std::vector<std::uint32_t>> tables(partsOf(weights));
    const float* const values = weights.data();
    parallelChunks(weights.size(), partSize(weights), job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t part) {
                       tables[static_cast<std::size_t>(part)] =
                           kernels::countMagnitudes(values + begin, static_cast<std::size_t>(end - begin));
                   });
    // Larger magnitudes come first; the buckets of Inf and NaN before them stay out.
    for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
        m_buckets[bucket].before = m_count;
        if (bucket < kernels::notFiniteBuckets) continue;
        for (const std::vector<std::uint32_t>& table : tables)
            m_count += table[bucket];
    }
    m_buckets[buckets].before = m_count;
    m_total = energyOfLarger(buckets);
}

/// Sum of squares of the finite weights in larger buckets than this.
double EnergyProfile::energyOfLarger(std::size_t bucket) const
{
    std::vector<double> sums(partsOf(m_weights), 0.0);
    const float* const values = m_weights.data();
    parallelChunks(m_weights.size(), partSize(m_weights), m_job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t part) {
                       sums[static_cast<std::size_t>(part)] = kernels::energyOfLarger(
                           values + begin, static_cast<std::size_t>(end - begin), bucket);
                   });
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

/// The energy of every bucket in one pass: dearer than a few cuts by themselves.
void EnergyProfile::addUpBuckets() const
{
    if (m_addedUp) return;
    std::vector<std::vector<double>> tables(partsOf(m_weights));
    const float* const values = m_weights.data();
    parallelChunks(m_weights.size(), partSize(m_weights), m_job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t part) {
                       tables[static_cast<std::size_t>(part)] =
                           kernels::energiesOfBuckets(values + begin, static_cast<std::size_t>(end - begin));
                   });
    double energy = 0.0;
    for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
        m_buckets[bucket].energyBefore = energy;
        if (bucket < kernels::notFiniteBuckets) continue;
        for (const std::vector<double>& table : tables)
            energy += table[bucket];
    }
    m_buckets[buckets].energyBefore = energy;
    m_addedUp = true;
}

/// The bucket that the smallest of the `count` largest weights is in.
std::size_t EnergyProfile::bucketOfCut(std::uint64_t count) const
{
    const auto after = std::partition_point(m_buckets.begin(), m_buckets.end(),
                                            [count](const Bucket& bucket) { return bucket.before < count; });
    return static_cast<std::size_t>(after - m_buckets.begin()) - 1;
}

/// The magnitudes of the wanted buckets (ascending, distinct), each list descending.
std::vector<std::vector<float>> EnergyProfile::contents(std::span<const std::size_t> wanted) const
{
    std::vector<std::vector<float>> lists(wanted.size());
    std::mutex mutex;
    const float* const values = m_weights.data();
    const kernels::BucketPicker picker(wanted);
    parallelChunks(m_weights.size(), partSize(m_weights), m_job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       std::vector<std::vector<float>> mine(wanted.size());
                       picker.pick(values + begin, static_cast<std::size_t>(end - begin), mine);
                       const std::scoped_lock lock(mutex); // the order of arrival is undone by sorting
                       for (std::size_t i = 0; i < lists.size(); ++i)
                           lists[i].insert(lists[i].end(), mine[i].begin(), mine[i].end());
                   });
    for (std::vector<float>& list : lists)
        std::sort(list.begin(), list.end(), std::greater<>());
    return lists;
}

double EnergyProfile::topShare(double fraction) const { return topShares({&fraction, 1}).front(); }

std::vector<double> EnergyProfile::topShares(std::span<const double> fractions) const
{
    if (m_total <= 0.0)
        return std::vector<double>(fractions.size(), std::numeric_limits<double>::quiet_NaN());
    if (fractions.size() > fewCuts) addUpBuckets();
    std::vector<std::size_t> wanted;
    for (const double fraction : fractions)
        wanted.push_back(bucketOfCut(countOf(fraction, m_count)));
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const std::vector<std::vector<float>> lists = contents(wanted);
    // The order of summation differs between the two ways: a share is taken of the total of its own way.
    const double total = m_addedUp ? m_buckets[buckets].energyBefore : m_total;
    std::vector<double> shares;
    for (const double fraction : fractions) {
        const std::uint64_t count = countOf(fraction, m_count);
        const std::size_t bucket = bucketOfCut(count);
        const auto list =
            static_cast<std::size_t>(std::lower_bound(wanted.begin(), wanted.end(), bucket) - wanted.begin());
        double energy = m_addedUp ? m_buckets[bucket].energyBefore : energyOfLarger(bucket);
        for (std::size_t i = 0; i < count - m_buckets[bucket].before; ++i)
            energy += square(lists[list][i]);
        shares.push_back(count == m_count ? 1.0 : energy / total);
    }
    return shares;
}

std::uint64_t EnergyProfile::countFor(double share) const
{
    addUpBuckets();
    const double wanted = share * m_buckets[buckets].energyBefore;
    if (wanted <= 0.0) return 0;
    const auto after =
        std::partition_point(m_buckets.begin(), m_buckets.end(),
                             [wanted](const Bucket& bucket) { return bucket.energyBefore < wanted; });
    const std::size_t bucket = static_cast<std::size_t>(after - m_buckets.begin()) - 1;
    if (bucket == buckets) return m_count;
    const std::vector<std::vector<float>> lists = contents({&bucket, 1});
    double energy = m_buckets[bucket].energyBefore;
    std::uint64_t count = m_buckets[bucket].before;
    for (std::size_t i = 0; i < lists.front().size() && energy < wanted; ++i, ++count)
        energy += square(lists.front()[i]);
    return count;
}

Curve energyCurve(const EnergyProfile& profile)
{
    constexpr int pointsPerDecade = 16;
    Curve curve;
    if (profile.size() == 0) return curve;
    const double smallest = std::max(1e-5, 1.0 / static_cast<double>(profile.size()));
    const int first = static_cast<int>(std::ceil(std::log10(smallest) * pointsPerDecade));
    for (int step = first; step <= 0; ++step)
        curve.x.push_back(std::pow(10.0, static_cast<double>(step) / pointsPerDecade));
    curve.y = profile.topShares(curve.x);
    return curve;
}

} // namespace alidade
