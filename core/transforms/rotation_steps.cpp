// SPDX-License-Identifier: Apache-2.0
// Jacobi rotations and Cayley steps.
#include "core/transforms/rotation_steps.h"

#include "core/base/parallel.h"

#include <Eigen/LU>

#include <algorithm>
#include <cblas.h>
#include <cmath>
#include <vector>

namespace alidade {

namespace {

constexpr double smallestAngle = 1e-4;
constexpr Index valuesForTeam = 1 << 17;
constexpr double armijoShare = 1e-4;
constexpr int halvings = 30;
constexpr double smallestFall = 1e-9; // of the value, in one step

blasint toInt(Index value) { return static_cast<blasint>(value); }

void turn(double* x, double* y, Index count, double angle)
{
    const double c = std::cos(angle);
    const double s = std::sin(angle);
#pragma omp simd
    for (Index i = 0; i < count; ++i) {
        const double turned = c * x[i] + s * y[i];
        y[i] = c * y[i] - s * x[i];
        x[i] = turned;
    }
}

/// Place of player `seat` in round `round` of a tournament of `players` (even): seat 0 stays, the others walk
/// around.
Index seated(Index seat, Index round, Index players)
{
    return seat == 0 ? 0 : 1 + (seat - 1 + round) % (players - 1);
}

/// a b^T, without BLAS for what is small.
MatrixD productTransposed(const MatrixD& a, const MatrixD& b)
{
    MatrixD out(a.rows(), b.rows());
    if (a.rows() <= smallRotation)
        out.noalias() = a * b.transpose();
    else
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, toInt(a.rows()), toInt(b.rows()),
                    toInt(a.cols()), 1.0, a.data(), toInt(a.cols()), b.data(), toInt(b.cols()), 0.0,
                    out.data(), toInt(b.rows()));
    return out;
}

/// (I + step A / 2)^-1 (I - step A / 2): orthogonal for every skew A.
MatrixD cayley(const MatrixD& skew, double step)
{
    const MatrixD half = 0.5 * step * skew;
    const MatrixD identity = MatrixD::Identity(skew.rows(), skew.cols());
    return (identity + half).partialPivLu().solve(identity - half);
}

} // namespace

MatrixD product(const MatrixD& a, const MatrixD& b)
{
    MatrixD out(a.rows(), b.cols());
    if (a.rows() <= smallRotation)
        out.noalias() = a * b;
    else
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, toInt(a.rows()), toInt(b.cols()),
                    toInt(a.cols()), 1.0, a.data(), toInt(a.cols()), b.data(), toInt(b.cols()), 0.0,
                    out.data(), toInt(b.cols()));
    return out;
}

double bestPairAngle(const double* x, const double* y, Index count, FourthPowers goal)
{
    double a = 0.0;
    double b = 0.0;
    double sumU = 0.0;
    double sumV = 0.0;
#pragma omp simd reduction(+ : a, b, sumU, sumV)
    for (Index i = 0; i < count; ++i) {
        const double u = x[i] * x[i] - y[i] * y[i];
        const double v = 2.0 * x[i] * y[i];
        a += u * u - v * v;
        b += 2.0 * u * v;
        sumU += u;
        sumV += v;
    }
    if (goal == FourthPowers::Varimax) {
        a -= (sumU * sumU - sumV * sumV) / static_cast<double>(count);
        b -= 2.0 * sumU * sumV / static_cast<double>(count);
    }
    if (a == 0.0 && b == 0.0) return 0.0;
    return goal == FourthPowers::Flatten ? std::atan2(-b, -a) / 4.0 : std::atan2(b, a) / 4.0;
}

int turnPairs(MatrixD& axes, MatrixD& coordinates, FourthPowers goal, int sweeps, const JobContext& job)
{
    const Index n = coordinates.rows();
    const Index players = n + n % 2; // an odd one sits out
    if (n < 2) return 0;
    std::vector<double> largest(static_cast<std::size_t>(players / 2));
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        std::fill(largest.begin(), largest.end(), 0.0);
        for (Index round = 0; round < players - 1; ++round) {
            job.checkpoint(static_cast<std::uint64_t>(sweep * (players - 1) + round),
                           static_cast<std::uint64_t>(sweeps * (players - 1)));
            const auto play = [&](std::int64_t table) {
                const Index i = seated(table, round, players);
                const Index j = seated(players - 1 - table, round, players);
                if (i >= n || j >= n) return;
                double* const x = &coordinates(i, 0);
                double* const y = &coordinates(j, 0);
                const double angle = bestPairAngle(x, y, coordinates.cols(), goal);
                double& seen = largest[static_cast<std::size_t>(table)];
                seen = std::max(seen, std::abs(angle));
                if (std::abs(angle) <= smallestAngle) return;
                turn(x, y, coordinates.cols(), angle);
                turn(&axes(i, 0), &axes(j, 0), axes.cols(), angle);
            };
            // Short rounds are not worth waking the team for.
            if (coordinates.size() >= valuesForTeam)
                parallelFor(players / 2, job, play);
            else
                for (Index table = 0; table < players / 2; ++table)
                    play(table);
        }
        if (*std::max_element(largest.begin(), largest.end()) <= smallestAngle) return sweep + 1;
    }
    return sweeps;
}

int descend(MatrixD& axes, MatrixD& coordinates, const SmoothFunction& function, int steps,
            const std::function<void(const MatrixD& axes, const MatrixD& coordinates)>& seen,
            const JobContext& job)
{
    double value = function.value(coordinates);
    double step = 0.0;
    for (int done = 0; done < steps; ++done) {
        job.checkpoint(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(steps));
        const MatrixD slope = productTransposed(function.gradient(coordinates), coordinates);
        const MatrixD skew = slope - slope.transpose();
        const double size = skew.cwiseAbs().rowwise().sum().maxCoeff();
        if (!(size > 0.0) || !std::isfinite(size)) return done;
        // Twice the last step, or a turn of about half a radian to begin with.
        step = step > 0.0 ? std::min(2.0 * step, 2.0 / size) : 0.5 / size;
        bool fell = false;
        for (int halving = 0; halving < halvings; ++halving, step /= 2.0) {
            job.checkpoint();
            const MatrixD rotation = cayley(skew, step);
            MatrixD tried = product(rotation, coordinates);
            const double now = function.value(tried);
            if (!(now <= value - armijoShare * step * 0.5 * skew.squaredNorm())) continue;
            fell = value - now > smallestFall * std::abs(value);
            value = now;
            coordinates = std::move(tried);
            axes = product(rotation, axes);
            break;
        }
        if (seen && fell) seen(axes, coordinates);
        if (!fell) return done;
    }
    return steps;
}

} // namespace alidade
