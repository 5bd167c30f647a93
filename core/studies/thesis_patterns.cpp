// SPDX-License-Identifier: Apache-2.0
#include "core/studies/thesis_patterns.h"

namespace alidade {

namespace {

/// In the order of Found.
const std::vector<std::string>& patterns()
{
    static const std::vector<std::string> all{
        "With %1 of %2 rotations multiplied into the weights the logits differ by less than 1e-4 of their norm (at most %3); "
        "with one counter-rotation left out on purpose they differ by %4.",
        "Rescaled channels leave the logits within %1 of their norm, while the median kurtosis of %2 matrices goes from %3 "
        "to %4.",
        "In %1 of %2 matrices the norm (to %3) and the singular values (to %4) are the same after the rotation and the "
        "statistics of the entries are not.",
        "Kurtosis falls in %1 of %2 matrices, in the median from %3 to %4 (highest: %5 and %6; a Gaussian has 3).",
        "Random axes have heavier tails than those of the file in %1 of %2 matrices and lighter ones in %3: median kurtosis "
        "%4 in the file, %5 in random axes. Tails that random axes do not have speak for axes that training prefers.",
        "Of %2 matrices with kurtosis above 10, %1 come below it when neighbouring channels are rescaled (logits change by "
        "%3 of their norm); median kurtosis %4 before and %5 after.",
        "Cannot tell: no matrix has kurtosis above 10 (the highest is %1), so there is nothing to take away.",
        "Zeroing the top 0.1 % by magnitude in every matrix costs %3 nats a token, the same energy in rotated coordinates "
        "%4: %5 times as much. One matrix at a time it costs at most twice as much in %1 of %2. The largest single weight "
        "of down_proj costs up to %6.",
        "Rank correlation of |w| and Fisher sensitivity within columns: below 0.2 in %1 of %2 matrices, above 0.5 in %3; "
        "median %4 (%5 over whole matrices; top 1 % of both in common: %6 %).",
        "A change of equal size along the strongest input directions costs more than ten times what it costs along the "
        "weakest in %1 of %2 matrices; median ratio %3. On the largest against the smallest weights the ratio is %4.",
        "The DCT does not tell the order of the channels from random ones (|z| < 4) in %1 of %2 matrices; largest |z| %3.",
        "After the rotation the energy is spread as in Gaussian noise in %1 of %2 matrices: 90 % of it in %3 % of the "
        "coefficients (noise %4 %), %5 % of it in the top 1 % (noise %6 %); in the file %7 % and %8 %.",
        "At equal step entropy falls in %1 of %2 matrices and rises in %3; median change %4 bits a weight.",
        "At 4 bits, one scale a matrix, entropy falls in %1 of %2 matrices and rises in %3; median %4 bits a weight in the "
        "file and %5 after the rotation.",
        "Rounding to 4 bits gains more than 0.3 dB by the rotation, and what theory says, in %1 of %2 matrices; less than "
        "0.3 dB in %3. Median gain %4 dB (predicted %5), L-infinity / sigma from %6 to %7 (Gaussian: %8).",
        "At D = 0.01 with entropy coding rotated coordinates take fewer bits in %1 of %2 matrices and no fewer in %3; median "
        "rates: file %4, Hadamard %5, Haar %6 bits a weight.",
        "Rounding to 4 bits costs %1 nats a token in the file's axes, %2 rotated, %3 with scales of least squared error and "
        "%4 with both.",
        "Principal axes hold 90 % of the energy in fewer coefficients than those of noise by a tenth or more in %1 of %2 "
        "matrices; median %3 % against %4 %.",
        "At D = 0.01 principal axes, not paid for, take more than 0.02 bits a weight less than rotated coordinates beyond "
        "what noise shows, in %1 of %2 matrices; median gain %3, noise %4 bits a weight.",
        "Once the basis is paid for, an aligned basis gains more than 0.05 bits a weight in %1 of %2 matrices. Median net "
        "gain: basis shared by layers, tested on others %3 (basis %4, before paying %5); own basis %6 bits a weight.",
        "TwoNN dimension and participation ratio are at most half of what noise and shuffled weights show in %1 of %2 "
        "matrices, and one of them above 0.8 of it in %3; median TwoNN %4 (noise %5; rotated weights, of the same spectrum, "
        "%6), participation ratio %7 (noise %8).",
        "Low coefficients along the depth hold more energy than in shuffled layers (z > 3) and save bits in %1 of %2 kinds "
        "of matrices; largest z %3, largest net gain %4 bits a weight.",
        "Cannot tell: it takes four layers of one shape to speak of a course over the depth.",
        "At 20 dB a low-rank part and its residual take fewer bits than the matrix alone in %1 of %2 matrices; median rates "
        "%3 and %4 bits a weight, at the best rank %5 of the energy in the low-rank part.",
        "Cannot tell: no matrix has finite weights that vary.",
    };
    return all;
}

} // namespace

const std::string& patternOf(Found place) { return patterns().at(static_cast<std::size_t>(place)); }

const std::vector<std::string>& thesisPatterns()
{
    static const std::vector<std::string> all = [] {
        std::vector<std::string> list = patterns();
        list.insert(list.end(), claimPatterns().begin(), claimPatterns().end());
        return list;
    }();
    return all;
}

} // namespace alidade
