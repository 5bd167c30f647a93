// SPDX-License-Identifier: GPL-3.0-or-later
// Every hot operation of the core on one shape, each checking its own answer.
#include "core/base/parallel.h"
#include "core/kernels/walsh_hadamard.h"
#include "core/metrics/distribution.h"
#include "core/metrics/metric.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/rate_distortion/curve.h"
#include "core/registry/registries.h"
#include "core/tensor/large_matrix.h"
#include "core/transforms/dense_transform.h"
#include "core/transforms/hadamard_transform.h"
#include "tests/bench/measurement.h"
#include "tests/bench/textbook.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cblas.h>
#include <cmath>

namespace alidade::bench {

namespace {

constexpr double megabyte = 1024.0 * 1024.0;

std::vector<float> someSigns(Index n)
{
    std::vector<float> signs(static_cast<std::size_t>(n));
    for (std::size_t i = 0; i < signs.size(); ++i)
        signs[i] = (i * i + i / 3) % 5 < 2 ? -1.0F : 1.0F;
    return signs;
}

bool isPowerOfTwo(Index n) { return std::has_single_bit(static_cast<std::uint64_t>(n)); }

bool near(double value, double wanted, double tolerance)
{
    return std::abs(value - wanted) <= tolerance * std::abs(wanted);
}

class CoreBench {
public:
    CoreBench(Index rows, Index columns, const Effort& effort, bool quick)
        : m_weights(randomMatrix(rows, columns)), m_limits(m_weights.size()),
          m_shape(shapeName(rows, columns)), m_effort(effort), m_quick(quick)
    {}

    void run()
    {
        limits();
        moments();
        histogram();
        energy();
        hadamard(true);
        hadamard(false);
        curve();
        memory();
        if (m_weights.cols() <= 4096 && (!m_quick || m_weights.cols() <= 1024)) principalAxes();
        m_limits.check();
    }

private:
    void limits()
    {
        const auto t = timeTogether(
            {[&] { m_limits.copy(); }, [&] { m_limits.scale(); }, [&] { m_limits.read(); }}, m_effort);
        report({"limit copy", m_shape, "memcpy", t[0], 2.0 * m_limits.bytes(), 0.0, t[0]});
        report({"limit in place", m_shape, "multiply", t[1], 2.0 * m_limits.bytes(), 0.0, t[1]});
        report({"limit read", m_shape, "sum", t[2], m_limits.bytes(), 0.0, t[2]});
    }

    /// An operation that reads the weights once, beside a textbook's.
    void reading(const std::string& operation, const std::string& peer, const std::function<void()>& ours,
                 const std::function<void()>& textbook)
    {
        const auto t = timeTogether({[&] { m_limits.read(); }, ours, textbook}, m_effort);
        report({operation, m_shape, "alidade", t[1], m_limits.bytes(), 0.0, t[0]});
        report({operation, m_shape, peer, t[2], m_limits.bytes(), 0.0, t[0]});
    }

    void moments()
    {
        textbook::Sums sums;
        reading(
            "moments", "textbook", [&] { m_moments = momentsOf(m_weights, m_job); },
            [&] { sums = textbook::moments(m_weights); });
        require(near(m_moments.sumSquares, sums.power[1], 1e-9) &&
                    near(m_moments.sumFourth, sums.power[3], 1e-9),
                "moments");
        require(m_moments.maximum == static_cast<double>(sums.most), "moments");
    }

    /// The range pass belongs to it.
    void histogram()
    {
        Histogram ours;
        std::vector<std::uint64_t> counts;
        double range = 1.0;
        reading(
            "histogram with range", "textbook",
            [&] { ours = distributionOf(m_weights, momentsOf(m_weights, m_job), m_job); },
            [&] {
                const textbook::Sums sums = textbook::moments(m_weights);
                range = ours.high * std::sqrt(sums.power[1] / static_cast<double>(m_weights.size()));
                counts = textbook::histogram(m_weights, distributionBins, range);
            });
        std::uint64_t difference = 0;
        for (std::size_t i = 0; i < counts.size(); ++i)
            difference +=
                counts[i] > ours.counts[i] ? counts[i] - ours.counts[i] : ours.counts[i] - counts[i];
        require(difference < static_cast<std::uint64_t>(m_weights.size()) / 10000, "histogram");
    }

    void energy()
    {
        const auto count =
            static_cast<std::size_t>(std::floor(0.01 * static_cast<double>(m_weights.size()) + 0.5));
        double share = 0.0;
        double energy = 0.0;
        reading(
            "top-k energy", "nth_element, one thread",
            [&] { share = EnergyProfile(m_weights, m_job).topShare(0.01); },
            [&] { energy = textbook::topEnergy(m_weights, count); });
        require(near(share, energy / m_moments.sumSquares, 1e-9), "top-k energy");
    }

    void hadamard(bool alongRows)
    {
        const Index n = alongRows ? m_weights.cols() : m_weights.rows();
        const auto plan = planHadamard(n);
        if (!plan) return;
        const std::vector<float> signs = someSigns(n);
        const AxisTransformPtr transform = hadamardTransform(*plan, signs, 0.0);
        Matrix work = largeCopy(m_weights);
        const auto apply = [&](Direction direction) {
            alongRows ? transform->applyToRows(work, direction, m_job)
                      : transform->applyToColumns(work, direction, m_job);
        };
        std::vector<std::function<void()>> bodies{[&] { alongRows ? m_limits.scale() : m_limits.copy(); },
                                                  [&] { apply(Direction::Forward); }};
        Matrix other = isPowerOfTwo(n) ? largeCopy(m_weights) : Matrix();
        const auto textbook = [&] {
            alongRows ? textbook::walshRows(other, signs) : textbook::walshColumns(other, signs);
        };
        if (isPowerOfTwo(n)) bodies.push_back(textbook);
        const auto t = timeTogether(bodies, m_effort);
        const std::string operation = alongRows ? "hadamard rows" : "hadamard columns";
        report({operation, m_shape, transform->description(), t[1], 2.0 * m_limits.bytes(), 0.0, t[0]});
        if (isPowerOfTwo(n))
            report({operation, m_shape, "textbook", t[2], 2.0 * m_limits.bytes(), 0.0, t[0]});
        require(near(work.norm(), m_weights.norm(), 1e-3), operation);
        work = m_weights;
        apply(Direction::Forward);
        if (isPowerOfTwo(n)) {
            other = m_weights;
            textbook();
            require((work - other).norm() < 1e-5F * m_weights.norm(), operation);
        }
        apply(Direction::Inverse);
        require((work - m_weights).norm() < 1e-5F * m_weights.norm(), operation);
    }

    void curve()
    {
        constexpr std::array bits{2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0};
        const QuantizerEntry& entry = m_registries.quantizers.find("uniform");
        const Parameters parameters{{"group", std::int64_t{128}}};
        std::vector<RateDistortionPoint> points;
        std::vector<RateDistortionPoint> single;
        std::vector<textbook::Coding> codings(bits.size());
        reading(
            "rate-distortion 2..8 g128", "textbook",
            [&] { points = sweepBits(m_weights, entry, parameters, bits, {0.0}, m_job); },
            [&] {
                for (std::size_t i = 0; i < bits.size(); ++i)
                    codings[i] = textbook::quantize(m_weights, 128, static_cast<int>(bits[i]));
            });
        for (std::size_t i = 0; i < bits.size(); ++i)
            require(near(points[i].meanSquaredError * static_cast<double>(m_weights.size()),
                         codings[i].squaredError, 1e-7),
                    "rate-distortion");
        constexpr std::array four{4.0};
        reading(
            "quantize 4 bits g128", "textbook",
            [&] { single = sweepBits(m_weights, entry, parameters, four, {0.0}, m_job); },
            [&] { codings[2] = textbook::quantize(m_weights, 128, 4); });
        require(single[0].entropyBits == points[2].entropyBits, "quantize 4 bits");
        // 18.7 dB at 4 bits in groups of 128 for a Gaussian source: science.md 3.2
        require(std::abs(points[2].sqnrDb() - 18.67) < 0.3, "rate-distortion");
    }

    /// Memory beyond the matrix that is changed or measured: the transforms work in place.
    void memory()
    {
        const auto first = [](Index n) { return *planHadamard(hadamardBlocks(n).front()); };
        const AxisTransformPtr columns = hadamardTransform(first(m_weights.rows()), {}, 0.0);
        const AxisTransformPtr rows = hadamardTransform(first(m_weights.cols()), {}, 0.0);
        Matrix work = largeCopy(m_weights);
        const auto figure = [&](const std::string& operation, const std::function<void()>& body) {
            const double bytes = peakAbove(body);
            if (bytes < 0.0) return;
            reportFigure("memory of " + operation, m_shape, "megabytes_beyond_input", bytes / megabyte);
            require(bytes < 64.0 * megabyte, "memory of " + operation);
        };
        figure("hadamard rows",
               [&] { rows->applyToRows(work.leftCols(rows->size()), Direction::Forward, m_job); });
        figure("hadamard columns",
               [&] { columns->applyToColumns(work.topRows(columns->size()), Direction::Forward, m_job); });
        figure("moments", [&] { static_cast<void>(momentsOf(work, m_job)); });
        figure("histogram", [&] { static_cast<void>(distributionOf(work, m_moments, m_job)); });
        figure("top-k energy", [&] { static_cast<void>(EnergyProfile(work, m_job).topShare(0.01)); });
    }

    void principalAxes()
    {
        const Index n = m_weights.cols();
        const auto size = static_cast<blasint>(n);
        const auto rows = static_cast<blasint>(m_weights.rows());
        SymmetricEigen eigen;
        const Effort once{0.0, 1, m_effort.busy};
        const auto fit =
            timeTogether({[&] { eigen = symmetricEigen(gramOfColumns(m_weights, m_job), m_job); }},
                         m_quick ? m_effort : once);
        const double flops = static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(rows);
        report({"pca fit",
                m_shape,
                "dsyrk and eigenvectors in float64",
                fit[0],
                0.0,
                flops + 9.0 * std::pow(static_cast<double>(n), 3),
                {}});
        const AxisTransformPtr transform = denseTransform(eigen.vectors.cast<float>(), 0.0, "pca");
        Matrix work = largeCopy(m_weights);
        const Matrix axes = eigen.vectors.cast<float>();
        Matrix product = largeMatrix(m_weights.rows(), n);
        const auto apply = timeTogether({[&] {
                                             cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, rows, size,
                                                         size, 1.0F, m_weights.data(), size, axes.data(),
                                                         size, 0.0F, product.data(), size);
                                         },
                                         [&] { transform->applyToRows(work, Direction::Forward, m_job); }},
                                        {m_effort.seconds, 3, m_effort.busy});
        report({"pca apply", m_shape, "alidade", apply[1], 0.0, 2.0 * flops, apply[0]});
        report({"pca apply", m_shape, "sgemm alone", apply[0], 0.0, 2.0 * flops, apply[0]});
        require(near(work.norm(), m_weights.norm(), 1e-3) && near(product.norm(), m_weights.norm(), 1e-3),
                "pca");
    }

    const Registries m_registries = builtinRegistries();
    const JobContext m_job;
    Matrix m_weights;
    Limits m_limits;
    std::string m_shape;
    Effort m_effort;
    bool m_quick;
    Moments m_moments;
};

} // namespace

void benchCore(Index rows, Index columns, const Effort& effort, bool quick)
{
    CoreBench(rows, columns, effort, quick).run();
}

void benchScaling(const Effort& effort)
{
    constexpr Index values = Index{1} << 24;
    constexpr std::array<Index, 6> lengths{512, 1024, 2048, 4096, 8192, 16384};
    Matrix weights = randomMatrix(1, values);
    const double before = static_cast<double>(weights.norm());
    std::vector<std::function<void()>> bodies;
    std::vector<AxisTransformPtr> transforms;
    for (const Index length : lengths)
        transforms.push_back(hadamardTransform(*planHadamard(length), someSigns(length), 0.0));
    for (const AxisTransformPtr& transform : transforms)
        bodies.push_back([&weights, transform] {
            const Index length = transform->size();
            Eigen::Map<Matrix> shaped(weights.data(), weights.size() / length, length);
            transform->applyToRows(shaped, Direction::Forward, JobContext());
        });
    const auto timings = timeTogether(bodies, effort);
    require(near(static_cast<double>(weights.norm()), before, 1e-2), "scaling");
    const auto cost = [&](std::size_t i) {
        return timings[i].minimum /
               (static_cast<double>(values) * std::log2(static_cast<double>(lengths[i])));
    };
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        const std::string shape = shapeName(values / lengths[i], lengths[i]);
        report(
            {"hadamard scaling", shape, "alidade", timings[i], 8.0 * static_cast<double>(values), 0.0, {}});
        reportFigure("hadamard scaling", shape, "cost_per_n_log_n_against_512", cost(i) / cost(0));
    }
}

} // namespace alidade::bench
