// SPDX-License-Identifier: Apache-2.0
// Claims that need many matrices, or many orders of one.
#include "core/base/random.h"
#include "core/numerics/moments.h"
#include "core/studies/claim_checks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alidade {

namespace {

constexpr std::uint64_t draws = 8;  ///< seeds for each order, orders for the DCT
constexpr double mostWeights = 4e6; ///< of the rows that are taken
constexpr Index longestHaar = 1024; ///< its QR takes the cube of this, for every seed
constexpr double largeZ = 4.0;
constexpr double leastChange = 0.01;

/// Mean and its uncertainty over draws.
struct Spread {
    double mean = 0.0;
    double deviation = 0.0; ///< of one draw
    double count = 0.0;
};

Spread spreadOf(const std::vector<double>& values)
{
    Spread spread;
    spread.count = static_cast<double>(values.size());
    spread.mean = std::accumulate(values.begin(), values.end(), 0.0) / spread.count;
    double squares = 0.0;
    for (const double value : values) squares += (value - spread.mean) * (value - spread.mean);
    spread.deviation = std::sqrt(squares / (spread.count - 1.0));
    return spread;
}

/// How many deviations two means are apart. Means that agree to rounding are not apart at all.
double zOf(const Spread& a, const Spread& b)
{
    const double apart = a.mean - b.mean;
    if (std::abs(apart) <= 1e-6 * std::abs(b.mean)) return 0.0;
    return apart / std::sqrt(a.deviation * a.deviation / a.count + b.deviation * b.deviation / b.count);
}

Matrix withColumnsInRandomOrder(const Matrix& weights, std::uint64_t seed, std::uint64_t stream)
{
    Random random(seed, stream);
    std::vector<Index> order(static_cast<std::size_t>(weights.cols()));
    std::iota(order.begin(), order.end(), Index{0});
    for (std::size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[random.below(i + 1)]);
    Matrix permuted(weights.rows(), weights.cols());
    for (Index column = 0; column < weights.cols(); ++column)
        permuted.col(column) = weights.col(order[static_cast<std::size_t>(column)]);
    return permuted;
}

double kurtosisIn(const Matrix& weights, const ComponentRequest& coordinates, const ClaimInput& input)
{
    return momentsOf(coefficientsIn(weights, coordinates, input), input.job.quiet()).kurtosis();
}

/// Kurtosis under a random rotation of the columns, for seeds of their own.
Spread overSeeds(const Matrix& weights, const char* id, std::uint64_t firstSeed, const ClaimInput& input)
{
    std::vector<double> values;
    for (std::uint64_t i = 0; i < draws; ++i) {
        const auto seed = static_cast<std::int64_t>((firstSeed + i) & 0x7fffffffU);
        values.push_back(kurtosisIn(weights, {id, {{"side", std::string("columns")}, {"seed", seed}}}, input));
        input.job.checkpoint(i, draws);
    }
    return spreadOf(values);
}

/// One kind of random rotation, in the file's order and in another.
struct OrderTest {
    Spread inOrder;
    Spread permuted;
    double z = 0.0;
};

OrderTest testRotation(const Matrix& weights, const Matrix& permuted, const char* id, const ClaimInput& input)
{
    const JobContext first = input.job.part(0.0, 0.5);
    const JobContext second = input.job.part(0.5, 1.0);
    OrderTest test;
    test.inOrder = overSeeds(weights, id, input.request.seed, input.with(first));
    test.permuted = overSeeds(permuted, id, input.request.seed + draws, input.with(second));
    test.z = zOf(test.permuted, test.inOrder);
    return test;
}

/// The file's order against random orders: one value against the spread of others.
OrderTest testCosine(const Matrix& weights, const ClaimInput& input)
{
    const ComponentRequest cosine{"dct", {{"side", std::string("columns")}}};
    std::vector<double> values;
    for (std::uint64_t i = 0; i < draws; ++i) {
        values.push_back(
            kurtosisIn(withColumnsInRandomOrder(weights, input.request.seed, 200 + i), cosine, input));
        input.job.checkpoint(i, draws);
    }
    OrderTest test;
    test.permuted = spreadOf(values);
    test.inOrder.mean = kurtosisIn(weights, cosine, input);
    const double apart = test.inOrder.mean - test.permuted.mean;
    const bool apartAtAll = std::abs(apart) > leastChange * test.permuted.mean;
    test.z = apartAtAll ? apart / (test.permuted.deviation * std::sqrt(1.0 + 1.0 / static_cast<double>(draws))) : 0.0;
    return test;
}

} // namespace

CosineOrder cosineInOrders(const Matrix& weights, const ClaimInput& input)
{
    const OrderTest test = testCosine(weights, input);
    return {test.inOrder.mean, test.permuted.mean, test.z};
}

ClaimResult checkOutliers(const ClaimInput& input)
{
    const ClaimRequest& request = input.request;
    const std::vector<std::string> names = matricesOf(request.model, "", request.mostMatrices, input.session);
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    double highest = 0.0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto count = static_cast<double>(names.size());
        const JobContext part = input.job.part(static_cast<double>(i) / count, static_cast<double>(i + 1) / count);
        const auto kurtosisOf = [&](const ComponentRequest& coordinates) {
            return metricsOf(request.model, names[i], coordinates, {"kurtosis"}, input.with(part)).at("kurtosis");
        };
        const double original = kurtosisOf({"original", {}});
        if (original > highest) highest = original;
        if (original > outlierKurtosis) ++before;
        if (kurtosisOf(request.coordinates) > outlierKurtosis) ++after;
    }
    const auto count = static_cast<double>(names.size());
    std::vector<Measured> numbers{{"matrices", count, ""},
                                  {"share.original", static_cast<double>(before) / count, ""},
                                  {"share.rotated", static_cast<double>(after) / count, ""},
                                  {"highest_kurtosis", highest, ""}};
    if (names.empty()) return resultOf(Verdict::CannotTell, Say::NoStatistics, {});
    if (before == 0)
        return resultOf(Verdict::DoesNotHold, Say::NoOutliers, {digits(highest), digits(names.size())},
                        std::move(numbers));
    const bool gone = 2 * after <= before;
    return resultOf(gone ? Verdict::Holds : Verdict::DoesNotHold, gone ? Say::OutliersGone : Say::OutliersStay,
                    {digits(before), digits(names.size()), digits(after)}, std::move(numbers));
}

ClaimResult checkFrequency(const ClaimInput& input)
{
    Matrix weights = weightsOf(input);
    const auto rows = static_cast<Index>(mostWeights / static_cast<double>(weights.cols()));
    if (weights.rows() > std::max<Index>(rows, 1)) weights = weights.topRows(std::max<Index>(rows, 1)).eval();
    if (!hasStatistics(weights, input)) return resultOf(Verdict::CannotTell, Say::NoStatistics, {});
    const Matrix permuted = withColumnsInRandomOrder(weights, input.request.seed, 100);
    const JobContext first = input.job.part(0.0, 0.3);
    const JobContext second = input.job.part(0.3, 0.8);
    const JobContext third = input.job.part(0.8, 1.0);
    OrderTest rotation = testRotation(weights, permuted, "hadamard", input.with(first));
    std::vector<Measured> numbers{{"kurtosis.hadamard.in_order", rotation.inOrder.mean, ""},
                                  {"kurtosis.hadamard.permuted", rotation.permuted.mean, ""},
                                  {"z.hadamard", rotation.z, ""}};
    if (weights.cols() <= longestHaar) {
        const OrderTest haar = testRotation(weights, permuted, "haar", input.with(second));
        numbers.insert(numbers.end(), {{"kurtosis.haar.in_order", haar.inOrder.mean, ""},
                                       {"kurtosis.haar.permuted", haar.permuted.mean, ""},
                                       {"z.haar", haar.z, ""}});
        if (std::abs(haar.z) > std::abs(rotation.z)) rotation = haar; // the sentence is about the worse of the two
    }
    const OrderTest cosine = testCosine(weights, input.with(third));
    numbers.insert(numbers.end(), {{"kurtosis.dct.in_order", cosine.inOrder.mean, ""},
                                   {"kurtosis.dct.permuted", cosine.permuted.mean, ""},
                                   {"z.dct", cosine.z, ""}});
    const std::vector<std::string> values{digits(rotation.inOrder.mean), digits(rotation.permuted.mean),
                                          digits(rotation.z),            digits(cosine.inOrder.mean),
                                          digits(cosine.permuted.mean),  digits(cosine.z)};
    if (!(std::abs(rotation.z) < largeZ))
        return resultOf(Verdict::DoesNotHold, Say::RotationSeesOrder, {values[0], values[1], values[2]},
                        std::move(numbers));
    const bool order = std::abs(cosine.z) > largeZ;
    return resultOf(order ? Verdict::Holds : Verdict::DoesNotHold, order ? Say::OrderMatters : Say::OrderMeansNothing,
                    values, std::move(numbers));
}

} // namespace alidade
