// SPDX-License-Identifier: Apache-2.0
// The sensitivity is a product of a number a row and a number a column: it is made where it is looked at, never stored.
#include "core/metrics/magnitude_sensitivity.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/metrics/magnitude_ranks.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <mutex>
#include <numeric>
#include <span>

namespace alidade {

namespace {

constexpr std::uint64_t oneTopOf = 100;
constexpr Index valuesPerTask = Index{1} << 17;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// sqrt(A_jj) and sqrt(G_ii).
struct Factors {
    Eigen::VectorXd columns;
    Eigen::VectorXd rows;

    [[nodiscard]] float at(Index row, Index column) const { return static_cast<float>(rows(row) * columns(column)); }
    [[nodiscard]] double rms() const
    {
        return std::sqrt(columns.squaredNorm() / static_cast<double>(columns.size()) * rows.squaredNorm() /
                         static_cast<double>(rows.size()));
    }
};

/// The largest 1 %: everything above the limit, and a share of what equals it.
struct Top {
    float limit = 0.0F;
    double shareAtLimit = 0.0;

    [[nodiscard]] double weight(float value) const
    {
        if (value > limit) return 1.0;
        return value == limit ? shareAtLimit : 0.0;
    }
};

/// What one row adds.
struct Sums {
    double rankW = 0.0; ///< squares and product of ranks about their middle
    double rankS = 0.0;
    double rankWS = 0.0;
    double common = 0.0;
    double energy = 0.0;
    double topEnergy = 0.0;
    double output = 0.0;
    double topOutput = 0.0;

    void add(const Sums& other)
    {
        rankW += other.rankW;
        rankS += other.rankS;
        rankWS += other.rankWS;
        common += other.common;
        energy += other.energy;
        topEnergy += other.topEnergy;
        output += other.output;
        topOutput += other.topOutput;
    }
};

double ratio(double part, double whole) { return whole > 0.0 ? part / whole : nan; }

Index rowsPerTask(const Matrix& matrix) { return std::max<Index>(1, valuesPerTask / std::max<Index>(1, matrix.cols())); }

class Comparison {
public:
    Comparison(const Matrix& coefficients, Factors factors, const JobContext& job)
        : m_coefficients(coefficients), m_factors(std::move(factors)), m_job(job),
          m_magnitudes(magnitudeRanks(coefficients, job)),
          m_sensitivities(coefficients.rows(), coefficients.cols(),
                          [this](Index row, std::span<float> values) {
                              for (std::size_t i = 0; i < values.size(); ++i)
                                  values[i] = m_factors.at(row, static_cast<Index>(i));
                          },
                          job),
          m_count(std::max<std::uint64_t>(1, m_magnitudes.size() / oneTopOf))
    {}

    [[nodiscard]] CoefficientSensitivity measure()
    {
        m_topMagnitudes = topOf(m_magnitudes, [this](Index row, Index column) {
            return std::abs(m_coefficients(row, column));
        });
        m_topSensitivities =
            topOf(m_sensitivities, [this](Index row, Index column) { return m_factors.at(row, column); });
        const Sums sums = total();
        CoefficientSensitivity result;
        result.spearman = ratio(sums.rankWS, std::sqrt(sums.rankW * sums.rankS));
        result.overlap = sums.common / static_cast<double>(m_count);
        result.topEnergy = ratio(sums.topEnergy, sums.energy);
        result.topOperatorEnergy = ratio(sums.topOutput, sums.output);
        result.histogram = histogram(std::sqrt(sums.energy / static_cast<double>(m_coefficients.size())));
        return result;
    }

private:
    template <typename ValueAt> [[nodiscard]] Top topOf(const MagnitudeRanks& ranks, ValueAt valueAt) const
    {
        const float limit = ranks.largest(m_count, m_job);
        std::vector<std::uint64_t> above(static_cast<std::size_t>(m_coefficients.rows()), 0);
        std::vector<std::uint64_t> equal = above;
        parallelFor(m_coefficients.rows(), m_job, [&](std::int64_t row) {
            for (Index column = 0; column < m_coefficients.cols(); ++column) {
                const float value = valueAt(row, column);
                above[static_cast<std::size_t>(row)] += value > limit ? 1 : 0;
                equal[static_cast<std::size_t>(row)] += value == limit ? 1 : 0;
            }
        });
        const auto larger = std::accumulate(above.begin(), above.end(), std::uint64_t{0});
        const auto same = std::accumulate(equal.begin(), equal.end(), std::uint64_t{0});
        return {limit, static_cast<double>(m_count - larger) / static_cast<double>(same)};
    }

    [[nodiscard]] Sums sumsOf(Index row) const
    {
        Sums sums;
        const double middle = 0.5 * static_cast<double>(m_magnitudes.size() - 1);
        for (Index column = 0; column < m_coefficients.cols(); ++column) {
            const float magnitude = std::abs(m_coefficients(row, column));
            const float sensitivity = m_factors.at(row, column);
            const double w = m_magnitudes.rank(magnitude) - middle;
            const double s = m_sensitivities.rank(sensitivity) - middle;
            const double energy = static_cast<double>(magnitude) * static_cast<double>(magnitude);
            const double output = energy * static_cast<double>(sensitivity) * static_cast<double>(sensitivity);
            const double top = m_topMagnitudes.weight(magnitude);
            sums.add({w * w, s * s, w * s, top * m_topSensitivities.weight(sensitivity), energy, top * energy, output,
                      top * output});
        }
        return sums;
    }

    [[nodiscard]] Sums total() const
    {
        std::vector<Sums> rows(static_cast<std::size_t>(m_coefficients.rows()));
        parallelChunks(m_coefficients.rows(), rowsPerTask(m_coefficients), m_job,
                       [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                           for (Index row = begin; row < end; ++row) rows[static_cast<std::size_t>(row)] = sumsOf(row);
                       });
        Sums all; // row by row: the same whatever the number of threads
        for (const Sums& row : rows) all.add(row);
        return all;
    }

    [[nodiscard]] JointHistogram histogram(double rms) const
    {
        JointHistogram all;
        all.counts.assign(static_cast<std::size_t>(JointHistogram::bins) * JointHistogram::bins, 0);
        const Eigen::VectorXd columns = m_factors.columns.array().log10() - std::log10(m_factors.rms());
        const Eigen::VectorXd rows = m_factors.rows.array().log10();
        const double unit = std::log10(rms);
        std::mutex merging; // counts add up to the same in any order
        parallelChunks(m_coefficients.rows(), rowsPerTask(m_coefficients), m_job,
                       [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                           JointHistogram own;
                           own.counts.assign(all.counts.size(), 0);
                           for (Index row = begin; row < end; ++row)
                               for (Index column = 0; column < m_coefficients.cols(); ++column) {
                                   const auto w = static_cast<double>(std::abs(m_coefficients(row, column)));
                                   if (!(w > 0.0 && m_factors.at(row, column) > 0.0F)) {
                                       ++own.left;
                                       continue;
                                   }
                                   const int x = JointHistogram::bin(std::log10(w) - unit);
                                   const int y = JointHistogram::bin(rows(row) + columns(column));
                                   ++own.counts[static_cast<std::size_t>(y * JointHistogram::bins + x)];
                               }
                           const std::lock_guard lock(merging);
                           all.left += own.left;
                           std::transform(own.counts.begin(), own.counts.end(), all.counts.begin(), all.counts.begin(),
                                          std::plus<>());
                       });
        return all;
    }

    const Matrix& m_coefficients;
    Factors m_factors;
    const JobContext& m_job;
    MagnitudeRanks m_magnitudes;
    MagnitudeRanks m_sensitivities;
    std::uint64_t m_count; ///< of the top
    Top m_topMagnitudes;
    Top m_topSensitivities;
};

} // namespace

int JointHistogram::bin(double decades)
{
    const double place = (decades - low) / (high - low) * bins;
    return static_cast<int>(std::clamp(place, 0.0, static_cast<double>(bins - 1)));
}

JointHistogram jointHistogram(const Matrix& squares, const Matrix& sensitivity)
{
    JointHistogram histogram;
    histogram.counts.assign(static_cast<std::size_t>(JointHistogram::bins) * JointHistogram::bins, 0);
    const double meanSquare = squares.cast<double>().mean();
    const double meanSensitivity = sensitivity.cast<double>().mean();
    for (Index i = 0; i < squares.size(); ++i) {
        const auto square = static_cast<double>(squares.data()[i]);
        const auto fisher = static_cast<double>(sensitivity.data()[i]);
        if (!(square > 0.0 && fisher > 0.0)) {
            ++histogram.left;
            continue;
        }
        const int column = JointHistogram::bin(0.5 * std::log10(square / meanSquare));
        const int row = JointHistogram::bin(0.5 * std::log10(fisher / meanSensitivity));
        ++histogram.counts[static_cast<std::size_t>(row * JointHistogram::bins + column)];
    }
    return histogram;
}

CoefficientSensitivity sensitivityOf(const Matrix& coefficients, const Eigen::VectorXd& inputEnergies,
                                     const Eigen::VectorXd& outputEnergies, const JobContext& job)
{
    const bool gradients = outputEnergies.size() > 0;
    if (coefficients.size() == 0 || !coefficients.allFinite())
        throw InvalidRequest("sensitivities need finite coefficients");
    if (inputEnergies.size() != coefficients.cols() || (gradients && outputEnergies.size() != coefficients.rows()))
        throw InvalidRequest("the second moments are those of another number of inputs or outputs");
    Factors factors{inputEnergies.cwiseMax(0.0).cwiseSqrt(), Eigen::VectorXd::Ones(coefficients.rows())};
    if (gradients) factors.rows = outputEnergies.cwiseMax(0.0).cwiseSqrt();
    // Gradients may be too small for the squares of float32: what matters is how they compare.
    for (Eigen::VectorXd* const side : {&factors.columns, &factors.rows})
        if (const double largest = side->maxCoeff(); largest > 0.0) *side /= largest;
    CoefficientSensitivity result = Comparison(coefficients, std::move(factors), job).measure();
    result.gradients = gradients;
    return result;
}

} // namespace alidade
