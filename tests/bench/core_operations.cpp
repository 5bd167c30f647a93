// SPDX-License-Identifier: GPL-3.0-or-later
// Every hot operation of the core on one shape, each checking its own answer.
#include "core/base/parallel.h"
#include "core/metrics/distribution.h"
#include "core/metrics/metric.h"
#include "core/registry/registries.h"
#include "core/rate_distortion/curve.h"
#include "tests/bench/measurement.h"

#include <array>
#include <cmath>

namespace alidade::bench {

namespace {

class CoreBench {
public:
    CoreBench(Index rows, Index columns)
        : m_weights(gaussianMatrix(rows, columns)), m_limits(measureLimits(m_weights.size())),
          m_shape(shapeName(rows, columns)), m_bytes(static_cast<double>(m_weights.size()) * sizeof(float))
    {
    }

    void run()
    {
        report({"limit copy", m_shape, "memcpy", {2.0 * m_bytes / m_limits.copyBytesPerSecond, 0.0}, 2.0 * m_bytes, 0.0,
                m_limits.copyBytesPerSecond});
        report({"limit read", m_shape, "sum", {m_bytes / m_limits.readBytesPerSecond, 0.0}, m_bytes, 0.0,
                m_limits.readBytesPerSecond});
        statistics();
        coordinates("hadamard", "columns");
        coordinates("hadamard", "rows");
        principalAxes();
        curve();
    }

private:
    void reading(const std::string& operation, double bytes, const std::function<void()>& body)
    {
        report({operation, m_shape, "alidade", timeOf(body), bytes, 0.0, m_limits.readBytesPerSecond});
    }

    void statistics()
    {
        Moments moments;
        reading("moments", m_bytes, [&] { moments = momentsOf(m_weights, m_job); });
        const double sum = m_weights.cast<double>().squaredNorm();
        require(std::abs(moments.sumSquares / sum - 1.0) < 1e-9, "moments");
        Histogram histogram;
        reading("histogram", m_bytes, [&] { histogram = distributionOf(m_weights, moments, m_job); });
        std::uint64_t counted = histogram.below + histogram.above;
        for (const std::uint64_t count : histogram.counts) counted += count;
        require(counted == static_cast<std::uint64_t>(m_weights.size()), "histogram");
        double share = 0.0;
        reading("top-k energy", m_bytes, [&] { share = EnergyProfile(m_weights, m_job).topShare(0.01); });
        require(std::abs(share - 0.0845) < 0.005, "top-k energy");
    }

    Basis basis(const std::string& id, const std::string& side)
    {
        const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find(id);
        return entry.make(resolveParameters(entry.parameters, Parameters{{"side", side}}))->fit(m_weights, m_job);
    }

    void coordinates(const std::string& id, const std::string& side)
    {
        const Basis made = basis(id, side);
        Matrix work = m_weights;
        const Timing timing = timeOf([&] { made.forward(work, m_job); });
        report({id + " " + side, m_shape, made.description(), timing, 2.0 * m_bytes, 0.0, m_limits.copyBytesPerSecond});
        require(std::abs(work.norm() / m_weights.norm() - 1.0F) < 1e-4F, id);
    }

    void principalAxes()
    {
        const auto n = static_cast<double>(m_weights.cols());
        const auto rows = static_cast<double>(m_weights.rows());
        constexpr Index largest = 4096; // beyond that a fit takes most of a minute
        if (m_weights.cols() > largest) return;
        Basis made;
        const Timing fit = timeOf([&] { made = basis("pca", "columns"); }, 1);
        report({"pca fit", m_shape, "dsyrk + dsyevd steps", fit, 0.0, n * n * rows + 9.0 * n * n * n,
                m_limits.gemmFlopsPerSecond});
        Matrix work = m_weights;
        const Timing apply = timeOf([&] { made.forward(work, m_job); }, 5);
        report({"pca apply", m_shape, "sgemm", apply, 0.0, 2.0 * n * n * rows, m_limits.gemmFlopsPerSecond});
        require(std::abs(work.norm() / m_weights.norm() - 1.0F) < 1e-4F, "pca");
    }

    void curve()
    {
        constexpr std::array bits{2, 3, 4, 5, 6, 7, 8};
        const QuantizerEntry& entry = m_registries.quantizers.find("uniform");
        std::vector<RateDistortionPoint> points;
        reading("rate-distortion 2..8 g128", m_bytes,
                [&] { points = sweepBits(m_weights, entry, Parameters{{"group", std::int64_t{128}}}, bits, 0.0, m_job); });
        // 18.7 dB at 4 bits in groups of 128 for a Gaussian source: science.md 3.2
        require(std::abs(points[2].sqnrDb() - 18.67) < 0.3, "rate-distortion");
    }

    const Registries m_registries = builtinRegistries();
    const JobContext m_job;
    Matrix m_weights;
    Limits m_limits;
    std::string m_shape;
    double m_bytes;
};

} // namespace

void benchCore(Index rows, Index columns) { CoreBench(rows, columns).run(); }

} // namespace alidade::bench
