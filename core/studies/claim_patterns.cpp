// SPDX-License-Identifier: Apache-2.0
#include "core/studies/claim_patterns.h"

#include "core/base/text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace alidade {

namespace {

/// In the order of Say.
const std::vector<std::string>& patterns()
{
    static const std::vector<std::string> all{
        "A random x of norm %1 gives y = Wx of norm %2, the same to the last bit from two readings of the file: this is "
        "what must not change.",
        "W holds values that are not finite, so y = Wx means nothing.",
        "Two readings of the file give different y = Wx: the file has changed.",
        "Read as data, the weights have outliers: kurtosis %1 (a Gaussian has 3), the largest at %2 sigma, %3 of %4 beyond "
        "6 sigma.",
        "Does not hold here: kurtosis %1 (a Gaussian has 3), the largest at %2 sigma, %3 of %4 beyond 6 sigma: in the axes "
        "of the file this tensor has no outliers.",
        "This tensor has no finite weights that vary, so no statistics of them.",
        "(WQ)(Q^T x) differs from Wx by %1 of its norm, and the spectral norm by %2 of itself, while kurtosis goes from %3 "
        "to %4 and L-infinity / sigma from %5 to %6. The inverse rotation acts on x.",
        "Does not hold: (WQ)(Q^T x) differs from Wx by %1 of its norm and the spectral norm by %2 of itself, more than "
        "rounding explains.",
        "Does not hold here: the operator is the same (%1), but so are the statistics: kurtosis %2 and %3, L-infinity / "
        "sigma %4 and %5.",
        "These coordinates are not orthogonal: the claim is about rotations.",
        "Kurtosis is above 10 in %1 of %2 matrices in the axes of the file and in %3 after the rotation.",
        "Does not hold here: kurtosis is above 10 in %1 of %2 matrices in the axes of the file and still in %3 after the "
        "rotation.",
        "Does not hold here: no layer has outliers in the axes of the file (kurtosis at most %1 in %2 matrices), so there "
        "is nothing that other axes could take away.",
        "With the channels in random order the kurtosis after random rotations stays within its spread over seeds (%1 and "
        "%2, z = %3), while the DCT's goes from %4 to %5 (z = %6): a frequency needs an order, a rotation does not.",
        "Does not hold here: random rotations do not see the order of the channels (kurtosis %1 and %2, z = %3), but "
        "neither does the DCT (%4 and %5, z = %6): these channels have no order, so the DCT is one more rotation.",
        "Does not hold: with the channels in random order the kurtosis after random rotations goes from %1 to %2, "
        "z = %3 beyond its spread over seeds.",
        "90 % of the energy lies in %1 % of the coefficients in the axes of the file (spiky), %2 % after the rotation "
        "(flat; Gaussian noise %3 %), %4 % in principal axes (concentrated; noise in its own axes %5 %), whose basis costs "
        "%6 bits a weight.",
        "Does not hold here: in the axes of the file 90 % of the energy lies in %1 % of the weights, as of Gaussian noise "
        "(%2 %): there is nothing to flatten. After the rotation %3 %, in principal axes %4 % (noise %5 %).",
        "Does not hold here: after the rotation 90 % of the energy lies in %1 % of the coefficients and not in the %2 % of "
        "Gaussian noise.",
        "Does not hold here: principal axes hold 90 % of the energy in %1 % of the coefficients, Gaussian noise in its own "
        "principal axes in %2 %: no concentration beyond chance.",
        "The rotation gains %1 dB at 3 and %2 dB at 4 bits of fixed width, and %3 and %4 dB with entropy coding at equal "
        "entropy. Principal axes gain %5 dB at 4 bits with entropy coding, %6 dB once their basis is paid for.",
        "Does not hold here: the rotation gains %1 dB at 3 and %2 dB at 4 bits of fixed width, less than 0.3: these weights "
        "are nearly Gaussian already. With entropy coding %3 and %4 dB; principal axes %5 dB, %6 dB with their basis.",
        "Does not hold here: the rotation gains %1 dB at 3 and %2 dB at 4 bits of fixed width, but %3 and %4 dB with "
        "entropy coding too. Principal axes %5 dB, %6 dB with their basis.",
        "Magnitude and sensitivity of weights have a rank correlation of %1 within columns (%2 overall, median of %3 "
        "matrices). Zeroing the top 1 % by magnitude costs %4 nats a token, by sensitivity %5, drawn at random %6.",
        "Does not hold here: magnitude and sensitivity go together, rank correlation %1 within columns (%2 overall, median "
        "of %3 matrices). Zeroing the top 1 % by magnitude costs %4 nats a token, by sensitivity %5, drawn at random %6.",
        "Not decided here: the rank correlation of magnitude and sensitivity is %1 within columns, between 0.2 and 0.5 (%2 "
        "overall, median of %3 matrices). Zeroing the top 1 % by magnitude costs %4 nats a token, by sensitivity %5, drawn "
        "at random %6.",
        "Rank %1 holds %2 % of the energy and leaves a residual of kurtosis %3 (W itself: %4); at %5 dB both take %6 bits "
        "a weight together, W alone %7.",
        "Does not hold here: at %5 dB the cheapest split (rank %1, %2 % of the energy, residual kurtosis %3, W itself %4) "
        "takes %6 bits a weight, W alone %7.",
        "One function with relative error %1 from %2 Fourier coefficients and %3 from %4 weights of a network; kurtosis of "
        "the parameters %5 and %6; rounded to twice that error they take %7 and %8 bits.",
        "Cannot be compared: the relative errors of the Fourier fit (%1) and of the network (%2) are more than 3 dB apart.",
        "Does not hold here: with equal function error the parameters have kurtosis %1 and %2 and take %3 and %4 bits.",
        "One operator, two parameter files: logits differ by %1 of their norm, the median kurtosis of down_proj is %2 "
        "here and %3 in the twin, and perplexity goes from %4 to %5 here and to %6 there at 4 bits (3 bits: %7 and %8).",
        "Does not hold here: logits differ by %1 of their norm, but so little do the files: median kurtosis of down_proj %2 "
        "and %3, perplexity at 4 bits %4 and %5.",
        "These are not twins: their logits differ by %1 of their norm.",
        "Cannot tell: there is no text. Choose one.",
        "Cannot tell: there is no twin model beside this one.",
        "Cannot tell: %1",
    };
    return all;
}

} // namespace

const std::vector<std::string>& claimPatterns() { return patterns(); }

ClaimResult resultOf(Verdict verdict, Say pattern, std::vector<std::string> values, std::vector<Measured> numbers)
{
    ClaimResult result;
    result.verdict = verdict;
    result.sentence = {patterns().at(static_cast<std::size_t>(pattern)), std::move(values)};
    result.numbers = std::move(numbers);
    return result;
}

std::string digits(double value)
{
    if (std::isnan(value)) return "-";
    std::array<char, 32> text{};
    constexpr int places = 4;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, places).ptr;
    return {text.data(), end};
}

std::string digits(std::uint64_t count) { return withThousands(count); }

std::string percent(double share) { return digits(100.0 * share); }

std::string filledPattern(const std::string& pattern, std::span<const std::string> values)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool place = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
        if (!place) {
            text += pattern[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(pattern[++i] - '1');
        if (index < values.size()) text += values[index];
    }
    return text;
}

std::string ClaimSentence::text() const { return filledPattern(pattern, values); }

} // namespace alidade
