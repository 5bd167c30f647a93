// SPDX-License-Identifier: Apache-2.0
// Theses about bases that are aligned with the weights: what they save before and after they are paid for.
#include "core/entropy/histogram_entropy.h"
#include "core/numerics/moments.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/rate_distortion/decomposition.h"
#include "core/studies/thesis_checks.h"
#include "core/studies/thesis_rates.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <unordered_map>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double basisBits = 8.0; ///< an entry; science.md 1.0: the loss of gain is 0.002 bits
constexpr double scaleBits = 16.0;

/// Entropy of the symbols of one channel, its bias by the few of them taken off (Miller and Madow).
double channelEntropy(const Eigen::ArrayXd& symbols)
{
    std::unordered_map<std::int64_t, std::uint64_t> counts;
    for (const double symbol : symbols) ++counts[std::llround(symbol)];
    std::vector<std::uint64_t> numbers;
    for (const auto& [symbol, count] : counts) numbers.push_back(count);
    std::sort(numbers.begin(), numbers.end()); // the same sum on every machine
    return histogramEntropy(numbers) + static_cast<double>(numbers.size() - 1) /
                                           (2.0 * std::numbers::ln2 * static_cast<double>(symbols.size()));
}

/// Bits a weight with a model for each channel, whose scale is paid for.
double channelRate(const Matrix& values, double step, bool columns, const JobContext& job)
{
    const Index channels = columns ? values.cols() : values.rows();
    const Index length = columns ? values.rows() : values.cols();
    double sum = 0.0;
    for (Index i = 0; i < channels; ++i) {
        if (i % 64 == 0) job.checkpoint();
        Eigen::ArrayXd symbols(length);
        if (columns) symbols = (values.col(i).cast<double>().array() / step).round();
        else symbols = (values.row(i).cast<double>().transpose().array() / step).round();
        sum += channelEntropy(symbols);
    }
    return sum / static_cast<double>(channels) + scaleBits / static_cast<double>(length);
}

/// The best of three coders at one step for all: one model, one for each column, one for each row.
double codedRate(const Matrix& values, const JobContext& job)
{
    const double rms = momentsOf(values, job).rms();
    const double step = stepAtDistortion(values, comparedDistortion * rms * rms, job);
    const double one = measureStep(values, step, job).entropyBits;
    return std::min({one, channelRate(values, step, true, job), channelRate(values, step, false, job)});
}

/// The axis along which bases are shared: that of the residual stream.
struct Axis {
    bool rows = false; ///< o_proj and down_proj write to it with their rows, the others read it with their columns
    Index length = 0;
    friend auto operator<=>(const Axis&, const Axis&) = default;
};

/// A matrix that is tested, and the half of the layers that it belongs to.
struct Member {
    std::string name;
    Axis axis;
    int half = 0;
    double weights = 0.0;
};

std::vector<Member> membersOf(const ClaimInput& input)
{
    const std::vector<std::string> names = chosenMatrices(input);
    const CheckpointSummaryPtr summary = input.session.open(input.request.model);
    std::vector<Member> members;
    for (const Layer& layer : summary->layers) {
        if (std::find(names.begin(), names.end(), layer.tensor.name) == names.end()) continue;
        const bool writes = layer.role == "o_proj" || layer.role == "down_proj";
        const auto index = layer.block ? static_cast<std::size_t>(*layer.block) : members.size();
        members.push_back({layer.tensor.name, {writes, static_cast<Index>(writes ? layer.rows : layer.cols)},
                           static_cast<int>(index % 2), static_cast<double>(layer.rows) * static_cast<double>(layer.cols)});
    }
    return members;
}

/// Principal axes of each half of the layers, the rows of each matrix.
class SharedBases {
public:
    SharedBases(const std::vector<Member>& members, const ClaimInput& input)
    {
        std::map<std::pair<Axis, int>, MatrixD> sums;
        for (std::size_t i = 0; i < members.size(); ++i) {
            input.job.part(0.0, 0.7).checkpoint(i, members.size());
            m_weights[members[i].axis] += members[i].weights;
            const Matrix weights = matrixOf(members[i].name, input);
            if (!hasStatistics(weights, input)) continue;
            MatrixD gram = members[i].axis.rows ? gramOfRows(weights, input.job.quiet())
                                                : gramOfColumns(weights, input.job.quiet());
            gram /= gram.trace(); // every matrix counts the same
            MatrixD& sum = sums[{members[i].axis, members[i].half}];
            if (sum.size() == 0) sum = std::move(gram);
            else sum += gram;
        }
        for (auto& [key, sum] : sums)
            m_axes.emplace(key, symmetricEigen(std::move(sum), input.job.part(0.7, 1.0)).vectors.cast<float>());
    }

    /// A matrix in the basis of the half that it does not belong to; empty if there is none.
    [[nodiscard]] Matrix coefficients(const Matrix& weights, const Member& member) const
    {
        const auto found = m_axes.find({member.axis, 1 - member.half});
        if (found == m_axes.end()) return {};
        if (member.axis.rows) return found->second * weights;
        return weights * found->second.transpose();
    }
    /// Bits a weight, spread over all matrices of the model that share it. @param more matrices there are for each chosen
    [[nodiscard]] double charge(const Axis& axis, double more) const
    {
        const auto n = static_cast<double>(axis.length);
        return n * (basisBits * n + scaleBits) / (m_weights.at(axis) * more);
    }

private:
    std::map<std::pair<Axis, int>, Matrix> m_axes;
    std::map<Axis, double> m_weights;
};

/// Principal axes of the shorter side of a matrix, and what they cost it.
std::pair<Matrix, double> inOwnAxes(const Matrix& weights, const ClaimInput& input)
{
    const bool rows = weights.rows() < weights.cols();
    const ComponentRequest principal{"pca", {{"side", std::string(rows ? "rows" : "columns")}}};
    const auto n = static_cast<double>(std::min(weights.rows(), weights.cols()));
    return {coefficientsIn(weights, principal, input),
            n * (basisBits * n + scaleBits) / static_cast<double>(weights.size())};
}

/// One matrix: what the best coordinates that cost nothing take, and what aligned ones take.
ThesisLayer alignmentOf(const Matrix& weights, const Member& member, const SharedBases& bases, double more,
                        const ClaimInput& input)
{
    constexpr double leastGain = 0.05; // bits a weight; science.md 6, E3
    const JobContext& job = input.job;
    const double free = std::min(codedRate(weights, job),
                                 codedRate(coefficientsIn(weights, input.request.coordinates, input), job));
    const auto [own, ownCharge] = inOwnAxes(weights, input);
    const double ownNet = free - codedRate(own, job) - ownCharge;
    const Matrix shared = bases.coefficients(weights, member);
    const double charge = bases.charge(member.axis, more);
    double gain = nan;
    double noiseGain = 0.0;
    if (shared.size() > 0) {
        const Matrix noise = input.registries().nulls.find("gaussian").make(weights, input.request.seed, 0, job);
        gain = free - codedRate(shared, job);
        noiseGain = codedRate(noise, job) - codedRate(bases.coefficients(noise, member), job);
    }
    const double net = gain - charge - std::max(0.0, noiseGain);
    const double best = std::fmax(net, ownNet);
    return {member.name,
            best > leastGain ? Verdict::Holds : Verdict::DoesNotHold,
            {{"gain.net", best, "bit/weight"},
             {"gain.shared.net", net, "bit/weight"},
             {"gain.shared", gain, "bit/weight"},
             {"gain.shared.noise", noiseGain, "bit/weight"},
             {"basis.shared", charge, "bit/weight"},
             {"gain.own.net", ownNet, "bit/weight"},
             {"basis.own", ownCharge, "bit/weight"},
             {"rate.free", free, "bit/weight"}}};
}

} // namespace

ThesisResult testAlignedRate(const ClaimInput& input)
{
    constexpr double leastGain = 0.02;
    std::vector<ThesisLayer> layers = overMatrices(input, [](const Matrix& weights, const ClaimInput& one) {
        const Matrix noise = one.registries().nulls.find("gaussian").make(weights, one.request.seed, 0, one.job);
        const double turned = codedRate(coefficientsIn(weights, one.request.coordinates, one), one.job);
        const double aligned = codedRate(inOwnAxes(weights, one).first, one.job);
        const double chance = codedRate(noise, one.job) - codedRate(inOwnAxes(noise, one).first, one.job);
        const double gain = turned - aligned;
        return ThesisLayer{"",
                           gain - chance > leastGain ? Verdict::Holds : Verdict::DoesNotHold,
                           {{"gain.beyond_noise", gain - chance, "bit/weight"},
                            {"gain", gain, "bit/weight"},
                            {"gain.noise", chance, "bit/weight"},
                            {"rate.rotated", turned, "bit/weight"},
                            {"rate.aligned", aligned, "bit/weight"}}};
    });
    const std::vector<std::string> values{digits(medianOf(layers, "gain")), digits(medianOf(layers, "gain.noise"))};
    return resultOfLayers(std::move(layers), Found::AlignedRate, values);
}

ThesisResult testAlignmentPays(const ClaimInput& input)
{
    const std::vector<Member> members = membersOf(input);
    const JobContext first = input.job.part(0.0, 0.2);
    const SharedBases bases(members, input.with(first));
    const std::size_t all = matricesOf(input.request.model, "", std::numeric_limits<std::size_t>::max(), input.session).size();
    const double more = members.empty() ? 1.0 : static_cast<double>(all) / static_cast<double>(members.size());
    std::vector<ThesisLayer> layers;
    for (std::size_t i = 0; i < members.size(); ++i) {
        input.job.part(0.2, 1.0).checkpoint(i, members.size());
        const JobContext quiet = input.job.quiet();
        const ClaimInput one = input.with(quiet);
        const Matrix weights = matrixOf(members[i].name, one);
        layers.push_back(hasStatistics(weights, one) ? alignmentOf(weights, members[i], bases, more, one)
                                                     : ThesisLayer{members[i].name, Verdict::CannotTell, {}});
    }
    const std::vector<std::string> values{
        digits(medianOf(layers, "gain.shared.net")), digits(medianOf(layers, "basis.shared")),
        digits(medianOf(layers, "gain.shared")), digits(medianOf(layers, "gain.own.net"))};
    return resultOfLayers(std::move(layers), Found::AlignmentPays, values);
}

} // namespace alidade
